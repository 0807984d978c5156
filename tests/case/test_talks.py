"""What a case says of the course of talks: what holds today, preconditions, rounds and measures, and what is wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from comity.case.check import check_document, read_case
from comity.case.model import Case
from comity.case.paths import judgement_paths
from comity.case.text import Document
from strategies import case_text, coursed_cases
from talks import TALKS, talks

FILE = """\
comity: 1
title: Talks
parties:
  north: {name: North, signs: yes}
  south: {name: South, signs: yes}
issues:
  land: {name: Land, options: {all: {name: All, verified_by: VERIFIED}, none: None}, today: LAND, reversible: yes}
  aid: {name: Aid, options: {much: Much, none: None}, today: AID}
interests:
  north: {no_deal: 40, land: {weight: 1, all: 100, none: 0}, aid: {weight: 1, much: 0, none: 100}}
  south: {no_deal: 40, land: {weight: 1, all: 0, none: 100}, aid: {weight: 1, much: 100, none: 0}}
preconditions:
  - PRECONDITION
  - {party: south, first: aid, then: land, firmness: preferred}
talks:
  issues: {land: {formats: {both: FORMAT}}, aid: {formats: {both: {cost: 1, success: 50}}, easier_after: EASIER}}
  patience: PATIENCE
measures:
  hotline: {name: A hotline, by: BY, cost: 1, moves: MOVES, ties: TIES, because: It has helped before.}
messengers: {envoy: The envoy}
ties:
  - {from: north, to: south, rapport: 40, best: 80..100, turns: 150}
  - {from: envoy, to: north, rapport: 20, best: 100, turns: 150}
"""
GOOD = {
    "VERIFIED": "[north, south]",
    "LAND": "{option: none, because: Nobody has moved.}",
    "AID": "none",
    "PRECONDITION": "{id: land-first, party: north, first: land, then: aid}",
    "FORMAT": "{cost: 1..2, success: 40, ends_talks: 10}",
    "EASIER": "{land: 10}",
    "PATIENCE": "95",
    "BY": "north",
    "MOVES": "{south: {no_deal: 35..45}}",
    "TIES": "{envoy: {north: {rapport: 30..40, because: They speak daily.}}, north: {south: {turns: 160}}}",
}


def written(**changed: str) -> str:
    text = FILE
    for name, entry in (GOOD | changed).items():
        text = text.replace(f": {name}", f": {entry}").replace(f"- {name}", f"- {entry}")
    return text


def problems(**changed: str) -> list[str]:
    return [str(problem) for problem in check_document(Document(written(**changed), "case.yaml")).problems]


def test_a_case_with_all_of_it_is_fit(tmp_path: Path) -> None:
    assert problems() == []
    file = tmp_path / "case.yaml"
    file.write_text(written(), "utf-8")
    case = read_case(file)
    land, aid = case.issues.values()
    assert land.today is not None
    assert (land.today.option, land.today.because, land.reversible) == ("none", "Nobody has moved.", True)
    assert aid.today is not None
    assert (aid.today.option, aid.reversible) == ("none", False)
    assert [(each.party, each.first, each.then, each.firmness) for each in case.preconditions] == [
        ("north", "land", "aid", "declared"),
        ("south", "aid", "land", "preferred"),
    ]
    assert case.talks is not None
    assert case.talks.issues["aid"].easier_after["land"].words() == "10"
    hotline = case.measures["hotline"]
    assert hotline.moves["south"].no_deal.words() == "35..45"
    moved = {pair: {name: number.words() for name, number in of.numbers.items()} for pair, of in hotline.moved_ties()}
    assert moved == {("envoy", "north"): {"rapport": "30..40"}, ("north", "south"): {"turns": "160"}}
    assert hotline.ties["envoy"]["north"].because == "They speak daily."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"VERIFIED": "nort"}, ["7:49: error: unknown party 'nort'; did you mean north?"]),
        ({"VERIFIED": "[north, sout]"}, ["unknown party 'sout'; did you mean south?"]),
        ({"LAND": "nonne"}, ["unknown option 'nonne' of issue land; did you mean none?"]),
        ({"LAND": "{option: nonne}"}, ["unknown option 'nonne' of issue land; did you mean none?"]),
        ({"LAND": ""}, ["nothing is said of what holds today on land, so no step can be weighed against today"]),
        ({"PRECONDITION": "{party: nort, first: land, then: aid}"}, ["unknown party 'nort'"]),
        ({"PRECONDITION": "{party: north, first: lnd, then: aid}"}, ["unknown issue 'lnd'; did you mean land?"]),
        ({"PRECONDITION": "{party: north, first: aid, then: aid}"}, ["aid is to be settled before itself"]),
        (
            {"PRECONDITION": "{party: south, first: aid, then: land}"},
            ["14:5: warning: this precondition stands there twice"],
        ),
        ({"FORMAT": "{cost: 1, success: 0}"}, ["a round on land that cannot succeed never settles it"]),
        ({"FORMAT": "{cost: -1, success: 20}"}, ["must be 0 or more, not -1"]),
        ({"FORMAT": "{cost: 1..2000000, success: 20}"}, ["must be at most 1,000,000, not 1..2000000"]),
        ({"FORMAT": "{cost: 1, success: 20, end_talks: 5}"}, ["unknown field 'end_talks'; did you mean ends_talks?"]),
        ({"EASIER": "{aid: 10}"}, ["aid cannot be easier after itself"]),
        ({"EASIER": "{lnd: 10}"}, ["unknown issue 'lnd'; did you mean land?"]),
        ({"PATIENCE": "0"}, ["with a patience of 0 nothing that comes later counts"]),
        ({"PATIENCE": "110"}, ["must be 0 to 100 percent, not 110"]),
        ({"BY": "nrth"}, ["unknown party 'nrth'; did you mean north?"]),
        ({"MOVES": "{soth: {no_deal: 35}}"}, ["unknown party 'soth'; did you mean south?"]),
        ({"MOVES": "{south: {no_deal: 350}}"}, ["the no-deal value 350 lies outside 0..100"]),
        (
            {"TIES": "{evnoy: {north: {rapport: 30}}}"},
            ["19:92: error: unknown party or messenger 'evnoy'; did you mean envoy?"],
        ),
        ({"TIES": "{envoy: {nort: {rapport: 30}}}"}, ["unknown party 'nort'; did you mean north?"]),
        (
            {"TIES": "{envoy: {south: {rapport: 30}}}"},
            [
                "19:100: error: there is no tie from envoy to south that measure hotline could move; did you mean "
                "envoy to north?"
            ],
        ),
        (
            {"TIES": "{envoy: {north: {because: Who knows.}}}"},
            ["19:100: error: 'north': says nothing of what becomes of the tie; write `rapport`"],
        ),
        ({"TIES": "{envoy: {north: {rapport: 130}}}"}, ["must be 0 to 100 percent, not 130"]),
        ({"TIES": "{envoy: {north: {rapor: 30}}}"}, ["unknown field 'rapor'; did you mean rapport?"]),
        (
            {"TIES": "{envoy: {north: {best: 70}}}"},
            ["19:108: error: pressure turns at 150, more than twice the best, 70; write 140 at most"],
        ),
        (
            {"TIES": "{north: {south: {best: 90, turns: 80}}}"},
            ["pressure turns at 80, which is not above the best, 90; write more than 90, or less as `best`"],
        ),
        (
            {"MOVES": "{south: {no_deal: {value: 35, before: {met: -5}}}}"},
            ["the no-deal value -5 lies outside 0..100", "unknown development 'met'"],
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place(changed: dict[str, str], said: list[str]) -> None:
    found = problems(**changed)
    assert len(found) == len(said)
    assert all(words in problem for words, problem in zip(said, found, strict=True)), found


def test_where_no_tie_is_judged_none_can_be_moved() -> None:
    text = written().partition("ties:\n  - ")[0]
    said = [str(problem) for problem in check_document(Document(text, "case.yaml")).problems]
    assert [words.partition("error: ")[2] for words in said] == [
        "there is no tie from envoy to north that measure hotline could move; write it into `ties`",
        "there is no tie from north to south that measure hotline could move; write it into `ties`",
    ]


def test_a_tie_that_could_not_be_read_is_not_said_to_be_missing() -> None:
    text = written().replace("rapport: 20, best", "rapport: x, best")
    (said,) = check_document(Document(text, "case.yaml")).problems
    assert "must be a number" in said.what


def test_moved_pressures_fit_the_tie_at_every_time() -> None:
    text = written(TIES="{envoy: {north: {turns: 190}}}").replace(
        "rapport: 20, best: 100", "rapport: 20, best: {value: 100, before: {met: 80}}"
    )
    text += "developments: [{id: met, date: 2025-03-01, what: They met.}]\n"
    (said,) = [str(problem) for problem in check_document(Document(text, "case.yaml")).problems]
    assert said == (
        "case.yaml:19:108: error: pressure turns at 190, more than twice the best, 80 (before met); write 160 at most, "
        "or more as `best`"
    )


def test_every_moved_number_has_its_path() -> None:
    case = check_document(Document(written(), "case.yaml")).case
    assert case is not None
    paths = [path for path, _ in judgement_paths(case) if path[:3] == ("measures", "hotline", "ties")]
    assert [path[3:] for path in paths] == [
        ("envoy", "north"),
        ("envoy", "north", "rapport"),
        ("north", "south"),
        ("north", "south", "turns"),
    ]


def test_only_an_issue_that_needs_rounds_makes_another_easier() -> None:
    case = check_document(
        Document(written().replace("land: {formats: {both: {cost: 1..2, success: 40, ends_talks: 10}}}, ", ""), "")
    )
    assert [problem.what for problem in case.errors] == [
        "land needs no round of talks here, so it is never settled by one"
    ]


DESK = {"value": 90, "before": {"later": 85}}
COURSE: dict[str, Any] = {
    "issues": {
        "x": {"name": "X", "options": {"p": "P", "q": "Q"}, "today": {"option": "q", "draft": "yes"}},
        "y": {"name": "Y", "options": {"p": "P", "q": "Q"}, "today": "q"},
    },
    "preconditions": [
        {"party": "a", "first": "x", "then": "y", "draft": "yes"},
        {"party": "a", "first": "y", "then": "x", "since": "later"},
        {"party": "b", "first": "x", "then": "y", "until": "later"},
    ],
    "talks": {
        "issues": {
            "x": {
                "formats": {"f": {"cost": 1, "success": {"value": 50, "draft": "yes"}}, "g": {"cost": 2, "success": 9}}
            },
            "y": {"formats": {"f": {"cost": 1, "success": 20}}, "draft": "yes"},
        },
        "patience": {"value": 90, "before": {"later": 80}},
    },
    "measures": {
        "line": {"name": "A hotline", "moves": {"a": {"no_deal": {"value": 3, "draft": "yes"}}}},
        "talk": {"name": "Talks at a desk", "ties": {"a": {"b": {"rapport": {"value": 3, "draft": "yes"}}}}},
        "desk": {
            "name": "A desk",
            "ties": {"a": {"b": {"best": {"value": 90, "before": {"later": 85}}, "draft": "yes"}}},
        },
        "aid": {"name": "Aid", "cost": 3, "since": "later"},
    },
    "developments": [{"id": "later", "date": "2025-03-01", "what": "Something happens."}],
    "as_of": "2025-04-01",
}


def test_nothing_that_is_a_draft_counts() -> None:
    case = talks(**COURSE)
    assert sum(judgement.draft for _, judgement in judgement_paths(case)) == 7
    case = case.confirmed(5)
    x, y = case.issues.values()
    assert x.today is None
    assert y.today is not None
    assert [each.party for each in case.preconditions] == ["a", "b"]
    assert case.talks is not None
    assert {name: list(each.formats) for name, each in case.talks.issues.items()} == {"x": ["g"]}
    assert list(case.measures) == ["aid"]


def test_each_holds_since_and_until_developments() -> None:
    case = talks(**COURSE)
    assert [(each.party, each.first) for each in case.at().preconditions] == [("a", "x"), ("a", "y")]
    before = case.at(dt.date(2025, 2, 1))
    assert [(each.party, each.first) for each in before.preconditions] == [("a", "x"), ("b", "x")]
    assert list(before.measures) == ["line", "talk", "desk"]
    now = {"best": case.at().measures["desk"].ties["a"]["b"].best, "was": before.measures["desk"].ties["a"]["b"].best}
    assert {name: number.words() for name, number in now.items() if number is not None} == {"best": "90", "was": "85"}
    assert before.talks is not None
    assert before.talks.patience is not None
    assert before.talks.patience.words() == "80"


@settings(max_examples=20)
@given(coursed_cases())
def test_any_case_with_all_of_it_is_fit_and_comes_back_from_its_file(case: Case) -> None:
    checked = check_document(Document(case_text(case), "case.yaml"))
    assert checked.errors == ()
    assert checked.case == case


def test_a_case_without_any_of_it_has_no_judgement_more() -> None:
    case = Case.model_validate(TALKS)
    assert {path[0] for path, _ in judgement_paths(case)} == {"interests"}


def test_a_measure_that_moves_whose_yes_is_not_asked_is_remarked_on() -> None:
    text = written().replace("south: {name: South, signs: yes}", "south: {name: South}")
    said = [str(each) for each in check_document(Document(text, "case.yaml")).problems]
    assert any(
        "warning: south neither signs nor is asked for its yes, so moving this opens nothing" in each for each in said
    )
    assert not any("neither signs" in each for each in problems())

"""Rules of consent as a file writes them, and everything that may be wrong with them, each with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from comity.case.check import check, check_document
from comity.case.consent import Rule
from comity.case.model import Case
from comity.case.text import Document
from comity.case.wording import consent_rule
from talks import TALKS, talks

FILE = """\
comity: 1
title: Talks
consent: CONSENT
parties:
  north: {name: North, signs: yes, ratified_by: NORTH}
  south: {name: South, signs: yes, members: {east: East, west: West}, decides: SOUTH}
  senate: {name: Senate, ratified_by: SENATE}
  court: {name: Court, passes: 60..80}
issues:
  land: {name: Land, options: {all: All, none: None}, needs: NEEDS}
interests:
  north: &north
    no_deal: 40
    land: {weight: 1, all: 100, none: 0}
  east: *north
  west: *north
  senate: *north
"""
GOOD = {"CONSENT": "all", "NORTH": "[senate, court]", "SOUTH": "any", "SENATE": "court", "NEEDS": "{all: senate}"}


def problems(**changed: str) -> list[str]:
    text = FILE
    for name, rule in (GOOD | changed).items():
        text = text.replace(f": {name}\n", f": {rule}\n").replace(f": {name}}}", f": {rule}}}")
    text = text.replace("&north", "").replace("*north", "{no_deal: 40, land: {weight: 1, all: 100, none: 0}}")
    checked = check_document(Document(text, "case.yaml"))
    return [str(problem) for problem in checked.errors]


def test_a_case_with_every_kind_of_rule_is_fit() -> None:
    assert problems() == []
    assert problems(CONSENT="{all: [{share: 55}, {at_least: 1, including: north}], or_blocked_by_fewer_than: 1}") == []
    assert problems(CONSENT="{quota: 51, by: {north: 50, south: 49.5}}") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CONSENT": "{at_least: 3}"}, ["3:1: error: 3 of 2 cannot be had; ask for 2 at most"]),
        ({"CONSENT": "{at_least: 0}"}, ["'at_least' must be 1 or more, not 0"]),
        (
            {"CONSENT": "{at_least: 1, share: 50}"},
            ["needs exactly one of all, any, at_least, share, weight, quota, not"],
        ),
        ({"CONSENT": "{quota: -1, by: {north: 1, south: 1}}"}, ["'quota' must be more than 0, not -1"]),
        ({"CONSENT": "{quota: 1, by: {north: -1, south: 9}}"}, ["3:26: error: the weight of north is below 0"]),
        ({"CONSENT": "{quota: 3, by: {north: 1, south: 1}}"}, ["a quota of 3 of 2 cannot be had"]),
        ({"CONSENT": "{weight: 50, by: {north: 1}}"}, ["south has no weight here"]),
        ({"CONSENT": "{weight: 50, by: people}"}, ["no party has votes called 'people'"]),
        ({"CONSENT": "{weight: 50}"}, ["`weight` needs `by`"]),
        ({"CONSENT": "[north, senate]"}, ["senate does not sign, so `consent` cannot ask it"]),
        ({"CONSENT": "[north, sout]"}, ["unknown party 'sout'; did you mean south?"]),
        ({"SOUTH": "[east, senate]"}, ["6:71: error: senate is no member of south; put its yes into `ratified_by`"]),
        ({"SOUTH": "[east, east]"}, ["'east' is counted twice"]),
        ({"SENATE": "north"}, ["the yes of north waits for itself: north -> senate -> north"]),
        ({"NEEDS": "{some: north, all: [nort]}"}, ["unknown option 'some' of issue land", "unknown party 'nort'"]),
        ({"NORTH": "[senate, court, south, moon]"}, ["unknown party 'moon'"]),
    ],
)
def test_what_is_wrong_is_said_at_its_place(changed: dict[str, str], said: list[str]) -> None:
    found = problems(**changed)
    assert len(found) == len(said)
    for problem, words in zip(found, said, strict=True):
        assert words in problem


def test_a_body_of_which_nobody_could_say_whether_it_accepts_is_a_problem_not_a_yes() -> None:
    found = problems(NORTH="[bare]", SENATE="court}\n  bare: {name: Bare")
    assert len(found) == 1
    assert found[0].startswith("case.yaml:8:3: error: its yes is asked for, but bare has no interests; say what no")


def test_a_case_without_rules_asks_its_signers() -> None:
    assert talks().voices() == ("a", "b")
    assert not talks().by_rule


def test_who_is_asked_follows_every_rule() -> None:
    parties: dict[str, Any] = TALKS["parties"] | {
        "a": {"name": "Alpha", "signs": "yes", "ratified_by": ["d"]},
        "d": {"name": "Delta", "ratified_by": ["e"], "passes": "60..80"},
        "e": {"name": "Epsilon"},
        "f": {"name": "Phi"},
    }
    issues = {**TALKS["issues"], "x": {**TALKS["issues"]["x"], "needs": {"p": ["c", "a"]}}}
    case = talks(parties=parties, issues=issues)
    assert case.asked() == ("a", "b", "c", "d", "e")
    assert case.voices() == ("a", "b", "c", "e")  # of delta only the chance is judged
    assert case.spoilers() == ("c",)
    assert case.by_rule


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (None, "all who sign"),
        ("all", "all 2 who sign"),
        (["a", "b"], "Alpha and Beta"),
        ({"any": ["a", "b"]}, "Alpha or Beta"),
        ({"at_least": 1, "including": "a"}, "at least 1 of all 2 who sign, including Alpha"),
        ({"weight": 65.5, "by": {"a": 1, "b": 2}}, "65.5 in 100 of the votes of all 2 who sign"),
        ({"share": 50, "of": ["a", "b"]}, "50 in 100 of Alpha and Beta"),
        ({"quota": 2, "by": {"a": 1, "b": 2}, "or_blocked_by_fewer_than": 1},
         "2 of the votes of all 2 who sign, or with fewer than 1 against"),
        ([{"at_least": 1}, "a"], "(at least 1 of all 2 who sign) and Alpha"),
    ],
)  # fmt: skip
def test_rules_in_words(rule: Any, said: str) -> None:
    case = talks() if rule is None else talks(consent=rule)
    assert consent_rule(case) == said


def test_a_rule_is_written_back_as_it_was_read() -> None:
    rule = Rule.model_validate({"all": ["a", {"at_least": 1, "of": ["b", "c"]}], "including": "d"})
    assert Rule.model_validate(rule.model_dump(exclude_defaults=True)) == rule
    case = talks(consent=["a", "b"])
    assert Case.model_validate(case.model_dump(by_alias=True)).consent == case.consent


def test_washington_is_as_fit_as_before() -> None:
    assert check(Path(__file__).parents[2] / "tests" / "washington" / "case.yaml").errors == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "court signs, and a chance of its yes is no yes"),
        ({"NEEDS": "{all: court}"}, "an option needs court, and a chance of its yes is no yes"),
    ],
)
def test_a_chance_is_a_yes_of_nobody_but_a_body_at_home(changed: dict[str, str], said: str) -> None:
    """Else it would count as a yes for certain, and nobody would notice."""
    text = FILE.replace("court: {name: Court,", "court: {name: Court, signs: yes,") if not changed else FILE
    for name, rule in (GOOD | changed).items():
        text = text.replace(f": {name}\n", f": {rule}\n").replace(f": {name}}}", f": {rule}}}")
    errors = [str(each) for each in check_document(Document(text, "case.yaml")).errors]
    assert any(said in each for each in errors), errors


def test_a_body_with_a_chance_and_interests_says_yes_in_two_ways() -> None:
    text = FILE.replace("senate: {name: Senate,", "senate: {name: Senate, passes: 70,")
    for name, rule in (GOOD | {"NEEDS": "{all: north}"}).items():
        text = text.replace(f": {name}\n", f": {rule}\n").replace(f": {name}}}", f": {rule}}}")
    errors = [str(each) for each in check_document(Document(text, "case.yaml")).errors]
    assert any("senate has interests as well as `passes`" in each for each in errors), errors


def test_weights_and_vetoes_that_count_nothing_are_told() -> None:
    assert any(
        "court has a weight here and is not among those counted" in each
        for each in problems(CONSENT="{quota: 51, by: {north: 50, south: 49.5, court: 3}}")
    )
    assert any(
        "'north' stands there twice" in each for each in problems(CONSENT="{any: south, including: [north, north]}")
    )
    assert any("write `of: members`" in each for each in problems(SOUTH="{all: members}"))

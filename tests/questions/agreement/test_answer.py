"""Which agreements are possible: the finding as a whole, and what it is asked with."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file
from comity.problem import Problems
from comity.questions.agreement import answer
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import LISTED, Funnel
from comity.show.terminal import text
from strategies import cases
from talks import TALKS, line, talks

SITING = read_case(case_file("abdelnabi-2024"))


def test_the_answer_and_its_data() -> None:
    found = agreement(talks())
    assert found.question == "agreement"
    assert found.exact
    assert found.answer.startswith("1 of 4 possible agreements is coherent, ")
    assert found.data == {
        "stages": [
            {"name": "all", "count": 4, "removed": None, "share": None},
            {"name": "coherent", "count": 4, "removed": 0, "share": 1.0},
            {"name": "red_lines", "count": 4, "removed": 0, "share": 1.0},
            {"name": "zopa", "count": 1, "removed": 3, "share": 0.25},
        ],
        "agreements": [{"x": "p", "y": "q"}],
        "agreements_count": 1,
        "agreements_listed": 1,
        "agreements_shown": 1,
        "agreements_not_shown": 0,
        "left": [{"number": 1, "gains": {"a": 35.0, "b": 0.0}}],
        "removed": {
            "conditions": [],
            "red_lines": [],
            "no_deal": [
                {
                    "party": "a",
                    "name": "a",
                    "no_deal": {"low": 40.0, "mid": 40.0, "high": 40.0},
                    "removes": 2,
                    "removes_alone": 2,
                    "would_open": 2,
                },
                {
                    "party": "b",
                    "name": "b",
                    "no_deal": {"low": 20.0, "mid": 25.0, "high": 30.0},
                    "removes": 1,
                    "removes_alone": 1,
                    "would_open": 1,
                },
            ],
        },
        "zopa_at_no_deal": {"low": 1, "midpoint": 1, "high": 0},
        "others": [{"party": "c", "accepts": None, "least": 10.0, "most": 10.0}],
        "rounded": [],
        "sureness": {
            "ranges": 1,
            "draws": 4096,
            "seed": 0,
            "shape": "uniform",
            "share": 0.5,
            "least": 0.5,
            "most": 0.5,
            "none": {"least": 0.5, "most": 0.5},
            "per": 100,
            "count": {"low": 0, "median": 0, "high": 1},
            "within": 90,
            "necessary": 0,
            "possible": 1,
        },
    }
    assert list(found.tables) == ["funnel", "signers", "agreements", "others"]
    assert list(found.figures) == ["funnel"]
    assert found.parameters == {"show": 10}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"conditions": [{"if": {"x": "p"}, "then": {"x": "q"}}, {"if": {"x": "q"}, "then": {"x": "p"}}]},
            "None of 4 possible agreements is coherent: the conditions exclude each other.",
        ),
        (
            {"red_lines": [line("a", x="p"), line("b", x="q")]},
            "There is no agreement: 4 of 4 possible agreements are coherent, but each crosses at least one red line.",
        ),
        (
            {"red_lines": [line("a", x="p")]},
            "There is no agreement: 2 of 4 possible agreements are coherent and cross no red line, but none is "
            "worth at least no deal to every signer. Alpha alone would refuse them all.",
        ),
        (
            {"red_lines": [line("a", y="q")]},
            "There is no agreement: 2 of 4 possible agreements are coherent and cross no red line, but none is "
            "worth at least no deal to every signer.",
        ),
    ],
)
def test_an_empty_stage_is_said_plainly(changed: dict[str, Any], said: str) -> None:
    found = agreement(talks(**changed))
    sure = "That no agreement is possible is certain, as judged: no values in the ranges leave an agreement."
    assert found.answer == f"{said} {sure}"
    assert found.data["agreements"] == []
    assert "agreements" not in found.tables
    assert "others" not in found.tables


def test_how_many_are_not_shown_is_said_and_the_data_list_them() -> None:
    found = agreement(SITING, show=5)
    table = found.tables["agreements"]
    assert len(table.rows) == 5
    assert "(5 of 12 shown)" in table.title
    assert "7 more agreements are not shown." in table.note
    assert found.data["agreements_listed"] == found.data["agreements_count"] == len(found.data["agreements"]) == 12
    worst = [min(row[1:7]) for row in table.json()["rows"]]
    assert worst == sorted(worst, reverse=True)


def test_no_more_than_a_thousand_are_listed_and_the_finding_says_so() -> None:
    easy = {"title": "Easy", "parties": {"a": {"name": "A", "signs": "yes"}}}
    easy["issues"] = {f"i{at}": {"name": "I", "options": {f"o{to}": "O" for to in range(11)}} for at in range(3)}
    easy["interests"] = {"a": {"no_deal": "0", "i0": {"weight": "1", **{f"o{to}": "1" for to in range(11)}}}}
    found = agreement(Case.model_validate(easy), show=3)
    assert (found.data["agreements_count"], found.data["agreements_listed"]) == (1331, LISTED)
    assert len(found.data["agreements"]) == LISTED
    assert "1,328 more agreements are not shown." in found.tables["agreements"].note
    assert any("A states no interest in I and I and counts as indifferent there" in each for each in found.caveats)


def test_a_judgement_that_is_a_draft_or_illustrative_is_said() -> None:
    rule = {"if": {"x": "q"}, "then": {"y": "q"}, "draft": "yes"}
    caveats = agreement(talks(illustrative="yes", conditions=[rule])).caveats
    assert "1 judgement is a draft that nobody has confirmed." in caveats
    assert "All ratings, weights and no-deal values are illustrative judgements." in caveats
    assert agreement(talks(interests={"a": TALKS["interests"]["a"], "b": TALKS["interests"]["b"]})).caveats == ()


def test_rounded_judgements_are_said_to_be_rounded() -> None:
    interests = TALKS["interests"] | {
        "a": {"no_deal": "3", "scale": "points", "x": {"p": "33.33333333333333", "q": "66.66666666666667"}}
    }
    (caveat,) = [each for each in agreement(talks(interests=interests)).caveats if "digits" in each]
    assert caveat.startswith("The judgements of Alpha have too many digits")


def large() -> Case:
    """Seventy issues of two options each."""
    issues = {f"i{at}": {"name": f"Issue {at}", "options": {"yes": "Yes", "no": "No"}} for at in range(70)}
    ratings = {issue: {"weight": "1", "yes": "100", "no": "0"} for issue in issues}
    return Case.model_validate(
        {
            "title": "Large",
            "parties": {"a": {"name": "Alpha", "signs": "yes"}},
            "issues": issues,
            "interests": {"a": {"no_deal": "50", **ratings}},
            "conditions": [{"if": {"i0": "yes"}, "then": {"i1": "yes"}}],
            "red_lines": [line("a", i2="no")],
        }
    )


def test_a_space_too_large_to_look_at_gets_an_interval_and_the_words() -> None:
    found = agreement(large())
    stages = {stage["name"]: stage for stage in found.data["stages"]}
    assert stages["all"]["count"] == 2**70
    assert stages["coherent"]["count"] == 3 * 2**68
    assert stages["red_lines"]["count"] == 3 * 2**67
    assert 0 < stages["zopa"]["low"] <= stages["zopa"]["high"] < 3 * 2**67
    # All yes is worth 100, and a second best has one no; the red line and the condition leave 68 of these.
    best, *others = found.data["agreements"]
    assert set(best.values()) == {"yes"}
    assert [[*other.values()].count("no") for other in others] == [1] * 9
    assert [row[:2] for row in found.tables["agreements"].rows] == [
        (1, 50.0),
        *((n, 50 - 10 / 7) for n in range(2, 11)),
    ]
    assert found.data["left_exact"]
    assert any("Nothing was sampled" in caveat for caveat in found.caveats)
    assert json.loads(found.json())["exact"] == found.exact


def test_how_sure_it_is_can_be_told_of_a_space_beyond_64_bits() -> None:
    told = agreement(large(), suppose=["a: no_deal=40..60"])
    assert told.data["stages"][0]["count"] == 2**70
    assert "of 100 readings of the ranges leave an agreement" in told.answer


@settings(max_examples=60)
@given(cases())
def test_every_finding_can_be_rendered(case: Case) -> None:
    found = agreement(case, show=3)
    content = json.loads(found.json())
    assert set(content) == {"question", "answer", "exact", "method", "parameters", "caveats", "tables", "data"}
    assert [stage["name"] for stage in content["data"]["stages"]] == ["all", "coherent", "red_lines", "zopa"]
    assert content["data"] == json.loads(json.dumps(found.data))
    for name, table in content["tables"].items():
        assert set(table) == {"columns", "rows"}, name
        assert all(len(row) == len(table["columns"]) for row in table["rows"])
    assert found.answer in " ".join(text(found, 400).split())


def test_what_is_left_out_or_supposed_is_in_force_and_said() -> None:
    case = talks(red_lines=[line("a", x="p") | {"id": "never-p"}])
    assert agreement(case).data["agreements_count"] == 0
    found = agreement(case, without=["never-p"], suppose=["b: no_deal=26"])
    # Without the red line x=p, y=q is worth 75 to Alpha, but 25 to Beta, now less than no deal.
    assert (found.data["stages"][2]["count"], found.data["agreements_count"]) == (4, 0)
    assert found.parameters == {"show": 10, "without": "never-p", "supposing": "b: no_deal=26"}
    assert found.caveats == (
        "Not as in the file: never-p is left out.",
        "Not as in the file: b: no_deal=26 is supposed.",
    )
    with pytest.raises(Problems, match="there is no such red line or condition"):
        agreement(case, without=["never-q"])


def test_the_result_says_of_what_kind_it_is() -> None:
    assert isinstance(agreement(talks()).result, Funnel)
    assert isinstance(agreement(large()).result, Bounds)
    assert agreement(large(), suppose=["a: no_deal=60"]).parameters == {"show": 10, "supposing": "a: no_deal=60"}
    assert agreement(large(), count=9).parameters == {"show": 10, "count": 9}


def test_every_agreement_is_looked_at_as_long_as_that_can_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "COUNTABLE", 4)
    assert isinstance(agreement(talks()).result, Funnel)
    monkeypatch.setattr(answer, "COUNTABLE", 3)
    assert isinstance(agreement(talks()).result, Bounds)
    assert isinstance(agreement(talks(), count=4).result, Funnel)
    few = agreement(talks(), count=3)
    assert isinstance(few.result, Bounds)
    assert few.data["countable"] == 3


def test_progress_is_told() -> None:
    told: list[float] = []
    agreement(talks(), progress=told.append)
    assert told == [1.0]

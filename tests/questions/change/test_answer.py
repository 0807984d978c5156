"""What has changed between two days, asked as people ask: days, months, suppositions, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from changed import SHAPLEY, VALUES, worked
from comity.case.check import read_case
from comity.problem import Problems
from comity.questions.change.answer import change
from material import WASHINGTON
from talks import line, talks

EXAMPLE = Path(__file__).parents[3] / "examples" / "washington-2025" / "case.yaml"


def data(**asked: Any) -> dict[str, Any]:
    return dict(change(worked().case, **asked).data)


def test_the_worked_example() -> None:
    found = data(values=True)
    assert (found["from"], found["to"]) == ("2025-08-14", "2025-08-18")
    assert (found["then"]["zopa"], found["now"]["zopa"]) == (65, 326)
    assert found["now"] == {"all": 233280, "coherent": 47568, "red_lines": 5616, "zopa": 326}
    assert {each["id"]: each["share"] for each in found["developments"]} == SHAPLEY
    assert [each["agreements"] for each in found["values"]] == [*VALUES]
    assert found["values"][5]["developments"] == ["ceasefire", "air-sea"]
    assert (found["came"] - found["went"], found["developments_idle"]) == (261, 6)
    assert (found["options_gained"], found["options_lost"]) == (["ceasefire=with-deal"], [])
    assert "months" not in found


def test_without_values_none_are_told() -> None:
    assert "values" not in data()


def test_days_may_be_dates_or_words_and_cut_what_lies_between() -> None:
    found = data(start=dt.date(2025, 8, 15), end="2025-08-16")
    assert [each["id"] for each in found["developments"]] == ["sanctions"]
    assert (found["agreements"]["then"], found["agreements"]["now"]) == (321, 309)
    backwards = data(start="2025-08-18", end="2025-08-18")
    assert (backwards["developments"], backwards["agreements"]["difference"]) == ([], 0)


def test_what_is_supposed_counts_on_both_days() -> None:
    found = data(without=["usa-ceasefire-first"])
    assert found["agreements"]["then"] == 321
    assert found["supposed"]["without"] == ["usa-ceasefire-first"]


def test_nothing_dated_is_nothing_changed() -> None:
    finding = change(talks())
    assert finding.answer.startswith("Nothing in the case is dated, so nothing has changed: ")
    assert finding.data["from"] is None


def test_the_margin_is_what_the_best_agreement_leaves_to_whoever_gains_least() -> None:
    # Worths less no deal of pp, pq, qp, qq: 60, 35, -15, -40 to A; -25, 0, 25, 50 to B.
    assert change(talks()).data["margin"]["now"] == 0
    assert change(talks(red_lines=[line("a", x="p")])).data["margin"]["now"] == -15
    assert change(talks(red_lines=[line("a", x="p"), line("b", x="q")])).data["margin"]["now"] is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"start": "yesterday"}, "start: error: 'yesterday' is no day; write it as 2025-08-18"),
        ({"end": 5}, "end: error: 5 is no day; write it as 2025-08-18"),
        ({"start": "2025-08-19"}, "start: error: 2025-08-19 comes after 2025-08-18; exchange the two days"),
        ({"months": "soon"}, "months: error: 'soon' are no months to wait; write numbers from 0 to 1200, as 0,6,12"),
        ({"months": [-1]}, "months: error: these are no months to wait; write numbers from 0 to 1200, as 0,6,12"),
        (
            {"months": "6"},
            "months: error: no signer's no deal has a `per_month`; add it to what no deal is worth to a signer, "
            "{value: 60, per_month: -0.5}, or leave the months out",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(Problems) as refused:
        change(worked().case, **asked)
    assert [str(problem) for problem in refused.value.problems] == [said]


def test_months_are_looked_at_where_no_deal_drifts() -> None:
    case = worked().changed(("interests", "russia", "no_deal", "per_month"), "0.2").case
    found = change(case).data
    assert [month["month"] for month in found["months"]] == [0, 6, 12, 24]
    assert [month["month"] for month in change(case, months="12, 3").data["months"]] == [3, 12]
    assert found["closes_at"] is not None


def test_the_washington_case_is_as_it_was() -> None:
    assert change(read_case(WASHINGTON)).data["now"]["zopa"] == 326


def test_the_example_says_what_held_before_its_developments() -> None:
    found = change(read_case(EXAMPLE)).data
    assert (found["from"], found["then"]["zopa"], found["now"]["zopa"]) == ("2025-08-15", 75, 326)
    assert [(each["id"], each["alone"], each["last"], each["share"]) for each in found["developments"]] == [
        ("ceasefire-demand-dropped", 264, 257, 260.5),
        ("sanctions-dismissed", 0, 0, 0.0),
        ("turn-to-air-and-sea", -6, -13, -9.5),
    ]

"""The result where there is an agreement: every number, on a ladder of five options where all is clear by hand."""

from __future__ import annotations

from dataclasses import replace

from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closeness import Closeness
from deadlocks import NARROW
from demanded import ladder

# A accepts p and q, B all but p, so q is left: worth 80 to A, 40 to B.
AJAR = ladder(["r", "s", "t"], "declared", ["p"])


def test_the_whole_result_as_json() -> None:
    """B's value of 5..55 is taken as 30; 10 points more, and q is too little. A's could rise by 70."""
    result = deadlock(AJAR, suppose=["b: no_deal=5..55"]).result
    assert isinstance(result, Closeness)
    assert result.json() == {
        "clashes": [],
        "clashes_count": 0,
        "ways_out": [],
        "complete": True,
        "concessions": [],
        "concessions_complete": True,
        "blockers": [],
        "nearest": None,
        "agreements": 1,
        "agreements_exact": True,
        "margins": {"b": 10, "a": 70},
        "limits": {
            "b": {"no_deal": {"low": 5, "mid": 30, "high": 55}, "limit": 40, "range_passes": True, "exact": True},
            "a": {"no_deal": {"low": 10, "mid": 10, "high": 10}, "limit": 80, "range_passes": False, "exact": True},
        },
        "margin_together": 10,
        "options_left": {"land": ["q"]},
        # p fails B's line and its no-deal value, so that neither rules it out alone; A's no-deal value fails nowhere.
        "slack": ["theirs", "a-no-deal", "b-no-deal"],
        "slack_count": 3,
        "demands": [
            {"name": "mine", "party": "a", "firmness": "declared", "points": None},
            {"name": "theirs", "party": "b", "firmness": "constitutional", "points": None},
            {"name": "a-no-deal", "party": "a", "firmness": "no deal", "points": 10},
            {"name": "b-no-deal", "party": "b", "firmness": "no deal", "points": 30},
        ],
        "demands_count": 4,
    }


def test_what_was_not_found_is_null() -> None:
    content = replace(NARROW, options_left=None, slack=None).json()
    assert (content["options_left"], content["slack"], content["slack_count"]) == (None, None, None)


def test_a_result_is_exact_where_every_margin_is() -> None:
    birch, *others = NARROW.margins
    assert NARROW.exact
    assert not replace(NARROW, margins=(*others, replace(birch, complete=False))).exact


def test_a_limit_that_a_range_just_reaches_is_not_passed() -> None:
    birch, *_ = NARROW.margins
    assert (birch.limit, birch.range_passes) == (40.0, False)
    assert not replace(birch, no_deal=replace(birch.no_deal, high=40.0)).range_passes
    assert replace(birch, no_deal=replace(birch.no_deal, high=40.5)).range_passes

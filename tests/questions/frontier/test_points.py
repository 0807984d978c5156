"""The frontier as a result: its data, of numbers made by hand, and what it holds of a case reckoned by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from comity.agreements.space import Agreement
from comity.finding import Band
from comity.questions.frontier.points import Frontier, Point, Stake, frontier_of
from comity.questions.frontier.prices import TRADED, Price
from talks import TALKS, line, talks

FRONTIER = Frontier(
    over="zopa",
    all=40,
    count=3,
    agreements_count=5,
    points=(
        Point((Agreement({"x": "p"}), Agreement({"x": "q"})), 3, {"a": 60.0}, {"a": 20.0}, {"c": Band(2.0, 5.0, 8.0)}),
        Point((Agreement({"x": "r"}),), 1, {"a": 50.0}, {"a": 10.0}, {"c": Band.over([9.0])}),
    ),
    stakes=(Stake("a", 40.0, 50.0, 60.0),),
    varying=("a",),
    indifferent=("b",),
    others=("c",),
    rounded=("a",),
    prices=(
        Price("a", "b", 0.5, 1.0, 2.0, None, 2),
        Price("b", "a", 0.5, 1.0, 2.0, Band(0.5, 0.75, 1.0), 2),
        Price("b", "c", 0.5, 1.0, 2.0, Band.over([0.5]), 2),
    ),
    parts=7,
    within={"a": 1.5, "b": math.inf},
    shown=1,
)


def price(gains: str, loses: str) -> dict[str, Any]:
    return {"gains": gains, "loses": loses, "typical": 1.0, "cheapest": 0.5, "dearest": 2.0, "points": 2}


def test_the_data_are_the_whole_result() -> None:
    assert FRONTIER.json() == {
        "over": "zopa",
        "all": 40,
        "count": 3,
        "agreements_count": 5,
        "points_listed": 2,
        "points_shown": 1,
        "points_not_shown": 2,
        "points": [
            {
                "number": 1,
                "worth": {"a": 60.0},
                "gains": {"a": 20.0},
                "agreements_count": 3,
                "agreements": [{"x": "p"}, {"x": "q"}],
                "others": {"c": None},
                "others_range": {"c": {"low": 2.0, "mid": 5.0, "high": 8.0}},
            },
            {
                "number": 2,
                "worth": {"a": 50.0},
                "gains": {"a": 10.0},
                "agreements_count": 1,
                "agreements": [{"x": "r"}],
                "others": {"c": 9.0},
                "others_range": {"c": {"low": 9.0, "mid": 9.0, "high": 9.0}},
            },
        ],
        "ranges": [{"party": "a", "no_deal": 40.0, "least": 50.0, "most": 60.0}],
        "trade_offs": [
            {**price("a", "b"), "from_first": None, "from_first_range": None},
            {**price("b", "a"), "from_first": None, "from_first_range": {"low": 0.5, "mid": 0.75, "high": 1.0}},
            {**price("b", "c"), "from_first": 0.5, "from_first_range": {"low": 0.5, "mid": 0.5, "high": 0.5}},
        ],
        "trade_offs_among": 3,
        "varying": ["a"],
        "indifferent": ["b"],
        "others": ["c"],
        "others_exact": True,
        "rounded": ["a"],
        "parts": 7,
        "within": {"a": 1.5, "b": None},
    }
    many = replace(FRONTIER, count=TRADED + 1, within=None)
    assert many.json()["trade_offs_among"] == TRADED
    assert many.json()["within"] is None


def test_it_is_exact_unless_it_says_how_far_it_may_be_off() -> None:
    assert replace(FRONTIER, within=None).exact
    assert not replace(FRONTIER, within={}).exact


def test_a_case_reckoned_by_hand() -> None:
    """Worths of pp, pq, qp, qq: 100, 75, 25, 0 to Alpha (no deal 40), 0, 25, 50, 75 to Beta (25), 10 or 90 to Gamma."""
    deals = tuple(Agreement({"x": x, "y": y}) for x, y in ("pq", "qp", "pp", "qq"))
    assert frontier_of(talks(), over="coherent", show=3) == Frontier(
        over="coherent",
        all=4,
        count=4,
        agreements_count=4,
        points=(
            Point(deals[:1], 1, {"a": 75.0, "b": 25.0}, {"a": 35.0, "b": 0.0}, {"c": Band.over([10.0])}),
            Point(deals[1:2], 1, {"a": 25.0, "b": 50.0}, {"a": -15.0, "b": 25.0}, {"c": Band.over([90.0])}),
            Point(deals[2:3], 1, {"a": 100.0, "b": 0.0}, {"a": 60.0, "b": -25.0}, {"c": Band.over([10.0])}),
            Point(deals[3:], 1, {"a": 0.0, "b": 75.0}, {"a": -40.0, "b": 50.0}, {"c": Band.over([90.0])}),
        ),
        stakes=(Stake("a", 40.0, 0.0, 100.0), Stake("b", 25.0, 0.0, 75.0)),
        varying=("a", "b"),
        others=("c",),
        prices=(
            # One more point for Alpha: from pq 25/25; from qp 25/50 or 50/75; from qq 75/100, 50/75 or 25/25.
            Price("a", "b", 0.5, pytest.approx(2 / 3), 1.0, Band.over([1.0]), 3),
            # One more for Beta: from pq 50/25 or 75/50; from qp 25/25; from pp 25/25, 75/50 or 100/75.
            Price("b", "a", 1.0, 1.0, 1.5, Band.over([1.5]), 3),
        ),
        shown=3,
    )


def test_who_wants_nothing_and_who_is_rounded() -> None:
    flat = {"no_deal": "0", "x": {"weight": "1", "p": "50", "q": "50"}}
    frontier = frontier_of(talks(interests=TALKS["interests"] | {"b": flat}))
    assert (frontier.indifferent, frontier.varying, frontier.rounded) == (("b",), (), ())
    digits = {"no_deal": "3", "scale": "points", "x": {"p": "33.33333333333333", "q": "66.66666666666667"}}
    assert frontier_of(talks(interests=TALKS["interests"] | {"b": digits})).rounded == ("b",)


def test_where_there_is_nothing_nothing_is_at_stake() -> None:
    empty = frontier_of(talks(red_lines=[line("a", x="p"), line("b", x="q")]))
    assert (empty.count, empty.points, empty.stakes, empty.prices, empty.shown) == (0, (), (), (), 0)

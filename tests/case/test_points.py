"""Ratings of an amount: judged at points, on straight lines between them, in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from comity.case.amount import Amount
from comity.case.estimate import Estimate
from comity.case.points import Points, combined
from comity.case.steps import Steps

STEPS = Steps(Amount.model_validate({"from": 100, "to": 500, "step": 10}).grid)


def points(**ratings: object) -> Points:
    return Points.on(STEPS, {name[1:]: Estimate.model_validate(number) for name, number in ratings.items()})


def test_between_points_runs_a_straight_line() -> None:
    """From 100 at 100 to 60..70 at 250, in fifteen steps, and on to 0 at 500, in twenty-five."""
    ratings = points(_500=0, _100=100, _250="60..70")
    assert ratings["100"].point == 100
    assert ratings["250"].words() == "60..70"
    assert ratings["110"].ends == (100 - Fraction(40, 15), 100 - Fraction(35, 15), 100 - Fraction(30, 15))
    assert ratings["490"].ends == (Fraction(60, 25), Fraction(65, 25), Fraction(70, 25))
    assert (ratings["490"].low, ratings["490"].high) == (2.4, 2.8)


def test_a_rating_is_made_of_the_two_numbers_around_it() -> None:
    ratings = points(_100=100, _250=60, _500=0)
    assert combined(ratings, "250") == ("250", "250", 0)
    assert combined(ratings, "300") == ("250", "500", Fraction(1, 5))
    assert combined({"x": Estimate.model_validate(1)}, "x") == ("x", "x", 0)


def test_only_the_points_are_listed_and_only_steps_are_answered() -> None:
    ratings = points(_100=100, _500=0)
    assert list(ratings) == ["100", "500"]
    assert "300" not in ratings
    assert ratings.reach("300")
    for no_step in ("305", "600", "x"):
        assert not ratings.reach(no_step)
        with pytest.raises(KeyError):
            ratings[no_step]
    with pytest.raises(KeyError):
        points(_100=100)["300"]


def test_what_lies_between_is_no_surer_than_the_points() -> None:
    ratings = points(_100={"value": 100, "confidence": "high"}, _500={"value": 0, "confidence": "low", "draft": True})
    assert ratings["300"].confidence == "low"
    assert ratings["300"].draft

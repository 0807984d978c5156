"""Worth is what the judgements say, exactly: sums of factors in whole steps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from brute import Oracle, middle
from comity.agreements.space import Agreement
from comity.agreements.worth import HIGH, LOW, MIDDLE, Payoff
from comity.case.model import Case
from strategies import cases

TALKS: dict[str, Any] = {
    "title": "Talks",
    "parties": {"a": {"name": "A", "signs": "yes"}, "b": "B", "silent": "Silent"},
    "issues": {
        "land": {"name": "Land", "options": {"all": "All", "none": "None"}},
        "date": {"name": "Date", "options": {"now": "Now", "later": "Later"}},
    },
    "interests": {
        "a": {
            "no_deal": "30..45",
            "land": {"weight": "2", "all": "100", "none": "0"},
            "date": {"weight": "1", "now": "40..60", "later": "10"},
        },
        "b": {"scale": "points", "land": {"all": "-5", "none": "7.5"}},
        "silent": {"no_deal": "10"},
    },
    "linkages": [{"party": "a", "when": {"land": "all", "date": "now"}, "adds": "5..10"}],
}


def worth(content: dict[str, Any], party: str) -> Any:
    return Payoff.of(Case.model_validate(content)).worths[party]


def test_worth_is_the_weighted_mean_of_ratings_and_the_linkages() -> None:
    mine = worth(TALKS, "a")
    points = {(i, j): Fraction(mine.steps((i, j))) * mine.unit for i in (0, 1) for j in (0, 1)}
    half = Fraction(1, 2)
    assert points == {
        (0, 0): Fraction(250, 3) + 7 + half,
        (0, 1): Fraction(210, 3),
        (1, 0): Fraction(50, 3),
        (1, 1): Fraction(10, 3),
    }
    assert mine.exact
    assert mine.slack == 0
    assert mine.no_deal is not None
    assert [step * mine.unit for step in mine.no_deal] == [30, 37 + half, 45]
    assert mine.needed == mine.needed_at(MIDDLE) == mine.at_no_deal(MIDDLE) == mine.no_deal[1]
    assert (mine.needed_at(LOW), mine.needed_at(HIGH)) == (mine.no_deal[0], mine.no_deal[2])


def test_points_simply_add_up() -> None:
    mine = worth(TALKS, "b")
    assert [mine.points(mine.steps((at, 0))) for at in (0, 1)] == [-5, 7.5]
    with pytest.raises(ValueError, match="b has no no-deal value"):
        _ = mine.needed


def test_who_states_no_interest_has_no_worth() -> None:
    assert list(Payoff.of(Case.model_validate(TALKS)).worths) == ["a", "b"]


def test_a_factor_within_a_larger_one_is_added_to_it() -> None:
    """Fewer factors are faster: two issues and their linkage make one."""
    assert [factor.scope for factor in worth(TALKS, "a").factors] == [(0, 1)]


def test_the_bounds_hold_every_worth() -> None:
    mine = worth(TALKS, "a")
    low, high = mine.bounds
    assert low <= min(mine.steps((i, j)) for i in (0, 1) for j in (0, 1))
    assert high >= max(mine.steps((i, j)) for i in (0, 1) for j in (0, 1))


def test_numbers_with_too_many_digits_are_rounded_once_and_compared_with_slack() -> None:
    """Ratings as other programs write them: a worth that misses no deal by less than rounding is accepted."""
    third, two_thirds = "33.33333333333333", "66.66666666666667"
    interest = {
        "scale": "points",
        "no_deal": "100",
        "land": {"all": third, "none": "0"},
        "date": {"now": two_thirds, "later": "66.66666"},
    }
    mine = worth(TALKS | {"interests": {"a": interest}, "linkages": []}, "a")
    assert mine.exact == (mine.slack == 0)
    assert not mine.exact
    assert mine.steps((0, 0)) >= mine.needed
    assert mine.steps((0, 1)) < mine.needed
    assert mine.points(mine.steps((0, 0))) == pytest.approx(100, abs=1e-9)


@pytest.mark.parametrize("digits", ["0.00000000010001", "0.00000000010000000000001"], ids=["machine", "longer"])
@pytest.mark.parametrize(("half", "rounded"), [("0.00000000025", 2), ("0.00000000035", 4), ("-0.00000000025", -2)])
def test_half_a_step_is_rounded_to_the_even_one(digits: str, half: str, rounded: int) -> None:
    """Whether the numbers fit into integers of the machine or need longer ones; a step is 1e-10 points here."""
    interest = {"scale": "points", "land": {"all": "99", "none": half}, "date": {"now": digits, "later": "0"}}
    mine = worth(TALKS | {"interests": {"a": interest}, "linkages": []}, "a")
    assert not mine.exact
    assert mine.unit == Fraction(1, 10**10)
    assert [factor.values.tolist() for factor in mine.factors] == [[990_000_000_000, rounded], [1, 0]]


@settings(max_examples=100)
@given(cases())
def test_worths_are_exact_in_every_case(case: Case) -> None:
    plain, payoff = Oracle(case), Payoff.of(case)
    assert set(payoff.worths) == {name for name in case.everyone() if case.interest_of(name).issues}
    for name, mine in payoff.worths.items():
        assert mine.exact
        for factor in mine.factors:
            assert (factor.values == np.round(factor.values)).all()
            assert list(factor.scope) == sorted(set(factor.scope))
        for deal in plain.deals:
            assert mine.steps(payoff.space.choice(Agreement(deal))) * mine.unit == plain.worth(name, deal)
        stated = case.interest_of(name).no_deal
        ends = stated and (Fraction(repr(stated.low)), middle(stated), Fraction(repr(stated.high)))
        assert (mine.no_deal and tuple(step * mine.unit for step in mine.no_deal)) == ends

"""What causes are credited with: Shapley's axioms in exact fractions, and the average over orders counted by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changed import SHAPLEY, VALUES
from comity.agreements.attribution import shapley

games = st.integers(1, 4).flatmap(
    lambda number: st.lists(st.integers(-50, 50), min_size=1 << number, max_size=1 << number)
)


def over_orders(values: list[int]) -> list[Fraction]:
    """What each cause adds when it comes next, over all orders, one by one."""
    number = len(values).bit_length() - 1
    shares = [Fraction(0)] * number
    for order in permutations(range(number)):
        acting = 0
        for cause in order:
            shares[cause] += Fraction(values[acting | 1 << cause] - values[acting], factorial(number))
            acting |= 1 << cause
    return shares


@given(games)
def test_it_is_the_average_over_all_orders(values: list[int]) -> None:
    assert list(shapley(values)) == over_orders(values)


@given(games)
def test_shares_add_up_to_the_whole(values: list[int]) -> None:
    assert sum(shapley(values)) == values[-1] - values[0]


@given(games)
def test_a_cause_that_changes_nothing_gets_nothing(values: list[int]) -> None:
    idle = [*values, *values]  # one more cause, whether it acts or not
    assert shapley(idle) == (*shapley(values), 0)


@given(games)
def test_causes_that_do_the_same_share_alike(values: list[int]) -> None:
    number = len(values).bit_length() - 1
    same = [values[(acting & ~3) | (3 if acting & 3 == 3 else acting & 3 and 1)] for acting in range(1 << number)]
    if number > 1:
        first, second, *_ = shapley(same)
        assert first == second


def test_one_cause_is_the_difference() -> None:
    assert shapley([65, 321]) == (256,)


def test_no_cause_is_no_share() -> None:
    assert shapley([7]) == ()


def test_the_worked_example() -> None:
    assert [float(share) for share in shapley(VALUES)] == list(SHAPLEY.values())


def test_values_that_are_not_those_of_all_sets() -> None:
    with pytest.raises(ValueError, match="3 values are not those of all sets"):
        shapley([1, 2, 3])

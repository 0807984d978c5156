"""Preconditions on talks: circles, what is cheapest to give up, and in which orders issues may be discussed."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import pytest

from comity.case.model import Case
from comity.questions.sequence.preconditions import Preconditions, between, components
from talks import talks

ISSUES = {name: {"name": name.upper(), "options": {"p": "P", "q": "Q"}} for name in "xyzw"}


def found(*edges: tuple[str, str, str, str]) -> Preconditions:
    stated: list[dict[str, Any]] = [
        {"party": party, "first": first, "then": then, "firmness": firmness} for party, first, then, firmness in edges
    ]
    return Preconditions.of(talks(issues=ISSUES, interests={}, preconditions=stated))


def test_a_circle_is_named_with_its_parties_and_the_cheapest_way_out() -> None:
    result = found(
        ("a", "x", "y", "declared"),
        ("b", "y", "z", "preferred"),
        ("c", "z", "x", "constitutional"),
        ("a", "z", "w", "preferred"),
    )
    (cycle,) = result.cycles
    assert (cycle.issues, cycle.parties) == (("x", "y", "z"), ("a", "b", "c"))
    assert [[edge.name for edge in several] for several in cycle.cheapest] == [["2"]]
    assert result.units == (("x", "y", "z"), ("w",))
    assert (result.count, result.orders) == (1, ((("x", "y", "z"), ("w",)),))


def test_parallel_preconditions_must_all_be_given_up() -> None:
    result = found(("a", "x", "y", "preferred"), ("c", "x", "y", "preferred"), ("b", "y", "x", "declared"))
    assert [[edge.name for edge in several] for several in result.cycles[0].cheapest] == [["1", "2"]]
    result = found(("a", "x", "y", "preferred"), ("c", "x", "y", "declared"), ("b", "y", "x", "declared"))
    assert [[edge.name for edge in several] for several in result.cycles[0].cheapest] == [["3"]]


def test_many_that_say_the_same_are_one_way_out() -> None:
    several = [("abc"[at % 3], "x", "y", "preferred") for at in range(12)]
    result = found(*several, ("b", "y", "x", "constitutional"), ("c", "y", "x", "preferred"))
    assert [[edge.name for edge in of] for of in result.cycles[0].cheapest] == [[str(at) for at in range(1, 13)]]


def test_without_a_circle_orders_are_counted_and_listed() -> None:
    result = found(("a", "x", "y", "declared"), ("a", "z", "w", "declared"))
    assert result.cycles == ()
    assert result.count == 6
    assert len(result.orders) == 6
    assert found().json()["talks_orders"] == {"count": None, "listed": []}


def test_what_is_supposed_comes_first_as_well() -> None:
    result = Preconditions.of(talks(), [("y", "x")])
    assert [(edge.supposed, edge.party) for edge in result.edges] == [(True, "")]
    assert result.orders == ((("y",), ("x",)),)


@pytest.mark.parametrize("seed", range(40))
def test_orders_of_random_preconditions_are_those_that_meet_them(seed: int) -> None:
    draw = random.Random(seed)
    pairs = [(one, other) for one in "xyzw" for other in "xyzw" if one != other and not draw.randrange(4)]
    result = found(*(("a", first, then, "declared") for first, then in pairs))
    units = [
        unit
        for unit in components(tuple("xyzw"), result.edges)
        if {*unit} & {issue for pair in pairs for issue in pair}
    ]
    edges = between(units, result.edges)
    meeting = [
        order
        for order in permutations(range(len(units)))
        if all(order.index(one) < order.index(other) for one, other in edges)
    ]
    assert (result.count or 0) == (len(meeting) if units else 0)
    assert {issue for cycle in result.cycles for issue in cycle.issues} == circling(pairs)


def circling(pairs: list[tuple[str, str]]) -> set[str]:
    """The issues from which a way leads back to themselves."""
    reached = set(pairs)
    while more := {(one, other) for one, by in reached for at, other in reached if by == at} - reached:
        reached |= more
    return {issue for issue, other in reached if issue == other}


def test_the_order_of_the_file_changes_nothing() -> None:
    stated = [("a", "x", "y", "declared"), ("b", "y", "x", "preferred"), ("c", "z", "w", "declared")]
    one, other = found(*stated), found(*reversed(stated))
    assert one.count == other.count
    assert {cycle.issues for cycle in one.cycles} == {cycle.issues for cycle in other.cycles}
    assert isinstance(talks(), Case)

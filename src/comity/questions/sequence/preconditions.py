"""Preconditions on talks: in which orders issues may be discussed, and where the conditions of several go in a circle.

A precondition is an edge from the issue that comes first to the one that waits. Where edges go in a circle nobody may
begin: a procedural deadlock. Its issues, a strongly connected component, can only be settled together, as one package,
unless a precondition is given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from comity.case.model import Case, Firmness
from comity.questions.sequence.orders import MOST_STEPS, NEVER, Orders, closed_under

PRICES: tuple[Firmness, ...] = ("preferred", "declared", "constitutional")
"""How firm a precondition may be, the cheapest to give up first."""

LOOKED_AT = 1 << 12
"""How many sets of preconditions are looked at for the cheapest to give up, at most."""

LISTED = 20
"""How many orders are listed, at most; all are counted."""


@dataclass(frozen=True)
class Edge:
    """One precondition. name: its id, or its number in the file; supposed: whether it stands in no file."""

    name: str
    party: str
    first: str
    then: str
    firmness: Firmness
    because: str = ""
    supposed: bool = False

    def json(self) -> dict[str, Any]:
        """The precondition by its fields."""
        return {name: getattr(self, name) for name in ("name", "party", "first", "then", "firmness", "because")}


@dataclass(frozen=True)
class Cycle:
    """A procedural deadlock.

    issues: that wait for each other; parties: whose conditions these are; edges: these; cheapest: the sets of
    preconditions that open it if given up, all that are cheapest by firmness; empty where too many would have to be
    looked at.
    """

    issues: tuple[str, ...]
    parties: tuple[str, ...]
    edges: tuple[Edge, ...]
    cheapest: tuple[tuple[Edge, ...], ...]

    def json(self) -> dict[str, Any]:
        """The deadlock by its fields."""
        return {
            "issues": list(self.issues),
            "parties": list(self.parties),
            "preconditions": [edge.json() for edge in self.edges],
            "cheapest": [[edge.name for edge in several] for several in self.cheapest],
        }


@dataclass(frozen=True)
class Preconditions:
    """All preconditions of a case, and what follows from them for the order of talks.

    edges: all; cycles: the procedural deadlocks; units: the issues that some precondition names, those that can only be
    settled together as one; count: in how many orders these may be discussed, None where there are none or too many of
    them to be counted; orders: the first of these.
    """

    edges: tuple[Edge, ...]
    cycles: tuple[Cycle, ...]
    units: tuple[tuple[str, ...], ...]
    count: int | None
    orders: tuple[tuple[tuple[str, ...], ...], ...]

    @classmethod
    def of(cls, case: Case, supposed: Sequence[tuple[str, str]] = ()) -> Preconditions:
        """The preconditions of a case; supposed: further pairs of issues, the first of which is to come first."""
        edges = [
            Edge(each.id or str(number), each.party, each.first, each.then, each.firmness, (each.because or "").strip())
            for number, each in enumerate(case.preconditions, 1)
        ]
        edges += [Edge(f"{first} before {then}", "", first, then, "preferred", "", True) for first, then in supposed]
        issues = tuple(case.issues)
        named = {issue for edge in edges for issue in (edge.first, edge.then)}
        every = components(issues, edges)
        cycles = tuple(_cycle(unit, edges) for unit in every if len(unit) > 1)
        units = tuple(unit for unit in every if named & set(unit))
        count, orders = _orders(units, edges)
        return cls(tuple(edges), cycles, units, count, orders)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "preconditions": [edge.json() for edge in self.edges],
            "cycles": [cycle.json() for cycle in self.cycles],
            "talks_orders": {
                "count": self.count,
                "listed": [[list(step) for step in order] for order in self.orders],
            },
        }


def components(issues: Sequence[str], edges: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """The issues, those that wait for each other together, in the order of the case."""
    places = {issue: at for at, issue in enumerate(issues)}
    reach = np.eye(len(issues), dtype=bool)
    for edge in edges:
        reach[places[edge.first], places[edge.then]] = True
    for through in range(len(issues)):  # Warshall (1962): what is reached by way of one issue after another
        reach |= reach[:, through, None] & reach[through]
    together = reach & reach.T
    found = {tuple(issues[at] for at in np.flatnonzero(row).tolist()) for row in together}
    return tuple(sorted(found, key=lambda unit: places[unit[0]]))


def between(units: Sequence[Iterable[str]], edges: Iterable[Edge]) -> list[tuple[int, int]]:
    """The preconditions as pairs of the units that hold their issues, those within one unit left out."""
    place = {issue: at for at, unit in enumerate(units) for issue in unit}
    pairs = ((place[edge.first], place[edge.then]) for edge in edges if edge.first in place and edge.then in place)
    return sorted({(first, then) for first, then in pairs if first != then})


def _cycle(issues: tuple[str, ...], edges: Sequence[Edge]) -> Cycle:
    inside = tuple(edge for edge in edges if edge.first in issues and edge.then in issues)
    parties = tuple(dict.fromkeys(edge.party for edge in inside if edge.party))
    return Cycle(issues, parties, inside, _cheapest(issues, inside))


def _cheapest(issues: tuple[str, ...], edges: tuple[Edge, ...]) -> tuple[tuple[Edge, ...], ...]:
    """The sets of preconditions whose giving up leaves no circle: fewest of the firmest, then of the next firmest.

    All that say the same of two issues are given up together, or none of them.
    """
    alike: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        alike.setdefault((edge.first, edge.then), []).append(edge)
    found: list[tuple[tuple[int, ...], set[Edge]]] = []
    if 1 << len(alike) > LOOKED_AT:
        return ()
    for size in range(1, len(alike) + 1):
        for several in combinations(alike.values(), size):
            given_up = {edge for of_two in several for edge in of_two}
            if len(components(issues, [edge for edge in edges if edge not in given_up])) == len(issues):
                found.append((_price(given_up), given_up))
    least = min(price for price, _ in found)
    cheapest = [given_up for price, given_up in found if price == least]
    return tuple(tuple(edge for edge in edges if edge in given_up) for given_up in cheapest)


def _price(given_up: Iterable[Edge]) -> tuple[int, ...]:
    """How many of each firmness are given up, the firmest first."""
    firm = [edge.firmness for edge in given_up]
    return tuple(firm.count(each) for each in reversed(PRICES))


def _orders(
    units: Sequence[tuple[str, ...]], edges: Sequence[Edge]
) -> tuple[int | None, tuple[tuple[tuple[str, ...], ...], ...]]:
    """How many orders of some units meet the preconditions, and the first of them."""
    if not units or len(units) > MOST_STEPS:
        return None, ()
    allowed = closed_under(len(units), between(units, edges))
    orders = Orders(len(units), np.where(allowed, 0, NEVER), tuple(map(len, units)))
    listed = [tuple(units[move.bit_length() - 1] for move in order) for order in orders.listed(LISTED)]
    return orders.count, tuple(listed)

"""The power that a rule of consent gives by itself, whatever anybody wants: for teachers, and to compare rules."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.consent import Node
from comity.agreements.core import VOTERS, sufficing

LISTED = 500
"""How many minimal sets are listed, at most."""


@dataclass(frozen=True)
class Power:
    """What a rule alone says of its voters.

    winning: how many sets of voters suffice; minimal: those of them that can spare nobody; blocking: the minimal sets
    without which no set suffices; shapley_shubik: by voter, in what share of all orders of saying yes its yes is the
    one that first suffices (Shapley and Shubik 1954); swings: by voter, how many sets suffice with it and not without
    (Banzhaf 1965).

    >>> from comity.agreements.consent import Threshold, Voter
    >>> votes = {"a": 50, "b": 49, "c": 1}
    >>> rule = Threshold(51, tuple((weight, Voter(name)) for name, weight in votes.items()))
    >>> power_of(rule, tuple(votes)).swings
    {'a': 3, 'b': 1, 'c': 1}
    """

    winning: int
    minimal: tuple[tuple[str, ...], ...]
    blocking: tuple[tuple[str, ...], ...]
    shapley_shubik: dict[str, float]
    swings: dict[str, int]

    @property
    def banzhaf(self) -> dict[str, float]:
        """The share of all swings that each voter has, 0 to 1."""
        total = sum(self.swings.values())
        return {name: swings / total if total else 0.0 for name, swings in self.swings.items()}

    def json(self) -> dict[str, Any]:
        """The numbers by their names; banzhaf: the swings."""
        return {
            "shapley_shubik": dict(self.shapley_shubik),
            "banzhaf": dict(self.swings),
            "banzhaf_share": self.banzhaf,
            "winning_sets": self.winning,
            "minimal_winning_sets": len(self.minimal),
        }


def power_of(rule: Node, voters: tuple[str, ...]) -> Power | None:
    """The power of each of some voters, by looking at every set of them; None for more than `VOTERS` voters."""
    count = len(voters)
    if count > VOTERS or not voters:
        return None
    sets = np.arange(1 << count)
    inside = {name: (sets >> at & 1).astype(bool) for at, name in enumerate(voters)}
    wins: NDArray[np.bool_] = np.broadcast_to(rule.of(inside.__getitem__), sets.shape)
    sizes = np.bitwise_count(sets)
    orders = np.array([math.factorial(size) * math.factorial(count - size - 1) for size in range(count)], dtype=float)
    orders /= math.factorial(count)
    shapley, swings = {}, {}
    for at, name in enumerate(voters):
        swing = np.flatnonzero(inside[name] & wins & ~wins[sets & ~(1 << at)])
        swings[name] = len(swing)
        shapley[name] = float(orders[sizes[swing] - 1].sum())
    stops = ~wins[sets ^ (len(sets) - 1)]
    idle = np.zeros(sets.shape, dtype=bool)
    for at, name in enumerate(voters):
        idle |= inside[name] & stops[sets & ~(1 << at)]
    minimal = sufficing(rule, voters) or ()
    return Power(int(wins.sum()), minimal, named(sets[stops & ~idle], voters), shapley, swings)


def named(sets: NDArray[np.integer[Any]], voters: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Sets of voters by name, the smallest first."""
    found = [tuple(name for at, name in enumerate(voters) if number >> at & 1) for number in sets.tolist()]
    return tuple(sorted(found, key=lambda names: (len(names), [voters.index(name) for name in names])))

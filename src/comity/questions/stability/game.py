"""A conflict as the graph model for conflict resolution has it: who can move where, and who prefers what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ranks = NDArray[np.int32]
Marks = NDArray[np.bool_]

INFEASIBLE = 0
"""The rank of what cannot be; those of feasible states begin at 1."""


@dataclass(frozen=True)
class Axis:
    """One thing that is settled: an option, an issue, or all that a party may freely combine.

    size: how many ways; movers: the numbers of the parties that may change it (none where it is given; several for
    what each of them can do, such as leaving); one_way: whether it only ever changes from an earlier way to a later;
    final: the ways, by number, that nobody changes any more once they are taken.
    """

    size: int
    movers: tuple[int, ...]
    one_way: bool = False
    final: tuple[int, ...] = ()

    @property
    def free(self) -> bool:
        """Whether each way may change to any other."""
        return not self.one_way and not self.final

    def leads(self, now: int, then: int) -> bool:
        """Whether whoever moves it may leave it as it is or change it from one way to another."""
        return now == then or (now not in self.final and not (self.one_way and then < now))


@dataclass(frozen=True, eq=False)
class Game:
    """Decision makers, states, moves and preferences (Fang, Hipel and Kilgour 1993), the states a product of axes.

    parties: their names; axes: one a dimension of the states; feasible: which states can be, shaped as the axes;
    ranks: by party, how good each state is for it, larger is better, equal is a tie (all equal for a party without
    preferences), 1 and more where feasible and `INFEASIBLE` elsewhere.

    In one move a party changes any of its axes at once to another feasible state.
    """

    parties: tuple[str, ...]
    axes: tuple[Axis, ...]
    feasible: Marks
    ranks: tuple[Ranks, ...]

    @classmethod
    def of(
        cls,
        parties: Sequence[str],
        axes: Sequence[Axis],
        worths: Sequence[ArrayLike],
        feasible: ArrayLike | None = None,
    ) -> Game:
        """The game in which parties prefer states of larger worth.

        worths: by party, numbers by state, flat or shaped as the axes; feasible: which states can be, all where not
        given. Raises ValueError where these do not fit together.
        """
        shape = tuple(axis.size for axis in axes)
        can_be = np.ones(shape, dtype=bool) if feasible is None else np.asarray(feasible, dtype=bool).reshape(shape)
        if len(worths) != len(parties):
            raise ValueError(f"{len(parties)} parties, but worths of {len(worths)}")
        if any(mover not in range(len(parties)) for axis in axes for mover in axis.movers):
            raise ValueError("an axis is moved by somebody who is not a party")
        return cls(tuple(parties), tuple(axes), can_be, tuple(_ranks(worth, can_be) for worth in worths))

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many ways each axis has."""
        return tuple(axis.size for axis in self.axes)

    @property
    def size(self) -> int:
        """How many states there are, those that cannot be included."""
        return math.prod(self.shape)

    @property
    def states(self) -> int:
        """How many states can be."""
        return int(np.count_nonzero(self.feasible))

    @cached_property
    def own(self) -> tuple[tuple[int, ...], ...]:
        """The axes of each party."""
        return tuple(
            tuple(at for at, axis in enumerate(self.axes) if party in axis.movers) for party in range(len(self.parties))
        )


def _ranks(worth: ArrayLike, feasible: Marks) -> Ranks:
    """Dense ranks from 1 of the feasible states."""
    worths = np.asarray(worth).reshape(feasible.shape)
    ranks = np.full(feasible.shape, INFEASIBLE, dtype=np.int32)
    ranks[feasible] = np.unique(worths[feasible], return_inverse=True)[1] + 1
    return ranks

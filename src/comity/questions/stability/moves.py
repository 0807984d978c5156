"""The best and the worst that moves lead to, for all states at once, without listing a graph.

Since one party's moves are transitive, that nobody moves twice in a row never binds: a sequence in which somebody does
can be shortened.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from comity.questions.stability.game import INFEASIBLE, Axis, Game, Ranks

HIGH = np.iinfo(np.int32).max
"""Worse than nothing: what a minimum starts from."""


def worst_moved(game: Game, values: Ranks, movers: tuple[int, ...]) -> Ranks:
    """By state, the least value where it is or after one move by some parties together; HIGH where nothing can be.

    values: HIGH at what cannot be; movers: the numbers of the parties, who change all of their axes at once.
    """
    axes = {at for party in movers for at in game.own[party]}
    least = values
    for at in sorted(axes):
        if not game.axes[at].free:
            least = _worst_along(game.axes[at], least, at)
    free = tuple(at for at in sorted(axes) if game.axes[at].free)
    if free:
        least = least.min(axis=free, keepdims=True)
    return np.where(game.feasible, least, np.int32(HIGH))


def _worst_along(axis: Axis, values: Ranks, at: int) -> Ranks:
    """By state, the least value that one axis which is not free leads to; at: which one it is."""
    if axis.one_way:
        least = np.flip(np.minimum.accumulate(np.flip(values, at), axis=at), at)
    else:
        least = np.repeat(values.min(axis=at, keepdims=True), axis.size, axis=at)
    for way in axis.final:
        kept: tuple[slice | int, ...] = (*(slice(None),) * at, way)
        least[kept] = values[kept]
    return least


def best_moved(game: Game, values: Ranks, movers: tuple[int, ...]) -> Ranks:
    """By state, the largest value where it is or after one move by some parties together; values: of what can be."""
    return -worst_moved(game, np.where(game.feasible, -values, np.int32(HIGH)), movers)


@dataclass(frozen=True, eq=False)
class Improvements:
    """Where one party improves by one move, ready to be asked for the least value after any of these.

    Each slice, the states among which it can move freely, is sorted once by the party's ranks. The least value after
    an improvement is then a minimum over the end of a slice, which begins where ranks first exceed that of the state.
    With axes that are not free there is a slice for each position on them, and a state looks into those that it can
    still reach.

    order: states by slice, ascending; shape: positions, free choices, all else; looked_up: by position, its states,
    and for each slice within reach where in the minima the states look.
    """

    order: NDArray[np.int32]
    shape: tuple[int, int, int]
    looked_up: tuple[tuple[slice | NDArray[np.int32], tuple[NDArray[np.int32], ...]], ...]

    @classmethod
    def of(cls, game: Game, party: int) -> Improvements:
        """The improvements of a party, by its number."""
        axes = game.own[party]
        bound = tuple(at for at in axes if not game.axes[at].free)
        free = tuple(at for at in axes if game.axes[at].free)
        rest = tuple(at for at in range(len(game.axes)) if at not in axes)
        positions = tuple(product(*(range(game.axes[at].size) for at in bound)))
        choices = int(np.prod([game.axes[at].size for at in free], dtype=int))
        shape = len(positions), choices, game.size // (len(positions) * choices)
        number = np.arange(game.size, dtype=np.int32).reshape(game.shape)
        states = number.transpose(*bound, *free, *rest).reshape(shape)
        ranks = game.ranks[party].ravel()[states]
        sort = np.argsort(ranks, axis=1, kind="stable")
        ordered = np.take_along_axis(ranks, sort, axis=1)
        looked_up = []
        for at, position in enumerate(positions):
            reach = [
                to
                for to, other in enumerate(positions)
                if all(game.axes[of].leads(*ways) for of, *ways in zip(bound, position, other, strict=True))
            ]
            where, looked = _looked_up(states[at], ranks[at], ordered, reach)
            looked_up.append((slice(None) if len(positions) == 1 else where, looked))
        return cls(np.take_along_axis(states, sort, axis=1).ravel(), shape, tuple(looked_up))

    def worst(self, values: Ranks) -> Ranks:
        """By state (flat), the least value where it is or after one improvement."""
        positions, choices, rest = self.shape
        minima = np.full((positions, choices + 1, rest), HIGH, dtype=np.int32)
        ascending = values.take(self.order).reshape(self.shape)
        minima[:, :choices] = np.minimum.accumulate(ascending[:, ::-1], axis=1)[:, ::-1]
        found = minima.ravel()
        least = values.copy()
        for states, looked in self.looked_up:
            now = least[states]
            for place in looked:
                now = np.minimum(now, found.take(place))
            least[states] = now
        return least


def _looked_up(
    states: NDArray[np.int32], ranks: Ranks, ordered: Ranks, reach: list[int]
) -> tuple[NDArray[np.int32], tuple[NDArray[np.int32], ...]]:
    """The states of one position, ascending, and where each looks in the minima of every position within reach."""
    flat = states.ravel()
    ascending = np.argsort(flat, kind="stable")
    choices, rest = states.shape
    column = np.arange(rest, dtype=np.int32)
    looked = []
    for to in reach:
        begins = _first_above(ordered[to], ranks)
        place = (to * (choices + 1) + begins) * rest + column
        looked.append(place.astype(np.int32).ravel()[ascending])
    return flat[ascending], tuple(looked)


def _first_above(ordered: Ranks, ranks: Ranks) -> NDArray[np.intp]:
    """By column, how many of the ascending numbers are at most a rank: a binary search of all at once."""
    size, columns = ordered.shape
    low = np.zeros(ranks.shape, dtype=np.intp)
    high = np.full(ranks.shape, size, dtype=np.intp)
    column = np.arange(columns)
    flat = ordered.ravel()
    for _ in range(size.bit_length()):
        middle = (low + high) // 2
        at_most = flat.take(np.minimum(middle, size - 1) * columns + column) <= ranks
        open_still = low < high
        low = np.where(open_still & at_most, middle + 1, low)
        high = np.where(open_still & ~at_most, middle, high)
    return low


def could_be(game: Game, party: int) -> Ranks:
    """The ranks of a party, HIGH where nothing can be."""
    ranks = game.ranks[party]
    return np.where(ranks == INFEASIBLE, np.int32(HIGH), ranks)

"""What partial agreements are worth, state by state, and how they lead to the agreements that complete them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from comity.agreements.elimination_order import Move
from comity.agreements.nondominated import Flags, Floats, Small, Whole, ranges, rank


@dataclass(frozen=True)
class Layer:
    """The partial sums after some issues: those of state s in the rows starts[s] to starts[s + 1].

    classes: of each open factor, by state; counts: how many partial agreements have a sum; watched: what is watched in
    these (see `Reached`); base: the number of the first sum among those of its stage, of which the layer may be a part.
    """

    classes: dict[int, Small]
    starts: Whole
    sums: Floats
    counts: NDArray[np.generic]
    watched: Floats
    base: int = 0

    def seen(self, factor: int) -> Small:
        """The classes of a factor by state: all the same before any of its issues is settled."""
        return self.classes.get(factor, np.zeros(len(self.starts) - 1, dtype=np.int32))

    def parts(self, most: int) -> list[Layer]:
        """The layer in parts of at most so many sums."""
        ends = [*range(0, len(self.sums), most), len(self.sums)]
        return [self._part(first, last) for first, last in pairwise(ends)]

    def _part(self, first: int, last: int) -> Layer:
        low = int(np.searchsorted(self.starts, first, side="right")) - 1
        high = int(np.searchsorted(self.starts, last, side="left"))
        starts = np.clip(self.starts[low : high + 1], first, last) - first
        classes = {factor: of[low:high] for factor, of in self.classes.items()}
        part = slice(first, last)
        return Layer(classes, starts, self.sums[part], self.counts[part], self.watched[part], self.base + first)


@dataclass(frozen=True)
class Link:
    """Where the sums of a stage came from: sum i in the ways starts[i] to starts[i + 1]."""

    starts: Whole
    parents: Whole
    options: Small


@dataclass(frozen=True)
class Reached:
    """Partial sums in the order of their states, each with the sum and the option that it came from.

    watched: of every watched sum, the least (its sign changed) and then the most in the partial agreements that reach
    it, so that where these come together the larger one holds.
    """

    states: Whole
    sums: Floats
    parents: Whole
    options: Small
    watched: Floats

    def rows(self, which: slice | Flags | Whole) -> Reached:
        """Some of them."""
        return Reached(
            self.states[which], self.sums[which], self.parents[which], self.options[which], self.watched[which]
        )

    @classmethod
    def joined(cls, several: Sequence[Reached]) -> Reached:
        """Several as one."""
        return cls(
            np.concatenate([reached.states for reached in several]),
            np.concatenate([reached.sums for reached in several]),
            np.concatenate([reached.parents for reached in several]),
            np.concatenate([reached.options for reached in several]),
            np.concatenate([reached.watched for reached in several]),
        )


def followed(layer: Layer, moves: Sequence[Move], olds: Whole, ways: Whole) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """The factors that are open after an issue is settled, and their classes by old state and way of settling it."""
    settled = {move.factor for move in moves}
    yield from ((factor, of[olds]) for factor, of in layer.classes.items() if factor not in settled)
    for move in moves:
        # A factor of which all classes are one has nothing left to tell apart.
        if move.follows.any():
            yield move.factor, move.follows[layer.seen(move.factor)[olds], ways]


def layer_of(
    states: Whole, sums: Floats, counts: NDArray[np.generic], watched: Floats, classes: dict[int, Small]
) -> Layer:
    """A layer of sums in the order of their states; states without a sum are dropped."""
    held, starts = np.unique(states, return_index=True)
    kept = {factor: of[held] for factor, of in classes.items()}
    return Layer(kept, np.append(starts, len(states)), sums, counts, watched)


def unfolded(links: Sequence[Link], order: Sequence[int], points: Whole, most: int) -> tuple[Whole, Small]:
    """The first agreements of points of the last stage, by following the links back: whose they are, and they."""
    owners = at = points
    choices = np.empty((len(points), len(links)), dtype=np.int32)
    for issue, link in zip(reversed(order), reversed(links), strict=True):
        many = link.starts[at + 1] - link.starts[at]
        ways, rows = ranges(link.starts[at], many), np.repeat(np.arange(len(at)), many)
        # Every row leads to an agreement of its own, so no more rows are needed than are to be listed.
        enough = rank(owners[rows]) < most
        rows, ways = rows[enough], ways[enough]
        owners, choices, at = owners[rows], choices[rows], link.parents[ways]
        choices[:, issue] = link.options[ways]
    return owners, choices

"""A few points that come close to all: of so many, those from which the farthest point is least far (k-center).

How far a point is from one that stands for it is by how much it is better for the signer for whom it is better most:
the additive epsilon indicator (Zitzler et al. 2003). Whether so many points come within a distance of all is decided by
branching over what may stand for the point that fewest can; where that takes too much work, points are taken one after
the other, each the farthest from those before (Gonzalez 1985), and one more such point proves how near any could come.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 1000
"""Among how many points all sets are looked at, at most."""

WORK = 300_000
"""How many partial sets are looked at for one distance, at most."""

NEAR = 1e-9
"""Distances that differ by no more are the same."""


@dataclass(frozen=True)
class Cover:
    """A few points, and how close they come.

    rows: of the points; distance: no point is farther from all of them; least: no other set of so many comes closer;
    complete: whether of all the sets that come so close this is the one of greatest difference.
    """

    rows: tuple[int, ...]
    distance: float
    least: float
    complete: bool

    @property
    def exact(self) -> bool:
        """Whether no other set of so many comes closer."""
        return self.distance <= self.least + NEAR


def cover(worths: Floats, terms: Sequence[tuple[str, ...]], number: int) -> Cover:
    """So many points that come closest to all; of those that come as close, the ones that differ most.

    worths: a row a point, a column a signer, more is better; terms: what each point settles, by which sets differ:
    first counts the least number of terms in which two of a set differ, then the sum over its pairs, then their terms.
    """
    if len(worths) <= number:
        return Cover(tuple(range(len(worths))), 0.0, 0.0, True)
    if len(worths) > MOST:
        return _farthest(worths, number)
    distances = short_of(worths)
    steps = np.unique(np.round(distances, 9))
    low, high = 0, len(steps) - 1  # the last is enough: then any one stands for all
    least, decided = 0.0, True
    while low < high:
        middle = (low + high) // 2
        search = _Search(distances <= steps[middle] + NEAR, number)
        if next(search.sets(), None) is not None:
            high = middle
        else:
            low = middle + 1
            if search.left > 0 and decided:
                least = float(steps[low])
            else:
                decided = False
    greedy = _farthest(worths, number)
    search = _Search(distances <= steps[high] + NEAR, number)
    best = min(search.sets(), key=lambda rows: _order(rows, terms), default=None)
    least = max(least, greedy.least)
    # (Where the work did not suffice to look at nearer ones, what is found may come closer than was asked for.)
    distance = math.inf if best is None else float(distances[:, best].min(axis=1).max())
    if best is None or greedy.distance < distance - NEAR:
        return Cover(greedy.rows, greedy.distance, least, False)
    return Cover(best, distance, least, search.left > 0)


def short_of(worths: Floats) -> Floats:
    """By how much each point (a row) is better than each other (a column) for whom it is better most; at least 0."""
    distances = np.zeros((len(worths), len(worths)))
    for column in worths.T:
        np.maximum(distances, column[:, None] - column[None, :], out=distances)
    return distances


@dataclass
class _Search:
    """All sets of so many points in which every point is stood for.

    stands: whether a point (a row) is stood for by another (a column); left: how much work is left, 0 where it did not
    suffice.
    """

    stands: NDArray[np.bool_]
    number: int
    left: int = field(default_factory=lambda: WORK)
    _covered: list[int] = field(init=False)
    _most: int = field(init=False)
    _standing: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self._covered = [_bits(column) for column in self.stands.T]
        self._most = max(covered.bit_count() for covered in self._covered)
        self._standing = [np.flatnonzero(row).tolist() for row in self.stands]

    def sets(self) -> Iterator[tuple[int, ...]]:
        """The sets, one after the other; each at least once."""
        every = (1 << len(self.stands)) - 1
        yield from self._further((), every, self.number)

    def _further(self, chosen: tuple[int, ...], waiting: int, number: int) -> Iterator[tuple[int, ...]]:
        if self.left <= 0:
            return
        self.left -= 1
        if not waiting:
            yield from self._filled(chosen, number)
            return
        if waiting.bit_count() > number * self._most:
            return
        scarce = min(_places(waiting), key=lambda place: len(self._standing[place]))
        reach = sorted(self._standing[scarce], key=lambda place: -(self._covered[place] & waiting).bit_count())
        for place in reach:
            yield from self._further((*chosen, place), waiting & ~self._covered[place], number - 1)

    def _filled(self, chosen: tuple[int, ...], number: int) -> Iterator[tuple[int, ...]]:
        """The set with as many more as there may be, whichever they are."""
        others = [place for place in range(len(self.stands)) if place not in chosen]
        for more in combinations(others, number):
            if self.left <= 0:
                return
            self.left -= 1
            yield tuple(sorted((*chosen, *more)))


def _farthest(worths: Floats, number: int) -> Cover:
    """Points one after the other, each the farthest from those before, the first one that comes closest to all."""
    first = (
        int(np.argmin([_far(worths, worths[row]).max() for row in range(len(worths))])) if len(worths) <= MOST else 0
    )
    rows, distances = [first], _far(worths, worths[first])
    for _ in range(number - 1):
        rows.append(int(np.argmax(distances)))
        distances = np.minimum(distances, _far(worths, worths[rows[-1]]))
    apart = [*rows, int(np.argmax(distances))]
    # Of so many points and one more, two share what stands for them: no set is closer than the closest such pair.
    from_each = {row: (worths[row] - worths).max(axis=1).clip(min=0) for row in apart}
    least = min(float(np.maximum(from_each[one], from_each[other]).min()) for one, other in combinations(apart, 2))
    return Cover(tuple(sorted(rows)), float(distances.max()), least, False)


def _far(worths: Floats, standing: Floats) -> Floats:
    """How far every point is from one that would stand for it."""
    far: Floats = (worths - standing).max(axis=1).clip(min=0)
    return far


def _order(rows: tuple[int, ...], terms: Sequence[tuple[str, ...]]) -> tuple[int, int, list[tuple[str, ...]]]:
    """The set that differs most first."""
    apart = [sum(a != b for a, b in zip(terms[one], terms[other], strict=True)) for one, other in combinations(rows, 2)]
    return -min(apart, default=0), -sum(apart), sorted(terms[row] for row in rows)


def _bits(held: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(held, bitorder="little").tobytes(), "little")


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest

"""How many agreements meet given needs, and which come nearest, where amounts have many steps: by halving stretches.

The same questions as `comity.agreements.nearest` answers, with the same answers, and by it where no amount has many
steps. Amounts are settled by stretches on
which every sum is a straight line; what is settled so is a box, halved on its longest side wherever some of it may be
what is looked for, and some not (branch and bound over boxes, Land and Doig 1960). A box of which all is as good is
counted at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements import nearest as options
from comity.agreements.nearest import FIRST, NEAR, WORK, Cost, Counted, Floats, Nearest, Tied, Walk
from comity.agreements.space import Choice, Factor, Space

BENDS = "bends"
"""Under this name a factor keeps where it bends along an issue, by the number of the issue."""

MOST_STEPS = 200
"""An amount of more steps than this is not settled step by step, but by stretches, ..."""

MOST_COMBINATIONS = 2_000
"""... and so are amounts that together have more combinations of steps than this ..."""

SEVERAL = 16
"""... and of which each has more steps than these."""

TOGETHER = 1 << 13
"""Boxes looked at together."""

BOX = 8
"""As so many partial agreements, looked at one by one, a box counts, ..."""

TRIED = 128
"""... and where the best is looked for and agreements of it are tried."""

BEST = 1 << 9
"""So many are looked at together where the best is looked for: those that may be best come first."""

Whole = NDArray[np.intp]
Factors = Sequence[Factor]


def long_amounts(space: Space) -> tuple[int, ...]:
    """The amounts that are settled by stretches, by number: where one has many steps, or all of them together have many
    combinations, those that have several."""
    lengths = {issue: len(steps) for issue, steps in enumerate(space.steps) if steps is not None}
    if max(lengths.values(), default=0) <= MOST_STEPS and math.prod(lengths.values()) <= MOST_COMBINATIONS:
        return ()
    return tuple(issue for issue, length in lengths.items() if length > min(SEVERAL, MOST_STEPS))


def count_by(space: Space, rules: Factors, sums: Sequence[Factors], cost: Cost, work: int = WORK) -> Counted:
    """How many agreements break no rule and are not out of the question by their cost.

    rules: True where an agreement breaks it; sums: the factors of each sum; work: partial agreements
    looked at, a box as `BOX` of them.
    """
    if not long_amounts(space):
        return options.count_by(space, rules, sums, cost, work)
    search = _Search(space, rules, sums, cost, work)
    number = 0
    for boxes in search.boxes(np.isfinite):
        whole = np.isfinite(cost(boxes.least))
        number += boxes.count(whole)
        search.halve(boxes, ~whole)
    return Counted(number, search.complete)


def nearest(
    space: Space, rules: Factors, sums: Sequence[Factors], cost: Cost, keep: int = 1, work: int = WORK
) -> Nearest:
    """The agreements of least cost among those that break no rule; of equal ones, the first that are found.

    keep: how many agreements to return, at most; the others as for `count_by`.
    """
    if not long_amounts(space):
        return options.nearest(space, rules, sums, cost, keep, work)
    found: list[tuple[float, Choice]] = []

    def worth_a_look(costs: Floats) -> NDArray[np.bool_]:
        better: NDArray[np.bool_] = np.isfinite(costs)
        return better & (costs < found[-1][0]) if len(found) == keep else better

    search = _Search(space, rules, sums, cost, work, together=BEST, each=TRIED)
    for boxes in search.boxes(worth_a_look):
        for steps in (np.zeros_like(boxes.long), boxes.long, boxes.long // 2):
            reached = cost(boxes.at(steps))
            best = np.argsort(reached, kind="stable")[:keep]
            found += [(float(reached[at]), boxes.choice(at, steps[at])) for at in best if np.isfinite(reached[at])]
        found = sorted(set(found))[:keep]
        search.halve(boxes, np.ones(len(boxes), dtype=bool))
    return Nearest(tuple(choice for _, choice in found), tuple(price for price, _ in found), search.complete)


def tied(
    space: Space,
    rules: Factors,
    sums: Sequence[Factors],
    cost: Cost,
    at: float,
    watched: Sequence[Factors],
    work: int = WORK,
) -> Tied:
    """All agreements that break no rule and whose cost is as given: what numbers are in the least and the most of them.

    at: the cost; watched: the factors of each number that is looked at; the others as for `count_by`.
    """
    if not long_amounts(space):
        return options.tied(space, rules, sums, cost, at, watched, work)
    used = {
        issue for factor in (*rules, *(each for row in (*sums, *watched) for each in row)) for issue in factor.scope
    }
    idle = [issue for issue in range(len(space.issues)) if issue not in used]
    settled = Space(
        space.issues,
        tuple(names[:1] if issue in idle else names for issue, names in enumerate(space.options)),
        steps=tuple(None if issue in idle else steps for issue, steps in enumerate(space.steps)),
    )
    search = _Search(settled, rules, [*sums, *watched], cost, work, len(sums))
    low, high = np.full(len(watched), np.inf), np.full(len(watched), -np.inf)
    number, choices = 0, list[Choice]()
    had = [np.full(size, issue in idle) for issue, size in enumerate(space.sizes)]
    for boxes in search.boxes(lambda costs: costs <= at + NEAR):
        same = (cost(boxes.least[: len(sums)]) <= at + NEAR) & (cost(boxes.most[: len(sums)]) >= at - NEAR)
        number += boxes.count(same)
        places = np.flatnonzero(same)
        choices += boxes.some(places, FIRST - len(choices))
        for issue, seen in enumerate(had):
            boxes.mark(issue, places, seen)
        if places.size and watched:
            low = np.minimum(low, boxes.least[len(sums) :, places].min(axis=1))
            high = np.maximum(high, boxes.most[len(sums) :, places].max(axis=1))
        search.halve(boxes, ~same)
    return Tied(
        Counted(number * math.prod(space.sizes[issue] for issue in idle), search.complete),
        tuple(choices),
        tuple(tuple(np.flatnonzero(seen).tolist()) for seen in had),
        tuple(low.tolist()),
        tuple(high.tolist()),
    )


@dataclass(frozen=True, eq=False)
class _Boxes:
    """Boxes of steps: their first steps, how far each goes, the sums in the first corner and what a step adds to them.

    firsts: a row a box, a column an issue; long: a column an amount; values: a row a sum; slopes: by sum, box, amount.
    """

    amounts: tuple[int, ...]
    firsts: Whole
    long: Whole
    values: Floats
    slopes: Floats

    @property
    def most(self) -> Floats:
        """The most of every sum."""
        most: Floats = self.values + np.maximum(0, self.slopes * self.long).sum(axis=2)
        return most

    @property
    def least(self) -> Floats:
        """The least of every sum."""
        least: Floats = self.values + np.minimum(0, self.slopes * self.long).sum(axis=2)
        return least

    def at(self, steps: Whole) -> Floats:
        """The sums so many steps from the first corner."""
        reached: Floats = self.values + (self.slopes * steps).sum(axis=2)
        return reached

    def count(self, which: NDArray[np.bool_]) -> int:
        """How many agreements some boxes hold."""
        return sum(math.prod(sides) for sides in (self.long[which] + 1).tolist())

    def choice(self, at: int, steps: Whole) -> Choice:
        """The agreement of a box, so many steps from its first corner."""
        options = self.firsts[at].copy()
        options[list(self.amounts)] += steps
        return tuple(options.tolist())

    def some(self, places: Whole, most: int) -> list[Choice]:
        """The first agreements of some boxes, so many at most."""
        found: list[Choice] = []
        for at in places.tolist():
            for steps in product(*(range(side + 1) for side in self.long[at].tolist())):
                if len(found) >= most:
                    return found
                found.append(self.choice(at, np.array(steps, dtype=np.intp)))
        return found

    def mark(self, issue: int, places: Whole, had: NDArray[np.bool_]) -> None:
        """Mark the options of an issue that some boxes have."""
        first = self.firsts[places, issue]
        if issue not in self.amounts:
            had[first] = True
            return
        last = first + self.long[places, self.amounts.index(issue)]
        for low, high in np.unique(np.array([first, last]), axis=1).T.tolist():
            had[low : high + 1] = True

    @classmethod
    def joined(cls, parts: Sequence[_Boxes]) -> _Boxes:
        """Several of them as one."""
        return cls(
            parts[0].amounts,
            np.concatenate([part.firsts for part in parts]),
            np.concatenate([part.long for part in parts]),
            np.concatenate([part.values for part in parts], axis=1),
            np.concatenate([part.slopes for part in parts], axis=1),
        )

    def rows(self, which: Any) -> _Boxes:
        """Some of them."""
        return _Boxes(self.amounts, self.firsts[which], self.long[which], self.values[:, which], self.slopes[:, which])

    def halves(self) -> tuple[_Boxes, _Boxes]:
        """All of them in two, on the longest side."""
        every, side = np.arange(len(self.long)), self.long.argmax(axis=1)
        first = self.long.copy()
        first[every, side] = self.long[every, side] // 2
        second, move = self.long.copy(), np.zeros_like(self.long)
        move[every, side] = first[every, side] + 1
        second -= move
        beyond = self.firsts.copy()
        beyond[:, list(self.amounts)] += move
        return (
            _Boxes(self.amounts, self.firsts, first, self.values, self.slopes),
            _Boxes(self.amounts, beyond, second, self.at(move), self.slopes),
        )

    def __len__(self) -> int:
        return len(self.firsts)


class _Search:
    """Boxes that are looked at, the cheapest first: those of all cells of stretches, and the halves of any of them."""

    def __init__(
        self,
        space: Space,
        rules: Factors,
        sums: Sequence[Factors],
        cost: Cost,
        work: int,
        counting: int | None = None,
        together: int = TOGETHER,
        each: int = BOX,
    ) -> None:
        """Make ready; counting: how many of the sums the cost is made of, the first ones, all where not given;
        together: how many boxes are looked at together; each: as how much work a box counts."""
        self._cost, self._counting = cost, len(sums) if counting is None else counting
        self.left, self.complete = work, True
        self._together, self._each = together, each
        self._halves: list[_Boxes] = []
        self._amounts = amounts = long_amounts(space)
        told = [*rules, *(factor for row in sums for factor in row)]
        self._firsts = [
            _starts(issue, size, told) if issue in amounts else np.arange(size)
            for issue, size in enumerate(space.sizes)
        ]
        self._lasts = [
            np.append(first[1:] - 1, size - 1) for first, size in zip(self._firsts, space.sizes, strict=True)
        ]
        self._sums = [[_Line.of(factor, self._firsts, self._lasts, amounts) for factor in row] for row in sums]
        cells = Space(space.issues, tuple(tuple(map(str, range(len(first)))) for first in self._firsts))
        tops = [[line.top for line in row] for row in self._sums[: self._counting]]
        self._walk = Walk(cells, [_corner(rule, self._firsts) for rule in rules], tops, work)

    def boxes(self, wanted: Callable[[Floats], NDArray[np.bool_]]) -> Iterator[_Boxes]:
        """The boxes whose least cost is wanted, in chunks; which are is asked again whenever a chunk is taken up."""

        def bounded(sums: Floats) -> Floats:
            costs = self._cost(sums)
            return np.where(wanted(costs), costs, np.inf)

        for chunk in self._walk.through(bounded):
            waiting = self._priced(self._cells(chunk.options.astype(np.intp)))
            while len(waiting[0]):
                boxes, costs = waiting
                kept = np.flatnonzero(wanted(costs))
                if len(kept) > self._together:
                    kept = kept[np.argsort(costs[kept], kind="stable")]
                now, later = kept[: self._together], kept[self._together :]
                if self.left <= 0 and len(now):
                    self.complete = False
                    return
                self.left -= self._each * len(now)
                if len(now):
                    yield boxes.rows(now)
                parts = [(boxes.rows(later), costs[later]), *(self._priced(half) for half in self._halves)]
                self._halves = []
                waiting = _Boxes.joined([part for part, _ in parts]), np.concatenate([costs for _, costs in parts])
        self.complete = self._walk.complete

    def _priced(self, boxes: _Boxes) -> tuple[_Boxes, Floats]:
        """Boxes with the least that each may cost, those of them that may be had at all."""
        costs = self._cost(boxes.most[: self._counting])
        kept = np.flatnonzero(np.isfinite(costs))
        return boxes.rows(kept), costs[kept]

    def halve(self, boxes: _Boxes, which: NDArray[np.bool_]) -> None:
        """Have the halves of some boxes looked at."""
        which = which & (boxes.long > 0).any(axis=1)
        if which.any():
            self._halves += boxes.rows(which).halves()

    def _cells(self, cells: Whole) -> _Boxes:
        """The boxes of some cells."""
        firsts = np.array([first[at] for first, at in zip(self._firsts, cells.T, strict=True)]).T
        lasts = np.array([last[at] for last, at in zip(self._lasts, cells.T, strict=True)]).T
        long = (lasts - firsts)[:, list(self._amounts)]
        values = np.zeros((len(self._sums), len(cells)))
        slopes = np.zeros((len(self._sums), len(cells), len(self._amounts)))
        for row, lines in enumerate(self._sums):
            for line in lines:
                where = tuple(cells[:, issue] for issue in line.corner.scope)
                values[row] += line.corner.values[where]
                for issue, slope in line.slopes.items():
                    slopes[row, :, self._amounts.index(issue)] += slope[where]
        return _Boxes(self._amounts, firsts, long, values, slopes)


@dataclass(frozen=True, eq=False)
class _Line:
    """A factor cell by cell: in the first corner, the most of it, and by amount what a step adds."""

    corner: Factor
    top: Factor
    slopes: Mapping[int, Floats]

    @classmethod
    def of(cls, factor: Factor, firsts: Sequence[Whole], lasts: Sequence[Whole], amounts: Sequence[int]) -> _Line:
        """A factor that runs straight within each cell."""
        corner = _corner(factor, firsts)
        values = corner.values.astype(float)
        top, slopes = values.copy(), {}
        for axis, issue in enumerate(factor.scope):
            if issue in amounts:
                ends = [lasts[each] if each == issue else firsts[each] for each in factor.scope]
                rise = factor.values[np.ix_(*ends)] - values
                top += np.maximum(0, rise)
                shape = [-1 if at == axis else 1 for at in range(len(factor.scope))]
                slopes[issue] = rise / np.maximum(1, lasts[issue] - firsts[issue]).reshape(shape)
        return cls(Factor(factor.scope, values), Factor(factor.scope, top), slopes)


def _corner(factor: Factor, firsts: Sequence[Whole]) -> Factor:
    return Factor(factor.scope, factor.values[np.ix_(*(firsts[issue] for issue in factor.scope))])


def _starts(issue: int, size: int, factors: Factors) -> Whole:
    """Where the stretches of an amount begin, on each of which every factor runs straight."""
    starts = {0}
    for factor in factors:
        if issue in factor.scope:
            starts.update(bends(factor, issue))
    return np.array(sorted(start for start in starts if start < size), dtype=np.intp)


def bends(factor: Factor, issue: int) -> Sequence[int]:
    """Where along an issue a factor may bend: the first steps of stretches on which it is straight."""
    known: dict[int, Sequence[int]] = factor.worked_out.setdefault(BENDS, {})
    if issue not in known:
        axis = factor.scope.index(issue)
        values = np.moveaxis(factor.values, axis, 0).reshape(factor.values.shape[axis], -1)
        if values.dtype == bool:
            known[issue] = (np.flatnonzero((values[1:] != values[:-1]).any(axis=1)) + 1).tolist()
        else:
            rises = np.diff(values, axis=0)
            at = np.flatnonzero((rises[1:] != rises[:-1]).any(axis=1)) + 1
            known[issue] = sorted({*at.tolist(), *(at + 1).tolist()})
    return known[issue]

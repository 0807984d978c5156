"""Agreements over amounts of many steps, by stretches on which nothing bends: is there one worth enough to everybody?

An amount falls into stretches of steps: within each, everybody's worth is a straight line, and no rule or linkage tells
two steps apart. One stretch or option of every issue is a cell. Cells are gone through by branch and bound (Land and
Doig 1960); in a cell a small linear programme says how high the worst-off can come. Where that is too low, its weights
prove it, and they prove it of other cells too (a surrogate constraint, Glover 1968). Where it is high enough the
nearest steps are tried, and the cell is halved until one of them is found, or none is left.

Lines are numbers of the machine, with a margin; whether one agreement is worth enough is decided in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from comity.agreements.nearest import Floats, Walk
from comity.agreements.space import Choice, Factor, Space
from comity.agreements.worth import Worth
from comity.case.model import Case
from comity.case.points import Points
from comity.questions.deadlock.boxes import BENDS
from comity.questions.deadlock.linear_programme import highest
from comity.questions.deadlock.work import Spent, Work

Flags = NDArray[np.bool_]

Where = Mapping[int, Flags]
"""Where a combination holds: of some issues, by number, which options."""

MARGIN = 1e-10
"""So small a part of the scale is not told apart from nothing where lines are compared."""

CELLS = 1 << 22
"""How many cells, and parts of cells, are looked at for one question, at most."""

TOGETHER = 1 << 10
"""How many cells are looked at together."""

KEPT = 24
"""How many of the weights that proved something are tried again elsewhere, the last ones."""

CORNERS = 6
"""Of so many sides both neighbouring steps are tried, of further ones the nearest."""

ASKING, PROGRAMME, CELL = 10_000, 1_000, 1
"""What a question, a linear programme and a cell count as, in propagations of the solver, which take as long."""


@dataclass(frozen=True, eq=False)
class Banned:
    """What is ruled out: an agreement that has one of some options of every issue named, unless others hold in it.

    unless: empty where nothing lifts it.
    """

    when: Where
    unless: Where = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Asked:
    """What is asked of an agreement: rows of worth, each at least so many points.

    weights: by row and party, how much of its worth counts; points: what each row needs.
    """

    weights: Floats
    points: Floats


@dataclass(frozen=True, eq=False)
class Lines:
    """What agreements are worth to one party: by issue its rated points, by place, and the points between them; what
    combinations add."""

    places: Mapping[int, NDArray[np.intp]]
    points: Mapping[int, Floats]
    linked: tuple[tuple[Where, float], ...]

    @classmethod
    def of(cls, case: Case, space: Space, party: str) -> Lines:
        """The judgements of a party, in the middle of their ranges."""
        interest = case.interest_of(party)
        shares, places, points = interest.shares(), {}, {}
        for name, stated in interest.issues.items():
            at = space.issues.index(name)
            rated = stated.ratings if isinstance(stated.ratings, Points) else space.options[at]
            by_place = sorted((space.place(at, option), option) for option in rated)
            places[at] = np.array([place for place, _ in by_place])
            points[at] = np.array([float(shares[name] * stated.ratings[option].point) for _, option in by_place])
        linked = tuple((where(space, each.when), float(each.adds.point)) for each in case.linkages_of(party))
        return cls(places, points, linked)

    def bends(self, issue: int) -> list[int]:
        """Where stretches of an amount begin on which nothing bends."""
        starts = {0, *(self.places[issue][1:-1].tolist() if issue in self.places else ())}
        for linked, _ in self.linked:
            if issue in linked:
                starts.update((np.flatnonzero(np.diff(linked[issue])) + 1).tolist())
        return sorted(starts)

    def at(self, issue: int, steps: NDArray[np.intp]) -> Floats:
        """The points that some options of an issue bring."""
        if issue not in self.places:
            return np.zeros(len(steps))
        return np.interp(steps, self.places[issue], self.points[issue])


def where(space: Space, combination: Mapping[str, tuple[str, ...]]) -> Where:
    """Where a combination holds, issue by issue."""
    return {space.issues.index(name): space.holds({name: options}).values for name, options in combination.items()}


class Stretches:
    """The agreements of a case as cells of stretches, ready to be asked again and again."""

    def __init__(self, case: Case, space: Space, worths: Sequence[Worth]) -> None:
        """Take the worths that are asked for, in their order."""
        self.space, self.parties = space, tuple(worth.party for worth in worths)
        self.lines = tuple(Lines.of(case, space, party) for party in self.parties)
        for worth, line in zip(worths, self.lines, strict=True):
            for factor in worth.factors:  # as judged, for rounded numbers bend everywhere
                factor.worked_out[BENDS] = {issue: line.bends(issue) for issue in factor.scope}
        self._amounts = [issue for issue in range(len(space.issues)) if space.steps and space.steps[issue] is not None]
        most = sum(max((float(np.abs(each).max()) for each in line.points.values()), default=0) for line in self.lines)
        self.margin = MARGIN * max(100.0, most, *(abs(adds) for line in self.lines for _, adds in line.linked), 0.0)
        self._proofs: list[Floats] = []

    def find(
        self, asked: Asked, banned: Sequence[Banned], only: Where, accepts: Callable[[Choice], bool], work: Work
    ) -> Choice | None:
        """An agreement that has what is asked, breaks nothing banned and has, of some issues, only some options.

        accepts: whether one agreement is exactly such. None where there is none; raises Spent where that cannot be
        told within the work allowed.
        """
        work.spend(ASKING)
        cells = _Cells(self, asked, banned, only)
        if not cells.some:
            return None
        walk = Walk(cells.space, cells.rules, [*cells.sums, *cells.proven(self._proofs)], CELLS, TOGETHER)
        left = walk.left
        for chunk in walk.through(cells.cost):
            work.spend(CELL * (left - walk.left))
            left = walk.left
            found = self._among(cells, chunk.options, accepts, work)
            if found is not None:
                return found
        work.spend(CELL * (left - walk.left))
        if not walk.complete:
            raise Spent
        return None

    def _among(
        self, cells: _Cells, options: NDArray[np.integer], accepts: Callable[[Choice], bool], work: Work
    ) -> Choice | None:
        """An accepted agreement of some cells."""
        boxes = cells.boxes(options)
        open_ = np.ones(len(options), dtype=bool)
        for weights in cells.weighed:
            open_ &= boxes.most(weights) >= -self.margin
        for at in range(len(options)):
            if not open_[at]:
                continue
            for found in self._in(boxes, at, work):
                if isinstance(found, tuple):
                    if accepts(found):
                        return found
                    continue
                cells.weighed.append(found)
                self._keep(cells.asked, found)
                open_[at + 1 :] &= boxes.most(found)[at + 1 :] >= -self.margin
        return None

    def _keep(self, asked: Asked, weights: Floats) -> None:
        """Keep what has proven something where each row is one party's worth, so that it proves it elsewhere, too."""
        if ((asked.weights == 0) | (asked.weights == 1)).all() and (asked.weights.sum(axis=1) == 1).all():
            self._proofs = [*self._proofs, weights @ asked.weights][-KEPT:]

    def _in(self, boxes: _Boxes, at: int, work: Work) -> Iterator[Choice | Floats]:
        """The agreements of a cell that may be accepted, best first by part, or weights that prove a part empty."""
        base, slopes, lengths = boxes.values[at], boxes.slopes[at], boxes.lengths[at]
        sides = np.flatnonzero((lengths > 0) & (slopes != 0).any(axis=0))
        slopes, waiting = slopes[:, sides], [(np.zeros(len(sides)), lengths[sides])]
        while waiting:
            work.spend(PROGRAMME)
            low, long = waiting.pop()
            start = base + slopes @ low
            steps, weights = highest(start, slopes, long)
            if weights @ start + np.maximum(0, (weights @ slopes) * long).sum() < -self.margin:
                yield weights
                continue
            for tried in _around(steps, long):
                if (start + slopes @ tried).min() >= -self.margin:
                    moved = np.zeros(len(lengths))
                    moved[sides] = low + tried
                    yield boxes.choice(at, moved)
            if long.any():
                waiting += _halves(low, long, steps)


def _around(steps: Floats, lengths: Floats) -> Iterator[Floats]:
    """The whole steps around a point, the nearest first."""
    nearest = np.rint(steps)
    others = np.clip(np.where(nearest > steps, nearest - 1, nearest + 1), 0, lengths)
    apart = [at for at in range(len(steps)) if abs(nearest[at] - steps[at]) > 1e-9][:CORNERS]
    for chosen in product((False, True), repeat=len(apart)):
        tried = nearest.copy()
        for at, other in zip(apart, chosen, strict=True):
            tried[at] = others[at] if other else nearest[at]
        yield tried


def _halves(low: Floats, lengths: Floats, steps: Floats) -> list[tuple[Floats, Floats]]:
    """A box in two: at the step where it is best on the side where that lies between two, else in its longest half."""
    apart = np.abs(steps - np.rint(steps))
    side = int(apart.argmax() if apart.max() > 1e-9 else lengths.argmax())
    cut = np.floor(steps[side]) if apart.max() > 1e-9 else lengths[side] // 2
    cut = min(max(cut, 0.0), lengths[side] - 1)
    first, second, beyond = lengths.copy(), lengths.copy(), low.copy()
    first[side], second[side] = cut, lengths[side] - cut - 1
    beyond[side] += cut + 1
    return [(low, first), (beyond, second)]


class _Cells:
    """The cells of one question.

    firsts, lasts: of every issue, the first and the last step of each stretch; space: the cells as agreements; rules:
    what is banned; sums: the most that each row can be in them; weighed: weights of the rows that proved something.
    """

    def __init__(self, stretches: Stretches, asked: Asked, banned: Sequence[Banned], only: Where) -> None:
        self.asked, self.margin, self._stretches = asked, stretches.margin, stretches
        self.weighed: list[Floats] = []
        self._counts: Flags = (asked.weights != 0).any(axis=0)
        lines = [line for line, counts in zip(stretches.lines, self._counts, strict=True) if counts]
        told = [*(each for rule in banned for each in (rule.when, rule.unless)), only]
        self.firsts, self.lasts = [], list[NDArray[np.intp]]()
        for issue, size in enumerate(stretches.space.sizes):
            first, last = _parts(issue, size, issue in stretches._amounts, lines, told)
            if issue in only:
                kept = only[issue][first]
                first, last = first[kept], last[kept]
            self.firsts.append(first)
            self.lasts.append(last)
        self.some = all(len(first) for first in self.firsts)
        if not self.some:
            return
        options = tuple(tuple(map(str, range(len(first)))) for first in self.firsts)
        self.space = Space(stretches.space.issues, options)
        self.rules = [self._where(rule.when, rule.unless) for rule in banned]
        self._low = [self._points(issue, first) for issue, first in enumerate(self.firsts)]
        self._high = [self._points(issue, last) for issue, last in enumerate(self.lasts)]
        self._linked = [
            (party, self._where(linked, {}), adds)
            for party, line in enumerate(stretches.lines)
            if self._counts[party]
            for linked, adds in line.linked
        ]
        self.sums = [self._sum(weights) for weights in asked.weights]
        self.needed = asked.points[:, None]

    def _points(self, issue: int, steps: NDArray[np.intp]) -> Floats:
        """By party, the points of some steps."""
        return np.array([line.at(issue, steps) for line in self._stretches.lines])

    def _where(self, when: Where, unless: Where) -> Factor:
        """Where in the cells a combination holds and another does not."""
        scope = tuple(sorted({*when, *unless}))
        sizes = [len(self.firsts[issue]) for issue in scope]

        def holds(flags: Where) -> Flags:
            found = np.ones(sizes, dtype=bool)
            for axis, issue in enumerate(scope):
                if issue in flags:
                    shape = [-1 if at == axis else 1 for at in range(len(scope))]
                    found &= flags[issue][self.firsts[issue]].reshape(shape)
            return found

        return Factor(scope, holds(when) & ~holds(unless) if unless else holds(when))

    def _sum(self, weights: Floats) -> list[Factor]:
        """The most of a weighted sum of worths, stretch by stretch."""
        sums = [
            Factor((issue,), np.maximum(weights @ low, weights @ high))
            for issue, (low, high) in enumerate(zip(self._low, self._high, strict=True))
        ]
        linked = [
            Factor(factor.scope, factor.values * (weights[party] * adds))
            for party, factor, adds in self._linked
            if weights[party]
        ]
        return [*sums, *linked]

    def proven(self, weights: Sequence[Floats]) -> list[list[Factor]]:
        """Sums of worths, weighted as it proved something before: of the parties whose worth is asked for here."""
        asked = self.asked
        if not ((asked.weights == 0) | (asked.weights == 1)).all() or not (asked.weights.sum(axis=1) == 1).all():
            return []
        usable = [each for each in weights if not each[~self._counts].any()]
        points = np.zeros(len(self._counts))
        points[asked.weights.argmax(axis=1)] = asked.points
        self.needed = np.concatenate([asked.points, [each @ points for each in usable]])[:, None]
        return [self._sum(each) for each in usable]

    def cost(self, sums: Floats) -> Floats:
        """Out of the question where some row cannot become what it needs; else the less the more is left."""
        left = (sums - self.needed).min(axis=0)
        costs: Floats = np.where(left < -self.margin, np.inf, -left)
        return costs

    def boxes(self, options: NDArray[np.integer]) -> _Boxes:
        """Some cells with what the rows are in them."""
        cells = options.astype(np.intp)
        columns = list(enumerate(cells.T))
        worths = np.zeros((len(cells), len(self._stretches.lines)))
        for issue, at in columns:
            worths += self._low[issue][:, at].T
        for party, factor, adds in self._linked:
            worths[:, party] += adds * factor.values[tuple(cells[:, issue] for issue in factor.scope)]
        amounts = [issue for issue, first in enumerate(self.firsts) if (self.lasts[issue] > first).any()]
        lengths, slopes = np.zeros((len(cells), len(amounts))), np.zeros((len(cells), worths.shape[1], len(amounts)))
        for side, issue in enumerate(amounts):
            at = cells[:, issue]
            long = self.lasts[issue][at] - self.firsts[issue][at]
            lengths[:, side] = long
            slopes[:, :, side] = ((self._high[issue] - self._low[issue])[:, at] / np.maximum(1, long)).T
        rows = self.asked.weights
        first = np.array([self.firsts[issue][at] for issue, at in columns]).T
        return _Boxes(worths @ rows.T - self.asked.points, np.matmul(rows, slopes), lengths, first, tuple(amounts))


@dataclass(frozen=True, eq=False)
class _Boxes:
    """Some cells: by cell and row, what it has beyond its need in the first corner; by side, what a step adds."""

    values: Floats
    slopes: Floats
    lengths: Floats
    firsts: NDArray[np.intp]
    amounts: tuple[int, ...]

    def most(self, weights: Floats) -> Floats:
        """By cell, the most of a weighted sum of the rows."""
        most: Floats = self.values @ weights + np.maximum(0, (weights @ self.slopes) * self.lengths).sum(axis=1)
        return most

    def choice(self, at: int, steps: Floats) -> Choice:
        """An agreement of a cell."""
        options = self.firsts[at].copy()
        options[list(self.amounts)] += steps.astype(np.intp)
        return tuple(options.tolist())


def _parts(
    issue: int, size: int, amount: bool, lines: Sequence[Lines], told: Sequence[Where]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first and the last step of every stretch of an issue: on each, lines run straight and flags are the same."""
    if not amount:
        return np.arange(size), np.arange(size)
    starts = {0, *(place for line in lines for place in line.bends(issue))}
    for flags in told:
        if issue in flags:
            starts.update((np.flatnonzero(np.diff(flags[issue])) + 1).tolist())
    first = np.array(sorted(starts), dtype=np.intp)
    return first, np.append(first[1:] - 1, size - 1)

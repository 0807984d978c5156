"""How many agreements meet given needs, and which come nearest to what is asked: branch and bound over the issues.

Issues are settled one after another, many partial agreements at a time. Of every sum that is to be large a partial
agreement holds the most that it can still become, so that what can no longer meet a need, or no longer come nearer
than what has been found, is left at once. Nothing is sampled: where the work allowed runs out, the answer says so.

Source: branch and bound (Land & Doig 1960), with the bound of each factor taken by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.space import Choice, Factor, Space

CHUNK = 1 << 14
"""Partial agreements extended together."""

MANY = 1 << 6
"""Where an issue has more options than this, fewer are extended together, ..."""

MADE = 1 << 15
"""... so that at most so many are made of them at a time."""

WORK = 1 << 24
"""How many partial agreements are looked at, at most."""

Floats = NDArray[np.float64]
Cost = Callable[[Floats], Floats]
"""The cost of agreements by their sums (one row a sum, one column an agreement): infinite where out of the question,
and never higher where sums are higher."""


@dataclass(frozen=True)
class Counted:
    """How many agreements there are; where not complete, there are at least as many."""

    number: int
    complete: bool


ONLY = Counted(1, True)
"""One, and no other."""


@dataclass(frozen=True)
class Nearest:
    """The agreements of least cost, least first, and whether it is sure that there is none of less."""

    choices: tuple[Choice, ...]
    costs: tuple[float, ...]
    complete: bool


def count(
    space: Space,
    rules: Sequence[Factor],
    sums: Sequence[Sequence[Factor]],
    needed: Sequence[float],
    work: int = WORK,
) -> Counted:
    """How many agreements break no rule and reach every needed sum.

    rules: True where an agreement breaks it; sums: the factors of each sum; work: partial agreements looked at.
    """
    least = np.array(needed, dtype=float)[:, None]
    return count_by(space, rules, sums, lambda reached: _unless(reached < least), work)


def count_by(
    space: Space, rules: Sequence[Factor], sums: Sequence[Sequence[Factor]], cost: Cost, work: int = WORK
) -> Counted:
    """How many agreements break no rule and are not out of the question by their cost.

    rules, sums, work: as for `count`.
    """
    walk = Walk(space, rules, sums, work)
    number = sum(chunk.options.shape[0] for chunk in walk.through(cost))
    return Counted(number, walk.complete)


def listing(
    space: Space,
    rules: Sequence[Factor],
    sums: Sequence[Sequence[Factor]],
    needed: Sequence[float],
    work: int = WORK,
) -> NDArray[np.integer[Any]] | None:
    """The agreements that `count` counts, a row an agreement, in no order; None where the work allowed runs out."""
    least = np.array(needed, dtype=float)[:, None]
    walk = Walk(space, rules, sums, work)
    found = [chunk.options for chunk in walk.through(lambda reached: _unless(reached < least))]
    return np.concatenate([np.zeros((0, len(space.issues)), dtype=space.numbers), *found]) if walk.complete else None


def nearest(
    space: Space,
    rules: Sequence[Factor],
    sums: Sequence[Sequence[Factor]],
    cost: Cost,
    keep: int = 1,
    work: int = WORK,
) -> Nearest:
    """The agreements of least cost among those that break no rule; of equal ones, the first that are found.

    rules, sums, work: as for `count`; keep: how many agreements to return, at most.
    """
    found: list[tuple[float, Choice]] = []
    walk = Walk(space, rules, sums, work)

    def bounded(reached: Floats) -> Floats:
        costs = cost(reached)
        return np.where(costs < found[-1][0], costs, np.inf) if len(found) == keep else costs

    for chunk in walk.through(bounded):
        arrived = [(float(price), tuple(row)) for price, row in zip(chunk.costs, chunk.options.tolist(), strict=True)]
        found = sorted([*found, *sorted(arrived)[:keep]])[:keep]
    return Nearest(tuple(choice for _, choice in found), tuple(price for price, _ in found), walk.complete)


@dataclass(frozen=True)
class Tied:
    """All agreements of some cost, and what is the same in them.

    number: how many; choices: the first few; options: of each issue, the options that they have; low, high: of each sum
    that was watched, the least and the most.
    """

    number: Counted
    choices: tuple[Choice, ...]
    options: tuple[tuple[int, ...], ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


NEAR = 1e-9
"""Costs that differ by no more are the same."""

FIRST = 200
"""How many of the agreements that tie are kept, at most; all are counted."""


def tied(
    space: Space,
    rules: Sequence[Factor],
    sums: Sequence[Sequence[Factor]],
    cost: Cost,
    at: float,
    watched: Sequence[Sequence[Factor]],
    work: int = WORK,
) -> Tied:
    """All agreements that break no rule and whose cost is as given: what numbers are in the least and the most of them.

    rules, sums, work: as for `count`; at: the cost; watched: the factors of each number that is looked at.
    """
    used = {
        issue for factor in (*rules, *(each for row in (*sums, *watched) for each in row)) for issue in factor.scope
    }
    idle = [issue for issue in range(len(space.issues)) if issue not in used]
    settled = Space(
        space.issues, tuple(names[:1] if issue in idle else names for issue, names in enumerate(space.options))
    )
    walk = Walk(settled, rules, sums, work)
    low, high = np.full(len(watched), np.inf), np.full(len(watched), -np.inf)
    number, choices = 0, list[Choice]()
    had = [np.zeros(size, dtype=bool) for size in space.sizes]
    for issue in idle:
        had[issue][:] = True

    def among(reached: Floats) -> Floats:
        costs = cost(reached)
        return np.where(costs <= at + NEAR, costs, np.inf)

    for chunk in walk.through(among):
        rows = chunk.options[chunk.costs >= at - NEAR]
        if not len(rows):
            continue
        number += len(rows)
        choices += [tuple(row) for row in rows[: FIRST - len(choices)].tolist()]
        for issue, seen in enumerate(had):
            seen[rows[:, issue]] = True
        for row, factors in enumerate(watched):
            values = np.zeros(len(rows))
            for factor in factors:
                values += factor.values[tuple(rows[:, issue] for issue in factor.scope)]
            low[row], high[row] = min(low[row], values.min()), max(high[row], values.max())
    return Tied(
        Counted(number * math.prod(space.sizes[issue] for issue in idle), walk.complete),
        tuple(choices),
        tuple(tuple(np.flatnonzero(seen).tolist()) for seen in had),
        tuple(low.tolist()),
        tuple(high.tolist()),
    )


def _unless(refused: NDArray[np.bool_]) -> Floats:
    return np.where(refused.any(axis=0), np.inf, 0.0)


@dataclass(frozen=True)
class _Chunk:
    """Partial agreements with the same issues settled: their options (0 where open), sums and costs."""

    settled: int
    options: NDArray[np.integer[Any]]
    sums: Floats
    costs: Floats


@dataclass(frozen=True)
class _Change:
    """What settling one issue does to a factor: by the options of its settled issues, that one included."""

    scope: list[int]
    values: NDArray[Any]

    def of(self, options: Mapping[int, NDArray[np.intp]]) -> NDArray[Any]:
        return self.values[tuple(options[issue] for issue in self.scope)]


class Walk:
    """A walk through all partial agreements that are not out of the question, cheapest first, depth first."""

    def __init__(
        self,
        space: Space,
        rules: Sequence[Factor],
        sums: Sequence[Sequence[Factor]],
        work: int,
        together: int | None = None,
    ) -> None:
        """Make ready; work: partial agreements looked at, at most; together: how many are extended together."""
        self._space = space
        self._together = CHUNK if together is None else together
        self.left = work
        self.complete = True
        # What is said of the same issues is one: fewer numbers to look up, and bounds that are tighter.
        rules, sums = _together(rules, np.logical_or), [_together(row, np.add) for row in sums]
        self._order = _order(space, sums)
        place = {issue: at for at, issue in enumerate(self._order)}
        most = [sum(float(factor.values.max()) for factor in row) for row in sums]
        self._start = np.array(most, dtype=float)[:, None]
        self._breaks: list[list[_Change]] = [[] for _ in self._order]
        self._gains: list[list[tuple[int, _Change]]] = [[] for _ in self._order]
        for rule in rules:
            for at, settled, _, broken in _closing(place, rule, np.all):
                if broken.any():
                    self._breaks[at].append(_Change(settled, broken))
        for row, factors in enumerate(sums):
            for factor in factors:
                for at, settled, before, after in _closing(place, factor, np.max):
                    self._gains[at].append((row, _Change(settled, after - before)))

    def through(self, cost: Cost) -> Iterator[_Chunk]:
        """The agreements whose cost is finite, in chunks; cost is asked again whenever a chunk is taken up."""
        options = np.zeros((1, len(self._order)), dtype=self._space.numbers)
        waiting = [_Chunk(0, options, self._start, cost(self._start))]
        while waiting:
            chunk = waiting.pop()
            if chunk.settled:  # what has been found since it was put aside may rule some of it out
                chunk = _some(chunk, np.flatnonzero(np.isfinite(costs := cost(chunk.sums))), costs)
            if chunk.settled == len(self._order):
                if chunk.costs.size:
                    yield chunk
                continue
            if self.left <= 0:
                self.complete = False
                return
            size = self._space.sizes[self._order[chunk.settled]]
            parts = list(_parts(chunk, self._together if size <= MANY else max(1, MADE // size)))
            waiting += reversed(parts[1:])
            for now in parts[:1]:
                waiting += reversed(list(_parts(self._further(now, cost), self._together)))

    def _further(self, chunk: _Chunk, cost: Cost) -> _Chunk:
        """Settle one more issue in every way that is not out of the question; cheapest first."""
        at, issue = chunk.settled, self._order[chunk.settled]
        size = self._space.sizes[issue]
        options = np.repeat(chunk.options, size, axis=0)
        options[:, issue] = np.tile(np.arange(size, dtype=self._space.numbers), chunk.options.shape[0])
        sums = np.repeat(chunk.sums, size, axis=1)
        self.left -= options.shape[0]
        broken = np.zeros(options.shape[0], dtype=bool)
        changes = (*self._breaks[at], *(change for _, change in self._gains[at]))
        columns = {
            each: options[:, each].astype(np.intp) for each in {each for change in changes for each in change.scope}
        }
        for change in self._breaks[at]:
            broken |= change.of(columns)
        for row, change in self._gains[at]:
            sums[row] += change.of(columns)
        costs = np.where(broken, np.inf, cost(sums))
        kept = np.flatnonzero(np.isfinite(costs))
        kept = kept[np.argsort(costs[kept], kind="stable")]
        return _Chunk(at + 1, options[kept], sums[:, kept], costs[kept])


def _together(factors: Sequence[Factor], join: np.ufunc) -> list[Factor]:
    """One factor for each set of issues."""
    joined: dict[tuple[int, ...], NDArray[Any]] = {}
    for factor in factors:
        values = joined.get(factor.scope)
        joined[factor.scope] = factor.values if values is None else join(values, factor.values)
    return [Factor(scope, values) for scope, values in joined.items()]


def _some(chunk: _Chunk, kept: NDArray[np.intp], costs: Floats) -> _Chunk:
    return _Chunk(chunk.settled, chunk.options[kept], chunk.sums[:, kept], costs[kept])


def _parts(chunk: _Chunk, most: int) -> Iterator[_Chunk]:
    for start in range(0, chunk.costs.size, most):
        part = slice(start, start + most)
        yield _Chunk(chunk.settled, chunk.options[part], chunk.sums[:, part], chunk.costs[part])


def _closing(
    place: dict[int, int], factor: Factor, still: Callable[..., NDArray[Any]]
) -> Iterator[tuple[int, list[int], NDArray[Any], NDArray[Any]]]:
    """Where each issue of a factor is settled: the settled issues of its scope, and what the factor can still be
    before and after, by their options."""
    by_place = sorted(factor.scope, key=lambda issue: place[issue])
    values = factor.values.transpose([factor.scope.index(issue) for issue in by_place])
    for settled in range(1, len(by_place) + 1):
        before = still(values, axis=tuple(range(settled - 1, values.ndim)))
        after = still(values, axis=tuple(range(settled, values.ndim))) if settled < values.ndim else values
        yield place[by_place[settled - 1]], by_place[:settled], np.asarray(before)[..., None], after


def _order(space: Space, sums: Sequence[Sequence[Factor]]) -> list[int]:
    """The issues that matter most to the sums first: there the bounds tighten soonest."""
    matters = np.zeros(len(space.issues))
    for factors in sums:
        spreads = [float(np.ptp(factor.values)) for factor in factors]
        for factor, spread in zip(factors, spreads, strict=True):
            matters[list(factor.scope)] += spread / (sum(spreads) or 1.0)
    return sorted(range(len(space.issues)), key=lambda issue: (-matters[issue], issue))

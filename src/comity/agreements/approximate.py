"""Agreements that together come close to every one, where the efficient ones themselves would be too much work.

Source: an epsilon-frontier, Papadimitriou & Yannakakis (2000).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from comity.agreements.elimination import Frontier, Limits, Search
from comity.agreements.elimination_order import Objective, Plan, Sum
from comity.agreements.nondominated import Floats, Small, Whole, coded, comparing, nondominated, snapped
from comity.agreements.partial_sums import Layer, Link, Reached, layer_of, unfolded
from comity.agreements.progress import Progress
from comity.agreements.space import Factor, Space

FINEST = 1 << 12
"""Into how many parts each objective is divided, at most."""

SET_AGAINST = 500
"""With how many agreements found a bound is compared, at most."""


def frontier(
    space: Space,
    rules: Iterable[Factor],
    objectives: Sequence[Objective],
    *,
    watched: Sequence[Sum] = (),
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Agreements that break no rule and meet every objective's need, such that some of them are close to any other.

    Every point is a true agreement, one is listed of each, and for every agreement there is a point that it exceeds, in
    no objective, by more than `within` says (infinite where no point was found). rules: True where an agreement breaks
    it; watched: sums that are told of, for the one agreement of each point; limits: how many partial sums are held;
    progress: told the share done, 0 to 1.
    """
    plan = Plan.of(space, tuple(rules), tuple(objectives), tuple(watched))
    search = _Coarse(plan, limits or Limits(), 1, progress)
    search.run()
    return search.result()


class _Coarse(Search):
    """A run that keeps few sums: one stands for all of its state that are close to it, and is as large as any of them.

    So sums are now bounds: whatever is worth having is at most one of the final sums, or of those let go where there
    are more states than sums to keep. The agreement that a final sum leads back to is a true one; by how much it, or
    another that was found, falls short of the bound says how close the points come.
    """

    def __init__(self, plan: Plan, limits: Limits, shown: int, progress: Progress | None = None) -> None:
        super().__init__(plan, limits, shown, progress)
        self.few = _few(plan, limits)
        self.spread = plan.spread[plan.vary]
        self.let_go = np.empty((0, len(plan.vary)))
        self.gap: tuple[float, ...] | None = None

    def _within(self) -> tuple[float, ...] | None:
        return self.gap

    def _too_many(self, layer: Layer, stage: int) -> int:
        """Never: what is kept fits into memory."""
        return 0

    def _take_on(self, numbers: int) -> None:
        """Take on whatever work there is: it is bounded by the few sums that are kept."""

    def _layer(self, layer: Layer, found: Reached, classes: dict[int, Small]) -> tuple[Layer, Link]:
        strength = (found.sums / self.spread).sum(axis=1)
        cells = self._cells(found, self._boxes(found))
        order = np.lexsort((-strength, cells))
        first = np.flatnonzero(np.diff(cells[order], prepend=-1))
        sums = np.maximum.reduceat(found.sums[order], first) if len(first) else found.sums
        found, strength = found.rows(order[first]), strength[order[first]]
        if len(first) > self.few:
            kept = np.sort(np.argsort(-strength, kind="stable")[: self.few])
            self._let_go(np.delete(sums, kept, axis=0))
            found, sums = found.rows(kept), sums[kept]
        link = Link(np.arange(len(sums) + 1), found.parents, found.options)
        return layer_of(found.states, sums, np.ones(len(sums), dtype=self.counts.dtype), found.watched, classes), link

    def _boxes(self, found: Reached) -> int:
        """Into how many parts each objective is divided: the most of which few enough boxes are filled, else one."""
        boxes, too_many = 1, FINEST + 1
        while too_many - boxes > 1:
            tried = (boxes + too_many) // 2
            if len(np.unique(self._cells(found, tried))) <= self.few:
                boxes = tried
            else:
                too_many = tried
        return boxes

    def _cells(self, found: Reached, boxes: int) -> Whole:
        """Numbers in the order of states, equal for sums of a state that lie in the same of so many boxes."""
        at = (found.sums // (self.spread / boxes)).astype(np.intp)
        return coded([found.states, *(at - at.min(axis=0, initial=0)).T], len(at))

    def _let_go(self, sums: Floats) -> None:
        step = self.spread / 64
        sums = np.unique(np.concatenate([self.let_go, np.ceil(sums / step) * step]), axis=0)
        self.let_go = sums[nondominated(sums, np.zeros(len(sums), dtype=np.intp))]

    def _add(self, layer: Layer, links: tuple[Link, ...]) -> None:
        _, choices = unfolded(links, self.plan.order, np.arange(len(layer.sums)), 1)
        sums = _summed([self.plan.objectives[at].factors for at in self.columns], choices)
        accepted = (sums >= self.needed).all(axis=1)
        self._compare(layer.sums[accepted], sums[accepted], np.concatenate([layer.sums[~accepted], self.let_go]))
        kept = np.flatnonzero(accepted)
        kept = kept[nondominated(snapped(sums[kept], self.slack), np.zeros(len(kept), dtype=np.intp))]
        self.sums, self.choices = sums[kept], choices[kept]
        watched = _summed(self.plan.watched, self.choices)
        self.watched = np.hstack([-watched, watched])
        self.counts = np.ones(len(kept), dtype=self.counts.dtype)
        self.starts = np.arange(len(kept) + 1)

    def _compare(self, bounds: Floats, reached: Floats, unreached: Floats) -> None:
        """How far what was reached falls short of its own bounds, and some of it of the bounds of all else."""
        gap = np.zeros(len(self.plan.objectives))
        own = np.concatenate([bounds - reached, np.full(unreached.shape, np.inf)])
        varied = np.zeros(bounds.shape[1])
        some = reached[:: max(1, len(reached) // SET_AGAINST)]
        for bound, short in zip(np.concatenate([bounds, unreached]), own, strict=True):
            others = bound - some
            closest = (others / self.spread).max(axis=1, initial=-np.inf)
            best = int(closest.argmin()) if len(some) else 0
            if len(some) and closest[best] < (short / self.spread).max(initial=-np.inf):
                short = others[best]
            varied = np.maximum(varied, short)
        gap[self.plan.vary] = varied
        self.gap = tuple(gap.tolist()) if len(bounds) + len(unreached) else None


def _few(plan: Plan, limits: Limits) -> int:
    """How many sums each stage may keep: what the limits leave room and work for."""
    few, columns = max(1, limits.held // max(4, *plan.space.sizes)), max(1, len(plan.vary))

    def work(few: int) -> int:
        return sum(comparing(few * size, 2 * few, 1, columns) for size in plan.space.sizes)

    while few > 1 and work(few) > limits.close:
        few = few * 7 // 8
    return few


def _summed(sums: Sequence[Sum], choices: Small) -> Floats:
    """What agreements come to: a row an agreement, a column a sum."""
    summed = np.zeros((len(choices), len(sums)))
    for column, factors in enumerate(sums):
        for factor in factors:
            summed[:, column] += factor.values[tuple(choices[:, issue] for issue in factor.scope)]
    return summed

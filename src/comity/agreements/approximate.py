"""Agreements that together come close to every one, where the efficient ones themselves would be too much work.

Of the steps of an amount only some are kept (see `comity.agreements.ways`), and partial sums that lie close to each
other are taken together: what stands for others is carried on with the most that any of them is. So at the end every
agreement lies below one of the bounds, and how far these exceed the agreements that were found says how close they
come. The parts into which every scale is divided are made smaller, run by run, as far as the limits allow.

Source: an epsilon-frontier, Papadimitriou & Yannakakis (2000).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from comity.agreements.closest import Closest
from comity.agreements.elimination import MADE, Frontier, Limits, Search, TooLarge
from comity.agreements.elimination_order import Objective, Plan, Sum
from comity.agreements.nondominated import SWEPT, Floats, Small, Whole, coded, comparing, nondominated, snapped
from comity.agreements.partial_sums import Layer, Link, Reached, layer_of, unfolded
from comity.agreements.progress import Progress
from comity.agreements.space import Factor, Space
from comity.agreements.ways import exceeding, sampled

COARSEST, FINEST = 8, 1 << 13
"""Into how many parts each objective is divided at first, and at most, where steps of amounts are chosen."""

BOXES, TO_A_PART = 1 << 12, 8
"""Into how many boxes each objective is divided at most where partial sums are taken together: so many, or so many to a
part."""

CLOSE = 1e-4
"""How close is close enough, as a part of every scale: a hundredth of a point."""

FINER = 1.2
"""How many times as many parts make it worth while to begin anew."""


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
    it; watched: sums that are told of, for the one agreement of each point; limits: how many partial sums are held, and
    what work is taken on beyond a first, coarse run; progress: told the share done, 0 to 1, in every run.
    """
    limits = limits or Limits()
    plan = Plan.of(space, tuple(rules), tuple(objectives), tuple(watched))
    parts, growth, columns = float(COARSEST), float(max(1, len(plan.vary))), max(1, len(plan.vary) - 1)
    best = _Coarse(plan, parts, replace(limits, looked_at=sys.maxsize), progress)
    best.few = _few(best.plan, limits)
    best.run()
    last = best
    spent = best.looked_at
    while best.furthest > CLOSE and parts < FINEST and spent < limits.close:
        # Work grows with some power of the number of parts, which the runs so far tell, and which itself grows; sums
        # lie on a surface.
        afforded = ((limits.close - spent) / max(1, last.looked_at)) ** (1 / growth)
        room = (last.few / max(1, last.held)) ** (1 / columns)
        finer = min(parts * min(2, afforded, room), FINEST)
        if finer < FINER * parts:
            break
        search = _Coarse(plan, finer, replace(limits, looked_at=limits.close - spent), progress)
        try:
            search.run()
        except TooLarge:
            break
        growth = 1 + max(0.0, math.log(max(1, search.looked_at) / max(1, last.looked_at)) / math.log(finer / parts))
        parts, last, spent = finer, search, spent + search.looked_at
        if search.furthest < best.furthest:
            best = search
    return best.result()


class _Coarse(Search):
    """A run that keeps few sums: one stands for all of its state that are close to it, and is as large as any of them.

    So sums are now bounds: whatever is worth having exceeds one of the final sums, or of those let go where there are
    more than can be kept, by no more than the rounding of amounts loses. The agreement that a final sum leads back to
    is a true one; by how much it, or another that was found, falls short of the bound says how close the points come.
    """

    def __init__(self, plan: Plan, parts: float, limits: Limits, progress: Progress | None) -> None:
        super().__init__(sampled(plan, parts), limits, 1, progress)
        self.few, self.few_states = max(1, limits.held // 4), max(1, limits.held // max(4, *map(len, self.plan.ways)))
        self.spread, self.boxes = plan.spread[plan.vary], max(BOXES, int(TO_A_PART * parts))
        self.at_once = 0
        self.rounding, self.asked = exceeding(plan, self.plan), self.needed
        self.needed = self.asked - self.rounding
        self.let_go = np.empty((0, len(plan.vary)))
        self.gap: tuple[float, ...] | None = None
        self.furthest, self.held = 0.0, 0

    def _within(self) -> tuple[float, ...] | None:
        return self.gap

    def _too_many(self, layer: Layer, stage: int) -> int:
        """Never: what is kept fits into memory."""
        return 0

    def _layer(self, layer: Layer, found: Reached, classes: dict[int, Small]) -> tuple[Layer, Link]:
        strength = (found.sums / self.spread).sum(axis=1)
        cells = self._cells(found, self._boxes(found))
        order = np.lexsort((-strength, cells))
        first = np.flatnonzero(np.diff(cells[order], prepend=-1))
        sums = np.maximum.reduceat(found.sums[order], first) if len(first) else found.sums
        found, strength = found.rows(order[first]), strength[order[first]]
        few = self.few if len(np.unique(found.states)) <= self.few_states else min(self.few, self.few_states)
        if len(first) > few:
            kept = np.sort(np.argsort(-strength, kind="stable")[:few])
            self._let_go(np.delete(sums, kept, axis=0))
            found, sums = found.rows(kept), sums[kept]
        self.held = max(self.held, len(sums))
        link = Link(np.arange(len(sums) + 1), found.parents, found.options)
        return layer_of(found.states, sums, np.ones(len(sums), dtype=self.counts.dtype), found.watched, classes), link

    def _boxes(self, found: Reached) -> int:
        """Into how many boxes each objective is divided: the most of which few enough are filled, else one."""
        if len(found.sums) <= self.few:
            return self.boxes
        boxes, too_many = 1, self.boxes + 1
        while too_many - boxes > 1:
            tried = (boxes + too_many) // 2
            cells = np.sort(self._cells(found, tried))
            if 1 + (cells[1:] != cells[:-1]).sum() <= self.few:
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
        accepted, bounds = (sums >= self.asked).all(axis=1), layer.sums + self.rounding
        beyond = np.concatenate([bounds[~accepted], self.let_go + self.rounding])
        self._compare(bounds[accepted], sums[accepted], beyond)
        kept = np.flatnonzero(accepted)
        kept = kept[nondominated(snapped(sums[kept], self.slack), np.zeros(len(kept), dtype=np.intp))]
        self.sums, self.choices = sums[kept], choices[kept]
        watched = _summed(self.plan.watched, self.choices)
        self.watched = np.hstack([-watched, watched])
        self.counts = np.ones(len(kept), dtype=self.counts.dtype)
        self.starts = np.arange(len(kept) + 1)

    def _compare(self, bounds: Floats, reached: Floats, unreached: Floats) -> None:
        """How far what was reached falls short of its own bounds, or another of what was reached; and of all others."""
        if not len(bounds) + len(unreached):
            return
        short = np.concatenate([bounds - reached, np.full(unreached.shape, np.inf)])
        bounds = np.concatenate([bounds, unreached])
        furthest = (short / self.spread).max(axis=1, initial=0.0)
        if len(reached) and bounds.shape[1]:
            closest, worst = Closest(reached / self.spread), float((self.rounding / self.spread).max())
            for row in np.argsort(-furthest, kind="stable").tolist():
                # (Those that come now do not come to more, and no bound comes to less than is lost by rounding.)
                if furthest[row] <= worst:
                    break
                other = bounds[row] - reached[closest.to(bounds[row] / self.spread)]
                if (other / self.spread).max() < furthest[row]:
                    short[row] = other
                worst = max(worst, float((short[row] / self.spread).max()))
        varied = np.maximum(short.max(axis=0), 0.0)
        gap = np.zeros(len(self.plan.objectives))
        gap[self.plan.vary] = varied
        self.gap = tuple(gap.tolist())
        self.furthest = float((varied / self.spread).max(initial=0.0))


def _few(plan: Plan, limits: Limits) -> int:
    """How many sums each stage of a first run may keep: what the limits leave room and work for."""
    few, columns = max(1, limits.held // 4), max(1, len(plan.vary))
    made = MADE if columns <= SWEPT else 0

    def work(few: int) -> int:
        return sum(comparing(few * len(ways), 2 * few, 1, columns) + made * few * len(ways) for ways in plan.ways)

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

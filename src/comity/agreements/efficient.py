"""Efficient agreements, best agreements and counts over spaces of any size, without going through the agreements.

Issues are settled one after the other. What has been settled so far matters to the rest only through the rules and
linkages that are still open, so all partial agreements that these cannot tell apart (one `state`) are kept together: of
their partial sums only the non-dominated ones, each with the number of partial agreements that reach it and with links
to where it came from.

Why this loses nothing. Let p and q be partial agreements in one state, and let q be at least as good as p for every
objective and better for one. Whatever can complete p can complete q, breaks the same rules and adds the same worth to
both; so every agreement that completes p is dominated by one that completes q. Equal sums are kept (and counted), so
ties are complete.

Every partial sum is kept as the most that it can still become: it holds the largest value of what is open. A sum below
what an objective needs can then be dropped at once, and when all issues are settled it is the worth itself.

Thresholds and dominance. Dropping agreements below a threshold cannot make another one efficient, provided that the
objectives with thresholds all take part in the dominance: an agreement that dominates an acceptable one is worth at
least as much to everyone, so it is acceptable too. The efficient agreements among the acceptable ones are therefore
exactly the efficient ones among all that meet the thresholds.

Source: bucket elimination with one non-dominated set an assignment of the separator, Rollon & Larrosa (2006) and, for
utilities with linkages, Dubus, Gonzales & Perny (2009); merging assignments that have the same completions, as in the
decision diagrams of Bergman & Cire (2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from comity.agreements.progress import Progress
from comity.agreements.space import Choice, Factor, Space

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
Small = NDArray[np.int32]
Flags = NDArray[np.bool_]

CHUNK = 1 << 20
"""Partial sums looked at together."""


@dataclass(frozen=True)
class Objective:
    """A sum of factors of whole numbers that is to be large.

    needed: agreements that are worth less do not count; slack: sums that differ by no more are equal.
    """

    factors: tuple[Factor, ...]
    needed: int | None = None
    slack: int = 0


@dataclass(frozen=True)
class Limits:
    """How much work is taken on: partial sums held at a time, and numbers looked at altogether."""

    held: int = 1 << 19
    looked_at: int = 300_000_000


@dataclass(frozen=True)
class Frontier:
    """The efficient agreements: no other is better for one objective and no worse for the rest.

    worths: one row a point, one column an objective, in steps; points in falling order of their worths;
    counts: how many agreements are worth exactly this (where not exact: how many of them were found);
    choices: the first few of each, those of point i in the rows starts[i] to starts[i + 1];
    parts: into how many parts the work was split to stay within memory;
    within: None where exact; else, by objective, the most that an agreement can exceed some point by (see `frontier`).
    """

    worths: Floats
    counts: tuple[int, ...]
    choices: Small
    starts: Whole
    parts: int
    within: tuple[float, ...] | None

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def exact(self) -> bool:
        """Whether these are all the efficient agreements, and not only close to them."""
        return self.within is None

    def shown(self, point: int) -> tuple[Choice, ...]:
        """The first agreements of a point."""
        rows = self.choices[self.starts[point] : self.starts[point + 1]]
        return tuple(tuple(row) for row in rows.tolist())


class TooLarge(Exception):
    """Raised where a question would take more work than was taken on."""


def frontier(
    space: Space,
    rules: Iterable[Factor],
    objectives: Sequence[Objective],
    *,
    shown: int = 5,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Which agreements break no rule, meet every objective's need, and are efficient.

    rules: True where an agreement breaks it; shown: how many agreements of each point are listed (all are counted).
    Where the limits do not allow the exact set, it is approached: every point is a true agreement, and for every
    agreement there is a point that it exceeds, in no objective, by more than `within` says (infinite where no point
    was found; an epsilon-frontier, Papadimitriou & Yannakakis 2000). progress then begins again from 0.
    """
    plan = _Plan.of(space, tuple(rules), tuple(objectives))
    search = _Search(plan, limits or Limits(), shown, progress)
    try:
        search.run()
    except TooLarge:
        search = _Coarse(plan, limits or Limits(), 1, progress)
        search.run()
    return search.result()


def best(
    space: Space,
    rules: Iterable[Factor],
    objective: Objective,
    others: Sequence[Objective] = (),
    *,
    limits: Limits | None = None,
) -> int | None:
    """The most that an objective can be worth where no rule is broken and all needs are met, its own and the others'.

    None where no agreement is left. Raises TooLarge where the limits do not allow it to be found.
    """
    search = _Search(_Plan.of(space, tuple(rules), (objective, *others)), limits or Limits(), 0)
    search.run()
    found = search.result()
    return int(found.worths[:, 0].max()) if len(found) else None


def feasible_count(space: Space, rules: Iterable[Factor], *, limits: Limits | None = None) -> int:
    """How many agreements break no rule, exactly, in spaces of any size.

    Raises TooLarge where the limits do not allow it to be found.
    """
    search = _Search(_Plan.of(space, tuple(rules), ()), limits or Limits(), 0)
    search.run()
    return sum(search.result().counts)


@dataclass(frozen=True)
class _Move:
    """What settling an issue does to one factor that mentions it, by the factor's class so far and the option.

    A factor's class is what it can still become: assignments of its settled issues that leave the same function of its
    open issues (up to a constant) have the same class. follows: the class that results; adds: the change of the most
    that the factor can still be, for an objective; breaks: whether a rule is broken whatever follows.
    """

    factor: int
    objective: int | None
    follows: Small
    adds: Floats
    breaks: Flags


@dataclass(frozen=True)
class _Plan:
    """The order in which issues are settled, and what each does to the factors.

    most: of each objective, the sum of its factors' largest values; vary: the objectives that are not the same
    everywhere; spread: how far each could fall below its most; impossible: whether no agreement can be left.
    """

    space: Space
    objectives: tuple[Objective, ...]
    order: tuple[int, ...]
    moves: tuple[tuple[_Move, ...], ...]
    most: Floats
    spread: Floats
    vary: Whole
    impossible: bool

    @classmethod
    def of(cls, space: Space, rules: tuple[Factor, ...], objectives: tuple[Objective, ...]) -> _Plan:
        rules = tuple(rule for rule in rules if rule.values.any())
        factors: list[tuple[int | None, Factor]] = [(None, rule) for rule in rules]
        factors += [(at, factor) for at, each in enumerate(objectives) for factor in each.factors]
        order = _order(space, [factor for _, factor in factors])
        stage_of = {issue: stage for stage, issue in enumerate(order)}
        moves: list[list[_Move]] = [[] for _ in order]
        most = np.zeros(len(objectives))
        spread = np.zeros(len(objectives))
        for number, (objective, factor) in enumerate(factors):
            axes = sorted(range(len(factor.scope)), key=lambda axis: stage_of[factor.scope[axis]])
            values = factor.values.transpose(axes)
            if objective is not None:
                most[objective] += values.max()
                spread[objective] += values.max() - values.min()
            for axis, move in zip(axes, _moves(number, objective, values), strict=True):
                moves[stage_of[factor.scope[axis]]].append(move)
        slack = np.array([each.slack for each in objectives], dtype=float)
        fixed = np.flatnonzero(spread <= slack)
        short = any(most[at] < need for at in fixed if (need := objectives[at].needed) is not None)
        impossible = short or any(rule.values.all() for rule in rules)
        stages = tuple(tuple(each) for each in moves)
        return cls(space, objectives, order, stages, most, spread, np.flatnonzero(spread > slack), impossible)


def _moves(number: int, objective: int | None, values: NDArray[np.generic]) -> Iterator[_Move]:
    """One factor's moves, stage by stage; its axes stand in the order of the stages."""
    classes = values.reshape(1, -1)
    for size in values.shape:
        rows = classes.reshape(len(classes) * size, -1)
        shape = (len(classes), size)
        adds, breaks = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
        if objective is None:
            breaks |= rows.all(axis=1)
        else:
            adds = rows.max(axis=1)
            rows = rows - adds[:, None]
            adds = adds - np.repeat(classes.max(axis=1), size)
        classes, follows = np.unique(rows, axis=0, return_inverse=True)
        follows = follows.reshape(shape).astype(np.int32)
        yield _Move(number, objective, follows, adds.reshape(shape), breaks.reshape(shape))


def _order(space: Space, factors: Sequence[Factor]) -> tuple[int, ...]:
    """The issues in an order that keeps the number of states small.

    Greedy, from several first issues: next comes the issue after which the open factors can tell the fewest partial
    agreements apart. Issues that no rule or linkage ties to others come last, the largest first: they add no states.
    """
    ties = [factor for factor in factors if len(factor.scope) > 1]
    kinds: list[dict[int, Whole]] = [{} for _ in space.sizes]
    for number, factor in enumerate(ties):
        for axis, issue in enumerate(factor.scope):
            kinds[issue][number] = _kinds(factor.values, axis)
    masks = [sum(1 << issue for issue in factor.scope) for factor in ties]
    known: dict[tuple[int, int], float] = {}

    def bits(settled: int, issues: list[int]) -> float:
        """The states after some issues are settled, at most, as a power of two."""
        total = 0.0
        for issue in issues:
            seen = [number for number in kinds[issue] if masks[number] & ~settled]
            key = issue, sum(1 << number for number in seen)
            if key not in known:
                labels = np.array([kinds[issue][number] for number in seen]).T
                known[key] = float(np.log2(len(np.unique(labels, axis=0)))) if seen else 0.0
            total += known[key]
        return total

    tied = [issue for issue in range(len(space.sizes)) if kinds[issue]]
    best_order: list[int] = []
    fewest = float("inf")
    for first in sorted(tied, key=lambda issue: len(kinds[issue]))[:8]:
        chosen, settled = [first], 1 << first
        states = 2.0 ** bits(settled, chosen)
        while len(chosen) < len(tied):
            rest = [issue for issue in tied if not settled >> issue & 1]
            width, issue = min((bits(settled | 1 << issue, [*chosen, issue]), issue) for issue in rest)
            chosen.append(issue)
            settled |= 1 << issue
            states += 2.0**width
        if states < fewest:
            best_order, fewest = chosen, states
    free = [issue for issue in range(len(space.sizes)) if not kinds[issue]]
    return (*best_order, *sorted(free, key=lambda issue: (-space.sizes[issue], issue)))


def _kinds(values: NDArray[np.generic], axis: int) -> Whole:
    """The options of one issue of a factor, numbered so that those are equal that it does not tell apart."""
    rows = np.moveaxis(values, axis, 0).reshape(values.shape[axis], -1)
    if rows.dtype != bool:
        rows = rows - rows.max(axis=1, keepdims=True)
    kinds: Whole = np.unique(rows, axis=0, return_inverse=True)[1].ravel()
    return kinds


@dataclass(frozen=True)
class _Layer:
    """The partial sums after some issues: those of state s in the rows starts[s] to starts[s + 1].

    classes: of each open factor, by state; counts: how many partial agreements have a sum; base: the number of the
    first sum among those of its stage, of which the layer may be a part.
    """

    classes: dict[int, Small]
    starts: Whole
    sums: Floats
    counts: NDArray[np.generic]
    base: int = 0

    def seen(self, factor: int) -> Small:
        """The classes of a factor by state: all the same before any of its issues is settled."""
        return self.classes.get(factor, np.zeros(len(self.starts) - 1, dtype=np.int32))

    def parts(self, most: int) -> list[_Layer]:
        """The layer in parts of at most so many sums."""
        ends = [*range(0, len(self.sums), most), len(self.sums)]
        return [self._part(first, last) for first, last in pairwise(ends)]

    def _part(self, first: int, last: int) -> _Layer:
        low = int(np.searchsorted(self.starts, first, side="right")) - 1
        high = int(np.searchsorted(self.starts, last, side="left"))
        starts = np.clip(self.starts[low : high + 1], first, last) - first
        classes = {factor: of[low:high] for factor, of in self.classes.items()}
        return _Layer(classes, starts, self.sums[first:last], self.counts[first:last], self.base + first)


@dataclass(frozen=True)
class _Link:
    """Where the sums of a stage came from: sum i in the ways starts[i] to starts[i + 1]."""

    starts: Whole
    parents: Whole
    options: Small


@dataclass(frozen=True)
class _Found:
    """Partial sums in the order of their states, each with the sum and the option that it came from."""

    states: Whole
    sums: Floats
    parents: Whole
    options: Small

    def rows(self, which: slice | Flags | Whole) -> _Found:
        return _Found(self.states[which], self.sums[which], self.parents[which], self.options[which])

    @classmethod
    def joined(cls, several: Sequence[_Found]) -> _Found:
        return cls(
            np.concatenate([each.states for each in several]),
            np.concatenate([each.sums for each in several]),
            np.concatenate([each.parents for each in several]),
            np.concatenate([each.options for each in several]),
        )


class _Search:
    """One run through a plan: layer by layer, and in parts where a layer holds too many sums."""

    def __init__(self, plan: _Plan, limits: Limits, shown: int, progress: Progress | None = None) -> None:
        self.plan, self.limits, self.shown, self.progress = plan, limits, shown, progress
        varied = [plan.objectives[at] for at in plan.vary]
        self.columns = {int(at): column for column, at in enumerate(plan.vary)}
        self.needed = np.array([-np.inf if each.needed is None else each.needed for each in varied])
        self.slack = np.array([each.slack for each in varied], dtype=float)
        self.parts, self.looked_at = 1, 0
        self.sums = np.empty((0, len(varied)))
        # Counts are exact: Python's own numbers where 64 bits could not hold them.
        self.counts: NDArray[np.generic] = np.empty(0, dtype=np.int64 if plan.space.count < 2**63 else object)
        self.choices: Small = np.empty((0, len(plan.order)), dtype=np.int32)
        self.starts: Whole = np.zeros(1, dtype=np.intp)

    def run(self) -> None:
        if not self.plan.impossible:
            one = np.ones(1, dtype=self.counts.dtype)
            start = _Layer({}, np.array([0, 1]), self.plan.most[None, self.plan.vary], one)
            self._descend(start, (), 0.0, 1.0)

    def result(self) -> Frontier:
        worths = np.tile(self.plan.most, (len(self.sums), 1))
        worths[:, self.plan.vary] = self.sums
        order = np.lexsort(-worths.T[::-1]) if worths.size else np.arange(len(worths))
        many = np.diff(self.starts)[order]
        choices = self.choices[_ranges(self.starts[order], many)]
        starts = np.concatenate([[0], np.cumsum(many)])
        counts = tuple(int(count) for count in self.counts[order].tolist())
        return Frontier(worths[order], counts, choices, starts, self.parts, self._within())

    def _within(self) -> tuple[float, ...] | None:
        return None

    def _descend(self, layer: _Layer, links: tuple[_Link, ...], low: float, high: float) -> None:
        """Settle the issues left, from a layer on; low and high: the progress before and after."""
        while len(links) < len(self.plan.order):
            if self.progress:
                self.progress(low)
            if most := self._too_many(layer, len(links)):
                self._descend_parts(layer.parts(most), links, low, high)
                return
            low += (high - low) / (len(self.plan.order) - len(links))
            layer, link = self._settled(layer, len(links))
            links = (*links, link)
        self._add(layer, links)

    def _too_many(self, layer: _Layer, stage: int) -> int:
        """Where a layer needs too much memory: the sums that a part of it may have; else 0."""
        ways = (len(layer.starts) - 1) * self.plan.space.sizes[self.plan.order[stage]]
        held = max(len(layer.sums), ways // 2)
        if held <= self.limits.held or len(layer.sums) < 2:
            return 0
        return max(1, len(layer.sums) * self.limits.held // held)

    def _descend_parts(self, parts: list[_Layer], links: tuple[_Link, ...], low: float, high: float) -> None:
        self.parts += len(parts) - 1
        share = (high - low) / len(parts)
        before = self.looked_at
        for number, part in enumerate(parts):
            self._descend(part, links, low + number * share, low + (number + 1) * share)
            # What one part took tells what the others will.
            self._take_on((self.looked_at - before) * (len(parts) - number - 1) // (number + 1))

    def _take_on(self, numbers: int) -> None:
        if self.looked_at + numbers > self.limits.looked_at:
            raise TooLarge(f"more than {self.limits.looked_at:,} numbers would have to be looked at")

    def _settled(self, layer: _Layer, stage: int) -> tuple[_Layer, _Link]:
        """The layer after one more issue is settled, and where its sums came from."""
        moves = self.plan.moves[stage]
        states, size = len(layer.starts) - 1, self.plan.space.sizes[self.plan.order[stage]]
        alive = np.ones((states, size), dtype=bool)
        for move in moves:
            alive &= ~move.breaks[layer.seen(move.factor)]
        olds, options = np.nonzero(alive)

        # The new states: ways of settling the issue that leave all open factors in the same classes.
        code = _coded((of for _, of in _followed(layer, moves, olds, options)), len(olds))
        order = np.argsort(code, kind="stable")
        olds, options, code = olds[order], options[order], code[order]
        new = np.ones(len(code), dtype=bool)
        new[1:] = code[1:] != code[:-1]
        classes = dict(_followed(layer, moves, olds[new], options[new]))

        adds = np.zeros((len(olds), len(self.columns)))
        for move in moves:
            if move.objective in self.columns:
                adds[:, self.columns[move.objective]] += move.adds[layer.seen(move.factor)[olds], options]
        found = self._reached(layer, olds, options.astype(np.int32), np.cumsum(new) - 1, adds)
        return self._layer(layer, found, classes)

    def _reached(self, layer: _Layer, olds: Whole, options: Small, state: Whole, adds: Floats) -> _Found:
        """The efficient sums of each new state, by the old states and options that lead to it."""
        lengths = np.diff(layer.starts)[olds]
        ends = np.cumsum(lengths)
        numbers = (int(ends[-1]) if len(ends) else 0) * max(1, adds.shape[1])
        self._take_on(numbers)  # refused before it is begun: by what it will take, never by the time it has taken
        self.looked_at += numbers
        done = [_Found(state[:0], adds[:0], state[:0], options[:0])]
        first = 0
        while first < len(olds):
            last = int(np.searchsorted(ends, (ends[first - 1] if first else 0) + CHUNK, side="right"))
            last = max(last, first + 1)
            some, many = slice(first, last), lengths[first:last]
            parents = _ranges(layer.starts[olds[some]], many)
            sums = layer.sums[parents] + np.repeat(adds[some], many, axis=0)
            reached = _Found(np.repeat(state[some], many), sums, parents, np.repeat(options[some], many))
            reached = reached.rows(np.flatnonzero((sums >= self.needed).all(axis=1)))
            # A chunk may begin inside a state: what is kept of it so far is looked at again.
            cut = int(np.searchsorted(done[-1].states, state[first]))
            reached = _Found.joined([done[-1].rows(slice(cut, None)), reached])
            done[-1] = done[-1].rows(slice(cut))
            reached = reached.rows(_efficient(_snapped(reached.sums, self.slack), reached.states))
            done.append(reached)
            first = last
        return _Found.joined(done)

    def _layer(self, layer: _Layer, found: _Found, classes: dict[int, Small]) -> tuple[_Layer, _Link]:
        order, first = _equal(found.sums, found.states)
        found = found.rows(order)
        counts = _added(layer.counts[found.parents], first)
        link = _Link(np.append(first, len(order)), found.parents + layer.base, found.options)
        return _states(found.states[first], found.sums[first], counts, classes), link

    def _add(self, layer: _Layer, links: tuple[_Link, ...]) -> None:
        """Put the agreements of a part together with those of the parts before it."""
        before = len(self.sums)
        sums = _snapped(np.concatenate([self.sums, layer.sums]), self.slack)
        one = np.zeros(len(sums), dtype=np.intp)
        kept = np.flatnonzero(_efficient(sums, one)) if before else np.arange(len(sums))
        order, first = _equal(sums[kept], one[: len(kept)])
        kept = kept[order]
        point = np.full(len(sums), -1)
        point[kept] = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(kept))))
        owners, choices = _unfolded(links, self.plan.order, kept[kept >= before] - before, self.shown)
        owners = np.concatenate([point[np.repeat(np.arange(before), np.diff(self.starts))], point[owners + before]])
        choices = np.concatenate([self.choices, choices])
        self.counts = _added(np.concatenate([self.counts, layer.counts])[kept], first)
        self.sums = sums[kept[first]]
        order = np.lexsort((*choices.T[::-1], owners))
        order = order[owners[order] >= 0]
        order = order[_rank(owners[order]) < self.shown]
        self.choices, self.starts = choices[order], np.searchsorted(owners[order], np.arange(len(first) + 1))


class _Coarse(_Search):
    """A run that keeps few sums: one stands for all of its state that are close to it, and is as large as any of them.

    So sums are now bounds: whatever is worth having is at most one of the final sums, or of those let go where there
    are more states than sums to keep. The agreement that a final sum leads back to is a true one; by how much it, or
    another that was found, falls short of the bound says how close the points come.
    """

    def __init__(self, plan: _Plan, limits: Limits, shown: int, progress: Progress | None = None) -> None:
        super().__init__(plan, limits, shown, progress)
        self.few = max(1, limits.held // max(4, *plan.space.sizes))
        self.spread = plan.spread[plan.vary]
        self.let_go = np.empty((0, len(plan.vary)))
        self.gap: tuple[float, ...] | None = None

    def _within(self) -> tuple[float, ...] | None:
        return self.gap

    def _too_many(self, layer: _Layer, stage: int) -> int:
        """Never: what is kept fits into memory."""
        return 0

    def _take_on(self, numbers: int) -> None:
        """Take on whatever work there is: it is bounded by the few sums that are kept."""

    def _layer(self, layer: _Layer, found: _Found, classes: dict[int, Small]) -> tuple[_Layer, _Link]:
        strength = (found.sums / self.spread).sum(axis=1)
        boxes = 1 << 12
        while True:
            cells = self._cells(found, boxes)
            if boxes == 1 or len(np.unique(cells)) <= self.few:
                break
            boxes >>= 1
        order = np.lexsort((-strength, cells))
        first = np.flatnonzero(np.diff(cells[order], prepend=-1))
        sums = np.maximum.reduceat(found.sums[order], first) if len(first) else found.sums
        found, strength = found.rows(order[first]), strength[order[first]]
        if len(first) > self.few:
            kept = np.sort(np.argsort(-strength, kind="stable")[: self.few])
            self._let_go(np.delete(sums, kept, axis=0))
            found, sums = found.rows(kept), sums[kept]
        link = _Link(np.arange(len(sums) + 1), found.parents, found.options)
        return _states(found.states, sums, np.ones(len(sums), dtype=self.counts.dtype), classes), link

    def _cells(self, found: _Found, boxes: int) -> Whole:
        """Numbers in the order of states, equal for sums of a state that lie in the same of so many boxes."""
        at = (found.sums // (self.spread / boxes)).astype(np.intp)
        return _coded([found.states, *(at - at.min(axis=0, initial=0)).T], len(at))

    def _let_go(self, sums: Floats) -> None:
        step = self.spread / 64
        sums = np.unique(np.concatenate([self.let_go, np.ceil(sums / step) * step]), axis=0)
        self.let_go = sums[_efficient(sums, np.zeros(len(sums), dtype=np.intp))]

    def _add(self, layer: _Layer, links: tuple[_Link, ...]) -> None:
        _, choices = _unfolded(links, self.plan.order, np.arange(len(layer.sums)), 1)
        sums = np.zeros_like(layer.sums)
        for objective, column in self.columns.items():
            for factor in self.plan.objectives[objective].factors:
                sums[:, column] += factor.values[tuple(choices[:, issue] for issue in factor.scope)]
        accepted = (sums >= self.needed).all(axis=1)
        self._compare(layer.sums[accepted], sums[accepted], np.concatenate([layer.sums[~accepted], self.let_go]))
        kept = np.flatnonzero(accepted)
        kept = kept[_efficient(_snapped(sums[kept], self.slack), np.zeros(len(kept), dtype=np.intp))]
        self.sums, self.choices = sums[kept], choices[kept]
        self.counts = np.ones(len(kept), dtype=self.counts.dtype)
        self.starts = np.arange(len(kept) + 1)

    def _compare(self, bounds: Floats, reached: Floats, unreached: Floats) -> None:
        """How far what was reached falls short of its own bounds, and some of it of the bounds of all else."""
        gap = np.zeros(len(self.plan.objectives))
        varied = (bounds - reached).max(axis=0, initial=0)
        some = reached[:: max(1, len(reached) // 1000)]
        for bound in unreached:
            short = bound - some
            closest = (short / self.spread).max(axis=1, initial=-np.inf)
            varied = np.maximum(varied, short[closest.argmin()] if len(some) else np.inf)
        gap[self.plan.vary] = varied
        self.gap = tuple(gap.tolist()) if len(bounds) + len(unreached) else None


def _followed(
    layer: _Layer, moves: Sequence[_Move], olds: Whole, options: Whole
) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """The factors that are open after an issue is settled, and their classes by old state and option."""
    settled = {move.factor for move in moves}
    yield from ((factor, of[olds]) for factor, of in layer.classes.items() if factor not in settled)
    for move in moves:
        # A factor of which all classes are one has nothing left to tell apart.
        if move.follows.any():
            yield move.factor, move.follows[layer.seen(move.factor)[olds], options]


def _states(states: Whole, sums: Floats, counts: NDArray[np.generic], classes: dict[int, Small]) -> _Layer:
    """A layer of sums in the order of their states; states without a sum are dropped."""
    held, starts = np.unique(states, return_index=True)
    kept = {factor: of[held] for factor, of in classes.items()}
    return _Layer(kept, np.append(starts, len(states)), sums, counts)


def _unfolded(links: Sequence[_Link], order: Sequence[int], points: Whole, most: int) -> tuple[Whole, Small]:
    """The first agreements of points of the last stage, by following the links back: whose they are, and they."""
    owners = at = points
    choices = np.empty((len(points), len(links)), dtype=np.int32)
    for issue, link in zip(reversed(order), reversed(links), strict=True):
        many = link.starts[at + 1] - link.starts[at]
        ways, rows = _ranges(link.starts[at], many), np.repeat(np.arange(len(at)), many)
        # Every row leads to an agreement of its own, so no more rows are needed than are to be listed.
        enough = _rank(owners[rows]) < most
        rows, ways = rows[enough], ways[enough]
        owners, choices, at = owners[rows], choices[rows], link.parents[ways]
        choices[:, issue] = link.options[ways]
    return owners, choices


def _rank(sorted_: Whole) -> Whole:
    """The place of each among its equals, from 0."""
    return np.arange(len(sorted_)) - np.searchsorted(sorted_, sorted_)


def _coded(columns: Iterable[NDArray[np.integer]], rows: int) -> Whole:
    """One number a row, equal where the rows are."""
    code = np.zeros(rows, dtype=np.intp)
    kinds = 1
    for column in columns:
        span = int(column.max(initial=0)) + 1
        if kinds * span >= 2**62:
            code = np.unique(code, return_inverse=True)[1]
            kinds = int(code.max(initial=0)) + 1
        code, kinds = code * span + column, kinds * span
    return code


def _ranges(starts: Whole, lengths: Whole) -> Whole:
    """The numbers from each start on, so many of each, one after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - ends + lengths, lengths) + np.arange(total)


def _snapped(sums: Floats, slack: Floats) -> Floats:
    """The sums themselves, those of an objective that lie within its slack of the next having been made equal."""
    for column in np.flatnonzero(slack) if len(sums) else ():
        values, at = np.unique(sums[:, column], return_inverse=True)
        cluster = np.cumsum(np.diff(values, prepend=values[0]) > slack[column])
        largest = values[np.searchsorted(cluster, np.arange(cluster[-1] + 1), side="right") - 1]
        sums[:, column] = largest[cluster[at]]
    return sums


def _efficient(sums: Floats, states: Whole) -> Flags:
    """Which sums no other of the same state dominates; the states stand in order, equal sums all stay."""
    from moocore import is_nondominated

    kept = np.ones(len(sums), dtype=bool)
    starts = np.flatnonzero(np.diff(states, prepend=-1))
    ends = np.append(starts[1:], len(sums))
    if not sums.size:
        return kept
    if sums.shape[1] == 1:
        kept &= sums[:, 0] == np.repeat(np.maximum.reduceat(sums[:, 0], starts), ends - starts)
        return kept
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        kept[start:end] = is_nondominated(_at_odds_first(sums[start:end]), maximise=True, keep_weakly=True)
    return kept


def _at_odds_first(sums: Floats) -> Floats:
    """The same columns, the one most at odds with the others first: the search starts from it, and is quicker then."""
    if len(sums) < 1000 or sums.shape[1] < 4:
        return sums
    centred = sums - sums.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=0), 1.0)
    return sums[:, np.argsort(centred.sum(axis=1) @ centred, kind="stable")]


def _equal(sums: Floats, states: Whole) -> tuple[Whole, Whole]:
    """An order of efficient sums in which equal ones of a state are neighbours, and where each kind begins."""
    # Efficient sums that are equal in all columns but one are equal in that one too.
    order = np.lexsort((*sums.T[:-1], states))
    sums, states = sums[order], states[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (states[1:] != states[:-1]) | (sums[1:] != sums[:-1]).any(axis=1)
    return order, np.flatnonzero(new)


def _added(counts: NDArray[np.generic], first: Whole) -> NDArray[np.generic]:
    return np.add.reduceat(counts, first) if len(first) else counts[:0]

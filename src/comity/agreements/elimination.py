"""All efficient agreements of a space of any size, and how many there are, without going through the agreements.

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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comity.agreements.arguments import is_number, shown
from comity.agreements.elimination_order import Objective, Plan, Sum
from comity.agreements.nondominated import (
    SWEPT,
    Floats,
    Small,
    Whole,
    added,
    coded,
    comparing,
    equal,
    largest,
    nondominated,
    ranges,
    rank,
    snapped,
)
from comity.agreements.partial_sums import Layer, Link, Reached, followed, layer_of, unfolded
from comity.agreements.progress import Progress
from comity.agreements.space import Choice, Factor, Space
from comity.problem import Place, Problem, Problems

CHUNK = 1 << 18
"""Partial sums looked at together."""


MADE = 40
"""As how many numbers a sum counts that is made, beyond those made at once: where few columns are compared, making sums
is what takes long."""

MOST_TIMES = 1_000_000
"""How many times the usual work may be taken on at most: a year of it."""


@dataclass(frozen=True)
class Limits:
    """How much work is taken on: the same on every machine, never by the clock.

    held: partial sums held at a time; looked_at: numbers looked at altogether for the exact set (about 10 ns each);
    close: numbers looked at altogether to come close to it where the exact set would take more than that.
    """

    held: int = 1 << 19
    looked_at: int = 450_000_000
    close: int = 300_000_000

    def share(self, parts: int) -> Limits:
        """What each of several searches may take on, so that together they take on no more."""
        return replace(self, looked_at=self.looked_at // parts, close=self.close // parts)

    def times(self, factor: float) -> Limits:
        """So many times the work, in the same memory. Raises Problems where that is no number from 0 to a million."""
        if not (is_number(factor) and 0 <= factor <= MOST_TIMES):
            fix = f"write a number from 0 to {MOST_TIMES:,}"
            raise Problems([Problem(Place("work"), f"{shown(factor)} times the work is no limit", fix)])
        return replace(self, looked_at=int(self.looked_at * factor), close=int(self.close * factor))

    def told(self) -> dict[str, int]:
        """As parameters of a finding: what is not as usual."""
        usual = Limits()
        named = {"held": self.held, "looked_at": self.looked_at, "close": self.close}
        return {name: limit for name, limit in named.items() if limit != getattr(usual, name)}


class TooLarge(Exception):
    """Raised where a question would take more work than was taken on."""


@dataclass(frozen=True)
class Frontier:
    """The efficient agreements: no other is better for one objective and no worse for the rest.

    worths: one row a point, one column an objective, in steps; points in falling order of their worths;
    counts: how many agreements are worth exactly this (where not exact: how many of them were found);
    choices: the first few of each, those of point i in the rows starts[i] to starts[i + 1];
    parts: into how many parts the work was split to stay within memory;
    within: None where exact; else, by objective, by how much an agreement can exceed the nearest point (`approximate`);
    least, most: of each watched sum, over all agreements of a point (where not exact: over those found).
    """

    worths: Floats
    counts: tuple[int, ...]
    choices: Small
    starts: Whole
    parts: int
    within: tuple[float, ...] | None
    least: Floats
    most: Floats

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


def frontier(
    space: Space,
    rules: Iterable[Factor],
    objectives: Sequence[Objective],
    *,
    watched: Sequence[Sum] = (),
    shown: int = 5,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Which agreements break no rule, meet every objective's need, and are efficient: all of them.

    rules: True where an agreement breaks it; watched: sums of which the least and the most over all agreements of a
    point are told; shown: how many agreements of each point are listed (all are counted). Raises TooLarge where the
    limits do not allow the exact set.
    """
    plan = Plan.of(space, tuple(rules), tuple(objectives), tuple(watched))
    search = Search(plan, limits or Limits(), shown, progress)
    search.run()
    return search.result()


class Search:
    """One run through a plan: layer by layer, and in parts where a layer holds too many sums."""

    def __init__(self, plan: Plan, limits: Limits, shown: int, progress: Progress | None = None) -> None:
        self.plan, self.limits, self.shown, self.progress = plan, limits, shown, progress
        varied = [plan.objectives[at] for at in plan.vary]
        self.columns = {int(at): column for column, at in enumerate(plan.vary)}
        # In the columns of what is watched: first each sum with its sign changed, then each as it is.
        self.watched = np.empty((0, 2 * len(plan.watched)))
        self.needed = np.array([-np.inf if each.needed is None else each.needed for each in varied])
        self.slack = np.array([each.slack for each in varied], dtype=float)
        self.parts, self.looked_at, self.at_once = 1, 0, CHUNK
        self.sums = np.empty((0, len(varied)))
        # Counts are exact: Python's own numbers where 64 bits could not hold them.
        self.counts: NDArray[np.generic] = np.empty(0, dtype=np.int64 if plan.space.count < 2**63 else object)
        self.choices: Small = np.empty((0, len(plan.order)), dtype=np.int32)
        self.starts: Whole = np.zeros(1, dtype=np.intp)

    def run(self) -> None:
        """Settle all issues; raises TooLarge where the limits do not allow that."""
        if not self.plan.impossible:
            one = np.ones(1, dtype=self.counts.dtype)
            start = Layer({}, np.array([0, 1]), self.plan.most[None, self.plan.vary], one, self._watched_at_first())
            self._descend(start, (), 0.0, 1.0)

    def result(self) -> Frontier:
        """What was found, in falling order of worths."""
        worths = np.tile(self.plan.most[: len(self.plan.objectives)], (len(self.sums), 1))
        worths[:, self.plan.vary] = self.sums
        order = np.lexsort(-worths.T[::-1]) if worths.size else np.arange(len(worths))
        many = np.diff(self.starts)[order]
        choices = self.choices[ranges(self.starts[order], many)]
        starts = np.concatenate([[0], np.cumsum(many)])
        counts = tuple(int(count) for count in self.counts[order].tolist())
        least, most = np.hsplit(self.watched[order], 2)
        return Frontier(worths[order], counts, choices, starts, self.parts, self._within(), -least, most)

    def _watched_at_first(self) -> Floats:
        most = self.plan.most[len(self.plan.objectives) :]
        return np.concatenate([-most, most])[None]

    def _within(self) -> tuple[float, ...] | None:
        return None

    def _descend(self, layer: Layer, links: tuple[Link, ...], low: float, high: float) -> None:
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

    def _too_many(self, layer: Layer, stage: int) -> int:
        """Where a layer needs too much memory: the sums that a part of it may have; else 0."""
        ways = (len(layer.starts) - 1) * len(self.plan.ways[stage])
        held = max(len(layer.sums), ways // 2)
        if held <= self.limits.held or len(layer.sums) < 2:
            return 0
        return max(1, len(layer.sums) * self.limits.held // held)

    def _descend_parts(self, parts: list[Layer], links: tuple[Link, ...], low: float, high: float) -> None:
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

    def _settled(self, layer: Layer, stage: int) -> tuple[Layer, Link]:
        """The layer after one more issue is settled, and where its sums came from."""
        moves = self.plan.moves[stage]
        states, size = len(layer.starts) - 1, len(self.plan.ways[stage])
        alive = np.ones((states, size), dtype=bool)
        for move in moves:
            alive &= ~move.breaks[layer.seen(move.factor)]
        olds, ways = np.nonzero(alive)

        # The new states: ways of settling the issue that leave all open factors in the same classes.
        code = coded((of for _, of in followed(layer, moves, olds, ways)), len(olds))
        order = np.argsort(code, kind="stable")
        olds, ways, code = olds[order], ways[order], code[order]
        new = np.ones(len(code), dtype=bool)
        new[1:] = code[1:] != code[:-1]
        classes = dict(followed(layer, moves, olds[new], ways[new]))

        # What is added, by state and way, before it is put in the order of the new states.
        grid = np.zeros((len(self.columns) + len(self.plan.watched), states, size))
        first = len(self.plan.objectives)
        for move in moves:
            if move.objective in self.columns:
                grid[self.columns[move.objective]] += move.adds[layer.seen(move.factor)]
            elif move.objective is not None and move.objective >= first:
                grid[len(self.columns) + move.objective - first] += move.adds[layer.seen(move.factor)]
        adds, told = np.split(grid[:, olds, ways].T, [len(self.columns)], axis=1)
        options = self.plan.ways[stage][ways]
        found = self._reached(layer, olds, options, np.cumsum(new) - 1, adds, np.hstack([-told, told]))
        return self._layer(layer, found, classes)

    def _reached(self, layer: Layer, olds: Whole, options: Small, state: Whole, adds: Floats, told: Floats) -> Reached:
        """The efficient sums of each new state, by the old states and options that lead to it."""
        lengths = np.diff(layer.starts)[olds]
        ends = np.cumsum(lengths)
        total, columns = int(ends[-1]) if len(ends) else 0, max(1, adds.shape[1])
        # Refused before it is begun, by what it will take: a state keeps about as many as the states that lead to it.
        beyond = MADE * max(0, total - self.at_once) if columns <= SWEPT else 0
        self._take_on(comparing(total, len(layer.sums), len(layer.starts) - 1, columns) + beyond)
        self.looked_at += beyond
        done = [Reached(state[:0], adds[:0], state[:0], options[:0], told[:0])]
        first = 0
        while first < len(olds):
            # As many as are carried along, so that they are not looked at again too often.
            carried = len(done[-1].states) - int(np.searchsorted(done[-1].states, state[first]))
            most = (ends[first - 1] if first else 0) + max(CHUNK, carried)
            last = max(int(np.searchsorted(ends, most, side="right")), first + 1)
            some, many = slice(first, last), lengths[first:last]
            parents = ranges(layer.starts[olds[some]], many)
            sums = layer.sums[parents] + np.repeat(adds[some], many, axis=0)
            watched = layer.watched[parents] + np.repeat(told[some], many, axis=0)
            reached = Reached(np.repeat(state[some], many), sums, parents, np.repeat(options[some], many), watched)
            reached = reached.rows(np.flatnonzero((sums >= self.needed).all(axis=1)))
            # A chunk may begin inside a state: what is kept of it so far is looked at again.
            cut = int(np.searchsorted(done[-1].states, state[first]))
            reached = Reached.joined([done[-1].rows(slice(cut, None)), reached])
            done[-1] = done[-1].rows(slice(cut))
            compared, states = len(reached.states), int(state[last - 1] - state[first]) + 1
            self._take_on(comparing(compared, carried, states, columns))
            reached = reached.rows(nondominated(snapped(reached.sums, self.slack), reached.states))
            self.looked_at += comparing(compared, len(reached.states), states, columns)
            done.append(reached)
            first = last
        return Reached.joined(done)

    def _layer(self, layer: Layer, found: Reached, classes: dict[int, Small]) -> tuple[Layer, Link]:
        order, first = equal(found.sums, found.states)
        found = found.rows(order)
        counts = added(layer.counts[found.parents], first)
        link = Link(np.append(first, len(order)), found.parents + layer.base, found.options)
        watched = largest(found.watched, first)
        return layer_of(found.states[first], found.sums[first], counts, watched, classes), link

    def _add(self, layer: Layer, links: tuple[Link, ...]) -> None:
        """Put the agreements of a part together with those of the parts before it."""
        before = len(self.sums)
        sums = snapped(np.concatenate([self.sums, layer.sums]), self.slack)
        one = np.zeros(len(sums), dtype=np.intp)
        kept = np.flatnonzero(nondominated(sums, one)) if before else np.arange(len(sums))
        order, first = equal(sums[kept], one[: len(kept)])
        kept = kept[order]
        point = np.full(len(sums), -1)
        point[kept] = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(kept))))
        owners, choices = unfolded(links, self.plan.order, kept[kept >= before] - before, self.shown)
        owners = np.concatenate([point[np.repeat(np.arange(before), np.diff(self.starts))], point[owners + before]])
        choices = np.concatenate([self.choices, choices])
        self.counts = added(np.concatenate([self.counts, layer.counts])[kept], first)
        self.watched = largest(np.concatenate([self.watched, layer.watched])[kept], first)
        self.sums = sums[kept[first]]
        order = np.lexsort((*choices.T[::-1], owners))
        order = order[owners[order] >= 0]
        order = order[rank(owners[order]) < self.shown]
        self.choices, self.starts = choices[order], np.searchsorted(owners[order], np.arange(len(first) + 1))

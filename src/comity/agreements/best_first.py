"""The best agreements for the worst-off signer, and the order that puts them first.

They are found by branch and bound (Land & Doig 1960), in a space of any size. Beside the most that each signer could
still gain, which is a weak bound where what is good for one is bad for another, the search bounds the sum of all gains,
and their mean at weights for which that is smallest: no agreement gives the worst-off signer more than any mean of the
gains (Lagrangian relaxation, Geoffrion 1974).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.nearest import Floats, Walk
from comity.agreements.space import Choice, Factor, Space
from comity.agreements.worth import MIDDLE, Worth

DIGITS = 9
"""To how many digits gains are compared, in points."""

ROUNDING = 1e-8
"""By how much a weighted sum of gains may differ, relative to its size, by rounding; a bound is raised by it."""

STEPS = 200
"""How many steps are taken towards the weights that make the bound smallest."""

WORK = 1 << 23
"""How many partial agreements are looked at, at most: some seconds."""

TOGETHER = 1 << 10
"""Partial agreements extended together: few, so that the first good agreements are found soon."""

Choices = NDArray[np.integer[Any]]


Held = tuple[float, float, tuple[float, ...], Choice, tuple[float, ...]]


class BestFirst:
    """The best agreements of those handed to it.

    The smallest gain decides, then the sum of gains, then the next smallest gains; of agreements that are alike in all
    that, the first by their options come first. keep: how many are held, at most.
    """

    def __init__(self, keep: int) -> None:
        self.keep = keep
        self._last: tuple[float, float] | None = None
        self._held: list[Held] = []
        self._worst: Held | None = None  # of as many as are kept, once there are so many

    def could_be_among(self, smallest: Floats, total: Floats) -> NDArray[np.bool_]:
        """Which agreements, by their smallest gain and sum of gains, could still be among the best."""
        if self._last is None:
            return np.full(smallest.shape, self.keep > 0)
        could: NDArray[np.bool_] = (smallest > self._last[0]) | ((smallest == self._last[0]) & (total >= self._last[1]))
        return could

    def among(self, gains: Floats) -> NDArray[np.intp]:
        """Which of some agreements could be among the best; gains: in points, a row a signer, a column an agreement."""
        smallest, total = _places(gains)
        near = np.flatnonzero(self.could_be_among(smallest, total))
        if near.size > self.keep:  # and those that share the last place: the next smallest gains decide between them
            last = near[np.lexsort((-total[near], -smallest[near]))[self.keep - 1]]
            higher = smallest[near] > smallest[last]
            near = near[higher | ((smallest[near] == smallest[last]) & (total[near] >= total[last]))]
        return near

    def take(self, gains: Floats, choice: Callable[[int], Choice]) -> None:
        """Take some agreements into account.

        gains: as in `among`, the agreements in the order of their options; choice: the choice of a column.
        """
        smallest, total = _places(gains)
        ascending = np.sort(gains, axis=0).round(DIGITS)
        order = np.lexsort((*-ascending[::-1], -total, -smallest))[: self.keep]
        for at in order.tolist():
            standing, mine = tuple((-ascending[:, at]).tolist()), tuple(gains[:, at].tolist())
            held = (-float(smallest[at]), -float(total[at]), standing, choice(at), mine)
            if self._worst is not None and held > self._worst:
                break  # and so is all that follows: where many are alike, their options decide, which are in order
            self._held.append(held)
        if len(self._held) > 2 * self.keep or (len(self._held) >= self.keep > 0 and self._last is None):
            self._held = sorted(self._held)[: self.keep]
            self._worst = self._held[-1]
            self._last = -self._worst[0], -self._worst[1]

    def ranked(self) -> list[tuple[Choice, tuple[float, ...]]]:
        """The best so far, best first, each with its gains by signer."""
        return [(choice, gains) for *_, choice, gains in sorted(self._held)[: self.keep]]


def gained(steps: Sequence[Floats], signers: Sequence[Worth], count: int) -> Floats:
    """What agreements gain each signer over the middle of its no-deal range, in points: a row a signer.

    steps: the worths of the agreements in steps, by signer; count: how many agreements there are. Where nobody signs,
    a row of zeros.
    """
    if not steps:
        return np.zeros((1, count))
    gains = [(mine - worth.at_no_deal(MIDDLE)) * float(worth.unit) for mine, worth in zip(steps, signers, strict=True)]
    return np.array(gains)


@dataclass(frozen=True)
class Best:
    """The best agreements, best first, each with its gains by signer; complete: whether it is sure that none is better.

    Where not complete, these are the best of those that were found.
    """

    ranked: tuple[tuple[Choice, tuple[float, ...]], ...]
    complete: bool


def best(space: Space, rules: Sequence[Factor], signers: Sequence[Worth], keep: int, work: int = WORK) -> Best:
    """The best agreements that break no rule and are worth at least no deal to every signer.

    rules: True where an agreement breaks it; keep: how many to find, at most; work: how many partial agreements are
    looked at, at most. Where nobody signs, none is better than another, and none is told.
    """
    if not signers or not keep:
        return Best((), not keep)
    leaders = BestFirst(keep)
    small, kept = _allowed(space, rules)
    if not all(small.sizes):
        return Best((), True)
    used = {
        issue for factor in (*rules, *(each for worth in signers for each in worth.factors)) for issue in factor.scope
    }
    idle = [issue for issue in range(len(space.sizes)) if issue not in used]
    settled = Space(
        small.issues, tuple(names[:1] if issue in idle else names for issue, names in enumerate(small.options))
    )
    worths = [[_cut(factor, kept) for factor in worth.factors] for worth in signers]
    no_deal = np.array([worth.at_no_deal(MIDDLE) for worth in signers], dtype=float)
    needed = np.array([worth.needed for worth in signers], dtype=float)[:, None]
    units = np.array([float(worth.unit) for worth in signers])
    means = np.stack([np.full(len(signers), 1 / len(signers)), _weights(worths, units, no_deal)])
    weighted = [_weighted(worths, mean * units) for mean in means]
    at_no_deal = means @ (units * no_deal)
    walk = Walk(settled, [_cut(rule, kept) for rule in rules], [*worths, *weighted], work, TOGETHER)

    def bounded(reached: Floats) -> Floats:
        """The most that the worst-off could still gain, its sign changed; infinite where that is not good enough."""
        steps, mean = reached[: len(signers)], reached[len(signers) :] - at_no_deal[:, None]
        mean = mean + ROUNDING * (np.abs(mean) + np.abs(at_no_deal)[:, None] + 1)
        gains = gained(list(steps), signers, steps.shape[1])
        smallest = np.minimum(gains.min(axis=0), mean.min(axis=0)).round(DIGITS)
        total = np.minimum(gains.sum(axis=0), mean[0] * len(signers)).round(DIGITS)
        possible = (steps >= needed).all(axis=0) & leaders.could_be_among(smallest, total)
        return np.where(possible, -smallest, np.inf)

    for chunk in walk.through(bounded):
        gains = gained(list(chunk.sums[: len(signers)]), signers, chunk.costs.size)
        near = leaders.among(gains)
        choices = _back(_spread(chunk.options[near], small, idle, keep), kept)
        gains = np.repeat(gains[:, near], len(choices) // max(1, len(near)), axis=1)
        order = np.lexsort(choices.T[::-1])
        leaders.take(gains[:, order], list(map(tuple, choices[order].tolist())).__getitem__)
    return Best(tuple(leaders.ranked()), walk.complete)


def _places(gains: Floats) -> tuple[Floats, Floats]:
    """The smallest gain and the sum of gains of each agreement, as they are compared."""
    return gains.min(axis=0).round(DIGITS), gains.sum(axis=0).round(DIGITS)


def _allowed(space: Space, rules: Sequence[Factor]) -> tuple[Space, list[NDArray[np.intp]]]:
    """The space without the options that a rule on one issue forbids, and the numbers of those that stay."""
    allowed = [np.ones(size, dtype=bool) for size in space.sizes]
    for rule in rules:
        if len(rule.scope) == 1:
            allowed[rule.scope[0]] &= ~rule.values.astype(bool)
    kept = [np.flatnonzero(options) for options in allowed]
    options = (tuple(names[at] for at in stay) for names, stay in zip(space.options, kept, strict=True))
    return Space(space.issues, tuple(options)), kept


def _cut(factor: Factor, kept: Sequence[NDArray[np.intp]]) -> Factor:
    """A factor over the options that stay."""
    return (
        Factor(factor.scope, factor.values[np.ix_(*(kept[issue] for issue in factor.scope))])
        if factor.scope
        else factor
    )


def _spread(options: Choices, space: Space, idle: Sequence[int], keep: int) -> Choices:
    """Each agreement with the first ways of settling what matters to nobody."""
    ways = np.array(list(islice(product(*(range(space.sizes[issue]) for issue in idle)), keep)), dtype=space.numbers)
    spread = np.repeat(options, len(ways), axis=0)
    spread[:, idle] = np.tile(ways, (len(options), 1))
    return spread


def _back(choices: Choices, kept: Sequence[NDArray[np.intp]]) -> Choices:
    """The choices by the options of the whole space."""
    return np.stack([stay[choices[:, issue]] for issue, stay in enumerate(kept)], axis=1).astype(np.int32)


def _weighted(worths: Sequence[Sequence[Factor]], weights: Floats) -> list[Factor]:
    """A weighted sum of worths, as factors."""
    return [
        Factor(factor.scope, factor.values * weight)
        for factors, weight in zip(worths, weights.tolist(), strict=True)
        for factor in factors
    ]


def _weights(worths: Sequence[Sequence[Factor]], units: Floats, no_deal: Floats) -> Floats:
    """Weights of the signers for which the largest mean of gains is about as small as it can be.

    That is a game between the weights and the agreements, in which the weights of those who gain most by the best reply
    so far are lowered step by step (multiplicative weights; Freund & Schapire 1999). Any weights give a bound that is
    true; these give one that is close.
    """
    scopes = sorted({factor.scope for factors in worths for factor in factors})
    tables = []
    for scope in scopes:
        shape = next(factor.values.shape for factors in worths for factor in factors if factor.scope == scope)
        table = np.zeros((len(worths), int(np.prod(shape))))
        for row, factors in enumerate(worths):
            for factor in factors:
                if factor.scope == scope:
                    table[row] += factor.values.ravel() * units[row]
        tables.append(table)
    logs, lowest = np.zeros(len(worths)), np.inf
    weights = best = np.full(len(worths), 1 / len(worths))
    for step in range(STEPS):
        replies = [table[:, int((weights @ table).argmax())] for table in tables]
        gains = np.sum(replies, axis=0) - units * no_deal
        if (bound := float(weights @ gains)) < lowest:
            lowest, best = bound, weights
        logs -= gains / (np.abs(gains).max() or 1.0) / np.sqrt(1 + step)
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
    return best

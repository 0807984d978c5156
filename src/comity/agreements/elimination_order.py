"""The order in which issues are settled when agreements are eliminated, and what settling each does to the factors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.nondominated import Flags, Floats, Small, Whole, coded
from comity.agreements.space import Factor, Space

MANY, NARROW = 4096, 16
"""From how many rows on, and up to how many columns, rows are told apart column by column."""

Sum = tuple[Factor, ...]
"""A sum of factors."""


@dataclass(frozen=True)
class Objective:
    """A sum of factors of whole numbers that is to be large.

    needed: agreements that are worth less do not count; slack: sums that differ by no more are equal.
    """

    factors: tuple[Factor, ...]
    needed: int | None = None
    slack: int = 0


@dataclass(frozen=True)
class Plan:
    """The order in which issues are settled, and what each does to the factors.

    most: of each objective, and then of each watched sum, the sum of its factors' largest values; vary: the objectives
    that are not the same everywhere; spread: how far each could fall below its most; impossible: whether no agreement
    can be left; ways: by stage, the options by which the issue can be settled; watched: sums that are told of, and that
    nothing depends on.
    """

    space: Space
    objectives: tuple[Objective, ...]
    order: tuple[int, ...]
    moves: tuple[tuple[Move, ...], ...]
    most: Floats
    spread: Floats
    vary: Whole
    impossible: bool
    ways: tuple[Small, ...]
    watched: tuple[Sum, ...] = ()

    @classmethod
    def of(
        cls, space: Space, rules: tuple[Factor, ...], objectives: tuple[Objective, ...], watched: tuple[Sum, ...] = ()
    ) -> Plan:
        """The plan for agreements that break no rule and meet the needs of all objectives."""
        rules = tuple(rule for rule in rules if rule.values.any())
        sums = [*(each.factors for each in objectives), *watched]
        factors: list[tuple[int | None, Factor]] = [(None, rule) for rule in rules]
        factors += [(at, factor) for at, each in enumerate(sums) for factor in each]
        order = _order(space, [factor for _, factor in factors])
        stage_of = {issue: stage for stage, issue in enumerate(order)}
        moves: list[list[Move]] = [[] for _ in order]
        most, spread = np.zeros(len(sums)), np.zeros(len(sums))
        for number, (objective, factor) in enumerate(factors):
            axes = sorted(range(len(factor.scope)), key=lambda axis: stage_of[factor.scope[axis]])
            if objective is not None:
                largest = factor.values.max()
                most[objective] += largest
                spread[objective] += largest - factor.values.min()
            effects = _effects(factor, tuple(axes), objective is None)
            for axis, (follows, adds, breaks) in zip(axes, effects, strict=True):
                moves[stage_of[factor.scope[axis]]].append(Move(number, objective, follows, adds, breaks))
        slack = np.array([each.slack for each in objectives], dtype=float)
        fixed = np.flatnonzero(spread[: len(objectives)] <= slack)
        short = any(most[at] < need for at in fixed if (need := objectives[at].needed) is not None)
        impossible = short or any(rule.values.all() for rule in rules)
        stages = tuple(tuple(each) for each in moves)
        vary = np.flatnonzero(spread[: len(objectives)] > slack)
        ways = tuple(np.arange(space.sizes[issue], dtype=np.int32) for issue in order)
        return cls(space, objectives, order, stages, most, spread, vary, impossible, ways, watched)


@dataclass(frozen=True)
class Move:
    """What settling an issue does to one factor that mentions it, by the factor's class so far and the way of doing so.

    A factor's class is what it can still become: assignments of its settled issues that leave the same function of its
    open issues (up to a constant) have the same class. objective: the number of the objective, or, above these, of the
    watched sum; follows: the class that results; adds: the change of the most that the factor can still be; breaks:
    whether a rule is broken whatever follows.
    """

    factor: int
    objective: int | None
    follows: Small
    adds: Floats
    breaks: Flags


Effect = tuple[Small, Floats, Flags]
"""What settling an issue does to one factor, whatever it is a factor of: follows, adds and breaks of a `Move`."""


def _effects(factor: Factor, axes: tuple[int, ...], rule: bool) -> list[Effect]:
    """What settling each of a factor's issues does to it, in the order of some axes; rule: whether it is one."""
    name, kept = ("effects", axes, rule), factor.worked_out
    if name not in kept:
        kept[name] = list(_settled(factor.values.transpose(axes), rule))
    effects: list[Effect] = kept[name]
    return effects


def _settled(values: NDArray[np.generic], rule: bool) -> Iterator[Effect]:
    """The effects stage by stage; the axes of the values stand in the order of the stages."""
    classes = values.reshape(1, -1)
    for size in values.shape:
        rows = classes.reshape(len(classes) * size, -1)
        shape = (len(classes), size)
        adds, breaks = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
        if rule:
            breaks |= rows.all(axis=1)
        else:
            adds = rows.max(axis=1)
            rows = rows - adds[:, None]
            adds = adds - np.repeat(classes.max(axis=1), size)
        follows, firsts = _alike(rows)
        classes = rows[firsts]
        yield follows.reshape(shape).astype(np.int32), adds.reshape(shape), breaks.reshape(shape)


def _alike(rows: NDArray[Any]) -> tuple[Whole, list[int]]:
    """Each row's number, the same for rows that are equal, and where the first of each number stands.

    By their bytes: a case may have thousands of rules of a few rows each, for which numpy's own way is slow; but not
    the many steps of an amount.
    """
    if len(rows) > MANY and rows.shape[1] <= NARROW:
        code = coded((np.unique(column, return_inverse=True)[1] for column in rows.T), len(rows))
        _, first, kind = np.unique(code, return_index=True, return_inverse=True)
        order = np.argsort(first)
        return np.argsort(order)[kind], first[order].tolist()
    rows = np.ascontiguousarray(rows if rows.dtype == bool else rows + 0.0)  # -0.0 is 0.0
    numbers: dict[bytes, int] = {}
    firsts: list[int] = []
    found = []
    for at, row in enumerate(rows):
        number = numbers.setdefault(row.tobytes(), len(numbers))
        if number == len(firsts):
            firsts.append(at)
        found.append(number)
    return np.array(found, dtype=np.intp), firsts


def _order(space: Space, factors: Sequence[Factor]) -> tuple[int, ...]:
    """The issues in an order that keeps the number of states small: a matter of what the factors tell apart."""
    ties = [factor for factor in factors if len(factor.scope) > 1]
    told_apart = "order", tuple((factor.scope, *(kinds.tobytes() for kinds in _kinds(factor))) for factor in ties)
    if told_apart not in space.worked_out:
        space.worked_out[told_apart] = _worked_out(space, ties)
    order: tuple[int, ...] = space.worked_out[told_apart]
    return order


def _worked_out(space: Space, ties: Sequence[Factor]) -> tuple[int, ...]:
    """The same for factors of several issues.

    Greedy, from several first issues: next comes the issue after which the open factors can tell the fewest partial
    agreements apart. Issues that no rule or linkage ties to others come last, the largest first: they add no states.
    """
    kinds: list[dict[int, Whole]] = [{} for _ in space.sizes]
    for number, factor in enumerate(ties):
        for axis, issue in enumerate(factor.scope):
            kinds[issue][number] = _kinds(factor)[axis]
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


def _kinds(factor: Factor) -> tuple[Whole, ...]:
    """The options of each issue of a factor, numbered so that those are equal that it does not tell apart."""
    if "kinds" not in factor.worked_out:
        factor.worked_out["kinds"] = tuple(_kinds_along(factor.values, axis) for axis in range(factor.values.ndim))
    kinds: tuple[Whole, ...] = factor.worked_out["kinds"]
    return kinds


def _kinds_along(values: NDArray[np.generic], axis: int) -> Whole:
    rows = np.moveaxis(values, axis, 0).reshape(values.shape[axis], -1)
    if rows.dtype != bool:
        rows = rows - rows.max(axis=1, keepdims=True)
    return _alike(rows)[0]

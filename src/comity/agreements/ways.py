"""Some of the steps of an amount instead of all, and by how much any other exceeds them at most.

An amount has thousands of steps, and to no party does it matter much whether it is this step or the next. Options that
stand next to each other and leave every rule and linkage as it is make a piece; of a piece both ends are kept, and so
many options between them that from one to the next no objective changes by more than a part of its scale. An agreement
is then rounded, each issue to the option kept before it or after it, and where several issues are rounded, one of the
ways of doing so gives each objective some of what it loses elsewhere: what remains is bounded case by case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from comity.agreements.elimination_order import Move, Plan
from comity.agreements.nondominated import Floats, Whole, coded, nondominated

FEW = 8
"""Up to how many options of an issue are all kept: leaving out of few would lose much and gain little."""

TOGETHER = 3
"""How many issues are rounded with a view to each other."""

FINEST = 16
"""Into how many shares a part is divided at most where roundings are told apart."""

HARDLY = 1e-9
"""What is over a whole number of shares by no more is not rounded up to the next."""

COMBINED = 1 << 18
"""How many combinations of roundings are looked at together, at most."""


def sampled(plan: Plan, parts: float) -> Plan:
    """The same plan with some options of every issue that has many.

    parts: into how many parts the spread of every objective is divided; from one option kept to the next of its piece
    no objective changes by more than one.
    """
    kept = [
        np.arange(len(ways))
        if len(ways) <= FEW
        else _kept(_way(plan, moves, len(ways)) * parts, _apart(moves, len(ways)))
        for moves, ways in zip(plan.moves, plan.ways, strict=True)
    ]
    moves = tuple(tuple(_of(move, at) for move in moves) for moves, at in zip(plan.moves, kept, strict=True))
    return replace(plan, moves=moves, ways=tuple(ways[at] for ways, at in zip(plan.ways, kept, strict=True)))


def _of(move: Move, at: Whole) -> Move:
    return replace(move, follows=move.follows[:, at], adds=move.adds[:, at], breaks=move.breaks[:, at])


def _apart(moves: Sequence[Move], size: int) -> NDArray[np.bool_]:
    """Between which neighbouring options a rule or a linkage differs."""
    apart = np.zeros(size - 1, dtype=bool)
    for move in moves:
        for values in (move.follows, move.breaks):
            apart |= (values[:, 1:] != values[:, :-1]).any(axis=0)
    return apart


def _way(plan: Plan, moves: Sequence[Move], size: int) -> Floats:
    """How far it is from the first option to each, step by step, in spreads of the objective that changes most."""
    lapse = np.zeros((len(plan.vary), size - 1))
    columns = {objective: column for column, objective in enumerate(plan.vary.tolist())}
    for move in moves:
        if move.objective in columns:
            lapse[columns[move.objective]] += np.abs(np.diff(move.adds, axis=1)).max(axis=0)
    lapse /= plan.spread[plan.vary][:, None]
    return np.concatenate([[0.0], np.cumsum(lapse.max(axis=0, initial=0.0))])


def _kept(way: Floats, apart: NDArray[np.bool_]) -> Whole:
    """The ends of all pieces, and of those between the last ones that lie no more than 1 behind where they should."""
    begins = np.concatenate([[True], apart])
    piece, first = np.cumsum(begins) - 1, np.flatnonzero(begins)
    last = np.append(first[1:], len(way)) - 1
    length = way[last] - way[first]
    many = np.maximum(1, np.ceil(length - 1e-9))
    share = (way - way[first][piece]) / np.where(length > 0, length, 1.0)[piece]
    at = np.floor(share * many[piece] + 1e-9)
    kept = begins.copy()
    kept[last] = True
    kept[1:] |= at[1:] != at[:-1]
    return np.flatnonzero(kept)


def exceeding(plan: Plan, some: Plan) -> Floats:
    """By how much an agreement can exceed the nearest of those that have only the options kept, by varied objective.

    For every agreement there is one of them that breaks the same rules and that it exceeds in no objective by more.
    """
    spread = plan.spread[plan.vary]
    roundings = list(_by_issue(plan, some))
    total = np.zeros(len(spread))
    for at in range(0, len(roundings), TOGETHER):
        total += _together([each / spread for each in roundings[at : at + TOGETHER]]) * spread
    return total


def _by_issue(plan: Plan, some: Plan) -> Iterator[Floats]:
    """Of issues of which not all options are kept, what is lost by rounding: by option, down and up, and objective."""
    columns = {objective: column for column, objective in enumerate(plan.vary.tolist())}
    for moves, ways, kept in zip(plan.moves, plan.ways, some.ways, strict=True):
        at = np.arange(len(ways))
        below = np.searchsorted(kept, ways, side="right") - 1
        above = np.minimum(below + (kept[below] != ways), len(kept) - 1)
        ends = np.searchsorted(ways, kept[below]), np.searchsorted(ways, kept[above])
        lost = np.zeros((len(ways), 2, len(columns)))
        for move in moves:
            if move.objective in columns:
                for side, end in enumerate(ends):
                    lost[:, side, columns[move.objective]] += (move.adds[:, at] - move.adds[:, end]).max(axis=0)
        if len(kept) < len(ways) and lost.size:
            yield lost


def _together(lost: Sequence[Floats]) -> Floats:
    """What is lost at most, in spreads, where each combination is rounded in the way that loses least."""
    for shares in range(FINEST, 0, -1):
        kinds = [_kinds(each, shares) for each in lost]
        if np.prod([float(len(each)) for each in kinds]) <= COMBINED or shares == 1:
            break
    objectives = lost[0].shape[2]
    shape = [len(each) for each in kinds]
    worst = np.full(shape, np.inf)
    chosen = np.zeros((*shape, objectives))
    for sides in product((0, 1), repeat=len(kinds)):
        total = np.zeros((*([1] * len(kinds)), objectives))
        for axis, (kind, side) in enumerate(zip(kinds, sides, strict=True)):
            total = total + kind[:, side].reshape([-1 if at == axis else 1 for at in range(len(kinds))] + [objectives])
        furthest = total.max(axis=-1)
        better = furthest < worst
        worst = np.where(better, furthest, worst)
        chosen[better] = total[better]
    most: Floats = np.maximum(0.0, chosen.reshape(-1, objectives).max(axis=0))
    return most


def _kinds(lost: Floats, shares: int) -> Floats:
    """The same with what is lost rounded up to some shares of the most, without what another exceeds in everything."""
    share = np.abs(lost).max() / shares or 1.0
    flat = np.ceil(lost.reshape(len(lost), -1) / share - HARDLY)
    whole = (flat - flat.min(axis=0)).astype(np.intp)
    flat = flat[np.unique(coded(whole.T, len(whole)), return_index=True)[1]]
    kept = flat[nondominated(flat, np.zeros(len(flat), dtype=np.intp))]
    kinds: Floats = ((kept + HARDLY) * share).reshape(-1, *lost.shape[1:])
    return kinds

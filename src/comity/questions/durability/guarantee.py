"""The least guarantee: how likely must help be for the peace to hold?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from comity.questions.durability.batch import in_chunks
from comity.questions.durability.chain import occurring
from comity.questions.durability.game import Array, Flags, Game, Integers, Terms
from comity.questions.durability.payoffs import payoffs_of
from comity.questions.durability.solve import lasting_peace

_TOGETHER = 350
"""As many games are solved in hardly more time than a few."""


def least(holds: Callable[[Array, Integers], Flags], batch: int, tolerance: float = 1e-6) -> Array:
    """What is the least level, 0 to 1, at which something holds? By bisection, ``(batch,)``.

    holds: whether it holds at levels ``(levels, games)`` in those games, of which the places in the batch are given,
        ``(games,)``; what holds at a level is taken to hold above it.
    tolerance: the answer holds, and is at most this above the least level.
    NaN where it does not hold even at 1.

    Both ends are looked at first, and the games in which the level lies between them are bisected; where these are few,
    all levels that the next halvings may come to are looked at together.
    """
    at_none, at_all = holds(np.repeat([[0.0], [1.0]], batch, axis=1), np.arange(batch))
    between = np.flatnonzero(at_all & ~at_none)
    fails, found = np.zeros(between.size), np.ones(between.size)
    halvings = int(np.ceil(-np.log2(tolerance))) if between.size else 0
    while halvings:
        together = min(halvings, max(1, int(np.log2(_TOGETHER / between.size + 1.0))))
        width = 0.5**together * (found - fails)
        good = holds(fails + width * np.arange(1, 2**together)[:, None], between)
        low, high = np.zeros(between.size, dtype=np.int64), np.full(between.size, 2**together)
        for _ in range(together):
            middle = (low + high) // 2
            holds_there = good[middle - 1, np.arange(between.size)]
            low, high = np.where(holds_there, low, middle), np.where(holds_there, middle, high)
        fails, found = fails + low * width, fails + high * width
        halvings -= together
    level = np.where(at_none, 0.0, np.nan)
    level[between] = found
    return level


def least_guarantee(game: Game, terms: Terms) -> Array:
    """What part of the guarantee is the least that makes the agreement self-enforcing? 0 to 1, ``(batch,)``.

    ``terms.guarantee`` is the guarantee at full strength, with its decay and its regimes; where that starts
    at 1 the answer is the least guarantee itself. With shares as the batch it is the curve of land against
    guarantee. NaN where even all of it is not enough, or where the defender would attack, which no guarantee
    against the challenger prevents.
    """
    return in_chunks(_least_guarantee, game, terms)


def _least_guarantee(game: Game, terms: Terms) -> Array:
    # If peace is to last its worth does not depend on the guarantee, and the worth of attacking is linear in
    # the part of it that is given: two parts, none and all, give the part at which each margin is nil.
    payoffs, bare = payoffs_of(game, terms), payoffs_of(game, replace(terms, guarantee=0.0))
    hold, tie, occurs = lasting_peace(bare), bare.tie[:, None], occurring(terms)
    none, all_ = hold[0] - bare.attack[0], hold[0] - payoffs.attack[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(occurs & (none < -tie[0]), none / (none - all_), 0.0)
    unmet = occurs & ((all_ < -tie[0]) | (hold[1] - bare.strike[1] < -tie[1]))
    return np.where(unmet.any(axis=(0, 1)), np.nan, part.max(axis=(0, 1)).clip(max=1.0))

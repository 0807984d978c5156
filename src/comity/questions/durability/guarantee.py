"""The least guarantee: how likely must help be for the peace to hold?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from comity.questions.durability.batch import in_chunks
from comity.questions.durability.chain import occurring
from comity.questions.durability.game import Array, Flags, Game, Terms
from comity.questions.durability.payoffs import payoffs_of
from comity.questions.durability.solve import lasting_peace


def least(holds: Callable[[Array], Flags], batch: int, tolerance: float = 1e-6) -> Array:
    """What is the least level, 0 to 1, at which something holds? By bisection, ``(batch,)``.

    holds: whether it holds at levels ``(batch,)``; what holds at a level is taken to hold above it.
    tolerance: the answer holds, and is at most this above the least level.
    NaN where it does not hold even at 1.
    """
    fails, found = np.zeros(batch), np.ones(batch)
    at_least, at_most = holds(fails), holds(found)
    for _ in range(int(np.ceil(-np.log2(tolerance)))):
        middle = (fails + found) / 2.0
        good = holds(middle)
        fails, found = np.where(good, fails, middle), np.where(good, middle, found)
    return np.where(at_least, 0.0, np.where(at_most, found, np.nan))


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

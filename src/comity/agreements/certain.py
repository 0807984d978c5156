"""What holds for every value in the judged ranges, for some, and how far all judgements may be off at once.

No distribution is assumed, and nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comity.agreements.judged import Balance, Whole
from comity.agreements.ruling import Ruling
from comity.agreements.worth import HIGH, LOW, MIDDLE

Floats = NDArray[np.float64]

_STEPS = 50  # halvings of 0..1 for a radius that has no closed form


@dataclass(frozen=True)
class Certain:
    """Over some agreements, one place each: whether it passes for certain, possibly, and how robustly.

    It passes where every signer accepts it, or by the rule of the case. necessary: for every value in the ranges;
    possible: for some (where two share a judged number this is an upper bound, since it may then stand at both of its
    ends; by the same reason necessary is a lower bound where not everybody must accept); middle: in the middle of all
    ranges; radius: the largest part, 0 to 1, of the way from its middle to either end that every number may be off at
    once while it still passes, NaN where it does not in the middle (worked out where it is asked for).
    """

    necessary: NDArray[np.bool_]
    possible: NDArray[np.bool_]
    _balances: tuple[Balance, ...]
    _ruling: Ruling

    @cached_property
    def middle(self) -> NDArray[np.bool_]:
        """By agreement, whether it passes in the middle of all ranges."""
        return self._ruling.passes([balance.middle >= 0 for balance in self._balances])

    @cached_property
    def radius(self) -> NDArray[np.float64]:
        """By agreement, how far every number may be off at once."""
        own = [np.where(balance.middle >= 0, np.minimum(radius_of(balance), 1.0), -1.0) for balance in self._balances]
        radius = np.zeros(len(self.possible))
        for each in own:  # it is that of one of them: of the last without whom it would not pass any more
            passes = self._ruling.passes([other >= each for other in own])
            radius = np.where(passes, np.maximum(radius, each), radius)
        return np.where(self.middle, np.where(self.necessary, 1.0, radius), np.nan)


def certain(balances: Sequence[Balance], ruling: Ruling) -> Certain:
    """What is certain of some agreements.

    balances: of everyone asked over them; ruling: by what rule they pass.
    """
    necessary, possible = (ruling.passes([balance.extremes[end] >= 0 for balance in balances]) for end in (0, 1))
    return Certain(necessary, possible, tuple(balances), ruling)


class _Floats:
    """What a balance is made of, in floating point: weights, ratings, additions and the no-deal value."""

    def __init__(self, weights: Whole, ratings: Whole, adds: Whole, no_deal: int) -> None:
        self.weights: Floats = weights.astype(float)
        self.ratings: Floats = ratings.astype(float)
        self.adds: Floats = adds.astype(float)
        self.no_deal = float(no_deal)


def radius_of(balance: Balance) -> Floats:
    """The radius of every agreement for one party alone, 0 where it refuses in the middle.

    Its gain in the middle over the most that its numbers can take from it, where its weights are certain; else found by
    halving, to fifteen digits.
    """
    judged, account = balance.judged, balance.account
    low, middle, high = (_Floats(*balance.whole(judged.at(end))) for end in (LOW, MIDDLE, HIGH))
    spread = ((high.adds - low.adds) + (high.no_deal - low.no_deal)) / 2
    if not account.mean or (low.weights == high.weights).all():
        shares = middle.weights if account.mean else np.ones(len(account.issues))
        total = shares.sum() if account.mean else 1.0
        width = ((high.ratings - low.ratings) / 2 * shares).sum(axis=1) + total * spread
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(width > 0, np.maximum(balance.middle.astype(float), 0) / width, 1.0)
    inside, outside = np.zeros(len(spread)), np.ones(len(spread))
    for _ in range(_STEPS):
        part = (inside + outside) / 2
        terms = middle.ratings - part[:, None] * (high.ratings - low.ratings) / 2
        terms += (middle.adds - middle.no_deal - part * spread)[:, None]
        half = part[:, None] * (high.weights - low.weights) / 2
        kept = (terms * middle.weights - np.abs(terms) * half).sum(axis=1) >= 0
        inside, outside = np.where(kept, part, inside), np.where(kept, outside, part)
    return inside

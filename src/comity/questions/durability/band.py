"""Bands: a number at the middle of every estimate, and the ends that hold nine in ten of the draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from comity.finding import Band
from comity.questions.durability.game import Array

Way: TypeAlias = Literal["rises", "falls", "neither"]
"""What a number does when something else is changed; neither: in hardly any draw one or the other."""

Sureness: TypeAlias = Literal["clear", "more often than not", "not clear"]
"""In how many draws it goes that way: four in five, more than half, fewer."""

SELDOM = 0.05
OFTEN = 0.5
CLEAR = 0.8
"""Parts of the draws: up to which a direction is none, above which it is the usual one, and from which it is clear."""


def band_of(values: Array) -> Band:
    """The band of values ``(1 + draws,)``, of which the first is at the middles; NaN counts as beyond all."""
    [band] = bands_of(values[None])
    return band


def bands_of(values: Array) -> tuple[Band, ...]:
    """The bands of several numbers ``(numbers, 1 + draws)``, each as in `band_of`."""
    beyond = np.where(np.isnan(values), np.inf, values)
    low, high = np.quantile(beyond, (0.05, 0.95), method="nearest", axis=-1)
    mid = beyond[:, 0]
    ends = zip(np.minimum(low, mid).tolist(), mid.tolist(), np.maximum(high, mid).tolist(), strict=True)
    return tuple(Band(*each) for each in ends)


@dataclass(frozen=True)
class Tendency:
    """In which direction something goes over the draws.

    rises, falls: in which part of the draws it does, 0 to 1; way: the one that it does more often, neither where
    both are seldom; sure: how often that is.
    """

    rises: float
    falls: float
    way: Way
    sure: Sureness

    @classmethod
    def of(cls, change: Array, even: Way = "rises", beyond: float = 0.0) -> Tendency:
        """The tendency of changes ``(1 + draws,)``, of which the first is at the middles and does not count.

        even: the way where it rises as often as it falls; beyond: changes up to this are none.
        """
        rises, falls = float((change > beyond)[1:].mean()), float((change < -beyond)[1:].mean())
        return cls.told(rises, falls, even)

    @classmethod
    def told(cls, rises: float, falls: float, even: Way = "rises") -> Tendency:
        """The tendency, where it rises and falls in those parts of the draws."""
        most = max(rises, falls)
        sure: Sureness = "clear" if most >= CLEAR else "more often than not" if most > OFTEN else "not clear"
        if most < SELDOM:
            return cls(rises, falls, "neither", sure)
        return cls(rises, falls, even if rises == falls else "rises" if rises > falls else "falls", sure)

    def json(self) -> dict[str, float | str]:
        """Both parts of the draws, the way and how sure it is."""
        return {"rises": self.rises, "falls": self.falls, "way": self.way, "sure": self.sure}

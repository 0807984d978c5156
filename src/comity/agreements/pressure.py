"""How far a message moves a judgement at a pressure, and at which one it moves most at worst.

At pressure u a message closes rapport * g(u) of the gap to its limit, with

    g(u) = u - (b/2) max(0, u - k)^2

so nothing is lost up to k, g is largest at A = k + 1/b and 0 again at T = k + (1 + sqrt(1 + 2bk)) / b; beyond it the
judgement moves the other way. People can judge A and T: with c = 1/b, k = sqrt(T (2A - T)) and c = A - k, which needs
A < T <= 2A.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.case.estimate import Estimate
from comity.case.ties import Tie

FULL = 100.0
"""The pressure of the case file that is 1 here."""

Floats = NDArray[Any]


@dataclass(frozen=True)
class Backlash:
    """Where pressing begins to cost, and how fast.

    free: the pressure up to which nothing is lost (k), from 0; bends: how fast the loss grows beyond it (b), above 0.
    """

    free: float
    bends: float

    @classmethod
    def of(cls, best: float, turns: float) -> Backlash:
        """That with the largest movement at `best` and none left at `turns`: best < turns <= 2 best."""
        free = math.sqrt(max(0.0, turns * (2 * best - turns)))
        return cls(free, 1 / (best - free))

    @property
    def best(self) -> float:
        """The pressure that moves most."""
        return self.free + 1 / self.bends

    @property
    def turns(self) -> float:
        """The pressure from which on it backfires."""
        return self.free + (1 + math.sqrt(1 + 2 * self.bends * self.free)) / self.bends

    def moved(self, pressure: float) -> float:
        """Which part of its rapport a message at a pressure moves; below 0 where it backfires."""
        return pressure - self.bends / 2 * max(0.0, pressure - self.free) ** 2


@dataclass(frozen=True)
class Movement:
    """How far a messenger moves a judgement: ranges of rapport, of the best pressure and of the one where it turns.

    rapport: 0 to 1; best, turns: in pressures of 1, low end and high end. Only pairs count of which the pressure that
    turns is at most twice the best one.
    """

    rapport: tuple[float, float]
    best: tuple[float, float]
    turns: tuple[float, float]

    @classmethod
    def of(cls, tie: Tie) -> Movement:
        """That of a tie as judged."""
        return cls(_ends(tie.rapport), _ends(tie.best), _ends(tie.turns))

    @property
    def robust(self) -> float:
        """The pressure at which the least movement that the ranges allow is largest: the low end of the best one.

        For pressures below T, g rises with A, so the worst A is its low end, whatever T; g is then largest at just that
        pressure for every T. (In terms of k and b: k at its low end plus 1/b at its high end.)
        """
        return self.best[0]

    def least(self, pressures: Floats) -> Floats:
        """The least of the gap that a message closes at each of some pressures, below 0 where it backfires.

        It lies at a corner of the ranges: for T fixed, g rises with A where the pressure is below T and falls beyond
        it; for A fixed, it is least at an end of the range of T.
        """
        (low, high), (first, last) = self.best, self.turns
        corners = [(low, first), (low, min(last, 2 * low)), (high, first), (high, last)]
        moved: Floats = np.minimum.reduce([_moved(Backlash.of(*each), pressures) for each in corners])
        return moved * np.where(moved > 0, *self.rapport)

    def parts(self, pressure: float) -> tuple[float, float]:
        """The least and the most of the gap that a message at a pressure closes, below 0 where it backfires.

        For A fixed, g is largest at the T for which 1/b is |u - A|, or at the end of the range that is nearest to it.
        """
        (low, high), (first, last) = self.best, self.turns
        pairs = [(low, first), (high, first), (high, last), (max(low, last / 2), last)]
        for best in self.best:
            width = abs(pressure - best)
            if width < best:
                turns = best + math.sqrt(width * (2 * best - width))
                pairs.append((best, min(max(turns, first), last, 2 * best)))
        most = max(Backlash.of(*each).moved(pressure) for each in pairs)
        part = most * (self.rapport[1] if most > 0 else self.rapport[0])
        return float(self.least(np.array(pressure))), part


def _moved(backlash: Backlash, pressures: Floats) -> Floats:
    return pressures - backlash.bends / 2 * np.maximum(0.0, pressures - backlash.free) ** 2


def _ends(estimate: Estimate) -> tuple[float, float]:
    return estimate.low / FULL, estimate.high / FULL

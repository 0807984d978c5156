"""Readings of the ranges: every judged number at some value within its range, one reading a draw."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from comity.agreements.alike import in_order
from comity.agreements.judged import Judged
from comity.agreements.low_discrepancy import points
from comity.agreements.space import Space
from comity.case.model import Case

DRAWS, SEED = 4096, 0
"""How many readings there are, and of which seed, wherever nothing else is said."""

Shape = Literal["uniform", "triangular", "correlated"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
"""How a number may lie in its range: evenly and independently; likelier in the middle; evenly, with what no deal is
worth to one signer higher where it is higher to the others."""

TOGETHER = 0.5
"""How closely no-deal values go together where they do: the correlation of the normal scores behind them."""

Floats = NDArray[np.float64]


def drawn_from(case: Case) -> tuple[Any, ...]:
    """All that readings depend on, as copies: what is kept of a case must not change with it."""
    interests = dict(case.parties), dict(case.interests), case.linkages
    rule = case.consent, tuple(dict(issue.needs) for issue in case.issues.values())
    return Space.of(case), *interests, case.red_lines, case.conditions, *rule


@dataclass(frozen=True)
class Readings:
    """How the values of judged numbers are drawn.

    judged: the numbers; places: those that are ranges, in the order of the columns of points that they have; shape,
    seed: of the draws; together: how closely no-deal values go together where the shape is `correlated`, 0 to 1.
    """

    judged: Judged
    places: tuple[int, ...]
    shape: Shape = "uniform"
    seed: int = SEED
    together: float = TOGETHER

    @classmethod
    def of(cls, case: Case, judged: Judged, shape: Shape = "uniform", seed: int = SEED) -> Readings:
        """The readings of a case: no name and no order in its file changes which number has which values."""
        source = (*drawn_from(case), judged.numbers)
        places = case.kept.of("order of the readings", source, lambda: in_order(case, judged, judged.ranged))
        return cls(judged, places, shape, seed)

    def parts(self, first: int, number: int) -> Floats:
        """Where in its range each number lies, 0 to 1: a row a draw, a column a ranged number.

        first: the number of the first draw, from 0; the same draws come whatever stretches they are asked for in.
        """
        asked = first, number, len(self.places) + (self.shape == "correlated"), self.seed
        usual = first + number <= DRAWS  # of these many there is always the same question
        among = (
            self.judged.kept.of(("points", first), asked, lambda: points(*asked), keep=1) if usual else points(*asked)
        )
        parts = among[:, : len(self.places)]
        if self.shape == "triangular":
            return np.where(parts < 0.5, np.sqrt(parts / 2), 1 - np.sqrt((1 - parts) / 2))
        if self.shape == "correlated":
            parts = parts.copy()
            for column, place in enumerate(self.places):
                if self.judged.numbers[place].kind == "no_deal":
                    parts[:, column] = _drawn_together(parts[:, column], among[:, -1], self.together)
        return parts

    def at(self, parts: Floats) -> Floats:
        """The values of all numbers, in points, where the ranged ones lie at some parts of their ranges."""
        values = np.tile([float(number.ends[1]) for number in self.judged.numbers], (len(parts), 1))
        low, high = (np.array([float(self.judged.numbers[place].ends[end]) for place in self.places]) for end in (0, 2))
        values[:, list(self.places)] = low + (high - low) * parts
        return values

    def values(self, first: int, number: int) -> Floats:
        """The values of all numbers in some draws, in points: a row a draw, a column a number."""
        return self.at(self.parts(first, number))


def _drawn_together(own: Floats, common: Floats, together: float) -> Floats:
    """Numbers in 0..1 drawn towards a common one by a Gaussian copula: each by itself stays uniform (Sklar 1959)."""
    scores = math.sqrt(together) * _scores(common) + math.sqrt(1 - together) * _scores(own)
    return np.array([0.5 * (1 + math.erf(score / math.sqrt(2))) for score in scores.tolist()])


def _scores(parts: Floats) -> Floats:
    normal = NormalDist()
    return np.array([normal.inv_cdf(part) for part in parts.tolist()])

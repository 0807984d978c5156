"""What one more point for one signer costs another, between efficient agreements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.agreements.efficient import Efficient
from comity.finding import Band

TRADED = 2000
"""Between how many points prices are sought, at most."""


@dataclass(frozen=True)
class Price:
    """What one more point for one signer costs another, where it can be had at the cost of that one alone.

    gains, loses: the two signers; cheapest, typical, dearest: the smallest, middle and largest price over the efficient
    outcomes from which it can be had, in points of the one that loses for each point of the one that gains; from_first:
    the price from the first outcome (from the least to the most, where several share that place), None where it cannot
    be had from each of them; points: from how many outcomes it can be had.
    """

    gains: str
    loses: str
    cheapest: float
    typical: float
    dearest: float
    from_first: Band | None
    points: int

    def json(self) -> dict[str, Any]:
        """The price by the names of its fields."""
        return {
            "gains": self.gains,
            "loses": self.loses,
            "typical": self.typical,
            "cheapest": self.cheapest,
            "dearest": self.dearest,
            "from_first": self.from_first and self.from_first.one,
            "from_first_range": self.from_first and self.from_first.json(),
            "points": self.points,
        }


def prices(efficient: Efficient, rows: Sequence[int], varying: Sequence[int], first: int = 1) -> tuple[Price, ...]:
    """The prices between the first TRADED of some rows, for every two signers between whom there is one.

    rows: of the efficient points, in the order in which they are told; varying: the columns of the signers who trade;
    first: how many of the rows share the first place.
    From a point, the price of a point for one signer is the smallest loss of the other for each point gained, over
    all moves to another efficient point by which the one gains, the other loses and no other signer loses.
    """
    signers = efficient.signers
    units = np.array([float(worth.unit) for worth in signers])
    slack = np.array([worth.slack for worth in signers], dtype=float)
    worths = efficient.points.worths[list(rows[:TRADED])]
    pairs = [(gainer, loser) for gainer in varying for loser in varying if gainer != loser]
    if not pairs:
        return ()
    cheapest = np.full((len(pairs), len(worths)), np.inf)
    for start, base in enumerate(worths):
        moved = worths - base
        loses = moved < -slack
        one = np.flatnonzero(loses.sum(axis=1) == 1)
        moved, loser_of = moved[one], loses[one].argmax(axis=1)
        gains, moved = moved > slack, moved * units
        for at, (gainer, loser) in enumerate(pairs):
            which = gains[:, gainer] & (loser_of == loser)
            cheapest[at, start] = (-moved[which, loser] / moved[which, gainer]).min(initial=np.inf)
    told = []
    for (gainer, loser), costs in zip(pairs, cheapest, strict=True):
        if (had := costs[np.isfinite(costs)]).size:
            least, middle, most = (round(float(price), 9) for price in (had.min(), np.median(had), had.max()))
            at_first = costs[:first].round(9)
            from_first = Band.over(at_first.tolist()) if np.isfinite(at_first).all() else None
            told.append(Price(signers[gainer].party, signers[loser].party, least, middle, most, from_first, had.size))
    return tuple(told)

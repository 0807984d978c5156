"""How the picks move when what no deal is worth to one signer moves through its range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.efficient import Efficient
from comity.agreements.picks import SOLUTIONS, Gains, Picks
from comity.agreements.worth import HIGH, LOW, MIDDLE
from comity.case.model import Case
from comity.finding import Band


@dataclass(frozen=True)
class Moved:
    """What one solution picks as one signer's no-deal value goes from low to high, the others staying in the middle.

    signer: whose no-deal value moves; no_deal: the range it moves through, in points; solution: its short name; low,
    middle, high: what the pick is worth to that signer, in points (from the least to the most, where several tie), with
    its no-deal value there, None where no agreement is left or the solution is not defined; picks: how many of the
    three differ, 1 where the same is picked throughout.
    """

    signer: str
    no_deal: Band
    solution: str
    low: Band | None
    middle: Band | None
    high: Band | None
    picks: int

    @property
    def _ends(self) -> dict[str, Band | None]:
        return {"low": self.low, "middle": self.middle, "high": self.high}

    def json(self) -> dict[str, Any]:
        """The move for other programs: a worth that ties leave open is None, and its range stands beside it."""
        return {
            "signer": self.signer,
            "no_deal": self.no_deal.json(),
            "solution": self.solution,
            "worth": {end: worth and worth.one for end, worth in self._ends.items()},
            "worth_range": {end: worth and worth.json() for end, worth in self._ends.items()},
            "picks": self.picks,
        }


def moved(case: Case, frontier: Efficient, weights: Mapping[str, float]) -> tuple[Moved, ...]:
    """How each solution answers, for every signer whose no-deal value is a range.

    frontier: the efficient agreements with every no-deal value at the low end of its range; weights: as in `Picks.of`.
    """
    return tuple(move for at in range(len(frontier.signers)) for move in _moved(case, frontier, weights, at))


def _moved(case: Case, frontier: Efficient, weights: Mapping[str, float], at: int) -> Iterator[Moved]:
    """The same for one signer."""
    worth = frontier.signers[at]
    stated = case.interest_of(worth.party).no_deal
    if stated is None or not stated.is_range:
        return
    no_deal = Band(stated.low, float(stated.point), stated.high)
    solved = []
    for end in (LOW, MIDDLE, HIGH):
        gains = Gains.of(frontier, {worth.party: end})
        solved.append(Picks.of(gains, weights).by_name() if gains.rows else None)
    for name in SOLUTIONS:
        picked = [rows and rows[name] for rows in solved]
        low, middle, high = (
            Band.over(worth.points(frontier.points.worths[row, at]) for row in rows) if rows else None
            for rows in picked
        )
        yield Moved(worth.party, no_deal, name, low, middle, high, len(set(picked)))

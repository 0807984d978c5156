"""Measures that would build confidence: how many agreements each would make possible, as judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.case.estimate import Estimate
from comity.case.measure import Measure
from comity.case.model import Case, Interest
from comity.case.no_deal import NoDealValue
from comity.finding import Band
from comity.questions.possible import possible


@dataclass(frozen=True)
class Opened:
    """What one measure would open.

    measure: its short name; agreements: how many are possible once it is taken: mid in the middle of what it moves,
    low and high at its ends; before: how many are now; moves: by party, from what no deal is worth now to what it would
    be then, both in the middle; cost: what it costs who takes it, None where that is not said.
    """

    measure: str
    agreements: Band
    before: int
    moves: Mapping[str, tuple[float, float]]
    cost: Band | None = None

    @property
    def adds(self) -> int:
        """How many agreements it adds, in the middle; below 0 where it takes some away."""
        return int(self.agreements.mid) - self.before

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "measure": self.measure,
            "agreements": self.agreements.json(),
            "before": self.before,
            "adds": self.adds,
            "cost": None if self.cost is None else self.cost.json(),
            "moves": {party: {"from": before, "to": after} for party, (before, after) in self.moves.items()},
        }


def opened_by(case: Case) -> tuple[Opened, ...] | None:
    """What each measure of a case would open, the one that adds most first; None where agreements cannot be counted."""
    before = possible(case)
    if before is None or not before.complete:
        return None
    found = []
    for name, measure in case.measures.items():
        ends = ("low", "mid", "high") if any(each.no_deal.is_range for each in measure.moves.values()) else ("mid",)
        left = [_count(case, measure, end) for end in ends] if measure.moves else [before.number]
        counts = [number for number in left if number is not None]
        if len(counts) < len(left):
            return None
        moves = {
            party: (float(no_deal.point), float(each.no_deal.point))
            for party, each in measure.moves.items()
            if (no_deal := case.interest_of(party).no_deal) is not None
        }
        band = Band(float(min(counts)), float(counts[len(counts) // 2]), float(max(counts)))
        cost = None
        if measure.cost is not None:
            cost = Band(measure.cost.low, float(measure.cost.point), measure.cost.high)
        found.append(Opened(name, band, before.number, moves, cost))
    return tuple(sorted(found, key=lambda each: (-each.adds, each.measure)))


def _count(case: Case, measure: Measure, end: str) -> int | None:
    """How many agreements are possible once a measure is taken, at an end of what it moves."""
    left = possible(_moved(case, {party: _at(each.no_deal, end) for party, each in measure.moves.items()}))
    return None if left is None or not left.complete else left.number


def _at(estimate: Estimate, end: str) -> NoDealValue:
    value = {"low": estimate.low, "mid": float(estimate.point), "high": estimate.high}[end]
    return NoDealValue.model_validate(f"{value!r}")


def _moved(case: Case, moved: Mapping[str, NoDealValue]) -> Case:
    """A case in which no deal is worth something else to some parties."""
    interests = dict(case.interests)
    for party, no_deal in moved.items():
        own = interests.get(party) or Interest(scale=case.scale_of(party))
        interests[party] = own.model_copy(update={"no_deal": no_deal})
    return case.altered((), (), interests=interests)

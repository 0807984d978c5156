"""Efficient outcomes with their names: what an efficient point is worth to the signers, and its agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.picks import Gains
from comity.agreements.space import Agreement
from comity.finding import Band

LISTED = 5
"""How many agreements of an outcome are listed, at most; all are counted."""


@dataclass(frozen=True)
class Outcome:
    """Efficient agreements that are worth the same to every signer.

    worth: by signer, in points of 0 to 100; gains: by signer, the points gained over no deal at the middle of its
    range; total: the sum of the gains; agreements: the first few of them; count: how many there are.
    """

    worth: Mapping[str, float]
    gains: Mapping[str, float]
    total: float
    agreements: tuple[Agreement, ...]
    count: int

    @classmethod
    def of(cls, gains: Gains, row: int) -> Outcome:
        """The outcome of a row of the efficient points."""
        exact = {worth.party: gains.exact(row, at) for at, worth in enumerate(gains.efficient.signers)}
        return cls(
            worth=gains.efficient.worth(row),
            gains={party: float(gain) for party, gain in exact.items()},
            total=float(sum(exact.values())),
            agreements=gains.efficient.agreements(row),
            count=gains.efficient.points.counts[row],
        )

    def json(self) -> dict[str, Any]:
        """The outcome for other programs."""
        return {
            "worth": dict(self.worth),
            "gains": dict(self.gains),
            "sum": self.total,
            "agreements": [dict(deal.options) for deal in self.agreements],
            "agreements_count": self.count,
        }


def one_or_range(name: str, number: Band | None) -> dict[str, Any]:
    """A number that may depend on which of several ties is taken: itself, else None; and its range under a name of its
    own."""
    return {name: number and number.one, f"{name}_range": number and number.json()}

"""What each signer gets most by an agreement, and for what: never compared between signers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comity.agreements.common_ground import shares_and_ratings
from comity.agreements.space import Agreement
from comity.case.model import Case

MIDDLE_OF_SCALE = 50
"""The rating above which an option counts as got, and below which as given, on a scale of 0 to 100."""

BESIDE = Fraction(1, 2)
"""What part of the largest the next must be to be told beside it."""


@dataclass(frozen=True)
class Trade:
    """What one signer gets and gives by an agreement, by the issues, most first.

    gets: where its weight share times its rating above the middle of the scale is largest, and the next where that is a
    headline issue with at least half as much; gives: the same below the middle; empty where there is none.
    """

    party: str
    gets: tuple[str, ...]
    gives: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The issues by name."""
        return {"party": self.party, "gets": list(self.gets), "gives": list(self.gives)}


def trades(case: Case, agreement: Agreement, headline: Sequence[str]) -> tuple[Trade, ...]:
    """What each signer gets most by an agreement, and for what; headline: the issues that divide most."""
    found = []
    for party in case.signers():
        points = {
            issue: share * (ratings[agreement.options[issue]] - MIDDLE_OF_SCALE)
            for issue, (share, ratings) in shares_and_ratings(case, party).items()
        }
        if points:
            given = {issue: -value for issue, value in points.items()}
            found.append(Trade(party, _most(points, headline), _most(given, headline)))
    return tuple(found)


def _most(points: dict[str, Fraction], headline: Sequence[str]) -> tuple[str, ...]:
    above = sorted((issue for issue, value in points.items() if value > 0), key=lambda each: (-points[each], each))
    if len(above) > 1 and above[1] in headline and points[above[1]] >= BESIDE * points[above[0]]:
        return tuple(above[:2])
    return tuple(above[:1])

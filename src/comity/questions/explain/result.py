"""The numbers behind an explanation: a worth part by part, one judgement, or a stage of the funnel."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comity.agreements.breakdown import Breakdown, Span
from comity.case.estimate import Estimate
from comity.finding import Result
from comity.questions.agreement.meant import Meant
from comity.questions.agreement.stands import Removed


@dataclass(frozen=True, repr=False)
class WorthExplained(Result):
    """What terms are worth to a party, part by part.

    meant: how the terms were named; breakdown: its parts, which add up to the worth exactly.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> siting = comity.read_case(case_file("abdelnabi-2024"))
    >>> found = comity.explain(siting, "cities worth of 1").result
    >>> [(part.issue, float(part.points.least)) for part in found.breakdown.parts if part.points.least]
    [('mix', 4.0), ('compensation', 30.0)]
    >>> str(found.breakdown.worth.least), str(found.breakdown.gain.least)
    ('34', '3')
    """

    meant: Meant
    breakdown: Breakdown

    def json(self) -> dict[str, Any]:
        """The explanation for other programs."""
        named = {"number": self.meant.number, "proposal": self.meant.proposal}
        return {"explains": "worth", **named, **self.breakdown.json()}


@dataclass(frozen=True, repr=False)
class JudgementExplained(Result):
    """One judged number of a party.

    kind: no_deal, weight or rating; party: whose it is; holder: in whose interests it stands, the party or a group of
    it; issue, option: what is weighed or rated, None where it is not that; number: as judged; share: the part that a
    weight has of all weights of the party, 0 to 1, in the middle of the ranges, and that of the issue of a rating; 1 on
    the scale of points; None for no deal; points: what a rating adds to the worth of an agreement, in the middle; all
    of them: the weights of the party by issue, or its ratings of the issue by option, the number among them.
    """

    kind: str
    party: str
    holder: str
    issue: str | None
    option: str | None
    number: Estimate
    share: Fraction | None
    points: Fraction | None
    beside: tuple[tuple[str, Estimate, Fraction], ...] = ()

    def json(self) -> dict[str, Any]:
        """The explanation for other programs."""
        return {
            "explains": self.kind,
            "party": self.party,
            "judged_for": self.holder,
            "issue": self.issue,
            "option": self.option,
            "value": _judged(self.number),
            "share": None if self.share is None else float(self.share),
            "per": None if self.share is None else 100,  # the share is said as so many of these
            "points": None if self.points is None else Span(self.points, self.points).json(),
            "beside": [
                {"of": name, "value": _judged(number), "counts": float(counts)} for name, number, counts in self.beside
            ],
        }


@dataclass(frozen=True, repr=False)
class StageExplained(Result):
    """The count of one stage of the funnel.

    stage: its name; low, high: between which numbers the count lies, equal where it is known; before: the count of the
    stage before it, None for the first and where that is not known; removed: what removes agreements at this stage,
    empty where every agreement was not looked at; sizes: the options of every issue, whose product is the first stage.
    """

    stage: str
    low: int
    high: int
    before: int | None
    removed: tuple[Removed, ...]
    sizes: tuple[tuple[str, int], ...]

    def json(self) -> dict[str, Any]:
        """The explanation for other programs."""
        left_out = self.before is not None and self.low == self.high
        return {
            "explains": "count",
            "stage": self.stage,
            "low": self.low,
            "high": self.high,
            "before": self.before,
            "removes": (self.before or 0) - self.low if left_out else None,
            "removed_by": [each.json() for each in self.removed],
            "issues_count": len(self.sizes) or None,
            "options": [{"issue": issue, "options": size} for issue, size in self.sizes],
        }


def _judged(number: Estimate) -> dict[str, float]:
    return {"low": number.low, "mid": float(number.point), "high": number.high}

"""How good the evidence is: how many of the judgements about the signers are weak, and how many rest on no report."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from comity.case.estimate import Estimate
from comity.case.judgement import Judgement
from comity.case.model import Case, IssueInterest

Grade = Literal["good", "mixed", "thin"]

THIN, MIXED = Fraction(2, 5), Fraction(1, 5)
"""Over which parts of the judgements are weak or without a report where the evidence is thin, or mixed."""


@dataclass(frozen=True)
class Evidence:
    """The judgements about the signers: one row an issue that a signer weighs, and one for its no-deal value.

    rows: how many; low: of low confidence; unreported: without evidence; weak: the one or the other; sources: how many
    reports the case names.
    """

    rows: int
    low: int
    unreported: int
    weak: int
    sources: int

    @property
    def grade(self) -> Grade:
        """Thin over two fifths of weak rows, mixed over one fifth, else good."""
        part = Fraction(self.weak, self.rows) if self.rows else Fraction(1)
        return "thin" if part > THIN else "mixed" if part > MIXED else "good"

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        told = {"rows": self.rows, "low": self.low, "unreported": self.unreported, "weak": self.weak}
        return {**told, "sources": self.sources, "grade": self.grade}


def evidence(case: Case) -> Evidence:
    """How good the evidence for the judgements about the signers is."""
    rows: list[tuple[bool, bool]] = []
    for party in case.signers():
        interest = case.interest_of(party)
        stated: list[Judgement] = [*([interest.no_deal] if interest.no_deal else []), *interest.issues.values()]
        rows += [(weak(judgement), not reported(judgement)) for judgement in stated]
    return Evidence(
        len(rows),
        sum(low for low, _ in rows),
        sum(silent for _, silent in rows),
        sum(low or silent for low, silent in rows),
        len(case.sources),
    )


def weak(judgement: Judgement) -> bool:
    """Whether a judgement, or any number in it, is of low confidence."""
    return any(each.confidence == "low" for each in (judgement, *_numbers(judgement)))


def reported(judgement: Judgement) -> bool:
    """Whether a judgement, or any number in it, rests on a report."""
    return any(each.evidence for each in (judgement, *_numbers(judgement)))


def _numbers(judgement: Judgement) -> list[Estimate]:
    if not isinstance(judgement, IssueInterest):
        return []
    return [*([judgement.weight] if judgement.weight else []), *judgement.ratings.values()]

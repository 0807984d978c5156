"""What is not known, and what to check first: silent reports, wide doubt, members without a view of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comity.agreements.common_ground import shares_and_ratings
from comity.case.estimate import exact
from comity.case.model import NO_OUTCOME, Case
from comity.papers.one_page.evidence import reported, weak
from comity.questions.agreement.stands import Stands

ISSUES = 2
"""How many issues of one signer are named where no report says what it wants."""


@dataclass(frozen=True)
class Silent:
    """The signer of which most is judged at low confidence without a report; issues: that matter most of these."""

    party: str
    issues: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        return {"party": self.party, "issues": list(self.issues)}


@dataclass(frozen=True)
class Wide:
    """The rating whose range moves its signer's worth most; low, high: of the range, on the signer's scale."""

    party: str
    issue: str
    option: str
    low: float
    high: float

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        told = {"party": self.party, "issue": self.issue, "option": self.option}
        return {**told, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class Unheard:
    """A group that signs, and its members that state nothing of their own."""

    party: str
    members: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        return {"party": self.party, "members": list(self.members)}


@dataclass(frozen=True)
class CheckFirst:
    """What to check first, each None where there is none.

    not_agreed: whether the case says that none was reached; ruled_out: whether it says that one was, which its
    judgements rule out, nothing being supposed.
    """

    not_agreed: bool
    ruled_out: bool
    silent: Silent | None
    wide: Wide | None
    unheard: Unheard | None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "not_agreed": self.not_agreed,
            "ruled_out": self.ruled_out,
            "silent": self.silent and self.silent.json(),
            "wide": self.wide and self.wide.json(),
            "unheard": self.unheard and self.unheard.json(),
        }


def check_first(case: Case, proposals: Sequence[Stands] = ()) -> CheckFirst:
    """What to check first in the judgements about the signers of a case.

    proposals: where those of the case stand, as `agreement` answers.
    """
    as_filed = case.as_filed is case
    ruled_out = as_filed and any(stands.agreed and stands.stops_at is not None for stands in proposals)
    return CheckFirst(case.outcome == NO_OUTCOME, ruled_out, _silent(case), _wide(case), _unheard(case))


def _silent(case: Case) -> Silent | None:
    """By how far the issues could move the signer's worth: weight share times the distance of best and worst."""
    found = []
    for party in case.signers():
        spans = {
            issue: share * (max(ratings.values()) - min(ratings.values()))
            for issue, (share, ratings) in shares_and_ratings(case, party).items()
            if weak(stated := case.interest_of(party).issues[issue]) and not reported(stated)
        }
        if spans:
            ranked = sorted(spans, key=lambda issue: (-spans[issue], issue))
            found.append((-sum(spans.values(), Fraction(0)), party, tuple(ranked[:ISSUES])))
    return Silent(*min(found)[1:]) if found else None


def _wide(case: Case) -> Wide | None:
    found = []
    for party in case.signers():
        interest, shares = case.interest_of(party), shares_and_ratings(case, party)
        for issue, stated in interest.issues.items():
            for option, rating in stated.ratings.items():
                if rating.is_range:
                    part = shares[issue][0] if interest.scale == "weights" and issue in shares else Fraction(1)
                    width = part * (exact(rating.high) - exact(rating.low))
                    found.append((-width, party, issue, option, rating.low, rating.high))
    return Wide(*min(found)[1:]) if found else None


def _unheard(case: Case) -> Unheard | None:
    """The first group that signs, by how many of its members state nothing of their own."""
    found = []
    for name in case.signers():
        members = case.everyone()[name].members
        silent = tuple(member for member in members if member not in case.interests)
        if silent:
            found.append((-len(silent), name, silent))
    return Unheard(*min(found)[1:]) if found else None

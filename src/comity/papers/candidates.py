"""The two or three clearly different agreements that papers put forward, and how sure each is.

Of each kind, by the options of the two issues that divide most, the safest of the efficient agreements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comity.agreements.common_ground import shares_and_ratings
from comity.agreements.judged import Judged
from comity.agreements.readings import DRAWS, Readings
from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.finding import Result
from comity.papers.pool import Pool, drawn
from comity.questions.doubt.named import named

HEADLINE_ISSUES = 2
"""By how many issues, those that divide most, agreements are told apart as kinds."""

MOST = 3
"""How many candidates are put forward, at most."""

LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Refusing:
    """One signer, or other voice whose yes is asked for, and a candidate.

    share: of the readings in which it refuses, 0 to 1, None where that cannot be said; gain: over no deal in the middle
    of all ranges, in points of its own scale.
    """

    party: str
    share: float | None
    gain: float


@dataclass(frozen=True)
class Candidate:
    """One agreement that is put forward.

    letter: by which the paper calls it; agreement: its terms; kind: its options of the headline issues; share: of the
    readings of the ranges in which every signer accepts it, 0 to 1, None where that is not known; signers: what each
    makes of it; broken: the conditions and red lines that it breaks; proposal: the id of the proposal of the case that
    it is, empty for one that was computed.
    """

    letter: str
    agreement: Agreement
    kind: tuple[str, ...]
    share: float | None
    signers: tuple[Refusing, ...]
    broken: tuple[str, ...] = ()
    proposal: str = ""

    @property
    def first(self) -> Refusing | None:
        """The signer that refuses in most readings, or, where none does or it is not known, gains least."""
        return max(self.signers, key=lambda each: (each.share or 0.0, -each.gain), default=None)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "letter": self.letter,
            "agreement": dict(self.agreement.options),
            "kind": list(self.kind),
            "share": self.share,
            "signers": [{"party": each.party, "refuses": each.share, "gain": each.gain} for each in self.signers],
            "broken": list(self.broken),
            "proposal": self.proposal or None,
        }


@dataclass(frozen=True, repr=False)
class Candidates(Result):
    """The agreements that are put forward, the safest first.

    divides: every issue, that which divides most first, by the sum over the signers of weight share times the distance
    from its best to its worst rating, in points; chosen: the candidates; safest: the share of the readings in which the
    safest of the efficient agreements is possible, None where that is not known; efficient: how many these are;
    complete: whether they could all be compared.
    """

    divides: tuple[tuple[str, float], ...]
    chosen: tuple[Candidate, ...]
    safest: float | None
    efficient: int
    complete: bool = True

    @property
    def headline(self) -> tuple[str, ...]:
        """The issues by which kinds are told apart."""
        return tuple(issue for issue, _ in self.divides[:HEADLINE_ISSUES])

    @property
    def common(self) -> tuple[str, ...]:
        """The issues that all candidates settle alike, in the order of `divides`."""
        return tuple(
            issue for issue, _ in self.divides if len({each.agreement.options[issue] for each in self.chosen}) == 1
        )

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            "divides": [{"issue": issue, "points": points} for issue, points in self.divides],
            "candidates": [each.json() for each in self.chosen],
            "safest": self.safest,
            "efficient": self.efficient,
            "complete": self.complete,
        }


def candidates(case: Case, pinned: Mapping[str, Agreement] | None = None, most: int = MOST) -> Candidates:
    """The two or three clearly different agreements that a paper puts forward.

    pinned: agreements that stand before the computed ones, by the id of the proposal that each is, at most `most` of
    them; most: how many candidates there are in all. Method: acceptability over the readings of the ranges (Lahdelma,
    Hokkanen and Salminen 1998), over the efficient agreements (Pareto 1906).
    """
    ranked = divides(case)
    pool = Pool.of(case, [issue for issue, _ in ranked][:HEADLINE_ISSUES])
    first = [(name, agreement) for name, agreement in (pinned or {}).items()][:most]
    computed, safest = pool.chosen(most - len(first), [agreement for _, agreement in first])
    several = [*first, *(("", pool.agreement(row)) for row in computed)]
    return Candidates(
        ranked,
        tuple(
            candidate(case, letter, agreement, proposal)
            for letter, (proposal, agreement) in zip(LETTERS, several, strict=False)
        ),
        safest,
        len(pool),
        pool.complete,
    )


def divides(case: Case) -> tuple[tuple[str, float], ...]:
    """Every issue with how far it divides, in points, most first, whatever the order of the file.

    Worked out once a case.
    """
    source = tuple(case.issues), tuple((party, case.interest_of(party)) for party in case.signers())
    return case.kept.of("divides", source, lambda: _divides(case))


def _divides(case: Case) -> tuple[tuple[str, float], ...]:
    found = {issue: Fraction(0) for issue in case.issues}
    for party in case.signers():
        for issue, (share, ratings) in shares_and_ratings(case, party).items():
            found[issue] += share * (max(ratings.values()) - min(ratings.values()))
    return tuple((issue, float(found[issue])) for issue in sorted(found, key=lambda issue: (-found[issue], issue)))


def candidate(case: Case, letter: str, agreement: Agreement, proposal: str = "") -> Candidate:
    """One agreement as it would be put forward, whether it is possible or not.

    letter: by which it is to be called; proposal: the id of the proposal of the case that it is, if it is one.
    """
    headline = [issue for issue, _ in divides(case)][:HEADLINE_ISSUES]
    judged = Judged.of(case)
    found = named(case, Readings.of(case, judged), DRAWS if drawn(judged) else 1, agreement)
    return Candidate(
        letter,
        agreement,
        tuple(agreement.options[issue] for issue in headline),
        found.share if drawn(judged) else None,
        tuple(Refusing(view.party, view.refuses if drawn(judged) else None, view.gain) for view in found.views),
        found.broken,
        proposal,
    )

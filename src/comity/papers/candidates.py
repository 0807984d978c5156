"""The two or three clearly different agreements that papers put forward, and how sure each is.

Of each kind, by the options of the two issues that divide most, the safest of the efficient agreements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.draws import Draws, rows_of
from comity.agreements.efficient import efficient
from comity.agreements.judged import Judged
from comity.agreements.readings import DRAWS, Readings
from comity.agreements.space import Agreement
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case, Interest
from comity.finding import Result
from comity.problem import Problems
from comity.questions.doubt.named import named

HEADLINE_ISSUES = 2
"""By how many issues, those that divide most, agreements are told apart as kinds."""

LEAST_SHARE = 0.25
"""In what share of the readings a candidate must be possible to be put forward beside the safest."""

MOST, FEWEST = 3, 2
"""How many candidates are put forward, at most, and at least where there are as many agreements."""

LETTERS = "ABCDEFGH"

LISTED = 1000
"""How many efficient agreements of one tie are compared, at most."""


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
    pool = _Pool.of(case, [issue for issue, _ in ranked][:HEADLINE_ISSUES])
    first = [(name, agreement) for name, agreement in (pinned or {}).items()][:most]
    taken = [agreement for _, agreement in first]
    computed = pool.chosen(most - len(first), taken)
    several = [*first, *(("", pool.agreements[row]) for row in computed)]
    return Candidates(
        ranked,
        tuple(_candidate(case, ranked, letter, *each) for letter, each in zip(LETTERS, several, strict=False)),
        None if pool.shares is None or not len(pool.shares) else float(pool.shares.max()),
        len(pool.agreements),
        pool.complete,
    )


def divides(case: Case) -> tuple[tuple[str, float], ...]:
    """Every issue with how far it divides, in points, most first, whatever the order of the file."""
    found = {issue: Fraction(0) for issue in case.issues}
    for party in case.signers():
        for issue, (share, ratings) in shares_and_ratings(case, party).items():
            found[issue] += share * (max(ratings.values()) - min(ratings.values()))
    return tuple((issue, float(found[issue])) for issue in sorted(found, key=lambda issue: (-found[issue], issue)))


def shares_and_ratings(case: Case, party: str) -> dict[str, tuple[Fraction, dict[str, Fraction]]]:
    """By issue: which part of a party's weight it has, and the ratings of its options on a scale of 0 to 100.

    On a score sheet an issue weighs what its best option counts. All in the middle of ranges. Worked out once a case.
    """
    interest = case.interest_of(party)
    return case.kept.of(("shares and ratings", party), interest, lambda: _shares_and_ratings(interest))


def _shares_and_ratings(interest: Interest) -> dict[str, tuple[Fraction, dict[str, Fraction]]]:
    rated = {
        issue: {option: rating.point for option, rating in stated.ratings.items()}
        for issue, stated in interest.issues.items()
    }
    if interest.scale == "weights":
        weights = {issue: each.weight.point if each.weight else Fraction(1) for issue, each in interest.issues.items()}
        total = sum(weights.values(), Fraction(0))
        return {issue: (weights[issue] / total, rated[issue]) for issue in rated} if total else {}
    best = {issue: max(map(abs, ratings.values())) for issue, ratings in rated.items()}
    total = sum(best.values(), Fraction(0))
    return {
        issue: (best[issue] / total, {option: value * 100 / best[issue] for option, value in ratings.items()})
        for issue, ratings in rated.items()
        if best[issue]
    }


@dataclass(frozen=True)
class _Pool:
    """The efficient agreements, and what they are compared by.

    kinds: options of the headline issues, by agreement; shares: of the readings in which each is possible, None where
    that is not known; gains: by agreement and signer, in points, in the middle of all ranges; complete: whether these
    are all.
    """

    agreements: tuple[Agreement, ...]
    kinds: tuple[tuple[str, ...], ...]
    shares: NDArray[np.float64] | None
    gains: NDArray[np.float64]
    complete: bool

    @classmethod
    def of(cls, case: Case, headline: Sequence[str]) -> _Pool:
        """The pool of a case; empty where nothing is possible, or there are too many to ask the rule about."""
        try:
            found = efficient(case, shown=LISTED)
        except Problems:  # too many to ask the rule of consent about each
            return cls((), (), None, np.zeros((0, 0)), False)
        agreements = sorted(
            (agreement for row in range(len(found)) for agreement in found.agreements(row)),
            key=lambda agreement: sorted(agreement.options.items()),
        )
        kinds = tuple(tuple(agreement.options[issue] for issue in headline) for agreement in agreements)
        return cls(tuple(agreements), kinds, possible_in(case, agreements), _gains(case, agreements), found.exact)

    def chosen(self, number: int, taken: Sequence[Agreement]) -> list[int]:
        """The rows of the candidates, the safest first; taken: agreements that stand before them."""
        if number <= 0 or not self.agreements:
            return []
        rows = [row for row in range(len(self.agreements)) if self.agreements[row] not in taken]
        if not rows:
            return []
        before = [tuple(agreement.options.values()) for agreement in taken]
        anchor = taken[0] if taken else self.agreements[min(rows, key=self._order)]
        best: dict[tuple[str, ...], int] = {}
        for row in sorted(rows, key=lambda row: self._order(row, anchor)):
            best.setdefault(self.kinds[row], row)
        held = {self.kinds[self.agreements.index(each)] for each in taken if each in self.agreements}
        ranked = [row for kind, row in best.items() if kind not in held]
        kept = [row for row in ranked if self._sure(row)][:number]
        kept = kept or ([] if before else ranked[:1])
        if len(kept) + len(before) < FEWEST and len(kept) < number:
            others = [row for row in rows if row not in kept]
            sure = [row for row in others if self._sure(row)]
            further = sure or [row for row in ranked if row not in kept] or others
            if further:
                kept.append(min(further, key=lambda row: (-_apart(self.agreements[row], anchor), self._order(row))))
        return kept

    def _sure(self, row: int) -> bool:
        return self.shares is None or float(self.shares[row]) >= LEAST_SHARE

    def _order(self, row: int, anchor: Agreement | None = None) -> tuple[Any, ...]:
        """The safest first; then by the greatest least gain, fewest changes from the anchor, next gains, terms."""
        gains = np.sort(self.gains[row]).round(9).tolist()
        share = 0.0 if self.shares is None else -float(self.shares[row])
        apart = 0 if anchor is None else _apart(self.agreements[row], anchor)
        return share, -gains[0] if gains else 0.0, apart, [-gain for gain in gains], row


def possible_in(case: Case, agreements: Sequence[Agreement]) -> NDArray[np.float64] | None:
    """In what share of the readings every signer accepts each of some agreements that break no rule.

    Where a rule of consent decides: in what share it passes. None where that cannot be said (`drawn`).
    """
    judged = Judged.of(case)
    if not drawn(judged):
        return None
    choices = np.array([judged.space.choice(each) for each in agreements], dtype=np.int16)
    choices = choices.reshape(len(agreements), len(judged.space.issues))
    draws = Draws.among(Readings.of(case, judged), choices)
    held = np.zeros(len(draws.choices))
    for _, values in draws.stretches(DRAWS):
        held += rows_of(draws.left(values), len(draws.choices)).sum(axis=0)
    shares = {tuple(choice): share for choice, share in zip(draws.choices.tolist(), held / DRAWS, strict=True)}
    return np.array([shares.get(tuple(choice), 0.0) for choice in choices.tolist()])


def _gains(case: Case, agreements: Sequence[Agreement]) -> NDArray[np.float64]:
    payoff = Payoff.of(case)
    worths = [payoff.worths[party] for party in case.signers() if party in payoff.worths]
    worths = [worth for worth in worths if worth.no_deal is not None]
    choices = [payoff.space.choice(each) for each in agreements]
    gains = [[worth.points(worth.steps(choice) - worth.at_no_deal(MIDDLE)) for worth in worths] for choice in choices]
    return np.array(gains, dtype=float).reshape(len(agreements), len(worths))


def _candidate(
    case: Case, ranked: Iterable[tuple[str, float]], letter: str, proposal: str, agreement: Agreement
) -> Candidate:
    headline = [issue for issue, _ in ranked][:HEADLINE_ISSUES]
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


def drawn(judged: Judged) -> bool:
    """Whether it can be said in what share of the readings an agreement passes.

    Not where no number has a range, and not where some body at home decides of which only a chance is judged.
    """
    return bool(judged.ranged and judged.accounts and not judged.deciding.consent.chances)


def _apart(one: Agreement, other: Agreement) -> int:
    """On how many issues two agreements differ."""
    return sum(one.options[issue] != other.options[issue] for issue in one.options)

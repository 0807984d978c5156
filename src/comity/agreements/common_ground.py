"""Islands of agreement: the options that every signer prefers or could tolerate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from comity.case.model import Case, Interest, RedLine
from comity.case.points import Levels

TOLERABLE = 50
"""From which rating on, on a scale of 0 to 100 (on a score sheet: of what the best option counts), an option counts as
tolerable."""


@dataclass(frozen=True)
class Island:
    """An option that every signer prefers or tolerates.

    prefers: the signers that rate no option of the issue higher, the indifferent ones included; tolerates: the others;
    least: the lowest rating of these, 0 to 100.
    """

    issue: str
    option: str
    prefers: tuple[str, ...]
    tolerates: tuple[str, ...]
    least: float


def islands(case: Case) -> tuple[Island, ...]:
    """The options that every signer prefers or tolerates, in the order of the case; ratings in the middle of ranges.

    A signer prefers the options that it rates highest and tolerates those that it rates at least `TOLERABLE`; it does
    neither where a red line of its own refuses the option whatever else is agreed.
    """
    signers = case.signers()
    rated = {party: {issue: each for issue, (_, each) in shares_and_ratings(case, party).items()} for party in signers}
    lines = {party: case.red_lines_of(party).values() for party in signers}
    found = []
    for issue, stated in case.issues.items():
        for option in stated.options if signers and len(stated.options) > 1 else ():
            ratings = {party: rated[party][issue] for party in signers if issue in rated[party]}
            best = {party for party in signers if party not in ratings or _is_best(ratings[party], option)}
            others = {party: ratings[party][option] for party in signers if party not in best}
            if any(refuses(lines[party], issue, option) for party in signers):
                continue
            if all(rating >= TOLERABLE for rating in others.values()):
                prefers = tuple(party for party in signers if party in best)
                least = float(min(others.values(), default=Fraction(100)))
                found.append(Island(issue, option, prefers, tuple(others), least))
    return tuple(found)


def refuses(lines: Iterable[RedLine], issue: str, option: str) -> bool:
    """Whether one of some red lines refuses an option whatever else is agreed."""
    return any(set(line.never) == {issue} and option in line.never[issue] and not line.unless for line in lines)


def _is_best(ratings: dict[str, Fraction], option: str) -> bool:
    return ratings[option] == max(ratings.values())


def shares_and_ratings(case: Case, party: str) -> dict[str, tuple[Fraction, dict[str, Fraction]]]:
    """By issue: which part of a party's weight it has, and the ratings of its options on a scale of 0 to 100.

    On a score sheet an issue weighs what its best option counts. All in the middle of ranges. Worked out once a case.
    """
    interest = case.interest_of(party)
    return case.kept.of(("shares and ratings", party), interest, lambda: _shares_and_ratings(interest))


def _shares_and_ratings(interest: Interest) -> dict[str, tuple[Fraction, dict[str, Fraction]]]:
    if interest.scale == "weights":
        return {issue: (share, _scaled(interest, issue, Fraction(1))) for issue, share in interest.shares().items()}
    best = {
        issue: max(abs(rating.point) for rating in stated.ratings.values()) for issue, stated in interest.issues.items()
    }
    total = sum(best.values(), Fraction(0))
    return {
        issue: (most / total, _scaled(interest, issue, Fraction(100) / most)) for issue, most in best.items() if most
    }


def _scaled(interest: Interest, issue: str, times: Fraction) -> dict[str, Fraction]:
    return Levels.of(interest.issues[issue].ratings, lambda rating: rating.point * times)

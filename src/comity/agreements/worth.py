"""What agreements are worth to each party, and what no deal is worth: exact sums of factors.

Worth is counted in whole steps: a party's judgements are decimal numbers, so there is a largest unit in which all its
factors and its no-deal value are whole numbers, and sums and comparisons in that unit are exact. Ties are ties, and
"worth at least no deal" is decided without rounding. Worths within 1e-9 of the scale count as equal: that matters only
where judgements have more digits than anybody judges (files of other programs, say). Where they have so many that no
such unit exists, they are rounded once to 1e-12 of the scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.rated import Rated
from comity.agreements.space import Choice, Factor, Space
from comity.case.model import Case, Interest, Linkage, Scale

SCALE = 100
LOW, MIDDLE, HIGH = range(3)
"""Where in its range a no-deal value is taken."""

EQUAL = Fraction(1, 10**9)
"""Up to which part of the scale worths count as equal."""

_LARGEST = 2**52
_SAFE = 2**62
_FINEST = Fraction(1, 10**12)

Terms = dict[tuple[int, ...], NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Worth:
    """What agreements are worth to one party: a sum of factors of whole steps, each `unit` points.

    factors: one an issue or linkage scope, float64 holding whole numbers (at most 2^52 in sum);
    no_deal: steps at the low end, midpoint and high end of its no-deal value, or None where it has none;
    exact: whether steps represent the judgements without rounding;
    slack: the steps within which two worths count as equal, 0 where a step is more than `EQUAL` of the scale.
    """

    party: str
    unit: Fraction
    factors: tuple[Factor, ...]
    no_deal: tuple[int, int, int] | None
    exact: bool
    slack: int

    def steps(self, choice: Choice) -> int:
        """The worth of one agreement in steps."""
        return sum(int(factor.at(choice)) for factor in self.factors)

    def steps_of(self, choices: NDArray[np.integer]) -> NDArray[np.float64]:
        """The worth of many agreements in steps, a row an agreement."""
        steps = np.zeros(len(choices))
        for factor in self.factors:
            steps += factor.values[tuple(choices[:, issue] for issue in factor.scope)]
        return steps

    def points(self, steps: float) -> float:
        """Steps as points on the scale of 0 to 100."""
        return int(steps) * self.unit.numerator / self.unit.denominator  # as a Fraction would be rounded, but sooner

    def at_no_deal(self, end: int) -> int:
        """The steps that no deal is worth, at the LOW end, the MIDDLE or the HIGH end of its range."""
        if self.no_deal is None:
            raise ValueError(f"{self.party} has no no-deal value")
        return self.no_deal[end]

    def needed_at(self, end: int) -> int:
        """The steps that an agreement must be worth to be accepted, at an end of the no-deal range."""
        return self.at_no_deal(end) - self.slack

    @property
    def tolerance(self) -> Fraction:
        """The points within which two worths count as equal."""
        return self.slack * self.unit

    @property
    def needed(self) -> int:
        """The steps that an agreement must be worth to be accepted, at the middle of the no-deal range."""
        return self.needed_at(MIDDLE)

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The least and the most that the factors could add up to, each taken by itself."""
        least = sum(int(factor.values.min()) for factor in self.factors)
        return least, sum(int(factor.values.max()) for factor in self.factors)


@dataclass(frozen=True)
class Payoff:
    """What the agreements of a case are worth to its parties and members, at the midpoints of its estimates."""

    space: Space
    worths: dict[str, Worth]

    @classmethod
    def of(cls, case: Case) -> Payoff:
        """The payoff of a case, for everyone who has stated or inherited interests."""
        space = Space.of(case)
        # As a copy, for what is kept of a case must not change with it.
        source = space, dict(case.parties), dict(case.interests), case.linkages
        return case.kept.of("payoff", source, lambda: cls(space, _worths(case, space)))


def _worths(case: Case, space: Space) -> dict[str, Worth]:
    """What agreements are worth to everyone who has interests: worked out for those whose judgements are new."""
    worths = {}
    for party in case.everyone():
        interest, linkages = case.interest_of(party), case.linkages_of(party)
        if interest.weighs:
            source = space, interest, linkages
            worths[party] = case.kept.of(("worth", party), source, partial(_worth, space, party, interest, linkages))
    return worths


def _worth(space: Space, party: str, interest: Interest, linkages: Sequence[Linkage]) -> Worth:
    shares = interest.shares()
    rated = {
        issue: Rated.of(space.options[space.issues.index(issue)], stated.ratings)
        for issue, stated in interest.issues.items()
    }
    values = {
        issue: [shares[issue] * interest.issues[issue].ratings[name].point for name in of.names]
        for issue, of in rated.items()
    }
    added = [linkage.adds.point for linkage in linkages]
    no_deal = interest.no_deal
    ends = [] if no_deal is None else list(no_deal.ends)
    numbers = [*(value for each in values.values() for value in each), *added]
    parts = math.lcm(*(number.denominator for number in [*numbers, *ends]))
    parts *= math.lcm(*(of.bottom for of in rated.values()))
    # Whole numbers of such parts of a point: as integers of the machine wherever no sum of them could be too large.
    kind = np.int64 if (sum(map(abs, numbers)) + 1) * parts < _SAFE else object
    terms: Terms = {}
    for issue, of in rated.items():
        whole = np.array([int(value * parts) for value in values[issue]], dtype=kind)
        _add(terms, (space.issues.index(issue),), of.ratings(whole))
    for linkage, value in zip(linkages, added, strict=True):
        holds = space.holds(linkage.when)
        _add(terms, holds.scope, holds.values.astype(kind) * int(value * parts))
    return _in_steps(party, _absorbed(terms), parts, ends, interest.scale)


def _add(terms: Terms, scope: tuple[int, ...], values: NDArray[Any]) -> None:
    terms[scope] = terms[scope] + values if scope in terms else values


def _absorbed(terms: Terms) -> Terms:
    """Fewer factors: one whose issues all stand in a larger one is added to it."""
    kept = dict(terms)
    for scope in sorted(terms, key=len):
        larger = next((other for other in kept if other != scope and set(scope) <= set(other)), None)
        if larger is not None:
            values = kept.pop(scope)
            shape = [size if issue in scope else 1 for issue, size in zip(larger, kept[larger].shape, strict=True)]
            kept[larger] = kept[larger] + values.reshape(shape)
    return kept


def _in_steps(party: str, terms: Terms, parts: int, ends: Sequence[Fraction], measured: Scale) -> Worth:
    """A sum of factors that hold whole numbers, so many parts to a point, in the largest steps that keep it exact."""
    flat = [factor.ravel() for factor in terms.values()]
    common = math.gcd(parts, *(int(end * parts) for end in ends), *(int(np.gcd.reduce(values)) for values in flat))
    unit = Fraction(common, parts)
    most = Fraction(sum(int(np.abs(values).max()) for values in flat), parts)
    exact = max([most, *(abs(end) for end in ends)]) / unit <= _LARGEST
    scale = _scale(measured, most)
    if not exact:
        unit = _FINEST * scale
    factors = tuple(
        Factor(scope, _rounded(factor, 1 / (parts * unit)).astype(float)) for scope, factor in terms.items()
    )
    low, middle, high = ([round(end / unit) for end in ends]) if ends else (0, 0, 0)
    return Worth(party, unit, factors, (low, middle, high) if ends else None, exact, int(EQUAL * scale / unit))


def _rounded(numbers: NDArray[Any], times: Fraction) -> NDArray[Any]:
    """Whole numbers times a fraction, rounded as Python rounds: a half goes to the even number."""
    if times.numerator > 1:
        numbers = numbers.astype(object) * times.numerator
    below = numbers // times.denominator
    left = numbers - below * times.denominator
    up = (2 * left > times.denominator) | ((2 * left == times.denominator) & (below % 2 == 1))
    rounded: NDArray[Any] = below + up
    return rounded


def _scale(scale: Scale, most: Fraction) -> Fraction:
    """What worths are measured against: 100 for ratings; a score sheet's own size, as a power of ten."""
    if scale == "points" and most:
        return Fraction(10) ** math.ceil(math.log10(most))
    return Fraction(SCALE * max(1, math.ceil(most / SCALE)))

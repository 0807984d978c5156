"""What the worth of an agreement to a party is made of: weight x rating = points, issue by issue, and its linkages.

Everything is a fraction, so the parts add up to the worth exactly. Where terms leave issues open, a part and the worth
lie between what the least and the best of the agreements make of it that hold these terms and meet every condition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.exclusions import condition_rules
from comity.agreements.nearest import Floats, nearest
from comity.agreements.space import Agreement, Factor, Space
from comity.agreements.worth import Payoff, Worth
from comity.case.estimate import Estimate, exact
from comity.case.holder import issue_holder
from comity.case.model import Case, Interest, Linkage
from comity.case.no_deal import NoDealValue


@dataclass(frozen=True)
class Span:
    """From the least to the most that a number may be, both included."""

    least: Fraction
    most: Fraction

    @property
    def one(self) -> bool:
        """Whether it is one number."""
        return self.least == self.most

    def plus(self, other: Span) -> Span:
        """The sum of two that vary independently."""
        return Span(self.least + other.least, self.most + other.most)

    def minus(self, other: Span) -> Span:
        """The difference of two that vary independently."""
        return Span(self.least - other.most, self.most - other.least)

    def json(self) -> dict[str, Any]:
        """Its two ends and half-way as numbers, and the ends as fractions without rounding."""
        low, high = float(self.least), float(self.most)
        return {"low": low, "mid": (low + high) / 2, "high": high, "exact": [str(self.least), str(self.most)]}


@dataclass(frozen=True)
class Part:
    """What one issue, or one linkage, adds to the worth of an agreement.

    issue: its short name, empty for a linkage; option: what the terms settle it as, None where they leave it open;
    linkage: its number in the file, from 1, None for an issue; holder: in whose interests the judgement stands, the
    party or a group of it; weight: as judged, None on the scale of points (and where none is stated, which counts as
    1); share: its part of all weights, 0 to 1, in the middle of the ranges, 1 on the scale of points; value: the rating
    or what the linkage adds, as judged, None for an open issue; points: in the middle of every range, one number
    where the terms settle it; ranged: the points over the judged ranges, None where anything is open.
    """

    issue: str
    option: str | None
    linkage: int | None
    holder: str
    weight: Estimate | None
    share: Fraction
    value: Estimate | None
    points: Span
    ranged: Span | None


@dataclass(frozen=True)
class Breakdown:
    """What some terms are worth to one party, part by part.

    terms: by issue; open: the issues that they leave open; parts: issues first, in the order of the file; a linkage
    that cannot hold is left out; worth: in the middle of every range, one number where nothing is open; ranged: over
    the judged ranges, None where anything is open; no_deal: as judged, None where none is; fits: whether any agreement
    of these terms meets every condition (where none does, all of these terms are taken); complete: whether it is sure
    that the worth reaches no further.
    """

    party: str
    terms: Mapping[str, str]
    open: tuple[str, ...]
    parts: tuple[Part, ...]
    worth: Span
    ranged: Span | None
    no_deal: NoDealValue | None
    fits: bool
    complete: bool = True

    @property
    def gain(self) -> Span | None:
        """What they gain it over no deal in the middle of every range."""
        if self.no_deal is None:
            return None
        return self.worth.minus(Span(self.no_deal.point, self.no_deal.point))

    @property
    def gain_ranged(self) -> Span | None:
        """What they gain it over no deal, over the judged ranges."""
        if self.no_deal is None or self.ranged is None:
            return None
        return self.ranged.minus(Span(exact(self.no_deal.low), exact(self.no_deal.high)))

    def json(self) -> dict[str, Any]:
        """The breakdown for other programs."""
        no_deal = self.no_deal
        ends = None if no_deal is None else {"low": no_deal.low, "mid": float(no_deal.point), "high": no_deal.high}
        return {
            "party": self.party,
            "terms": dict(self.terms),
            "open": list(self.open),
            "parts": [_json(part) for part in self.parts],
            "worth": self.worth.json(),
            "worth_over_ranges": None if self.ranged is None else self.ranged.json(),
            "no_deal": ends,
            "gain": None if self.gain is None else self.gain.json(),
            "gain_over_ranges": None if self.gain_ranged is None else self.gain_ranged.json(),
            "coherent": self.fits,
            "complete": self.complete,
        }


def breakdown(case: Case, party: str, terms: Mapping[str, str]) -> Breakdown:
    """What some terms are worth to someone who has interests; terms: an option for every issue, or for some."""
    payoff = Payoff.of(case)
    space, interest = payoff.space, case.interest_of(party)
    settled = {issue: terms[issue] for issue in space.issues if issue in terms}
    still_open = tuple(issue for issue in space.issues if issue not in settled)
    parts = [
        *_of_issues(case, party, interest, settled),
        *(
            part
            for number, linkage in enumerate(case.linkages, 1)
            if linkage.party in {party, *case.groups_of(party)}
            for part in _of_linkage(number, linkage, settled)
        ),
    ]
    conditions = [rule.breaks for rule in condition_rules(case, space)]
    if not still_open:
        agreement = Agreement(settled)
        fits = not any(breaks.at(space.choice(agreement)) for breaks in conditions)
        worth = Span(*(sum((part.points.least for part in parts), Fraction(0)),) * 2)
        return Breakdown(party, settled, (), tuple(parts), worth, _over_ranges(interest, parts), interest.no_deal, fits)
    worth, fits, complete = _over_completions(payoff.worths[party], space, conditions, settled)
    return Breakdown(party, settled, still_open, tuple(parts), worth, None, interest.no_deal, fits, complete)


def _json(part: Part) -> dict[str, Any]:
    def judged(number: Estimate | None) -> dict[str, float] | None:
        if number is None:
            return None
        return {"low": number.low, "mid": float(number.point), "high": number.high}

    about: dict[str, Any] = {"issue": part.issue, "option": part.option}
    if part.linkage is not None:
        about = {"linkage": part.linkage}
    return {
        **about,
        "judged_for": part.holder,
        "weight": judged(part.weight),
        "share": float(part.share),
        "value": judged(part.value),
        "points": part.points.json(),
        "points_over_ranges": None if part.ranged is None else part.ranged.json(),
    }


def _of_issues(case: Case, party: str, interest: Interest, settled: Mapping[str, str]) -> list[Part]:
    """What each issue that matters to a party adds."""
    counts = interest.scale == "points"
    one = Estimate(low=1.0, high=1.0)
    weights = {issue: one if counts else (stated.weight or one) for issue, stated in interest.issues.items()}
    total = sum((weight.point for weight in weights.values()), Fraction(0))
    parts = []
    for issue in (issue for issue in case.issues if issue in interest.issues):
        stated, weight = interest.issues[issue], weights[issue]
        share = Fraction(1) if counts else weight.point / total
        shares = Span(Fraction(1), Fraction(1)) if counts else _shares(weights, issue)
        option = settled.get(issue)
        rated = [stated.ratings[option].point] if option is not None else [r.point for r in stated.ratings.values()]
        value = None if option is None else stated.ratings[option]
        parts.append(
            Part(
                issue,
                option,
                None,
                issue_holder(case, party, issue),
                None if counts else stated.weight,
                share,
                value,
                Span(share * min(rated), share * max(rated)),
                None if value is None else _product(shares, Span(exact(value.low), exact(value.high))),
            )
        )
    return parts


def _shares(weights: Mapping[str, Estimate], issue: str) -> Span:
    """Between which parts of all weights that of an issue lies, over the judged ranges."""
    own, others = weights[issue], [weight for name, weight in weights.items() if name != issue]
    least_of_others = sum((exact(weight.low) for weight in others), Fraction(0))
    most_of_others = sum((exact(weight.high) for weight in others), Fraction(0))

    def share(mine: Fraction, rest: Fraction) -> Fraction:
        return mine / (mine + rest) if mine + rest else Fraction(1)

    return Span(share(exact(own.low), most_of_others), share(exact(own.high), least_of_others))


def _product(one: Span, other: Span) -> Span:
    corners = [mine * its for mine in (one.least, one.most) for its in (other.least, other.most)]
    return Span(min(corners), max(corners))


def _of_linkage(number: int, linkage: Linkage, settled: Mapping[str, str]) -> list[Part]:
    """What a linkage adds: nothing is told of one that cannot hold."""
    known = [settled[issue] in options for issue, options in linkage.when.items() if issue in settled]
    if not all(known):
        return []
    certain, adds = len(known) == len(linkage.when), linkage.adds.point
    points = Span(adds, adds) if certain else Span(min(adds, Fraction(0)), max(adds, Fraction(0)))
    ranged = Span(exact(linkage.adds.low), exact(linkage.adds.high)) if certain else None
    return [Part("", None, number, linkage.party, None, Fraction(1), linkage.adds, points, ranged)]


def _over_ranges(interest: Interest, parts: Sequence[Part]) -> Span:
    """Between which points the worth of an agreement lies over the judged ranges of weights, ratings and linkages."""
    adds = [part.ranged for part in parts if part.linkage is not None and part.ranged is not None]
    added = Span(sum((each.least for each in adds), Fraction(0)), sum((each.most for each in adds), Fraction(0)))
    rated = [part for part in parts if part.linkage is None]
    if interest.scale == "points":
        values = [part.value for part in rated if part.value is not None]
        total = Span(
            sum((exact(value.low) for value in values), Fraction(0)),
            sum((exact(value.high) for value in values), Fraction(0)),
        )
        return total.plus(added)
    return Span(_least_mean(rated, 1), -_least_mean(rated, -1)).plus(added)


def _least_mean(rated: Sequence[Part], sign: int) -> Fraction:
    """The least weighted mean of ratings over their ranges and those of the weights; sign: -1 for that of their
    negatives.

    Weights then stand at the high end for the least of the ratings and at the low end for the rest.
    """
    ends = []
    for part in rated:
        assert part.value is not None, "an agreement settles every issue"
        value = exact(part.value.low) if sign > 0 else -exact(part.value.high)
        low, high = (exact(part.weight.low), exact(part.weight.high)) if part.weight else (Fraction(1), Fraction(1))
        ends.append((value, low, high))
    ends.sort()
    means = []
    for first in range(len(ends) + 1):
        weights = [high if at < first else low for at, (_, low, high) in enumerate(ends)]
        if total := sum(weights, Fraction(0)):
            weighted = (value * weight for (value, _, _), weight in zip(ends, weights, strict=True))
            means.append(sum(weighted, Fraction(0)) / total)
    return min(means)


def _over_completions(
    worth: Worth, space: Space, conditions: Sequence[Factor], settled: Mapping[str, str]
) -> tuple[Span, bool, bool]:
    """Between which points the worth lies of the agreements of some terms that meet every condition, whether there is
    one, and whether that is sure."""
    kept = [_settling(space, issue, option) for issue, option in settled.items()]
    negative = [Factor(factor.scope, -factor.values) for factor in worth.factors]
    for rules in ([*kept, *conditions], kept):
        found = [nearest(space, rules, [factors], _falling) for factors in (worth.factors, negative)]
        if all(each.choices for each in found):
            most, least = (worth.steps(each.choices[0]) * worth.unit for each in found)
            return Span(least, most), rules is not kept, all(each.complete for each in found)
    raise AssertionError("terms of the case have at least one completion")


def _settling(space: Space, issue: str, option: str) -> Factor:
    """The rule that an issue is settled in one way: broken by every other option."""
    at = space.issues.index(issue)
    others: NDArray[np.bool_] = np.array([each != option for each in space.options[at]])
    return Factor((at,), others)


def _falling(reached: Floats) -> Floats:
    cost: Floats = -reached[0]
    return cost

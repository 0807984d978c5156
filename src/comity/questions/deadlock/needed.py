"""What it would take for one party to prefer an agreement to no deal: a lower no-deal value, or other weights.

Everything is computed in exact fractions of the numbers as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from comity.agreements.space import Agreement
from comity.case.estimate import Estimate, exact
from comity.case.model import Case, Linkage


@dataclass(frozen=True)
class Consent:
    """What it takes for one party to find an agreement worth at least no deal, its own judgements alone considered.

    worth, no_deal: in points, at the middle of every range; short: how far worth is below, 0 where it is not;
    weights: the least shift of weight between issues that makes up for it, as the new weight of each issue that
    changes (None where no weights suffice, or where a score sheet has none); share: the least whole percentage of the
    way from the middle of every range of the party to the end that favours the agreement (None where even the ends do
    not suffice); least, most: how far worth is above no deal (below where negative) with every estimate of the party
    at the end of its range that speaks against the agreement, and at the end that favours it.
    """

    party: str
    worth: Fraction
    no_deal: Fraction
    short: Fraction
    weights: Mapping[str, Fraction] | None
    share: int | None
    least: Fraction
    most: Fraction


def consent(case: Case, party: str, deal: Agreement) -> Consent:
    """What it takes for a party with a no-deal value to prefer an agreement to no deal."""
    stake = _Stake.of(case, party, deal)
    short = max(Fraction(0), -stake.surplus(0))
    return Consent(
        party=party,
        worth=stake.no_deal.point + stake.surplus(0),
        no_deal=stake.no_deal.point,
        short=short,
        weights=_reframed(stake, short),
        share=_share(stake),
        least=stake.surplus(-100),
        most=stake.surplus(100),
    )


@dataclass(frozen=True)
class _Stake:
    """What one agreement touches of a party's judgements: weights (all 1 on a score sheet) and ratings by issue."""

    no_deal: Estimate
    weighted: bool
    weights: Mapping[str, Estimate]
    ratings: Mapping[str, Estimate]
    linkages: tuple[Linkage, ...]

    @classmethod
    def of(cls, case: Case, party: str, deal: Agreement) -> _Stake:
        interest = case.interest_of(party)
        if interest.no_deal is None:
            raise ValueError(f"{party} has no no-deal value")
        holding = (
            linkage
            for linkage in case.linkages_of(party)
            if all(deal.options[issue] in options for issue, options in linkage.when.items())
        )
        one = Estimate(low=1, high=1)
        return cls(
            interest.no_deal,
            interest.scale == "weights",
            {issue: stated.weight or one for issue, stated in interest.issues.items()},
            {issue: stated.ratings[deal.options[issue]] for issue, stated in interest.issues.items()},
            tuple(holding),
        )

    def surplus(self, percent: int) -> Fraction:
        """Worth above no deal with every estimate so far on the way from its middle to the end that favours the
        agreement, or, where negative, to the end that speaks against it."""
        way = Fraction(percent, 100)
        ratings = {issue: _moved(rating, way) for issue, rating in self.ratings.items()}
        linked = sum((_moved(linkage.adds, way) for linkage in self.linkages), Fraction(0))
        needed = _moved(self.no_deal, -way)
        if not self.weighted:
            return sum(ratings.values()) + linked - needed
        # A weighted mean is extreme when the best-rated issues, down to some rank, have their weights at one end and
        # the others at the opposite end.
        ranked = sorted(ratings, key=lambda issue: -ratings[issue])
        means = []
        for rank in range(len(ranked) + 1):
            weights = {
                issue: _moved(self.weights[issue], way if at < rank else -way) for at, issue in enumerate(ranked)
            }
            if total := sum(weights.values()):
                means.append(sum(weights[issue] * ratings[issue] for issue in ranked) / total)
        return (max(means) if percent >= 0 else min(means)) + linked - needed


def _moved(estimate: Estimate, way: Fraction) -> Fraction:
    """An estimate part of the way from its middle to its high end, or, where negative, to its low end."""
    end = estimate.high if way > 0 else estimate.low
    return estimate.point + abs(way) * (exact(end) - estimate.point)


def _reframed(stake: _Stake, short: Fraction) -> dict[str, Fraction] | None:
    """Weight goes from the issues that the agreement serves worst to the one that it serves best, the sum being kept:
    no other shift of so little weight gains as much."""
    if not stake.weighted:
        return None
    weights = {issue: weight.point for issue, weight in stake.weights.items()}
    ratings = {issue: rating.point for issue, rating in stake.ratings.items()}
    best = max(ratings, key=lambda issue: (ratings[issue], weights[issue]))
    missing = short * sum(weights.values())
    changed: dict[str, Fraction] = {}
    for issue in sorted(ratings, key=lambda issue: ratings[issue]):
        gain = ratings[best] - ratings[issue]
        if missing <= 0 or gain <= 0:
            break
        moved = min(weights[issue], missing / gain)
        if moved:
            changed[issue] = weights[issue] - moved
            changed[best] = changed.get(best, weights[best]) + moved
            missing -= moved * gain
    return None if missing > 0 else changed


def _share(stake: _Stake) -> int | None:
    """By halving: worth above no deal never falls on the way, because each range holds those before it."""
    if stake.surplus(100) < 0:
        return None
    low, high = 0, 100
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if stake.surplus(middle) >= 0 else (middle + 1, high)
    return low

"""What it would take for a wanted agreement to be accepted: which red lines lifted, and what else, party by party.

What makes up for worth that is short of no deal (a lower no-deal value, other weights, estimates nearer to the ends of
their ranges) is computed in exact fractions of the numbers as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from comity.agreements.nearest import FIRST, ONLY, Counted, Tied
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.case.estimate import Estimate, exact
from comity.case.model import Case, Linkage
from comity.finding import Band, Result
from comity.questions.deadlock.demands import Refusal, Softening
from comity.questions.deadlock.impasse import Impasse


@dataclass(frozen=True)
class Need:
    """What one party needs to find an agreement worth at least no deal, its own judgements alone considered.

    worth, no_deal: in points, at the middle of every range; judged: the range of the no-deal value; short: how far
    worth is below no deal, 0 where it is not; weights_judged: the range of the weight of each issue (empty for a score
    sheet, which has none); weights: the least shift of weight between issues that makes up for what is short, as the
    new weight of each issue that changes (None where no weights suffice, and for a score sheet); share: the least whole
    percentage of the way from the middle of every range of the party to the end that favours the agreement (None where
    even the ends do not suffice); least, most: how far worth is above no deal (below where negative) with every
    estimate of the party at the end of its range that speaks against the agreement, and at the end that favours it.
    """

    party: str
    worth: Fraction
    no_deal: Fraction
    judged: Band
    short: Fraction
    weights_judged: Mapping[str, Band]
    weights: Mapping[str, Fraction] | None
    share: int | None
    least: Fraction
    most: Fraction

    @property
    def gain(self) -> Fraction:
        """How far worth is above no deal; below where negative."""
        return self.worth - self.no_deal

    @property
    def has_ranges(self) -> bool:
        """Whether any estimate that the agreement touches is a range."""
        return self.least < self.most

    @property
    def below_range(self) -> float:
        """How far worth is below the whole range of the no-deal value; 0 where the range reaches down to it."""
        return max(0.0, self.judged.low - float(self.worth))

    @property
    def beyond_ranges(self) -> Fraction:
        """What is still short with every estimate at its favourable end; 0 where that suffices."""
        return max(Fraction(0), -self.most)

    def range_allows(self, issue: str) -> bool:
        """Whether the range of the weight of an issue that changes holds the new weight."""
        assert self.weights is not None
        return self.weights_judged[issue].low <= self.weights[issue] <= self.weights_judged[issue].high


@dataclass(frozen=True)
class Acceptance:
    """What it takes for one signer to accept an agreement.

    need: how it is worth enough; lifted: the red lines that bind the signer and that the agreement crosses, each with
    the steps after which it lets the agreement pass.
    """

    need: Need
    lifted: tuple[Softening, ...]

    @property
    def accepts(self) -> bool:
        """Whether nothing has to change for this signer."""
        return not self.need.short and not self.lifted

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        need, weights = self.need, self.need.weights
        return {
            "party": need.party,
            "accepts": self.accepts,
            "worth": float(need.worth),
            "no_deal": float(need.no_deal),
            "no_deal_judged": need.judged.json(),
            "gain": float(need.gain),
            "short": float(need.short),
            "below_range": need.below_range,
            "beyond_ranges": float(need.beyond_ranges),
            "red_lines": [softening.demand.name for softening in self.lifted],
            "lifted": [step for softening in self.lifted for step in softening.json()],
            "weights": None if weights is None else {issue: float(weight) for issue, weight in weights.items()},
            "weights_judged": {issue: band.json() for issue, band in need.weights_judged.items()},
            "share_of_ranges": need.share,
            "gain_at_worst": float(need.least),
            "gain_at_best": float(need.most),
        }


@dataclass(frozen=True)
class OverTies:
    """What the agreements that take as little are to one signer, from the least to the most, in points.

    worth, gain, least, most: as in `Need`; in_some: the red lines that some of them cross and others do not.
    """

    worth: Band
    gain: Band
    least: Band
    most: Band
    in_some: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """The ranges by their names."""
        bands = {"worth": self.worth, "gain": self.gain, "gain_at_worst": self.least, "gain_at_best": self.most}
        return {**{name: band.json() for name, band in bands.items()}, "red_lines_in_some": list(self.in_some)}


@dataclass(frozen=True, repr=False)
class WhatItTakes(Result):
    """What would have to change for every signer to accept a wanted agreement.

    wanted: the terms asked for; agreement: these, with every other issue settled so that it takes least; signers: what
    it takes for each; certain: whether it is sure that no other way to settle the other issues takes less; number: how
    many ways take as little; over: what these are to each signer, by its name; empty where this is the only one.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> siting = comity.read_case(case_file("abdelnabi-2024"))
    >>> result = comity.what_it_takes(siting, "mix=land, loan=three").result
    >>> [(each.need.party, int(each.need.short)) for each in result.signers if not each.accepts]
    [('tourism', 6)]
    """

    wanted: Mapping[str, str]
    agreement: Agreement
    signers: tuple[Acceptance, ...]
    certain: bool
    number: Counted = ONLY
    over: Mapping[str, OverTies] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether it is sure that this is the least that it takes."""
        return self.certain

    @property
    def settled(self) -> Mapping[str, str]:
        """The terms of the agreement that were not asked for."""
        return {issue: option for issue, option in self.agreement.options.items() if issue not in self.wanted}

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            "asked_for": dict(self.wanted),
            "agreement": dict(self.agreement.options),
            "coherent": True,
            "certain": self.certain,
            "agreements_count": self.number.number,
            "agreements_exact": self.number.complete,
            "over_ties": {party: over.json() for party, over in self.over.items()},
            "ties_compared": min(self.number.number, FIRST),
            "parties": [acceptance.json() for acceptance in self.signers],
        }


@dataclass(frozen=True, repr=False)
class Excluded(Result):
    """No coherent agreement has the wanted terms; conditions: those that exclude them, a minimal choice."""

    wanted: Mapping[str, str]
    conditions: tuple[str, ...]

    exact: ClassVar[bool] = True

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        asked: dict[str, Any] = {"asked_for": dict(self.wanted), "agreement": None, "coherent": False, "parties": []}
        return {**asked, "conditions": list(self.conditions), "conditions_count": len(self.conditions)}


def what_is_needed(
    impasse: Impasse, wanted: Mapping[str, str], progress: Progress | None = None
) -> WhatItTakes | Excluded:
    """What would have to change for every signer to accept an agreement with some terms.

    progress: told the share of the signers that have been looked at.
    """
    closest = impasse.closest(wanted)
    if closest is None:
        return Excluded(wanted, impasse.excluding(wanted))
    agreement = impasse.space.agreement(closest.choice)
    crossed = impasse.crossed(closest.choice)
    lines = {
        demand.id: impasse.softening(at, demand.softening(closest.choice))
        for at, demand in enumerate(impasse.demands)
        if isinstance(demand, Refusal)
    }
    signers = []
    for at, worth in enumerate(impasse.signers, 1):
        lifted = tuple(lines[name] for name in crossed[worth.party])
        signers.append(Acceptance(needed(impasse.case, worth.party, agreement, worth.tolerance), lifted))
        if progress is not None:
            progress(at / len(impasse.signers))
    ties = closest.ties
    number = ties.number if ties else Counted(1, False)
    over = _over(impasse, ties) if ties and number.number > 1 else {}
    return WhatItTakes(wanted, agreement, tuple(signers), closest.complete, number, over)


def _over(impasse: Impasse, ties: Tied) -> dict[str, OverTies]:
    """What agreements that tie are to each signer; at worst and at best, the first `FIRST` of them."""
    _, in_some = impasse.crossed_by(ties)
    agreements = [impasse.space.agreement(choice) for choice in ties.choices]
    found = {}
    for at, worth in enumerate(impasse.signers):
        stakes = [_Stake.of(impasse.case, worth.party, agreement) for agreement in agreements]
        least, most = (Band.over(float(stake.surplus(percent)) for stake in stakes) for percent in (-100, 100))
        ends = [worth.points(steps[at]) for steps in (ties.low, ties.high)]
        gains = [points - worth.points(worth.needed + worth.slack) for points in ends]
        found[worth.party] = OverTies(Band.over(ends), Band.over(gains), least, most, tuple(in_some[worth.party]))
    return found


def needed(case: Case, party: str, agreement: Agreement, tolerance: Fraction = Fraction(0)) -> Need:
    """What a party with a no-deal value needs to prefer an agreement to no deal.

    tolerance: the points within which worth counts as equal to it.
    """
    stake = _Stake.of(case, party, agreement)
    short = max(Fraction(0), -stake.surplus(0))
    if short <= tolerance:
        short = Fraction(0)
    return Need(
        party=party,
        worth=stake.no_deal.point + stake.surplus(0),
        no_deal=stake.no_deal.point,
        judged=_band(stake.no_deal),
        short=short,
        weights_judged={issue: _band(weight) for issue, weight in stake.weights.items()} if stake.weighted else {},
        weights=_reframed(stake, short),
        share=_share(stake),
        least=stake.surplus(-100),
        most=stake.surplus(100),
    )


def _band(estimate: Estimate) -> Band:
    return Band(estimate.low, float(estimate.point), estimate.high)


@dataclass(frozen=True)
class _Stake:
    """What one agreement touches of a party's judgements: weights (all 1 on a score sheet) and ratings by issue."""

    no_deal: Estimate
    weighted: bool
    weights: Mapping[str, Estimate]
    ratings: Mapping[str, Estimate]
    linkages: tuple[Linkage, ...]

    @classmethod
    def of(cls, case: Case, party: str, agreement: Agreement) -> _Stake:
        interest = case.interest_of(party)
        if interest.no_deal is None:
            raise ValueError(f"{party} has no no-deal value")
        holding = (
            linkage
            for linkage in case.linkages_of(party)
            if all(agreement.options[issue] in options for issue, options in linkage.when.items())
        )
        one = Estimate(low=1, high=1)
        return cls(
            interest.no_deal,
            interest.scale == "weights",
            {issue: stated.weight or one for issue, stated in interest.issues.items()},
            {issue: stated.ratings[agreement.options[issue]] for issue, stated in interest.issues.items()},
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
    no other shift of so little weight gains as much. Issues that it serves equally well share in that by their
    weights."""
    if not stake.weighted:
        return None
    weights = {issue: weight.point for issue, weight in stake.weights.items()}
    served: dict[Fraction, list[str]] = {}
    for issue, rating in stake.ratings.items():
        served.setdefault(rating.point, []).append(issue)
    best, *worse = sorted(served, reverse=True)
    missing, changed, given = short * sum(weights.values()), dict[str, Fraction](), Fraction(0)
    for level in reversed(worse):
        together = sum((weights[issue] for issue in served[level]), Fraction(0))
        moved = min(together, missing / (best - level))
        if moved > 0:
            changed |= {issue: weights[issue] * (1 - moved / together) for issue in served[level] if weights[issue]}
            missing, given = missing - moved * (best - level), given + moved
    if given:
        together = sum((weights[issue] for issue in served[best]), Fraction(0))
        for issue in served[best]:
            share = weights[issue] / together if together else Fraction(1, len(served[best]))
            if share:
                changed[issue] = weights[issue] + given * share
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

"""The efficient agreements of a case as numbers: what they are worth, to whom, and what a point costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.efficient import Efficient, Over, efficient
from comity.agreements.elimination import Limits
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.worth import MIDDLE, Payoff, Worth
from comity.case.model import Case
from comity.finding import Band, Result
from comity.questions.frontier.prices import TRADED, Price, prices

TIES = 5
"""How many agreements of equal worth a point holds, at most; all are counted."""

LISTED = 10_000
"""How many points a frontier holds, at most; all are counted."""


@dataclass(frozen=True)
class Point:
    """One efficient outcome: agreements that are worth the same to every signer.

    agreements: the first of them, at most TIES; count: how many there are; worth: what they are worth to each signer,
    in points of 0 to 100; gains: the same over no deal at the middle of its range (over 0 where a signer has none);
    others: what they are worth to those with interests who do not sign, from the least to the most.
    """

    agreements: tuple[Agreement, ...]
    count: int
    worth: dict[str, float]
    gains: dict[str, float]
    others: dict[str, Band]


@dataclass(frozen=True)
class Stake:
    """What is at stake for one signer: no deal (None where it has none), and the least and most of the outcomes.

    All in points of 0 to 100.
    """

    party: str
    no_deal: float | None
    least: float
    most: float


@dataclass(frozen=True, repr=False)
class Frontier(Result):
    """The efficient agreements of a case: no other is better for one signer and no worse for the rest (Pareto 1906).

    over: zopa, among those that are coherent, cross no red line and are worth at least no deal to every signer, or
    coherent, among all that meet the conditions. all: how many agreements the case has. count: how many efficient
    outcomes there are; agreements_count: how many agreements, ties included. points: the outcomes, by the gain of the
    worst-off signer, then by the sum of gains; at most LISTED or as many as were asked for. stakes: one a signer, empty
    where there is no outcome. varying: the signers to whom the outcomes are not all worth the same; indifferent: those
    to whom all agreements are worth the same; others: those with interests who do not sign; rounded: the signers whose
    judgements have too many digits to be added without rounding. prices: what one more point costs, between the first
    TRADED outcomes. parts: into how many parts the search was split. within: None where exact; else, by signer, the
    most points by which an agreement can exceed some outcome in no matter which worth, infinite where not known.
    shown: how many outcomes a reader is shown. others_exact: whether the worths to others are over all agreements of
    an outcome, and not only over those listed.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> frontier = comity.frontier(comity.read_case(case_file("abdelnabi-2024"))).result
    >>> frontier.count, frontier.agreements_count, frontier.exact
    (12, 12, True)
    >>> fairest = frontier.points[0]
    >>> fairest.worth["cities"], fairest.gains["cities"]
    (34.0, 3.0)
    >>> [price for price in frontier.prices if price.gains == "cities"][0].loses
    'developer'
    """

    over: Over
    all: int
    count: int
    agreements_count: int
    points: tuple[Point, ...]
    stakes: tuple[Stake, ...]
    varying: tuple[str, ...]
    indifferent: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    rounded: tuple[str, ...] = ()
    prices: tuple[Price, ...] = ()
    parts: int = 1
    within: dict[str, float] | None = None
    shown: int = 0
    others_exact: bool = True

    @property
    def exact(self) -> bool:
        """Whether these are all the efficient agreements, and not only close to them."""
        return self.within is None

    @property
    def best(self) -> tuple[Agreement, ...]:
        """The agreements whose worst-off signer gains most; empty where there is none, or not all of them are held."""
        if not self.points:
            return ()
        least = [round(min(point.gains.values(), default=0.0), 9) for point in self.points]
        first = [point for point, gain in zip(self.points, least, strict=True) if gain == least[0]]
        beyond = len(first) == len(self.points) < self.count or any(len(of.agreements) < of.count for of in first)
        return () if beyond else tuple(agreement for point in first for agreement in point.agreements)

    def json(self) -> dict[str, Any]:
        """The frontier for other programs."""
        return {
            "over": self.over,
            "all": self.all,
            "count": self.count,
            "agreements_count": self.agreements_count,
            "points_listed": len(self.points),
            "points_shown": self.shown,
            "points_not_shown": self.count - self.shown,
            "points": [
                {
                    "number": number,
                    "worth": dict(point.worth),
                    "gains": dict(point.gains),
                    "agreements_count": point.count,
                    "agreements": [dict(agreement.options) for agreement in point.agreements],
                    "others": {party: worth.one for party, worth in point.others.items()},
                    "others_range": {party: worth.json() for party, worth in point.others.items()},
                }
                for number, point in enumerate(self.points, 1)
            ],
            "ranges": [
                {"party": stake.party, "no_deal": stake.no_deal, "least": stake.least, "most": stake.most}
                for stake in self.stakes
            ],
            "trade_offs": [price.json() for price in self.prices],
            "trade_offs_among": min(self.count, TRADED),
            "varying": list(self.varying),
            "indifferent": list(self.indifferent),
            "others": list(self.others),
            "others_exact": self.others_exact,
            "rounded": list(self.rounded),
            "parts": self.parts,
            "within": self.within
            and {party: points if math.isfinite(points) else None for party, points in self.within.items()},
        }


def frontier_of(
    case: Case,
    *,
    over: Over = "zopa",
    show: int = 10,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """The efficient agreements of a case; the arguments are those of `comity.questions.frontier.answer.frontier`."""
    payoff = Payoff.of(case)
    outsiders = [name for name in payoff.worths if not case.everyone()[name].signs]
    found = efficient(case, others=outsiders, over=over, payoff=payoff, shown=TIES, limits=limits, progress=progress)
    signers, count = found.signers, len(found)
    gains = _gains(found)
    rows = _best_first(gains)
    kept = rows[: max(show, LISTED)]
    spread = np.ptp(found.points.worths, axis=0) if count else np.zeros(len(signers))
    varying = [at for at, worth in enumerate(signers) if spread[at] > worth.slack]
    return Frontier(
        over=over,
        all=found.payoff.space.count,
        count=count,
        agreements_count=found.count,
        points=tuple(
            Point(
                found.agreements(row),
                int(found.points.counts[row]),
                found.worth(row),
                dict(zip((worth.party for worth in signers), gains[row].tolist(), strict=True)),
                {name: Band.over(ends) for name, ends in found.spans(row).items()},
            )
            for row in kept
        ),
        stakes=tuple(_stake(worth, found.points.worths[:, at]) for at, worth in enumerate(signers) if count),
        varying=tuple(signers[at].party for at in varying),
        indifferent=tuple(worth.party for worth in signers if worth.bounds[1] - worth.bounds[0] <= worth.slack),
        others=tuple(outsiders),
        rounded=tuple(worth.party for worth in signers if not worth.exact),
        prices=prices(found, rows, varying, _first(gains, rows)),
        parts=found.points.parts,
        within=found.within,
        shown=min(show, count),
        others_exact=found.others_exact,
    )


def _gains(found: Efficient) -> NDArray[np.float64]:
    """Points gained over no deal (over 0 where a signer has none): a row a point, a column a signer."""
    units = np.array([float(worth.unit) for worth in found.signers])
    no_deal = np.array([worth.no_deal[MIDDLE] if worth.no_deal else 0 for worth in found.signers], dtype=float)
    gains: NDArray[np.float64] = (found.points.worths - no_deal) * units
    return gains


def _best_first(gains: NDArray[np.float64]) -> list[int]:
    """The rows by the smallest gain, then the sum of gains, then the next smallest gains, then the first signers'."""
    gains = gains.round(9)
    ascending = np.sort(gains, axis=1)
    keys = (*(-gains.T[::-1]), *(-ascending.T[::-1]), -gains.sum(axis=1).round(9), -gains.min(axis=1, initial=np.inf))
    rows: list[int] = np.lexsort(keys).tolist()
    return rows


def _first(gains: NDArray[np.float64], rows: list[int]) -> int:
    """How many of the rows share the first place: their smallest gain and their sum of gains are the same."""
    if not rows:
        return 0
    places = np.stack([gains.min(axis=1, initial=np.inf), gains.sum(axis=1)], axis=1)[rows].round(9)
    return int((places == places[0]).all(axis=1).sum())


def _stake(worth: Worth, steps: NDArray[np.float64]) -> Stake:
    no_deal = None if worth.no_deal is None else worth.points(worth.no_deal[MIDDLE])
    return Stake(worth.party, no_deal, worth.points(steps.min()), worth.points(steps.max()))

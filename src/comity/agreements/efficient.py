"""The efficient agreements of a case: no other is better for one signer and no worse for the rest (Pareto 1906)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from comity.agreements import approximate, elimination
from comity.agreements.allowed import TooMany
from comity.agreements.elimination import Frontier, Limits, TooLarge
from comity.agreements.elimination_order import Objective
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.passing import frontier_among, passing
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.worth import MIDDLE, Payoff, Worth
from comity.case.model import Case
from comity.problem import Place, Problem, Problems

Over = Literal["zopa", "coherent"]
"""Among which agreements: those that every signer could accept, or all that meet the conditions."""


@dataclass(frozen=True)
class Efficient:
    """The efficient agreements of a case for some signers; those that are worth the same to each of them are one point.

    payoff: what agreements are worth to everyone; signers: those for whom they are efficient, in the order of the
    columns; points: their worths to the signers in steps, how many agreements each has, and the first of these;
    others: whose worth was asked for beside theirs; others_exact: whether what is told of these holds for all
    agreements of a point, and not only for those listed.
    """

    payoff: Payoff
    signers: tuple[Worth, ...]
    points: Frontier
    others: tuple[Worth, ...] = ()
    others_exact: bool = True

    def __len__(self) -> int:
        return len(self.points)

    @property
    def exact(self) -> bool:
        """Whether these are all the efficient agreements, and not only close to them."""
        return self.points.exact

    @property
    def within(self) -> dict[str, float] | None:
        """None where exact; else, by signer, by how many points an agreement can exceed the nearest point at most.

        Infinite where that is not known.
        """
        if self.points.within is None:
            return None
        steps = zip(self.signers, self.points.within, strict=True)
        return {worth.party: worth.points(each) if math.isfinite(each) else math.inf for worth, each in steps}

    @property
    def count(self) -> int:
        """How many agreements are efficient, ties included (where not exact: how many were found)."""
        return sum(self.points.counts)

    def agreements(self, row: int) -> tuple[Agreement, ...]:
        """The first agreements of a point."""
        return tuple(self.payoff.space.agreement(choice) for choice in self.points.shown(row))

    def worth(self, row: int) -> dict[str, float]:
        """What a point is worth to each signer, in points of 0 to 100."""
        worths = zip(self.signers, self.points.worths[row], strict=True)
        return {worth.party: worth.points(steps) for worth, steps in worths}

    def spans(self, row: int) -> dict[str, tuple[float, float]]:
        """The least and the most that the agreements of a point are worth to each of the others, in points."""
        ends = zip(self.others, self.points.least[row], self.points.most[row], strict=True)
        return {worth.party: (worth.points(least), worth.points(most)) for worth, least, most in ends}


def efficient(
    case: Case,
    signers: Sequence[str] | None = None,
    *,
    others: Sequence[str] = (),
    over: Over = "zopa",
    no_deal: int = MIDDLE,
    payoff: Payoff | None = None,
    shown: int = 5,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Efficient:
    """The efficient agreements of a case: no other is better for one signer and no worse for the rest.

    signers: for whom, all who sign where not given; others: to whom else to tell what they are worth; over: zopa, the
    agreements that are coherent, cross no red line of these signers and are worth at least no deal to each of them, or
    coherent, all that meet the conditions (where a rule of consent, somebody at home or a spoiler decides, zopa
    means those that pass; for some of the signers, those that need none of the others); no_deal: where in its range
    no deal is taken for the ZOPA (LOW, MIDDLE or HIGH of `comity.agreements.worth`); payoff: what agreements are
    worth, at the midpoints of the estimates where not given; shown: how many agreements of each point are listed,
    at most (all are counted). Where the limits do not allow the exact set, it is approached, and says so (see
    `comity.agreements.approximate`); progress then begins again from 0.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> found = efficient(comity.read_case(case_file("abdelnabi-2024")))
    >>> len(found), found.count, found.exact
    (12, 12, True)
    >>> print(*found.agreements(0))
    mix=mixed, ecology=improve, jobs=no-preference, loan=three, compensation=300
    """
    payoff = payoff or Payoff.of(case)
    if over == "zopa" and (case.by_rule or (signers is not None and any(each.needs for each in case.issues.values()))):
        return _by_rule(case, signers, others, no_deal, payoff, shown)
    parties = case.signers() if signers is None else signers
    worths = tuple(payoff.worths[party] for party in parties)
    rules = condition_rules(case, payoff.space)
    needs: list[int | None] = [None] * len(worths)
    if over == "zopa":
        rules += red_line_rules(case, payoff.space, parties)
        needs = [worth.needed_at(no_deal) for worth in worths]
    objectives = [Objective(worth.factors, needed, worth.slack) for worth, needed in zip(worths, needs, strict=True)]
    among = payoff.space, [rule.breaks for rule in rules], objectives
    told = tuple(payoff.worths[party] for party in others)
    watched = [worth.factors for worth in told]
    with suppress(TooLarge):
        points = elimination.frontier(*among, watched=watched, shown=shown, limits=limits, progress=progress)
        return Efficient(payoff, worths, points, told)
    if any(len(factor.scope) > 1 for factors in watched for factor in factors):
        with suppress(TooLarge):  # without them there are fewer partial agreements to tell apart
            points = elimination.frontier(*among, shown=shown, limits=limits, progress=progress)
            return Efficient(payoff, worths, _of_those_listed(points, told), told, others_exact=False)
    points = approximate.frontier(*among, watched=watched, limits=limits, progress=progress)
    return Efficient(payoff, worths, points, told, others_exact=not told)


def _by_rule(
    case: Case, signers: Sequence[str] | None, others: Sequence[str], no_deal: int, payoff: Payoff, shown: int
) -> Efficient:
    """The same among the agreements that pass by the rule of the case, or that some signers could make by themselves.

    Those signers count who have judgements of their own. Raises Problems where there are too many to ask the rule.
    """
    try:
        choices = passing(case, payoff, no_deal, signers)
    except TooMany:
        what = "there are too many agreements to ask the rule of consent about each"
        raise Problems([Problem(Place("consent"), what, "leave out options that nobody considers any more")]) from None
    parties = case.signers() if signers is None else signers
    named = [payoff.worths[party] for party in parties if party in payoff.worths]
    worths = tuple(worth for worth in named if worth.no_deal is not None)
    told = tuple(payoff.worths[party] for party in others)
    return Efficient(payoff, worths, frontier_among(choices, worths, told, shown), told)


def _of_those_listed(points: Frontier, told: Sequence[Worth]) -> Frontier:
    """The same points with what the agreements listed are worth to others."""
    if not len(points):
        return points
    steps = np.stack([worth.steps_of(points.choices) for worth in told], axis=1)
    starts = points.starts[:-1]
    return replace(points, least=np.minimum.reduceat(steps, starts), most=np.maximum.reduceat(steps, starts))

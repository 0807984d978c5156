"""A case on one day: how many agreements each stage leaves, which are left, and what the four solutions pick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from comity.agreements.allowed import Choices, TooMany, allowed
from comity.agreements.efficient import Efficient, efficient
from comity.agreements.passing import passing
from comity.agreements.picks import Gains, Picks
from comity.agreements.space import Space
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case
from comity.finding import Band
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import COUNTABLE
from comity.questions.change.result import Moment, Pick
from comity.questions.possible import possible

TOLD = 200
"""Of how many agreements that are worth the same the options are told, at most."""


def moment_of(case: Case, day: dt.date | None) -> Moment:
    """A case as of a day; raises TooMany where there are too many agreements to be counted."""
    stages: dict[str, int]
    if Space.of(case).count <= COUNTABLE:
        stages = {stage.name: stage.count for stage in funnel_of(case, show=0, keep=0).stages}
    else:
        counted = possible(case)
        if counted is None or not counted.complete:
            raise TooMany
        stages = {"all": Space.of(case).count, "zopa": counted.number}
    agreements = [*stages.values()][-1]
    return Moment(day, stages, agreements, margin_of(case), _picks(case) if agreements else {})


def possible_of(case: Case) -> Choices | None:
    """The agreements that are possible, listed; None where there are too many to be."""
    with suppress(TooMany):
        return passing(case)
    return None


def margin_of(case: Case) -> float | None:
    """What the agreement that is best for whoever gains least leaves to that signer, in points."""
    if case.by_rule or not case.signers():
        return None
    with suppress(TooMany):
        payoff = Payoff.of(case)
        choices = allowed(case, payoff.space)
        if not len(choices):
            return None
        worths = [payoff.worths[party] for party in case.signers()]
        gains = [(worth.steps_of(choices) - worth.at_no_deal(MIDDLE)) * float(worth.unit) for worth in worths]
        return round(float(np.min(gains, axis=0).max()), 9)
    return None


def _picks(case: Case) -> dict[str, Pick]:
    """By bargaining solution, what it picks."""
    found = efficient(case, shown=TOLD)
    today = {worth.party: worth.points(worth.at_no_deal(MIDDLE)) for worth in found.signers}
    picks = {}
    for name, rows in Picks.of(Gains.of(found)).by_name().items():
        told = [agreement for row in rows for agreement in found.agreements(row)]
        if told:
            options = {
                issue: tuple(option for option in stated.options if any(each.options[issue] == option for each in told))
                for issue, stated in case.issues.items()
            }
            number = sum(found.points.counts[row] for row in rows)
            picks[name] = Pick(told[0] if number == 1 else None, number, options, worths(found, rows), today)
    return picks


def worths(found: Efficient, rows: Sequence[int]) -> dict[str, Band]:
    """By signer, what some efficient points are worth, from the least to the most."""
    points = [found.worth(row) for row in rows]
    return {party: Band.over(point[party] for point in points) for party in points[0]}

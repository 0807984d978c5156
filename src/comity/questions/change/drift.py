"""What waiting does where no deal drifts: how many agreements are possible after each month, exactly.

A signer whose no deal is worth d more each month accepts an agreement in month t where its gain today is at least d t.
That is a half-line of t. So every agreement is possible in one stretch of time, from the latest of the beginnings to
the earliest of the ends, and no step of time is needed. More drift never adds to an agreement's stretch: the ends of
the judged ranges give the ends of every count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices, allowed
from comity.agreements.combined import MOST
from comity.agreements.efficient import efficient
from comity.agreements.picks import Gains, Picks
from comity.agreements.worth import MIDDLE, Payoff, Worth
from comity.case.contest import WarValue
from comity.case.estimate import Estimate, exact
from comity.case.model import Case, Interest
from comity.case.no_deal import NoDealValue
from comity.finding import Band
from comity.questions.change.drawn_months import drawn_in
from comity.questions.change.fatigue import war_drift
from comity.questions.change.moment import worths
from comity.questions.change.result import Month, Waiting

DECIMALS = 9
"""Of a no-deal value in some month."""

_NEAR = 1e-9
"""Up to which part of a month beginnings and ends that floating point gives are compared in fractions."""

Floats = NDArray[np.float64]


def drifts_of(case: Case) -> dict[str, Estimate]:
    """By signer, by how much what no deal is worth to it rises each month, where the case says so.

    Where no deal is war, the fatigue of the contest says it.
    """
    drifts: dict[str, Estimate | None] = {}
    for party in case.signers():
        no_deal = case.interest_of(party).no_deal
        if isinstance(no_deal, WarValue):
            drifts[party] = war_drift(case.contest, party, no_deal)
        elif no_deal is not None:
            drifts[party] = no_deal.per_month
    return {party: drift for party, drift in drifts.items() if drift is not None}


def waiting_of(case: Case, months: Sequence[Fraction]) -> Waiting:
    """What waiting does in a case in which no deal drifts; raises TooMany where there are too many agreements.

    months: after how many months to look, 0 or more.
    """
    payoff, drifts = Payoff.of(case), drifts_of(case)
    choices = allowed(case, payoff.space, MOST)
    worths = [payoff.worths[party] for party in case.signers()]
    low, mid, high = (
        _Stretches.of(worths, choices, [_end(drifts.get(worth.party), end) for worth in worths]) for end in range(3)
    )
    looked_at = tuple(
        Month(
            float(month),
            Band(*(each.count(month) for each in (high, mid, low))),
            _picked(case, drifts, month),
            drawn_in(case, drifts, float(month)),
        )
        for month in months
    )
    bands = {party: Band(drift.low, float(drift.point), drift.high) for party, drift in drifts.items()}
    today = {worth.party: worth.points(worth.at_no_deal(MIDDLE)) for worth in worths}
    return Waiting(bands, looked_at, mid.opens_at, _closing(low, mid, high), today, mid.closed_between)


def _end(drift: Estimate | None, end: int) -> Fraction:
    """A drift at the low end of its range, in the middle, or at the high end; 0 where none is stated."""
    if drift is None:
        return Fraction(0)
    return (exact(drift.low), drift.point, exact(drift.high))[end]


def _closing(low: _Stretches, mid: _Stretches, high: _Stretches) -> Band | None:
    """When the last agreement ceases to be possible: the sooner, the more no deal rises."""
    if mid.closes_at is None:
        return None
    sooner = mid.opens_at or 0.0 if high.closes_at is None else high.closes_at
    later = mid.closes_at if low.closes_at is None else low.closes_at
    return Band(min(sooner, mid.closes_at), mid.closes_at, later)


@dataclass(frozen=True, eq=False)
class _Stretches:
    """When each of some agreements is possible.

    steps: by signer, what each agreement gains it today, in whole steps; units: points of a step; drifts: points a
    month.
    """

    steps: tuple[Floats, ...]
    units: tuple[Fraction, ...]
    drifts: tuple[Fraction, ...]
    starts: Floats
    ends: Floats

    @classmethod
    def of(cls, worths: Sequence[Worth], choices: Choices, drifts: Sequence[Fraction]) -> _Stretches:
        """The stretches of some agreements, by what they are worth to the signers."""
        steps = tuple(worth.steps_of(choices) - worth.needed for worth in worths)
        starts, ends = np.zeros(len(choices)), np.full(len(choices), np.inf)
        for gains, worth, drift in zip(steps, worths, drifts, strict=True):
            if not drift:
                ends[gains < 0] = -np.inf
                continue
            turns = gains * float(worth.unit / drift)
            if drift > 0:
                ends = np.minimum(ends, turns)
            else:
                starts = np.maximum(starts, turns)
        units = tuple(worth.unit for worth in worths)
        return cls(steps, units, tuple(drifts), starts, ends)

    def count(self, month: Fraction) -> int:
        """How many agreements are possible after some months."""
        possible = np.ones(len(self.starts), dtype=bool)
        for gains, unit, drift in zip(self.steps, self.units, self.drifts, strict=True):
            possible &= gains >= math.ceil(drift * month / unit)
        return int(np.count_nonzero(possible))

    @property
    def opens_at(self) -> float | None:
        """When the first agreement becomes possible; None where none ever is."""
        for row in self._rows[np.argsort(self.starts[self._rows], kind="stable")].tolist():
            start, end = self._exact(row)
            if end is None or start <= end:
                return float(start)
        return None

    @property
    def closes_at(self) -> float | None:
        """When the last agreement ceases to be possible, infinite where some always is; None where none ever is."""
        for row in self._rows[np.argsort(-self.ends[self._rows], kind="stable")].tolist():
            start, end = self._exact(row)
            if end is None:
                return math.inf
            if start <= end:
                return float(end)
        return None

    @property
    def closed_between(self) -> tuple[tuple[float, float], ...]:
        """The times between the first and the last agreement at which none is possible: after when, until when."""
        rows = self._rows[np.argsort(self.starts[self._rows], kind="stable")]
        reached = np.maximum.accumulate(self.ends[rows])
        found: list[tuple[float, float]] = []
        # Only where floating point cannot rule a gap out are fractions asked.
        near = _NEAR * (1 + np.abs(np.clip(reached[:-1], -1e12, 1e12)))
        for at in np.flatnonzero(self.starts[rows[1:]] > reached[:-1] - near).tolist():
            until = min((s for s, e in map(self._exact, rows[at + 1 :].tolist()) if e is None or s <= e), default=None)
            before = [e for s, e in map(self._exact, rows[: at + 1].tolist()) if e is None or s <= e]
            last = None if not before or None in before else max(end for end in before if end is not None)
            if until is not None and last is not None and last < until and (float(last), float(until)) not in found:
                found.append((float(last), float(until)))
        return tuple(found)

    @property
    def _rows(self) -> NDArray[np.intp]:
        """The agreements that are possible at some time, and those of which only fractions can tell."""
        near = _NEAR * (1 + np.abs(np.clip(self.ends, -1e12, 1e12)))
        return np.flatnonzero(self.starts <= self.ends + near)

    def _exact(self, row: int) -> tuple[Fraction, Fraction | None]:
        """From when to when an agreement is possible; None for an end that never comes."""
        start, end = Fraction(0), None
        for gains, unit, drift in zip(self.steps, self.units, self.drifts, strict=True):
            if drift < 0:
                start = max(start, int(gains[row]) * unit / drift)
            elif drift > 0:
                turn = int(gains[row]) * unit / drift
                end = turn if end is None else min(end, turn)
        return start, end


def _picked(case: Case, drifts: dict[str, Estimate], month: Fraction) -> dict[str, Band] | None:
    """By signer, what the Nash pick of a month is worth; None where no agreement gives everybody something."""
    interests = dict(case.interests)
    for party, drift in drifts.items():
        merged = case.interest_of(party)
        assert merged.no_deal is not None
        value = round(float(merged.no_deal.point + drift.point * month), DECIMALS)
        own = interests.get(party) or Interest(scale=merged.scale)
        interests[party] = own.model_copy(update={"no_deal": NoDealValue(low=value, high=value)})
    later = case.model_copy(update={"interests": interests})
    gains = Gains.of(efficient(later))
    rows = Picks.of(gains).nash
    return worths(gains.efficient, rows) if rows else None

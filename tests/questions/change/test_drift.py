"""What waiting does, held against the worked example and against recounting every month."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import cache

import pytest

from brute import Oracle, random_case
from changed import worked
from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.finding import Band
from comity.live import Live
from comity.questions.change.drift import waiting_of
from comity.questions.change.result import Waiting
from comity.questions.change.words import waited
from comity.questions.sureness import sureness

DRIFTS = {"ukraine": "-0.5", "russia": "0.2", "usa": "-0.1", "europe": "-0.6"}
COUNTS = {0: 326, 6: 423, 12: 567, 24: 536, 36: 374, 48: 169, 60: 97}
GAINS = {
    0: {"ukraine": 10.2, "russia": 5.1, "usa": 12.65, "europe": 7.2},
    24: {"ukraine": 3.8, "russia": 9.4, "usa": 14.25, "europe": -0.2},
    60: {"ukraine": -15.1, "russia": 19.6, "usa": 22.8, "europe": -15.95},
}
TRIED = 30


@cache
def drifting() -> Waiting:
    live = worked()
    for party, drift in DRIFTS.items():
        live = live.changed(("interests", party, "no_deal", "per_month"), drift)
    return waiting_of(live.case, [Fraction(month) for month in COUNTS])


def test_the_worked_example() -> None:
    waiting = drifting()
    assert {int(each.month): int(each.agreements.mid) for each in waiting.months} == COUNTS
    assert waiting.closes_at is not None
    assert round(waiting.closes_at.mid, 3) == 99.786
    assert waiting.opens_at == 0


@pytest.mark.parametrize("month", GAINS)
def test_what_the_pick_gains_over_todays_no_deal(month: int) -> None:
    gains = next(drifting().gains(each) for each in drifting().months if each.month == month)
    assert gains is not None
    assert {party: gain.one for party, gain in gains.items()} == pytest.approx(GAINS[month], abs=0.051)


def with_drifts(case: Case, seed: int) -> tuple[Case, dict[str, tuple[Fraction, Fraction]]]:
    """A random case whose signers' no deal drifts, and the ends of the drifts."""
    draw, interests, drifts = random.Random(seed), dict(case.interests), {}
    for party in case.signers():
        no_deal = case.interest_of(party).no_deal
        assert no_deal is not None
        if party not in interests or interests[party].no_deal is None or draw.random() < 0.2:
            continue
        low, high = sorted(draw.randint(-15, 10) / 10 for _ in range(2))
        moved = no_deal.model_copy(update={"per_month": Estimate(low=low, high=high)})
        interests[party] = interests[party].model_copy(update={"no_deal": moved})
    moved_case = case.model_copy(update={"interests": interests})
    for party in case.signers():
        stated = moved_case.interest_of(party).no_deal
        drift = stated.per_month if stated else None
        drifts[party] = (Fraction(str(drift.low)), Fraction(str(drift.high))) if drift else (Fraction(0), Fraction(0))
    return moved_case, drifts


@pytest.mark.parametrize("seed", range(TRIED))
def test_every_month_is_counted_as_if_by_itself(seed: int) -> None:
    case, drifts = with_drifts(random_case(seed), seed)
    oracle = Oracle(case)
    months = [Fraction(0), Fraction(7, 2), Fraction(12), Fraction(50)]
    waiting = waiting_of(case, months)
    gains = [
        {party: oracle.worth(party, deal) - oracle.no_deal(party) for party in case.signers()}
        for deal in oracle.feasible()
    ]

    def left(month: Fraction, part: Fraction) -> int:
        at = {party: low + (high - low) * part for party, (low, high) in drifts.items()}
        return sum(all(gain >= at[party] * month for party, gain in each.items()) for each in gains)

    for month, told in zip(months, waiting.months, strict=True):
        counts = [left(month, Fraction(part)) for part in (1, Fraction(1, 2), 0)]
        assert told.agreements == Band(*counts)
    stretches = []
    for each in gains:
        start, end = Fraction(0), None
        for party, gain in each.items():
            drift = sum(drifts[party]) / 2
            if drift > 0:
                end = gain / drift if end is None else min(end, gain / drift)
            elif drift < 0:
                start = max(start, gain / drift)
            elif gain < 0:
                end = Fraction(-1)
        if end is None or start <= end:
            stretches.append((start, end))
    if not stretches:
        assert (waiting.opens_at, waiting.closes_at) == (None, None)
        return
    assert waiting.opens_at == float(min(start for start, _ in stretches))
    ends = [end for _, end in stretches]
    last = float("inf") if None in ends else float(max(end for end in ends if end is not None))
    assert waiting.closes_at is not None
    assert waiting.closes_at.mid == last
    assert waiting.closes_at.low <= last <= waiting.closes_at.high


def test_the_readings_of_month_0_are_those_of_today() -> None:
    case = drifting_case("-0.8..-0.2")
    sure = sureness(case)
    assert sure is not None
    today, later = (waiting_of(case, [Fraction(month)]).months[0].drawn for month in (0, 24))
    assert today is not None
    assert later is not None
    assert (today.count, today.share) == (Band(sure.low or 0, sure.median or 0, sure.high or 0), sure.least)
    assert later.count.mid > today.count.mid  # Ukraine's no deal falls


def test_readings_draw_the_drifts_within_their_ranges() -> None:
    """With all ranges but that of a drift closed, the readings lie between the ends of what the drift leaves."""
    case = worked().case
    interests = {
        party: interest.model_copy(
            update={"no_deal": interest.no_deal and interest.no_deal.model_copy(update=middle(interest.no_deal))}
        )
        for party, interest in case.interests.items()
    }
    ukraine = interests["ukraine"].no_deal
    assert ukraine is not None
    moved = ukraine.model_copy(update={"per_month": Estimate(low=-0.8, high=-0.2)})
    interests["ukraine"] = interests["ukraine"].model_copy(update={"no_deal": moved})
    issues = {
        party: interest.model_copy(
            update={
                "issues": {
                    issue: stated.model_copy(
                        update={
                            "weight": stated.weight and stated.weight.model_copy(update=middle(stated.weight)),
                            "ratings": {
                                option: rating.model_copy(update=middle(rating))
                                for option, rating in stated.ratings.items()
                            },
                        }
                    )
                    for issue, stated in interest.issues.items()
                }
            }
        )
        for party, interest in interests.items()
    }
    linkages = tuple(
        each.model_copy(update={"adds": each.adds.model_copy(update=middle(each.adds))}) for each in case.linkages
    )
    closed = case.with_sections(interests=issues, linkages=linkages)
    month = waiting_of(closed, [Fraction(12)]).months[0]
    assert month.drawn is not None
    assert month.agreements.low < month.drawn.count.low <= month.drawn.count.mid
    assert month.drawn.count.mid <= month.drawn.count.high <= month.agreements.high
    assert month.drawn.share == 1


def middle(estimate: Estimate) -> dict[str, float]:
    value = float(estimate.point)
    return {"low": value, "high": value}


def drifting_case(drift: str) -> Case:
    return worked().changed(("interests", "ukraine", "no_deal", "per_month"), drift).case


def test_a_space_that_closes_and_opens_again_is_told() -> None:
    case = Live.of(APART, "apart.yaml").case
    waiting = waiting_of(case, [Fraction(month) for month in (0, 5, 6, 10, 20, 21)])
    assert (waiting.opens_at, waiting.closes_at and waiting.closes_at.mid) == (0, 20)
    assert waiting.closed_between == ((5.0, 10.0),)
    assert [int(each.agreements.mid) for each in waiting.months] == [1, 1, 0, 1, 1, 0]
    assert "Between month 5 and month 10 none is possible." in " ".join(waited(case, waiting))
    touching = Live.of(APART.replace("y: 40", "y: 45"), "apart.yaml").case
    assert waiting_of(touching, [Fraction(0)]).closed_between == ()


APART = """
comity: 1
title: Two agreements, one now and one later
parties: {a: {name: A, signs: yes}, b: {name: B, signs: yes}}
issues: {land: {name: Land, options: {x: X, y: Y, z: Z}}}
interests:
  a: {no_deal: {value: 50, per_month: -1}, land: {weight: 1, x: 50, y: 40, z: 0}}
  b: {no_deal: {value: 50, per_month: 1}, land: {weight: 1, x: 55, y: 70, z: 0}}
"""

"""Messages and who carries them: the notes' worked example, and every number counted again on a small case."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise, product
from operator import itemgetter
from typing import Any

import pytest

from comity.agreements.curves import curves_of
from comity.agreements.persuasion import Reached, Target, moved
from comity.agreements.pressure import Backlash, Movement
from comity.case.check import read_case
from comity.case.messages import Message
from comity.case.model import Case
from comity.case.ties import Tie
from comity.questions.influence.carriers import LEVELS, Sent, sent
from comity.questions.influence.levers import possible
from material import WASHINGTON
from moved import with_number
from talks import talks
from ties import tie, with_messages

BACKSTOP = {"id": "us-backstop", "to": "usa", "moves": {"guarantees": {"article5": 60}}}
MESSAGE = Message.model_validate(BACKSTOP)


def told(case: Case) -> tuple[Sent, ...]:
    curves = curves_of(case)
    assert curves is not None
    return sent(case, curves)


def test_the_worked_example() -> None:
    """methods/influence.md, section 2: uk at .8 rates 37.25 at worst, 372; france, at .3, 28.475, 329.

    The low end of `best` and the high end of `turns` are those of k .4, b 2.5 and of k .1, b 5.
    """
    ties = [
        tie("uk", "usa", "50..70", "80..100", "140..149.2820323027551"),
        tie("france", "usa", "15..35", "30..40", "50..58.28427124746190"),
    ]
    (message,) = told(with_messages(read_case(WASHINGTON), [BACKSTOP], ties))
    assert (message.start, message.limit.value, message.limit.agreements, message.now) == (27.5, 60, 430, 326)
    uk, france = message.carried
    assert (uk.messenger, uk.pressure, france.messenger, france.pressure) == ("uk", 0.8, "france", 0.3)
    assert (uk.worst.value, uk.worst.agreements) == (pytest.approx(37.25), 372)
    assert (france.worst.value, france.worst.agreements) == (pytest.approx(28.475), 329)
    assert message.adds == (46, uk.best.agreements - 326)
    assert uk.hard_at == 1.6
    assert uk.hard.agreements < 326 < uk.worst.agreements < uk.best.agreements
    assert france.hard.agreements <= 326
    row, other = message.json()
    assert (row["message"], row["messenger"], row["pressure"]) == ("us-backstop", "uk", 0.8)
    assert row["worst"] == {"value": uk.worst.value, "agreements": 372}
    assert set(row["best"]) == {"value", "agreements"}
    assert other["messenger"] == "france"


@pytest.mark.parametrize(
    ("ks", "bs", "rapports", "pressure", "ratings", "counts"),
    [
        ((0.4, 0.6), (1.5, 2.5), (0.5, 0.7), 0.8, (37.25, None), (372, None)),
        ((0.4, 0.6), (1.5, 2.5), (0.5, 0.7), 2.0, (0.2, 39.6), (181, 380)),
        ((0.1, 0.3), (3.0, 5.0), (0.15, 0.35), 0.3, (28.475, None), (329, None)),
        ((0.1, 0.3), (3.0, 5.0), (0.15, 0.35), 1.0, (15.8, 30.5), (262, 341)),
        # (The file has 39 at the low end here, and says why not: what it has is not kept within the scale.)
        ((0.1, 0.3), (3.0, 5.0), (0.15, 0.35), 2.0, (0.0, None), (181, 263)),
    ],
)
def test_the_table_of_the_worked_example(
    ks: tuple[float, float],
    bs: tuple[float, float],
    rapports: tuple[float, float],
    pressure: float,
    ratings: tuple[float, float | None],
    counts: tuple[int, int | None],
) -> None:
    """The same: uk and france at each pressure of the table, over the box of k, b and rapport."""
    curves = curves_of(read_case(WASHINGTON))
    assert curves is not None
    target = Target.of(with_messages(read_case(WASHINGTON), [BACKSTOP], []), curves, MESSAGE)
    assert target is not None
    parts = [r * Backlash(k, b).moved(pressure) for k in ks for b in bs for r in rapports]
    ends = (target.at(min(parts)), target.at(max(parts)))
    for end, rating, count in zip(ends, ratings, counts, strict=True):
        if rating is not None:
            assert float(end) == pytest.approx(rating, abs=0.06)
        if count is not None:
            assert target.reached(end).agreements == count


@pytest.mark.parametrize(
    ("to", "limit", "agreements"), [("russia", 44, 1058), ("russia", 56, 42), ("ukraine", 60, 611)]
)
def test_the_limit_of_a_message_is_its_own(to: str, limit: float, agreements: int) -> None:
    hope = {"to": to, "moves": {"no_deal": limit}}
    (message,) = told(with_messages(read_case(WASHINGTON), [hope], []))
    assert (message.limit.value, message.limit.agreements, message.carried, message.adds) == (
        limit,
        agreements,
        (),
        None,
    )
    (row,) = message.json()
    assert (row["messenger"], row["pressure"], row["worst"], row["best"]) == (None, None, None, None)


def test_weight_is_shifted() -> None:
    reframe = {"to": "ukraine", "shifts": {"from": "territory", "to": "guarantees", "weight": 38}}
    case = with_messages(read_case(WASHINGTON), [reframe], [tie("usa", "ukraine", "100", "100", "101")])
    (message,) = told(case)
    (carried,) = message.carried
    assert (message.start, message.limit.value, message.limit.agreements) == (0, 38, 555)
    assert 0 < carried.worst.value <= 38
    assert message.judgement == "interests.ukraine.territory.weight > interests.ukraine.guarantees.weight"


def small(limit: float, *ties: dict[str, Any]) -> Case:
    """Of A, who rates x=q and y=q with nothing: qp, worth 50 to B, is possible from a rating of 20 on."""
    return with_messages(talks(), [{"id": "m", "to": "a", "moves": {"x": {"q": limit}}}], list(ties))


def test_every_value_counted_again() -> None:
    case = small(80, tie("b", "a", "60..90", "70..90", "120..140"), tie("c", "a", "10..20", "50", "90..100"))
    (message,) = told(case)
    for carried in message.carried:
        for reached in (carried.worst, carried.best, carried.hard):
            there = with_number(case, ("interests", "a", "x", "q"), reached.value)
            assert reached.agreements == possible(there)
        ends = sorted((carried.worst.value, carried.best.value))
        between = [ends[0] + (ends[1] - ends[0]) * part / 20 for part in range(21)]
        counts = [possible(with_number(case, ("interests", "a", "x", "q"), value)) for value in between]
        assert (min(counts), max(counts)) == (carried.worst.agreements, carried.best.agreements)
    assert [each.messenger for each in message.carried] == ["b", "c"]
    assert 0 < message.carried[0].parts[0] < message.carried[0].parts[1]


def test_a_message_never_goes_beyond_its_limit_or_the_scale() -> None:
    case = small(30, tie("b", "a", "100", "300", "590"), tie("c", "a", "100", "20", "21"))
    curves = curves_of(case)
    assert curves is not None
    target = Target.of(case, curves, case.messages[0])
    assert target is not None
    assert target.at(5.0) == 30
    assert target.at(-5.0) == 0
    (message,) = told(case)
    assert message.carried[0].worst.value <= 30


def test_the_best_set_is_that_of_trying_all() -> None:
    ties = [
        tie("b", "a", "20..30", "60..80", "100..120"),
        tie("c", "a", "20..40", "70..80", "110..140"),
        tie("d", "a", "5", "20", "30"),
    ]
    (message,) = told(small(90, *ties))
    assert message.together is not None
    boxes = {each["from"]: Movement.of(Tie.model_validate(each)) for each in ties}
    reached = {}
    for levels in product((0.0, *LEVELS), repeat=3):
        pressures = {name: level * boxes[name].robust for name, level in zip(boxes, levels, strict=True) if level}
        if len(pressures) > 1:
            left = 1.0
            for name in pressures:
                left *= 1 - boxes[name].parts(sum(pressures.values()))[0]
            value = min(max(90 * (1 - left), 0.0), 90.0)
            counted = possible(with_number(small(90), ("interests", "a", "x", "q"), value))
            reached[tuple(sorted(pressures.items()))] = (counted, value)
    best = max(reached.values())
    assert message.together.worst.agreements == best[0]
    chosen = tuple(sorted(message.together.pressures.items()))
    found = {tuple((name, round(pressure, 9)) for name, pressure in key): value for key, value in reached.items()}
    assert found[chosen] == pytest.approx(best)


def test_of_voices_that_do_as_well_the_first_by_name_is_told_first() -> None:
    ties = [tie(name, "a", "20..30", "60..80", "100..120") for name in ("b", "c", "d")]
    ((one,), (other,)) = (told(small(90, *order)) for order in (ties, ties[::-1]))
    assert [each.messenger for each in one.carried] == ["b", "c", "d"]
    assert one == other


def test_one_voice_is_no_set() -> None:
    (message,) = told(small(90, tie("b", "a", "20..30", "60..80", "100..120")))
    assert message.together is None


def test_a_message_to_somebody_whose_yes_is_not_asked_moves_nothing() -> None:
    case = with_messages(talks(), [{"to": "c", "moves": {"x": {"p": 40}}}], [tie("a", "c", "50", "80", "120")])
    (message,) = told(case)
    assert (message.carried, message.limit.agreements, message.now) == ((), message.now, message.now)


def test_a_range_moves_with_its_middle_and_stays_on_the_scale() -> None:
    case = with_messages(talks(), [{"to": "b", "moves": {"no_deal": 2}}], [])
    curves = curves_of(case)
    assert curves is not None
    target = Target.of(case, curves, case.messages[0])
    assert target is not None
    for value, ends in ((15, (10, 20)), (2, (0, 7))):
        other = moved(curves.judged, target, Fraction(value))
        (number,) = (each for each in other.numbers if each.name == "interests.b.no_deal")
        assert (number.estimate.low, number.estimate.high) == ends
    shift = with_messages(talks(), [{"to": "b", "shifts": {"from": "x", "to": "y", "weight": 1}}], [])
    target = Target.of(shift, curves, shift.messages[0])
    assert target is not None
    other = moved(curves.judged, target, Fraction(1, 2))
    weights = {each.name: each.estimate.low for each in other.numbers if each.kind == "weight"}
    assert (weights["interests.b.x.weight"], weights["interests.b.y.weight"]) == (0.5, 1.5)


def test_the_extremes_between_two_values_are_those_of_every_value_between() -> None:
    curves = curves_of(read_case(WASHINGTON))
    assert curves is not None
    draw = random.Random(0)
    for place in range(0, len(curves.judged.numbers), 9):
        curve = curves.of_number(place)
        target = Target("", (place,), curve, Fraction(0), Fraction(0), (Fraction(0), Fraction(100)))
        for _ in range(4):
            one, other = (draw.choice([*curve.turns, Fraction(draw.randint(0, 100))]) for _ in range(2))
            low, high = sorted((one, other))
            turns = [low, *(turn for turn in curve.turns if low < turn < high), high]
            middles = [(first + second) / 2 for first, second in pairwise(turns)]
            found = sorted({*turns, *middles}, key=lambda value: abs(value - one))
            counts = [(curve.at(value), value) for value in found]
            fewest, most = min(counts, key=itemgetter(0)), max(counts, key=itemgetter(0))
            assert target.extremes(one, other) == (
                Reached(float(fewest[1]), fewest[0]),
                Reached(float(most[1]), most[0]),
            )

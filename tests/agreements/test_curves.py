"""Response curves: every value counted again, and the published figures of the Washington case."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from comity.agreements.allowed import allowed
from comity.agreements.curves import Curves
from comity.agreements.judged import Judged
from comity.case.check import read_case
from comity.case.model import Case
from doubted import TRIED, doubtful, feasible, middles, possible
from material import WASHINGTON
from talks import talks

# methods/influence.md, section 1, and oracles.json (curves): the count at each value, all else in the middle.
PUBLISHED = {
    "interests.russia.no_deal": {44: 1058, 50: 326, 56: 42},
    "interests.ukraine.no_deal": {60: 611, 76: 165},
    "interests.europe.no_deal": {58: 429, 72: 94},
    "interests.usa.no_deal": {58: 423, 70: 181},
    "interests.russia.guarantees.weight": {18: 326, 13: 412},
    "interests.russia.sanctions.weight": {14: 326, 19: 433},
    "interests.europe.army.weight": {3: 365},
    "interests.usa.guarantees.article5": {
        10: 237, 20: 288, 27.5: 326, 35: 365, 45: 402, 55: 423, 65: 437, 75: 444, 90: 446,
    },
    "interests.russia.territory.frozen": {50: 189, 70: 510},
    "interests.russia.guarantees.article5": {5: 228, 25: 393},
    "interests.ukraine.territory.frozen": {45: 302, 65: 454},
    "interests.ukraine.guarantees.european": {65: 294, 80: 400},
}  # fmt: skip
# The same: Ukraine's weight moved from territory to guarantees.
MOVED = {-5: 315, 0: 326, 2: 331, 5: 342, 8: 359, 10: 369, 15: 396, 20: 437, 38: 555}


def curves(case: Case) -> Curves:
    judged = Judged.of(case)
    return Curves.of(judged, allowed(case, judged.space))


@pytest.fixture(scope="module")
def washington() -> Curves:
    return curves(read_case(WASHINGTON))


@pytest.mark.parametrize("name", PUBLISHED)
def test_washington(name: str, washington: Curves) -> None:
    place = [number.name for number in washington.judged.numbers].index(name)
    curve = washington.of_number(place)
    assert curve.name == name
    assert {value: curve.at(value) for value in PUBLISHED[name]} == PUBLISHED[name]


def test_washington_with_weight_moved(washington: Curves) -> None:
    names = [number.name for number in washington.judged.numbers]
    source, target = (names.index(f"interests.ukraine.{issue}.weight") for issue in ("territory", "guarantees"))
    curve = washington.of_move(source, target)
    assert {value: curve.at(value) for value in MOVED} == MOVED
    assert curve.name == "interests.ukraine.territory.weight to interests.ukraine.guarantees.weight"


def test_every_curve_of_washington_goes_through_the_middle(washington: Curves) -> None:
    assert washington.middle == 326
    for place, number in enumerate(washington.judged.numbers):
        assert washington.of_number(place).at(number.ends[1]) == 326, number.name


def test_every_value_counted_again() -> None:
    """At the ends, in the middle, at two turns of the curve (where ties count) and close beside them."""
    seen = {"weight": 0, "rating": 0, "linkage": 0, "no_deal": 0, "turns": 0, "moved": 0, "shared": 0}
    for seed in range(TRIED):
        case, draw = doubtful(seed), random.Random(seed)
        found, deals, centre = curves(case), feasible(case), middles(case)
        places = list(range(len(found.judged.numbers)))
        few = {*draw.sample(places, min(4, len(places))), *list(found.judged.shared)[:2]}
        for place in few:
            number, curve = found.judged.numbers[place], found.of_number(place)
            turns = draw.sample(curve.turns, min(2, len(curve.turns)))
            near = [turn + off for turn in turns for off in (Fraction(-1, 10**6), Fraction(0), Fraction(1, 10**6))]
            for value in (*number.ends, *near):
                if number.kind == "weight" and value <= 0:
                    continue
                assert curve.at(value) == len(possible(case, deals, {**centre, number.path: value})), (seed, number)
            seen[number.kind] += 1
            seen["turns"] += len(turns)
            seen["shared"] += place in found.judged.shared
        weights = [place for place in places if found.judged.numbers[place].kind == "weight"]
        if len(weights) > 1:
            source, target = draw.sample(weights, 2)
            one, other = (found.judged.numbers[place] for place in (source, target))
            if one.path[1] == other.path[1]:
                for value in (Fraction(0), one.ends[1] / 2, -other.ends[1] / 3):
                    moved = {one.path: centre[one.path] - value, other.path: centre[other.path] + value}
                    counted = len(possible(case, deals, centre | moved))
                    assert found.of_move(source, target).at(value) == counted
                    assert found.with_move(source, target, value) == counted
                seen["moved"] += 1
    assert min(seen.values()) > 3, seen


def test_where_the_space_opens_and_closes() -> None:
    """B's no deal: pq is worth 25 to B, and all that A accepts besides is worth less to it."""
    found = curves(talks())
    curve = found.of_number([number.name for number in found.judged.numbers].index("interests.b.no_deal"))
    assert [curve.at(value) for value in (-1, 0, 1, 25, 25.01)] == [2, 2, 1, 1, 0]
    assert curve.turns == (0, 25)
    assert curve.opening(Fraction(20), Fraction(30)) == (None, 25)
    assert curve.opening(Fraction(0), Fraction(20)) == (None, None)
    assert curve.opening(Fraction(26), Fraction(30)) == (None, None)
    rating = found.of_number([number.name for number in found.judged.numbers].index("interests.b.y.q"))
    assert (rating.at(49), rating.at(50), rating.at(100)) == (0, 1, 1)
    assert rating.opening(Fraction(0), Fraction(60)) == (50, None)


def test_nothing_matters_to_a_party_whose_weights_are_all_nothing() -> None:
    judged = Judged.of(talks())
    weights = {at: Fraction(0) for at in judged.accounts[0].weights}
    assert judged.weighs({})
    assert not judged.weighs(weights)
    assert judged.weighs({**weights, next(iter(weights)): Fraction(1)})

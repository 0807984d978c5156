"""What is certain, drawn and curved where a rule of consent decides: against brute force at every corner and value."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from comity.agreements.allowed import allowed
from comity.agreements.certain import certain
from comity.agreements.consent import Threshold, Voter
from comity.agreements.curves import Curves
from comity.agreements.drawn_picks import picked_in
from comity.agreements.draws import Draws, rows_of
from comity.agreements.judged import Judged
from comity.agreements.passing import passing as listed
from comity.agreements.ruling import packed
from comity.case.model import Case
from consents import Consents, ruled_case
from doubted import TRIED, box, estimates, extremes, middles, passing, ruled_doubtful


def deals(case: Case, judged: Judged, choices: np.ndarray) -> list[dict[str, str]]:
    return [dict(judged.space.agreement(choice).options) for choice in choices.tolist()]


@pytest.mark.parametrize("seed", range(TRIED // 2))
def test_readings_of_the_ranges_one_by_one(seed: int) -> None:
    """Every draw counted again, and that nothing passes in any which is not among the possible."""
    case = ruled_doubtful(seed)
    draws = Draws.of(case)
    left_for = {number.path: at for at, number in enumerate(draws.readings.judged.numbers)}
    assert {number.path: number.estimate for number in draws.readings.judged.numbers} == estimates(case)
    possible = deals(case, draws.readings.judged, draws.choices)
    values = draws.readings.values(0, 4)
    rows = rows_of(draws.left(values), len(draws.choices))
    for draw, row in zip(values, rows, strict=True):
        exact = {path: Fraction(float(draw[at])) for path, at in left_for.items()}
        assert [deal for deal, left in zip(possible, row, strict=True) if left] == passing(case, exact)
    assert draws.counts(4).tolist() == [int(row.sum()) for row in rows]


@pytest.mark.parametrize("seed", range(TRIED // 2))
def test_what_is_certain(seed: int) -> None:
    case = ruled_doubtful(seed)
    judged = Judged.of(case)
    choices = allowed(case, judged.space)
    sure = certain(judged.balances(choices), judged.ruling(choices))
    consents, whole = Consents(case), box(case)
    names = case.voices()
    at_ends = [{name: extremes(case, name, deal, whole) for name in names} for deal in deals(case, judged, choices)]
    for at, deal in enumerate(deals(case, judged, choices)):
        for end, answer in ((0, sure.necessary), (1, sure.possible)):
            says = lambda name: consents.free(name, deal) and at_ends[at][name][end] >= 0  # noqa: B023, E731
            assert answer[at] == consents.passes(deal, says)
        radius = float(sure.radius[at])
        if not np.isnan(radius) and radius < 1 and at % 3 == 0:
            for part, kept in ((radius - 1e-7, True), (radius + 1e-7, False)):
                if 0 < part < 1:
                    inner = box(case, Fraction(part))
                    says = lambda name: consents.free(name, deal) and extremes(case, name, deal, inner)[0] >= 0  # noqa: B023, E731
                    assert consents.passes(deal, says) == kept
    middle = [deal for deal, now in zip(deals(case, judged, choices), sure.middle, strict=True) if now]
    assert middle == consents.stages()["spoilers"]
    assert len(middle) == len(listed(case)) == Curves.of(judged, choices).middle


@pytest.mark.parametrize("seed", range(TRIED // 2))
def test_every_value_of_a_curve_counted_again(seed: int) -> None:
    case, draw = ruled_doubtful(seed), random.Random(seed)
    judged = Judged.of(case)
    curves, centre = Curves.of(judged, allowed(case, judged.space)), middles(case)
    places = draw.sample(range(len(judged.numbers)), 3) + sorted(judged.shared)[:3]
    for place in places:
        number, curve = judged.numbers[place], curves.of_number(place)
        turns = draw.sample(curve.turns, min(2, len(curve.turns)))
        near = [turn + off for turn in turns for off in (Fraction(-1, 10**6), Fraction(0), Fraction(1, 10**6))]
        for value in (*number.ends[::2], *near):
            if number.kind != "weight" or value > 0:
                assert curve.at(value) == len(passing(case, {**centre, number.path: value})), number.name


def test_a_weight_that_several_share_may_open_twice() -> None:
    """One is won by more of a weight from 3 on, the other by less up to 2, and either will do."""
    members = {name: {"name": name} for name in ("up", "down")}
    content = {
        "title": "Two stretches",
        "parties": {"group": {"name": "Group", "signs": True, "members": members, "decides": "any"}},
        "issues": {"x": {"name": "X", "options": {"a": "a"}}, "y": {"name": "Y", "options": {"b": "b"}}},
        "interests": {
            "group": {"no_deal": 50, "x": {"weight": "1..9", "a": 60}, "y": {"weight": 1, "b": 20}},
            "up": {"no_deal": 50},
            "down": {"no_deal": 70, "y": {"weight": 1, "b": 90}},
        },
    }
    case = Case.model_validate(content)
    judged = Judged.of(case)
    curves = Curves.of(judged, allowed(case, judged.space))
    place = [number.name for number in judged.numbers].index("interests.group.x.weight")
    curve = curves.of_number(place)
    assert [curve.at(value) for value in (1, 2, 2.1, 2.9, 3, 9)] == [1, 1, 0, 0, 1, 1]


@pytest.mark.parametrize("seed", range(0, TRIED, 4))
def test_what_is_fair_is_so_among_who_signs(seed: int) -> None:
    """What measures pick depends on the gains of those at the table alone, among what passes."""
    case = ruled_doubtful(seed)
    draws = Draws.of(case)
    assert len(draws.at_table) == len(case.signers())
    values = draws.readings.values(0, 3)
    for draw, (rows, efficient, picks) in enumerate(picked_in(draws, values)):
        gains = np.array(
            [[voice.gains(values).of(draw, np.array([row]))[0] for voice in draws.at_table] for row in rows]
        )
        for at, row in enumerate(gains.round(9) if len(rows) else []):
            beaten = ((gains.round(9) >= row).all(axis=1) & (gains.round(9) > row).any(axis=1)).any()
            assert (at in efficient) == (not beaten)
        best = {name: gains[chosen].min(axis=1).max() for name, chosen in picks.items() if len(chosen)}
        if len(rows):
            assert best["egalitarian"] == pytest.approx(gains.min(axis=1).max())


@pytest.mark.parametrize("weights", [(1, 1, 1, 1), (3, 1, 2, 2), (50, 49, 1, 1)])
def test_a_rule_over_words_is_the_rule_one_by_one(weights: tuple[int, ...]) -> None:
    every = np.array(list(product((False, True), repeat=4)) * 9).T
    for quota in range(1, sum(weights) + 1):
        rule = Threshold(quota, tuple((weight, Voter(str(at))) for at, weight in enumerate(weights)))
        met = np.dot(weights, every) >= quota
        assert rule.of(lambda name: every[int(name)]).tolist() == met.tolist()
        words = rule.of(lambda name: packed(every[int(name)]))
        assert rows_of(words[None], every.shape[1])[0].tolist() == met.tolist()


def test_who_has_a_veto() -> None:
    """Under unanimity all who sign; a lone body at home, too; nobody of whom some others could do without."""
    seen = set()
    for seed in range(40):
        case = ruled_case(seed)
        consents, vetoes = Consents(case), Judged.of(case).deciding.consent.vetoes
        deal = {issue: next(iter(stated.options)) for issue, stated in case.issues.items()}
        consents.needed = lambda deal: set()  # type: ignore[method-assign]
        by_hand = [name for name in case.voices() if not consents.passes(deal, lambda other: other != name)]  # noqa: B023
        assert list(vetoes) == by_hand
        seen.add(len(vetoes))
    assert len(seen) > 2

"""Counts without looking at each agreement: equal to the funnel where both can be had, and never beside the truth."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from comity.agreements.elimination import Limits
from comity.agreements.space import Agreement
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.agreement import bounds as bounds_module
from comity.questions.agreement.bounds import Bounds, Interval, bounds_of
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import AgreementLeft


def drawn(seed: int, issues: int = 4, options: int = 3, rules: int = 3) -> Case:
    """A small random case with linkages, conditions and red lines across issues."""
    draw = random.Random(seed)
    names = [f"i{at}" for at in range(issues)]
    every = [f"o{at}" for at in range(options)]

    def combination() -> dict[str, list[str]]:
        chosen = draw.sample(names, draw.randint(1, 2))
        return {issue: draw.sample(every, draw.randint(1, options - 1)) for issue in chosen}

    def interest() -> dict[str, object]:
        rated = {
            issue: {"weight": str(draw.randint(1, 9)), **{option: str(draw.randint(0, 100)) for option in every}}
            for issue in names
        }
        return {"no_deal": str(draw.randint(20, 60)), **rated}

    parties = ["a", "b", "c"]
    return Case.model_validate(
        {
            "title": "drawn",
            "parties": {party: {"name": party, "signs": "yes"} for party in parties},
            "issues": {issue: {"name": issue, "options": {option: option for option in every}} for issue in names},
            "interests": {party: interest() for party in parties},
            "conditions": [{"if": combination(), "then": combination()} for _ in range(rules)],
            "linkages": [
                {"party": draw.choice(parties), "when": combination(), "adds": str(draw.randint(-20, 20))}
                for _ in range(rules)
            ],
            "red_lines": [
                {"party": draw.choice(parties), "never": combination(), "firmness": "declared"} for _ in range(rules)
            ],
        }
    )


@pytest.mark.parametrize("levels", [range(1, 5), range(64, 4097)])
def test_bounds_hold_the_counts_of_the_funnel(levels: range, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds_module, "LEVELS", levels)
    for seed in range(150):
        case = drawn(seed)
        counted, bounded = funnel_of(case), bounds_of(case)
        assert bounded.coherent == Interval(counted.coherent, counted.coherent)
        assert bounded.red_lines == Interval(counted.red_lines, counted.red_lines)
        assert bounded.zopa.low <= counted.zopa <= bounded.zopa.high
        for signer in counted.signers:
            accepted = counted.red_lines - signer.removes
            assert bounded.accepts[signer.party].low <= accepted <= bounded.accepts[signer.party].high


@pytest.mark.parametrize("show", [3, 200])
def test_the_best_agreements_are_those_of_the_funnel(show: int) -> None:
    few = none = 0
    for seed in range(60):
        case = drawn(seed)
        counted, bounded = funnel_of(case), bounds_of(case, show=show)
        assert bounded.left == counted.left[:show]
        assert bounded.left_exact
        assert bounded.shown == len(bounded.left)
        if counted.zopa < show:
            assert bounded.zopa == Interval(counted.zopa, counted.zopa)
            few += counted.zopa > 0
            none += counted.zopa == 0
    assert few > 0
    assert none > 0


def test_a_search_for_the_best_that_is_cut_off_says_so() -> None:
    bounded = bounds_of(drawn(5, issues=9, options=4), work=1)
    assert not bounded.left_exact
    assert not bounded.zopa.exact


def test_worth_of_few_steps_is_counted_exactly() -> None:
    case = drawn(3)
    payoff = Payoff.of(case)
    assert all(worth.unit >= Fraction(1, 40) for worth in payoff.worths.values())
    counted, bounded = funnel_of(case), bounds_of(case)
    assert all(bounded.accepts[each.party].exact for each in counted.signers)


def test_a_space_beyond_64_bits_is_counted_in_whole_numbers() -> None:
    case = drawn(5, issues=60, options=4, rules=2)
    bounded = bounds_of(case)
    assert bounded.all == 4**60
    assert bounded.coherent.exact
    assert 0 < bounded.red_lines.low < bounded.coherent.low < 4**60


def test_too_many_combinations_give_an_interval_not_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds_module, "CELLS", 8)
    case = drawn(1, issues=5, rules=8)
    counted, bounded = funnel_of(case), bounds_of(case)
    assert bounded.red_lines == Interval(counted.red_lines, counted.red_lines)
    assert set(bounded.accepts.values()) == {Interval(0, counted.red_lines)}
    monkeypatch.setattr(bounds_module, "HARD_STAGES", Limits(looked_at=8))
    bounded = bounds_of(case)
    assert bounded.red_lines == Interval(0, case_count(case))
    assert bounded.zopa == Interval(counted.zopa, counted.zopa) == Interval(0, 0)  # all of it was searched for the best


def case_count(case: Case) -> int:
    return Payoff.of(case).space.count


def test_the_result_is_whole_as_data() -> None:
    left = AgreementLeft(Agreement({"x": "p"}), {"a": 1.5})
    bounds = Bounds(
        2**31, Interval(9, 9), Interval(5, 7), Interval(0, 5), {"a": Interval(2, 6)}, ("a",), (left,), False, 1, 99
    )
    assert not bounds.exact
    assert bounds.json() == {
        "stages": [
            {"name": "all", "count": 2**31, "low": 2**31, "high": 2**31},
            {"name": "coherent", "count": 9, "low": 9, "high": 9},
            {"name": "red_lines", "count": None, "low": 5, "high": 7},
            {"name": "zopa", "count": None, "low": 0, "high": 5},
        ],
        "agreements": [{"x": "p"}],
        "agreements_count": None,
        "agreements_listed": 1,
        "agreements_shown": 1,
        "left": [{"number": 1, "gains": {"a": 1.5}}],
        "left_exact": False,
        "accepts": {"a": {"low": 2, "high": 6}},
        "countable": 99,
        "rounded": ["a"],
    }


def test_bounds_of_one_number_each_are_exact() -> None:
    bounds = Bounds(2**31, Interval(9, 9), Interval(7, 7), Interval(5, 5), {"a": Interval(5, 5)})
    assert bounds.exact
    assert bounds.json()["agreements_count"] == 5

"""How much an agreement between steps could be worth: as much as one of a case with steps ten times as fine shows."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.between_steps import between_steps

LINE = {"party": "a", "never": {"x": ">6"}, "firmness": "declared", "because": "So."}
TIED = {"party": "b", "when": {"y": "<=4", "n": "q"}, "adds": 8}


def amounts(step: float, **more: Any) -> Case:
    """Two amounts from 0 to 10; Ash wants much of the one, Birch little of it."""
    amount = {"from": 0, "to": 10, "step": step}
    return Case.model_validate({
        "title": "Amounts",
        "parties": {"a": {"name": "Ash", "signs": True}, "b": {"name": "Birch", "signs": True}},
        "issues": {
            "x": {"name": "X", "amount": amount},
            "y": {"name": "Y", "amount": amount},
            "n": {"name": "N", "options": {"p": "P", "q": "Q"}},
        },
        "interests": {
            "a": {"no_deal": 20, "x": {"weight": 3, "0": 0, "4": 70, "10": 100}, "y": {"weight": 1, "0": 0, "10": 100}},
            "b": {
                "no_deal": 20,
                "x": {"weight": 1, "0": 100, "10": 0},
                "y": {"weight": 1, "0": 100, "6": 90, "10": 0},
                "n": {"weight": 2, "p": 0, "q": 100},
            },
        },
        **more,
    })  # fmt: skip


def worths(case: Case) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What every agreement that crosses no red line and meets the conditions is worth to both."""
    payoff = Payoff.of(case)
    rules = [rule.breaks for rule in (*condition_rules(case, payoff.space), *red_line_rules(case, payoff.space))]
    every = [
        choice for choice in product(*map(range, payoff.space.sizes)) if not any(rule.at(choice) for rule in rules)
    ]
    steps = [[worth.points(worth.steps(choice)) for worth in payoff.worths.values()] for choice in every]
    return np.array(steps)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        # Ash: 17.5 a step of x below 4, three quarters of its weight, and 10 of y, a quarter; half of both.
        ({}, {"a": (0.75 * 17.5 + 0.25 * 10) / 2, "b": (0.25 * 10 + 0.25 * 22.5) / 2}),
        # Beside a red line it may be a whole step: 5 of x above 4 are less than half of 17.5, but 10 are not.
        ({"red_lines": [LINE]}, {"a": (0.75 * 17.5 + 0.25 * 10) / 2, "b": 0.25 * 10 + 0.25 * 22.5 / 2}),
        ({"linkages": [TIED]}, {"a": 0.75 * 17.5 / 2 + 0.25 * 10, "b": (0.25 * 10 + 0.25 * 22.5) / 2}),
    ],
    ids=["nothing told apart", "red line", "linkage"],
)
def test_an_agreement_between_steps_is_worth_no_more_than_is_said_and_may_be_worth_more(
    more: dict[str, Any], said: dict[str, float]
) -> None:
    case = amounts(1, **more)
    assert between_steps(case) == pytest.approx(said)
    coarse, fine = worths(case), worths(amounts(0.5, **more))
    excess = fine[:, None] - coarse
    assert (excess <= np.array(list(said.values())) + 1e-9).all(axis=2).any(axis=1).all()
    assert excess.max(axis=2).min(axis=1).max() > 0


def test_it_is_said_in_one_sentence_and_told_as_numbers() -> None:
    finding = agreement(amounts(1))
    sentence = (
        "Amounts are settled in steps; an agreement between two steps may be worth more than one on them, by at most "
        "7.9 points for Ash and 4.1 points for Birch."
    )
    assert sentence in finding.caveats
    assert finding.result.json()["between_steps"] == {"a": 7.8125, "b": 4.0625}
    large = agreement(amounts(1), count=10)
    assert sentence in large.caveats
    assert large.result.json()["between_steps"] == {"a": 7.8125, "b": 4.0625}


def test_nothing_is_said_where_there_is_no_amount_or_nobody_cares_for_it() -> None:
    flat = {"0": 50, "10": 50}
    interests = {
        "a": {"no_deal": 20, "x": {"weight": 1, **flat}, "n": {"weight": 1, "p": 100, "q": 0}},
        "b": {"no_deal": 20, "n": {"weight": 1, "p": 0, "q": 100}},
    }
    silent = amounts(1, interests=interests)
    assert between_steps(silent) == {"a": 0.0}
    assert not any("steps" in caveat for caveat in agreement(silent).caveats)

"""How demands soften, step by step, and what a step costs."""

from __future__ import annotations

import math
from typing import Any

import pytest

from comity.case.model import Case
from comity.problem import Problems
from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.concessions import concessions
from comity.questions.deadlock.demands import NamedDemand, Prices, Refusal, Softening, Step, Threshold
from comity.questions.deadlock.impasse import Impasse
from comity.questions.deadlock.solver import Work
from demanded import LADDER, ladder

ENOUGH = 10**9


def clauses_of(case: Case, prices: Prices | None = None) -> Clauses:
    return Impasse.of(case, prices or Prices()).demanded


def test_a_red_line_softens_option_by_option_from_what_is_accepted() -> None:
    clauses = clauses_of(ladder(["r", "s", "t"], "declared", ["p", "q", "r"]))
    mine = clauses.demands[0]
    assert isinstance(mine, Refusal)
    assert [(step.to, step.price, step.after) for step in mine.steps] == [("r", 3, ()), ("s", 3, (0,)), ("t", 3, (1,))]
    found = concessions(clauses, 9, Work(ENOUGH)).concessions
    assert [(each.cost, dict(each.steps)) for each in found] == [
        (6, {0: (0, 1)}),
        (13, {0: (0,), 1: (0,)}),
        (20, {1: (0, 1)}),
    ]


def test_a_red_line_around_what_is_accepted_softens_to_either_side() -> None:
    clauses = clauses_of(ladder(["p", "q", "s", "t"], "preferred", ["r"]))
    mine = clauses.demands[0]
    assert {step.to: tuple(mine.steps[at].to for at in step.after) for step in mine.steps} == {
        "q": (), "s": (), "p": ("q",), "t": ("s",),
    }  # fmt: skip


def test_a_refused_middle_is_reached_from_either_end() -> None:
    clauses = clauses_of(ladder(["q", "r", "s"], "preferred", ["p", "q", "s", "t"]))
    mine = clauses.demands[0]
    assert {mine.steps[at].to for step in mine.steps if step.to == "r" for at in step.after} == {"q", "s"}
    found = concessions(clauses, 2, Work(ENOUGH)).concessions
    assert [each.cost for each in found] == [2, 2]
    opened = [{mine.steps[step].to for step in each.steps[0]} for each in found]
    assert {"q", "r"} in opened
    assert {"r", "s"} in opened


def test_a_no_deal_value_softens_in_points() -> None:
    case = Case.model_validate(LADDER)
    threshold = clauses_of(case, Prices(points=4, no_deal=2)).demands[0]
    assert isinstance(threshold, Threshold)
    # A's worst option is worth 20, above its no-deal value of 10: one step, and that gives the demand up.
    assert [(step.to, step.price) for step in threshold.steps] == [(None, 2)]
    land = LADDER["interests"]["a"]["land"]
    interests = {**LADDER["interests"], "a": {"no_deal": 30, "land": land}}
    firm = Case.model_validate({**LADDER, "interests": interests})
    threshold = clauses_of(firm, Prices(points=4, no_deal=2)).demands[0]
    assert [step.to for step in threshold.steps] == [26.0, 22.0, None]
    assert [step.after for step in threshold.steps] == [(), (0,), (1,)]


def test_prices_that_cannot_be_meant_are_all_named() -> None:
    with pytest.raises(Problems) as raised:
        Prices(preferred=0, declared=-1, points=0)
    assert len(raised.value.problems) == 3


def test_demands_are_named_by_their_red_line_or_their_party() -> None:
    firm = Impasse.of(ladder(["r", "s", "t"], "preferred", ["p"]), Prices())
    assert firm.named_demands == (
        NamedDemand("mine", "a", "preferred", None),
        NamedDemand("theirs", "b", "constitutional", None),
        NamedDemand("a-no-deal", "a", "no deal", 10.0),
        NamedDemand("b-no-deal", "b", "no deal", 10.0),
    )
    assert firm.named({3, 1}) == (firm.named_demands[1], firm.named_demands[3])
    assert firm.named_demands[3].json() == {"name": "b-no-deal", "party": "b", "firmness": "no deal", "points": 10.0}


def test_steps_that_are_made_are_told_one_by_one() -> None:
    firm = Impasse.of(ladder(["r", "s", "t"], "declared", ["p"]), Prices(declared=4))
    softening = firm.softening(0, (0, 1))
    assert softening == Softening(firm.named_demands[0], (Step(4, (), "r"), Step(4, (0,), "s")))
    assert softening.json() == [
        {"demand": "mine", "party": "a", "to": "r", "price": 4},
        {"demand": "mine", "party": "a", "to": "s", "price": 4},
    ]


def test_prices_in_words() -> None:
    assert Prices(points=2.5).words() == "preferred 1, declared 3, constitutional 10, no_deal 1, points 2.5"


def test_a_step_of_a_score_sheet_is_a_part_of_the_highest_total_that_is_reached() -> None:
    """The two linkages exclude each other: no agreement is worth 20 + 20 + 20 + 40 + 40, the best is worth 100."""

    def content(**more: Any) -> dict[str, Any]:
        options = {"x": ("l", "r"), "y": ("u", "d"), "z": ("v", "w")}
        return {
            "title": "Steps",
            "parties": {"a": {"name": "A", "signs": "yes"}},
            "issues": {issue: {"name": issue, "options": {o: o for o in names}} for issue, names in options.items()},
            "interests": {
                "a": {
                    "scale": "points",
                    "no_deal": 96,
                    "x": {"l": 20, "r": 20},
                    "y": {"u": 20, "d": 0},
                    "z": {"v": 20, "w": 0},
                }
            },
            "linkages": [
                {"party": "a", "when": {"x": "l", "y": "u"}, "adds": 40},
                {"party": "a", "when": {"x": "r", "z": "v"}, "adds": 40},
            ],
            **more,
        }

    (threshold,) = clauses_of(Case.model_validate(content())).demands
    assert [step.to for step in threshold.steps[:4]] == [91.0, 86.0, 81.0, 76.0]
    assert threshold.steps[-1].to is None
    assert len(threshold.steps) == 16  # down to 20, the least that an agreement is worth
    # A condition changes what is coherent, not what a point is.
    rule = [{"if": {"x": ["l", "r"]}, "then": {"y": "d", "z": "w"}}]
    (same,) = clauses_of(Case.model_validate(content(conditions=rule))).demands
    assert [step.to for step in same.steps[:2]] == [91.0, 86.0]


@pytest.mark.parametrize("nothing", [math.nan, math.inf, -math.inf])
def test_prices_and_points_that_are_no_numbers_are_refused(nothing: float) -> None:
    with pytest.raises(Problems) as raised:
        Prices(declared=nothing, points=nothing)  # type: ignore[arg-type]
    assert len(raised.value.problems) == 2

"""What an amount does to a contest, by steps and by comparison, is what its steps written as options would do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amounts import Content, as_options, holds, steps
from comity.case.model import Case
from comity.problem import Problems
from comity.questions.durability.answer import durability
from comity.show.terminal import text

GUARDS = {"guarantee": {"chance": 97, "decay": 0, "wavering": 1}}
LIMIT = {"limit": {"challenger": 70}, "because": "Fewer arms."}


def contested(effects: dict[str, Any]) -> Content:
    """A line that is drawn in steps of 10 percent of the land, and how many guards stand there."""
    return {
        "title": "A line",
        "parties": {name: {"name": name.title(), "signs": True} for name in ("ash", "birch")},
        "issues": {
            "land": {"name": "What Ash holds", "amount": {"from": 0, "to": 50, "step": 10, "unit": "%"}},
            "guards": {"name": "Guards", "amount": {"from": 0, "to": 400, "step": 100, "unit": "guards"}},
        },
        "interests": {
            party: {
                "no_deal": 20,
                "land": {"weight": 3, "0": low, "50": high},
                "guards": {"weight": 1, "0": few, "400": many},
            }
            for party, low, high, few, many in (("ash", 0, 100, 40, 0), ("birch", 100, 0, 0, 100))
        },
        "red_lines": [], "conditions": [], "linkages": [],
        "contest": {
            "challenger": "ash", "defender": "birch", "stake": "All of the land", "held": 20, "victory": 55, "land": 60,
            "arms": 60, "first_strike": {"challenger": 52, "defender": 52}, "cost": {"challenger": 3, "defender": 3},
            "discount": 92, "noise": 2, "accident": 1, "rebuilding": {"years": 4, "challenger": 2, "defender": 1},
            "guarantor": {"rescue": 25, "punishment": 1, "wavers": 2, "recovers": 30}, "effects": effects,
        },
    }  # fmt: skip


EFFECTS = {
    "land": {"<20": {"share": 10}, "20..30": {"share": "25..30"}, "40": {"share": 40}, ">40": {"share": 50}},
    "guards": {"<=100": LIMIT, ">=200": GUARDS},
}


def test_effects_by_comparison_are_those_of_the_steps() -> None:
    content = contested(EFFECTS)
    written = as_options(content)
    written["contest"] = {
        **content["contest"],
        "effects": {
            issue: {
                step: next(effect for words, effect in stated.items() if holds(step, words))
                for step in steps(content["issues"][issue]["amount"])
            }
            for issue, stated in EFFECTS.items()
        },
    }
    mine, theirs = (durability(Case.model_validate(each), draws=20) for each in (content, written))
    told, by_option = (json.loads(json.dumps(dict(each.data))) for each in (mine, theirs))
    judged = {each["path"] for each in told.pop("estimates")}
    by_option.pop("estimates")
    assert told == by_option
    assert mine.answer == theirs.answer
    assert mine.result.lasting.considered > 1
    assert "effects.land.20..30.share" in judged  # one judgement, not one a step
    assert "20..30" in text(mine)


@pytest.mark.parametrize(
    ("land", "problem"),
    [
        ({"<20": {"share": 10}, "10..50": {"share": 30}}, "two entries speak of 10; let each step stand in one"),
        ({">50": {"share": 10}}, "no step of this amount is >50; it runs from 0 to 50"),
        ({"15": {"share": 10}}, "'15' lies between two steps of this amount; write 10 or 20"),
    ],
)
def test_effects_of_no_step_or_of_one_twice_are_refused(land: dict[str, Any], problem: str, tmp_path: Any) -> None:
    from ruamel.yaml import YAML

    from comity.case.check import read_case

    with (tmp_path / "case.yaml").open("w", encoding="utf-8") as file:
        YAML().dump(contested({"land": land, "guards": {"<=100": LIMIT, ">=200": GUARDS}}), file)
    with pytest.raises(Problems) as refused:
        read_case(tmp_path / "case.yaml")
    assert any(problem in str(each) for each in refused.value.problems), refused.value.problems

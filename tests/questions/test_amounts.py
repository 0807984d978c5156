"""Cases with amounts equal the same cases with every step written as an option, in every question.

`COMITY_FUZZ` says how many are tried.
"""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from amounts import as_options, drawn
from comity.case.model import Case
from comity.questions import QUESTIONS, registered

TRIED = int(os.environ.get("COMITY_FUZZ", "8"))


def asked(name: str, case: Case, **said: Any) -> Any:
    options = {option.name: () if option.many else option.default for option in registered(name).options}
    return json.loads(json.dumps(dict(registered(name).ask(case, progress=None, **{**options, **said}).data)))


def near(value: Any) -> Any:
    """The same with numbers to nine places: sums in floating point hang on their order."""
    if isinstance(value, dict):
        return {name: near(item) for name, item in value.items()}
    if isinstance(value, list):
        return [near(item) for item in value]
    return round(value, 9) + 0.0 if isinstance(value, float) else value


@pytest.mark.parametrize("part", range(4))
def test_an_amount_is_worth_what_its_steps_are(part: int) -> None:
    """In every fourth case each step is rated, so that there are ranges; in the others points and straight lines."""
    for seed in range(part, TRIED, 4):
        content = drawn(seed, every_step=seed % 4 == 3)
        case, steps = Case.model_validate(content), Case.model_validate(as_options(content))
        # (What each judgement would open hangs on which are judged: the points are fewer than all the steps.)
        for name in QUESTIONS if seed % 4 == 3 else [name for name in QUESTIONS if name != "influence"]:
            mine, theirs = near(asked(name, case)), near(asked(name, steps))
            if name == "doubt" and seed % 4 != 3:  # the points are fewer judged numbers than all the steps
                assert mine.pop("numbers") < theirs.pop("numbers")
            if name == "doubt":
                _next_to_what_is_accepted(mine, theirs)
            assert mine == theirs, f"{name}, seed {seed}"


def _next_to_what_is_accepted(mine: Any, theirs: Any) -> None:
    """A red line on an amount is tried softer where it ends only, not in the middle of what it refuses."""
    for own, other in zip(mine["red_lines"], theirs["red_lines"], strict=True):
        tried = [(each["never"], each["unless"]) for each in own["softened"]]
        other["softened"] = [each for each in other["softened"] if (each["never"], each["unless"]) in tried]
        for line in (own, other):
            line["softened"].sort(key=json.dumps)

"""Cases with amounts equal the same cases with every step written as an option, in every question.

`COMITY_FUZZ` says how many are tried.
"""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from amounts import Content, as_options, drawn, holds, steps
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


def between_points(case: Case) -> int:
    """How many steps those who are asked do not rate themselves."""
    return sum(
        len(case.issues[issue].options) - len(stated.ratings)
        for party in case.voices()
        for issue, stated in case.interest_of(party).issues.items()
        if case.issues[issue].amount is not None
    )


def rated_as_written(amounts: Any, content: Content) -> None:
    """The points and what red lines refuse, against the file: of amounts only, so the same case of options has none."""
    assert [each["issue"] for each in amounts] == [name for name, of in content["issues"].items() if "amount" in of]
    for each in amounts:
        names = list(steps(content["issues"][each["issue"]]["amount"]))
        for party, ratings in each["ratings"].items():
            written = content["interests"][party][each["issue"]]
            assert list(ratings) == [name for name in names if name in written]
            for name, rating in ratings.items():
                low, _, high = str(written[name]).partition("..")
                assert rating == {
                    "low": float(low),
                    "mid": (float(low) + float(high or low)) / 2,
                    "high": float(high or low),
                }
        told: dict[str, set[str]] = {}
        for stretch in each["refused"]:
            first, last = names.index(stretch["first"]), names.index(stretch["last"])
            assert first == 0 or names[first - 1] not in told.get(stretch["red_line"], ()), "stretches are whole"
            told.setdefault(stretch["red_line"], set()).update(names[first : last + 1])
        for line in content["red_lines"]:
            refused = line["never"].get(each["issue"], [])
            own = told.pop(line["id"], set())
            if own or content["parties"][line["party"]]["signs"]:
                assert own == {name for name in names if any(holds(name, words) for words in refused)}
        assert not told


@pytest.mark.parametrize("part", range(4))
def test_an_amount_is_worth_what_its_steps_are(part: int) -> None:
    """In every fourth case each step is rated, so that there are ranges; in the others points and straight lines."""
    for seed in range(part, TRIED, 4):
        content = drawn(seed, every_step=seed % 4 == 3)
        case, written_out = Case.model_validate(content), Case.model_validate(as_options(content))
        # (What each judgement would open hangs on which are judged: the points are fewer than all the steps.)
        for name in QUESTIONS if seed % 4 == 3 else [name for name in QUESTIONS if name != "influence"]:
            mine, theirs = near(asked(name, case)), near(asked(name, written_out))
            if name == "doubt":  # only the points are judged, not all the steps
                assert mine.pop("numbers") == theirs.pop("numbers") - between_points(case)
            if name == "agreement":
                amounts = mine.pop("amounts")
                rated_as_written(amounts, content)
                assert mine.pop("between_steps", {}).keys() == {party for each in amounts for party in each["ratings"]}
            if name == "doubt":
                _next_to_what_is_accepted(mine, theirs)
            if name == "influence":
                _allowed_where_it_ends(mine, theirs)
            assert mine == theirs, f"{name}, seed {seed}"


def _next_to_what_is_accepted(mine: Any, theirs: Any) -> None:
    """A red line on an amount is tried softer where it ends only, not in the middle of what it refuses."""
    for own, other in zip(mine["red_lines"], theirs["red_lines"], strict=True):
        tried = [(each["never"], each["unless"]) for each in own["softened"]]
        other["softened"] = [each for each in other["softened"] if (each["never"], each["unless"]) in tried]
        for line in (own, other):
            line["softened"].sort(key=json.dumps)


def _allowed_where_it_ends(mine: Any, theirs: Any) -> None:
    """The same of levers: those of single steps that end no stretch are tried of options only."""
    tried = [(each["judgement"], each["allows"]) for each in mine["levers"]]
    dropped = [each for each in theirs["levers"] if (each["judgement"], each["allows"]) not in tried]
    assert all(each["kind"] == "red_line" and len(each["allows"]) == 1 for each in dropped)
    theirs["levers"] = [each for each in theirs["levers"] if each not in dropped]
    theirs["opening"] -= sum(each["agreements"] > theirs["now"] for each in dropped)
    if dropped:  # which take the places of others among those that are shown
        rests = [mine.pop("judged"), theirs.pop("judged")]
        assert all(each in rests[0] for each in rests[1])

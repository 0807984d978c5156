"""The order and the names of options, issues, parties and sources change no number and no verdict, ties or not.

Cases are drawn so that ties are likely: few ratings, equal weights. `COMITY_CASES` says how many are tried (`make fuzz`
tries more). Lists are compared as sets: where their order is promised, those that tie may stand in any.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Mapping
from typing import Any

import pytest

from comity.case.check import read_case
from comity.case.model import Case
from comity.questions import QUESTIONS, registered
from material import WASHINGTON

TRIED = int(os.environ.get("COMITY_CASES", "16"))
SEVERAL = 5
"""Up to so many agreements of an outcome are all listed, so that the lists can be compared."""


def drawn(seed: int) -> dict[str, Any]:
    """The content of a case in which much ties: few ratings and weights, small issues, some of everything."""
    draw = random.Random(seed)
    parties = [f"p{at}" for at in range(draw.choice((2, 3, 3, 4)))]
    issues = {f"i{at}": [f"i{at}o{o}" for o in range(draw.choice((2, 2, 3)))] for at in range(draw.choice((2, 3, 3)))}
    signers = [party for party in parties if party in parties[:2] or draw.random() < 0.7]

    def terms(most: int = 2) -> dict[str, list[str]]:
        some = draw.sample(list(issues), min(draw.randint(1, most), len(issues)))
        return {issue: draw.sample(issues[issue], draw.randint(1, len(issues[issue]) - 1)) for issue in some}

    def interest() -> dict[str, Any]:
        points = draw.random() < 0.2
        rated = {
            issue: {
                **({} if points else {"weight": draw.choice((1, 1, 1, 2))}),
                **{option: draw.choice((0, 20, 20, 40) if points else (0, 50, 50, 100)) for option in options},
            }
            for issue, options in issues.items()
            if draw.random() < 0.8 or issue == "i0"
        }
        least = draw.choice((0, 10, 20, "10..50") if points else (0, 20, 40, "30..70", 50))
        return {"no_deal": least, **({"scale": "points"} if points else {}), **rated}

    described: dict[str, Any] = {party: {"name": f"Party {party}", "signs": party in signers} for party in parties}
    if draw.random() < 0.3:
        described[parties[0]]["members"] = {"m0": {"name": "Member m0", "signs": False}, "m1": {"name": "Member m1"}}
    content: dict[str, Any] = {
        "title": "Drawn",
        "sources": {"s0": {"file": "one.md"}, "s1": {"file": "two.md"}},
        "parties": described,
        "issues": {
            issue: {
                "name": f"Issue {issue}",
                "ordered": at == 0 and seed % 3 == 0,
                "options": {option: f"Option {option}" for option in options},
            }
            for at, (issue, options) in enumerate(issues.items())
        },
        "interests": {party: interest() for party in parties},
        "red_lines": [
            {"id": f"l{at}", "party": draw.choice(parties), "never": terms(), "firmness": draw.choice(FIRM)}
            for at in range(draw.choice((0, 0, 1, 3)))
        ],
        "conditions": [{"id": f"c{at}", "if": terms(1), "then": terms(1)} for at in range(draw.choice((0, 0, 1, 3)))],
        "linkages": [
            {"party": draw.choice(parties), "when": terms(), "adds": draw.choice((10, -10, 20))}
            for _ in range(draw.choice((0, 0, 1, 3)))
        ],
    }
    if seed % 3 == 2:
        content["consent"] = {"at_least": max(1, len(signers) - 1), "of": signers}
    if seed % 4 == 3:
        described[parties[0]]["ratified_by"] = {draw.choice(("all", "any")): draw.sample(parties[1:], 1)}
        content["issues"]["i0"]["needs"] = {"i0o0": draw.sample(parties, 1)}
    if seed % 5 == 4 and "members" in described[parties[0]]:
        described[parties[0]]["decides"] = {"at_least": 1, "of": ["m0", "m1"]}
    if seed % 2:
        content["issues"]["i1"]["decided_by"] = parties[seed % len(parties)]
        content["issues"]["i1"]["binding"] = seed % 11 == 0
        options = content["issues"]["i1"]["options"]
        options["i1o1"] = {"name": options["i1o1"], "one_way": seed % 3 == 0}
    return content


FIRM = ("declared", "declared", "preferred")


def turned(content: dict[str, Any], seed: int) -> tuple[dict[str, Any], dict[str, str]]:
    """The same case in another order and with other names, and what these were.

    Options on a ladder keep their order, which says something; the ladder may be turned upside down.
    """
    draw = random.Random(seed)
    names = sorted(set(re.findall(r"\b(?:p|m|l|c|s)\d\b|\bi\d(?:o\d)?\b", json.dumps(content))))
    fresh = [f"n{number}" for number in draw.sample(range(100, 1000), len(names))]
    renamed = dict(zip(names, fresh, strict=True))
    ordered = {issue for issue, stated in content["issues"].items() if stated["ordered"]}

    def shuffled(value: Any, path: tuple[str, ...] = ()) -> Any:
        if isinstance(value, Mapping):
            keys = list(value)
            if path[:1] == ("issues",) and path[2:] == ("options",) and path[1] in ordered:
                keys = keys[:: draw.choice((1, -1))]
            else:
                draw.shuffle(keys)
            return {told(key, renamed): shuffled(value[key], (*path, key)) for key in keys}
        if isinstance(value, list):
            return [shuffled(each, path) for each in draw.sample(value, len(value))]
        return told(value, renamed) if isinstance(value, str) else value

    return shuffled(content), {new: old for old, new in renamed.items()}


def told(words: str, names: Mapping[str, str]) -> str:
    """Words with other names in them."""
    return re.sub(r"\b(?:[pmlcs]\d|i\d(?:o\d)?|n\d{3})\b", lambda found: names.get(found[0], found[0]), words)


def plain(value: Any, names: Mapping[str, str]) -> Any:
    """Values under the names that they had, numbers rounded, lists in an order of their own."""
    if isinstance(value, Mapping):
        return {told(str(key), names): plain(item, names) for key, item in value.items() if key != "number"}
    if isinstance(value, list | tuple):
        return sorted((plain(each, names) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    if isinstance(value, str):
        return told(value, names)
    return round(value, 5) + 0.0 if isinstance(value, float) else value


def comparable(name: str, data: dict[str, Any]) -> dict[str, Any]:
    """The data of a finding without what is one example of several that tie, or some of too many."""
    data = json.loads(json.dumps(data))
    if name == "agreement":
        data["left"] = list(zip(data.pop("agreements"), data["left"], strict=True))
    if name == "consent":
        for found in (*data["sufficient"], *data["without"].values()):
            if found["tied"] > 1:
                del found["best"]
        data["safest_at_home"] = [each["least_gain"] for each in data["safest_at_home"]]
        for pick in data["picks"]:
            if pick["tied"] > 1:
                del pick["agreement"], pick["refusals"]
            for refused in pick.get("refusals", {}).values():
                for each in refused:
                    each["cheapest"] = each["cheapest"] and each["cheapest"]["costs"]
    if name == "stability":
        for pick in data["picks"]:
            if pick["tied"] > 1:
                del pick["agreement"], pick["unstable"], pick["departures"], pick["stable_instead"]
            for departure in pick.get("departures", ()):
                departure["answers"] = departure["answers"] is not None
    if name == "frontier":
        for point in data["points"]:
            _all_or_none(point)
    if name == "bargaining":
        for measure, solution in data["solutions"].items():
            ties = solution.pop("ties")
            picks = solution.pop("picks")
            data["solutions"][measure] = {
                "picks": picks,
                "outcomes": [_all_or_none(each) for each in (solution, *ties)],
            }
    if name == "deadlock":
        for concession in data["concessions"]:
            del concession["agreements"], concession["gains"]
        for blocker in data.get("without_blocker", []):
            del blocker["agreement"]
        if data["nearest"]:
            del data["nearest"]["agreement"]
        data.pop("conditions", None)  # as few as possible, by one choice of them; they are counted
        data["explained"] = [clash["demands_count"] for clash in data.pop("explained", [])]
    if name == "doubt":
        if data["radius"] and data["radius"]["ties"] > 1:
            del data["radius"]["agreement"]
        for line in data["red_lines"]:
            line["softened"] = [each["agreements"] for each in line["softened"]]
    if name == "influence":
        for lever in data["levers"]:  # a linkage has no name but its place in the file
            lever["judgement"] = re.sub(r"(?<=^linkages\.)\d+", "", lever["judgement"])
    if name == "wanted":
        data.pop("conditions", None)
        if data.get("agreements_count", 1) > 1:
            del data["agreement"], data["parties"]
    return data


def _all_or_none(outcome: dict[str, Any]) -> dict[str, Any]:
    if outcome["agreements_count"] > SEVERAL:
        del outcome["agreements"]
    return outcome


def asked(name: str, case: Case, **said: Any) -> dict[str, Any]:
    options = {option.name: () if option.many else option.default for option in registered(name).options}
    return dict(registered(name).ask(case, progress=None, **{**options, **said}).data)


@pytest.mark.parametrize("part", range(4))
def test_no_order_and_no_name_changes_a_number_or_a_verdict(part: int) -> None:
    for seed in range(part, TRIED, 4):
        content = drawn(seed)
        other, names = turned(content, seed)
        first, second = Case.model_validate(content), Case.model_validate(other)
        for name in QUESTIONS:
            mine, theirs = (
                plain(comparable(name, asked(name, case)), at) for case, at in ((first, {}), (second, names))
            )
            assert mine == theirs, f"{name}, seed {seed}"
        (issue, (option, *_)), *_ = ((issue, list(stated["options"])) for issue, stated in content["issues"].items())
        new = {old: fresh for fresh, old in names.items()}
        mine = plain(comparable("wanted", asked("deadlock", first, wanted=f"{issue}={option}")), {})
        theirs = plain(comparable("wanted", asked("deadlock", second, wanted=f"{new[issue]}={new[option]}")), names)
        assert mine == theirs, f"what it takes, seed {seed}"


def test_the_cases_drawn_have_what_they_are_to_be_tried_on() -> None:
    """Enough of them are closed, open, and tied where it matters."""
    seen = {"closed": 0, "open": 0, "tied": 0, "nearest ties": 0}
    for seed in range(40):
        case = Case.model_validate(drawn(seed))
        deadlocked = asked("deadlock", case)
        seen["closed"] += bool(deadlocked["clashes"])
        seen["open"] += "agreements" in deadlocked
        seen["nearest ties"] += bool(deadlocked["nearest"]) and deadlocked["nearest"]["agreements_count"] > 1
        seen["tied"] += any(each["ties"] for each in asked("bargaining", case)["solutions"].values())
    assert min(seen.values()) >= 3, seen


def in_another_order(value: Any, draw: random.Random) -> Any:
    if isinstance(value, Mapping):
        return {key: in_another_order(value[key], draw) for key in draw.sample(list(value), len(value))}
    return (
        [in_another_order(each, draw) for each in draw.sample(value, len(value))] if isinstance(value, list) else value
    )


def test_no_order_changes_what_is_said_of_how_long_an_agreement_lasts() -> None:
    """Its estimates are drawn by the names of what they are of, so names are kept here: others are other draws."""
    case = read_case(WASHINGTON)
    content = json.loads(case.model_dump_json(by_alias=True))
    for section, named in (("red_lines", case.red_line_names()), ("conditions", case.condition_names())):
        for each, name in zip(content[section], named, strict=True):
            each["id"] = name
    other = in_another_order(content, random.Random(1))
    mine, theirs = (plain(asked("durability", Case.model_validate(each), draws=40), {}) for each in (content, other))
    assert mine == theirs

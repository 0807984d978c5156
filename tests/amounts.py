"""Random cases in which issues are amounts, and the same cases with every step written out as an option: the oracle.

What an amount means is written out again here, from the description of the file.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

Content = dict[str, Any]

_MONTHS = ("2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01", "2027-04-01", "2027-07-01")
_SAID = (
    "1 January 2026",
    "1 April 2026",
    "1 July 2026",
    "1 October 2026",
    "1 January 2027",
    "1 April 2027",
    "1 July 2027",
)


def steps(amount: Mapping[str, Any]) -> dict[str, str]:
    """The steps of an amount of these cases: each short name with its words."""
    if "month" in str(amount["step"]):
        last = _MONTHS.index(amount["to"]) + 1
        return dict(zip(_MONTHS[:last], _SAID[:last], strict=True))
    first, last, step = (Fraction(str(amount[name])) for name in ("from", "to", "step"))
    values = [first + step * at for at in range(int((last - first) / step) + 1)]
    names = [f"{float(value):g}" for value in values]
    return {name: f"{name}%" if amount["unit"] == "%" else f"{name} {amount['unit']}" for name in names}


def as_options(content: Content) -> Content:
    """The same case with the steps of every amount as options, each of them rated."""
    named = {issue: steps(stated["amount"]) for issue, stated in content["issues"].items() if "amount" in stated}

    def meant(issue: str, options: Any) -> Any:
        if issue not in named:
            return options
        listed = [options] if isinstance(options, str) else options
        return [step for step in named[issue] if any(holds(step, words) for words in listed)]

    def combination(terms: Mapping[str, Any]) -> dict[str, Any]:
        return {issue: meant(issue, options) for issue, options in terms.items()}

    def issue_of(name: str, stated: Mapping[str, Any]) -> dict[str, Any]:
        if name not in named:
            return dict(stated)
        written = {key: item for key, item in stated.items() if key != "amount"} | {"ordered": True}
        written["options"] = {step: {"name": words} for step, words in named[name].items()}
        if needs := stated.get("needs"):
            written["needs"] = {step: who for words, who in needs.items() for step in meant(name, words)}
        return written

    def interest(stated: Mapping[str, Any]) -> dict[str, Any]:
        return {
            issue: _all_rated(rated, list(named[issue])) if issue in named else rated for issue, rated in stated.items()
        }

    def each(name: str, *fields: str) -> list[dict[str, Any]]:
        return [
            {key: combination(item) if key in fields else item for key, item in entry.items()}
            for entry in content.get(name, ())
        ]

    return {
        **content,
        "issues": {name: issue_of(name, stated) for name, stated in content["issues"].items()},
        "interests": {party: interest(stated) for party, stated in content["interests"].items()},
        "conditions": each("conditions", "if", "then"),
        "linkages": each("linkages", "when"),
        "red_lines": each("red_lines", "never", "unless"),
    }


def holds(step: str, words: str) -> bool:
    """Whether a step is meant by a step or a comparison."""
    signs: dict[str, Callable[[Any, Any], bool]] = {
        ">=": lambda one, other: one >= other, "<=": lambda one, other: one <= other,
        ">": lambda one, other: one > other, "<": lambda one, other: one < other,
    }  # fmt: skip
    for sign, compare in signs.items():
        if words.startswith(sign):
            return compare(_value(step), _value(words[len(sign) :]))
    if ".." in words:
        low, high = words.split("..")
        return bool(_value(low) <= _value(step) <= _value(high))
    return bool(_value(step) == _value(words))


def _value(words: str) -> Any:
    return dt.date.fromisoformat(words) if words.count("-") == 2 else Fraction(words)


def _all_rated(rated: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    """Ratings by point as ratings of every step, on straight lines."""
    points = sorted((names.index(name), item) for name, item in rated.items() if name in names)
    ratings: dict[str, Any] = {name: item for name, item in rated.items() if name not in names}
    for (low, first), (high, second) in pairwise(points):
        ratings[names[low]], ratings[names[high]] = first, second
        for at in range(low + 1, high):
            ends = [
                _ends(first)[end] + (_ends(second)[end] - _ends(first)[end]) * Fraction(at - low, high - low)
                for end in (0, 1)
            ]
            one, other = (repr(float(end)) for end in ends)
            assert all(Fraction(said) == end for said, end in zip((one, other), ends, strict=True)), "exact in decimals"
            ratings[names[at]] = one if one == other else f"{one}..{other}"
    return ratings


def _ends(number: Any) -> tuple[Fraction, Fraction]:
    low, _, high = str(number).partition("..")
    return Fraction(low), Fraction(high or low)


def drawn(seed: int, every_step: bool = False) -> Content:
    """A small case of two or three issues, one or two of them amounts; every_step: each step of an amount is rated."""
    draw = random.Random(seed)
    parties = [f"p{at}" for at in range(draw.choice((2, 3, 3)))]
    issues: dict[str, Any] = {}
    for at in range(draw.choice((2, 3, 3))):
        name = f"i{at}"
        kind = draw.choice(("number", "number", "percent", "date")) if at == 0 or draw.random() < 0.4 else "options"
        issues[name] = {"name": f"Issue {name}", **_settled(kind, name, draw)}

    def options(issue: str) -> list[str]:
        stated = issues[issue]
        return list(steps(stated["amount"]) if "amount" in stated else stated["options"])

    def some(issue: str) -> list[str]:
        names = options(issue)
        if "amount" not in issues[issue]:
            return draw.sample(names, draw.randint(1, len(names) - 1))
        inner, low = names[draw.randint(1, len(names) - 2)], draw.randint(0, len(names) - 2)
        between = f"{names[low]}..{names[draw.randint(low, len(names) - 2)]}"
        kinds = (f">{inner}", f">={inner}", f"<{inner}", f"<={inner}", between, inner)
        return draw.sample(kinds, 1 if draw.random() < 0.8 else 2)

    def terms(most: int = 2) -> dict[str, list[str]]:
        return {issue: some(issue) for issue in draw.sample(list(issues), min(draw.randint(1, most), len(issues)))}

    def rated(issue: str, points: bool) -> dict[str, Any]:
        names, scale = options(issue), (range(0, 41, 10) if points else range(0, 101, 20))
        if "amount" not in issues[issue]:
            return {name: _number(draw, scale) for name in names}
        at, chosen = 0, [0]
        while at < len(names) - 1:
            at += 1 if every_step else draw.choice([each for each in (1, 2, 4, 5) if at + each < len(names)])
            chosen.append(at)
        return {names[at]: _number(draw, scale, every_step) for at in draw.sample(chosen, len(chosen))}

    def interest() -> dict[str, Any]:
        points = draw.random() < 0.25
        return {
            "no_deal": draw.choice((0, 10, 20, "10..50") if points else (0, 20, 40, "30..60", 50)),
            **({"scale": "points"} if points else {}),
            **{
                issue: {**({} if points else {"weight": draw.choice((1, 1, 2, "1..3"))}), **rated(issue, points)}
                for issue in issues
                if issue == "i0" or draw.random() < 0.85
            },
        }

    described: dict[str, Any] = {
        name: {"name": f"Party {name}", "signs": name in parties[:2] or draw.random() < 0.7} for name in parties
    }
    signers = [name for name, party in described.items() if party["signs"]]
    content: Content = {
        "title": "Drawn",
        "parties": described,
        "issues": issues,
        "interests": {party: interest() for party in parties},
        "red_lines": [
            {
                "id": f"l{at}", "party": draw.choice(parties), "never": terms(),
                "firmness": draw.choice(("declared", "preferred")),
                **({"unless": terms(1)} if draw.random() < 0.2 else {}),
            }
            for at in range(draw.choice((0, 1, 1, 3)))
        ],
        "conditions": [{"id": f"c{at}", "if": terms(1), "then": terms(1)} for at in range(draw.choice((0, 0, 1)))],
        "linkages": [
            {"party": draw.choice(parties), "when": terms(), "adds": draw.choice((10, -10, "5..15"))}
            for _ in range(draw.choice((0, 0, 1, 2)))
        ],
    }  # fmt: skip
    settled = {issue: draw.choice(options(issue)) for issue in draw.sample(list(issues), draw.randint(1, len(issues)))}
    content["proposals"] = {"offer": {"by": parties[0], "terms": settled}}
    if seed % 6 == 1:
        content["interests"]["p1"]["no_deal"] = {
            "value": "20..30",
            "like": {each: options(each)[-1] for each in issues},
        }
    if seed % 5 == 2:
        content["consent"] = {"at_least": max(1, len(signers) - 1), "of": signers}
    if seed % 7 == 3:
        described["p0"]["ratified_by"] = {"any": draw.sample(parties[1:], 1)}
        content["issues"]["i0"]["needs"] = {
            draw.choice([f">{options('i0')[1]}", options("i0")[1]]): [draw.choice(parties)]
        }
    if seed % 3 == 1:
        content["issues"]["i1"]["decided_by"] = parties[seed % len(parties)]
    return content


def _settled(kind: str, name: str, draw: random.Random) -> dict[str, Any]:
    many = draw.randint(2, 6)
    if kind == "date":
        return {"amount": {"from": _MONTHS[0], "to": _MONTHS[many], "step": "3 months"}}
    if kind == "percent":
        return {"amount": {"from": 1.5, "to": f"{1.5 + 0.5 * many:g}", "step": 0.5, "unit": "%"}}
    if kind == "number":
        return {"amount": {"from": 100, "to": 100 + 50 * many, "step": 50, "unit": "million euro"}}
    return {"options": {f"{name}o{at}": f"Option {name}o{at}" for at in range(draw.choice((2, 3)))}}


def _number(draw: random.Random, scale: range, ranged: bool = True) -> Any:
    low, high = sorted(draw.choices(scale, k=2))
    return f"{low}..{high}" if ranged and low < high and draw.random() < 0.3 else low

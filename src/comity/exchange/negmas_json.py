"""NegMAS JSON: what NegMAS YAML says, in JSON. What is read of it stands in `negmas_utility`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from comity.case import tree
from comity.exchange import json_files, json_tree
from comity.exchange.negmas_terms import continuous, issue_type, listed, not_said, space_type, span, value_line
from comity.exchange.negmas_utility import negotiation, role
from comity.exchange.scenario import Matter, Profile, Role, Scenario, Written
from comity.problem import Place, Problem

NAME = "NegMAS JSON"
SUFFIXES = (".json",)
CHOICES: Mapping[str, tuple[str, ...]] = {}
"""There is one way to read these files."""

_TYPES = re.compile(r"""["']type["']\s*:\s*["']([\w.]+)""")


def recognise(path: Path) -> Role | None:
    """Whether a file is a NegMAS domain or utility function in JSON, by the types that it states."""
    if path.suffix.lower() != ".json":
        return None
    return role(json_files.beginning(path), _TYPES)


def read(domain: Path, profiles: Sequence[Path], intervals: int) -> Scenario:
    """The negotiation in a domain and its utility functions; raises Problems with every reason why it cannot be
    read."""
    return negotiation("negmas_json", NAME, _opened, domain, profiles, intervals)


def write(scenario: Scenario, place: Place) -> Written:
    """The domain and a utility function for each party."""
    domain, *names = scenario.file_names(".json")
    ranges = continuous(scenario)
    files = {domain: json_files.text(_domain(scenario, ranges))}
    for name, profile in zip(names, scenario.profiles, strict=True):
        files[name] = json_files.text(_function(profile, scenario.issues))
    return Written(files, tuple(Problem(place, what, severity="warning") for what in not_said(scenario, ranges)))


def _opened(path: Path, problems: list[Problem]) -> tree.Node:
    return json_tree.read(path)


def _domain(scenario: Scenario, ranges: Sequence[int]) -> dict[str, Any]:
    issues: list[dict[str, Any]] = []
    for at, matter in enumerate(scenario.issues):
        values = [_value(matter, value) for value in listed(matter, at in ranges)]
        issues.append({"name": matter.name, "type": issue_type(matter, at in ranges), "values": values})
    return {"name": scenario.title, "type": space_type(ranges), "issues": issues}


def _value(matter: Matter, value: str) -> str | int | float:
    """A value: a number where the issue is one, if it reads the same again."""
    if not matter.cardinal:
        return value
    number = Fraction(value)
    plain = int(number) if number.denominator == 1 else float(number)
    return plain if repr(plain) == value else value


def _function(profile: Profile, issues: Sequence[Matter]) -> dict[str, Any]:
    reserved = None if profile.reservation is None else float(profile.reservation)
    said: dict[str, Any] = {"name": profile.name, "reserved_value": reserved}
    inner = said | (_rectangles(profile, issues) if profile.boxes else _additive(profile, issues))
    if profile.discount is None:
        return inner
    return said | {"type": "ExpDiscountedUFun", "discount": profile.discount, "ufun": inner}


def _additive(profile: Profile, issues: Sequence[Matter]) -> dict[str, Any]:
    weights = profile.weights()
    functions: list[dict[str, Any]] = []
    for matter, table, weight in zip(issues, profile.tables, weights, strict=True):
        if (along := value_line(matter, table, weight)) is not None:
            functions.append({"type": "AffineFun", "slope": along[0], "bias": along[1]})
            continue
        mapping = {value: float(utility / weight) for value, utility in zip(matter.values, table, strict=True)}
        functions.append({"type": "TableFun", "mapping": mapping})
    return {
        "type": "LinearAdditiveUtilityFunction",
        "weights": [float(weight) for weight in weights],
        "values": functions,
    }


def _rectangles(profile: Profile, issues: Sequence[Matter]) -> dict[str, Any]:
    boxes = list(profile.as_boxes())
    ranges = [{str(at): _span(issues[at], kept) for at, kept in box.values.items()} for box in boxes]
    return {
        "type": "HyperRectangleUtilityFunction",
        "utilities": [float(box.adds) for box in boxes],
        "outcome_ranges": ranges,
    }


def _span(matter: Matter, kept: Sequence[int]) -> list[str | int | float]:
    return [_value(matter, value) for value in span(matter, kept)]

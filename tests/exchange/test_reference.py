"""Importing against the reference data, where it is at hand.

The reference values (expected/reference_solutions.json) were computed from the raw files by an independent program. Its
definitions: gains are counted from the reservation value or, where that is higher, from the least utility; the welfare
is the largest among agreements that nobody values below that.
"""

from __future__ import annotations

import json
import math
import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import moocore
import numpy as np
import pytest
from ruamel.yaml import YAML

from comity.case.model import Case
from comity.exchange import Imported
from comity.problem import Problems
from comity.questions.bargaining.answer import bargaining
from comity.questions.frontier.answer import frontier
from exchanged import imported, scale, worth

Raw = Callable[[tuple[str, ...]], float]

# What lies below each folder of the reference data: negotiations, and how many are small enough for brute force.
FAMILIES = {
    "genius_xml/y2010": (3, 2),
    "genius_xml/y2011": (8, 6),
    "genius_xml/y2013": (18, 15),
    "genius_xml/y2014": (12, 0),
    "genius_xml/y2016": (16, 12),
    "genius_xml/other": (24, 15),
    "genius_xml/*": (8, 4),
    "negmas_yml/anac2010": (3, 2),
    "negmas_yml/anac2011": (8, 6),
    "negmas_yml/anac2012": (72, 55),
    "negmas_yml/anac2015": (15, 13),
    "negmas_yml/anac2017": (10, 6),
    "negmas_yml/anac2019": (5, 5),
    "negmas_yml/anac2020": (4, 4),
    "negmas_yml/anac2021": (50, 36),
    "negmas_yml/anac2022": (50, 28),
    "negmas_yml/other": (22, 16),
    "negmas_yml_hani/*": (1, 1),
    "geniusweb_json/*": (4, 4),
    "geniusweb_json/anl2023": (25, 16),
    "negolog_json": (37, 31),
}

REFUSED = {
    "genius_xml/LaptopConv": "the domain has no issue '0'",  # its second profile was written for another domain
    "negmas_yml/other/Phone": "has no utility of Blue",
}

# Where the reference is another, and why:
# NegMAS fills a gap in the numbering of a domain's issues with an issue of one value, which it calls DUMMY_ISSUE; where
# the other issues are lists it also counts that issue's weight of 1, so that every utility is 1 higher.
DUMMY_ISSUE = {
    "genius_xml/AMPOvsCity": 1,
    "genius_xml/other/AMPOvsCity": 1,
    "genius_xml/other/inheritancedomain": 1,
    "genius_xml/other/laptopdomain": 1,
    "genius_xml/other/laptopdomainNoBayes": 1,
    "genius_xml/other/web_service": 0,
}

# The reference counts the outcomes of a continuous issue as infinitely many; here it has a grid.
CONTINUOUS = {"genius_xml/fuzzyagent": 11}

BRUTE_FORCE = 5_000


def folders(scenarios: Path, family: str) -> list[Path]:
    below = sorted(path for path in (scenarios / family).parent.glob(Path(family).name) if path.is_dir())
    if not family.endswith("*"):
        below = sorted(path for path in (scenarios / family).iterdir() if path.is_dir())
    return [path for path in below if any(entry.suffix in (".xml", ".yml", ".json") for entry in path.iterdir())]


def raw_genius(path: Path, issues: list[str]) -> Raw:
    """Weight times evaluation as it stands; rectangles with their bounds, EXCLUDES outside."""
    root = ElementTree.parse(path).getroot()
    weights = {weight.get("index"): float(weight.get("value", "")) for weight in root.iter("weight")}
    parts: list[tuple[int, Callable[[str], float]]] = []
    indices = {}
    for issue in root.iter("issue"):
        indices[issue.get("index")] = issues.index(issue.get("name", ""))
        at, weight = indices[issue.get("index")], weights.get(issue.get("index"), 0.0)
        rated = {item.get("value", ""): float(item.get("evaluation", "")) for item in issue.findall("item")}
        evaluator = issue.find("evaluator")
        if evaluator is not None:
            slope = float(evaluator.get("slope") or evaluator.get("parameter1") or "nan")
            offset = float(evaluator.get("offset") or evaluator.get("parameter0") or "nan")
            parts.append((at, lambda value, w=weight, a=slope, b=offset: w * (a * float(value) + b)))
        elif rated:
            parts.append((at, lambda value, w=weight, rated=rated: w * rated[value]))
    boxes = []
    for box in root.iter("hyperRectangle"):
        bounds = [(indices[b.get("index")], float(b.get("min", "")), float(b.get("max", ""))) for b in box]
        boxes.append((float(box.get("utility", "")), box[0].tag == "INCLUDES", bounds))

    def utility(outcome: tuple[str, ...]) -> float:
        total = sum(part(outcome[at]) for at, part in parts)
        for adds, inside, bounds in boxes:
            total += adds * (all(low <= float(outcome[at]) <= high for at, low, high in bounds) == inside)
        return total

    return utility


def raw_negmas(path: Path, issues: list[str]) -> Raw:
    whole = YAML(typ="safe").load(path)
    function = whole.get("ufun", whole)
    bias = function.get("bias", 0.0)
    if function["type"] == "AffineUtilityFunction":
        return lambda outcome: bias + sum(w * float(v) for w, v in zip(function["weights"], outcome, strict=True))
    tables = [{str(key): rating for key, rating in own.get("mapping", {}).items()} for own in function["values"]]

    def utility(outcome: tuple[str, ...]) -> float:
        total = bias
        for weight, own, table, value in zip(function["weights"], function["values"], tables, outcome, strict=True):
            total += weight * (table[value] if table else own["slope"] * float(value) + own["bias"])
        return total

    return utility


def raw_json(path: Path, issues: list[str]) -> Raw:
    """Weight times the number of the value, as GeniusWeb and NegoLog have them."""
    whole = json.loads(path.read_text("utf-8"))
    space = whole.get("LinearAdditiveUtilitySpace", whole)
    tables = space.get("issueUtilities", space.get("issues"))
    rated = []
    for issue in issues:
        table = tables[issue]
        while "valueUtilities" in str(table):  # below discreteutils, or DiscreteValueSetUtilities
            table = next(iter(table.values()))
        rated.append({value: space["issueWeights"][issue] * number for value, number in table.items()})
    return lambda outcome: sum(table[value] for table, value in zip(rated, outcome, strict=True))


@dataclass(frozen=True)
class Measures:
    """What the reference states of a negotiation, in the units of its files."""

    rational: int
    efficient: int
    efficient_distinct: int
    nash: float
    egalitarian: float
    kalai_smorodinsky: float
    welfare: float


def brute_force(case: Case) -> Measures:
    """The measures by looking at every agreement; only for cases without linkages."""
    columns, floors = [], []
    for party in case.signers():
        interest = case.interest_of(party)
        column = np.zeros(1)
        for issue, options in ((name, issue.options) for name, issue in case.issues.items()):
            ratings = [interest.issues[issue].ratings[option].low for option in options]
            column = np.add.outer(column, ratings).ravel()
        assert interest.no_deal is not None
        columns.append(column / scale(case, party))
        floors.append(interest.no_deal.low / scale(case, party))
    every = np.array(columns).T
    equal = 1e-9 * np.maximum(1, np.abs(every).max(axis=0))
    floor = np.maximum(floors, every.min(axis=0))
    good = every[(every >= floor - equal).all(axis=1)]
    if not len(good):
        return Measures(0, 0, 0, math.nan, math.nan, math.nan, math.nan)
    _, first, counts = np.unique(np.round(good / (10 * equal)), axis=0, return_index=True, return_counts=True)
    points = np.round(good[first] / (10 * equal))
    best = moocore.is_nondominated(points, maximise=True, keep_weakly=True)
    gains = np.maximum(good - floor, 0)
    ideal = gains.max(axis=0)
    ratios = np.divide(gains, ideal, out=np.ones_like(gains), where=ideal > equal)
    return Measures(
        rational=len(good),
        efficient=int(counts[best].sum()),
        efficient_distinct=int(best.sum()),
        nash=float(gains.prod(axis=1).max()),
        egalitarian=float(gains.min(axis=1).max()),
        kalai_smorodinsky=float(ratios.min(axis=1).max()),
        welfare=float(good.sum(axis=1).max()),
    )


def differences(measures: Measures, reference: dict[str, Any], shift: float, parties: int) -> list[str]:
    """Which measures differ from the reference, whose utilities are `shift` higher."""
    stated: dict[str, float | None] = {
        "rational": reference["n_rational"],
        "efficient": reference.get("ref_pareto_outcomes"),
        "efficient_distinct": reference.get("ref_pareto_distinct"),
        "nash": reference.get("ref_nash_product"),
        "egalitarian": reference.get("ref_egal_min_gain"),
        "kalai_smorodinsky": reference.get("ref_ks_min_norm_gain"),
        "welfare": reference["ref_welfare"] - shift * parties if "ref_welfare" in reference else None,
    }
    found = {name: getattr(measures, name) for name in stated}
    return [
        f"{name}: {found[name]}, reference {value}"
        for name, value in stated.items()
        if value is not None and not math.isclose(found[name], value, rel_tol=1e-6, abs_tol=1e-6)
    ]


def wrong_answers(case: Case, reference: dict[str, Any], shift: float) -> list[str]:
    """Where the questions differ from the reference.

    Two differences are of definition, so those values are not compared: the reference counts gains from the least
    utility where the reservation value is lower still, and it adds and compares utilities in the units of the files,
    which are points only where all parties have the same scale.
    """
    efficient, fair = frontier(case).data, bargaining(case).data["solutions"]
    parties = case.signers()
    scales = {party: scale(case, party) for party in parties}
    one_scale = len(set(scales.values())) == 1
    floors = {party: (case.interest_of(party).no_deal, least_worth(case, party)) for party in parties}
    from_no_deal = all(no_deal is not None and no_deal.low >= least for no_deal, least in floors.values())
    stated: dict[str, tuple[float, float | None]] = {
        "efficient": (efficient["agreements_count"], reference.get("ref_pareto_outcomes")),
        "efficient_distinct": (efficient["count"], reference.get("ref_pareto_distinct")),
    }
    if fair and from_no_deal and "nash" in fair:
        gains = [gain / scales[party] for party, gain in fair["nash"]["gains"].items()]
        stated["nash"] = (math.prod(gains), reference.get("ref_nash_product"))
    if fair and from_no_deal and one_scale:
        smallest = min(gain / scales[party] for party, gain in fair["egalitarian"]["gains"].items())
        stated["egalitarian"] = (smallest, reference.get("ref_egal_min_gain"))
    if fair and one_scale:
        total = sum(worth / scales[party] for party, worth in fair["utilitarian"]["worth"].items())
        stated["welfare"] = (total, reference.get("ref_welfare", math.nan) - shift * len(parties))
    return [
        f"{name}: {found}, reference {value}"
        for name, (found, value) in stated.items()
        if value is not None and not math.isnan(value) and not math.isclose(found, value, rel_tol=1e-6, abs_tol=1e-6)
    ]


def least_worth(case: Case, party: str) -> float:
    """The least that any agreement is worth to a party without linkages."""
    stated = case.interest_of(party).issues.values()
    return sum(min(rating.low for rating in each.ratings.values()) for each in stated)


@pytest.mark.parametrize("family", FAMILIES)
def test_reference_files(family: str, scenarios: Path, references: dict[str, dict[str, Any]]) -> None:
    wrong = []
    loaded = compared = 0
    for folder in folders(scenarios, family):
        name = str(folder.relative_to(scenarios))
        result = imported(folder)
        if name in REFUSED:
            assert isinstance(result, Problems)
            assert REFUSED[name] in str(result)
            continue
        if isinstance(result, Problems):
            wrong.append(f"{name}: {result}")
            continue
        loaded += 1
        case = result.case
        wrong += [f"{name}: {each}" for each in wrong_sizes(case, references[name])]
        wrong += [f"{name}: {each}" for each in wrong_utilities(result, seed=loaded)]
        if not case.linkages and math.prod(len(issue.options) for issue in case.issues.values()) <= BRUTE_FORCE:
            shift = DUMMY_ISSUE.get(name, 0)
            compared += "ref_welfare" in references[name]
            if "n_rational" in references[name]:
                found = differences(brute_force(case), references[name], shift, len(case.parties))
                found += wrong_answers(case, references[name], shift)
                wrong += [f"{name}: {each}" for each in found]
    assert wrong == []
    assert (loaded, compared) == FAMILIES[family]


def wrong_sizes(case: Case, reference: dict[str, Any]) -> list[str]:
    dummies = reference["id"] in DUMMY_ISSUE
    prefix = "profile" if reference["parties"] == ["A", "B"] else ""  # it calls profileA A
    size = math.prod(len(issue.options) for issue in case.issues.values())
    stated = {
        "parties": [party.name.removeprefix(prefix) for party in case.parties.values()] == reference["parties"],
        "issues": len(case.issues) == reference["n_issues"] - dummies,
        "outcomes": size == CONTINUOUS.get(reference["id"]) or float(size) == reference["n_outcomes"],
        "signers": list(case.signers()) == list(case.parties),
    }
    return [name for name, right in stated.items() if not right]


def wrong_utilities(result: Imported, seed: int, outcomes: int = 8) -> list[str]:
    """Where the case differs from the raw files, at random outcomes."""
    case, draw = result.case, random.Random(seed)
    raw = {".xml": raw_genius, ".json": raw_json}.get(result.files[0].suffix, raw_negmas)
    issues = [issue.name for issue in case.issues.values()]
    functions = [raw(path, issues) for path in result.files[-len(case.parties) :]]
    wrong = []
    for _ in range(outcomes):
        choice = {name: draw.choice(list(issue.options)) for name, issue in case.issues.items()}
        steps = {name for name, issue in case.issues.items() if issue.steps}
        outcome = tuple(option if issue in steps else case.label(issue, option) for issue, option in choice.items())
        for party, function in zip(case.signers(), functions, strict=True):
            mine, own = worth(case, party, choice) / scale(case, party), function(outcome)
            if not math.isclose(mine, own, rel_tol=1e-9, abs_tol=1e-9):
                wrong.append(f"{party} at {outcome}: {mine}, in the file {own}")
    return wrong

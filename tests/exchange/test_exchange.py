"""Importing and exporting: against the reference data where it is at hand, and against small files written here.

The reference values (expected/reference_solutions.json) were computed from the raw files by an independent program. Its
definitions: gains are counted from the reservation value or, where that is higher, from the least utility; the welfare
is the largest among agreements that nobody values below that.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import moocore
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from comity.agreements import efficient
from comity.agreements.worth import Payoff
from comity.case.check import check_document, read_case
from comity.case.model import Case
from comity.case.text import Document
from comity.exchange import FORMATS, Imported, export_case, import_case
from comity.exchange.scenario import Box, Matter, Profile, Scenario, case_text
from comity.problem import Problems
from comity.questions.bargaining.answer import bargaining
from comity.questions.frontier.answer import frontier
from material import WASHINGTON

ROOT = Path(__file__).parents[2]

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


@functools.cache
def imported(folder: Path) -> Imported | Problems:
    try:
        return import_case(folder)
    except Problems as problems:
        return problems


def folders(scenarios: Path, family: str) -> list[Path]:
    below = sorted(path for path in (scenarios / family).parent.glob(Path(family).name) if path.is_dir())
    if not family.endswith("*"):
        below = sorted(path for path in (scenarios / family).iterdir() if path.is_dir())
    return [path for path in below if any(entry.suffix in (".xml", ".yml") for entry in path.iterdir())]


@pytest.fixture(scope="session")
def scenarios(shared: Path) -> Path:
    folder = shared / "data" / "scenarios"
    if not folder.is_dir():
        pytest.skip("no reference scenarios in the shared data")
    return folder


@pytest.fixture(scope="session")
def references(scenarios: Path) -> dict[str, dict[str, Any]]:
    records = json.loads((scenarios / "expected" / "reference_solutions.json").read_text("utf-8"))
    return {record["id"]: record for record in records}


# The raw files, evaluated without the importer ------------------------------------------------------------------------


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
        for worth, inside, bounds in boxes:
            total += worth * (all(low <= float(outcome[at]) <= high for at, low, high in bounds) == inside)
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


def worth(case: Case, party: str, choice: dict[str, str]) -> float:
    interest = case.interest_of(party)
    total = sum(interest.issues[issue].ratings[option].low for issue, option in choice.items())
    for linkage in case.linkages_of(party):
        if all(choice[issue] in options for issue, options in linkage.when.items()):
            total += linkage.adds.low
    return total


def scale(case: Case, party: str) -> float:
    assert case.origin is not None
    return case.origin.parties[party].scale


# The reference values -------------------------------------------------------------------------------------------------


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
    size = math.prod(len(issue.options) for issue in case.issues.values())
    stated = {
        "parties": [party.name for party in case.parties.values()] == reference["parties"],
        "issues": len(case.issues) == reference["n_issues"] - dummies,
        "outcomes": size == CONTINUOUS.get(reference["id"]) or float(size) == reference["n_outcomes"],
        "signers": list(case.signers()) == list(case.parties),
    }
    return [name for name, right in stated.items() if not right]


def wrong_utilities(result: Imported, seed: int, outcomes: int = 8) -> list[str]:
    """Where the case differs from the raw files, at random outcomes."""
    case, draw = result.case, random.Random(seed)
    raw = raw_genius if result.files[0].suffix == ".xml" else raw_negmas
    issues = [issue.name for issue in case.issues.values()]
    functions = [raw(path, issues) for path in result.files[1:]]
    wrong = []
    for _ in range(outcomes):
        choice = {name: draw.choice(list(issue.options)) for name, issue in case.issues.items()}
        outcome = tuple(case.label(issue, option) for issue, option in choice.items())
        for party, function in zip(case.signers(), functions, strict=True):
            mine, own = worth(case, party, choice) / scale(case, party), function(outcome)
            if not math.isclose(mine, own, rel_tol=1e-9, abs_tol=1e-9):
                wrong.append(f"{party} at {outcome}: {mine}, in the file {own}")
    return wrong


# GENIUS's own reading -------------------------------------------------------------------------------------------------

# Frontiers published with the files (pareto.xml) and efficient agreements that they miss: nothing in the file dominates
# these, so the published list is not complete.
PUBLISHED = {
    "y2014/10issues": [],
    "y2014/10issueswithRV": [(0.710821, 0.9792)],
    "y2014/10issuesDiscounted": [],
    "other/S-1NAGUNL-114": [],  # with EXCLUDES
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_frontiers_follow_the_genius_reading(name: str, scenarios: Path) -> None:
    folder = scenarios / "genius_xml" / name
    case = import_case(folder, reading="genius").case
    payoff = Payoff.of(case)
    objectives = [efficient.Objective(worth.factors, None, worth.slack) for worth in payoff.worths.values()]
    found = efficient.frontier(payoff.space, (), objectives, shown=1)
    steps = zip(*found.worths.tolist(), strict=True)
    worths = [
        [worth.points(step) / scale(case, party) for step in column]
        for (party, worth), column in zip(payoff.worths.items(), steps, strict=True)
    ]
    capped = np.round(np.minimum(np.array(worths).T, 1), 6)  # GENIUS takes what is above 1 as 1
    mine = np.unique(capped[moocore.is_nondominated(capped, maximise=True)], axis=0)
    lines = (folder / "pareto.xml").read_text("utf-8").split("\n")
    published = [tuple(float(number) for number in line.split(",")) for line in lines if line.strip()]
    expected = np.array(sorted([*published, *PUBLISHED[name]]))
    assert mine.shape == expected.shape
    assert np.abs(mine - expected).max() < 2e-6


DOMAIN = """<?xml version="1.0" encoding="UTF-8"?>
<negotiation_template number_of_sessions="1">
<utility_space number_of_issues="3">
<objective index="0" etype="objective" type="objective" description="" name="root">
<issue index="1" etype="discrete" type="discrete" vtype="discrete" name="Who pays?">
<item index="1" value="they"/><item index="2" value="we"/>
</issue>
<issue index="2" etype="integer" type="integer" vtype="integer" name="Days" lowerbound="1" upperbound="3"/>
<issue index="3" etype="real" type="real" vtype="real" name="Price"><range lowerbound="10.0" upperbound="40.0"/></issue>
</objective>
</utility_space>
</negotiation_template>
"""

PROFILE = """<utility_space>
<objective index="0" etype="objective" type="objective" description="" name="root">
<issue index="1" etype="discrete" type="discrete" vtype="discrete" name="Who pays?">
<item index="1" value="they" evaluation="4"/><item index="2" value="we" evaluation="1"/>
</issue>
<issue index="2" etype="integer" type="integer" vtype="integer" name="Days" lowerbound="1" upperbound="3">
<evaluator ftype="linear" slope="0.4" offset="0.5"/>
</issue>
<issue index="3" etype="real" type="real" vtype="real" name="Price">
<range lowerbound="10.0" upperbound="40.0"/><evaluator ftype="linear" parameter1="-0.05" parameter0="1.5"/>
</issue>
<weight index="1" value="0.5"/><weight index="2" value="0.3"/><weight index="3" value="0.2"/>
</objective>
<discount_factor value="0.9"/>
<reservation value="0.25"/>
</utility_space>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A GENIUS domain with a profile."""
    (tmp_path / "talks.xml").write_text(DOMAIN, "utf-8")
    (tmp_path / "buyer.xml").write_text(PROFILE, "utf-8")
    return tmp_path


def ratings(case: Case, party: str, issue: str) -> list[float]:
    return [rating.low / scale(case, party) for rating in case.interest_of(party).issues[issue].ratings.values()]


def test_the_two_readings_of_the_same_file(folder: Path) -> None:
    written, genius = import_case(folder), import_case(folder, reading="genius")
    assert ratings(written.case, "buyer", "who-pays") == pytest.approx([2, 0.5])
    assert ratings(genius.case, "buyer", "who-pays") == pytest.approx([0.5, 0.125])
    assert ratings(written.case, "buyer", "days") == pytest.approx([0.27, 0.39, 0.51])
    assert ratings(genius.case, "buyer", "days") == pytest.approx([0.15, 0.27, 0.3])  # from the lower bound, at most 1
    prices = [0.2 * (1.5 - 0.05 * (10 + 3 * step)) for step in range(11)]
    assert ratings(written.case, "buyer", "price") == pytest.approx(prices)
    assert ratings(genius.case, "buyer", "price") == pytest.approx([max(price, 0) for price in prices])
    assert any("GENIUS itself reads other utilities" in note.what for note in written.notes)
    assert not any("GENIUS itself" in note.what for note in genius.notes)
    assert written.case.origin is not None
    assert "as NegMAS reads" in written.case.origin.definitions["utility"]


def test_no_warning_where_the_readings_agree(folder: Path) -> None:
    same = DOMAIN.split('<issue index="2"')[0] + "</objective></utility_space></negotiation_template>"
    profile = (
        PROFILE.split('<issue index="2"')[0].replace('"4"', '"1"').replace('"we" evaluation="1"', '"we" evaluation="0"')
    )
    (folder / "talks.xml").write_text(same, "utf-8")
    rest = '<weight index="1" value="1.0"/></objective><reservation value="0.3"/></utility_space>'
    (folder / "buyer.xml").write_text(profile + rest, "utf-8")
    assert import_case(folder).notes == ()


def test_what_a_case_keeps_of_its_origin(folder: Path) -> None:
    result = import_case(folder, intervals=3)
    case = result.case
    assert case.signers() == ("buyer",)
    assert list(case.issues) == ["who-pays", "days", "price"]
    assert case.issues["who-pays"].name == "Who pays?"
    assert list(case.issues["price"].options) == ["10", "20", "30", "40"]
    assert case.origin is not None
    assert case.origin.issues == {"days": "integer", "price": "real"}
    assert case.origin.parties["buyer"].discount == 0.9
    assert case.origin.parties["buyer"].stand_in is None
    no_deal = case.interest_of("buyer").no_deal
    assert no_deal is not None
    assert no_deal.low / scale(case, "buyer") == pytest.approx(0.25)
    best = sum(max(ratings(case, "buyer", issue)) for issue in case.issues) * scale(case, "buyer")
    assert 99.9 < best <= 100
    assert any("Price" in note.what and "4 values" in note.what for note in result.notes)
    assert case.about is not None
    assert "4 values on an even grid" in case.about
    assert check_document(Document(result.text, "case.yaml")).problems == ()


def test_a_missing_reservation_is_said(folder: Path) -> None:
    (folder / "buyer.xml").write_text(PROFILE.replace('<reservation value="0.25"/>', ""), "utf-8")
    result = import_case(folder)
    assert any("no reservation value is stated in buyer.xml" in note.what for note in result.notes)
    assert result.case.origin is not None
    assert result.case.origin.parties["buyer"].stand_in == 0


def test_rectangles_become_linkages(tmp_path: Path) -> None:
    issues = "".join(
        f'<issue index="{at}" etype="integer" type="integer" name="n{at}" lowerbound="0" upperbound="3"/>'
        for at in (1, 2)
    )
    (tmp_path / "domain.xml").write_text(
        f"<negotiation_template><utility_space><objective>{issues}</objective></utility_space></negotiation_template>"
    )
    boxes = (
        '<hyperRectangle utility="5"><INCLUDES index="1" min="1" max="2"/><INCLUDES index="2" min="0" max="1"/>'
        '</hyperRectangle><hyperRectangle utility="3"><INCLUDES index="1" min="3" max="3"/></hyperRectangle>'
        '<hyperRectangle utility="2"><EXCLUDES index="1" min="0" max="0"/><EXCLUDES index="2" min="2" max="9"/>'
        "</hyperRectangle>"
    )
    utility = f'<utility maxutility="10"><ufun type="PlainUfun" weight="1" aggregation="sum">{boxes}</ufun></utility>'
    (tmp_path / "a.xml").write_text(f"<utility_space><objective>{issues}{utility}</objective></utility_space>")
    case = import_case(tmp_path).case
    assert len(case.linkages) == 2
    for first, second in itertools.product(range(4), repeat=2):
        expected = 5 * (first in (1, 2) and second <= 1) + 3 * (first == 3) + 2 * (not (first == 0 and second >= 2))
        assert worth(case, "a", {"n1": str(first), "n2": str(second)}) == pytest.approx(10 * expected)
    maximum = utility.replace('aggregation="sum"', 'aggregation="max"')
    (tmp_path / "a.xml").write_text(f"<utility_space><objective>{issues}{maximum}</objective></utility_space>")
    with pytest.raises(Problems, match=r"a\.xml:1:\d+: .*aggregation=max.* only plain sums"):
        import_case(tmp_path)


# Which files are meant ------------------------------------------------------------------------------------------------


def test_a_path_may_be_the_folder_the_domain_or_a_profile(folder: Path) -> None:
    (folder / "seller.xml").write_text(PROFILE, "utf-8")
    (folder / "notes.xml").write_text("0.5, 0.5\n")
    assert import_case(folder).case.signers() == ("buyer", "seller")
    assert import_case(folder / "talks.xml").case.signers() == ("buyer", "seller")
    alone = import_case(folder / "seller.xml")
    assert alone.case.signers() == ("seller",)
    assert any("1 other profiles" in note.what for note in alone.notes)
    assert any("left out" in note.what and note.place.file.endswith("notes.xml") for note in alone.notes)
    chosen = import_case(folder, profiles=["seller", "buyer.xml"])
    assert chosen.case.signers() == ("seller", "buyer")
    with pytest.raises(Problems, match=r"no profile 'sellar' lies here; did you mean seller\.xml\?"):
        import_case(folder, profiles=["sellar"])


def test_a_path_without_a_negotiation(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Problems, match="no such file or folder"):
        import_case(folder / "nothing.xml")
    (folder / "words.txt").write_text("hello")
    with pytest.raises(Problems, match="format of this file is not recognised"):
        import_case(folder / "words.txt")
    (folder / "talks-2.xml").write_text(DOMAIN, "utf-8")
    with pytest.raises(Problems, match=r"several domains lie here: talks-2\.xml, talks\.xml"):
        import_case(folder)
    assert import_case(folder / "talks.xml").case.title == "talks"
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(Problems, match="no domain file lies here"):
        import_case(empty)
    (empty / "talks.xml").write_text(DOMAIN, "utf-8")
    with pytest.raises(Problems, match="no profile lies beside this domain"):
        import_case(empty)


# Files that nobody should trust ---------------------------------------------------------------------------------------

BOMB = """<!DOCTYPE utility_space [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<utility_space><objective><issue index="1" name="&b;"/></objective></utility_space>"""
OUTSIDE = '<!DOCTYPE utility_space [<!ENTITY a SYSTEM "file:///etc/hostname">]><utility_space>&a;</utility_space>'


@pytest.mark.parametrize(
    ("profile", "complaint"),
    [
        (BOMB, r"buyer\.xml:1:\d+: .*document types and entities are not read"),
        (OUTSIDE, r"buyer\.xml:1:\d+: .*document types and entities are not read"),
        (PROFILE.replace("</issue>", "</isue>", 1), r"buyer\.xml:5:3: .*not valid XML: mismatched tag"),
        (PROFILE[:300], r"buyer\.xml:\d+:\d+: .*not valid XML"),
        ("<utility_space>" + "<a>" * 100, r"nested deeper than 40"),
        (PROFILE.replace('"4"', '"four"'), r"buyer\.xml:4:1: .*evaluation of <item> must be a number, not 'four'"),
        (PROFILE.replace('"4"', '"1e300"'), r"too large to be meant"),
        (PROFILE.replace('"4"', '"inf"'), r"must be a number, not 'inf'"),
        (PROFILE.replace('value="we"', 'value="us"'), r"buyer\.xml:3:1: .*'Who pays\?' has no evaluation of we"),
        (PROFILE.replace('"Days"', '"Dais"'), r"the domain has no issue 'Dais'; did you mean Days\?"),
        (PROFILE.replace('<weight index="2" value="0.3"/>', ""), r"issue 'Days' has no weight"),
        (PROFILE.replace('"linear" slope', '"faratin" slope'), r"an evaluator of type 'faratin' is not read"),
    ],
)
def test_unusable_profiles_are_refused_with_the_reason(profile: str, complaint: str, folder: Path) -> None:
    (folder / "buyer.xml").write_text(profile, "utf-8")
    with pytest.raises(Problems, match=complaint):
        import_case(folder)


@pytest.mark.parametrize(
    ("domain", "complaint"),
    [
        (DOMAIN.replace('type="real"', 'type="complex"'), r"talks\.xml:9:1: .*issue 'Price' is of type 'complex'"),
        (DOMAIN.replace('upperbound="3"', 'upperbound="0"'), "no value lies in the range of issue 'Days', 1 to 0"),
        (DOMAIN.replace('value="we"', 'value="they"'), "needs values, each with a text of its own"),
        (DOMAIN.replace('name="Days"', 'name="Price"'), "issue 'Price' has the name or number of an earlier one"),
        (re.sub(r"<issue.*</issue>", "", DOMAIN, flags=re.DOTALL), "the domain has no issues"),
    ],
)
def test_unusable_domains_are_refused_with_the_reason(domain: str, complaint: str, folder: Path) -> None:
    (folder / "talks.xml").write_text(domain, "utf-8")
    with pytest.raises(Problems, match=complaint):
        import_case(folder)


def test_every_problem_of_every_file_is_reported(folder: Path) -> None:
    (folder / "seller.xml").write_text(PROFILE.replace('"4"', '"four"'), "utf-8")
    (folder / "broker.xml").write_text(PROFILE.replace('"0.25"', '""'), "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(folder)
    assert {Path(problem.place.file).name for problem in raised.value.problems} == {"seller.xml", "broker.xml"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str, folder: Path) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    for file, content in (("talks.xml", DOMAIN), ("buyer.xml", '<?xml version="1.0" encoding="UTF-8"?>' + PROFILE)):
        changed = content.replace("UTF-8", name).replace("Who pays?", "Wer zahlt für Ñandú?")
        (folder / file).write_bytes(changed.encode(encoding))
    assert import_case(folder).case.issues["wer-zahlt-für-ñandú"].name == "Wer zahlt für Ñandú?"


def test_an_encoding_that_cannot_be_read(folder: Path) -> None:
    (folder / "buyer.xml").write_bytes(PROFILE.replace("they", "Ñandú").encode("iso-8859-1"))
    with pytest.raises(Problems, match=r"buyer\.xml:4:\d+: .*not valid XML"):
        import_case(folder)
    (folder / "buyer.xml").write_text('<?xml version="1.0" encoding="klingon"?>' + PROFILE, "utf-8")
    with pytest.raises(Problems, match="the format of this file is not recognised"):
        import_case(folder / "buyer.xml")


# NegMAS ---------------------------------------------------------------------------------------------------------------

OUTCOMES = """name: Trade
type: CartesianOutcomeSpace
path: null
issues:
- {name: Answer, type: CategoricalIssue, values: ['yes', "no", '1.0']}
- {name: Quantity, type: ContiguousIssue, values: [1, 4]}
- {name: Unit price, type: negmas.outcomes.ContinuousIssue, values: [0.0, 1.0], n_levels: 10}
- {name: Size, type: DiscreteCardinalIssue, values: [1, 3, 9]}
"""
UTILITY = """name: seller
type: ExpDiscountedUFun
discount: 0.9
dynamic_reservation: true
reserved_value: -.inf
reserved_outcome: null
ufun:
  type: LinearAdditiveUtilityFunction
  bias: 0.05
  reserved_value: 3
  weights: [0.2, 0.3, 0.4, 0.1]
  values:
  - {type: TableFun, mapping: {'yes': 0, "no": 1, '1.0': 0.5}}
  - {type: AffineFun, slope: 0.2, bias: 0.1}
  - {type: QuadraticFun, a1: 1.0, a2: -0.5, bias: 0.0}
  - mapping: {1: 0, 3: 0.3, 9: 1}
"""
BOXES = """name: buyer
type: HyperRectangleUtilityFunction
reserved_value: 0.25
bias: 0.5
utilities: [1.5, 2.0, 0.5]
outcome_ranges: [{0: ['yes', 'no'], 1: [1, 4]}, {0: 'no'}, {1: [1, 2, 1], 3: 9}]
constraints: x > 3
"""


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    (tmp_path / "trade.yml").write_text(OUTCOMES, "utf-8")
    (tmp_path / "seller.yml").write_text(UTILITY, "utf-8")
    (tmp_path / "buyer.yml").write_text(BOXES, "utf-8")
    return tmp_path


def test_negmas_functions(trade: Path) -> None:
    result = import_case(trade)
    case = result.case
    assert case.title == "Trade"
    assert list(case.issues["answer"].options.values()) == ["yes", "no", "1.0"]
    assert list(case.issues["unit-price"].options)[:3] == ["0", "0.1", "0.2"]
    for answer, quantity, step, size in itertools.product(("yes", "no", "1.0"), range(1, 5), range(11), (1, 3, 9)):
        price = step / 10
        choice = {"answer": answer, "quantity": str(quantity), "unit-price": f"{price:g}", "size": str(size)}
        seller = 0.05 + 0.2 * {"yes": 0, "no": 1, "1.0": 0.5}[answer] + 0.3 * (0.2 * quantity + 0.1)
        seller += 0.4 * (price - price**2 / 2) + 0.1 * {1: 0, 3: 0.3, 9: 1}[size]
        buyer = 0.5 + 1.5 * (answer in ("yes", "no") and 1 < quantity < 4)  # a range of two numbers is without them
        buyer += 2 * (answer == "no") + 0.5 * (quantity in (1, 2) and size == 9)
        assert worth(case, "seller", choice) / scale(case, "seller") == pytest.approx(seller)
        assert worth(case, "buyer", choice) / scale(case, "buyer") == pytest.approx(buyer)
    no_deal = case.interest_of("seller").no_deal
    assert no_deal is not None
    least = 0.05 + 0.3 * 0.3  # -inf: anything is acceptable
    assert no_deal.low / scale(case, "seller") == pytest.approx(least)
    said = "\n".join(map(str, result.notes))
    assert "no reservation value is stated in seller.yml: any agreement is acceptable" in said
    assert "'constraints' has no place in a case" in said
    assert "reserved_outcome" not in said


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("seller.yml", "'1.0': 0.5", "'1': 0.5", r"seller\.yml:13:\d+: .*'Answer' has no utility of 1\.0"),
        ("seller.yml", "AffineFun", "LambdaFun", "a value function of type 'LambdaFun' is not read; known: TableFun"),
        ("seller.yml", "weights: [0.2,", "weights: [", "'weights' needs an entry for each of the 4 issues"),
        ("seller.yml", "LinearAdditive", "GLA", "a utility function of type 'GLAUtilityFunction' is not read"),
        ("seller.yml", "discount: 0.9", "discount: often", "'discount' of the utility function must be a number"),
        ("seller.yml", "reserved_value: -.inf", "reserved_value: .nan", "must be a number, not '.nan'"),
        ("seller.yml", "- mapping: {1", "- mapping: [1", r"seller\.yml:\d+:\d+: .*not valid YAML"),
        ("buyer.yml", "{0: 'no'}", "{7: 'no'}", "outcome_ranges names issue 7; issues are 0 to 3"),
        ("buyer.yml", "{0: 'no'}", "{0: 'nay'}", "issue 'Answer' has no value 'nay'; known: yes, no, 1"),
        ("buyer.yml", "[1.5, 2.0, 0.5]", "[1.5, 2.0]", "differ in length"),
        ("trade.yml", "ContiguousIssue", "CallableIssue", "issue 'Quantity' is of type 'CallableIssue'"),
        ("trade.yml", "values: [1, 4]", "values: [4]", "needs its lowest and its highest value"),
        ("trade.yml", "name: Size", "name: Answer", "the domain needs issues, each with a name of its own"),
        ("trade.yml", "path: null", "name: Twice", "'name' stands here a second time"),
    ],
)
def test_unusable_negmas_files(file: str, old: str, new: str, complaint: str, trade: Path) -> None:
    content = (trade / file).read_text("utf-8")
    assert old in content
    (trade / file).write_text(content.replace(old, new, 1), "utf-8")
    with pytest.raises(Problems, match=complaint):
        import_case(trade)


# There and back -------------------------------------------------------------------------------------------------------


def same(first: Case, second: Case) -> None:
    """Both cases give every agreement the same utility in the units of the files, and have the same reservations."""
    assert [issue.name for issue in first.issues.values()] == [issue.name for issue in second.issues.values()]
    assert [party.name for party in first.parties.values()] == [party.name for party in second.parties.values()]
    for mine, other in zip(first.issues.values(), second.issues.values(), strict=True):
        assert list(mine.options.values()) == list(other.options.values())
    for mine, other in zip(first.signers(), second.signers(), strict=True):
        assert pytest.approx(units(first, mine), rel=1e-9, abs=1e-9) == units(second, other)
        joint = [linked(first, mine), linked(second, other)]
        assert joint[0].keys() == joint[1].keys()
        assert pytest.approx(joint[0], rel=1e-9, abs=1e-9) == joint[1]


def units(case: Case, party: str) -> list[float]:
    """A party's no-deal value, its utility of the first options, and by how much each option differs from the first."""
    interest = case.interest_of(party)
    assert interest.no_deal is not None
    tables = [[rating.low for rating in interest.issues[issue].ratings.values()] for issue in case.issues]
    points = [interest.no_deal.low, sum(table[0] for table in tables)]
    points += [rating - table[0] for table in tables for rating in table]
    return [number / scale(case, party) for number in points]


def linked(case: Case, party: str) -> dict[tuple[tuple[int, tuple[int, ...]], ...], float]:
    """A party's linkages by issue and option numbers, taken apart into runs of options as GENIUS needs them."""
    places = {issue: at for at, issue in enumerate(case.issues)}
    found: dict[tuple[tuple[int, tuple[int, ...]], ...], float] = {}
    for linkage in case.linkages_of(party):
        spans = []
        for issue, options in linkage.when.items():
            numbers = [list(case.issues[issue].options).index(option) for option in options]
            runs = [
                tuple(at for _, at in group)
                for _, group in itertools.groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])
            ]
            spans.append([(places[issue], run) for run in runs])
        for combination in itertools.product(*spans):
            key = tuple(sorted(combination))
            found[key] = found.get(key, 0) + linkage.adds.low / scale(case, party)
    return found


SAMPLE = [
    "genius_xml/CameraB",
    "genius_xml/Laptop1Issue",
    "genius_xml/fuzzyagent",
    "genius_xml/other/IntegerDomain",
    "genius_xml/other/ItexvsCypressDomain",
    "genius_xml/other/S-1NAGUNL-114",
    "genius_xml/other/thompson",
    "genius_xml/y2011/IS_BT_Acquisition",
    "genius_xml/y2014/30issuesDiscountedwithRV",
    "genius_xml/y2016/AgentHp2",
    "genius_xml/y2016/YXAgent",
    "negmas_yml/anac2012/AcquisitionB",
    "negmas_yml/anac2015/KillerRobot",
    "negmas_yml/other/CoffeeShop",
    "negmas_yml/other/IntegerDomain",
    "negmas_yml/other/Shiboy",
    "negmas_yml_hani/Trade",
]


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("form", FORMATS)
def test_reference_files_survive_a_round_trip(form: str, name: str, scenarios: Path, tmp_path: Path) -> None:
    result = imported(scenarios / name)
    assert isinstance(result, Imported)
    written = export_case(result.case, form, tmp_path / "out")
    again = import_case(tmp_path / "out", profiles=[path.name for path in written.files[1:]])
    same(result.case, again.case)
    assert result.case.origin is not None
    assert again.case.origin is not None
    before, after = result.case.origin.parties.values(), again.case.origin.parties.values()
    assert [each.discount for each in before] == [each.discount for each in after]
    if form == result.case.origin.format:
        assert [each.stand_in is None for each in before] == [each.stand_in is None for each in after]


def test_both_formats_of_this_file_survive_a_round_trip(folder: Path, tmp_path: Path) -> None:
    case = import_case(folder).case
    for form in FORMATS:
        written = export_case(case, form, tmp_path / form)
        assert [path.stem for path in written.files] == ["talks", "buyer"]
        same(case, import_case(tmp_path / form).case)


def test_genius_files_are_written_so_that_both_readings_agree(folder: Path, tmp_path: Path) -> None:
    export_case(import_case(folder, reading="genius").case, "genius", tmp_path / "again")
    written, genius = import_case(tmp_path / "again"), import_case(tmp_path / "again", reading="genius")
    same(written.case, genius.case)
    assert written.notes == ()


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
NUMBERS = st.decimals(-100, 100, places=3, allow_nan=False).map(Fraction)


@st.composite
def made_scenarios(draw: st.DrawFn) -> Scenario:
    integers = draw(st.booleans())
    matters = []
    for name in draw(st.lists(TEXT, min_size=1, max_size=3, unique=True)):
        if integers:
            first = draw(st.integers(-3, 3))
            matters.append(Matter(name, tuple(str(first + at) for at in range(draw(st.integers(1, 4)))), "integer"))
        else:
            matters.append(Matter(name, tuple(draw(st.lists(TEXT, min_size=1, max_size=4, unique=True)))))
    profiles = []
    for name in draw(st.lists(TEXT, min_size=1, max_size=3, unique=True)):
        tables = [tuple(draw(NUMBERS) for _ in matter.values) for matter in matters]
        boxes = []
        for _ in range(draw(st.integers(0, 3)) if integers else 0):
            spans = [draw(st.sets(st.sampled_from(range(len(matter.values))), min_size=1)) for matter in matters]
            boxes.append(Box({at: tuple(sorted(span)) for at, span in enumerate(spans)}, draw(NUMBERS)))
        profile = Profile.gathered(name, f"{name}.xml", tables, boxes, draw(NUMBERS))
        profiles.append(replace(profile, reservation=draw(NUMBERS), discount=draw(st.sampled_from([None, 0.5]))))
    return Scenario(draw(st.sampled_from(sorted(FORMATS))), draw(TEXT), tuple(matters), tuple(profiles))


@settings(max_examples=40)
@given(scenario=made_scenarios(), form=st.sampled_from(sorted(FORMATS)))
def test_any_scenario_survives_a_round_trip(
    scenario: Scenario, form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    checked = check_document(Document(case_text(scenario), "case.yaml"))
    assert checked.errors == ()
    assert checked.case is not None
    target = tmp_path_factory.mktemp("made")
    written = export_case(checked.case, form, target)
    again = import_case(target, profiles=[path.name for path in written.files[1:]])
    assert [issue.name for issue in again.case.issues.values()] == [matter.name for matter in scenario.issues]
    assert [tuple(issue.options.values()) for issue in again.case.issues.values()] == [
        matter.values for matter in scenario.issues
    ]
    for mine, read, profile in zip(again.case.signers(), checked.case.signers(), scenario.profiles, strict=True):
        tables = profile.tables
        ends = [profile.effective_reservation(), sum(table[0] for table in tables)]
        ends += [utility - table[0] for table in tables for utility in table]
        assert units(again.case, mine) == pytest.approx([float(end) for end in ends], rel=1e-9, abs=1e-9)
        assert linked(again.case, mine) == pytest.approx(linked(checked.case, read), rel=1e-9, abs=1e-9)


# What the formats cannot carry ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_dropped_without_a_word(form: str, tmp_path: Path) -> None:
    case = read_case(WASHINGTON)
    written = export_case(case, form, tmp_path / "out")
    said = "\n".join(problem.what for problem in written.problems)
    for name in case.named_red_lines():
        assert f"the red line {name} of " in said
    for name in case.named_conditions():
        assert f"the condition {name} is not written" in said
    for party in case.everyone().values():
        assert (f"{party.name} does not sign and is not written" in said) == (not party.signs)
    for issue in case.issues.values():
        assert (f"issue '{issue.name}' is decided by" in said) == bool(issue.decided_by)
    for signer in case.signers():
        no_deal, called = case.interest_of(signer).no_deal, case.everyone()[signer].name
        assert no_deal is not None
        if no_deal.is_range:
            assert f"{called}: no_deal {no_deal.words()} is written as its midpoint" in said
        assert said.count(f"the linkage of {called} on") == len(case.linkages_of(signer)) * (form == "genius")
    again = import_case(tmp_path / "out").case
    payoff = Payoff.of(case)
    for name in again.signers():
        (party,) = (party for party in case.signers() if case.everyone()[party].name == again.parties[name].name)
        no_deal, midpoint = again.interest_of(name).no_deal, case.interest_of(party).no_deal
        assert no_deal is not None
        assert midpoint is not None
        assert no_deal.low == pytest.approx(float(midpoint.point) * scale(again, name) / 100)
        if form == "genius" and case.linkages_of(party):
            continue
        draw = random.Random(party)
        for _ in range(20):
            at = tuple(draw.randrange(size) for size in payoff.space.sizes)
            own = payoff.worths[party].points(payoff.worths[party].steps(at))
            options = [list(issue.options)[number] for issue, number in zip(again.issues.values(), at, strict=True)]
            found = worth(again, name, dict(zip(again.issues, options, strict=True)))
            assert found / scale(again, name) * 100 == pytest.approx(own, abs=1e-7)


def test_an_export_replaces_no_file_and_stays_in_its_folder(folder: Path, tmp_path: Path) -> None:
    result = import_case(folder)
    with pytest.raises(Problems, match=r"talks\.xml: error: this file exists"):
        export_case(result.case, "genius", folder)
    with pytest.raises(Problems, match="unknown format 'genus'; did you mean genius"):
        export_case(result.case, "genus", tmp_path / "new")
    stray = result.text.replace("file: buyer.xml", "file: ../../buyer.xml").replace("title: talks", "title: ../talks")
    case = check_document(Document(stray, "case.yaml")).case
    assert case is not None
    for path in export_case(case, "genius", tmp_path / "new").files:
        assert path.parent == tmp_path / "new"
        assert path.is_file()


def test_what_another_program_will_read_otherwise_is_said(tmp_path: Path) -> None:
    matters = (Matter("a", ("x", "y")), Matter("b", ("1", "2"), "integer"))
    tables = ((Fraction(3), Fraction(0)), (Fraction(-1), Fraction(-2)))
    box = Box({0: (0,), 1: (1,)}, Fraction(1, 2))
    scenario = Scenario("negmas", "t", matters, (Profile("p", "p.yml", tables, (box,), Fraction(1)),))
    case = check_document(Document(case_text(scenario), "case.yaml")).case
    assert case is not None
    said = "\n".join(problem.what for problem in export_case(case, "genius", tmp_path / "out").problems)
    assert "the linkage of p on 'a' and 'b', worth 0.5, is not written" in said
    assert "GENIUS itself will read nothing out of p's utilities below 0 on b" in said
    assert "the utilities of p reach 2; GENIUS itself caps them at 1" in said
    assert "issue 'b' is written as a list of its values" in said
    assert export_case(case, "negmas", tmp_path / "other").problems == ()


def test_a_large_space_is_imported_at_once(tmp_path: Path) -> None:
    values = tuple(f"value {at}" for at in range(10))
    matters = tuple(Matter(f"Issue {at}", values) for at in range(50))
    tables = tuple(tuple(Fraction(at * number % 97, 97 * 50) for at in range(10)) for number in range(1, 51))
    scenario = Scenario(
        "genius", "large", matters, (Profile("a", "a.xml", tables), Profile("b", "b.xml", tables[::-1]))
    )
    case = check_document(Document(case_text(scenario), "case.yaml")).case
    assert case is not None
    export_case(case, "genius", tmp_path)
    result = import_case(tmp_path)
    assert math.prod(len(issue.options) for issue in result.case.issues.values()) == 10**50

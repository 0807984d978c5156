"""Whatever a finding shows as a number stands in its data as a number: in tables, and in the sentences around them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from changed import worked
from comity.agreements.space import Space
from comity.agreements.suppose import supposed
from comity.case.check import read_case
from comity.case.grounds import quotes
from comity.case.model import Case
from comity.case.paths import judgement_paths
from comity.catalog import case_file
from comity.finding import Band, Cell, Finding, Quantity
from comity.questions import QUESTIONS, registered
from comity.questions.explain.answer import explain
from material import WASHINGTON
from strategies import cases, contested_cases

TOKEN = re.compile(r"(?<![\w.])[-+−]?\d+(?:,\d{3})*(?:\.\d+)?%?")
DATE = re.compile(r"\d{4}-\d\d-\d\d")  # one that is shown stands in the data as a date
CITED = re.compile(r"\([^()]*\b(?:18|19|20)\d\d[^()]*\)")


def numbers(value: Any) -> Iterator[float]:
    """Every number in plain values."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inside in value:
            yield from numbers(inside)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from map(str, value)
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inside in value:
            yield from strings(inside)
    elif isinstance(value, str):
        yield " ".join(value.split())


@cache
def named(case_json: str, generated: tuple[str, ...]) -> re.Pattern[str]:
    """What the case itself calls and says: its digits are no numbers of the finding."""
    content = json.loads(case_json)
    said = {text for text in strings(content) if re.search(r"\d", text) and not re.fullmatch(r"[-+\d.eE]+", text)}
    said = {text for text in said if not re.fullmatch(r"[-+\d.eE]+\.\.[-+\d.eE]+", text)}
    said |= {name for issue in content["issues"].values() for name in issue["options"]}
    said |= {*content["issues"], *content["parties"]}
    said |= {member for party in content["parties"].values() for member in party["members"]}
    longest_first = sorted({*said, *generated}, key=lambda text: (-len(text), text))
    return re.compile("|".join(rf"(?<![\w.]){re.escape(text)}(?![\w]|\.\d)" for text in longest_first))


def places(case: Case) -> Iterator[str]:
    """Where in its sources the evidence of a case stands, as tables quote it: these are numbers of the case."""
    for _, judgement in judgement_paths(case):
        yield from re.findall(r"characters \d+–\d+", quotes(case, judgement.evidence))


def forms(number: float) -> set[str]:
    """The ways in which a number may be written."""
    plain, percent = ("{:,.0f}", "{:.0f}", "{:,.1f}", "{:,.2f}", "{:.3g}", "{:.4g}", "{:.12g}"), ("{:.0f}", "{:.1f}")
    written = [form.format(number) for form in plain] + [form.format(number * 100) for form in (*percent, "{:.4g}")]
    if 0.995 < number < 1:  # said as "more than 99 of 100": what is not all is never told as if it were
        written.append("99")
    return {text.lstrip("+-") for text in written}


def unaccounted(finding: Finding[Any], case: Case) -> Iterator[str]:
    """The numbers that a finding shows and its data lacks."""
    data = json.loads(json.dumps(dict(finding.data)))
    held = sorted({*numbers(data), *numbers(dict(finding.parameters))})
    # (What the data round to six digits may lie on either side of a half: .605 is written 60% or 61%.)
    written = {form for number in held for near in (-1e-6, 0.0, 1e-6) for form in forms(number + near)}
    made = (*case.red_line_names(), *case.condition_names(), *places(case))
    names = named(case.model_dump_json(by_alias=True), made)
    asked = " ".join(map(str, finding.parameters.values()))
    dates = re.compile("|".join(sorted({text for text in strings(data) if DATE.fullmatch(text)})) or "(?!)")

    def among(number: float) -> bool:
        return any(math.isclose(number, each, rel_tol=1e-6, abs_tol=1.01e-4) for each in held)

    def prose(where: str, text: str) -> Iterator[str]:
        plain = names.sub("…", dates.sub("…", CITED.sub("", " ".join(text.split()))))
        for token in TOKEN.findall(plain):
            if token.strip("%+-−") not in written and token not in asked:
                yield f"{where}: {token} in {text!r}"

    def cell(where: str, shown: Cell) -> Iterator[str]:
        if isinstance(shown, Quantity):
            band = shown.value
            ends = (band.low, band.mid, band.high) if isinstance(band, Band) else (band,)
            yield from (f"{where}: {end}" for end in ends if math.isfinite(end) and not among(end))
        elif isinstance(shown, int | float) and not isinstance(shown, bool):
            if not among(shown):
                yield f"{where}: {shown}"
        elif shown is not None and not isinstance(shown, bool):
            yield from prose(where, str(shown))

    yield from prose("answer", finding.answer)
    for name, table in finding.tables.items():
        yield from prose(f"{name}, title", table.title)
        if name not in TOLD_ELSEWHERE:
            yield from prose(f"{name}, note", table.note)
        for column in table.columns:
            yield from prose(f"{name}, column", column)
        for row in table.rows:
            for column, shown in zip(table.columns, row, strict=True):
                yield from cell(f"{name}, {column}", shown)


TOLD_ELSEWHERE = {"base_rates"}
"""Tables whose note tells of published numbers, which are no numbers of the case."""

ASKED: dict[str, list[dict[str, Any]]] = {
    "agreement": [{"show": 5}],
    "frontier": [{"over": "zopa", "show": 5, "axes": None}, {"over": "coherent", "show": 3, "axes": None}],
    "bargaining": [{"weights": ()}],
    "deadlock": [{"show": 3, "wanted": None, "seconds": None}],
    "doubt": [{"draws": 200, "show": 5, "swap": None}],
    "consent": [{"draws": 200, "show": 5}],
    "stability": [{"show": 5}],
    "influence": [{"draws": 200, "show": 5}],
    "sequence": [{}],
    "change": [{}, {"start": "2025-08-01", "values": True}],
    "durability": [{"agreements": (), "draws": 40, "seed": 0, "year": 10, "target": 0.5, "show": 3}],
}


def ask(name: str, case: Case, **said: Any) -> Finding[Any]:
    asked = {option.name: () if option.many else option.default for option in registered(name).options}
    return registered(name).ask(case, progress=None, **{**asked, **said})


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("file", [WASHINGTON, case_file("abdelnabi-2024")], ids=["Washington", "siting"])
def test_every_number_shown_of_a_known_case_stands_in_the_data(name: str, file: Any) -> None:
    case = read_case(file)
    for said in ASKED[name]:
        assert list(unaccounted(ask(name, case, **said), case)) == []


@pytest.mark.parametrize("name", QUESTIONS)
@settings(max_examples=10, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_number_shown_of_a_random_case_stands_in_the_data(name: str, case: Case) -> None:
    assert list(unaccounted(ask(name, case), case)) == []


@settings(max_examples=10, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=contested_cases())
def test_every_number_shown_of_a_random_contest_stands_in_the_data(case: Case) -> None:
    space = Space.of(case)
    deals = tuple(
        str(space.agreement(choice)) for choice in ((0,) * len(space.sizes), tuple(n - 1 for n in space.sizes))
    )
    finding = ask("durability", case, agreements=deals, draws=25, show=2)
    assert list(unaccounted(finding, case)) == []
    assert {"plain", "agreements", "terms", "land", "worth", "division"} <= set(finding.tables)


def test_every_number_shown_of_a_closed_space_stands_in_the_data() -> None:
    case = supposed(read_case(WASHINGTON), (), ["russia-keeps-control: territory=restored|partial|frozen"])
    for name in QUESTIONS:
        assert list(unaccounted(ask(name, case), case)) == []


def test_every_number_shown_of_one_agreement_stands_in_the_data() -> None:
    case = read_case(WASHINGTON)
    deal = ask("agreement", case).data["agreements"][0]
    terms = ", ".join(f"{issue}={option}" for issue, option in deal.items())
    for name, said in (
        ("agreement", {"why": terms}),
        ("agreement", {"why": "7"}),
        ("agreement", {"improve": "300"}),
        ("deadlock", {"wanted": "territory=donbas, guarantees=article5"}),
    ):
        assert list(unaccounted(ask(name, case, **said), case)) == []


def test_every_number_shown_of_a_change_stands_in_the_data() -> None:
    live = worked().changed(("interests", "ukraine", "no_deal", "per_month"), "-0.8..-0.2")
    case = live.changed(("interests", "usa", "no_deal", "per_month"), "0.1").case
    assert list(unaccounted(ask("change", case, values=True, months="0,7,30"), case)) == []


EXPLAINED = (
    "ukraine worth of 3", "france worth of 1", "russia gain of territory=frozen, guarantees=article5", "russia no deal",
    "usa weight of sanctions", "usa rating of sanctions=lifted", "count of all", "count of coherent",
    "count of red lines", "count of zopa",
)  # fmt: skip


@pytest.mark.parametrize("what", EXPLAINED)
def test_every_number_shown_of_what_is_explained_stands_in_the_data(what: str) -> None:
    case = read_case(WASHINGTON)
    finding = explain(case, what)
    # (Quotations have numbers of their own, and where they stand in a source.)
    numbered = {name: table for name, table in finding.tables.items() if "source" not in table.columns}
    assert list(unaccounted(replace(finding, tables=numbered), case)) == []
    assert len(numbered) + ("rests_on" in finding.tables) + ("judgement" in finding.tables) == len(finding.tables)


def test_every_question_is_asked_here() -> None:
    assert set(ASKED) == set(QUESTIONS)

"""Issues that are amounts in the files of other programs: there and back, what is said of steps, and where it bends."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amounts import as_options, drawn
from comity.case.model import Case
from comity.exchange import Imported, export_case, import_case
from comity.exchange.from_case import scenario_of
from comity.exchange.scenario import Matter
from comity.exchange.straight_lines import bends, line
from comity.problem import Place
from exchanged import same, scale, units

LOW, HIGH = (st.decimals(-200, 200, places=2, allow_nan=False).map(Fraction) for _ in range(2))
SIZE = st.sampled_from([Fraction(1, 2), Fraction(3), Fraction(10), Fraction("12.34"), Fraction(700)])
SHARE = st.integers(0, 20).map(lambda at: Fraction(at, 20))

Numbers = dict[str, Any]


@st.composite
def ranges(draw: st.DrawFn) -> list[Numbers]:
    """Issues over integers and real numbers, each with how two parties value it, written out as GENIUS has it."""
    found = []
    for at in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["integer", "real"]))
        low = draw(LOW) if kind == "real" else Fraction(draw(st.sampled_from([-3, 0, 0, 2])))
        high = low + (draw(SIZE) if kind == "real" else draw(st.integers(1, 12)))
        forms = ["linear", "triangular", "constant"] if kind == "real" else ["linear"]
        said = [(draw(st.sampled_from(forms)), draw(SHARE), draw(SHARE), draw(SHARE)) for _ in "ab"]
        found.append({"name": f"n{at}", "kind": kind, "low": low, "high": high, "said": said})
    return found


def evaluator(issue: Numbers, party: int) -> str:
    form, first, second, third = issue["said"][party]
    low, span = issue["low"], issue["high"] - issue["low"]
    if form == "constant":
        return f'<evaluator ftype="constant" parameter0="{float(first)}"/>'
    if form == "triangular":
        start, top, end = (low + span * part for part in sorted((first, second, third)))
        said = (start, end, top)
        return '<evaluator ftype="triangular" ' + " ".join(
            f'parameter{at}="{float(number)!r}"' for at, number in enumerate(said)
        ) + "/>"  # fmt: skip
    slope = (second - first) / span
    return f'<evaluator ftype="linear" offset="{float(first - slope * low)!r}" slope="{float(slope)!r}"/>'


def evaluation(issue: Numbers, party: int, value: Fraction) -> Fraction:
    """What an evaluator says of a number, written out again."""
    form, first, second, third = issue["said"][party]
    part = (value - issue["low"]) / (issue["high"] - issue["low"])
    if form == "constant":
        return first
    if form == "triangular":
        start, top, end = sorted((first, second, third))
        if part == top:
            return Fraction(1)
        if not start < part < end:
            return Fraction(0)
        return (part - start) / (top - start) if part < top else (end - part) / (end - top)
    return first + (second - first) * part


def genius(folder: Path, issues: list[Numbers]) -> None:
    """The files of a negotiation over these."""

    def listed(party: int | None) -> str:
        return "".join(
            f'<issue index="{at}" type="{issue["kind"]}" name="{issue["name"]}">'
            f'<range lowerbound="{float(issue["low"])}" upperbound="{float(issue["high"])}"/>'
            + ("" if party is None else evaluator(issue, party))
            + "</issue>"
            for at, issue in enumerate(issues, 1)
        )

    domain = f"<utility_space><objective>{listed(None)}</objective></utility_space>"
    (folder / "talks.xml").write_text(f"<negotiation_template>{domain}</negotiation_template>")
    weights = "".join(f'<weight index="{at}" value="{1 / len(issues)!r}"/>' for at in range(1, len(issues) + 1))
    for party, name in enumerate("ab"):
        space = f'<objective>{listed(party)}{weights}</objective><reservation value="0.25"/>'
        (folder / f"{name}.xml").write_text(f"<utility_space>{space}</utility_space>")


def utilities(case: Case, party: str, issue: str) -> list[float]:
    rated = case.interest_of(party).issues[issue].ratings
    return [float(rated[step].point) / scale(case, party) for step in case.issues[issue].options]


RISING: Numbers = {"name": "n0", "kind": "integer", "low": Fraction(2), "high": Fraction(9)}
PEAK: Numbers = {"name": "n0", "kind": "real", "low": Fraction(10), "high": Fraction(40)}
F = Fraction


@settings(max_examples=15)
@given(issues=ranges())
@example(issues=[{**RISING, "said": [("linear", F(0), F(1), F(0)), ("linear", F(1), F(1, 4), F(0))]}])
@example(issues=[{**PEAK, "said": [("triangular", F(0), F(1, 2), F(1)), ("triangular", F(1, 20), F(1, 4), F(1, 4))]}])
def test_integer_and_real_issues_of_genius_there_and_back(
    issues: list[Numbers], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("ranges")
    genius(folder, issues)
    case = import_case(folder).case
    for issue in issues:
        amount = case.issues[issue["name"]].amount
        assert amount is not None
        assert (Fraction(amount.from_), Fraction(amount.to)) == (issue["low"], issue["high"])
        steps = [Fraction(step) for step in case.issues[issue["name"]].options]
        assert len(steps) == (11 if issue["kind"] == "real" else issue["high"] - issue["low"] + 1)
        for party, name in enumerate("ab"):
            expected = [float(evaluation(issue, party, step)) / len(issues) for step in steps]
            assert utilities(case, name, issue["name"]) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    written = export_case(case, "genius", folder / "again")
    again = import_case(folder / "again").case
    same(case, again)
    lists = [problem.what for problem in written.problems if "as a list of its values" in problem.what]
    assert len(lists) == sum(issue.amount is None for issue in again.issues.values())
    assert again.origin is not None
    for name, issue in again.issues.items():
        drawn_forms = next(each for each in issues if each["name"] == name)["said"]
        if all(form != "triangular" for form, *_ in drawn_forms):
            assert issue.amount == case.issues[name].amount  # lines always go back as ranges
            assert again.origin.issues[name] in ("integer", "real")
    for form in ("negmas", "negmas_json"):
        export_case(case, form, folder / form)
        same(case, import_case(folder / form).case)
    export_case(case, "geniusweb", folder / "geniusweb")
    again = import_case(folder / "geniusweb").case
    for party in "ab":  # but for no deal, which GeniusWeb states as a bid
        assert units(again, party)[1:] == pytest.approx(units(case, party)[1:], rel=1e-9, abs=1e-9)


def of(tmp_path: Path, *issues: Numbers) -> Imported:
    genius(tmp_path, list(issues))
    return import_case(tmp_path)


def test_what_was_chosen_for_a_range_and_where_utilities_bend_is_said(tmp_path: Path) -> None:
    tent = {**PEAK, "said": [("triangular", F(0), F(1, 2), F(1)), ("linear", F(0), F(1), F(0))]}
    result = of(tmp_path, tent)
    assert result.case.about is not None
    assert (
        "Issue 'n0' runs from 10 to 40; 11 values on an even grid are kept, in steps of 3, the range in 10 equal parts."
        in result.case.about
    )
    assert (
        "The utilities of a on 'n0' lie on no one line: they are stated at 3 of its 11 steps, and lie on straight lines"
        in result.case.about
    )
    assert list(result.case.interest_of("a").issues["n0"].ratings) == ["10", "25", "40"]
    assert list(result.case.interest_of("b").issues["n0"].ratings) == ["10", "40"]
    finer = import_case(tmp_path, intervals=7)
    (note,) = [note.what for note in finer.notes if "even grid" in note.what]
    assert note.endswith(
        "9 values on an even grid are kept, in steps of 3.75, the range in 8 equal parts: the fewest from 7 on whose "
        "steps are decimals"
    )
    said = [problem.what for problem in export_case(finer.case, "genius", tmp_path / "out").problems]
    assert (
        "the step of issue 'n0', 3.75, is not written, as GENIUS has none: import with 8 intervals to have the same"
        in said
    )
    said = [problem.what for problem in export_case(finer.case, "negmas", tmp_path / "negmas").problems]
    assert said == [
        "issue 'n0' is written as a list of its values: NegMAS values a continuous issue along a line, and not every "
        "party's utilities here lie on one"
    ]
    again = import_case(tmp_path / "negmas").case  # numbers in even steps are an amount still
    assert again.issues["n0"].amount == finer.case.issues["n0"].amount
    straight = {**PEAK, "said": [("linear", F(1), F(0), F(0)), ("linear", F(0), F(1), F(0))]}
    (tmp_path / "line").mkdir()
    line_case = of(tmp_path / "line", straight).case
    said = [problem.what for problem in export_case(line_case, "negmas", tmp_path / "straight").problems]
    assert said == [
        "the step of issue 'n0', 3, is not written, as a continuous issue of NegMAS has none: import with 10 intervals "
        "to have the same"
    ]
    assert "CartesianOutcomeSpace\n" in (tmp_path / "straight" / "talks.yml").read_text("utf-8")
    assert import_case(tmp_path / "straight").case.origin.issues == {"n0": "real"}  # type: ignore[union-attr]


def test_integers_that_do_not_begin_at_0_are_written_for_the_reading_they_came_by(tmp_path: Path) -> None:
    issue = {**RISING, "said": [("linear", F(1, 5), F(1), F(0)), ("linear", F(1), F(1, 4), F(0))]}
    case = of(tmp_path, issue).case
    said = [problem.what for problem in export_case(case, "genius", tmp_path / "again").problems]
    told = "the utilities of issue 'n0' are written for the reading `written`; under `genius` they are others"
    assert told in said
    same(case, import_case(tmp_path / "again").case)
    strange = case.model_copy(update={"origin": None})
    said = [problem.what for problem in export_case(strange, "genius", tmp_path / "list").problems]
    assert "issue 'n0' is written as a list of its values, not as a range of numbers" in said
    assert told not in said


def test_a_case_of_amounts_is_written_as_the_same_with_its_steps_as_options() -> None:
    for seed in range(60):
        content = drawn(seed)
        amounts, options = (
            scenario_of(Case.model_validate(each), "negmas", Place("out")) for each in (content, as_options(content))
        )
        assert amounts.profiles == options.profiles, seed
        assert [len(each.values) for each in amounts.issues] == [len(each.values) for each in options.issues]


MINE = {
    "title": "Mine",
    "parties": {"a": {"name": "A", "signs": "yes"}, "b": {"name": "B", "signs": "yes"}},
    "issues": {
        "price": {"name": "Price", "amount": {"from": 1000, "to": 1500, "step": 100, "unit": "euro"}},
        "day": {"name": "Day", "amount": {"from": "2026-01-01", "to": "2026-07-01", "step": "3 months"}},
    },
    "interests": {
        "a": {
            "no_deal": 30,
            "price": {"weight": 3, "1000": 100, "1500": 0},
            "day": {"weight": 1, "2026-01-01": 0, "2026-07-01": 100},
        },
        "b": {
            "no_deal": 20,
            "price": {"weight": 1, "1000": 0, "1500": 100},
            "day": {"weight": 1, "2026-01-01": 100, "2026-04-01": 20, "2026-07-01": 0},
        },
    },
    "linkages": [],
}


@pytest.mark.parametrize("form", ["genius", "negmas", "negmas_json", "geniusweb", "negolog", "decide"])
def test_what_a_format_does_not_say_of_an_amount_is_told(form: str, tmp_path: Path) -> None:
    case = Case.model_validate(MINE)
    written = export_case(case, form, tmp_path)
    said = [problem.what for problem in written.problems]
    assert "that issue 'Price' counts euro is not written" in said
    listed = [what.split("'")[1] for what in said if "as a list of its values" in what]
    assert listed == {"genius": ["Price", "Day"], "negolog": ["Price", "Day"], "decide": []}.get(form, ["Day"])
    again = import_case(tmp_path).case
    price, day = again.issues.values()
    if form in ("negmas", "negmas_json", "geniusweb"):
        assert (price.amount.from_, price.amount.to, price.amount.step) == ("1000", "1500", "100")  # type: ignore[union-attr]
    if form != "decide":
        assert [option.name for option in day.options.values()] == ["2026-01-01", "2026-04-01", "2026-07-01"]
        assert len(price.options) == 6


def test_geniusweb_keeps_steps_and_bids_in_numbers(tmp_path: Path) -> None:
    content = {**MINE, "issues": {"price": MINE["issues"]["price"]}}  # type: ignore[index]
    content["interests"] = {
        party: {"no_deal": 60, "price": own["price"]}
        for party, own in MINE["interests"].items()  # type: ignore[attr-defined]
    }
    export_case(Case.model_validate(content), "geniusweb", tmp_path)
    domain = json.loads((tmp_path / "Mine.json").read_text("utf-8"))
    assert domain["issuesValues"]["Price"] == {"range": {"low": "1000", "high": "1500", "step": "100"}}
    space = json.loads((tmp_path / "A.json").read_text("utf-8"))["LinearAdditiveUtilitySpace"]
    assert space["issueUtilities"]["Price"] == {
        "NumberValueSetUtilities": {"lowValue": 1000, "lowUtility": 1.0, "highValue": 1500, "highUtility": 0.0}
    }
    assert space["reservationBid"] == {"issuevalues": {"Price": 1200}}


def test_rectangles_over_an_amount_come_in_as_stretches(tmp_path: Path) -> None:
    issues = "".join(
        f'<issue index="{at}" type="integer" name="n{at}" lowerbound="0" upperbound="9"/>' for at in (1, 2)
    )
    domain = f"<utility_space><objective>{issues}</objective></utility_space>"
    (tmp_path / "talks.xml").write_text(f"<negotiation_template>{domain}</negotiation_template>")
    box = '<INCLUDES index="1" min="2" max="6"/><INCLUDES index="2" min="4" max="4"/>'
    boxes = f'<ufun type="PlainUfun" aggregation="sum"><hyperRectangle utility="5">{box}</hyperRectangle></ufun>'
    space = f'<objective>{issues}<utility maxutility="10">{boxes}</utility></objective>'
    (tmp_path / "a.xml").write_text(f"<utility_space>{space}</utility_space>")
    result = import_case(tmp_path)
    assert "when: {n1: [2..6], n2: [4]}" in result.text.replace('"', "")
    assert list(result.case.linkages[0].when["n1"]) == ["2", "3", "4", "5", "6"]


# Straight lines


def test_where_a_table_bends() -> None:
    assert bends([F(0), F(1), F(2), F(3)]) == [0, 3]
    assert bends([F(0), F(0), F(1), F(2), F(1)]) == [0, 1, 3, 4]
    assert bends([F(3)]) == [0]
    thirds = [F(repr(at / 3)) for at in range(50)]  # straight but for the rounding of floats
    assert bends(thirds) == [0, 49]
    assert line([F(1), F(2), F(4)], [F(0), F(1), F(2)]) is None


def test_between_bends_every_utility_is_held() -> None:
    draw = random.Random(1)
    for _ in range(200):
        table = [Fraction(draw.randint(0, 3), draw.choice((1, 3))) for _ in range(draw.randint(2, 12))]
        found = bends(table)
        assert found[0] == 0
        assert found[-1] == len(table) - 1
        for first, last in pairwise(found):
            for at in range(first, last + 1):
                part = Fraction(at - first, last - first)
                assert abs(table[first] + (table[last] - table[first]) * part - table[at]) <= Fraction(1, 10**11)


def test_only_numbers_that_rise_evenly_are_an_amount() -> None:
    assert Matter("n", ("1", "2", "4"), "stepped").grid is None
    assert Matter("n", ("3", "2", "1"), "stepped").grid is None
    assert Matter("n", ("01", "02"), "stepped").grid is None  # no name of a value is lost
    assert Matter("n", ("1", "2"), None).grid is None
    grid = Matter("n", ("-0.5", "0", "0.5"), "stepped").grid
    assert grid is not None
    assert grid.numerals() == ("-0.5", "0", "0.5")


def test_thousands_of_steps_of_its_own_come_back_from_geniusweb(tmp_path: Path) -> None:
    price = {"name": "Price", "amount": {"from": 0, "to": 1200, "step": 1}}
    rated = {"A": {"weight": 1, "0": 100, "1200": 0}, "B": {"weight": 1, "0": 0, "1200": 100}}
    content: dict[str, Any] = {
        "title": "Mine", "parties": {name: {"name": name, "signs": True} for name in rated}, "issues": {"price": price},
        "interests": {name: {"no_deal": 40, "price": of} for name, of in rated.items()},
    }  # fmt: skip
    export_case(Case.model_validate(content), "geniusweb", tmp_path)
    (issue,) = import_case(tmp_path).case.issues.values()
    amount = issue.amount
    assert amount is not None
    assert (amount.from_, amount.to, amount.step) == ("0", "1200", "1")

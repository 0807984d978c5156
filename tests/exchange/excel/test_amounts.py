"""Issues that are amounts in a workbook: numbers are numbers, days are days, and every mistake is told by its cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from amounts import drawn
from comity.case.check import check
from comity.case.model import Case
from comity.case.text import Document
from comity.exchange.excel import Returned, returned
from comity.exchange.excel.cells import Unclear, parted, read, shown, told
from comity.problem import Problems
from strategies import content_text
from workbooks import row_of, set_cell, workbook

CASE = """\
comity: 1
title: Wages
parties: {union: {name: The union, signs: yes}, firms: {name: The firms, signs: yes}}
issues:
  pay: {name: The pay, amount: {from: 100, to: 500, step: 2.5, unit: euro}}
  start: {name: When it begins, amount: {from: 2026-01-01, to: 2027-01-01, step: 3 months}}
  clause: {name: The clause, options: {"1-2": One of two, none: None}}
interests:
  union:  # as it says
    no_deal: 40
    pay: {weight: 2, 100: 0, 250: 60..70, 500: 100}
    start: {weight: 1, 2026-01-01: 100, 2027-01-01: 0}
    clause: {weight: 1, "1-2": 100, none: 0}
  firms:
    no_deal: 30
    pay: {weight: 1, 100: 100, 500: 0}
    start: {weight: 1, 2026-01-01: 0, 2027-01-01: 100}
    clause: {weight: 1, "1-2": 0, none: 100}
red_lines:
  - {id: enough, party: union, never: {pay: "<200", start: [">2026-07-01", "2026-04-01"]}, firmness: declared}
  - {id: much, party: firms, never: {pay: ["100", ">=450"]}, firmness: declared}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, "utf-8")
    return path


def back(case: Path, edit: Any = lambda book: None) -> Returned:
    return returned(workbook(case, edit), case, into=True)


def refused(case: Path, edit: Any) -> list[str]:
    with pytest.raises(Problems) as told_of:
        back(case, edit)
    return str(told_of.value).replace(str(case.with_suffix(".xlsx")), "case.xlsx").splitlines()


def test_numbers_are_numbers_and_days_are_days(case: Path) -> None:
    found: dict[str, Any] = {}

    def look(book: Workbook) -> None:
        found["issues"] = [[cell.value for cell in row[5:9]] for row in book["Issues"].iter_rows(min_row=2, max_row=4)]
        found["points"] = [row[2].value for row in book["Interests"].iter_rows(min_row=2, max_row=11)]
        found["terms"] = [book["Red lines"].cell(row, 4).value for row in (2, 3)]
        found["formats"] = [book["Issues"].cell(3, 6).number_format, book["Interests"].cell(7, 3).number_format]

    assert back(case, look).text == CASE
    first, last = dt.datetime(2026, 1, 1), dt.datetime(2027, 1, 1)
    assert found["issues"] == [[100, 500, 2.5, "euro"], [first, last, "3 months", None], [None] * 4]
    assert found["points"] == [None, 100, 250, 500, None, first, last, None, "1-2", "none"]
    assert found["terms"] == ["pay<200; start>2026-07-01|2026-04-01", "pay=100|>=450"]
    assert found["formats"] == ["yyyy-mm-dd", "yyyy-mm-dd"]


def test_edits_go_into_the_file_in_their_place(case: Path) -> None:
    def edit(book: Workbook) -> None:
        page = book["Interests"]
        page.append(["firms", "pay", 300, None, "30..40"])
        page.append(["firms", "start", dt.datetime(2026, 7, 1), None, 80, None, "The budget is set then."])
        set_cell(book, "Issues", ("pay",), "unit", "euro a month")
        set_cell(book, "Issues", ("pay",), "step", 5)
        set_cell(book, "Red lines", ("1",), "never", "pay < 210; start>=2026-10-01")
        page.delete_rows(row_of(book, "Interests", "union", "pay", "250"))

    text = back(case, edit).text
    assert "amount: {from: 100, to: 500, step: 5, unit: euro a month}" in text
    assert "union:  # as it says\n" in text
    plain = Document(text, "f").plain()
    assert plain["interests"]["union"]["pay"] == {"weight": "2", "100": "0", "500": "100"}
    assert plain["interests"]["firms"]["pay"] == {"weight": "1", "100": "100", "500": "0", "300": "30..40"}
    assert plain["interests"]["firms"]["start"]["2026-07-01"] == {"value": "80", "because": "The budget is set then."}
    assert plain["red_lines"][0]["never"] == {"pay": "<210", "start": ">=2026-10-01"}


def test_an_issue_becomes_an_amount_and_an_amount_is_begun(case: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Issues"].append(["fee", "A fee", None, None, None, -10, 10, 0.5, "%"])
        for party, low, high in (("union", 100, 0), ("firms", 0, 100)):
            book["Interests"].append([party, "fee", None, 1])
            book["Interests"].append([party, "fee", -10, None, low])
            book["Interests"].append([party, "fee", 10, None, high])

    result = back(case, edit)
    amount = result.case.issues["fee"].amount
    assert amount is not None
    assert (amount.from_, amount.to, amount.step, amount.unit) == ("-10", "10", "0.5", "%")
    assert list(result.case.interests["union"].issues["fee"].ratings) == ["-10", "10"]


def test_every_mistake_about_amounts_is_told_at_once_with_its_cell(case: Path) -> None:
    def edit(book: Workbook) -> None:
        page = book["Interests"]
        set_cell(book, "Issues", ("start",), "to", "2027-02-01")
        page.append(["firms", "pay", 301, None, 30])
        page.append(["firms", "clause", dt.datetime(2026, 2, 1), None, 30])
        set_cell(book, "Red lines", ("1",), "never", "pay=>200")
        set_cell(book, "Red lines", ("2",), "never", "pay>=600")

    said = refused(case, edit)
    assert [line.removeprefix("case.xlsx:") for line in said] == [
        "Interests!C22: error: 'option': the program took what was typed for a date or a time; format the cell as "
        "text, type again",
        "Interests!E21: error: issue pay: '301' lies between two steps of this amount; write 300 or 302.5",
        "Issues!F3: error: 'amount': steps of 3 months from 2026-01-01 do not reach 2027-02-01; write to: 2027-01-01 "
        "or 2027-04-01",
        "Red lines!D2: error: 'never': 'pay=>200' may mean two things; write pay>200 or pay>=200",
        "Red lines!D3: error: issue pay: '>=600' lies outside this amount, which runs from 100 to 500; write 500",
    ]


def test_a_point_that_a_program_made_something_else_of_is_refused(case: Path) -> None:
    def edit(book: Workbook) -> None:
        page = book["Interests"]
        number = row_of(book, "Interests", "firms", "pay", "100")
        page.cell(number, 3).value = "=50+50"
        page.cell(row_of(book, "Interests", "union", "pay", "250"), 3).number_format = "0%"
        set_cell(book, "Issues", ("pay",), "from", dt.datetime(2026, 1, 1, 12, 30))

    said = refused(case, edit)
    assert any("Issues!F2: error: 'from': this is a day with a time of it" in line for line in said)
    assert any("'option': this is a percentage" in line for line in said)
    assert any("'option': this is a formula" in line for line in said)


def test_random_cases_come_back_out_of_the_cells_alone(tmp_path: Path) -> None:
    for seed in range(6):
        path = tmp_path / str(seed) / "case.yaml"
        path.parent.mkdir()
        path.write_text(content_text({"comity": 1, **drawn(seed)}), "utf-8")
        was = check(path).case
        assert was is not None, seed
        assert back(path).text == path.read_text("utf-8")
        bare = returned(workbook(path, lambda book: book.remove(book["Case file"])), path.with_name("new.yaml"), False)
        assert same(bare.case, was), seed


def same(first: Case, second: Case) -> bool:
    return first.model_dump() == second.model_dump()


# Cells


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("250", 250), ("2.5", 2.5), ("-0.5", -0.5), ("1000000000000", 10**12), ("3 months", "3 months"),
        ("2026-04-01", dt.date(2026, 4, 1)), ("1800-01-01", "1800-01-01"), ("0.1234567890123", "0.1234567890123"),
        ("123456789012.125", 123456789012.125), ("123456789012345.6789", "123456789012345.6789"),
    ],
)  # fmt: skip
def test_what_an_amount_is_made_of(value: str, cell: Any) -> None:
    assert shown(value, "amount") == cell
    assert type(shown(value, "amount")) is type(cell)
    assert told(cell, "amount") == value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("price>300", {"price": ">300"}),
        ("price >= 300", {"price": ">=300"}),
        ("price≤300", {"price": "≤300"}),
        ("price=100..200|300; land=all|half", {"price": ["100..200", "300"], "land": ["all", "half"]}),
        ("price<100|>400", {"price": ["<100", ">400"]}),
        ("day<2026-04-01", {"day": "<2026-04-01"}),
        ("price=100|>=400", {"price": ["100", ">=400"]}),
    ],
)
def test_terms_that_compare(text: str, meant: dict[str, Any]) -> None:
    assert read(text, "terms") == meant
    again = shown(meant, "terms")
    assert isinstance(again, str)
    assert read(again, "terms") == meant


@pytest.mark.parametrize("text", ["price", ">300", "price>", "price=", "price=a=b", "price>>3", "price=100|=3"])
def test_what_is_no_term(text: str) -> None:
    with pytest.raises(Unclear, match="is no term of an agreement"):
        parted(text)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("p=>3", "write p>3 or p>=3"),
        ("p = < 3", "write p<3 or p<=3"),
        ("p=>=3", "write p>3 or p>=3"),
        ("p=≥3", "write p≥3"),
    ],
)
def test_a_sign_behind_an_equals_sign_is_not_guessed_at(text: str, fix: str) -> None:
    with pytest.raises(Unclear, match="may mean two things") as told_of:
        parted(text)
    assert told_of.value.fix == fix


@pytest.mark.parametrize(
    ("point", "told_of"),
    [
        ("250 euro", None),
        (">250", "'>250' compares, where one step is asked for; write one, such as 300"),
    ],
)
def test_a_point_in_words_is_the_step_that_it_means(case: Path, point: str, told_of: str | None) -> None:
    def edit(book: Workbook) -> None:
        set_cell(book, "Interests", ("union", "pay", "250"), "option", point)

    if told_of is None:
        assert list(back(case, edit).case.interests["union"].issues["pay"].ratings) == ["100", "500", "250"]
    else:
        (line,) = refused(case, edit)
        assert told_of in line

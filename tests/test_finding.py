"""A finding: its numbers stay numbers, in JSON, in data frames and in what a reader sees of a cell."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import replace

import pytest

from comity.finding import NO_METHOD, Band, Finding, Link, Quantity, Table, words
from comity.problem import Problems
from shown import FINDING, TABLE, TRICKY, Numbers


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (233280, "233,280"),
        (-5, "-5"),
        (12.345, "12.3"),
        (1234.5, "1,234.5"),
        ("as is", "as is"),
        (Link("words", "place"), "words"),
        (Quantity(12.345), "12.3"),
        (Quantity(Band(900.0, 1187.0, 1474.0), "counts"), "900 to 1,474"),
        (Quantity(Band(1474.0, 1474.0, 1474.0), "counts"), "1,474"),
        (Quantity(0.456, "in_100"), "46 in 100"),
        (Quantity(0.001, "in_100"), "<1 in 100"),
        (Quantity(0.999, "in_100"), ">99 in 100"),
        (Quantity(1.0, "in_100"), "100 in 100"),
        (Quantity(math.inf, "in_100"), "beyond 100 in 100"),
        (Quantity(0.034, "change"), "+3"),
        (Quantity(-0.034, "change"), "-3"),
        (Quantity(0.204, "share"), "20.4 in 100"),
        (Quantity(5.94, "gain"), "+5.9"),
        (Quantity(-5.94, "gain"), "-5.9"),
        (Quantity(0.456, "price"), "0.46"),
        (Quantity(1234.5, "price"), "1,234.50"),
        (Quantity(30.0, "plain"), "30"),
        (Quantity(0.125, "plain"), "0.125"),
        (Quantity(Band(0.2, 0.451, 0.71), "in_100"), "45 in 100 (20 to 71)"),
        (Quantity(Band(0.2, 0.451, math.inf), "in_100"), "45 in 100 (20 to beyond 100)"),
        (Quantity(Band(0.2, math.inf, math.inf), "in_100"), "more than 100 in 100 (from 20)"),
        (Quantity(Band(math.inf, math.inf, math.inf), "in_100"), "more than 100 in 100"),
        (Quantity(Band(-0.01, 0.03, 0.08), "change"), "+3 (-1 to +8)"),
        (Quantity(Band(0.4, 1.2, 2.0)), "1.2 (0.4 to 2.0)"),
        (Quantity(Band(30, 37.5, 45), "range"), "30 to 45"),
        (Quantity(Band(30, 30, 30), "range"), "30"),
        (Quantity(Band(0.5, 0.75, 1), "range"), "0.5 to 1"),
    ],
)
def test_what_a_reader_sees_of_a_cell(cell: object, seen: str) -> None:
    assert words(cell) == seen  # type: ignore[arg-type]


def test_json_holds_plain_values_under_the_agreed_keys() -> None:
    chance = {"low": 0.2, "mid": 0.451, "high": 0.71}
    assert json.loads(FINDING.json()) == {
        "question": "test",
        "answer": FINDING.answer,
        "exact": True,
        "method": FINDING.method,
        "parameters": {"show": 3},
        "caveats": ["A caveat <b>.", "Another."],
        "tables": {
            "one": {
                "columns": ["name", "count", "points", "holds", "mixed", "chance"],
                "rows": [[TRICKY, 1234567, 12.345, True, 1, chance], ["see <b>", None, 0.05, False, "x", None]],
            }
        },
        "data": {"a": [1, None, {"b": "ü"}]},
    }


def test_what_even_certainty_does_not_reach_is_no_number_in_json() -> None:
    assert Quantity(Band(0.2, math.inf, math.inf), "in_100").json() == {"low": 0.2, "mid": None, "high": None}
    assert Quantity(math.inf, "in_100").json() is None
    assert Quantity(0.25, "in_100").json() == 0.25


def test_columns_of_numbers_are_known() -> None:
    assert TABLE.numeric() == [False, True, True, False, False, True]
    assert Table("empty", ("a",), ()).numeric() == [False]


def test_a_table_as_a_data_frame_keeps_numbers_apart() -> None:
    frame = TABLE.frame()
    assert list(frame.columns) == [
        "name", "count", "points", "holds", "mixed", "chance low", "chance mid", "chance high",
    ]  # fmt: skip
    assert frame["chance mid"].tolist()[0] == 0.451
    assert math.isnan(frame["chance high"].tolist()[1])
    assert frame["name"].tolist() == [TRICKY, "see <b>"]
    assert frame["points"].sum() == pytest.approx(12.395)


def test_columns_of_one_name_stay_apart_in_a_data_frame() -> None:
    frame = Table("t", ("", "", "a"), ((1, 2, 3),)).frame()
    assert list(frame.columns) == ["number", "number 2", "a"]
    assert frame.iloc[0].tolist() == [1, 2, 3]


def test_words_between_bands_have_a_column_of_their_own() -> None:
    cells = ("all of it", Quantity(Band(1.0, 2.0, 3.0)), 4.0, None)
    frame = Table("t", ("worth",), tuple((cell,) for cell in cells)).frame()
    assert list(frame.columns) == ["worth", "worth low", "worth mid", "worth high"]
    assert frame["worth"].dropna().tolist() == ["all of it"]
    assert frame["worth low"].tolist()[1:3] == [1.0, 4.0]
    assert frame["worth high"].dtype == float


def test_without_pandas_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(Problems, match="pandas is not installed; install it with: python -m pip install pandas"):
        TABLE.frame()


def test_the_basis_says_how_sure_and_what_was_asked() -> None:
    assert FINDING.basis() == "Exact. By thought (Nobody 1900). Asked with: show 3."
    estimated = Finding("test", "Perhaps.", exact=False, method="By lot.", result=Numbers({}))
    assert estimated.basis() == "Not exact. By lot."


def test_where_nothing_was_computed_the_basis_claims_no_exactness() -> None:
    assert replace(FINDING, method=NO_METHOD).basis() == "Nothing was computed."


def test_what_was_asked_by_name_is_told_as_people_write_it() -> None:
    asked = replace(FINDING, parameters={"weights": {"a": 2.0, "b": 1.5}, "target": 0.5, "over": "zopa"})
    assert asked.basis() == "Exact. By thought (Nobody 1900). Asked with: weights a 2, b 1.5; target 0.5; over zopa."


def test_in_a_console_a_finding_is_its_sentence_and_what_it_holds() -> None:
    assert repr(FINDING).splitlines() == [FINDING.answer, "tables: one", "figures: bars", "data: a"]
    empty = Finding("test", "Perhaps.", exact=False, method="By lot.", result=Numbers({}))
    assert repr(empty) == "Perhaps."


def test_in_a_console_a_table_is_its_title_and_columns() -> None:
    assert repr(TABLE).splitlines() == [
        "Table: What <it> is", "2 rows", "columns: name, count, points, holds, mixed, chance",
    ]  # fmt: skip


def test_however_long_nothing_takes_more_than_twelve_lines_of_a_console() -> None:
    many = {f"a table with a long name {number}": TABLE for number in range(200)}
    shown = repr(Finding("test", "word " * 300, exact=True, method="m", result=Numbers({"a": 1}), tables=many))
    assert len(shown.splitlines()) == 12
    answer, cut, tables, *_ = shown.splitlines()
    assert (answer[:9], cut) == ("word word", "  ...")
    assert tables.startswith("tables: a table with a long name 0, ")
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_a_table_without_rows_is_still_a_table() -> None:
    assert Table("Nothing", ("a", "b"), ()).json() == {"columns": ["a", "b"], "rows": []}

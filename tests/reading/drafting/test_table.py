"""statements.csv: safe in a spreadsheet, and read back as it was."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.problem import Problems
from comity.reading.drafting.table import COLUMNS, csv_text, mark, merged, place, rows_of


@pytest.mark.parametrize("cell", ["=SUM(A1)", "+1", "-text", "@x", "plain", "'quoted'", 'say "no"', "a\nb", ""])
def test_no_cell_is_a_formula_and_every_cell_comes_back(cell: str) -> None:
    row = dict.fromkeys(COLUMNS, "") | {"text": cell, "id": "x"}
    text = csv_text([row])
    (raw,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert not raw["text"].startswith(("=", "+", "-", "@"))
    assert rows_of(text) == [row]


@pytest.mark.parametrize(
    "cell",
    ["a;=1+1", "a,@x", "a\t-1", "a\n=1", ";'=1", 'a;"=1"', "'=1", "''+1", "\t=1", "\r=1", "＝1", ",,=1", "a;\t\t=1"],
)
def test_what_follows_a_delimiter_is_no_formula_either(cell: str) -> None:
    text = csv_text([EMPTY | {"text": cell}])
    for delimiter in (",", ";", "\t"):  # as a spreadsheet of any country may split it, with no eye for quotes
        parts = re.split(rf"[{delimiter}\r\n]", text.removeprefix("\ufeff"))
        assert not any(re.match(r"\"*[=+\-@＝＋－＠]", part) for part in parts)
    assert rows_of(text) == [EMPTY | {"text": cell}]


@given(st.lists(st.text(st.sampled_from("a'\"=;,-\t\n @＝é") | st.characters(exclude_characters="\0")), max_size=5))
def test_every_cell_comes_back_as_it_was(cells: list[str]) -> None:
    cells = [re.sub(r"\r\n", "\n", cell) for cell in cells]
    rows = [EMPTY | {"id": "x", "text": cell, "person": cell} for cell in cells]
    assert rows_of(csv_text(rows)) == rows


def test_every_cell_is_quoted() -> None:
    assert all(line[0] == line[-1] == '"' for line in csv_text([EMPTY]).removeprefix("\ufeff").splitlines())


EMPTY = dict.fromkeys(COLUMNS, "")
HEAD = ",".join(COLUMNS)


def test_what_excel_makes_of_a_table_is_read() -> None:
    row = EMPTY | {"id": "x", "text": "a; b"}
    line = ";".join(f'"{row[column]}"' for column in COLUMNS)
    head = HEAD.replace(",", ";").replace("concept", "Concept").replace("kind", " KIND ")
    for first in ("", "sep=;\r\n", '"sep=;"\r\n'):
        assert rows_of(f"\ufeff{first}{head}\r\n{line}\r\n;;;\r\n") == [row]


def test_columns_of_the_analyst_are_kept() -> None:
    rows = rows_of(f"{HEAD},note,My view\n{'x,' * 18}checked,=1\n")
    assert rows[0]["note"] == "checked"
    assert rows[0]["My view"] == "=1"
    new = EMPTY | {"id": "new"}
    assert rows_of(csv_text([*rows, new])) == [*rows, new | {"note": "", "My view": ""}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "t.csv:1:1: error: the first line names none of the columns of such a table; restore it, or move this"),
        ("a,b\n1,2\n", "t.csv:1:1: error: the first line names none of the columns of such a table"),
        ("sep=;\na;b\n", "t.csv:2:1: error: the first line names none of the columns of such a table"),
        (HEAD.replace("concept,", ""), "t.csv:1:1: error: the column 'concept' is missing; put it back"),
        (HEAD + ",note,note", "t.csv:1:1: error: two columns are named 'note'; rename one of them"),
        (HEAD + ",Concept", "t.csv:1:1: error: two columns are named 'concept'"),
        (f"{HEAD}\n{'x,' * 18}my note\n", "t.csv:2:1: error: a cell here stands in a column without a name"),
        (f"{HEAD},\n{'x,' * 17}x\n{'x,' * 18}my note\n", "t.csv:3:1: error: a cell here stands in a column without"),
    ],
)
def test_a_table_that_would_lose_something_is_refused(text: str, said: str) -> None:
    with pytest.raises(Problems) as raised:
        rows_of(text, "t.csv")
    assert str(raised.value).startswith(said)


def test_a_cell_of_any_length_is_read() -> None:
    row = EMPTY | {"text": "x" * 300_000}
    assert rows_of(csv_text([row])) == [row]


def test_rows_that_the_analyst_doubled_or_added_are_kept() -> None:
    first = EMPTY | {"source": "s", "content_start": "1", "concept": "land"}
    second = first | {"concept": "water"}
    own, other = EMPTY | {"text": "mine"}, EMPTY | {"text": "mine too"}
    proposed = {place(first): mark(first)}
    assert merged([], [first, second, own, own, other], proposed) == [second, own, other]


def test_a_row_with_a_note_of_the_analyst_stays_when_its_statement_is_gone() -> None:
    row = EMPTY | {"source": "s", "content_start": "1", "note": ""}
    assert merged([], [row], {place(row): mark(row)}) == []
    assert merged([], [row | {"note": "see desk"}], {place(row): mark(row)}) == [row | {"note": "see desk"}]

"""Tables of statements as CSV: their rows by the names of their columns, whatever program saved them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.case.files import RECORD_BYTES
from comity.exchange.naming import some
from comity.exchange.table_text import beginning, whole
from comity.problem import Place, Problem, Problems

MOST_ROWS = 200_000

_CELL = 1_000_000  # letters
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Statement:
    """One row: its cells by column, and the line where it begins."""

    cells: Mapping[str, str]
    place: Place

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def columns_of(path: Path, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Which of the known columns the first line of a file has; known: a column by its names, in small letters."""
    first = beginning(path).partition("\n")[0]
    return tuple(column for column in _named(_rows(first, 1), known) if column)


def statements(path: Path, known: Mapping[str, Sequence[str]]) -> list[Statement]:
    """The rows of a table; raises Problems where it is none.

    known: a column by its names, in small letters; others are passed over.
    """
    place = Place(str(path))
    rows = _rows(whole(path, RECORD_BYTES), MOST_ROWS + 1)
    columns = _named(rows, known)
    if len(rows) > MOST_ROWS:
        raise Problems([Problem(place, f"more than {MOST_ROWS:,} rows", "split the table")])
    twice = [column for column in dict.fromkeys(columns) if column and columns.count(column) > 1]
    if twice:
        raise Problems([Problem(place, f"two columns are called {some(twice)}", "keep one of each")])
    return [
        Statement(
            {column: _plain(cell) for column, cell in zip(columns, cells, strict=False) if column},
            Place(str(path), line),
        )
        for line, cells in rows[1:]
        if any(cell.strip() for cell in cells)
    ]


def written(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV, every cell quoted; an apostrophe stands before whatever a spreadsheet would take for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row)
    return stream.getvalue()


def _plain(cell: str) -> str:
    stripped = cell.strip()
    return stripped[1:] if stripped.startswith("'") and stripped[1:].startswith(_FORMULA) else stripped


def _rows(text: str, most: int) -> list[tuple[int, list[str]]]:
    """The first rows, each with the line where it begins. A first line `sep=;` names what stands between cells."""
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"\W*sep=(.)\W*", first.strip())
    body = rest if named else text
    line = body.partition("\n")[0]
    divider = named[1] if named else max(",;\t", key=line.count)
    rows: list[tuple[int, list[str]]] = []
    csv.field_size_limit(_CELL)
    reader = csv.reader(io.StringIO(body.replace("\0", "")), delimiter=divider)
    begins = 1 + bool(named)
    try:
        for cells in reader:
            rows.append((begins, cells))
            begins = 1 + bool(named) + reader.line_num
            if len(rows) > most:
                break
    except csv.Error:
        rows.append((begins, []))
    return rows


def _named(rows: Sequence[tuple[int, list[str]]], known: Mapping[str, Sequence[str]]) -> list[str]:
    """What each column of the first row is, by its name; empty for one that is not known."""
    if not rows:
        return []
    names = [re.sub(r"[\W_]+", "", cell.lower()) for cell in rows[0][1]]
    return [next((column for column, called in known.items() if name in called), "") for name in names]

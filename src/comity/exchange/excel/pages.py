"""What a program gives of the sheets of a workbook: filled rows, merged cells, and what each cell says."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from comity.case.parse import MAX_LINES
from comity.exchange.excel.cells import Kind, Unclear, told

MOST_COLUMNS = 64
"""Columns of a sheet that are looked at."""
ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA")
"""What programs write for what they could not work out, also once only its text is left."""
_FIRST_YEAR = dt.timedelta(days=367)
"""In the first year of their calendar programs count days in two ways, and what stands there was mostly a number."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
"""A format of numbers that shows thousands as ones."""


class Cell(NamedTuple):
    """One cell as a program gives it: its value, and how it is typed (f: a formula, e: an error) and formatted."""

    value: Any
    type: str = "n"
    format: str = "General"


class Area(NamedTuple):
    """An area of cells that are merged: its name, its first cell, and the columns and rows that it takes."""

    name: str
    letter: str
    row: int
    letters: frozenset[str]
    rows: range


@dataclass(frozen=True)
class Page:
    """What a program gives of a sheet: its filled rows, each with its number, and which cells are merged."""

    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)


def pages(content: bytes, known: Collection[str]) -> tuple[dict[str, Page], dt.date]:
    """The sheets of a workbook by their titles, and the first day that its program counts.

    known: the names, in small letters, of those of which more than the title is wanted. Raises whatever the library
    stumbles over where the workbook is damaged.
    """
    from openpyxl import load_workbook

    loaded: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    found = {page.title: _page(page) if page.title.strip().lower() in known else Page() for page in loaded.worksheets}
    return found, loaded.epoch.date()


def _page(page: Any) -> Page:
    page.reset_dimensions()  # what a file says of its own size need not be so
    rows = []
    for number, row in enumerate(page.iter_rows(max_row=MAX_LINES, max_col=MOST_COLUMNS), 1):
        cells = [Cell(cell.value, cell.data_type, str(getattr(cell, "number_format", "General"))) for cell in row]
        while cells and cells[-1].value is None:
            cells.pop()
        if cells:
            rows.append((number, cells))
    with page._get_source() as source:  # (the library gives merged cells only where it reads a sheet in another way)
        return Page(rows, [_area(*map(bytes.decode, area)) for area in _MERGED.findall(source.read())])


def _area(left: str, top: str, right: str, bottom: str) -> Area:
    from openpyxl.utils import column_index_from_string, get_column_letter

    columns = range(column_index_from_string(left), min(column_index_from_string(right), MOST_COLUMNS) + 1)
    rows = range(int(top), min(int(bottom), MAX_LINES) + 1)
    return Area(f"{left}{top}:{right}{bottom}", left, int(top), frozenset(map(get_column_letter, columns)), rows)


def clear(cell: Cell | None, kind: Kind, begins: dt.date) -> str | None:
    """What a cell says; begins: the first day that the program counts. Raises Unclear where that is not certain."""
    if cell is None or cell.value is None:
        return None
    if cell.type == "f":
        raise Unclear("this is a formula", "formulas are not read: copy the cell and paste its value")
    if cell.type == "e" or (isinstance(cell.value, str) and cell.value.strip() in ERRORS):
        raise Unclear(f"the program could not work this out ({cell.value})", "write the value")
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        if "%" in cell.format:
            what = f"this is a percentage, {cell.value:.12g} as the program keeps it"
            raise Unclear(what, "format the cell as a number")
        if _SCALED.search(cell.format):
            what = f"this shows thousands as ones: it is {cell.value:.12g} as the program keeps it"
            raise Unclear(what, "format the cell as a number")
    if kind in ("date", "amount") and isinstance(cell.value, dt.datetime) and cell.value.date() - begins < _FIRST_YEAR:
        what = f"this is a number, which the program shows as the day {cell.value:%Y-%m-%d}"
        raise Unclear(what, "write the day as 2025-08-18; one as early as that as text")
    return told(cell.value, kind)

"""Workbooks of cases for tests: made, edited cell by cell as a person edits them, and brought back."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from comity.catalog import case_file, entries
from comity.exchange.excel import case_workbook
from damage import FULL
from material import WASHINGTON

TALKING = """\
comity: 1
title: A well
parties:
  aldby: {name: Aldby, signs: yes}
  brook: {name: Brook, signs: yes, members: {brook-hill: On the hill}}
issues:
  shares:
    name: Shares
    options: {halves: {name: Halves, verified_by: aldby, breach: It is void.}, heads: By heads}
    today: halves  # for ten years
    reversible: yes
  pump:
    name: The pump
    options: {company: A company, villages: {name: The villages, verified_by: [aldby, brook]}}
    today: {option: villages, because: They built it.}
interests:
  aldby: {no_deal: 30, shares: {weight: 1, halves: 50, heads: 100}, pump: {weight: 2, company: 100, villages: 0}}
  brook: {no_deal: 20, shares: {weight: 2, halves: 100, heads: 0}, pump: {weight: 1, company: 60, villages: 50}}
messengers: {bank: The bank, desk: {name: The desk, about: Of both.}}
messages:
  - {id: less, to: aldby, says: Less is to be had, moves: {no_deal: 20}}
  - {to: brook, moves: {pump: {company: 90}}, because: It is cheaper.}  # says the bank
  - {to: brook, shifts: {from: shares, to: pump, weight: 1}}
ties:
  - {from: bank, to: aldby, rapport: 50..70, best: 80..100, turns: 150, because: It lends.}
  - {from: brook, to: aldby, rapport: {value: 10, because: They quarrel.}, best: 60, turns: 100, confidence: low}
preconditions:
  - {party: aldby, first: pump, then: shares, firmness: preferred}
talks:
  patience: 95
  issues:
    shares:
      formats: {desk: {name: At the desk, cost: 2, success: 40..60}, walk: {cost: 1, success: 20, ends_talks: 5}}
      easier_after: {pump: 10..20}  # at least
    pump: {formats: {desk: {cost: 1, success: 50, because: They know how.}}}
measures:
  count:
    {name: Heads are counted, by: brook, reversible: yes, cost: 1, moves: {aldby: {no_deal: 25}, brook: {no_deal: 15}},
     ties: {bank: {aldby: {rapport: 80, because: It has figures.}}, brook: {aldby: {best: 70}}}}
"""
"""A case that says who could move whom, and how the talks may go."""


def talking(folder: Path) -> Path:
    """That case, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "well.yaml"
    path.write_text(TALKING, "utf-8")
    return path


def cases(folder: Path) -> list[Path]:
    """Cases, copied into a folder: one that holds much, Washington, and all of the catalog, the smallest first."""
    full = folder / "full" / "case.yaml"
    full.parent.mkdir(parents=True)
    full.write_text(FULL, "utf-8")
    (full.parent / "report.md").write_text("North and South met. It rained.\n", "utf-8")
    found = [full]
    published = sorted((case_file(entry.name) for entry in entries()), key=lambda path: path.stat().st_size)
    for path in (WASHINGTON, *published):
        target = folder / str(len(found))
        shutil.copytree(path.parent, target)
        found.append(target / path.name)
    return found


def edited(data: bytes, edit: Callable[[Workbook], Any]) -> bytes:
    """A workbook after an edit, saved by another program."""
    book = load_workbook(io.BytesIO(data))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(case: Path, edit: Callable[[Workbook], Any] = lambda book: None) -> Path:
    """The workbook of a case beside it, edited."""
    path = case.with_suffix(".xlsx")
    path.write_bytes(edited(_made(case, case.read_text("utf-8")), edit))
    return path


@lru_cache(maxsize=8)
def _made(case: Path, text: str) -> bytes:
    assert text
    return case_workbook(case)


def row_of(book: Workbook, sheet: str, *key: str | None) -> int:
    """The number of the row that begins with these cells."""
    for number, cells in enumerate(book[sheet].iter_rows(values_only=True), 1):
        if tuple(str(cell) if cell is not None else None for cell in cells[: len(key)]) == key:
            return number
    raise LookupError(key)


def set_cell(book: Workbook, sheet: str, key: tuple[str | None, ...], column: str, value: Any) -> str:
    """Write a value into the cell of a row and column; the cell's name."""
    page = book[sheet]
    headings = [cell.value for cell in page[1]]
    cell = page.cell(row_of(book, sheet, *key), headings.index(column) + 1)
    cell.value = value
    return str(cell.coordinate)

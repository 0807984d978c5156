"""A case as rows: every value of it stands in one cell, and comes back out of the cells alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from comity.case.check import check_document
from comity.case.fields import fields_at
from comity.case.model import Case
from comity.case.rewrite import rewritten
from comity.case.text import Document
from comity.exchange.excel.book import read_book
from comity.exchange.excel.edits import edited
from comity.exchange.excel.grid import grid
from comity.exchange.excel.sheets import CASE_FIELDS, SHEETS
from comity.exchange.excel.writing import workbook_of
from strategies import case_text, cases, contested_cases

MORE = """\
comity: 1
title: "=Talks"
author: A desk
marking: For the team
widening: 5
consent: {at_least: 2, including: [a]}
outcome: draft
sources: {paper: {file: paper.md}}
parties:
  a: {name: A, signs: yes, votes: {seats: 3}, ratified_by: [house]}
  b:
    name: B
    signs: yes
    decides: {at_least: 1}
    members: {b-1: {name: B one, members: {b-2: B two}}}
  house: {name: The house, passes: {value: 40..60, because: A guess.}}
issues:
  x:
    name: The X
    options: {"8": {name: eight, short: few, says: There are eight.}, "012": "- twelve"}
    needs: {"8": [a, b]}
  y: {name: The Y, options: {p: {name: P, until: met}, q: Q}}
interests:
  a:
    because: As its paper says.
    no_deal: {value: 30, per_month: -2..-1, like: {x: "8", y: p}}
    x:
      weight: {value: 3, because: It says so.}
      "8": {value: 100, before: {met: {value: 80, because: Once.}}}
      "012": 0
    y: {weight: 1, p: 100, q: 0}
  b: {no_deal: 20, x: {weight: 1, "8": 0, "012": 100}, y: {weight: 1, p: 0, q: 100}}
red_lines:
  - {party: a, never: {y: q}, since: met, firmness: declared, or_reads: [{never: {y: q, x: "8"}}]}
developments:
  - {id: met, date: 2025-08-17, what: They met., evidence: [paper: words of it]}
proposals:
  draft: {by: a, date: 2025-08-18, terms: {x: "8", y: p}, about: A first one., evidence: "paper: words of it"}
"""


def out_of_the_cells(document: Document, path: Path) -> Document:
    """The case file that is made of a workbook's cells alone."""
    path.write_bytes(workbook_of(document))
    found = edited(read_book(path), {}, {"comity": "1"})
    assert found.problems == []
    return rewritten(Document("comity: 1\n", document.file), found.plain)


@pytest.mark.parametrize("text", [MORE])
def test_everything_a_case_can_say_has_a_cell(text: str, tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("words of it", "utf-8")
    document = Document(text, str(tmp_path / "case.yaml"))
    checked = check_document(document)
    assert checked.case is not None, checked.problems
    back = check_document(out_of_the_cells(document, tmp_path / "case.xlsx"))
    assert back.case is not None, back.problems
    assert back.case.model_dump() == checked.case.model_dump()
    assert list(grid(document.plain())["Other"]) == [
        ("parties / house / passes",),
        ("interests / a / x / weight",),
        ("interests / a / x / 8 / before / met",),
        ("red_lines / 1 / or_reads",),
    ]


@settings(max_examples=10)
@given(case=cases() | contested_cases())
def test_any_case_comes_back_out_of_the_cells(case: Case, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("cells") / "case.xlsx"
    document = Document(case_text(case), str(path.with_suffix(".yaml")))
    back, was = out_of_the_cells(document, path).plain(), document.plain()
    assert Case.model_validate(back).model_dump() == Case.model_validate(was).model_dump()


def test_every_section_has_a_sheet_or_a_row_and_each_value_one_cell() -> None:
    shown = {sheet.section for sheet in SHEETS} | set(CASE_FIELDS)
    rest = set(fields_at(())) - shown - {"comity"}
    assert rest == {"origin"}  # where an imported case came from: rows of the sheet Other
    for sheet in SHEETS:
        assert len(set(sheet.headings)) == len(sheet.headings)

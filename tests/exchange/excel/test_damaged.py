"""Damaged workbooks, and such as no program writes: located problems, never a traceback, never an endless wait."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from comity.case.files import UNPACKED_BYTES
from comity.case.text import Document
from comity.exchange.excel import Returned, case_workbook, returned
from comity.exchange.excel.grid import grid
from comity.problem import Problems
from workbooks import cases, edited, set_cell

EXAMPLES = int(os.environ.get("COMITY_DAMAGED", "60"))
"""How many workbooks are damaged at random: 500 and more when this code changes."""

Damage = Callable[[random.Random, bytes], bytes]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cases(tmp_path_factory.mktemp("cases"))[0]


@pytest.fixture(scope="module")
def made(full: Path) -> bytes:
    return case_workbook(full)


def outcome(data: bytes, case: Path) -> Returned | Problems:
    path = case.with_name("damaged.xlsx")
    path.write_bytes(data)
    try:
        return returned(path, case, into=True)
    except Problems as told:
        for problem in told.problems:
            assert problem.place.file.startswith(str(path)), str(problem)
            assert problem.what
        return told


def refused(data: bytes, case: Path) -> str:
    told = outcome(data, case)
    assert isinstance(told, Problems)
    return str(told).replace(str(case.with_name("damaged.xlsx")), "damaged.xlsx")


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


# Random damage


def flipped(draw: random.Random, data: bytes) -> bytes:
    """Bits of the file are others."""
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 3, 40))):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def cut_off(draw: random.Random, data: bytes) -> bytes:
    """The file ends early."""
    return data[: draw.randrange(len(data))]


def within_a_part(draw: random.Random, data: bytes) -> bytes:
    """The letters of a part are others, or gone, or there twice."""
    parts = parts_of(data)
    name = draw.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    content = bytearray(parts[name])
    for _ in range(draw.choice((1, 2, 20))):
        at = draw.randrange(len(content))
        piece = draw.choice((b"<", b">", b'"', b"&", b"\xff", b"0", b"9999999999", b"-1", b"", content[at : at + 30]))
        content[at : at + draw.choice((0, 1, 5, 40))] = piece
    return packed(parts | {name: bytes(content)})


def without_a_part(draw: random.Random, data: bytes) -> bytes:
    """Some parts are missing, empty, or others."""
    parts = parts_of(data)
    for _ in range(draw.choice((1, 6))):
        name = draw.choice(list(parts))
        other = draw.choice(list(parts.values()))
        content = parts.pop(name)
        parts |= draw.choice(({}, {name: b""}, {name: other}, {name: content[: len(content) // 2]}))
    return packed(parts)


VALUES: tuple[Any, ...] = (
    *(None, "", 0, -1, 1e300, True, "=A1", "=1/0", "#REF!", "x" * 40_000, "a\nb", "*same", "&a", "{", "[", "'", '"'),
    *(
        "{at_least: 1",
        "[a, b",
        "land=",
        "=all",
        "land=all|",
        ";",
        "30..",
        "nan",
        "inf",
        "\u202e",
        "report:9-1",
        "no / x",
    ),
)


def odd_cells(draw: random.Random, data: bytes) -> bytes:
    """Cells hold what does not belong there; rows, columns and sheets go or are merged."""

    def edit(book: Workbook) -> None:
        for _ in range(draw.choice((1, 2, 6))):
            page = book[draw.choice(book.sheetnames)]
            row, column = draw.randint(1, max(page.max_row, 1) + 1), draw.randint(1, page.max_column + 1)
            kind = draw.choice(("cell", "cell", "cell", "row", "column", "merge", "sheet", "copy", "rename"))
            if kind == "cell":
                page.cell(row, column).value = draw.choice(VALUES)
            elif kind == "row":
                page.delete_rows(row)
            elif kind == "column":
                page.delete_cols(column)
            elif kind == "merge":
                page.merge_cells(start_row=row, end_row=row + 2, start_column=column, end_column=column + 1)
            elif kind == "sheet" and len(book.sheetnames) > 2:
                book.remove(page)
            elif kind == "copy":
                page.append([cell.value for cell in page[row]])
            elif kind == "rename":
                page.title = draw.choice(("Redlines", "X", "parties ", f"{page.title}2"))[:31]

    return edited(data, edit)


@pytest.mark.parametrize("damage", [flipped, cut_off, within_a_part, without_a_part, odd_cells])
def test_a_damaged_workbook_is_told_by_its_places(damage: Damage, full: Path, made: bytes) -> None:
    ends = set()
    for seed in range(EXAMPLES // 5):
        found = outcome(damage(random.Random(seed), made), full)
        ends.add(type(found).__name__)
    assert "Problems" in ends


# What is made to harm


def test_a_workbook_that_unpacks_without_end_is_refused(full: Path, made: bytes) -> None:
    parts = parts_of(made)
    sheet = next(name for name in parts if name.startswith("xl/worksheets/"))
    bomb = packed(parts | {sheet: b" " * (UNPACKED_BYTES + 1)})
    assert len(bomb) < 200_000
    assert "damaged.xlsx: error: the workbook unpacks to more than 60 MB of cells" in refused(bomb, full)


def test_entities_are_refused(full: Path, made: bytes) -> None:
    parts = parts_of(made)
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    name = "xl/workbook.xml"
    said = refused(packed(parts | {name: laughs + parts[name].removeprefix(b'<?xml version="1.0"?>')}), full)
    assert "the workbook holds what no program writes (xl/workbook.xml declares entities)" in said


def test_a_sheet_that_claims_to_be_huge_costs_nothing(full: Path, made: bytes) -> None:
    parts = parts_of(made)
    sheets = {name: content for name, content in parts.items() if name.startswith("xl/worksheets/sheet")}
    for name, content in sheets.items():
        parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', content)
    assert isinstance(outcome(packed(parts), full), Returned)

    def far(book: Workbook) -> None:
        book["Parties"].cell(900_000, 1, "far")
        book["Issues"]["ZZ5"] = "far right"

    said = refused(edited(made, far), full)
    assert "damaged.xlsx: error: a sheet holds something in row 900,000; at most 50,000 rows are read" in said


def test_what_else_a_workbook_holds_is_not_read_and_told(full: Path, made: bytes) -> None:
    more = {"xl/vbaProject.bin": b"\x00", "xl/externalLinks/externalLink1.xml": b"<x/>", "xl/media/image1.png": b"\x89"}
    found = outcome(packed(parts_of(made) | more), full)
    assert isinstance(found, Returned)
    for kind in ("links to other workbooks", "macros", "pictures"):
        assert f"the workbook holds {kind}, which are not read" in [note.what for note in found.notes]


def test_what_is_no_workbook_is_said(full: Path, made: bytes) -> None:
    assert "the workbook is damaged or no workbook" in refused(b"hello", full)
    assert "an old kind, or protected by a password" in refused(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, full)
    assert "this is not an Excel workbook" in refused(packed({"word/document.xml": b"<x/>"}), full)
    other = Workbook()
    other.active.title = "Budget"
    stream = io.BytesIO()
    other.save(stream)
    assert "this workbook holds no case; its sheets are called Case, Sources" in refused(stream.getvalue(), full)


def test_sheets_and_columns_that_were_renamed_or_taken_out(full: Path, made: bytes) -> None:
    def edit(book: Workbook) -> None:
        book["Red lines"].title = "Red Line"
        book["Parties"]["C1"] = "sign"
        book["Issues"].delete_cols(1)
        book["Options"]["D1"] = "shrt form"

    assert refused(edited(made, edit), full).splitlines() == [
        "damaged.xlsx:Issues!A1: error: the first row of the sheet lacks the heading 'issue'; "
        "write it above its column",
        "damaged.xlsx:Parties!C1: error: unknown column 'sign'; did you mean signs?",
        "damaged.xlsx:Red Line: error: there is no sheet of the name 'Red Line'; "
        "did you mean Red lines? Give it that name",
    ]
    gone = outcome(edited(made, lambda book: book.remove(book["Red lines"])), full)
    assert isinstance(gone, Returned)
    assert gone.text == full.read_text("utf-8")
    assert gone.notes[0].what == "the sheet Red lines is missing: what a case file holds of it stays as it is"
    column = outcome(edited(made, lambda book: book["Red lines"].delete_cols(6)), full)
    assert isinstance(column, Returned)
    assert column.text == full.read_text("utf-8")
    assert "the column firmness is missing" in str(column.notes[0])


def test_rows_that_stand_twice_or_lack_their_name(full: Path, made: bytes) -> None:
    def edit(book: Workbook) -> None:
        book["Parties"].append(["south", "South again"])
        book["Parties"].append([None, "Nobody"])
        book["Parties"].append(["far east", "Two words"])
        book["Interests"].append(["south", "land", "because", None, 40])
        set_cell(book, "Red lines", ("1",), "no.", "one")

    number = 2 + len(grid(Document.read(full).plain())["Interests"])
    assert refused(edited(made, edit), full).splitlines() == [
        f"damaged.xlsx:Interests!C{number}: error: nothing can be named 'because' here: "
        "it has another meaning in interests; rename it",
        "damaged.xlsx:Parties!A7: error: 'south' stands here a second time; it was first given in row 5; keep one",
        "damaged.xlsx:Parties!A8: error: 'party' is empty in a row that holds something; fill it in, or empty the row",
        "damaged.xlsx:Parties!A9: error: 'far east' cannot be a name here: use letters, digits, _ - . only; "
        "write far-east",
        "damaged.xlsx:Red lines!A2: error: 'one' is no number of a row; leave it empty in a new row",
    ]


def test_a_changed_case_file_sheet_counts_no_more(full: Path, made: bytes) -> None:
    def edit(book: Workbook) -> None:
        book["Case file"]["A5"] = "title: Other"

    found = outcome(edited(made, edit), full)
    assert isinstance(found, Returned)
    assert found.text == full.read_text("utf-8")
    assert any("Case file was changed and counts no more" in note.what for note in found.notes)

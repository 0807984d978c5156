"""A case as the bytes of a workbook: sheets that help while typing, and the same bytes for the same case."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from comity.case.text import Document
from comity.exchange.excel.cells import LONGEST, Shown, Unclear, parted, shown, told
from comity.exchange.excel.grid import Grid, Row, grid, kind_in
from comity.exchange.excel.sheet import OPTION
from comity.exchange.excel.sheets import (
    BEFORE,
    CASE,
    CASE_FIELDS,
    INTERESTS,
    SHEETS,
    Column,
    Key,
    Sheet,
)
from comity.problem import Problem, Problems

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

START = "Start here"
"""The first sheet, which says how the workbook is used."""
CASE_FILE = "Case file"
"""The last sheet: the case file that the workbook was made from, line by line."""
PIECE = 30_000
"""Letters of a line that one cell of that sheet takes."""
FIRST_LINE = 3
"""The row in which its first line stands."""
ABOUT_CASE_FILE = (
    "The case file that this workbook was made from: with it comments come back and two people's edits go together. "
    "Leave it as it is, or delete this sheet to pass the workbook on without it."
)

_SPARE = 500  # rows below those filled in that have their lists and formats, too
_STAMP = (1980, 1, 1, 0, 0, 0)
_DAY = dt.datetime(1980, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
_FORMULA = ("=", "+", "-", "@")
_NAME_OF_PROGRAM = "Comity"
_DATES = "yyyy-mm-dd"

_GUIDE = (
    "Each sheet holds one kind of thing, one a row. Rest the pointer on a heading to see what its column holds.",
    "Parties, issues, options, sources have short names, of letters, digits, _ - and ., by which all sheets call them.",
    "A judged number is a number or a range with two dots: 40, or 30..45. Leave empty what you do not know.",
    "Terms are written issue=option; several options with | between them, several issues with ; between them.",
    "An issue that is an amount has from, to, step and unit, no options; its terms may be price>300 or price=100..200.",
    "Rows may be added, changed, moved and deleted. A row whose first cell begins with # is not read.",
    "Formulas are refused: paste values. Colours, widths, further columns and further sheets are yours, and not read.",
    "Back into a case: comity import FILE.xlsx --into case.yaml; as a new case: comity import FILE.xlsx -o case.yaml",
)


def workbook_of(document: Document) -> bytes:
    """The workbook of a case file.

    Raises Problems where a text is longer than a cell holds.
    """
    rows = grid(document.plain())
    too_long = [
        Problem(document.place(sheet.path(key, sheet.columns[0])[:2]), what, "shorten it, or keep it in the case file")
        for sheet in SHEETS
        for key, row in rows[sheet.name].items()
        for name, text in row.texts.items()
        if len(text) > LONGEST
        if (what := f"'{name}' is longer than a cell holds: {len(text):,} letters, at most {LONGEST:,}")
    ]
    if too_long:
        raise Problems(too_long)
    return _bytes(rows, _words(document.plain()), document.text)


def template() -> bytes:
    """A workbook without a case, in which one can be begun: with an example in grey in each sheet."""
    return _bytes(grid({}), {}, None)


def _bytes(rows: Grid, words: Mapping[str, Mapping[str, str]], text: str | None) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = _NAME_OF_PROGRAM
    book.properties.created = _DAY
    _guide(book)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        _headings(page, sheet)
        made = list(rows[sheet.name].values())
        for number, row in enumerate(made, 2):
            _fill(page, sheet, number, row, words)
        if text is None:
            _examples(page, sheet, len(made) + 2)
        _help(page, sheet, len(made) + 1)
    if text is not None:
        _case_file(book, text)
    book.active = 0
    stream = io.BytesIO()
    book.save(stream)
    return _stamped(stream.getvalue())


def _guide(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Font

    page = book.active
    assert page is not None
    page.title = START
    page.column_dimensions["A"].width = 18
    page.column_dimensions["B"].width = 110
    _write(page, 1, 1, "How this workbook is used").font = Font(bold=True, size=13)
    for number, line in enumerate(_GUIDE, 2):
        _write(page, number, 2, line).alignment = Alignment(wrap_text=True, vertical="top")
    _write(page, len(_GUIDE) + 3, 1, "Sheets").font = Font(bold=True)
    for number, sheet in enumerate(SHEETS, len(_GUIDE) + 4):
        _write(page, number, 1, sheet.name)
        _write(page, number, 2, sheet.about).alignment = Alignment(wrap_text=True, vertical="top")


def _headings(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, column in enumerate((*sheet.keys, *sheet.columns), 1):
        cell = _write(page, 1, at, column.name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E4E9EF" if at <= len(sheet.keys) else "F1F3F5")
        _comment(cell, column.hint)
        page.column_dimensions[get_column_letter(at)].width = column.width
    page.freeze_panes = f"{get_column_letter(len(sheet.keys) + 1)}2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{max(page.max_row, 2)}"
    if sheet is CASE:
        _write(page, 1, 3, "what it is").font = Font(italic=True, color="808080")
        page.column_dimensions["C"].width = 80
        page.auto_filter.ref = None


def _fill(page: Worksheet, sheet: Sheet, number: int, row: Row, words: Mapping[str, Mapping[str, str]]) -> None:
    from openpyxl.styles import Alignment, Font

    for at, (column, part) in enumerate(zip(sheet.keys, row.key, strict=True), 1):
        value = int(part) if sheet.numbered else _step(part) if _is_step(sheet, column, row.key, words) else part
        cell = _write(page, number, at, value)
        cell.number_format = "@" if isinstance(value, str) else _DATES if isinstance(value, dt.date) else "General"
        if sheet.numbered:
            cell.number_format = "0"
    for at, column in enumerate(sheet.columns, len(sheet.keys) + 1):
        value = row.shown.get(column.name)
        cell = _write(page, number, at, value)
        kind = kind_in(sheet, row.key, column)
        cell.number_format = _DATES if kind == "amount" and isinstance(value, dt.date) else _format(kind)
        cell.alignment = Alignment(wrap_text=column.width >= 26, vertical="top")
    if sheet is CASE:
        hint = CASE_FIELDS[row.key[0]][1]
        _write(page, number, 3, hint).font = Font(italic=True, color="808080")
    if sheet is INTERESTS and not row.key[2]:
        for at in range(1, len(sheet.headings) + 1):
            page.cell(number, at).font = Font(bold=at <= 4)
    if sheet is INTERESTS and (said := words.get(row.key[1], {}).get(row.key[2])):
        _comment(page.cell(number, 3 if row.key[2] else 2), said)
    for at, column in enumerate(sheet.columns, len(sheet.keys) + 1):
        if column.kind == "terms" and (text := row.texts.get(column.name)):
            _comment(page.cell(number, at), _in_words(text, words))


def _is_step(sheet: Sheet, column: Column, key: Key, words: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a cell that tells rows apart names a step of an amount, of which no option has words."""
    return sheet in (INTERESTS, BEFORE) and column.name == "option" and bool(key[1]) and len(words.get(key[1], ())) == 1


def _step(name: str) -> Shown:
    """The short name of a step as the number or day that it is, where it comes back the same."""
    cell = shown(name, "amount")
    return cell if told(cell, "amount") == name else name


_EXAMPLES: Mapping[str, tuple[tuple[Any, ...], ...]] = {
    "Sources": (("# letter", "sources/letter.md", "Letter of the council", "2025-04-30", "Council of Eastby"),),
    "Parties": (("# town", "The town", "yes"), ("# riders", "Passengers' association", "no")),
    "Issues": (
        ("# fare", "The fare", "", "", "yes", "", "", "", "", "", "low", "yes"),
        ("# subsidy", "The subsidy", "", "", "", 100, 500, 10, "thousand euro"),
    ),
    "Options": (
        ("# fare", "low", "As today", "no change", "The fare stays as it is today."),
        ("# fare", "high", "A third more", "a higher fare", "The fare rises by a third."),
    ),
    "Conditions": (("#", "", "trips=twenty", "fare=high", "", "Today's fare does not pay for so many buses."),),
    "No deal": (("# town", "30..45", "", "", "", "", "", "low", "The line as it is would go on for a year or two."),),
    "Interests": (
        ("# town", "fare", "", "2", "", "", "The fare matters less to it than the buses."),
        ("# town", "fare", "low", "", "100"),
        ("# town", "fare", "high", "", "20..30"),
        ("# town", "subsidy", 100, "", "100"),
        ("# town", "subsidy", 250, "", "60..70"),
        ("# town", "subsidy", 500, "", "0"),
    ),
    "Before": (("# town", "fare", "low", "letter-sent", "70..90", "", "It had hoped for a subsidy until then."),),
    "Linkages": (("#", "town", "route=villages; trips=twelve|twenty", "4..8", "", "The villages share the cost."),),
    "Red lines": (
        ("#", "school-bus", "town", "trips=eight", "route=villages", "declared", "", "No way to school."),
        ("#", "budget", "town", "subsidy>300", "", "declared", "", "Its budget has no more."),
    ),
    "Messengers": (("# ministry", "The ministry of transport"),),
    "Messages": (
        ("#", "subsidy", "town", "A subsidy can be had", "fare/high=40", "", "", "", "", "Half of the rise is met."),
        ("#", "", "town", "More buses pay for themselves", "", "fare", "trips", "1"),
    ),
    "Ties": (("#", "ministry", "town", "40..60", "80..100", "130..160", "", "It pays for half of the buses."),),
    "Preconditions": (("#", "", "town", "trips", "fare", "declared", "", "It will not speak of money before."),),
    "Talks": (
        ("#", "", "", "", "", "", "", "", "95", "1"),
        ("# fare", "committee", "", "A committee of both", "2", "40..60", "5"),
        ("# fare", "", "trips", "", "", "", "", "10..20"),
    ),
    "Measures": (
        ("# open-books", "", "The company opens its books", "operator", "yes", "1"),
        ("# open-books", "town", "", "", "", "", "25..40", "", "It would know what it can ask for."),
    ),
    "Moved ties": (("# open-books", "ministry", "town", "50..70", "", "", "", "It would have figures to show."),),
    "Developments": (("#", "letter-sent", "2025-04-30", "The council puts its demands in a letter."),),
    "Proposals": (("# draft", "The mediator's draft", "", "2025-05-02", "fare=low; trips=twelve"),),
}
"""What stands in grey in the rows of an empty workbook, which are not read."""


def _examples(page: Worksheet, sheet: Sheet, number: int) -> None:
    from openpyxl.styles import Font

    for at, row in enumerate(_EXAMPLES.get(sheet.name, ()), number):
        for column, text in enumerate(row, 1):
            if text != "":
                _write(page, at, column, text).font = Font(italic=True, color="808080")


def _help(page: Worksheet, sheet: Sheet, last: int) -> None:
    """Lists to choose from, and the format of the cells below those that are filled in."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if sheet is CASE:
        fields = [(name, choices, listed) for name, (_, _, choices, listed) in CASE_FIELDS.items()]
        areas = [(f"B{at}", choices, listed) for at, (_, choices, listed) in enumerate(fields, 2)]
    else:
        columns: Iterable[tuple[int, Column]] = enumerate((*sheet.keys, *sheet.columns), 1)
        areas = [
            (f"{get_column_letter(at)}2:{get_column_letter(at)}{last + _SPARE}", column.choices, column.listed)
            for at, column in columns
        ]
        for at, column in enumerate((*sheet.keys, *sheet.columns), 1):
            # The whole column, so that what is typed below stays the text that it is.
            page.column_dimensions[get_column_letter(at)].number_format = _format(column.kind)
    for area, choices, listed in areas:
        if not choices and not listed:
            continue
        source = f'"{",".join(choices)}"' if choices else _range(listed)
        rule = DataValidation("list", formula1=source, allow_blank=True, errorStyle="stop" if choices else "warning")
        rule.errorTitle = "Not in the list"
        rule.error = "Choose one of the list." if choices else "Not in the list: enter it there as well."
        if listed == OPTION:
            rule.error += " (A step of an amount needs no entry.)"
        rule.showErrorMessage = True
        rule.add(area)
        page.add_data_validation(rule)


def _range(listed: str) -> str:
    name, letter = listed.split("!")
    return f"'{name}'!${letter}$2:${letter}${_SPARE * 2}"


def _format(kind: str) -> str:
    return {"number": "General", "amount": "General", "date": _DATES}.get(kind, "@")


def _case_file(book: Workbook, text: str) -> None:
    from openpyxl.styles import Font

    page = book.create_sheet(CASE_FILE)
    page.column_dimensions["A"].width = 120
    _write(page, 1, 1, ABOUT_CASE_FILE).font = Font(italic=True, color="808080")
    lines = text.split("\n")
    _write(page, 2, 1, f"{len(lines)} lines, {digest(text)}")
    for number, line in enumerate(lines, FIRST_LINE):
        for at in range(0, len(line), PIECE):
            _write(page, number, at // PIECE + 1, line[at : at + PIECE])


def digest(text: str) -> str:
    """What tells the text of a case file from every other one."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _write(page: Worksheet, row: int, column: int, value: Any) -> Any:
    """Put a value into a cell; a text stays a text, whatever it begins with."""
    cell: Any = page.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(_FORMULA):
            cell.quotePrefix = True  # for programs that would take it for a formula when it is edited
    return cell


def _comment(cell: Any, words: str) -> None:
    from openpyxl.comments import Comment

    cell.comment = Comment(words, _NAME_OF_PROGRAM, height=max(40, 18 * (len(words) // 38 + 1)), width=300)


def _words(plain: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """By issue and option what they are called; the issue itself by the option ""."""
    found: dict[str, dict[str, str]] = {}
    for issue, stated in (plain.get("issues") or {}).items():
        options = {"": str(stated.get("name") or issue)}
        for option, content in (stated.get("options") or {}).items():
            options[option] = str((content.get("name") if isinstance(content, dict) else content) or option)
        found[issue] = options
    return found


def _in_words(text: str, words: Mapping[str, Mapping[str, str]]) -> str:
    """Terms in words, a line an issue."""
    said = []
    for term in text.split("; "):
        try:
            issue, options = parted(term)
        except Unclear:  # as a file may have it that no cell can say otherwise
            said.append(term)
            continue
        known = words.get(issue, {})
        said.append(f"{known.get('', issue)}: {' / '.join(known.get(each, each) for each in options)}")
    return "\n".join(said)


def _stamped(data: bytes) -> bytes:
    """The same workbook without the time at which it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as stamped:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            stamped.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()

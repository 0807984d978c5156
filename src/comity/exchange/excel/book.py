"""A workbook as it was read: its rows, where each cell stands, and everything that is wrong with it as a workbook."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.case.comparison import compares
from comity.case.fields import like
from comity.case.meant import name as short_name
from comity.case.model import NOT_ISSUES, NOT_OPTIONS
from comity.case.names import valid
from comity.case.parse import MAX_LINES
from comity.exchange.excel.cells import Kind, Unclear
from comity.exchange.excel.grid import kind_in
from comity.exchange.excel.pages import ERRORS, Cell, Page, clear, pages
from comity.exchange.excel.sheets import (
    AMOUNT,
    BEFORE,
    BETWEEN,
    CASE,
    CONTEST,
    DEVELOPMENTS,
    INTERESTS,
    ISSUES,
    NAMING,
    OPTIONS,
    OTHER,
    PARTIES,
    SHEETS,
    Column,
    Key,
    Sheet,
)
from comity.exchange.excel.talks_sheets import MEASURES, TALKS
from comity.exchange.excel.unpacked import unpacked
from comity.exchange.excel.writing import CASE_FILE, FIRST_LINE, START, digest
from comity.problem import MOST, Place, Problem, Problems, nearest

_COMMENT = "#"
_RESERVED = {"issue": NOT_ISSUES, "option": NOT_OPTIONS}


@dataclass(frozen=True)
class BookRow:
    """One row: its key, its number in the sheet, what each cell says, None for an empty one; cells that are unclear are
    left out."""

    key: Key
    number: int
    texts: dict[str, str | None]


@dataclass
class BookSheet:
    """One sheet that is there: the letters of its columns by their names, and its rows by their keys.

    wrong: the numbers of rows of which something is wrong; refused: whether some of these are not among the rows, since
    what tells them from the others is wrong.
    """

    sheet: Sheet
    letters: dict[str, str]
    rows: dict[Key, BookRow] = field(default_factory=dict)
    wrong: set[int] = field(default_factory=set)
    refused: bool = False


@dataclass
class Book:
    """A workbook.

    case_text: the text of the case file that it was made from, where it still holds it; begins: the first day that its
    program counts; unread: the cells of its rows that say nothing that can be taken over; unnamed: whether names that
    others may speak of could not be read, so that it cannot be told which of these are known.
    """

    file: str
    sheets: dict[str, BookSheet] = field(default_factory=dict)
    case_text: str | None = None
    begins: dt.date = dt.date(1899, 12, 30)
    unread: list[tuple[Sheet, Key, Column]] = field(default_factory=list)
    unnamed: bool = False
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def place(self, sheet: str, number: int = 0, letter: str = "") -> Place:
        """A cell as a place: case.xlsx:Interests!D14."""
        return Place(f"{self.file}:{sheet}!{letter}{number}" if number else f"{self.file}:{sheet}")

    def cell(self, sheet: Sheet, key: Key, column: str = "") -> Place:
        """The cell of a row, the first one of it where the column is not there."""
        there = self.sheets[sheet.name]
        letter = there.letters.get(column) or next(iter(there.letters.values()))
        return self.place(sheet.name, there.rows[key].number, letter)


def read_book(path: Path) -> Book:
    """A workbook with all that is wrong with it; raises Problems where it cannot be read as a workbook at all."""
    content, notes = unpacked(path)
    book = Book(str(path), notes=notes)
    # The library is not made for damaged files: whatever it stumbles over is damage, wherever it shows.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found, book.begins = pages(
                content, {name.lower() for name in (*(sheet.name for sheet in SHEETS), CASE_FILE)}
            )
    except Exception as error:
        what = f"the workbook is damaged ({type(error).__name__}: {error})"
        fix = "open it in the program that made it and save it again"
        raise Problems([Problem(Place(str(path)), what, fix)]) from None
    _take(book, found)
    return book


def _take(book: Book, found: dict[str, Page]) -> None:
    by_name = {sheet.name.lower(): sheet for sheet in SHEETS}
    others = []
    taken: list[tuple[Sheet, Page]] = []
    for title, page in found.items():
        name = title.strip().lower()
        if name == CASE_FILE.lower():
            book.case_text = _case_text(book, page)
        elif sheet := by_name.pop(name, None):
            taken.append((sheet, page))
        elif name != START.lower():
            others.append(title)
    for sheet, page in sorted(taken, key=lambda each: each[0] not in NAMING):
        _take_sheet(book, sheet, page)
    missing = [sheet.name for sheet in by_name.values()]
    for title in others:
        if meant := like(title.strip(), missing):
            book.unnamed = book.unnamed or meant in [sheet.name for sheet in NAMING]
            what, fix = f"there is no sheet of the name '{title}'", f"did you mean {meant}? Give it that name"
            book.problems.append(Problem(book.place(title), what, fix))
        else:
            book.notes.append(Problem(book.place(title), "a sheet of another name: it is not read", "", "warning"))
    if len(missing) == len(SHEETS):
        fix = f"its sheets are called {', '.join(sheet.name for sheet in SHEETS[:4])}, ...; begin with an empty one: "
        raise Problems([Problem(Place(book.file), "this workbook holds no case", f"{fix}comity new --excel FILE.xlsx")])
    for name in missing:
        what = f"the sheet {name} is missing: what a case file holds of it stays as it is"
        book.notes.append(Problem(Place(book.file), what, severity="warning"))


def _take_sheet(book: Book, sheet: Sheet, page: Page) -> None:
    headings = page.rows[0][1] if page.rows and page.rows[0][0] == 1 else []
    there = BookSheet(sheet, _letters(book, sheet, headings))
    missing = [column.name for column in sheet.keys if column.name not in there.letters]
    if missing:
        what = f"the first row of the sheet lacks the heading {' and '.join(map(repr, missing))}"
        book.problems.append(Problem(book.place(sheet.name, 1, "A"), what, "write it above its column"))
        book.unnamed = book.unnamed or sheet in NAMING
        return
    absent = [column.name for column in sheet.columns if column.name not in there.letters]
    if absent:
        what = f"the column {', '.join(absent)} is missing: what a case file holds of it stays as it is"
        book.notes.append(Problem(book.place(sheet.name, 1, "A"), what, severity="warning"))
    book.sheets[sheet.name] = there
    _look_for_merged(book, there, page)
    fresh = 0
    for number, cells in page.rows:
        if number == 1 or number in there.wrong:
            continue
        row = _row(book, there, number, cells, fresh)
        fresh += 1
        if row is None:
            continue
        if row.key in there.rows:
            said = ", ".join(filter(None, row.key))
            what, fix = f"'{said}' stands here a second time", f"it was first given in row {there.rows[row.key].number}"
            _refuse(book, there, number, (_first(there), what, f"{fix}; keep one"))
        elif len(book.problems) <= 2 * MOST:
            there.rows[row.key] = row


def _look_for_merged(book: Book, there: BookSheet, page: Page) -> None:
    """Refuse rows of which cells are one with others: of these only the first says anything."""
    filled, letters = {number for number, _ in page.rows}, set(there.letters.values())
    for area in page.merged:
        rows = filled.intersection(area.rows)
        if rows and area.letters & letters:
            what = f"the cells {area.name} are merged, so that only the first of them says anything"
            place = book.place(there.sheet.name, area.row, area.letter)
            book.problems.append(Problem(place, what, "take them apart, and fill in each"))
            there.wrong |= rows
            there.refused = True
            book.unnamed = book.unnamed or there.sheet in NAMING


def _refuse(book: Book, there: BookSheet, number: int, problem: tuple[str, str, str]) -> None:
    """Say what is wrong with what tells a row from the others: the letter of its column, what, and what mends it."""
    letter, what, fix = problem
    there.wrong.add(number)
    there.refused = True
    book.problems.append(Problem(book.place(there.sheet.name, number, letter), what, fix))


def _letters(book: Book, sheet: Sheet, headings: list[Cell]) -> dict[str, str]:
    """The letters of the columns of a sheet, by their names."""
    from openpyxl.utils import get_column_letter

    found: dict[str, str] = {}
    known = {name.lower(): name for name in sheet.headings}
    odd = []
    for at, cell in enumerate(headings, 1):
        said = " ".join(str(cell.value).split()) if cell.value is not None else ""
        letter = get_column_letter(at)
        name = known.get(said.lower())
        if name in found:
            what, fix = f"the column {name} stands here a second time", "delete one of the two"
            book.problems.append(Problem(book.place(sheet.name, 1, letter), what, fix))
        elif name:
            found[name] = letter
        elif said and not (sheet is CASE and said == "what it is"):
            odd.append((said, letter))
    for said, letter in odd:
        meant = like(said, [name for name in sheet.headings if name not in found])
        if meant:
            place = book.place(sheet.name, 1, letter)
            book.problems.append(Problem(place, f"unknown column '{said[:60]}'", f"did you mean {meant}?"))
        else:
            note = Problem(book.place(sheet.name, 1, letter), f"the column '{said[:60]}' is not read", "", "warning")
            book.notes.append(note)
    return found


def _first(there: BookSheet) -> str:
    return there.letters[there.sheet.keys[0].name]


def _row(book: Book, there: BookSheet, number: int, cells: list[Cell], fresh: int) -> BookRow | None:
    """One row; None where it is empty, a comment, or cannot be told from the others."""
    from openpyxl.utils import column_index_from_string

    sheet = there.sheet
    by_name = {
        name: cells[at - 1]
        for name, letter in there.letters.items()
        if (at := column_index_from_string(letter)) <= len(cells)
    }
    first = by_name.get(sheet.keys[0].name)
    begins_with = str(first.value or "").strip() if first and first.type != "e" else ""
    if begins_with.startswith(_COMMENT) and begins_with not in ERRORS:
        return None
    unclear: dict[Column, Unclear] = {}

    def said(column: Column, kind: Any) -> str | None:
        try:
            return clear(by_name.get(column.name), kind, book.begins)
        except Unclear as found:
            unclear[column] = found
            return None

    key: Key = ()
    for column in sheet.keys:
        key = (*key, said(column, _kind_of_key(book, sheet, column, key)) or "")
    unclear_key = bool(unclear)
    columns = [column for column in sheet.columns if column.name in there.letters]
    texts = {column.name: said(column, kind_in(sheet, key, column)) for column in columns}
    for column, found in unclear.items():
        texts.pop(column.name, None)
        place = book.place(sheet.name, number, there.letters[column.name])
        book.problems.append(Problem(place, f"'{column.name}': {found.what}", found.fix))
        there.wrong.add(number)
    if sheet in NAMING and any(column in sheet.keys or column.name == "id" for column in unclear):
        book.unnamed = True
    if unclear_key:
        there.refused = True
        return None
    if not any(key) and not any(texts.values()):
        return None
    if sheet.numbered and not key[0]:
        key = (f"{_COMMENT}{fresh}",)  # a new item
    elif wrong := _wrong_key(book, sheet, key):
        _refuse(book, there, number, (there.letters[wrong[0]], *wrong[1:]))
        return None
    book.unread += [(sheet, key, column) for column in unclear]
    return BookRow(key, number, texts)


def _kind_of_key(book: Book, sheet: Sheet, column: Column, before: Key) -> Kind:
    """What stands in a column that tells rows apart; before: what stands before it. The steps of amounts are numbers or
    days."""
    if sheet not in (INTERESTS, BEFORE) or column.name != "option":
        return column.kind
    issues = book.sheets.get(ISSUES.name)
    issue = issues.rows.get((before[1],)) if issues else None
    amount = issues is None or (issue is not None and issue.texts.get(AMOUNT, "unread"))
    return "amount" if amount else column.kind


def is_new(row: BookRow) -> bool:
    """Whether a row of a numbered sheet is one without a number."""
    return row.key[0].startswith(_COMMENT)


def _wrong_key(book: Book, sheet: Sheet, key: Key) -> tuple[str, str, str] | None:
    """What is wrong with what tells a row from the others: the column, what, and what mends it."""
    for column, part in zip(sheet.keys, key, strict=True):
        if not part and not _may_lack(sheet, key, column.name):
            return (
                column.name,
                f"'{column.name}' is empty in a row that holds something",
                "fill it in, or empty the row",
            )
        if sheet is TALKS and column.name == "after" and key[1] and part:
            return column.name, "'after' cannot stand beside 'format'", "give it a row of its own"
        if sheet is CASE and part not in sheet.fixed:
            return column.name, f"unknown field '{part[:60]}'", nearest(part, sheet.fixed)
        if sheet.numbered and not (part.isdecimal() and int(part[:9]) > 0 and str(int(part[:9])) == part):
            return column.name, f"'{part[:60]}' is no number of a row", "leave it empty in a new row"
        if sheet in (CONTEST, OTHER):
            if not all(valid(step.strip()) or compares(step) for step in part.split(BETWEEN.strip())):
                return column.name, f"'{part[:60]}' leads to no value", "write names of fields, with / between them"
        elif part in _RESERVED.get(column.name, ()) and sheet in (INTERESTS, BEFORE, ISSUES, OPTIONS):
            return column.name, f"nothing can be named '{part}' here: it has another meaning in interests", "rename it"
        elif _kind_of_key(book, sheet, column, key) == "amount":
            continue  # whatever way a step is written, the check of the case finds it, or says what is nearest
        elif part and not valid(part) and not sheet.numbered:
            what = f"'{part[:60]}' cannot be a name here: use letters, digits, _ - . only"
            return column.name, what, _instead(book, sheet, column, part)
    return None


def _may_lack(sheet: Sheet, key: Key, column: str) -> bool:
    """Whether what stands in a column need not be there to tell a row from the others."""
    if sheet in (INTERESTS, BEFORE):
        return column == "option" or (column == "issue" and not key[2])
    if sheet is TALKS:
        return column != "issue" or not any(key)
    return sheet is MEASURES and column == "party"


def _instead(book: Book, sheet: Sheet, column: Column, part: str) -> str:
    """The short name that is probably meant by what cannot be one: a known one, else one made of its words."""
    naming = {"party": PARTIES, "issue": ISSUES, "option": OPTIONS, "development": DEVELOPMENTS}.get(column.name)
    known: dict[str, str] = {}
    if naming is not None and naming is not sheet and naming.name in book.sheets:
        for row in book.sheets[naming.name].rows.values():
            short = row.texts.get("id") if naming is DEVELOPMENTS else row.key[-1]
            known |= {said: short for said in (row.texts.get("name"), short) if said and short}
    meant = like(part, known)
    made = None if meant else short_name(part)
    return f"did you mean {known[meant]}?" if meant else f"write {made}" if made else ""


def _case_text(book: Book, page: Page) -> str | None:
    """The case file within a workbook, where nobody has changed it."""
    lines = {number: "".join(str(cell.value or "") for cell in cells) for number, cells in page.rows}
    stated = lines.pop(2, "")
    lines.pop(1, None)
    count = stated.split(" ")[0]
    if count.isdecimal() and 0 < int(count[:9]) <= MAX_LINES + FIRST_LINE:
        text = "\n".join(lines.get(number, "") for number in range(FIRST_LINE, FIRST_LINE + int(count)))
        if stated.endswith(digest(text)):
            return text
    what = f"the sheet {CASE_FILE} was changed and counts no more: every cell counts as it stands"
    book.notes.append(Problem(book.place(CASE_FILE), what, severity="warning"))
    return None

"""The edits in a workbook, brought into a case file: every cell that says something else than it did at first.

Three contents take part: the base, which is the case file that the workbook was made from; the workbook; and the
target, the case file as it is by now. A cell that differs from the base is an edit; where the target differs from the
base as well, and otherwise, neither is taken: that is a problem with its cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from comity.case.tree import Path
from comity.exchange.excel.book import Book, BookRow, BookSheet, is_new
from comity.exchange.excel.cells import Unclear, read, same, shown, told
from comity.exchange.excel.grid import Grid, grid, group_of, kind_in
from comity.exchange.excel.sheets import (
    BEFORE,
    BETWEEN,
    CONTEST,
    INTERESTS,
    LISTS,
    MEMBER_OF,
    NAMING,
    NO_DEAL,
    OPTIONS,
    OTHER,
    PARTIES,
    SHEETS,
    Column,
    Key,
    Main,
    Sheet,
    steps_of,
)
from comity.exchange.excel.talks_sheets import MEASURES, MOVED_TIES, TALKS
from comity.exchange.excel.values import at_home, homes, put, take_out, value_at
from comity.problem import Place, Problem, nearest

_BY_CELL = (NO_DEAL, INTERESTS, BEFORE, CONTEST, TALKS, MEASURES, MOVED_TIES, OTHER)
"""Sheets of which a row is no entry of its own: what is taken out is the values in its cells."""


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise now: where it stands in the workbook, and what it is."""

    place: Place
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass
class Edited:
    """A case file's content with the edits in it.

    kept: of lists of which items were taken out, those that stay; places: the cell of each value, by its path in the
    file; problems: what is wrong with cells; unread: the paths that lack what such a cell, or a row, was to give;
    changes: what is otherwise than in the target.
    """

    plain: dict[str, Any]
    kept: dict[Path, list[int]] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Path] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def edited(book: Book, base: dict[str, Any], target: dict[str, Any]) -> Edited:
    """The content of a case file with the edits of a workbook in it."""
    return _Edits(book, base, target).done()


class _Edits:
    def __init__(self, book: Book, base: dict[str, Any], target: dict[str, Any]) -> None:
        self.book = book
        self.base, self.target = grid(base), grid(target)
        self.numbers = {section: _matched(base.get(section), target.get(section)) for section in LISTS}
        self.plain = deepcopy(target)
        self.result = Edited(self.plain)
        self.gone: dict[str, set[int]] = {}
        self.meant: list[tuple[Sheet, Key, Key, Column, str | None]] = []
        self.keys: list[tuple[Sheet, Key, Key, BookRow]] = []
        self.homes = homes(self.plain.get("parties"))

    def done(self) -> Edited:
        """The content with every edit in it."""
        self._place_parties()
        for sheet in SHEETS:
            there = self.book.sheets.get(sheet.name)
            if there is None:
                continue
            for row in there.rows.values():
                self._row(sheet, row)
            self._take_out_rows(sheet, there)
        self._order_options()
        self._note_places()
        self._note_unread()
        self._take_out_items()
        self._look_again()
        return self.result

    # Rows

    def _row(self, sheet: Sheet, row: BookRow) -> None:
        before = None if is_new(row) else self.base[sheet.name].get(row.key)
        key = self._key(sheet, row.key) if before else None
        now = self.target[sheet.name].get(key if before and key else row.key)
        if before and now is None and (sheet not in _BY_CELL or key is None):
            if any(not same(text, before.texts.get(name), "number") for name, text in row.texts.items()):
                what = "this row was changed here, and taken out of the case file since the workbook was made"
                self._wrong(sheet, row, "", what, "delete the row, or enter it as a new one")
            return
        if before is None and sheet.numbered:
            key, now = self._new_item(sheet), None
            self._change(sheet, row, "", "a new row")
        elif before is None and now is None and sheet not in _BY_CELL and not sheet.fixed:
            self._change(sheet, row, "", "a new row")
            if sheet is not PARTIES and not any(row.texts.values()):
                put(self.plain, sheet.place(row.key), {})
        key = key or row.key
        self.keys.append((sheet, key, row.key, row))
        for name, text in row.texts.items():
            column = sheet.column(name)
            kind = kind_in(sheet, key, column)
            was = before.texts.get(name) if before else None
            if not same(text, was, kind) and column is not MEMBER_OF:
                self._cell(sheet, row, key, column, (was, now.texts.get(name) if now else None, text))
        if sheet is PARTIES and value_at(self.plain, self.homes.get(key[0], ("parties", key[0]))) is None:
            put(self.plain, self.homes.get(key[0], ("parties", key[0])), {})

    def _cell(
        self, sheet: Sheet, row: BookRow, key: Key, column: Column, three: tuple[str | None, str | None, str | None]
    ) -> None:
        """One edited cell; three: what it said, what the case file says by now, what it says."""
        was, now, text = three
        kind = kind_in(sheet, key, column)
        if same(now, text, kind):
            return
        if not same(now, was, kind):
            first = f"'{column.name}' is {_said(text)} here and {_said(now)} in the case file"
            what = f"{first}; it was {_said(was)} when the workbook was made"
            self._wrong(
                sheet,
                row,
                column.name,
                what,
                "both were changed: write the one that counts into this cell and the file",
            )
            return
        if column.only is not None and not column.only(key):
            what = f"'{column.name}' cannot stand in this row"
            self._wrong(sheet, row, column.name, what, f"write it into {column.row}")
            return
        try:
            value = None if text is None else read(text, kind)
        except Unclear as unclear:
            self._wrong(sheet, row, column.name, f"'{column.name}': {unclear.what}", unclear.fix)
            return
        if kind in ("date", "amount") and text is not None and (year := self._typed_year(text)):
            what = f"'{column.name}' is {text}, as a program shows the year {year} typed into a cell for days"
            fix = "write the whole day if the year is meant"
            place = self.book.cell(sheet, row.key, column.name)
            self.book.notes.append(Problem(place, what, fix, "warning"))
        try:
            put(self.plain, self._path(sheet, key, column), value)
        except LookupError:
            self._wrong(sheet, row, "", f"'{key[0]}' leads to no value of the case file", "look how others are named")
            return
        self.meant.append((sheet, key, row.key, column, told(shown(value, kind), kind)))
        if now is not None or was is not None or not self._is_new_row(sheet, row, key):
            called = key[0] if sheet.fixed else column.name
            self._change(sheet, row, column.name, f"'{called}' is {_said(text)}, was {_said(now)}")

    def _typed_year(self, text: str) -> int | None:
        """The year that was probably typed where a program made this day of a number."""
        with suppress(ValueError):
            number = (dt.date.fromisoformat(text) - self.book.begins).days
            return number if 1900 <= number <= 2100 else None
        return None

    def _is_new_row(self, sheet: Sheet, row: BookRow, key: Key) -> bool:
        return sheet not in _BY_CELL and not sheet.fixed and (is_new(row) or row.key not in self.base[sheet.name])

    def _new_item(self, sheet: Sheet) -> Key:
        items = self.plain.setdefault(sheet.section, [])
        if not isinstance(items, list):
            items = self.plain[sheet.section] = []
        items.append({})
        return (str(len(items)),)

    def _take_out_rows(self, sheet: Sheet, there: BookSheet) -> None:
        """Rows that the workbook was made with and no longer holds."""
        if sheet.fixed or there.refused:
            return  # (a row that could not be told from the others may be one that seems to be gone)
        for before, row in self.base[sheet.name].items():
            key = self._key(sheet, before)
            now = self.target[sheet.name].get(key) if key else None
            if before in there.rows or key is None or now is None:
                continue
            said = BETWEEN.join(filter(None, before)) or "of what holds for all"
            if now.texts != row.texts:
                what = f"the row {said} was deleted here, and changed in the case file since the workbook was made"
                self.result.problems.append(
                    Problem(self.book.place(sheet.name), what, "put the row back, or take it out of the file as well")
                )
                continue
            self.result.changes.append(Change(self.book.place(sheet.name), f"the row {said} was taken out"))
            if sheet.numbered:
                self.gone.setdefault(sheet.section, set()).add(int(key[0]) - 1)
            elif sheet in _BY_CELL:
                for column in sheet.columns:
                    take_out(self.plain, self._path(sheet, key, column))
            else:
                take_out(self.plain, at_home(sheet.place(key), self.homes))
                if sheet is OPTIONS:
                    take_out(self.plain, sheet.path(key, sheet.column("needs")))

    def _take_out_items(self) -> None:
        for section, gone in self.gone.items():
            items = self.plain[section]
            old = len(items) - sum(
                1 for sheet, _, _, row in self.keys if sheet.section == section and self._fresh(sheet, row)
            )
            self.result.kept[(section,)] = [number for number in range(old) if number not in gone]
            self.plain[section] = [item for number, item in enumerate(items) if number not in gone]
            if not self.plain[section]:
                del self.plain[section]

    def _fresh(self, sheet: Sheet, row: BookRow) -> bool:
        return sheet.numbered and (is_new(row) or row.key not in self.base[sheet.name])

    # Parties and options

    def _place_parties(self) -> None:
        """Put every party under the group that its row names."""
        there = self.book.sheets.get(PARTIES.name)
        groups = {party: group_of(home) for party, home in self.homes.items()}
        moved: dict[str, BookRow] = {}
        for row in there.rows.values() if there else ():
            if self._joins(row, groups):
                moved[row.key[0]] = row
        for row in there.rows.values() if there else ():
            party, group = row.key[0], groups.get(row.key[0])
            if group is not None and (group not in groups or _circular(party, groups)):
                what = f"'{group}' is no party" if group not in groups else f"'{party}' would be a member of itself"
                others = [name for name in groups if name != party]
                fix = nearest(group, others) if group not in groups else "name another party by its short name"
                self._wrong(PARTIES, row, MEMBER_OF.name, what, fix)
                moved.pop(party, None)
                groups[party] = group_of(self.homes.get(party, ()))
        contents: dict[str, Any] = {}
        for party in sorted(moved, key=lambda name: -len(self.homes[name])):
            contents[party] = value_at(self.plain, self.homes[party])
            take_out(self.plain, self.homes[party])
        self.homes = {party: _home(party, groups) for party in groups}
        for party in sorted(moved, key=lambda name: len(self.homes[name])):
            put(self.plain, self.homes[party], contents[party])
            self._change(PARTIES, moved[party], MEMBER_OF.name, f"'member of' is {_said(groups[party])} now")

    def _joins(self, row: BookRow, groups: dict[str, str | None]) -> bool:
        """Whether a party that was there joins another group; groups: whose member each is, changed here."""
        if MEMBER_OF.name not in row.texts:
            return False
        party, group = row.key[0], row.texts[MEMBER_OF.name]
        before = self.base[PARTIES.name].get(row.key)
        if party not in groups:
            if before is None:
                groups[party] = group
            return False
        was = before.texts.get(MEMBER_OF.name) if before else None
        if group in (was, groups[party]):
            return False
        if groups[party] != was:
            what = f"'{party}' joined one group here and another one in the case file"
            self._wrong(PARTIES, row, MEMBER_OF.name, what, "write the one that counts into both")
            return False
        groups[party] = group
        return True

    def _order_options(self) -> None:
        """Have options stand in the order of their rows, where that is another one than it was."""
        there = self.book.sheets.get(OPTIONS.name)
        if there is None or there.refused:
            return
        rows = list(there.rows)
        base = list(self.base[OPTIONS.name])
        for issue in dict.fromkeys(key[0] for key in rows):
            options = value_at(self.plain, ("issues", issue, "options"))
            if not isinstance(options, dict):
                continue
            wanted = [key[1] for key in rows if key[0] == issue]
            before = [key[1] for key in base if key[0] == issue and key in there.rows]
            if [name for name in wanted if name in before] == before and wanted[: len(before)] == before:
                continue  # new ones stand behind those that were there
            order = [*(name for name in wanted if name in options), *(name for name in options if name not in wanted)]
            if list(options) != order:
                put(self.plain, ("issues", issue, "options"), {name: options[name] for name in order})
                if [name for name in wanted if name in before] != before:
                    first = next(row for key, row in there.rows.items() if key[0] == issue)
                    self._change(OPTIONS, first, "", f"the options of {issue} stand in the order {', '.join(order)}")

    # What came of it

    def _note_places(self) -> None:
        for sheet, key, row_key, row in self.keys:
            for column in sheet.columns:
                if column.only is None or column.only(key):
                    path = self._path(sheet, key, column)
                    if column is MEMBER_OF:
                        path = at_home(sheet.place(key), self.homes)
                    path = self._renumbered(path)
                    if column.name in row.texts and path not in self.result.places:
                        self.result.places[path] = self.book.cell(sheet, row_key, column.name)

    def _renumbered(self, path: Path) -> Path:
        """A path as it is once items are taken out, with names as plain ones."""
        steps: list[str | int] = [str(step) if isinstance(step, Main) else step for step in path]
        if len(steps) > 1 and isinstance(steps[1], int):
            number = steps[1]
            steps[1] = number - sum(gone < number for gone in self.gone.get(str(steps[0]), ()))
        return tuple(steps)

    def _note_unread(self) -> None:
        """What lacks a value that its cell was to give, and what may lack an entry that its row was to give."""
        keys = {(sheet.name, row_key): key for sheet, key, row_key, _ in self.keys}
        for sheet, row_key, column in self.book.unread:
            key = keys.get((sheet.name, row_key))
            if key is not None and value_at(self.plain, self._path(sheet, key, column)) is None:
                self.result.unread.append(self._renumbered(at_home(sheet.place(key), self.homes)))
        self.result.unread += [(there.sheet.section,) for there in self.book.sheets.values() if there.refused]

    def _look_again(self) -> None:
        """Whether what the workbook says is what the content says now: nothing is lost in silence.

        Of a row of which something is wrong already nothing more is said.
        """
        after = grid(self.plain)
        for sheet, key, _, row in self.keys:
            if self._after(after, sheet, key) is None and any(row.texts.values()) and not self._is_wrong(sheet, row):
                what = "this row belongs to something that was taken out elsewhere in the workbook"
                fix = "take the row out as well, or put back what it belongs to"
                if sheet in (CONTEST, OTHER) and row.key not in self.base[sheet.name]:
                    what, fix = "what this row says has its place on another sheet", "write it there"
                self._wrong(sheet, row, "", what, fix)
                self.book.unnamed = self.book.unnamed or sheet in NAMING
        for sheet, key, row_key, column, text in self.meant:
            row = self.book.sheets[sheet.name].rows[row_key]
            found = self._after(after, sheet, key)
            now = found.texts.get(column.name) if found else None
            if not same(now, text, kind_in(sheet, key, column)) and not self._is_wrong(sheet, row):
                what = f"'{column.name}' cannot be kept beside what other cells say of the same thing"
                self._wrong(sheet, row, column.name, what, "compare the rows that name it")

    def _after(self, after: Grid, sheet: Sheet, key: Key) -> Any:
        if sheet.numbered or sheet is OTHER:
            place = sheet.place(key)
            if len(place) > 1 and place[1] in self.gone.get(str(place[0]), ()):
                return None
            path = self._renumbered(place)
            number = path[1] if len(path) > 1 else None
            if isinstance(number, int):
                steps = (str(path[0]), str(number + 1), *map(str, path[2:]))
                key = (str(number + 1),) if sheet.numbered else (BETWEEN.join(steps),)
            elif sheet is OTHER:
                key = (BETWEEN.join(map(str, path)),)
        elif sheet is CONTEST:
            key = (BETWEEN.join(map(str, steps_of(key[0]))),)
        return after[sheet.name].get(key)

    # Shared

    def _key(self, sheet: Sheet, key: Key) -> Key | None:
        """The key in the target of a row of the base; None where it is not there by now."""
        if sheet.numbered:
            number = self.numbers[sheet.section].get(int(key[0]) - 1)
            return None if number is None else (str(number + 1),)
        if sheet is OTHER:
            path = steps_of(key[0])
            if len(path) > 1 and isinstance(path[1], int):
                number = self.numbers[str(path[0])].get(path[1])
                return None if number is None else (BETWEEN.join((str(path[0]), str(number + 1), *map(str, path[2:]))),)
        return key

    def _path(self, sheet: Sheet, key: Key, column: Column) -> Path:
        return at_home(sheet.path(key, column), self.homes)

    def _is_wrong(self, sheet: Sheet, row: BookRow) -> bool:
        return row.number in self.book.sheets[sheet.name].wrong

    def _wrong(self, sheet: Sheet, row: BookRow, column: str, what: str, fix: str = "") -> None:
        self.book.sheets[sheet.name].wrong.add(row.number)
        if column:
            self.book.unread.append((sheet, row.key, sheet.column(column)))
        self.result.problems.append(Problem(self.book.cell(sheet, row.key, column), what, fix))

    def _change(self, sheet: Sheet, row: BookRow, column: str, what: str) -> None:
        self.result.changes.append(Change(self.book.cell(sheet, row.key, column), what))


def _circular(party: str, groups: Mapping[str, str | None]) -> bool:
    """Whether a party would be a member of its own member."""
    seen, at = {party}, groups.get(party)
    while at is not None and at in groups:
        if at in seen:
            return True
        seen.add(at)
        at = groups[at]
    return False


def _home(party: str, groups: Mapping[str, str | None]) -> Path:
    group = groups[party]
    return ("parties", party) if group is None else (*_home(group, groups), "members", party)


def _matched(base: Any, target: Any) -> Mapping[int, int]:
    """Which item of a list is which in its other state: the same one, else the one of the same id."""
    old, new = (list(items) if isinstance(items, list) else [] for items in (base, target))
    if old == new:
        return dict(enumerate(range(len(new))))
    found: dict[int, int] = {}
    for test in (lambda a, b: a == b, _same_id):
        for number, item in enumerate(old):
            if number in found:
                continue
            free = (at for at, other in enumerate(new) if at not in found.values() and test(item, other))
            if (at := next(free, None)) is not None:
                found[number] = at
    return found


def _same_id(first: Any, second: Any) -> bool:
    both = isinstance(first, dict) and isinstance(second, dict)
    return bool(both and first.get("id") and first.get("id") == second.get("id"))


def _said(text: str | None) -> str:
    if text is None:
        return "empty"
    line = " ".join(text.split())
    return f"'{line if len(line) <= 60 else f'{line[:57]}...'}'"

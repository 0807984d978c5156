"""The statements that were read from the sources of a case, and what was made of each: in the table beside the case.

The table is that of `comity read` (statements.csv). Two columns are added to it, which a later reading leaves as they
are: what became of a statement, and what the reader had drafted where it was corrected.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from comity.case.files import RECORD_BYTES, read_bytes, save
from comity.case.folder import alone
from comity.problem import Place, Problem, Problems
from comity.web.ordinal import ordinal

TABLE = "statements.csv"
REVIEWED, DRAFTED = "reviewed", "drafted"

Review = Literal["", "accepted", "rejected"]
CORRECTED = ("organisation", "kind", "concept", "option", "agreement", "firmness")
"""The columns that may be corrected on the page."""


@dataclass(frozen=True)
class Statement:
    """One statement of the table.

    key: what names it, which stays when others come; row: what the table has of it; span: characters of the source as
    they were when it was read; review: what was made of it, empty where it waits; drafted: what the reader had drafted
    in the columns that were corrected; seen: what tells whether it was changed since.
    """

    key: str
    row: Mapping[str, str]
    span: tuple[int, int]
    review: Review = ""
    drafted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    seen: str = ""

    @property
    def text(self) -> str:
        """The words of the source, as they were read."""
        return self.row["text"]

    @property
    def source(self) -> str:
        """The name of its source in the case."""
        return self.row["source"]


@dataclass(frozen=True)
class Statements:
    """All statements beside a case, in the order of the table, the sources that were read, whether or not something was
    found in them, and why these cannot be told, where they cannot."""

    all: tuple[Statement, ...] = ()
    sources: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def of(self, source: str) -> tuple[Statement, ...]:
        """Those of one source."""
        return tuple(each for each in self.all if each.source == source)

    def find(self, key: str) -> Statement | None:
        """The statement of that name; None where there is none."""
        return next((each for each in self.all if each.key == key), None)


def statements(folder: Path) -> Statements:
    """The statements beside the case in a folder; none where nothing was read yet."""
    from comity.reading.record import read_record

    try:
        found = tuple(_statements(table_rows(folder)))
        return Statements(found, frozenset({*read_record(folder).sources, *(each.source for each in found)}))
    except Problems as unread:
        return Statements(problems=unread.problems)


def table_rows(folder: Path) -> list[dict[str, str]]:
    """The rows of the table in a folder, none where there is none; raises Problems where it cannot be read."""
    from comity.reading.drafting.table import rows_of
    from comity.reading.intake.encodings import decoded
    from comity.reading.intake.source import Unreadable

    path = folder / TABLE
    if not path.exists():
        return []
    try:
        text, _ = decoded(read_bytes(path, RECORD_BYTES))
    except Unreadable as error:
        fix = "restore it, or save the table anew as CSV"
        raise Problems([Problem(Place(str(path)), error.what, fix)]) from None
    return rows_of(text, str(path))


def review(
    folder: Path, key: str, seen: str, made: Review, corrected: Mapping[str, str] = MappingProxyType({})
) -> Statement | None:
    """Note what was made of a statement, and what it should say.

    seen: as the page had it that it was made on; corrected: columns with what they should say. Gives the statement as
    the table has it now, where it was changed since: then nothing is noted. Raises Problems where there is no such
    statement, or the table cannot be read or written.
    """
    from comity.reading.drafting.table import csv_text

    with alone(folder):
        rows = table_rows(folder)
        at, held = next(((at, each) for at, each in enumerate(_statements(rows)) if each.key == key), (0, None))
        if held is None:
            raise Problems([Problem(Place(str(folder / TABLE)), "this statement is not in the table any more")])
        if held.seen != seen:
            return held
        changes = {name: said for name, said in corrected.items() if name in CORRECTED and said != held.row[name]}
        drafted = {**{name: held.row[name] for name in changes}, **held.drafted}
        drafted = {name: said for name, said in drafted.items() if said != changes.get(name, held.row[name])}
        rows[at] = {**rows[at], **changes, REVIEWED: made, DRAFTED: json.dumps(drafted, ensure_ascii=False)}
        if not drafted:
            rows[at][DRAFTED] = ""
        save(folder / TABLE, csv_text(rows))
    return None


def reject(folder: Path, places: Sequence[tuple[str, int, int]]) -> None:
    """Mark every statement rejected that stands at one of some places, each a source with the characters in it."""
    for each in statements(folder).all:
        start, end = each.span
        if any(source == each.source and first < end and last > start for source, first, last in places):
            review(folder, each.key, each.seen, "rejected")


def _statements(rows: Sequence[Mapping[str, str]]) -> list[Statement]:
    from comity.reading.drafting.table import mark, place

    met: Counter[str] = Counter()
    found = []
    for row in rows:
        where = place(row)
        met[where] += 1
        key = where if met[where] == 1 else f"{where}.{met[where]}"
        said = row.get(REVIEWED, "").strip().lower()
        made: Review = "accepted" if said == "accepted" else "rejected" if said == "rejected" else ""
        span = _number(row["start"]), _number(row["end"])
        found.append(Statement(key, row, span, made, _drafted(row.get(DRAFTED, "")), f"{mark(row)}{said}"))
    return found


def _drafted(cell: str) -> Mapping[str, str]:
    try:
        told = json.loads(cell) if cell else {}
    except (ValueError, RecursionError):
        return {}
    return {name: said for name, said in told.items() if isinstance(said, str)} if isinstance(told, dict) else {}


def _number(cell: str) -> int:
    """A place as the table has it; 0 where somebody has written something else there."""
    return ordinal(cell) or 0

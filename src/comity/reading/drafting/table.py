"""statements.csv: the statements in the coding model of discourse network analysis (Leifeld 2017), for Excel."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from comity.case.files import RECORD_BYTES
from comity.problem import Place, Problem, Problems
from comity.reading.statement import Statement

COLUMNS = (
    "id", "source", "date", "person", "organisation", "concept", "option", "agreement", "kind", "firmness",
    "start", "end", "cue_start", "cue_end", "content_start", "content_end", "text", "repeats",
)  # fmt: skip
_BEFORE = r"(?:^|(?<=[,;\t\r\n]))"
_FORMULA = r"""(?=['"]*[=+\-@＝＋－＠\t\r\n])"""
_TAKEN_FOR_FORMULA = re.compile(_BEFORE + _FORMULA)
_MADE_HARMLESS = re.compile(f"{_BEFORE}'{_FORMULA}")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[,;\t]*(?:\r?\n|\r)', re.IGNORECASE)


def row(s: Statement) -> dict[str, str]:
    """One statement as a row; offsets are code points of the stored source text, empty where there is none."""
    content = s.content_span
    changed = {"changed": s.changed} if s.changed else {}
    return {
        "id": s.id,
        "source": s.source,
        "date": s.date or "",
        "person": s.person or "",
        "organisation": s.organisation or "",
        "concept": s.issue or "",
        "option": s.option or "",
        "agreement": {True: "yes", False: "no", None: ""}[s.agreement],
        "kind": s.kind,
        "firmness": s.firmness or "",
        "start": str(s.span.start),
        "end": str(s.span.end),
        "cue_start": str(s.cue.start) if s.cue else "",
        "cue_end": str(s.cue.end) if s.cue else "",
        "content_start": str(content.start),
        "content_end": str(content.end),
        "text": s.text,
        "repeats": s.repeats or "",
        **changed,
    }


def place(entry: Mapping[str, str]) -> str:
    """What tells one row from another whatever its other cells say: where in which source it stands."""
    return f"{entry['source']}:{entry['content_start']}-{entry['content_end']}:{entry['cue_start']}"


def mark(entry: Mapping[str, str]) -> str:
    """A short fingerprint of a row, to see later whether the analyst changed it."""
    return hashlib.sha256(
        "\x1f".join(entry.get(c, "") for c in COLUMNS if c not in ("id", "repeats")).encode("utf-8", "replace")
    ).hexdigest()[:12]


def csv_text(rows: Sequence[Mapping[str, str]]) -> str:
    """The table as text: its own columns, then those that the analyst added.

    It begins with a byte order mark, by which Excel knows UTF-8. All cells are quoted; where a cell, or what follows a
    delimiter in it, would be taken for a formula, an apostrophe is set before that (it is taken away in reading back).
    """
    columns = [*COLUMNS, *dict.fromkeys(column for entry in rows for column in entry if column not in COLUMNS)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(map(_harmless, columns))
    for entry in rows:
        writer.writerow([_harmless(entry.get(column, "")) for column in columns])
    return "\ufeff" + out.getvalue()


def rows_of(text: str, file: str = "statements.csv") -> list[dict[str, str]]:
    """The rows of a table written earlier, perhaps edited since: with the columns that the analyst added.

    Names of columns are read whatever their capitals, and Excel's line `sep=;` is understood. Raises Problems, with
    their places in `file`, where a column is missing or there is a cell that belongs to none: rather than lose it.
    """
    text = text.removeprefix("\ufeff")
    stated = _SEPARATOR_LINE.match(text)
    above = 1 if stated else 0
    text = text[stated.end() :] if stated else text
    usual = csv.field_size_limit(RECORD_BYTES)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=stated[1] if stated else _delimiter(text))
        lines = [(reader.line_num + above, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        raise Problems([Problem(Place(file), f"the table cannot be read: {error}", "restore it")]) from None
    finally:
        csv.field_size_limit(usual)
    at, named = lines[0] if lines else (1, [])
    columns = [_column(name) for name in named]
    problems = _problems_of_columns(Place(file, at, 1), columns)
    found = []
    for number, cells in lines[1:]:
        nameless = [cell for name, cell in zip(columns, cells, strict=False) if not name and cell]
        if nameless or any(cells[len(columns) :]):
            what, fix = "a cell here stands in a column without a name", "name the column in the first line"
            problems.append(Problem(Place(file, number, 1), what, fix))
        filled = [*cells, *[""] * (len(columns) - len(cells))]
        found.append({name: _as_it_was(cell) for name, cell in zip(columns, filled, strict=False) if name})
    if problems:
        raise Problems(problems)
    return found


def merged(
    statements: Sequence[Statement], earlier: Sequence[Mapping[str, str]], proposed: Mapping[str, str]
) -> list[dict[str, str]]:
    """The rows to write: new ones, and of those written before what the analyst made of them.

    `proposed` maps the places of rows written before to their fingerprints: a row edited since is kept as edited,
    a row deleted since stays away, an unchanged one is written anew with what stands in the analyst's own columns.
    """
    kept: dict[str, list[dict[str, str]]] = {}
    for entry in earlier:
        at_place = kept.setdefault(place(entry), [])
        if dict(entry) not in at_place:
            at_place.append(dict(entry))
    rows = []
    for statement in statements:
        fresh = row(statement)
        where = place(fresh)
        if where in kept:
            old, *more = kept.pop(where)
            rows.append(fresh | _own(old) if mark(old) == proposed.get(where) else old)
            rows += more  # the analyst wrote several rows of one statement
        elif where not in proposed:
            rows.append(fresh)
    left = [(where, entry) for where, entries in kept.items() for entry in entries]
    return rows + [entry for where, entry in left if mark(entry) != proposed.get(where) or any(_own(entry).values())]


def _own(entry: Mapping[str, str]) -> dict[str, str]:
    """What stands in the columns that the analyst added."""
    return {column: cell for column, cell in entry.items() if column not in COLUMNS}


def _harmless(cell: str) -> str:
    return _TAKEN_FOR_FORMULA.sub("'", cell)


def _as_it_was(cell: str) -> str:
    return _MADE_HARMLESS.sub("", cell.replace("\r\n", "\n"))


def _column(name: str) -> str:
    """The name of a column: one of ours whatever its capitals, else as the analyst writes it."""
    name = _as_it_was(name).strip()
    return name.casefold() if name.casefold() in COLUMNS else name


def _problems_of_columns(at: Place, columns: Iterable[str]) -> list[Problem]:
    counted = Counter(filter(None, columns))
    if not counted.keys() & set(COLUMNS):
        what = "the first line names none of the columns of such a table"
        return [Problem(at, what, f"restore it, or move this file away; its columns are {', '.join(COLUMNS)}")]
    missing = [column for column in COLUMNS if column not in counted]
    fix = "put it back (its cells may be empty); nothing was written"
    found = [Problem(at, f"the column '{column}' is missing", fix) for column in missing]
    twice = [column for column, count in counted.items() if count > 1]
    return found + [Problem(at, f"two columns are named '{column}'", "rename one of them") for column in twice]


def _delimiter(text: str) -> str:
    """Excel saves with semicolons where the comma is the decimal sign, and with tabs as "Unicode text"."""
    first = next((line for line in text[:10_000].splitlines() if line.strip()), "")
    return max((",", ";", "\t"), key=first.count)

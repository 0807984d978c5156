"""statements.csv: the statements in the coding model of discourse network analysis (Leifeld 2017), for Excel."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence

from comity.reading.statement import Statement

COLUMNS = (
    "id", "source", "date", "person", "organisation", "concept", "option", "agreement", "kind", "firmness",
    "start", "end", "cue_start", "cue_end", "content_start", "content_end", "text", "repeats",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def row(s: Statement) -> dict[str, str]:
    """One statement as a row; offsets are code points of the stored source text, empty where there is none."""
    content = s.content_span
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
    }


def place(entry: Mapping[str, str]) -> str:
    """What tells one row from another whatever its other cells say: where in which source it stands."""
    return f"{entry['source']}:{entry['content_start']}-{entry['content_end']}:{entry['cue_start']}"


def mark(entry: Mapping[str, str]) -> str:
    """A short fingerprint of a row, to see later whether the analyst changed it."""
    return hashlib.sha256(
        "\x1f".join(entry.get(c, "") for c in COLUMNS if c not in ("id", "repeats")).encode("utf-8", "replace")
    ).hexdigest()[:12]


def csv_text(rows: Iterable[Mapping[str, str]]) -> str:
    """The table as text.

    It begins with a byte order mark, by which Excel knows UTF-8; a cell that Excel would take for a formula gets an
    apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in rows:
        writer.writerow({c: f"'{entry[c]}" if entry[c].startswith(FORMULA) else entry[c] for c in COLUMNS})
    return "\ufeff" + out.getvalue()


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a table written earlier, perhaps edited since; unknown columns are dropped, missing ones empty."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    found = []
    for entry in reader:
        kept = {c: (entry.get(c) or "") for c in COLUMNS}
        found.append({c: v[1:] if v.startswith("'") and v[1:].startswith(FORMULA) else v for c, v in kept.items()})
    return found


def _delimiter(text: str) -> str:
    """Excel saves with semicolons where the comma is the decimal sign."""
    head = text.split("\n", 1)[0]
    return max((",", ";", "\t"), key=head.count)


def merged(
    statements: Sequence[Statement], earlier: Sequence[Mapping[str, str]], proposed: Mapping[str, str]
) -> list[dict[str, str]]:
    """The rows to write: new ones, and of those written before what the analyst made of them.

    `proposed` maps the places of rows written before to their fingerprints: a row edited since is kept as edited,
    a row deleted since stays away, an unchanged one is written anew.
    """
    kept = {place(entry): dict(entry) for entry in earlier}
    rows = []
    for statement in statements:
        fresh = row(statement)
        where = place(fresh)
        if where in kept:
            old = kept.pop(where)
            rows.append(fresh if mark(old) == proposed.get(where) else old)
        elif where not in proposed:
            rows.append(fresh)
    edited = [entry for where, entry in kept.items() if mark(entry) != proposed.get(where)]
    return rows + edited

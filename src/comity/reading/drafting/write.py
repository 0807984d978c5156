"""Writing a reading: sources, statements, the drafted case, and what the analyst must decide.

A file `.reading.json` beside the case remembers what was proposed. What the analyst confirmed, edited or deleted since
is known by it, and is never touched again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from comity.case.files import CASE_BYTES, RECORD_BYTES, SOURCE_BYTES, encoded, inside, read_bytes, read_text
from comity.case.folder import alone, digest, save_together
from comity.case.readable import Readable
from comity.case.text import Document, scalar
from comity.problem import Place, Problem, Problems
from comity.reading.drafting.decisions import TITLE, decisions, decisions_text, standing
from comity.reading.drafting.draft import Proposal, proposals
from comity.reading.drafting.merge import merge, plainly
from comity.reading.drafting.table import csv_text, mark, merged, place, row, rows_of
from comity.reading.found import Reading
from comity.reading.intake.encodings import decoded
from comity.reading.record import RECORD, Record, read_record

CASE, TABLE, TO_DECIDE = "case.yaml", "statements.csv", "to-decide.md"


@dataclass(frozen=True)
class Written:
    """What was written: the files, the drafts added, those renewed, and those left as the analyst has them.

    `remarks` are what is to be known of how the files that stood there were read.
    """

    directory: Path
    files: tuple[Path, ...]
    added: tuple[Proposal, ...]
    renewed: tuple[Proposal, ...]
    left: tuple[Proposal, ...]
    decisions: tuple[str, ...]
    remarks: tuple[Problem, ...] = ()


def write(reading: Reading, directory: Path | str) -> Written:
    """Write the sources, statements.csv, the drafted case.yaml and the list of what the analyst must decide.

    All of it is written, or nothing. An existing case in the directory is added to: nothing the analyst confirmed,
    edited or deleted is touched.
    Raises Problems where the case, the record or the table that is there cannot be read, where another file stands in
    the place of one of these, and where the directory was read into since this reading: nothing is written then.
    """
    directory = Path(directory)
    with alone(directory):
        return _written(reading, directory)


def _written(reading: Reading, directory: Path) -> Written:
    stood = _Stood(directory)
    record = read_record(directory)
    _check_sources(reading, record, directory)
    if stood.problems:
        raise Problems(stood.problems)
    case_file = directory / CASE
    document = Document(stood.texts[CASE] if CASE in stood.texts else _skeleton(reading), str(case_file))
    if wrong := [*document.problems, *Readable(document).misshapen]:
        raise Problems(wrong)
    has_table = TABLE in stood.texts
    earlier = rows_of(stood.texts[TABLE], str(directory / TABLE)) if has_table else []

    case = merge(document, proposals(reading), record.proposed)
    points = decisions(reading, case.left, record.proposed)
    rows = merged(reading.statements, earlier, record.statements if has_table else {})
    texts = {TABLE: csv_text(rows), CASE: case.document.text}
    grown = record.grown(
        {p.key: plainly(p.value) for p in (*case.added, *case.renewed)},
        {place(entry): mark(entry) for entry in map(row, reading.statements)},
        reading.sources,
        {name: digest(encoded(text)) for name, text in texts.items()},
    )
    asked = standing(stood.texts.get(TO_DECIDE, ""))
    if stood.as_left(record) and grown == record and {" ".join(point.split()) for point in points} <= set(asked):
        # Read once more as it was (after a kill, say): what was asked, and ticked off since, is not taken away.
        points = asked
    else:
        texts[TO_DECIDE] = decisions_text(points)
    # The sources first: what refers to them must never stand without them. The record last.
    sources = {source.file: source.text for source in reading.sources if not (directory / source.file).exists()}
    save_together(directory, sources | texts | {RECORD: grown.text()})
    names = (*(source.file for source in reading.sources), TABLE, CASE, TO_DECIDE, RECORD)
    files = tuple(directory / name for name in names)
    return Written(directory, files, case.added, case.renewed, case.left, points, stood.remarks)


class _Stood:
    """What stands in a directory before it is written to, as far as a reading will replace it."""

    def __init__(self, directory: Path) -> None:
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.remarks: tuple[Problem, ...] = ()
        self._digests: dict[str, str] = {}
        for name in (CASE, TABLE, TO_DECIDE):
            try:
                path = inside(directory, name, Place(str(directory)), name)
                if path.exists():
                    self._take(name, directory / name)
            except Problems as unread:
                self.problems += unread.problems

    def as_left(self, record: Record) -> bool:
        """Do the case and the table stand as the last reading left them?"""
        return bool(record.written) and record.written == self._digests

    def _take(self, name: str, path: Path) -> None:
        if name == TABLE:
            data = read_bytes(path, RECORD_BYTES)
            self.texts[name], remarks = decoded(data)
            self.remarks = tuple(
                Problem(Place(str(path), remark.line), remark.what, remark.fix, "warning") for remark in remarks
            )
        else:
            limit = CASE_BYTES if name == CASE else RECORD_BYTES
            data = read_bytes(path, limit)
            self.texts[name] = read_text(path, limit)
        self._digests |= {name: digest(data)} if name != TO_DECIDE else {}
        if name == TO_DECIDE and not self.texts[name].startswith(TITLE):
            what = "this file is no list of what is to be decided, and would be replaced by one"
            self.problems.append(Problem(Place(str(path)), what, "move it away, or name another folder"))


def _check_sources(reading: Reading, record: Record, directory: Path) -> None:
    """Raises Problems where sources of the directory are not in the reading, or another file has a new one's name."""
    problems = []
    known = {source.id for source in reading.sources}
    for identifier, entry in record.sources.items():
        path = directory / entry["file"]
        if identifier not in known and path.exists():
            what = f"source '{identifier}' was read into this folder since this reading began"
            problems.append(Problem(Place(str(path)), what, "read again"))
    for source in reading.sources:
        path = inside(directory, source.file, Place(str(directory)), f"the file of source '{source.id}'")
        if path.exists() and source.id not in record.sources and read_text(path, SOURCE_BYTES) != source.text:
            what = f"another file stands where the text of source '{source.id}' would be kept"
            problems.append(Problem(Place(str(path)), what, "move it away, or give the report another name"))
    if problems:
        raise Problems(problems)


def _skeleton(reading: Reading) -> str:
    dates = sorted(s.date for s in reading.sources if s.date)
    title = reading.sources[0].title if len(reading.sources) == 1 else f"Draft from {len(reading.sources)} sources"
    lines = [
        "# Drafted by the reader. What is marked `draft: yes` does not count yet: correct it, then delete the mark.",
        "comity: 1",
        f"title: {scalar(title, False)}",
    ]
    if dates:
        lines.append(f"as_of: {dates[-1]}")
    return "\n".join(lines) + "\n"

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
from comity.reading.drafting.citing import with_words
from comity.reading.drafting.decisions import TITLE, asked_now, decisions, listed
from comity.reading.drafting.draft import proposals
from comity.reading.drafting.merge import merge, plainly
from comity.reading.drafting.proposal import Proposal
from comity.reading.drafting.skeleton import skeleton
from comity.reading.drafting.table import csv_text, mark, merged, place, row, rows_of
from comity.reading.found import Reading
from comity.reading.intake.encodings import decoded
from comity.reading.intake.source import Unreadable
from comity.reading.record import RECORD, Record, read_record
from comity.reading.resume import forget

CASE, TABLE, TO_DECIDE, ISSUES = "case.yaml", "statements.csv", "to-decide.md", "issues.yaml"
COPY = "case.before.yaml"
"""The case as it stood before the last reading that changed it."""


@dataclass(frozen=True)
class Written:
    """What was written, or would be: files, drafts added, drafts renewed, and those left as the analyst has them.

    `decisions` are all points to decide, `new` the number of those that were not asked before; `fresh` are the sources
    read for the first time; `before` and `after` the text of the case, empty where there was none; `remarks` what is to
    be known of how the files that stood there were read; `skeleton` the file of an issue list made of the statements'
    own words, where most fit no issue.
    """

    directory: Path
    files: tuple[Path, ...]
    added: tuple[Proposal, ...]
    renewed: tuple[Proposal, ...]
    left: tuple[Proposal, ...]
    decisions: tuple[str, ...]
    new: int
    fresh: tuple[str, ...]
    before: str
    after: str
    remarks: tuple[Problem, ...] = ()
    skeleton: Path | None = None


def write(reading: Reading, directory: Path | str) -> Written:
    """Write the sources, statements.csv, the drafted case.yaml and the list of what the analyst must decide.

    All of it is written, or nothing. An existing case in the directory is added to: nothing the analyst confirmed,
    edited or deleted is touched, and a copy of it as it was stands beside it (case.before.yaml).
    Raises Problems where the case, the record or the table that is there cannot be read, where another file stands in
    the place of one of these, and where the directory was read into since this reading: nothing is written then.
    """
    directory = Path(directory)
    with alone(directory):
        texts, written = _planned(reading, directory)
        save_together(directory, texts)
        forget(directory)
    return written


def planned(reading: Reading, directory: Path | str) -> Written:
    """What `write` would write, without writing it; raises Problems as it does."""
    return _planned(reading, Path(directory))[1]


def _planned(reading: Reading, directory: Path) -> tuple[dict[str, str], Written]:
    """The texts to write, by the names of their files, and what is told of them."""
    stood = _Stood(directory)
    record = read_record(directory)
    _check_sources(reading, record, directory)
    if stood.problems:
        raise Problems(stood.problems)
    case_file = directory / CASE
    document = Document(stood.texts[CASE] if CASE in stood.texts else _start(reading), str(case_file))
    if wrong := [*document.problems, *Readable(document).misshapen]:
        raise Problems(wrong)
    has_table = TABLE in stood.texts
    earlier = rows_of(stood.texts[TABLE], str(directory / TABLE)) if has_table else []

    sources = {source.id: source.text for source in reading.sources}
    proposed = [with_words(proposal.dated(), sources) for proposal in proposals(reading)]
    case = merge(document, proposed, record.proposed, sources)
    points = decisions(reading, proposed, case.left, record.proposed, case.document.plain())
    listed_ = listed(points, record.asked, stood.texts.get(TO_DECIDE))
    rows = merged(reading.statements, earlier, record.statements if has_table else {})
    texts = {TABLE: csv_text(rows), CASE: case.document.text}
    issues = skeleton(reading)
    if issues is not None and stood.is_ours(ISSUES, record):
        texts[ISSUES] = issues
    before = stood.texts.get(CASE, "")
    if before and before != case.document.text:
        texts[COPY] = before
    grown = record.grown(
        {p.key: plainly(p.value) for p in (*case.added, *case.renewed)},
        {place(entry): mark(entry) for entry in map(row, reading.statements)},
        reading.sources,
        {name: digest(encoded(text)) for name, text in texts.items() if name != COPY},
        asked_now(points, record.asked),
    )
    # The sources first: what refers to them must never stand without them. The record last.
    sources = {source.file: source.text for source in reading.sources if not (directory / source.file).exists()}
    names = (*(source.file for source in reading.sources), *texts, TO_DECIDE, RECORD)
    written = Written(
        directory,
        tuple(directory / name for name in names),
        case.added,
        case.renewed,
        case.left,
        listed_.points,
        listed_.new,
        tuple(source.id for source in reading.sources if source.id not in record.sources),
        before,
        case.document.text,
        stood.remarks,
        directory / ISSUES if ISSUES in texts else None,
    )
    return sources | texts | {TO_DECIDE: listed_.text, RECORD: grown.text()}, written


class _Stood:
    """What stands in a directory before it is written to, as far as a reading will replace it."""

    def __init__(self, directory: Path) -> None:
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.remarks: tuple[Problem, ...] = ()
        self._digests: dict[str, str] = {}
        for name in (CASE, TABLE, TO_DECIDE, ISSUES):
            try:
                path = inside(directory, name, Place(str(directory)), name)
                if path.exists():
                    self._take(name, directory / name)
            except Problems as unread:
                self.problems += unread.problems

    def is_ours(self, name: str, record: Record) -> bool:
        """Is a file not there, or just as an earlier reading left it?"""
        return name not in self.texts or self._digests.get(name) == record.written.get(name)

    def _take(self, name: str, path: Path) -> None:
        if name == TABLE:
            data = read_bytes(path, RECORD_BYTES)
            try:
                self.texts[name], remarks = decoded(data)
            except Unreadable as error:
                fix = "restore it, or save the table anew as CSV"
                raise Problems([Problem(Place(str(path)), error.what, fix)]) from None
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


def _start(reading: Reading) -> str:
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

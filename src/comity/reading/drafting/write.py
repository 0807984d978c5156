"""Writing a reading: sources, statements, the drafted case, and what the analyst must decide.

A file `.reading.json` beside the case remembers what was proposed. What the analyst confirmed, edited or deleted since
is known by it, and is never touched again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from comity.case.text import Document, read_text, save, scalar
from comity.problem import Problems
from comity.reading.drafting.decisions import decisions, decisions_text
from comity.reading.drafting.draft import Proposal, proposals
from comity.reading.drafting.merge import merge, plainly
from comity.reading.drafting.table import csv_text, mark, merged, place, row, rows_of
from comity.reading.found import Reading
from comity.reading.record import LARGEST, RECORD, read_record


@dataclass(frozen=True)
class Written:
    """What was written: the files, the drafts added, those renewed, and those left as the analyst has them."""

    directory: Path
    files: tuple[Path, ...]
    added: tuple[Proposal, ...]
    renewed: tuple[Proposal, ...]
    left: tuple[Proposal, ...]
    decisions: tuple[str, ...]


def write(reading: Reading, directory: Path | str) -> Written:
    """Write the sources, statements.csv, the drafted case.yaml and the list of what the analyst must decide.

    An existing case in the directory is added to: nothing the analyst confirmed, edited or deleted is touched.
    Raises Problems where the case, the record or the table that is there cannot be read: nothing is written then.
    """
    directory = Path(directory)
    case_file, table_file = directory / "case.yaml", directory / "statements.csv"
    record = read_record(directory)
    document = Document.read(case_file) if case_file.exists() else Document(_skeleton(reading), str(case_file))
    if document.problems:
        raise Problems(document.problems)
    earlier = rows_of(read_text(table_file, LARGEST)) if table_file.exists() else []

    case = merge(document, proposals(reading), record.proposed)
    points = decisions(reading, case.left, record.proposed)
    rows = merged(reading.statements, earlier, record.statements)
    grown = record.grown(
        {p.key: plainly(p.value) for p in (*case.added, *case.renewed)},
        {place(entry): mark(entry) for entry in map(row, reading.statements)},
        reading.sources,
    )
    texts = {
        table_file: csv_text(rows),
        case_file: case.document.text,
        directory / "to-decide.md": decisions_text(points),
        directory / RECORD: grown.text(),
    }
    sources = {directory / source.file: source.text for source in reading.sources}
    for path, text in sources.items():
        if not path.exists():
            save(path, text)
    for path, text in texts.items():
        save(path, text)
    return Written(directory, (*sources, *texts), case.added, case.renewed, case.left, points)


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

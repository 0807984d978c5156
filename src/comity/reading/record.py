"""The record beside a drafted case: what was proposed for it, which statements were written, which sources stored."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from comity.case.text import read_text
from comity.problem import Place, Problem, Problems
from comity.reading.intake import Source

RECORD = ".reading.json"
LARGEST = 50_000_000


@dataclass(frozen=True)
class Record:
    """What earlier readings wrote into a directory.

    `proposed` has the value of every proposal by its key; `statements` the fingerprint of every row of statements.csv
    by its place; `sources` what is known of every stored source by its identifier.
    """

    proposed: dict[str, Any]
    statements: dict[str, str]
    sources: dict[str, dict[str, Any]]

    def text(self) -> str:
        """The record as the text of its file."""
        content = {"proposed": self.proposed, "statements": self.statements, "sources": self.sources}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def grown(self, proposed: dict[str, Any], statements: dict[str, str], sources: tuple[Source, ...]) -> Record:
        """The record with what one more reading wrote."""
        described = {
            source.id: {k: v for k, v in asdict(source).items() if k not in ("text", "id", "suffix")}
            | {"file": source.file}
            for source in sources
        }
        return Record(self.proposed | proposed, self.statements | statements, self.sources | described)


def read_record(directory: Path) -> Record:
    """The record of a directory, empty where there is none. Raises Problems where it is damaged."""
    path = directory / RECORD
    if not path.exists():
        return Record({}, {}, {})
    try:
        content = json.loads(read_text(path, LARGEST))
    except ValueError:
        content = None
    parts = ("proposed", "statements", "sources")
    if not isinstance(content, dict) or not all(isinstance(content.get(part), dict) for part in parts):
        what = "the record of what was proposed is damaged"
        fix = "restore it; or delete it, and what was deleted from the case may be proposed again"
        raise Problems([Problem(Place(str(path)), what, fix)])
    return Record(*(content[part] for part in parts))


def stored_sources(directory: Path) -> tuple[Source, ...]:
    """The sources that an earlier reading stored in this directory, with the texts as they are now."""
    found = []
    for identifier, entry in read_record(directory).sources.items():
        path = directory / entry["file"]
        if path.exists():
            text = read_text(path, LARGEST)
            title, date, publisher, origin = (entry[part] for part in ("title", "date", "publisher", "origin"))
            found.append(Source(identifier, title, date, publisher, text, path.suffix, origin))
    return tuple(found)

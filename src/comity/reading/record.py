"""The record beside a drafted case: what was proposed for it, which statements were written, which sources stored."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from comity.case.files import RECORD_BYTES, SOURCE_BYTES, SOURCES_BYTES, Shelf, inside, read_text
from comity.case.text import Document
from comity.problem import Place, Problem, Problems
from comity.reading.intake.source import Change, Source

RECORD = ".reading.json"
_DAMAGED = "the record of what was proposed is damaged"
_MENDED = "restore it; or delete it, and what was deleted from the case may be proposed again"
_SUFFIXES = (".md", ".txt")
_LATER = ("written", "asked")
"""Parts that records of earlier versions lack."""


@dataclass(frozen=True)
class Record:
    """What earlier readings wrote into a directory.

    `proposed` has the value of every proposal by its key; `statements` the fingerprint of every row of statements.csv
    by its place; `sources` what is known of every stored source by its identifier; `written` the digests of the case
    and the table as the last reading left them, by the names of their files; `asked` the points that were put into the
    list of what is to be decided, by their keys.
    """

    proposed: dict[str, Any]
    statements: dict[str, str]
    sources: dict[str, dict[str, Any]]
    written: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The record as the text of its file."""
        content = {name: part for name, part in asdict(self).items() if part or name not in _LATER}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def grown(
        self,
        proposed: dict[str, Any],
        statements: dict[str, str],
        sources: tuple[Source, ...],
        written: dict[str, str] | None = None,
        asked: dict[str, str] | None = None,
    ) -> Record:
        """The record with what one more reading wrote."""
        described = {source.id: _described(source) for source in sources}
        return Record(
            self.proposed | proposed,
            self.statements | statements,
            self.sources | described,
            written or self.written,
            self.asked if asked is None else asked,
        )


def read_record(directory: Path) -> Record:
    """The record of a directory, empty where there is none.

    Raises Problems with every place in it that is not as a reading writes it.
    """
    path = directory / RECORD
    if not path.exists():
        return Record({}, {}, {})
    text = read_text(path, RECORD_BYTES, _MENDED)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise Problems([Problem(Place(str(path), error.lineno, error.colno), _DAMAGED, _MENDED)]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits; lists in lists in lists
        raise Problems([Problem(Place(str(path)), _DAMAGED, _MENDED)]) from None
    wrong = _wrong(content)
    if wrong:
        places = _places(text, str(path))
        raise Problems(
            Problem(places(at), f"{'.'.join(at) or 'it'} {what}: {_DAMAGED}", _MENDED) for at, what in wrong.items()
        )
    written, asked = (content.get(part, {}) for part in _LATER)
    record = Record(content["proposed"], content["statements"], content["sources"], written, asked)
    for identifier, entry in record.sources.items():
        inside(directory, entry["file"], Place(str(path)), f"the file of source '{identifier}'")
    return record


def stored_sources(directory: Path) -> tuple[Source, ...]:
    """The sources that an earlier reading stored in this directory, with the texts as they are now."""
    found = []
    shelf = Shelf(SOURCE_BYTES, SOURCES_BYTES)
    for identifier, entry in read_record(directory).sources.items():
        path = inside(directory, entry["file"], Place(str(directory / RECORD)), f"the file of source '{identifier}'")
        if path.exists():
            title, date, publisher, origin = (entry[part] for part in ("title", "date", "publisher", "origin"))
            suffix = Path(entry["file"]).suffix
            changes = tuple(Change(**change) for change in entry.get("changes", ()))
            found.append(Source(identifier, title, date, publisher, shelf.text(path), suffix, origin, changes))
    return tuple(found)


def _described(source: Source) -> dict[str, Any]:
    """What is kept of a source beside its text, as JSON gives it back."""
    kept = {name: getattr(source, name) for name in ("title", "date", "publisher", "origin", "file")}
    changes = [asdict(change) for change in source.changes]
    return kept | ({"changes": changes} if changes else {})


def _wrong(content: Any) -> dict[tuple[str, ...], str]:
    """What is not as a reading writes it, by its path."""
    if not isinstance(content, dict):
        return {(): "must hold named entries"}
    found: dict[tuple[str, ...], str] = {}
    for part in ("proposed", "statements", "sources", *_LATER):
        if part not in content and part not in _LATER:
            found[(part,)] = "is missing"
        elif not isinstance(content.get(part, {}), dict):
            found[(part,)] = "must hold named entries"
    if found:
        return found
    for part in ("statements", *_LATER):
        found |= {(part, key): "must be text" for key, value in content.get(part, {}).items() if not _is_text(value)}
    for key, value in content["proposed"].items():
        if not _is_plain(value):
            found["proposed", key] = "must be text, or lists and named entries of text"
    for identifier, entry in content["sources"].items():
        found |= _wrong_source(identifier, entry)
    return found


def _wrong_source(identifier: str, entry: Any) -> dict[tuple[str, ...], str]:
    at = ("sources", identifier)
    if not re.fullmatch(r"[^\W_][\w.-]*", identifier):
        return {at: "is no name of a source"}
    if not isinstance(entry, dict):
        return {at: "must hold named entries"}
    found: dict[tuple[str, ...], str] = {
        (*at, part): "must be text"
        for part in ("title", "origin", "file")
        if not isinstance(entry.get(part), str) or (part != "origin" and not _is_text(entry[part]))
    }
    for part in ("date", "publisher"):
        if entry.get(part, 0) is not None and not _is_text(entry.get(part)):
            found[*at, part] = "must be text, or null"
    if not _are_changes(entry.get("changes", [])):
        found[*at, "changes"] = "must be a list of tracked changes"
    if (*at, "file") not in found and Path(entry["file"]).suffix not in _SUFFIXES:
        found[*at, "file"] = f"must end in {' or '.join(_SUFFIXES)}"
    return found


def _are_changes(value: Any) -> bool:
    """Are these tracked changes as they are kept: kind, text, author, date, start, end?"""
    if not isinstance(value, list) or not all(isinstance(change, dict) for change in value):
        return False
    return all(
        change.keys() == {each.name for each in fields(Change)}
        and change["kind"] in ("inserted", "deleted")
        and all(isinstance(change[part], int) for part in ("start", "end"))
        and _is_text(change["text"])
        and all(change[part] is None or _is_text(change[part]) for part in ("author", "date"))
        for change in value
    )


def _is_text(value: Any) -> bool:
    """Is this text that can be written, without half a surrogate pair?"""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_plain(value: Any, levels: int = 20) -> bool:
    """Is this text, or lists and named entries of text, of at most so many levels?"""
    inner = list(value.values()) if isinstance(value, dict) else value
    if isinstance(inner, list):
        return levels > 0 and all(_is_plain(each, levels - 1) for each in inner)
    return _is_text(inner)


def _places(text: str, file: str) -> Callable[[tuple[str, ...]], Place]:
    """Where a path stands in the text of a record, which is YAML as well; the whole file where that is too much."""
    try:
        document = Document(text, file)
    except Problems:
        return lambda path: Place(file)
    return document.place

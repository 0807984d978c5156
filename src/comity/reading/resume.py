"""What a reading that broke off had read already, kept in a file of its folder until the reading is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.case.files import is_stream
from comity.reading.actors import Registry
from comity.reading.intake.source import Source
from comity.reading.library import Library
from comity.reading.llm import Model
from comity.reading.source_reading import SourceReading

if TYPE_CHECKING:
    from pydantic import TypeAdapter

KEPT = ".reading.part.jsonl"
LONGEST = 50_000_000
"""Of so many characters such a file is read at most; sources beyond are read anew."""


class Resumed:
    """The readings of sources that are kept in a folder, each by what it depends on; of none without a folder.

    A line that is damaged, or was written by another version or with other lists, is passed over.
    """

    def __init__(self, folder: Path | None, actors: Registry, issues: Library, model: Model | None) -> None:
        self._file = folder / KEPT if folder is not None else None
        self._lists = _digest(_described(actors, issues, model)) if folder is not None else ""
        self._lines = self._read() if self._file is not None else {}

    def of(self, source: Source, wanted: Sequence[int]) -> SourceReading | None:
        """What was read of a source, None where it is to be read."""
        line = self._lines.get(self._key(source, wanted)) if self._lines else None
        try:
            return self._form.validate_python(line) if line is not None else None
        except ValueError:
            return None

    def keep(self, readings: Iterable[tuple[Source, Sequence[int], SourceReading]]) -> None:
        """Keep what was read of some sources."""
        if self._file is None:
            return
        lines = [
            json.dumps({"key": self._key(source, wanted), "reading": self._form.dump_python(reading, mode="json")})
            for source, wanted, reading in readings
        ]
        with self._file.open("a", encoding="utf-8") as out:
            out.write("".join(f"{line}\n" for line in lines))

    def _key(self, source: Source, wanted: Sequence[int]) -> str:
        return _digest([asdict(source), list(wanted), self._lists])

    def _read(self) -> dict[str, Any]:
        """The lines of the file, by their keys."""
        file = self._file
        if file is None or not file.is_file() or file.is_symlink() or is_stream(file):
            return {}
        found = {}
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines.read(LONGEST).splitlines():
                try:
                    entry = json.loads(line)
                    found[str(entry["key"])] = entry["reading"]
                except (ValueError, KeyError, TypeError, RecursionError):
                    continue
        return found

    @cached_property
    def _form(self) -> TypeAdapter[SourceReading]:
        from pydantic import TypeAdapter

        return TypeAdapter(SourceReading)


def forget(folder: Path) -> None:
    """Take away what was kept: the reading is written."""
    (folder / KEPT).unlink(missing_ok=True)


def _described(actors: Registry, issues: Library, model: Model | None) -> list[Any]:
    """All that the reading of a source depends on beside its text."""
    nouns = [sorted(part) for part in (actors.roles, actors.documents, actors.offices, actors.reporters)]
    words = [
        [i.id, i.own, i.position, *(p.pattern for p in (i.keywords, i.weak, i.named, *(o.pattern for o in i.options)))]
        for library in (issues.issues, issues.starters)
        for i in library
    ]
    return [version("comity"), repr(actors.parties), nouns, words, repr(model)]


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()

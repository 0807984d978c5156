"""Where words stand in the sources that a case file names; the rest of the file need not be right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath

from comity.case.evidence import SourceText, noted
from comity.case.judgement import Evidence
from comity.case.sources import source_texts
from comity.case.text import Document
from comity.case.tree import Mapping, Scalar
from comity.problem import Problem, Problems

AROUND = 40
"""How many letters before and after the words are shown."""


@dataclass(frozen=True)
class Hit:
    """Words in a source: as evidence, and with some of the text around them."""

    evidence: Evidence
    around: str


@dataclass(frozen=True)
class Found:
    """Every place where words stand, and the sources that could not be read."""

    hits: tuple[Hit, ...]
    problems: tuple[Problem, ...]


def find(path: FilePath, words: str) -> Found:
    """Where words stand in the sources of a case file, in whatever capitals, quotes, dashes and line breaks.

    Raises Problems where the file cannot be read or names no sources.
    """
    document = Document.recovered(path)
    files = _files(document)
    if not files:
        fix = "add `sources:` with a name and a file, such as `minutes: {file: sources/minutes.md}`"
        raise Problems([Problem(document.place(("sources",)), "the case names no sources to look in", fix)])
    texts, problems = source_texts(files, document)
    hits = []
    for name, text in texts.items():
        for start, end in SourceText(text).places(" ".join(words.split())):
            around = " ".join(text[max(0, start - AROUND) : end + AROUND].split())
            hits.append(Hit(noted(name, text, (start, end)), around))
    return Found(tuple(hits), tuple(problems))


def _files(document: Document) -> dict[str, str]:
    """The file of every source, as far as the section can be read."""
    section = document.node(("sources",))
    if not isinstance(section, Mapping):
        return {}
    named = {name: document.node(("sources", name, "file")) for name in section.values}
    return {name: file.text for name, file in named.items() if isinstance(file, Scalar) and file.text}

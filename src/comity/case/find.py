"""Where words stand in the sources that a case file names; the rest of the file need not be right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path as FilePath

from comity.case.evidence import SourceText, noted
from comity.case.judgement import Evidence
from comity.case.sources import source_files, source_texts
from comity.case.text import Document
from comity.problem import Problem, Problems

AROUND = 40
"""How many letters before and after the words are shown."""


MOST_HITS = 500
"""How many places are told; whoever looks for more looks for too few words."""


@dataclass(frozen=True)
class Hit:
    """Words in a source: as evidence, and with some of the text around them."""

    evidence: Evidence
    around: str


@dataclass(frozen=True)
class Found:
    """The places where words stand, by source, whether there are more of them, and the sources that cannot be read."""

    hits: tuple[Hit, ...]
    more: bool
    problems: tuple[Problem, ...]


def find(path: FilePath, words: str) -> Found:
    """Where words stand in the sources of a case file, in whatever capitals, quotes, dashes and line breaks.

    Raises Problems where the file cannot be read or names no sources.
    """
    document = Document.recovered(path)
    files = source_files(document)
    if not files:
        fix = "add `sources:` with a name and a file, such as `minutes: {file: sources/minutes.md}`"
        raise Problems([Problem(document.place(("sources",)), "the case names no sources to look in", fix)])
    texts, problems = source_texts(files, document)
    sought = " ".join(words.split())
    named: dict[str, list[str]] = {}
    for name, text in texts.items():
        named.setdefault(text, []).append(name)  # a text that several sources name is searched once
    hits: dict[str, list[Hit]] = {name: [] for name in texts}
    for text, names in named.items():
        for start, end in islice(SourceText(text).places(sought), MOST_HITS + 1):
            around = " ".join(text[max(0, start - AROUND) : end + AROUND].split())
            for name in names:
                hits[name].append(Hit(noted(name, text, (start, end)), around))
    told = [hit for of_one in hits.values() for hit in of_one]
    return Found(tuple(told[:MOST_HITS]), len(told) > MOST_HITS, tuple(problems))

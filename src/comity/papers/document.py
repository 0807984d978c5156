"""A paper as parts in an order, whatever it is written as."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from comity.figure import Figure, Shown
from comity.finding import Table, short

Style = Literal["text", "answer", "small"]
"""How a paragraph stands out: text; an answer, first to be read; small print, last to be read."""

NOTES = "Notes: the words of the sources"
"""The title under which the notes of a paper stand at its end, by their numbers."""


@dataclass(frozen=True)
class Note:
    """Evidence for what a paper says: the words of a source, which source, its day, where in it or what is in doubt.

    quotation: empty where the words are not found; place: as "characters 1203–1299".
    """

    quotation: str
    source: str
    date: dt.date | None = None
    place: str = ""

    @property
    def words(self) -> str:
        """The note as a reader sees it: “the words”, the source, 17 August 2025, characters 12–40."""
        quoted = f"“{self.quotation}”" if self.quotation else ""
        day = f"{self.date.day} {self.date:%B %Y}" if self.date else ""
        return ", ".join(filter(None, (quoted, self.source, day, self.place)))


@dataclass(frozen=True)
class Heading:
    """A heading within a section; level: 2 stands below the section's own title, 3 below 2."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with what it rests on: notes are evidence, remarks are reasons (comments, in Word)."""

    text: str
    notes: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()
    style: Style = "text"


@dataclass(frozen=True)
class Clauses:
    """Numbered clauses: 1, 2, 3; what stands below a clause follows it, indented and without a number."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Clause:
    """One numbered clause: its own paragraph, and the paragraphs below it."""

    said: Paragraph
    below: tuple[Paragraph, ...] = ()


Part = str | Heading | Paragraph | Clauses | Table | Figure


@dataclass(frozen=True)
class Section:
    """One part of a paper; `short` is what the short form shows of it, nothing where it leaves the section out.

    annex: whether it stands behind what is to be read first; its title says which annex it is.
    """

    title: str
    parts: tuple[Part, ...]
    short: tuple[Part, ...] = ()
    annex: bool = False


@dataclass(frozen=True)
class Running:
    """What every page of a paper bears at its head and foot, beside the title and its number; empty what is not said.

    marking: who may read it; author; version: of the program; digest: of the case, the program's version and the seed;
    as_of: the day that the case describes.
    """

    marking: str = ""
    author: str = ""
    version: str = ""
    digest: str = ""
    as_of: dt.date | None = None

    @property
    def foot(self) -> str:
        """What it was made with: "Comity 0.1.0 · case 3f9ab2c41d07"."""
        made = f"Comity {self.version}" if self.version else ""
        return " · ".join(filter(None, (made, f"case {self.digest}" if self.digest else "")))


@dataclass(frozen=True)
class Paper(Shown):
    """A paper: what it is about, what must be known first, the answer in plain words, and sections that bear it out.

    running: what every page bears; data: the numbers behind it, typed results as plain values, by what they are of.
    """

    title: str
    subtitle: str
    warnings: tuple[str, ...]
    verdict: tuple[str, ...]
    sections: tuple[Section, ...]
    running: Running = Running()
    data: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        titles = ", ".join(section.title for section in self.sections)
        kind = type(self).__name__
        return short([f"{kind}: {self.title}. {self.subtitle}", *self.verdict], [f"sections: {titles}"])

    def anchors(self) -> frozenset[str]:
        """The places in the paper that links may lead to."""
        tables = (part for section in self.sections for part in section.parts if isinstance(part, Table))
        return frozenset(anchor for table in tables for anchor in table.anchors)

    def json(self) -> str:
        """The paper for other programs."""
        content = {
            "title": self.title,
            "subtitle": self.subtitle,
            "warnings": list(self.warnings),
            "verdict": list(self.verdict),
            "sections": [_section(section) for section in self.sections],
            "running": asdict(self.running),
            "data": dict(self.data),
        }
        return json.dumps(content, ensure_ascii=False, indent=2, default=str)


@dataclass(frozen=True, repr=False)
class Brief(Paper):
    """A brief: what the case is, the verdict in plain words, and the sections that bear it out.

    first: what stands before all else on a page of its own, None where nothing does.
    """

    first: Shown | None = None


def _section(section: Section) -> dict[str, Any]:
    annex = {"annex": True} if section.annex else {}
    return {"title": section.title, **annex, "parts": [_part(part) for part in section.parts]}


def _part(part: Part) -> Any:
    if isinstance(part, Table):
        return {"table": part.title, **part.json(), "note": part.note}
    if isinstance(part, Figure):
        return {"figure": part.title, "alt": part.alt}
    if isinstance(part, Heading):
        return {"heading": part.text, "level": part.level}
    if isinstance(part, Paragraph):
        return _paragraph(part)
    if isinstance(part, Clauses):
        return {
            "clauses": [
                {**_paragraph(clause.said), "below": [_paragraph(each) for each in clause.below]}
                for clause in part.clauses
            ]
        }
    return part


def _paragraph(part: Paragraph) -> dict[str, Any]:
    notes = [asdict(note) for note in part.notes]
    return {"text": part.text, "style": part.style, "notes": notes, "remarks": list(part.remarks)}

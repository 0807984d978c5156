"""A paper as parts in an order, whatever it is written as."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from comity.figure import Figure, Shown
from comity.finding import Table, short

Part = str | Table | Figure


@dataclass(frozen=True)
class Section:
    """One part of a brief; `short` is what the short form shows of it, nothing where it leaves the section out."""

    title: str
    parts: tuple[Part, ...]
    short: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Brief(Shown):
    """A brief: what the case is, the verdict in plain words, and the sections that bear it out."""

    title: str
    subtitle: str
    warnings: tuple[str, ...]
    verdict: tuple[str, ...]
    sections: tuple[Section, ...]

    def __repr__(self) -> str:
        titles = ", ".join(section.title for section in self.sections)
        return short([f"Brief: {self.title}. {self.subtitle}", *self.verdict], [f"sections: {titles}"])

    def anchors(self) -> frozenset[str]:
        """The places in the brief that links may lead to."""
        tables = (part for section in self.sections for part in section.parts if isinstance(part, Table))
        return frozenset(anchor for table in tables for anchor in table.anchors)

    def json(self) -> str:
        """The brief for other programs."""
        content = {
            "title": self.title,
            "subtitle": self.subtitle,
            "warnings": list(self.warnings),
            "verdict": list(self.verdict),
            "sections": [
                {"title": section.title, "parts": [_part(part) for part in section.parts]} for section in self.sections
            ],
        }
        return json.dumps(content, ensure_ascii=False, indent=2, default=str)


def _part(part: Part) -> Any:
    if isinstance(part, Table):
        return {"table": part.title, **part.json(), "note": part.note}
    return {"figure": part.title, "alt": part.alt} if isinstance(part, Figure) else part

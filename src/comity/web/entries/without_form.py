"""What a case file holds that has no form on the table: it is told where it stands, and changed in the file."""

from __future__ import annotations

from dataclasses import dataclass

from comity.live import Live

SAYS = {
    "developments": "what happened, and when",
}
"""The sections without a form, by their names in the file: what they say."""


@dataclass(frozen=True)
class Section:
    """A section of the file: its name there, what it says, and the line on which it begins."""

    name: str
    says: str
    line: int


def without_form(live: Live) -> tuple[Section, ...]:
    """The sections of a case file that have no form, in their order in it."""
    there = (Section(name, says, live.document.place((name,)).line) for name, says in SAYS.items())
    found = (section for section in there if live.document.node((section.name,)) is not None)
    return tuple(sorted(found, key=lambda section: section.line))

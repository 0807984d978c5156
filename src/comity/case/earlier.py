"""What a case has in common with an earlier one, taken over as it was validated there.

Parts that the file states alike, to the letter and in the same order, are one object in both. So the validation of a
changed file is that of what changed, and what was worked out from the other parts stays known (`comity.case.kept`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.case.model import Case

_NAMED = ("sources", "parties", "issues", "interests", "messengers")
_LISTED = ("conditions", "linkages", "red_lines", "messages", "ties", "developments")
_WHOLE = ("contest", "origin")
_SECTIONS = {*_NAMED, *_LISTED, *_WHOLE}
_Words = tuple[str, str, str]
"""A part by all that it is: its section, its name where it has one, and what is written there."""


@dataclass(frozen=True)
class Earlier:
    """A case that had no problem, with the plain data that it was made of."""

    case: Case
    _written: Mapping[_Words, Any]

    @classmethod
    def of(cls, case: Case, data: Mapping[str, Any]) -> Earlier:
        """A case, and the data that it was made of: exactly these, each name put right."""
        written: dict[_Words, Any] = {}
        for section in _SECTIONS:
            parts = getattr(case, section)
            for at, (name, words, _) in enumerate(_parts(section, data.get(section))):
                if section == "interests":
                    written[section, name, words] = case.stated(name)
                else:
                    written[section, name, words] = parts[name] if name else parts[at] if section in _LISTED else parts
        return cls(case, written)

    def stated_in(self, data: Mapping[str, Any]) -> frozenset[int]:
        """The ids of those entries of some data that stood in the file before, as they are."""
        return frozenset(
            id(entry)
            for section in _SECTIONS
            for name, words, entry in _parts(section, data.get(section))
            if (section, name, words) in self._written
        )

    def into(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Data of a case with the parts themselves in place of what they are written as."""
        filled = dict(data)
        for section in _SECTIONS & data.keys():
            parts = [
                (name, self._written.get((section, name, words), entry))
                for name, words, entry in _parts(section, data[section])
            ]
            if section in _NAMED and isinstance(data[section], dict):
                filled[section] = dict(parts)
            elif section in _LISTED and isinstance(data[section], list):
                filled[section] = [part for _, part in parts]
            elif section in _WHOLE and parts:
                filled[section] = parts[0][1]
        return filled


def _parts(section: str, stated: Any) -> Iterator[tuple[str, str, Any]]:
    """The parts of a section in plain data, each by its name (empty where it has none) and its words, with its data."""
    if section in _NAMED and isinstance(stated, dict):
        yield from ((name, repr(entry), entry) for name, entry in stated.items())
    elif section in _LISTED and isinstance(stated, list):
        yield from (("", repr(entry), entry) for entry in stated)
    elif section in _WHOLE and stated is not None:
        yield "", repr(stated), stated

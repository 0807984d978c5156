"""What a case has in common with an earlier one, taken over as it was validated there.

Parts that the file states alike, to the letter and in the same order, are one object in both. So the validation of a
changed file is that of what changed, and what was worked out from the other parts stays known (`comity.case.kept`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.case.model import Case

_NAMED = ("sources", "parties", "issues", "interests")
_LISTED = ("conditions", "linkages", "red_lines", "developments")
_WHOLE = ("contest", "origin")


@dataclass(frozen=True)
class Earlier:
    """A case that had no problem, with the plain data that it was made of."""

    case: Case
    _written: Mapping[tuple[str, ...], Any]

    @classmethod
    def of(cls, case: Case, data: Mapping[str, Any]) -> Earlier:
        """A case, and the data that it was made of: exactly these, each name put right."""
        written: dict[tuple[str, ...], Any] = {}
        for section in _NAMED:
            for name, entry in _entries(data.get(section)):
                part = case.stated(name) if section == "interests" else getattr(case, section)[name]
                written[section, name, repr(entry)] = part
        for section in _LISTED:
            items = data.get(section)
            for entry, part in zip(items if isinstance(items, list) else (), getattr(case, section), strict=False):
                written[section, repr(entry)] = part
        for section in _WHOLE:
            if data.get(section) is not None:
                written[section, repr(data[section])] = getattr(case, section)
        return cls(case, written)

    def into(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Data of a case with the parts themselves in place of what they are written as."""
        filled = dict(data)
        for section in _NAMED:
            if isinstance(data.get(section), dict):
                filled[section] = {
                    name: self._written.get((section, name, repr(entry)), entry)
                    for name, entry in _entries(data[section])
                }
        for section in _LISTED:
            if isinstance(data.get(section), list):
                filled[section] = [self._written.get((section, repr(entry)), entry) for entry in data[section]]
        for section in _WHOLE:
            if data.get(section) is not None:
                filled[section] = self._written.get((section, repr(data[section])), data[section])
        return filled


def _entries(section: Any) -> list[tuple[str, Any]]:
    return list(section.items()) if isinstance(section, dict) else []

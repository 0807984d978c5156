"""What stands in the case of a folder already: its parties and issues, which the reader knows before any others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.case.text import Document

CASE = "case.yaml"


@dataclass(frozen=True)
class Standing:
    """The parties and issues of a case, as its file has them; empty where there is no case yet."""

    parties: Mapping[str, Any]
    issues: Mapping[str, Any]


EMPTY = Standing({}, {})


def standing(directory: Path | None) -> Standing:
    """The parties and issues of the case in a folder; raises Problems where its file cannot be read."""
    file = directory / CASE if directory is not None else None
    if file is None or not file.exists():
        return EMPTY
    plain = Document.read(file).plain()
    return Standing(_named(plain.get("parties")), {k: _issue(v) for k, v in _named(plain.get("issues")).items()})


def _named(section: Any) -> Mapping[str, Any]:
    """The entries of a section that are shaped as they must be; what else stands there, the check of the case tells."""
    entries = section.items() if isinstance(section, Mapping) else ()
    return {name: _party(entry) for name, entry in entries if isinstance(entry, str | Mapping)}


def _party(entry: Any) -> Any:
    """An entry whose members, if it has any, are shaped as they must be."""
    if isinstance(entry, str) or "members" not in entry:
        return entry
    return {**entry, "members": _named(entry["members"])}


def _issue(entry: Any) -> Any:
    if isinstance(entry, str):
        return {"name": entry, "options": {}}
    options = entry.get("options")
    told = options.items() if isinstance(options, Mapping) else ()
    shaped = {name: option.get("name") if isinstance(option, Mapping) else option for name, option in told}
    return {**_known(entry), "options": {name: text for name, text in shaped.items() if isinstance(text, str)}}


def _known(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {part: entry[part] for part in ("name", "ordered") if isinstance(entry.get(part), str)}

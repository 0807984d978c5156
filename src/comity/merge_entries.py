"""What of a file is no judgement, put together entry by entry out of two edits of one ancestor.

An entry that only the second file has changed is taken over; one that both have changed, and otherwise, stays as the
first file has it and is told, with what each says. Without an ancestor only whole entries that the first file lacks are
taken over: nothing tells who changed the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Step = str | int

JUDGED = ("comity", "conditions", "interests", "linkages", "red_lines")
"""The sections whose differences are matched as judgements."""

WHOLE = ("consent", "decides", "ratified_by", "terms", "like")
"""Entries that are one thing, and never taken over in part."""

ADDED = ("sources", "developments", "proposals")
"""Where an entry that the first file lacks may be taken over without an ancestor: it contradicts nothing there."""


@dataclass(frozen=True)
class Change:
    """One entry that two files do not share.

    path: where it stands, or is to stand, in the first file, a list counted by its items, "+" for a new one; what: the
    same in words; value: what the second file says, None where it says nothing; mine: what the first one says; taken:
    whether only the second file has changed it.
    """

    path: tuple[Step, ...]
    what: str
    value: Any
    mine: Any
    taken: bool


def changes(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], base: Mapping[str, Any] | None, folder: Path
) -> Iterator[Change]:
    """Every entry in which the second of two files differs, and has been changed.

    mine, theirs, base: the files as plain dicts, lists and strings, base None without an ancestor; folder: where the
    sources of the first file lie: one that does not lie there is not taken over.
    """
    for section in dict.fromkeys(["sources", *mine, *theirs]):  # (what follows may refer to them)
        if section in JUDGED:
            continue
        known = None if base is None else base.get(section)
        for change in _within((section,), section, mine.get(section), theirs.get(section), known, base is None):
            if section == "sources" and change.taken and not _lies_in(folder, change.value):
                yield Change(change.path, change.what, change.value, change.mine, False)
            else:
                yield change


def _lies_in(folder: Path, source: Any) -> bool:
    """Whether the file of a source lies where it is to be looked for; other entries of a source say nothing of it."""
    named = source.get("file") if isinstance(source, dict) else None
    return named is None or (folder / str(named)).is_file()


def _within(path: tuple[Step, ...], what: str, mine: Any, theirs: Any, base: Any, blind: bool) -> Iterator[Change]:
    """The changed entries at and below a place; blind: whether there is no ancestor."""
    if mine == theirs or (not blind and theirs == base):
        return
    if path == ("developments",):
        yield from _developments(mine or [], theirs or [], base or [], blind)
        return
    if isinstance(mine, dict) and isinstance(theirs, dict) and path[-1] not in WHOLE:
        known = base if isinstance(base, dict) else {}
        for name in dict.fromkeys([*mine, *theirs]):
            one, other = mine.get(name), theirs.get(name)
            yield from _within((*path, name), f"{what}.{name}", one, other, known.get(name), blind)
        return
    if mine is None and isinstance(theirs, dict) and path[0] in ADDED and len(path) == 1:
        yield from (Change((*path, name), f"{what}.{name}", each, None, True) for name, each in theirs.items())
        return
    added = mine is None and path[0] in ADDED and len(path) > 1
    if blind and theirs is None and path[0] in ADDED:
        return  # (What only the first file has stays there, and contradicts nothing.)
    yield Change(path, what, theirs, mine, added if blind else mine == base)


def _developments(mine: list[Any], theirs: list[Any], base: list[Any], blind: bool) -> Iterator[Change]:
    """Developments, matched by their ids; those without one by their day and what happened."""
    here, there, known = ({_called(each): (at, each) for at, each in enumerate(each)} for each in (mine, theirs, base))
    for name, (at, one) in here.items():
        other = there[name][1] if name in there else None
        before = known[name][1] if name in known else None
        if other is not None or (not blind and before is not None):
            yield from _within(("developments", at), f"developments.{name}", one, other, before, blind)
    for name, (_, other) in there.items():
        if name in here or (not blind and name in known and known[name][1] == other):
            continue
        yield Change(("developments", "+"), f"developments.{name}", other, None, blind or name not in known)


def _called(development: Any) -> str:
    if not isinstance(development, dict):
        return str(development)
    return str(development.get("id") or f"{development.get('date')} {development.get('what')}")

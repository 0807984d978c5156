"""What of the proposals goes into a case that the analyst may have edited since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.case.insert import inserted, replaced
from comity.case.text import Document
from comity.reading.drafting.draft import NAMED, Proposal, kind_of


@dataclass(frozen=True)
class Merged:
    """The case with the proposals in it: those added, those renewed, and those left as the analyst has them."""

    document: Document
    added: tuple[Proposal, ...]
    renewed: tuple[Proposal, ...]
    left: tuple[Proposal, ...]


def merge(document: Document, found: Sequence[Proposal], known: Mapping[str, Any]) -> Merged:
    """The case with what is proposed for it.

    known: the values proposed by earlier readings, by key. What the analyst confirmed, edited or deleted since is told
    by them and left alone; a draft that stands as it was proposed is renewed.
    """
    plain = document.plain()
    gone = _gone(known, plain)
    fresh = [p for p in found if p.key not in known]
    added, left = [], []
    for p in fresh:
        standing = _stands(plain, p)
        if standing or _refers_to(p, gone) or not _fits(p, plain, found):
            left.append(p)
        else:
            added.append(p)
    renewed = []
    for p in found:
        if p.key in known and p.draft:
            where = _unedited(plain, p, known[p.key])
            if where is None:
                left.append(p)
            elif known[p.key] != plainly(p.value):
                document = replaced(document, where, p.value)
                renewed.append(p)
    entries = [(p.path, p.value) for p in added if not _comes_with_group(p, fresh)]
    return Merged(inserted(document, entries), tuple(added), tuple(renewed), tuple(left))


def _comes_with_group(p: Proposal, fresh: Sequence[Proposal]) -> bool:
    """Is this a member whose group is new too, and is written with its members?"""
    return len(p.path) == 4 and any(q.kind == "party" and q.path == p.path[:2] for q in fresh)


def plainly(value: Any) -> Any:
    """A value as the case file gives it back: all scalars text."""
    if isinstance(value, Mapping):
        return {str(k): plainly(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plainly(v) for v in value]
    return str(value)


def _at(plain: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        plain = plain.get(name) if isinstance(plain, Mapping) else None
    return plain


def _stands(plain: Mapping[str, Any], p: Proposal) -> bool:
    """Does something stand already where a proposal would go: in a list, an item of its id, or the very same?"""
    if p.path[-1] != "+":
        return _at(plain, p.path) is not None
    items = plain.get(p.path[0])
    return any(
        item == plainly(p.value) or ("id" in p.value and isinstance(item, Mapping) and item.get("id") == p.value["id"])
        for item in (items if isinstance(items, list) else [])
    )


def _gone(known: Mapping[str, Any], plain: Mapping[str, Any]) -> set[str]:
    """The sources, parties, members and issues that were proposed once and have been deleted or renamed since."""
    there = _present(plain)
    gone = [key for key in known if kind_of(key) in NAMED and key not in there]
    return {key.split(" ", 1)[1].split("/")[-1] for key in gone}


def _present(plain: Mapping[str, Any]) -> set[str]:
    """The keys of parties, members, issues and sources that stand in the case."""
    found = {f"source {name}" for name in plain.get("sources") or {}}
    found |= {f"issue {name}" for name in plain.get("issues") or {}}
    for name, party in (plain.get("parties") or {}).items():
        found.add(f"party {name}")
        members = party.get("members") if isinstance(party, Mapping) else None
        found |= {f"party {name}/{member}" for member in members or {}}
    return found


def _refers_to(p: Proposal, gone: set[str]) -> bool:
    """Does a proposal speak of a party or issue that the analyst took out?"""
    return bool(gone & {*p.name.split(" "), *p.path})


def _fits(p: Proposal, plain: Mapping[str, Any], found: Sequence[Proposal]) -> bool:
    """Do the issues of a judgement stand in the case, or among what is proposed, with the options it names?"""
    if not p.draft:
        return True
    options: dict[str, set[str]] = {q.path[1]: set(q.value["options"]) for q in found if q.kind == "issue"}
    for name, issue in (plain.get("issues") or {}).items():
        options[name] = set((issue.get("options") if isinstance(issue, Mapping) else None) or {})
    if p.path[0] == "interests":
        rated = {k for k in p.value if k not in ("weight", "confidence", "because", "evidence", "draft")}
        return rated == options.get(p.path[2], set())
    named = [p.value.get(part, {}) for part in ("never", "if", "then")]
    if not all(set(chosen) <= options.get(issue, set()) for part in named for issue, chosen in part.items()):
        return False
    if p.path[0] != "red_lines":
        return True
    # Together with its other red lines the party must be left an option that it would sign.
    lines = [*(plain.get("red_lines") or []), *(q.value for q in found if q.path[0] == "red_lines" and q.key <= p.key)]
    own = [line["never"] for line in lines if isinstance(line, Mapping) and line.get("party") == p.value["party"]]
    return all(
        options[issue] - {o for never in own if list(never) == [issue] for o in _listed(never[issue])}
        for issue in p.value["never"]
    )


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _unedited(plain: Mapping[str, Any], p: Proposal, proposed: Any) -> tuple[str | int, ...] | None:
    """Where a drafted judgement stands exactly as it was proposed; None where it was edited, confirmed or deleted."""
    if p.path[-1] != "+":
        return p.path if _at(plain, p.path) == proposed else None
    items = plain.get(p.path[0])
    for i, item in enumerate(items if isinstance(items, list) else []):
        if item == proposed:
            return (p.path[0], i)
    return None

"""What of the proposals goes into a case that the analyst may have edited since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.case.crosscheck import Crosscheck
from comity.case.insert import inserted, replaced, written
from comity.case.readable import Readable
from comity.case.text import Document
from comity.reading.drafting.proposal import Proposal, kind_of
from comity.reading.drafting.ties import named_developments

_OF_INTEREST = ("weight", "confidence", "because", "evidence", "draft")


@dataclass(frozen=True)
class Merged:
    """The case with the proposals in it: those added, those renewed, and those left as the analyst has them."""

    document: Document
    added: tuple[Proposal, ...]
    renewed: tuple[Proposal, ...]
    left: tuple[Proposal, ...]


def merge(
    document: Document, found: Sequence[Proposal], known: Mapping[str, Any], texts: Mapping[str, str] = {}
) -> Merged:
    """The case with what is proposed for it.

    known: the values proposed by earlier readings, by key; texts: those of the sources, by name. What the analyst
    confirmed, edited or deleted since is told by the values and left alone; a draft that stands as it was proposed is
    renewed. A case that passes the check passes it afterwards: what would make it fail is left out.
    """
    merged = _merged(document, found, known)
    if not _sound(merged.document, texts) and _sound(document, texts):
        return _one_by_one(document, found, known, texts)
    return merged


def _sound(document: Document, texts: Mapping[str, str]) -> bool:
    """Would the check find no error in a case? One without parties or issues is yet to be filled."""
    readable = Readable(document)
    problems = [*document.problems, *readable.problems]
    if readable.case is not None:
        problems += Crosscheck(readable.case.with_texts(texts), readable).problems()
    return all(problem.severity != "error" for problem in problems) or not {"parties", "issues"} <= {*document.plain()}


def _merged(document: Document, found: Sequence[Proposal], known: Mapping[str, Any]) -> Merged:
    plain = document.plain()
    gone = _gone(known, plain)
    fresh = [p for p in found if p.key not in known]
    added: list[Proposal] = []
    renewed: list[Proposal] = []
    left: list[Proposal] = []
    # (A development that was proposed once stands in the case, or is not wanted there.)
    offered = [p for p in found if p.kind != "development" or p.key not in known]
    for p in fresh:
        unwanted = _stands(plain, p) or _refers_to(p, gone) or not _fits(p, plain, offered)
        (left if unwanted else added).append(p)
    for p in found:
        if p.key not in known or not p.draft or known[p.key] == plainly(p.value):
            if p.key in known and p.draft and _unedited(document, p, known[p.key]) is None:
                left.append(p)
            continue
        where = _unedited(document, p, known[p.key])
        grown = replaced(document, where, p.value) if where is not None and _fits(p, plain, offered) else document
        if where is not None and _at(grown.plain(), where) == plainly(p.value):
            document = grown
            renewed.append(p)
        else:
            left.append(p)
    entries = [(p.path, p.value) for p in added if not _comes_with_group(p, fresh)]
    grown = inserted(document, entries)
    # Where the file has something of another shape in the way, nothing is put in.
    after = grown.plain()
    left += [p for p in added if not _stands(after, p)]
    added = [p for p in added if _stands(after, p)]
    return Merged(grown, tuple(added), tuple(renewed), tuple(left))


def _one_by_one(
    document: Document, found: Sequence[Proposal], known: Mapping[str, Any], texts: Mapping[str, str]
) -> Merged:
    """As `_merged`, each proposal that the check would object to left out."""
    taken: list[Proposal] = []
    refused: list[Proposal] = []
    for p in found:
        sound = _sound(_merged(document, [*taken, p], known).document, texts)
        (taken if sound else refused).append(p)
    merged = _merged(document, taken, known)
    return Merged(merged.document, merged.added, merged.renewed, (*merged.left, *refused))


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


def _at(plain: Any, path: Sequence[str | int]) -> Any:
    for name in path:
        if isinstance(plain, list) and isinstance(name, int) and name < len(plain):
            plain = plain[name]
        else:
            plain = plain.get(name) if isinstance(plain, Mapping) else None
    return plain


def _stands(plain: Mapping[str, Any], p: Proposal) -> bool:
    """Does something stand already where a proposal would go: in a list, an item of its id, or the very same?"""
    if p.path[-1] != "+":
        return _at(plain, p.path) is not None
    if "id" in p.value and p.value["id"] in _ids(plain):
        return True
    return plainly(p.value) in _items(plain, p.path[0])


def _items(plain: Mapping[str, Any], section: str) -> list[Any]:
    items = plain.get(section)
    return items if isinstance(items, list) else []


def _ids(plain: Mapping[str, Any]) -> set[str]:
    """The names of red lines and conditions, which must differ."""
    items = [*_items(plain, "red_lines"), *_items(plain, "conditions")]
    return {str(item["id"]) for item in items if isinstance(item, Mapping) and item.get("id")}


def _gone(known: Mapping[str, Any], plain: Mapping[str, Any]) -> set[str]:
    """The sources, parties, members and issues that were proposed once and have been deleted or renamed since."""
    there = {f"source {name}" for name in plain.get("sources") or {}}
    there |= {f"issue {name}" for name in plain.get("issues") or {}}
    everyone = set(_everyone(plain.get("parties")))
    named = [(kind_of(key), key, key.split(" ", 1)[-1].split("/")[-1]) for key in known]
    gone = {name for kind, _, name in named if kind == "party" and name not in everyone}
    return gone | {name for kind, key, name in named if kind in ("source", "issue") and key not in there}


def _everyone(parties: Any) -> Iterator[str]:
    """The names of all parties and members."""
    for name, party in parties.items() if isinstance(parties, Mapping) else ():
        yield name
        yield from _everyone(party.get("members") if isinstance(party, Mapping) else None)


def _refers_to(p: Proposal, gone: set[str]) -> bool:
    """Does a proposal speak of a party or issue that the analyst took out?"""
    return bool(gone & {*p.name.split(" "), *p.path})


def _fits(p: Proposal, plain: Mapping[str, Any], found: Sequence[Proposal]) -> bool:
    """Do the issues of a judgement stand in the case, or among what is proposed, with the options it names?"""
    if not p.draft:
        return True
    if not set(named_developments(p.value)) <= _development_ids(plain, found):
        return False
    options: dict[str, set[str]] = {q.path[1]: set(q.value["options"]) for q in found if q.kind == "issue"}
    for name, issue in (plain.get("issues") or {}).items():
        options[name] = set((issue.get("options") if isinstance(issue, Mapping) else None) or {})
    if p.path[0] == "interests":
        return {k for k in p.value if k not in _OF_INTEREST} == options.get(p.path[2], set())
    named = [p.value.get(part, {}) for part in ("never", "unless", "if", "then", "when")]
    if not all(set(chosen) <= options.get(issue, set()) for part in named for issue, chosen in part.items()):
        return False
    if p.path[0] != "red_lines" or "unless" in p.value:
        return True
    # Together with its other red lines the party must be left an option that it would sign.
    lines = [*_items(plain, "red_lines"), *(q.value for q in found if q.path[0] == "red_lines" and q.key <= p.key)]
    own = [
        line["never"]
        for line in lines
        if isinstance(line, Mapping) and line.get("party") == p.value["party"] and not line.get("unless")
    ]
    return all(
        options[issue] - {o for never in own if list(never or {}) == [issue] for o in _listed(never[issue])}
        for issue in p.value["never"]
    )


def _development_ids(plain: Mapping[str, Any], found: Sequence[Proposal]) -> set[str]:
    """The ids of the developments of a case, and of those that are proposed for it now."""
    items = [*_items(plain, "developments"), *(p.value for p in found if p.kind == "development")]
    return {str(item["id"]) for item in items if isinstance(item, Mapping) and item.get("id")}


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _unedited(document: Document, p: Proposal, proposed: Any) -> tuple[str | int, ...] | None:
    """Where a drafted judgement stands exactly as it was proposed; None where it was edited, confirmed or deleted."""
    plain = document.plain()
    where: tuple[str | int, ...] | None = p.path
    if p.path[-1] == "+":
        at = next((i for i, item in enumerate(_items(plain, p.path[0])) if item == proposed), None)
        where = None if at is None else (p.path[0], at)
    if where is None or _at(plain, where) != proposed:
        return None
    # A comment within belongs to the analyst; none of ours has one.
    stands = written(document, where)
    quotes = str(proposed).count("#")
    return where if stands.count("#") <= quotes else None

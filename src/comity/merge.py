"""One file out of two: every disagreement a range that is still a draft, or two edits of one ancestor put together.

The text of the first file is kept to the character wherever nothing differs. What cannot be written as a range stays as
it is there and is told, with what each file says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.case.contest import WarValue
from comity.case.estimate import Estimate
from comity.case.insert import flow, inserted, replaced
from comity.case.model import Case
from comity.case.no_deal import LikeValue
from comity.case.text import Document
from comity.case.tree import Mapping as Entries
from comity.case.tree import Scalar
from comity.case.tree import Sequence as Items
from comity.live import Live
from comity.merge_entries import JUDGED, Change, changes
from comity.problem import Problems
from comity.questions.change.differences import Difference, by_name, differences, refuse_others

SHORT = 60
"""Up to how many letters a changed entry is written where it stands; with longer ones the judgement is written anew."""

LISTS = ("conditions", "red_lines", "linkages")


@dataclass(frozen=True)
class Merged:
    """One file out of two.

    text: of the new file; drafted: what is a draft in it, since the two disagree; taken: what was taken over from the
    second file; left: what stands as in the first file and must be settled by hand; versions: by the name of what is
    left, what each of the two files says.
    """

    text: str
    drafted: tuple[str, ...]
    taken: tuple[str, ...]
    left: tuple[str, ...]
    versions: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def merged(
    first: Live, second: Live, ancestor: Live | None = None, names: tuple[str, str] = ("one file", "the other")
) -> Merged:
    """One file out of two; the text of the first, with what the second judges otherwise.

    first, second: files of one negotiation without errors; names: what they are called in the reasons of what is
    drafted; ancestor: the file that both were made from: then what only one of them has changed is taken over as it is,
    and only what both have changed, and otherwise, is a draft. Raises Problems for files with errors or other issues.
    """
    mine, theirs = _whole(first), _whole(second)
    refuse_others(mine, theirs, names)
    disputed = list(differences(mine, theirs))
    ours: set[tuple[str, ...]] | None = None
    if ancestor is not None:
        base = _whole(ancestor)
        refuse_others(base, mine, ("the ancestor", names[0]))
        refuse_others(base, theirs, ("the ancestor", names[1]))
        ours = {each.path for each in differences(base, mine)}
        changed = {each.path for each in differences(base, theirs)}
        disputed = [each for each in disputed if _touches(each.path, changed)]
    merging = _Merging(first.document, mine, second.document, theirs, names)
    known = None if ancestor is None else ancestor.document.plain()
    folder = Path(first.document.file).parent
    for change in changes(first.document.plain(), second.document.plain(), known, folder):
        merging.enter(change)
    for difference in disputed:
        if ours is not None and difference.path[0] not in JUDGED:
            continue  # (put together entry by entry)
        if ours is not None and not _touches(difference.path, ours):
            merging.take(difference)
        elif difference.counts:
            merging.draft(difference)
        else:
            merging.leave(difference.what, merging.grounds(difference))
    if ours is not None:
        merging.enter_parties(ancestor.document.plain() if ancestor is not None else {})
    left = tuple(dict.fromkeys(merging.left))
    return Merged(merging.document.text, tuple(merging.drafted), tuple(merging.taken), left, merging.versions)


def _whole(live: Live) -> Case:
    """The case of a file with all that stands in it, drafts too; raises Problems where it is not fit for use."""
    case = live.checked.case
    if case is None:
        raise Problems(live.checked.errors)
    return case


def _touches(path: Sequence[str], others: set[tuple[str, ...]]) -> bool:
    """Whether one of some paths is this one, or holds it, or stands in it."""
    return any(path[: len(each)] == each[: len(path)] for each in others)


class _Merging:
    """A file into which another one is merged."""

    def __init__(self, document: Document, mine: Case, other: Document, theirs: Case, names: tuple[str, str]) -> None:
        self.document, self.mine, self.other, self.theirs, self.names = document, mine, other, theirs, names
        self.drafted: list[str] = []
        self.taken: list[str] = []
        self.left: list[str] = []
        self.versions: dict[str, tuple[str, str]] = {}

    def leave(self, what: str, versions: tuple[str, str] = ("", "")) -> None:
        """Leave something as it stands in the first file, and say what each file says."""
        self.left.append(what)
        if any(versions):
            self.versions[what] = (versions[0] or "nothing", versions[1] or "nothing")

    def grounds(self, difference: Difference) -> tuple[str, str]:
        """What each file says of a judgement where the two differ, entry by entry."""
        if difference.old != difference.new:
            return difference.old, difference.new
        places = self._place(self.document, self.mine, difference), self._place(self.other, self.theirs, difference)
        values = [
            None if place is None else _at(document.plain(), place)
            for document, place in zip((self.document, self.other), places, strict=True)
        ]
        one, other = ({"value": value} if not isinstance(value, dict) else value for value in values)
        names = [name for name in dict.fromkeys([*one, *other]) if one.get(name) != other.get(name)]
        said = ["; ".join(f"{name} {said_of(each.get(name))}" for name in names) for each in (one, other)]
        return said[0], said[1]

    def enter(self, change: Change) -> None:
        """Take over an entry that is no judgement, or leave it and say so."""
        if change.taken and change.value is not None and self._entered(change):
            self.taken.append(change.what)
        else:
            self.leave(change.what, (said_of(change.mine), said_of(change.value)))

    def _entered(self, change: Change) -> bool:
        """Write an entry; whether it could be."""
        path, value = change.path, self._known(change.value)
        if path[-1] == "+" or self.document.node(path) is None:
            section = self.document.node(path[:1])
            if len(path) > 2 and isinstance(path[1], int):  # of an item of a list
                if not isinstance(value, str):
                    return False
                self.document = self.document.patched(path, value)
                return True
            if isinstance(section, Scalar) and section.text:
                return False
            self.document = inserted(self.document, [(tuple(map(str, path)), value)])
            return self.document.node(path[:-1] if path[-1] == "+" else path) is not None
        node = self.document.node(path)
        if isinstance(node, Scalar) and isinstance(value, str | dict):
            self._write(path, value)
            return True
        if isinstance(node, Items) and node.flow and isinstance(value, list):
            text = self.document.text
            self.document = Document(text[: node.span.start] + flow(value) + text[node.span.end :], self.document.file)
            return True
        if isinstance(node, Entries) and isinstance(value, dict):
            self.document = replaced(self.document, path, value)
            return True
        return False

    def enter_parties(self, base: dict[str, Any]) -> None:
        """Take over what is judged of parties that only the second file has."""
        entries: list[tuple[tuple[str, ...], Any]] = []
        theirs, plain = self.theirs, self.other.plain()
        new = [name for name in theirs.parties if name not in self.mine.parties and name not in base.get("parties", {})]
        heard = {name for name in theirs.everyone() if {name, *theirs.groups_of(name)} & {*new}}
        for name in theirs.interests:
            if name in heard and name not in self.mine.interests:
                entries.append((("interests", name), plain["interests"][name]))
        for section in ("red_lines", "linkages"):
            for at, each in enumerate(getattr(theirs, section)):
                if each.party in heard:
                    entries.append(((section, "+"), self._known(plain[section][at])))
        self.document = inserted(self.document, entries)

    def _known(self, value: Any) -> Any:
        return _known(value, set(self.document.plain().get("sources") or {}))

    def take(self, difference: Difference) -> None:
        """Write a judgement as the other file has it."""
        place, theirs = (
            self._place(self.document, self.mine, difference),
            self._place(self.other, self.theirs, difference),
        )
        value = _at(self.other.plain(), theirs) if theirs is not None else None
        if place is None and value is None:
            self.leave(difference.what, (difference.old, difference.new))
        elif place is None:
            section = difference.path[0]
            path = (section, "+") if section in LISTS else difference.path
            self.document = inserted(self.document, [(path, self._known(value))])
            self.taken.append(difference.what)
        elif value is None:
            self._mark(place, difference)
        else:
            self._write(place, self._known(value))
            self.taken.append(difference.what)

    def draft(self, difference: Difference) -> None:
        """Write a disagreement as a range, or as a judgement in doubt, that is a draft."""
        place = self._place(self.document, self.mine, difference)
        one, other = (_estimate(case, difference) for case in (self.mine, self.theirs))
        if place is not None and one is not None and other is not None:
            at = (*place, "adds") if difference.path[0] == "linkages" else place
            there = self._place(self.other, self.theirs, difference) or ()
            there = (*there, "adds") if difference.path[0] == "linkages" else there
            self._write(at, {**self._further(difference.what, at, there), **self._range(at, one, other)})
            self.drafted.append(difference.what)
        elif difference.path[0] not in LISTS:
            self.leave(difference.what, (difference.old, difference.new))
        elif place is None:
            theirs = self._place(self.other, self.theirs, difference)
            value = self._known(_at(self.other.plain(), theirs or ()))
            because = f"Only {self.names[1]} has it. {value.get('because') or ''}".strip()
            entry = {**value, "because": because, "draft": "yes"}
            self.document = inserted(self.document, [((difference.path[0], "+"), entry)])
            self.drafted.append(difference.what)
        else:
            self._mark(place, difference)

    def _further(self, what: str, mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> dict[str, Any]:
        """What only the second file says beside a number; where both say something else of it, that is told."""
        here, there = _at(self.document.plain(), mine), _at(self.other.plain(), theirs)
        here, there = (each if isinstance(each, dict) else {} for each in (here, there))
        further: dict[str, Any] = {}
        for name, value in (self._known(there) or {}).items():
            if name in ("value", "because", "draft") or here.get(name) == value:
                continue
            if name not in here:
                further[name] = value
            else:
                self.leave(f"{what}, {name}", (said_of(here[name]), said_of(value)))
        return further

    def _range(self, place: tuple[Any, ...], one: Estimate, other: Estimate) -> dict[str, Any]:
        """The range over what both say, with the reasons of both."""
        low, high = min(one.low, other.low), max(one.high, other.high)
        words = Estimate(low=low, high=high).words()
        judged = list(zip(self.names, (one, other), strict=True))
        if one.because == other.because:
            said = [f"{' and '.join(f'{name} judges {each.words()}' for name, each in judged)}.", one.because or ""]
        else:
            said = [f"{name} judges {each.words()}: {each.because or 'no reason given.'}" for name, each in judged]
        now = _at(self.document.plain(), place)
        kept = {name: each for name, each in now.items() if name != "draft"} if isinstance(now, dict) else {}
        return {**kept, "value": words, "because": " ".join(said).strip(), "draft": "yes"}

    def _mark(self, place: tuple[Any, ...], difference: Difference) -> None:
        """Mark a judgement as a draft; of a red line that the other file reads otherwise, note that reading."""
        now = dict(_at(self.document.plain(), place))
        if difference.path[0] == "red_lines" and difference.old and difference.new:
            theirs = _at(self.other.plain(), self._place(self.other, self.theirs, difference) or ())
            reading = {name: theirs[name] for name in ("never", "unless") if theirs.get(name)}
            reading["because"] = f"As {self.names[1]} reads it."
            now["or_reads"] = [*(now.get("or_reads") or []), reading]
            rest = [name for name in theirs if name not in (*reading, "id") and theirs[name] != now.get(name)]
            for name in rest:
                self.leave(f"{difference.what}, {name}", (said_of(now.get(name)), said_of(theirs[name])))
        elif difference.path[0] == "conditions" and difference.old and difference.new:
            theirs = _at(self.other.plain(), self._place(self.other, self.theirs, difference) or ())
            entry = {**self._known(theirs), "id": self._free(f"{difference.path[1]}-other"), "draft": "yes"}
            entry["because"] = f"As {self.names[1]} has it. {theirs.get('because') or ''}".strip()
            self.document = inserted(self.document, [(("conditions", "+"), entry)])
        self.document = replaced(self.document, place, {**now, "draft": "yes"})
        self.drafted.append(difference.what)

    def _free(self, name: str) -> str:
        """A name that no condition has."""
        while name in self.mine.named_conditions() or name in self.theirs.named_conditions():
            name += "-2"
        return name

    def _write(self, place: tuple[Any, ...], value: Any) -> None:
        """Write one value, whatever stands at its place."""
        node = self.document.node(place)
        if isinstance(value, dict) and not isinstance(node, Scalar):
            now = _at(self.document.plain(), place)
            changed = {name: each for name, each in value.items() if now.get(name) != each}
            if now.keys() <= value.keys() and all(
                isinstance(each, str) and len(each) < SHORT for each in changed.values()
            ):
                for name, each in changed.items():
                    self.document = self.document.patched((*place, name), each)
            else:
                self.document = replaced(self.document, place, value)
            return
        if isinstance(value, dict) and isinstance(node, Scalar):
            text = self.document.text
            self.document = Document(text[: node.span.start] + flow(value) + text[node.span.end :], self.document.file)
            return
        if node is not None and not isinstance(node, Scalar):
            self.document = self.document.patched((*place, "value"), str(value))
            return
        self.document = self.document.patched(place, str(value))

    def _place(self, document: Document, case: Case, difference: Difference) -> tuple[Any, ...] | None:
        """Where a judgement stands in a file; None where it does not."""
        section, *rest = difference.path
        place: tuple[Any, ...] = difference.path
        if section in LISTS:
            names = list(_named(case, section))
            if rest[0] not in names:
                return None
            place = (section, names.index(rest[0]))
        return place if document.node(place) is not None else None


def said_of(value: Any) -> str:
    """A value of a file in one line; empty where there is none."""
    return "" if value is None else value if isinstance(value, str) else flow(value)


def _named(case: Case, section: str) -> Mapping[str, Any]:
    return by_name(case)[section]


def _at(plain: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        plain = plain[step]
    return plain


def _known(value: Any, sources: set[str]) -> Any:
    """A value without evidence from sources that a case does not have."""
    if isinstance(value, list):
        return [_known(each, sources) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {name: each if name == "evidence" else _known(each, sources) for name, each in value.items()}
    evidence = kept.pop("evidence", None)
    pieces = list(_pieces(evidence, sources))
    return {**kept, "evidence": pieces} if pieces else kept


def _pieces(evidence: Any, sources: set[str]) -> Iterator[Any]:
    listed = evidence if isinstance(evidence, list) else [] if evidence is None else [evidence]
    for piece in listed:
        source = next(iter(piece)) if isinstance(piece, dict) else str(piece).partition(":")[0]
        if source in sources:
            yield piece


def _estimate(case: Case, difference: Difference) -> Estimate | None:
    """The number that a case has where two differ; None where it has none, or one that is worked out."""
    section, *rest = difference.path
    if section == "linkages":
        linkage = _named(case, section).get(rest[0])
        return linkage.adds if linkage is not None else None
    if section != "interests" or len(rest) < 2:
        return None
    interest = case.interests.get(rest[0])
    if interest is None:
        return None
    if rest[1] == "no_deal":  # (What is worked out is no judgement.)
        return None if isinstance(interest.no_deal, WarValue | LikeValue) else interest.no_deal
    issue = interest.issues.get(rest[1])
    if issue is None or len(rest) < 3:
        return None
    return issue.weight if rest[2] == "weight" else issue.ratings.get(rest[2])

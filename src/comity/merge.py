"""One file out of two: every disagreement a range that is still a draft, or two edits of one ancestor put together.

The text of the first file is kept to the character wherever nothing differs. What cannot be written as a range stays as
it is there and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.case.estimate import Estimate
from comity.case.insert import flow, inserted, replaced
from comity.case.model import Case
from comity.case.text import Document
from comity.case.tree import Scalar
from comity.live import Live
from comity.problem import Problems
from comity.questions.change.differences import Difference, by_name, differences, refuse_others

SHORT = 60
"""Up to how many letters a changed entry is written where it stands; with longer ones the judgement is written anew."""

LISTS = ("conditions", "red_lines", "linkages")


@dataclass(frozen=True)
class Merged:
    """One file out of two.

    text: of the new file; drafted: what is a draft in it, since the two disagree; taken: what was taken over from the
    second file (three-way only); left: what stands as in the first file and must be settled by hand.
    """

    text: str
    drafted: tuple[str, ...]
    taken: tuple[str, ...]
    left: tuple[str, ...]


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
    for difference in disputed:
        if ours is not None and not _touches(difference.path, ours):
            merging.take(difference)
        elif difference.counts:
            merging.draft(difference)
        elif ours is not None:
            merging.left.append(difference.what)
    return Merged(merging.document.text, tuple(merging.drafted), tuple(merging.taken), tuple(merging.left))


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

    def take(self, difference: Difference) -> None:
        """Write a judgement as the other file has it."""
        place, theirs = (
            self._place(self.document, self.mine, difference),
            self._place(self.other, self.theirs, difference),
        )
        value = _at(self.other.plain(), theirs) if theirs is not None else None
        if place is None and value is None:
            self.left.append(difference.what)
        elif place is None:
            section = difference.path[0]
            path = (section, "+") if section in LISTS else difference.path
            self.document = inserted(self.document, [(path, _known(value, self.mine))])
            self.taken.append(difference.what)
        elif value is None:
            self._mark(place, difference)
        else:
            self._write(place, _known(value, self.mine))
            self.taken.append(difference.what)

    def draft(self, difference: Difference) -> None:
        """Write a disagreement as a range, or as a judgement in doubt, that is a draft."""
        place = self._place(self.document, self.mine, difference)
        one, other = (_estimate(case, difference) for case in (self.mine, self.theirs))
        if place is not None and one is not None and other is not None:
            at = (*place, "adds") if difference.path[0] == "linkages" else place
            self._write(at, self._range(at, one, other))
            self.drafted.append(difference.what)
        elif difference.path[0] not in LISTS:
            self.left.append(difference.what)
        elif place is None:
            theirs = self._place(self.other, self.theirs, difference)
            value = _known(_at(self.other.plain(), theirs or ()), self.mine)
            because = f"Only {self.names[1]} has it. {value.get('because') or ''}".strip()
            entry = {**value, "because": because, "draft": "yes"}
            self.document = inserted(self.document, [((difference.path[0], "+"), entry)])
            self.drafted.append(difference.what)
        else:
            self._mark(place, difference)

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
        self.document = replaced(self.document, place, {**now, "draft": "yes"})
        self.drafted.append(difference.what)

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


def _named(case: Case, section: str) -> Mapping[str, Any]:
    return by_name(case)[section]


def _at(plain: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        plain = plain[step]
    return plain


def _known(value: Any, case: Case) -> Any:
    """A value without evidence from sources that a case does not have."""
    if not isinstance(value, dict):
        return value
    kept = dict(value)
    evidence = kept.pop("evidence", None)
    pieces = list(_pieces(evidence, case))
    return {**kept, "evidence": pieces} if pieces else kept


def _pieces(evidence: Any, case: Case) -> Iterator[Any]:
    listed = evidence if isinstance(evidence, list) else [] if evidence is None else [evidence]
    for piece in listed:
        source = next(iter(piece)) if isinstance(piece, dict) else str(piece).partition(":")[0]
        if source in case.sources:
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
    if rest[1] == "no_deal":
        return interest.no_deal if type(interest.no_deal).__name__ == "NoDealValue" else None
    issue = interest.issues.get(rest[1])
    if issue is None or len(rest) < 3:
        return None
    return issue.weight if rest[2] == "weight" else issue.ratings.get(rest[2])

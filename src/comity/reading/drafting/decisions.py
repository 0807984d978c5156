"""What the analyst must decide before a drafted case can be used: the list to-decide.md."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from comity.problem import Problem
from comity.reading.drafting.draft import options_of
from comity.reading.drafting.points import CAST, GENERAL, HOMELESS, LASTING, TIES, Point, statement_points
from comity.reading.drafting.proposal import NAMED, Proposal
from comity.reading.drafting.ties import tie_points
from comity.reading.found import Reading
from comity.reading.names import NameNote

TITLE = "# To decide"
LIMITS = (
    "The reader works by rules: it misses statements and misreads some. Its measured limits stand in the README; "
    "every statement can be checked against its characters in the source."
)
BEFORE = "Asked before"
_LINE = re.compile(r"- \[(.?)\] (.*)")
_PASSING = ("confirm ", "statement ", "left ", "tie ")
"""Keys of points that are made anew at every reading: where one is not, what it asked is settled."""


def decisions(
    reading: Reading,
    proposed: Sequence[Proposal],
    left: Collection[Proposal] = (),
    known: Collection[str] = (),
    case: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[Point, ...]:
    """The open points of a drafted case, by heading, within it the most firm first.

    proposed: what the reading proposes; left: what of it was not written because the case has, edited or deleted what
    it speaks of; known: the keys of what earlier readings proposed, whose parties and issues are not asked about again;
    case: the plain content of the case as it will stand.
    """
    points = [
        *_of_sources(reading),
        *_of_names(reading.names),
        *_of_cast(proposed, known),
        *_of_drafts(reading, proposed, left),
    ]
    drafted = {identifier for p in proposed for identifier in p.statements}
    points += statement_points(reading, drafted, options_of(reading))
    points += tie_points(reading, proposed, case)
    points += _of_others(reading)
    names = [issue.name for issue in reading.library.issues]
    order = dict.fromkeys((GENERAL, CAST, *names, HOMELESS, TIES, LASTING))
    place = {group: number for number, group in enumerate(order)}
    return tuple(sorted(points, key=lambda point: (place[point.group], point.rank)))


def _of_sources(reading: Reading) -> Iterator[Point]:
    for problem in reading.problems:
        yield Point(f"problem {problem}", GENERAL, _unread(problem))
    for source in reading.sources:
        if source.date is None:
            text = f"{source.title or source.id}: no date was found; add it to sources in case.yaml"
            yield Point(f"date {source.id}", GENERAL, text)
    if reading.rejected:
        quotes = "; ".join(f"{r.source} paragraph {r.paragraph}: {r.quote!r} ({r.why})" for r in reading.rejected)
        text = f"Rejected, because the sources do not say it in these words: {quotes}."
        yield Point("rejected", GENERAL, text)


def _unread(problem: Problem) -> str:
    return f"{'Could not be read' if problem.severity == 'error' else 'To look at'}: {problem}"


def _of_names(notes: Iterable[NameNote]) -> Iterator[Point]:
    for note in notes:
        text = (
            f'Is this "{note.written}" in {note.source} {note.person}? It was {note.note}.'
            if note.kind == "spelling"
            else f'Title to check: "{note.written}" in {note.source} ({note.note}).'
        )
        yield Point(f"name {note.source} {note.written}", CAST, text)


def _of_cast(proposed: Sequence[Proposal], known: Collection[str]) -> Iterator[Point]:
    """Who signs, what no deal is worth, and whether the issues are right, of what is proposed for the first time."""
    new = [p for p in proposed if p.key not in known]
    parties = [p.path[1] for p in new if p.kind == "party" and len(p.path) == 2]
    if parties:
        named = ", ".join(parties)
        text = f"Who must sign? Mark with `signs: yes` among: {named}. "
        yield Point(f"sign {named}", CAST, text + "Merge parties that are one, delete those that take no part.")
        text = f"What has each without an agreement? Give `no_deal` for those that sign: {named}."
        yield Point(f"no deal {named}", CAST, text)
    issues = [p.path[1] for p in new if p.kind == "issue"]
    if issues:
        named = ", ".join(issues)
        text = f"Are these the issues, and are their options the settlements considered? {named}."
        yield Point(f"issues {named}", CAST, text)


def _of_drafts(reading: Reading, proposed: Sequence[Proposal], left: Collection[Proposal]) -> Iterator[Point]:
    keys = {p.key for p in left}
    for p in proposed:
        if p.kind in NAMED:
            continue
        group = _heading(reading, p)
        if p.key in keys:
            behind = f" ({', '.join(p.statements)})"
            yield Point(f"left {p.key}", group, f"The case was left as you have it: {p.key}{behind}", -1)
        elif p.draft:
            yield Point(f"confirm {p.key}", group, f"Confirm, correct or delete: {p.key}", -1)


def _heading(reading: Reading, p: Proposal) -> str:
    """The name of the issue that a judgement speaks of first."""
    part: Mapping[str, object] = next((p.value[name] for name in ("never", "when", "if") if name in p.value), {})
    issue = p.path[2] if p.kind == "interest" else next(iter(part), "")
    known = reading.library.by_id.get(issue)
    return known.name if known is not None else CAST


def _of_others(reading: Reading) -> Iterator[Point]:
    strangers = dict.fromkeys(
        s.mention for s in reading.distinct if s.mention and s.party is None and s.stance not in ("claim", "concern")
    )
    if strangers:
        named = "; ".join(strangers)
        yield Point("voices", CAST, f"Whose are these voices? Add them to a registry where they matter: {named}.")
    nobody = [s.id for s in reading.statements if s.nobody and s.repeats is None]
    if nobody:
        text = f"Held by nobody in particular, and left out of the case: {', '.join(nobody)}."
        yield Point("nobody", GENERAL, text)


@dataclass(frozen=True)
class List:
    """The list of open points as it is to stand: its text, all points in it, and how many of them are new."""

    text: str
    points: tuple[str, ...]
    new: int


def listed(points: Sequence[Point], asked: Mapping[str, str], stood: str | None) -> List:
    """The list to write: what is new first, then what was asked before and is not settled, with its ticks.

    asked: the points of earlier readings, by key; stood: the text of the list as it stands, None where there is none.
    Where nothing is new and nothing settled, the list stays to the character; a point taken out stays out.
    """
    asked = asked if stood is not None else {}
    marks = {text: mark for mark, text in _lines(stood or "")}
    fresh = [p for p in points if asked.get(p.key) != _line(p.text)]
    texts = {_line(p.text) for p in fresh}
    now = {p.key for p in points}
    settled = {text for key, text in asked.items() if key not in now and key.startswith(_PASSING)}
    replaced = {asked[p.key] for p in fresh if p.key in asked}
    before = [
        (mark, text)
        for mark, text in _lines(stood or "")
        if text not in texts and (mark.strip() or text not in settled | replaced)
    ]
    if stood is not None and not fresh and len(before) == len(_lines(stood)):
        return List(stood, tuple(text for _, text in before), 0)
    lines = [TITLE, "", LIMITS, ""]
    for group in dict.fromkeys(p.group for p in fresh):
        lines += [f"## {_line(group)}", ""]
        lines += [f"- [{marks.get(_line(p.text), ' ')}] {_line(p.text)}" for p in fresh if p.group == group]
        lines.append("")
    if before:
        lines += [f"## {BEFORE}", "", *(f"- [{mark}] {text}" for mark, text in before), ""]
    return List("\n".join(lines), (*(_line(p.text) for p in fresh), *(text for _, text in before)), len(fresh))


def asked_now(points: Iterable[Point], asked: Mapping[str, str]) -> dict[str, str]:
    """What the record keeps: the points of this reading, and of those asked before what is not made anew each time."""
    kept = {key: text for key, text in asked.items() if not key.startswith(_PASSING)}
    return kept | {p.key: _line(p.text) for p in points}


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[tuple[str, str]]:
    """The points of a list as it stands, each with its tick."""
    found = (_LINE.match(line) for line in text.splitlines())
    return [(point[1] or " ", point[2].rstrip()) for point in found if point]

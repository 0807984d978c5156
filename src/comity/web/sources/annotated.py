"""A source of a case with what stands in it: the statements that were read, and the words that carry judgements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from comity.case.evidence import SourceText
from comity.case.judgement import Evidence
from comity.case.model import Case
from comity.case.sources import source_files, source_texts
from comity.live import Live
from comity.problem import Problem
from comity.web.sources.judgements import Carried, carried
from comity.web.sources.passages import Kind, Passage
from comity.web.sources.statements import Statement, Statements

Since = Literal["", "same", "edited"]
_WORDS = re.compile(r"words:(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True)
class Use:
    """One use of words of a source: the judgement that they carry, or what else rests on them, and the evidence."""

    says: str
    piece: Evidence
    judgement: Carried | None


@dataclass(frozen=True)
class Annotation:
    """One passage of a source: what names it, its number, where it stands, the statement there, if one was read, and
    what it carries."""

    key: str
    number: int
    span: tuple[int, int]
    statement: Statement | None
    uses: tuple[Use, ...]

    @property
    def waits(self) -> bool:
        """Whether nobody has said yet what it is."""
        return self.statement is not None and not self.statement.review and not self.uses

    @property
    def kind(self) -> Kind:
        """How it is marked while it is not open."""
        return "used" if self.uses else "waits" if self.waits else "done"


@dataclass(frozen=True)
class Annotated:
    """A source: its name, what is known of it, its text, its passages in their order; the statements that were
    rejected, and those whose words are not in the text of today; since: whether it reads as when it was read, empty
    where nothing tells."""

    name: str
    title: str
    date: str
    publisher: str
    text: str
    passages: tuple[Annotation, ...]
    rejected: tuple[Statement, ...]
    lost: tuple[Statement, ...]
    since: Since

    @property
    def day(self) -> str:
        """Its date in words: "17 August 2025"; as it is written where it is none."""
        try:
            day = date.fromisoformat(self.date)
        except ValueError:
            return self.date
        return f"{day.day} {day:%B %Y}"

    @property
    def waiting(self) -> tuple[Annotation, ...]:
        """The passages that wait."""
        return tuple(each for each in self.passages if each.waits)

    def find(self, key: str) -> Annotation | None:
        """The passage of that name, or the one that the words stand in that it means; None where there is none."""
        named = next((each for each in self.passages if each.key == key), None)
        words = _WORDS.fullmatch(key)
        if named is not None or words is None:
            return named
        place = int(words[1]), int(words[2])
        return next((each for each in self.passages if _shares(place, each.span)), None)

    def marked(self, opened: Annotation | None) -> tuple[Passage, ...]:
        """Its passages as they are marked in the text."""
        return tuple(
            Passage(*each.span, "here" if each == opened else each.kind, each.key, each.number)
            for each in self.passages
        )


@dataclass(frozen=True)
class Sources:
    """The sources of a case in the order of its file, what cannot be read of them or of their statements, and every
    judgement of the case."""

    all: tuple[Annotated, ...]
    problems: tuple[Problem, ...]
    judgements: tuple[Carried, ...]


def sources(live: Live, read: Statements) -> Sources:
    """Every source of a case with what stands in it.

    read: the statements beside the case. Where the case is not fit for use, its sources are shown without what they
    carry.
    """
    case = live.checked.case
    document = live.document
    texts, problems = source_texts(source_files(document), document)
    judgements = carried(case, live) if case is not None else ()
    uses = list(_uses(case, judgements)) if case is not None else []
    stated = document.plain().get("sources")
    known: Mapping[str, Mapping[str, str]] = stated if isinstance(stated, dict) else {}
    found = tuple(_annotated(name, known[name], text, read, uses, case) for name, text in texts.items())
    return Sources(found, (*problems, *read.problems), judgements)


def _uses(case: Case, judgements: Sequence[Carried]) -> list[Use]:
    found = [Use(each.says, piece, each) for each in judgements for piece in each.evidence]
    found += [Use(f"Development: {each.what}", piece, None) for each in case.developments for piece in each.evidence]
    for name, proposal in case.proposals.items():
        found += [Use(f"Proposal: {proposal.name or name}", piece, None) for piece in proposal.evidence]
    return found


def _annotated(
    name: str,
    stated: Mapping[str, str],
    text: str,
    beside: Statements,
    uses: Sequence[Use],
    case: Case | None,
) -> Annotated:
    read = beside.of(name)
    placed: dict[tuple[int, int], list[Use]] = {}
    for use in uses:
        standing = case.standing(use.piece) if case is not None and use.piece.source == name else None
        if standing is not None and standing.place is not None and standing.certain:
            placed.setdefault(standing.place, []).append(use)
    searched = SourceText(text)
    spans = {each.key: _span(each, searched) for each in read}
    kept = [each for each in read if each.review != "rejected"]
    found: list[tuple[tuple[int, int], str, Statement | None, tuple[Use, ...]]] = []
    covered: set[tuple[int, int]] = set()
    for statement in kept:
        span = spans[statement.key]
        if span is not None:
            over = [place for place in placed if _shares(place, span)]
            covered.update(over)
            found.append((span, statement.key, statement, tuple(use for place in over for use in placed[place])))
    found += [
        (place, f"words:{place[0]}-{place[1]}", None, tuple(used))
        for place, used in placed.items()
        if place not in covered
    ]
    found.sort(key=lambda each: (each[0], each[1]))
    passages = tuple(
        Annotation(key, number, span, statement, used)
        for number, (span, key, statement, used) in enumerate(found, start=1)
    )
    lost = tuple(each for each in kept if spans[each.key] is None)
    moved = any(spans[each.key] != each.span for each in read)
    told = [str(stated.get(part) or "") if isinstance(stated, dict) else "" for part in ("title", "date", "publisher")]
    since: Since = "" if name not in beside.sources else "edited" if moved else "same"
    rejected = tuple(each for each in read if each.review == "rejected")
    return Annotated(name, told[0] or name, told[1], told[2], text, passages, rejected, lost, since)


def _span(statement: Statement, source: SourceText) -> tuple[int, int] | None:
    """Where the words of a statement stand today; None where they stand nowhere, or at several places."""
    start, end = statement.span
    if source.text[start:end] == statement.text:
        return statement.span
    places = list(islice(source.places(statement.text), 2)) if statement.text.strip() else []
    return places[0] if len(places) == 1 else None


def _shares(place: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether two places are the same words in the main: half of the shorter one at least."""
    common = min(place[1], span[1]) - max(place[0], span[0])
    return 2 * common >= min(place[1] - place[0], span[1] - span[0])

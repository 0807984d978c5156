"""Changes of a draft text as statements: who inserts words wants them, who deletes words does not.

They come from tracked changes within one document, or from two versions of it laid beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from comity.reading.actors import Registry
from comity.reading.english.hedging import turns
from comity.reading.intake.source import Change, Source
from comity.reading.library import Library
from comity.reading.statement import Span, Statement

CLAUSE = 4
"""So many words have a direction of their own; fewer change a sentence in a way that only a reader can judge."""
ALIKE = 0.5
"""A paragraph became another where so large a share of their words is the same, in their order."""
LOOKED_AT = 40
"""Among so many paragraphs that are gone the one is looked for that became another."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def change_statements(source: Source, actors: Registry, issues: Library) -> Iterator[Statement]:
    """The tracked changes of a source as statements of their authors, without ids; small ones without a direction.

    Of deleted words, which stand nowhere in the text, the statement points to the sentence where they stood.
    """
    for change in filter(None, (_placed(change, source.text) for change in source.changes)):
        words = " ".join(change.text.split())
        around = _sentence(source.text, change.start, change.end)
        if not re.search(r"\w", words) or around is None:
            continue
        inserted = change.kind == "inserted"
        topic = issues.topic(words, around.of(source.text))
        told = len(words.split()) >= CLAUSE and not turns(words)
        author = actors.lookup(change.author) if change.author else None
        content = _content(source.text, change, around)
        party = actors.find(author.member or author.party or "") if author else None
        yield Statement(
            id="",
            source=source.id,
            date=change.date[:10] if change.date else source.date,
            text=around.of(source.text),
            span=around,
            cue=None,
            content=(content,),
            speaker=None,
            mention=change.author,
            person=(author.person if author else None) or (change.author if not party else None),
            organisation=party.name if party else None,
            member=author.member if author else None,
            party=author.party if author else None,
            kind="demand" if inserted else "refuse",
            issue=topic.issue if topic else None,
            option=topic.option if topic and told else None,
            agreement=inserted if told else None,
            stance="demand" if inserted else "oppose",
            firmness=None,
            condition=None,
            target=None,
            direct=False,
            nobody=False,
            repeats=None,
            changed=f"{change.kind}: {words}",
        )


def _placed(change: Change, text: str) -> Change | None:
    """A change where it stands in a text, which may have been edited since; None for words that stand there no more."""
    if change.kind == "deleted":
        at = min(change.start, len(text))
        return replace(change, start=at, end=at)
    if text[change.start : change.end] == change.text:
        return change
    at = text.find(change.text)
    return replace(change, start=at, end=at + len(change.text)) if at >= 0 else None


def _content(text: str, change: Change, around: Span) -> Span:
    """The inserted words, without blanks at their ends; of deleted ones the word that stands where they stood."""
    if change.kind == "inserted":
        words = text[change.start : change.end]
        start = change.start + len(words) - len(words.lstrip())
        return Span(start, change.end - len(words) + len(words.rstrip()))
    after = re.compile(r"\S+").search(text, change.start, around.end)
    if after is not None:
        return Span(after.start(), after.end())
    *_, last = re.finditer(r"\S+", around.of(text))
    return Span(around.start + last.start(), around.start + last.end())


def _sentence(text: str, start: int, end: int) -> Span | None:
    """The sentences of a paragraph that a change touches; the nearest paragraph where it left none. None in no text."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if not text[first:last].strip():
        near = re.search(r"\S[^\n]*", text[start:]) or re.search(r"\S[^\n]*", text)
        if near is None:
            return None
        at = start if text[start:].strip() else 0
        return _trimmed(text, at + near.start(), at + near.end())
    ends = [m.end() for m in re.finditer(r"[.!?][\"”’)]*(?=\s|$)", text[first:last])]
    begin = max([first, *(first + e for e in ends if first + e <= start)])
    finish = min([last, *(first + e for e in ends if first + e >= end)])
    whole = _trimmed(text, begin, finish)
    return whole if whole is not None else _trimmed(text, first, last)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def compared(old: str, new: Source) -> Iterator[Change]:
    """What was inserted and deleted between an old text and a new version of it, word by word.

    Paragraphs are matched first, then the words of those that changed (the longest common runs; Ratcliff and Metzener
    1988). The changes are those of whoever saved the new version.
    """
    before, after = old.split("\n"), new.text.split("\n")
    at = _starts([f"{line}\n" for line in after])
    matcher = SequenceMatcher(None, [line.strip() for line in before], [line.strip() for line in after], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        for i, j in _paired(before, after, range(i1, i2), range(j1, j2)):
            gone, come = before[i] if i is not None else "", after[j] if j is not None else ""
            yield from _words(gone, come, at[j] if j is not None else min(at[j1], len(new.text)), new)


def _paired(
    before: Sequence[str], after: Sequence[str], old: range, new: range
) -> Iterator[tuple[int | None, int | None]]:
    """Which paragraph became which, in their order; None for one that was taken out, or put in."""
    left = list(old)
    for j in new:
        like = next((n for n, i in enumerate(left[:LOOKED_AT]) if _alike(before[i], after[j])), None)
        if like is None:
            yield None, j
            continue
        yield from ((i, None) for i in left[:like])
        yield left[like], j
        left = left[like + 1 :]
    yield from ((i, None) for i in left)


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, _TOKEN.findall(old), _TOKEN.findall(new), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words(old: str, new: str, start: int, source: Source) -> Iterator[Change]:
    """The changes within a passage that begins at `start` of the new text."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    at = _starts(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        if tag != "equal" and gone.strip():
            yield Change("deleted", gone, source.author, source.date, start + at[j1], start + at[j1])
        if tag != "equal" and come.strip():
            yield Change("inserted", come, source.author, source.date, start + at[j1], start + at[j2])


def _starts(pieces: Sequence[str]) -> list[int]:
    """Where each piece of a text begins, and where the last one ends."""
    found = [0]
    for piece in pieces:
        found.append(found[-1] + len(piece))
    return found

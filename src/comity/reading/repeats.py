"""Repeats: the same paragraph or the same wording met again, so that evidence counts once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from comity.reading.intake import Source
from comity.reading.statement import Span, Statement


def fingerprint(text: str) -> str:
    """The same for texts that differ only in case, markup, typography and white space."""
    words = re.findall(r"\w+", text.casefold().replace("’", "'"))
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def with_repeats(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Mark each statement whose speaker, stance and wording were met before with the id of the first.

    Statements of repeated paragraphs come marked already. Beyond them, a content counts as repeated when its words are
    those of an earlier content of the same speaker, and there are at least four.
    """
    first: dict[tuple[str, str], str] = {}
    marked: list[Statement] = []
    for statement in statements:
        content = " ".join(span.of(statement.text) for span in _within(statement))
        words = re.findall(r"\w+", content.casefold())
        holder = statement.person or statement.member or statement.party or statement.mention or ""
        key = (holder, fingerprint(f"{content} {statement.changed or ''}"))
        if statement.repeats is None and len(words) >= 4:
            earlier = first.setdefault(key, statement.id)
            if earlier != statement.id:
                statement = replace(statement, repeats=earlier)
        marked.append(statement)
    return tuple(marked)


def repeated(source: Source, span: Span, first: Sequence[Statement], count: int) -> list[Statement]:
    """The statements of a paragraph met before, at their new place. Empty where the two differ in length."""
    if not first:
        return []
    found: list[Statement] = []
    for k, statement in enumerate(first, start=1):
        moved = _moved(statement, source, span)
        if moved is not None:
            found.append(replace(moved, id=f"{source.id}-{count + k:03d}", repeats=statement.repeats or statement.id))
    return found


def _moved(statement: Statement, source: Source, span: Span) -> Statement | None:
    at = source.text.find(statement.text, span.start, span.end)
    if at < 0:
        return None
    by = at - statement.span.start

    def shift(part: Span | None) -> Span | None:
        return part.shifted(by) if part else None

    return replace(
        statement,
        source=source.id,
        date=source.date if statement.kind != "change" else statement.date,
        span=statement.span.shifted(by),
        cue=shift(statement.cue),
        content=tuple(part.shifted(by) for part in statement.content),
        speaker=shift(statement.speaker),
        condition=shift(statement.condition),
    )


def _within(statement: Statement) -> list[Span]:
    return [span.shifted(-statement.span.start) for span in statement.content]

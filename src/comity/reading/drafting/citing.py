"""What a judgement or a question rests on: places in the sources, and the words that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comity.case.evidence import noted
from comity.case.judgement import Evidence
from comity.reading.statement import Statement

QUOTED = 160


def evidence(statements: Iterable[Statement]) -> list[str]:
    """References from a judgement to statements, in the notation of the case file, with the first words of each."""
    return list(dict.fromkeys(str(_piece(s)) for s in statements))


def _piece(statement: Statement) -> Evidence:
    start, end = statement.span.start, statement.span.end
    piece = noted(statement.source, statement.text, (0, end - start))
    return piece.model_copy(update={"start": start, "end": end})


def because(statements: Sequence[Statement]) -> str:
    """Who said what, in the words of the source, cut to a line."""
    told = [f"{who(s)} ({s.stance}): {words(s)}" for s in statements[:2]]
    more = f"; and {len(statements) - 2} more" if len(statements) > 2 else ""
    return " / ".join(told) + more


def who(statement: Statement) -> str:
    """Who holds a statement, as far as the reader can tell."""
    return statement.person or statement.organisation or statement.mention or "nobody named"


def words(statement: Statement) -> str:
    """The content of a statement, or what it inserts or deletes, cut to a line."""
    said = statement.changed or " ".join(
        span.shifted(-statement.span.start).of(statement.text) for span in statement.content
    )
    said = " ".join(said.replace('"', "'").split())
    return said if len(said) <= QUOTED else said[:QUOTED].rsplit(" ", 1)[0] + " ..."

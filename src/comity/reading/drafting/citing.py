"""What a judgement or a question rests on: places in the sources, and the words that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from comity.case.evidence import noted
from comity.case.judgement import Evidence
from comity.reading.drafting.proposal import Proposal
from comity.reading.statement import Statement

QUOTED = 160


def evidence(statements: Iterable[Statement]) -> list[str]:
    """References from a judgement to statements, in the notation of the case file: the place of each."""
    return list(dict.fromkeys(f"{s.source}:{s.span.start}-{s.span.end}" for s in statements))


def with_words(proposal: Proposal, texts: Mapping[str, str]) -> Proposal:
    """A proposal whose evidence keeps the first words of each place, so that it survives an edit of the source.

    texts: of the sources, by their names.
    """
    if not isinstance(proposal.value, Mapping) or "evidence" not in proposal.value:
        return proposal
    pieces = [str(_with_words(Evidence.model_validate(piece), texts)) for piece in proposal.value["evidence"]]
    return replace(proposal, value={**proposal.value, "evidence": pieces})


def _with_words(piece: Evidence, texts: Mapping[str, str]) -> Evidence:
    assert piece.start is not None  # it is made by `evidence`
    assert piece.end is not None
    return noted(piece.source, texts[piece.source], (piece.start, piece.end))


def because(statements: Sequence[Statement]) -> str:
    """Who said what, in the words of the source, cut to a line."""
    told = [f"{who(s)} ({s.stance}): {words(s)}" for s in statements[:2]]
    more = f"; and {len(statements) - 2} more" if len(statements) > 2 else ""
    return " / ".join(told) + more


def who(statement: Statement) -> str:
    """Who holds a statement, as far as the reader can tell."""
    return statement.person or statement.organisation or statement.mention or "Somebody unnamed"


def words(statement: Statement) -> str:
    """The content of a statement, or what it inserts or deletes, cut to a line."""
    said = statement.changed or " ".join(
        span.shifted(-statement.span.start).of(statement.text) for span in statement.content
    )
    said = " ".join(said.replace('"', "'").split())
    return said if len(said) <= QUOTED else said[:QUOTED].rsplit(" ", 1)[0] + " ..."

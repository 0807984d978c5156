"""What a judgement of a paper rests on: its evidence as notes, its reason as a remark."""

from __future__ import annotations

from collections.abc import Iterable

from comity.case.judgement import Evidence, Judgement
from comity.case.model import Case
from comity.papers.document import Note

WITHOUT = "Without evidence."
"""What is said of a judgement for which the case names no source."""


def notes(case: Case, evidence: Iterable[Evidence]) -> tuple[Note, ...]:
    """Pieces of evidence as notes, in the words of their sources, saying where these may not be the words meant."""
    return tuple(_note(case, piece) for piece in evidence)


def remarks(*judgements: Judgement | None) -> tuple[str, ...]:
    """The reasons of judgements, each once, with how sure the analyst is of it where that is said."""
    said = []
    for judgement in judgements:
        if judgement is not None and judgement.because:
            sure = f" Confidence {judgement.confidence}." if judgement.confidence else ""
            said.append(f"{' '.join(judgement.because.split())}{sure}")
    return tuple(dict.fromkeys(said))


def _note(case: Case, piece: Evidence) -> Note:
    source, standing = case.sources[piece.source], case.standing(piece)
    title = source.title or piece.source
    if standing is None:
        return Note(piece.words, title, source.date, "" if piece.start is None else _span(piece.start, piece.end))
    if standing.quote is None or standing.place is None:
        return Note(piece.words, title, source.date, "not found in the text of today")
    place = _span(*standing.place)
    if standing.kind == "changed":
        place += f"; the source has been edited: this is not as it was noted, which began “{piece.words}”"
    elif standing.kind != "moved" and any(case.source_texts[piece.source].half_words(standing.place)):
        place += "; it begins or ends inside a word, so these may not be the words that were meant"
    return Note(" ".join(standing.quote.split()), title, source.date, place)


def _span(start: int | None, end: int | None) -> str:
    return f"characters {start}–{end}"

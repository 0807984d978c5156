"""What a judgement rests on: its reason, and what the sources say, in their own words."""

from __future__ import annotations

from collections.abc import Iterable

from comity.case.judgement import Evidence, Judgement
from comity.case.model import Case


def reason(judgement: Judgement) -> str:
    """Why a judgement was made, how confident it is, and whether it is a draft."""
    said = [judgement.because.strip()] if judgement.because else []
    said += [f"Confidence {judgement.confidence}."] if judgement.confidence else []
    said += ["Draft, not confirmed."] if judgement.draft else []
    return " ".join(said)


def quotes(case: Case, evidence: Iterable[Evidence]) -> str:
    """What pieces of evidence point at, in the words of their sources, and where these may not be the words meant."""
    return " ".join(_quote(case, piece) for piece in evidence)


def _quote(case: Case, piece: Evidence) -> str:
    standing, name = case.standing(piece), _source_name(case, piece.source)
    if standing is None or standing.quote is None or standing.place is None:
        sought = f"“{piece.words}” " if piece.words else ""
        return f"{sought}({name}: not found in the text of today)" if standing else f"{sought}({name}, {piece.place()})"
    start, end = standing.place
    doubt = ""
    if standing.kind == "moved":
        doubt = f"; noted at {piece.start}–{piece.end}, from where an edit of the source has moved it"
    elif standing.kind == "changed":
        doubt = f"; the source has been edited: this is not as it was noted, which began “{piece.words}”"
    elif any(case.source_texts[piece.source].half_words(standing.place)):
        doubt = "; it begins or ends inside a word, so these may not be the words that were meant"
    return f"“{' '.join(standing.quote.split())}” ({name}, characters {start}–{end}{doubt})"


def _source_name(case: Case, name: str) -> str:
    source = case.sources[name]
    return source.title or name

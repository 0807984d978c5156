"""What a judgement rests on: its reason, and what the sources say, in their own words."""

from __future__ import annotations

from collections.abc import Iterable

from comity.case.judgement import Evidence, Judgement
from comity.case.model import Case
from comity.case.paths import judgement_paths
from comity.case.tree import Path


def reason(judgement: Judgement) -> str:
    """Why a judgement was made, how confident it is, and whether it is a draft."""
    said = [judgement.because.strip()] if judgement.because else []
    said += [f"Confidence {judgement.confidence}."] if judgement.confidence else []
    said += ["Draft, not confirmed."] if judgement.draft else []
    return " ".join(said)


def quotes(case: Case, evidence: Iterable[Evidence]) -> str:
    """What pieces of evidence point at, in the words of their sources, and where these may not be the words meant."""
    return " ".join(_quote(case, piece) for piece in evidence)


def whys(case: Case) -> dict[Path, str]:
    """Why each judgement was made, with what the sources say: its own reason, else that of what it stands in.

    By its path in the case; empty where nothing stands there or around it.
    """
    found: dict[Path, tuple[str, str, str]] = {}
    for path, judgement in judgement_paths(case):
        because, sure = (judgement.because or "").strip(), str(judgement.confidence or "")
        said = quotes(case, judgement.evidence)
        if not because and not said:
            around = (found[path[:at]] for at in range(len(path) - 1, 0, -1) if path[:at] in found)
            because, given, said = next((each for each in around if each[0] or each[2]), ("", "", ""))
            sure = sure or given
        found[path] = because, sure, said
    return {path: _why(*each) for path, each in found.items()}


def _why(because: str, sure: str, said: str) -> str:
    return " ".join(filter(None, (because, f"Confidence {sure}." if sure else "", said)))


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

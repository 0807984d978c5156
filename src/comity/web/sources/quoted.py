"""Evidence as a page quotes it: the words that stand there today, and where they can be read in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comity.case.evidence import SourceText
from comity.case.judgement import Evidence
from comity.case.sources import source_files, source_texts
from comity.live import Live


@dataclass(frozen=True)
class Quotation:
    """Words of a source: what they say, empty where they stand nowhere today; which source, by its names; where."""

    words: str
    source: str
    title: str
    start: int = 0
    end: int = 0


def quotations(live: Live) -> Callable[[Evidence], Quotation]:
    """What quotes evidence of a case, which need not be fit for use otherwise."""
    document = live.document
    texts, _ = source_texts(source_files(document), document)
    searched = SourceText.of(texts)
    stated = document.plain().get("sources")
    known = stated if isinstance(stated, dict) else {}

    def quoted(piece: Evidence) -> Quotation:
        entry = known.get(piece.source)
        title = str((entry.get("title") if isinstance(entry, dict) else "") or piece.source)
        standing = searched[piece.source].standing(piece) if piece.source in searched else None
        if standing is None or standing.place is None or standing.quote is None:
            return Quotation("", piece.source, title)
        return Quotation(standing.quote, piece.source, title, *standing.place)

    return quoted

"""Words that are looked for in the sources of a case, to carry a judgement: where they stand, and what is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comity.case.evidence import SourceText
from comity.web.ordinal import ordinal
from comity.web.sources.annotated import Annotated, Sources

MOST = 20
SENTENCE = 600
"""How many characters of a sentence are looked at on either side of words that are sought."""
_END = re.compile(r"([.!?][\"'”’)]*)(?:\s+|$)|()\n\s*\n")


@dataclass(frozen=True)
class Hit:
    """Words found in a source: the place of their sentence, and it in three parts, the words in the middle."""

    source: str
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Tying:
    """A quotation that is looked for: the judgement it is to carry, what is typed, where it stands, what is wrong.

    at: the judgement that the page was opened for, empty where it is chosen by hand; carries: the one chosen so far.
    """

    at: str
    says: str
    sought: str = ""
    words: str = ""
    until: str = ""
    hits: tuple[Hit, ...] = ()
    more: bool = False
    problem: str = ""
    carries: str = ""


def hits(sources: Sources, sought: str, most: int = MOST) -> tuple[tuple[Hit, ...], bool]:
    """The places of words in all sources, and whether there are more than so many."""
    found: list[Hit] = []
    for source in sources.all:
        for start, end in SourceText(source.text).places(sought):
            if len(found) == most:
                return tuple(found), True
            found.append(hit(source, start, end))
    return tuple(found), False


def hit(source: Annotated, start: int, end: int) -> Hit:
    """Words with the rest of their sentence, which is what is tied."""
    text = source.text
    first = max((match.end() for match in _END.finditer(text, max(0, start - SENTENCE), start)), default=None)
    first = max(0, start - SENTENCE) if first is None else first
    ends = _END.search(text, max(start, end - 2))
    last = min(ends.start() + len(ends[1] or "") if ends else len(text), end + SENTENCE)
    return Hit(source.name, source.title, first, last, text[first:start], text[start:end], text[end:last])


def spans(source: Annotated, form: Mapping[str, str]) -> list[tuple[int, int]]:
    """The places that a form means: by their characters, or by the words that they begin and end with."""
    start, end = (ordinal(form.get(name, "")) for name in ("start", "end"))
    if start is not None and end is not None:
        return [(start, end)] if start < end <= len(source.text) else []
    words, until = (" ".join(form.get(name, "").split()) for name in ("words", "until"))
    text = SourceText(source.text)
    places = list(text.places(words)) if words else []
    if not until or not places:
        return places
    ends = [place[1] for place in text.places(until)]
    found = [(start, min((at for at in ends if at >= end), default=0)) for start, end in places]
    return [(start, end) for start, end in found if end]

"""Sources as parsed paragraphs, whose tokens keep the offsets of the stored text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from comity.case import letters
from comity.reading.english.pipeline import pipeline
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Longer runs without a break are not prose; cutting them bounds the parser's memory.
LONGEST_PARAGRAPH = 6000

MARKUP = "*_#>"
_SAME_LENGTH = str.maketrans({**letters.QUOTES, **letters.BLANKS, **dict.fromkeys("\t\n\r*_#>", " "), "―": "—"})


def cleaned(text: str) -> str:
    """The text with markup and typography made plain, character for character, so that offsets stay true."""
    plain = text.translate(_SAME_LENGTH)
    # Two apostrophes stand for a quotation mark in some newspapers' archives.
    return re.sub(r"''|``", lambda m: ' "' if _opens(plain, m.start()) else '" ', plain)


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([—-"


def paragraphs(text: str) -> Iterator[Span]:
    """Where are the paragraphs? A line is one; a wrapped line joins the next when no blank line parts them.

    Text wrapped at a fixed width (every line short, sentences running on) is joined; in text with one
    paragraph a line, lines stand alone.
    """
    wrapped = _is_wrapped(text)
    separator = r"\n[ \t\r]*\n" if wrapped else r"\n"
    at = 0
    for piece in re.split(f"({separator})", text):
        start, at = at, at + len(piece)
        yield from _bounded(text, start, at)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and (text[start].isspace() or text[start] in MARKUP):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in MARKUP):
        end -= 1
    while end - start > LONGEST_PARAGRAPH:
        cut = max(
            text.rfind(". ", start, start + LONGEST_PARAGRAPH) + 1, text.rfind(" ", start, start + LONGEST_PARAGRAPH)
        )
        cut = cut if cut > start else start + LONGEST_PARAGRAPH
        yield Span(start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)


def _is_wrapped(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n")]
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    if not pairs:
        return False
    running_on = sum(a[-1].isalnum() or a[-1] == "," for a, b in pairs if len(a) > 40 and b[0].islower())
    return running_on >= 0.3 * len(pairs)


def parse(texts: Sequence[str]) -> list[Doc]:
    """Parse cleaned paragraphs, in order."""
    return list(pipeline().pipe(texts, batch_size=64))

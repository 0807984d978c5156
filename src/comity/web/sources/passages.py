"""The text of a source with the passages marked that somebody says something in: no word of it is altered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["used", "waits", "here", "done"]
"""Carries a judgement, waits to be looked at, is open beside the text, was accepted and carries nothing."""

PAGE = 40_000
"""How many characters of a source stand on one page."""


@dataclass(frozen=True)
class Passage:
    """Characters start..end of a source: how they are marked, what names them, and which number they bear."""

    start: int
    end: int
    kind: Kind
    key: str
    number: int


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph that is marked in one way.

    kind: how, None where it is not; key: which passage it leads to; ends: the passages that end with it, by their keys
    and numbers.
    """

    text: str
    kind: Kind | None = None
    key: str = ""
    ends: tuple[tuple[str, int], ...] = ()


def marked(text: str, passages: Sequence[Passage], part: tuple[int, int]) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs of a part of a text, each in pieces. Where passages overlap, the one that is open counts, else the
    shortest; put together again, the pieces are the text of the paragraph to the character."""
    within = [each for each in passages if each.start < part[1] and each.end > part[0]]
    return tuple(tuple(_pieces(text, start, end, within)) for start, end in _paragraphs(text, *part))


def parts(text: str) -> tuple[tuple[int, int], ...]:
    """The parts that a text is shown in, each of whole paragraphs as far as these are not too long themselves."""
    found: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > PAGE:
        cut = text.rfind("\n\n", start + 1, start + PAGE)
        end = cut if cut > start else start + PAGE
        found.append((start, end))
        start = end
    return (*found, (start, len(text)))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.compile(r"\S(?:.*?\S)??(?=\s*\n[ \t]*\n|\s*\Z)", re.DOTALL).finditer(text[:end], start):
        yield match.start(), match.end()


def _pieces(text: str, start: int, end: int, passages: Sequence[Passage]) -> Iterator[Piece]:
    over = [each for each in passages if each.start < end and each.end > start]
    cuts = sorted({start, end, *(cut for each in over for cut in (each.start, each.end) if start < cut < end)})
    for at, until in pairwise(cuts):
        here = [each for each in over if each.start < until and each.end > at]
        top = min(here, key=lambda each: (each.kind != "here", each.end - each.start, each.number), default=None)
        last = {each.key: each.number for each in here if min(each.end, end) == until}
        ends = tuple(sorted(last.items(), key=lambda end: end[1]))
        yield Piece(text[at:until], top.kind if top else None, top.key if top else "", ends)

"""Lists of what is demanded or refused: each item a position, with its own negative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# "..., but not to shared inspectors"
CONTRAST = re.compile(r",?\s+(?:but|and|though|yet)\s+(?P<no>not)\s+(?:(?:to|for|on|of|in|with)\s+)?(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `contrary` where a "but not" sets it against the others."""

    span: Span
    contrary: bool = False


def items(doc: Doc, content: Span) -> tuple[Item, ...]:
    """The items of a content that is a list of things or of clauses; one item where it is none.

    "A, B and no C" is three; "A or B" stays whole, for who demands one of two demands neither.
    """
    turn = CONTRAST.search(doc.text, content.start, content.end)
    if turn is not None and turn.end() < content.end:
        before = items(doc, Span(content.start, turn.start()))
        return (*before, Item(Span(turn.end(), content.end), contrary=True))
    words = doc.char_span(content.start, content.end, alignment_mode="expand")
    if words is None or not len(words):
        return (Item(content),)
    cuts = _cuts(words.root, words.start, words.end)
    if not cuts:
        return (Item(content),)
    starts = [content.start, *(doc[i].idx for i in cuts)]
    ends = [*(_end_before(doc, i) for i in cuts), content.end]
    return tuple(Item(Span(a, b)) for a, b in zip(starts, ends, strict=True) if b > a)


def contrast(doc: Doc, content: Span) -> tuple[Item, ...]:
    """What is set against a content right behind it, "..., but not to shared inspectors": at most one item."""
    found = CONTRAST.match(doc.text, content.end)
    if found is None:
        return ()
    stop = re.search(r"[,;.!?](?:\s|$)", doc.text[found.end() :])
    end = found.end() + (stop.start() if stop else len(doc.text))
    return (Item(Span(found.end(), end), contrary=True),) if end > found.end() else ()


def _cuts(head: Token, start: int, end: int) -> list[int]:
    """The first words of the second and further conjuncts."""
    noun = head.pos_ in ("NOUN", "PROPN", "NUM")
    if not noun and head.pos_ not in ("VERB", "AUX"):
        return []
    cuts: list[int] = []
    at = head
    while True:
        further = [c for c in at.conjuncts if c.head.i == at.i and start <= c.i < end and c.i > at.i]
        if not further:
            return cuts
        conjunct = further[0]
        joined = {c.lower_ for c in at.children if c.dep_ == "cc"}
        if joined - {"and", "&"} or (noun and conjunct.pos_ not in ("NOUN", "PROPN", "NUM")):
            return []
        if not noun and not any(c.dep_ == "mark" and c.lower_ == "that" for c in conjunct.children):
            return cuts
        first = conjunct.left_edge.i
        if noun and (_bare(conjunct) or _bare(at)):
            return []  # "bread and butter", "air and maritime security"
        cuts.append(first)
        at = conjunct


def _bare(noun: Token) -> bool:
    """Has a noun nothing before or behind it but its article?"""
    own = [c for c in noun.children if c.dep_ not in ("cc", "conj", "punct", "prep", "relcl", "acl")]
    return not own


def _end_before(doc: Doc, first: int) -> int:
    """Where the item before ends: without the comma and the "and"."""
    at = first - 1
    while at > 0 and (doc[at].dep_ == "cc" or doc[at].lower_ in ("and", "&") or doc[at].text in (",", ";")):
        at -= 1
    return doc[at].idx + len(doc[at])

"""Positions whose verb is left out: "Norway proposed a hotline, Finland a bulletin"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution
from comity.reading.statement import Span
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

POSITIONS = ("demand", "refuse", "support", "oppose")
OPENING = words("a an the its their his her no another more less fewer")
JOINING = words("and while whereas but")
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def gapped(found: list[Attribution], doc: Doc) -> list[Attribution]:
    """The same attributions, each content cut before the next side's name, with what that side holds beside it.

    It is read by its words, as the parser takes such a clause for anything: a comma, a name, an article and a thing,
    no verb, and the end of the sentence.
    """
    made: list[Attribution] = []
    for a in found:
        gap = _gap(a, doc)
        if gap is None:
            made.append(a)
            continue
        comma, name, content = gap
        kept = tuple(Span(s.start, min(s.end, comma)) for s in a.content if s.start < comma)
        made.append(replace(a, content=kept))
        head = _name_head(name)
        speaker = Span(name[0].idx, name[-1].idx + len(name[-1]))
        made.append(replace(a, content=(content,), speaker=speaker, speaker_head=head.i))
    return made


def _gap(a: Attribution, doc: Doc) -> tuple[int, list[Token], Span] | None:
    """The comma behind a content, the tokens of the next name, and the characters of what it is said to want."""
    if a.cue.stance not in POSITIONS or a.direct or a.speaker_head is None or a.cue_span is None or a.negated:
        return None
    sentence = doc[a.head].sent
    first = doc[a.speaker_head]
    if first.pos_ != "PROPN" or a.content[0].start < a.cue_span.end or first.i > a.head:
        return None
    for comma in (t for t in sentence if t.text in (",", ";") and t.idx > a.content[0].start):
        rest = [t for t in doc[comma.i + 1 : sentence.end] if not t.is_space]
        while rest and (rest[-1].is_punct or rest[-1].text in ('"', "'")):
            rest.pop()
        if rest and rest[0].lower_ in JOINING:
            rest.pop(0)
        name = list(_named(rest))
        thing = rest[len(name) :]
        if not name or not thing or not (thing[0].lower_ in OPENING or thing[0].like_num):
            continue
        if any(t.text in (",", ";", ":") or t.tag_ in FINITE for t in thing) or thing[-1].lower_ in OPENING:
            continue
        return comma.idx, name, Span(thing[0].idx, thing[-1].idx + len(thing[-1]))
    return None


def _named(tokens: list[Token]) -> Iterator[Token]:
    """The capitalised words at the head of a stretch, with an article before them."""
    for place, token in enumerate(tokens):
        article = place == 0 and token.lower_ == "the" and len(tokens) > 1 and tokens[1].text[:1].isupper()
        possessive = place > 0 and token.text in ("'", "'s")
        if not (article or possessive or (token.text[:1].isupper() and token.is_alpha)):
            return
        yield token


def _name_head(name: list[Token]) -> Token:
    """The last capitalised word of a name."""
    return next(t for t in reversed(name) if t.text[:1].isupper())

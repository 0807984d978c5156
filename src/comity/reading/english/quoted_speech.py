"""Quotations as contents: those that a rule reached are made whole, the others are given to the cue beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed, cue_phrase
from comity.reading.english.cues import SPOKEN, Cues, plain_sense
from comity.reading.english.grammar import lemma, subject_of
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def inside_quote(doc: Doc, attribution: Attribution, quoted: list[Span]) -> bool:
    """Does the cue itself stand within a quotation of more than two words: is it part of what was said?"""
    at = doc[attribution.head].idx
    return any(q.start <= at < q.end and len(q.of(doc.text).split()) > 2 for q in quoted)


def with_quotes(doc: Doc, text: str, found: list[Attribution], quoted: list[Span], lexicon: Cues) -> list[Attribution]:
    """Mend contents by the quotation marks, and attribute the quotations that no rule reached."""
    by_head: dict[int, Attribution] = {a.head: a for a in found if not a.listed}
    rest = [a for a in found if a.listed or by_head[a.head] is not a]
    latest: int | None = None
    for quote in quoted:
        words = len(quote.of(text).split())
        covered = [
            a for a in by_head.values() if sum(s.overlap(quote) for s in a.content) >= 0.5 * (quote.end - quote.start)
        ]
        if covered:
            a = min(covered, key=lambda a: a.outer.end - a.outer.start)
            whole = _united(a.content, quote)
            if lemma(doc[a.head]) == "tell":  # "told the Herald: ..." asks nothing of the Herald
                a, whole = replace(a, cue=SPOKEN), (quote,)
            by_head[a.head] = replace(a, content=whole, direct=a.direct or _mostly(quote, whole))
            latest = a.head
            continue
        if words < 3 and text[quote.end - 2 : quote.end - 1] not in ",.!?":
            continue
        verb = _cue_beside(doc, quote, lexicon, quoted)
        if verb is None:
            sentence_like = text[quote.start + 1 : quote.start + 2].isupper() or words >= 6
            if latest is not None and sentence_like and _goes_on(doc.text, by_head[latest], quote):
                a = by_head[latest]
                by_head[latest] = replace(a, content=_united(a.content, quote), direct=True)
            continue
        if verb.i in by_head:
            a = by_head[verb.i]
            sentence = verb.sent
            if a.direct and a.content and a.outer.overlap(Span(sentence.start_char, sentence.end_char)) == 0:
                continue
            # A quotation whose cue already has a content: the same speech when they meet in one sentence.
            part = words < 5 or not _tells(doc, quote)
            content = _united(a.content, quote) if a.direct or part else (quote,)
            by_head[verb.i] = replace(a, content=content, direct=True)
        else:
            speaker = _speaker_beside(verb, quoted)
            by_head[verb.i] = replace(
                attributed(plain_sense(verb, lexicon) or SPOKEN, verb, cue_phrase(verb, [verb]), [], speaker),
                content=(quote,),
                direct=True,
            )
        latest = verb.i
    return [*by_head.values(), *rest]


def _tells(doc: Doc, quote: Span) -> bool:
    """Is a quotation a clause by itself, and no scrap of one: "least of all for a ministry"?"""
    return any(t.pos_ in ("VERB", "AUX") for t in doc if quote.start <= t.idx < quote.end)


def _mostly(quote: Span, content: tuple[Span, ...]) -> bool:
    return sum(s.overlap(quote) for s in content) >= 0.5 * sum(s.end - s.start for s in content)


def _united(content: tuple[Span, ...], extra: Span) -> tuple[Span, ...]:
    """Contents and one more span, those that touch or overlap made one."""
    spans: list[Span] = []
    for span in sorted([*content, extra]):
        if spans and span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return tuple(spans)


def _outside(token: Token, quoted: list[Span]) -> bool:
    return not any(q.start <= token.idx < q.end for q in quoted)


def _cue_beside(doc: Doc, quote: Span, lexicon: Cues, quoted: list[Span]) -> Token | None:
    """The verb that introduces or follows a quotation, in the same stretch of unquoted words."""
    text = doc.text
    after = _stretch(doc, quote.end, +1, quoted)
    ends_open = text[max(quote.start, quote.end - 2) : quote.end - 1] in (",", "?", "!", "—", "-") or (
        quote.end < len(text) and text[quote.end : quote.end + 1] in (",", "—")
    )

    def speech(tokens: list[Token]) -> list[Token]:
        return [
            t
            for t in tokens
            if t.pos_ in ("VERB", "AUX") and lemma(t) in lexicon.verbs and lemma(t) != "be"
            and any("clause" in c.takes or "object" in c.takes for c in lexicon.verbs[lemma(t)])
            and t.tag_ not in ("VB",)
        ]  # fmt: skip

    first_after = speech(after[:12]) if (after and not after[0].is_sent_start) or ends_open else []
    last_before = speech(_stretch(doc, quote.start, -1, quoted))
    if first_after and (ends_open or not last_before):
        return first_after[0]
    return last_before[-1] if last_before else None


def _stretch(doc: Doc, at: int, step: int, quoted: list[Span]) -> list[Token]:
    """The unquoted tokens beside a character, to the end of their sentence or the next quotation."""
    tokens: list[Token] = []
    order = range(len(doc)) if step > 0 else range(len(doc) - 1, -1, -1)
    for i in order:
        t = doc[i]
        if (step > 0 and t.idx < at) or (step < 0 and t.idx >= at):
            continue
        if not _outside(t, quoted):
            break
        if t.text in (".", "!", "?") or (t.text == ";" and step > 0):
            break
        tokens.append(t)
    return tokens if step > 0 else tokens[::-1]


def _speaker_beside(verb: Token, quoted: list[Span]) -> Token | None:
    """Who speaks by this verb: its subject, or the nearest name or noun outside of quotations."""
    subject = subject_of(verb)
    if subject is not None and _outside(subject, quoted):
        return subject
    doc = verb.doc
    inverted = [c for c in doc[verb.i + 1 : verb.i + 8] if c.pos_ in ("PROPN", "NOUN", "PRON") and _outside(c, quoted)]
    plain = [c for c in doc[max(0, verb.i - 8) : verb.i] if c.pos_ in ("PROPN", "NOUN", "PRON") and _outside(c, quoted)]
    if plain and verb.i - plain[-1].i <= 3:
        return plain[-1]
    if inverted:
        return inverted[0] if inverted[0].head.i == verb.i or inverted[0].dep_ != "compound" else inverted[0].head
    return plain[-1] if plain else None


def _goes_on(text: str, earlier: Attribution, quote: Span) -> bool:
    """Does the speech go on: is there no full sentence of the reporter's between the last quotation and this?"""
    ends = max(earlier.outer.end, earlier.cue_span.end if earlier.cue_span else 0)
    if quote.start < ends:
        return True
    between = text[ends : quote.start]
    return len(between.split()) <= 30 and len(re.findall(r"[.!?]\s", between)) <= 1

"""Somebody else's position inside what a speaker says: who holds it, who reports it, and what is left of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution
from comity.reading.english.cues import SPOKEN, Cue
from comity.reading.english.grammar import SUBJECTS, can_speak, children, noun_phrase
from comity.reading.english.pronouns import REPORTER, SINGULAR
from comity.reading.english.quotes import quotes
from comity.reading.statement import Span
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

QUOTING = words("quote cite")
WANTED = ("demand", "refuse")
EVERYBODY = words("it nobody everybody everyone anybody anyone somebody someone people who one")
SAYINGS = words("words demand line slogan motto message warning phrase")


def quoted_as(a: Attribution, doc: Doc) -> Attribution:
    """ "The Gazette quoted the minister as saying": the minister speaks, the paper reports."""
    head = doc[a.head]
    if head.lemma_.lower() not in QUOTING:
        return a
    for named in children(head, "dobj", "nsubj"):
        said = [w for w in head.subtree if w.tag_ == "VBG" and doc[w.i - 1].lower_ == "as" and w.i > named.i]
        if said and named.i > head.i:
            at = said[0].idx + len(said[0])
            content = a.content if a.direct else _without(a.content, Span(0, at), doc.text)
            return replace(
                a,
                content=content or a.content,
                speaker=noun_phrase(named, a.head),
                speaker_head=named.i,
                inside=a.speaker_head,
                within=a.head,
                relayed=True,
            )
    return a


def words_of(found: list[Attribution], doc: Doc) -> Iterator[Attribution]:
    """ "... repeated the words of the Alliance: "No text."": the quotation is the Alliance's as well."""
    for a in found:
        if not a.direct or a.speaker_head is None:
            continue
        sentence = doc[a.head].sent
        for token in sentence:
            if token.i <= a.head or token.lower_ not in SAYINGS or token.idx >= a.outer.start:
                continue
            for of in children(token, "prep"):
                named = children(of, "pobj") if of.lower_ == "of" else []
                if named and named[0].i != a.speaker_head and named[0].idx < a.outer.start:
                    by = noun_phrase(named[0], a.head)
                    yield replace(
                        a, speaker=by, speaker_head=named[0].i, inside=a.speaker_head, within=a.head, relayed=True
                    )


def within_quotations(
    inner: list[Attribution], found: list[Attribution], doc: Doc, text: str, quoted: list[Span], roles: frozenset[str]
) -> list[Attribution]:
    """All attributions, with those that a speaker quotes of somebody else: ""They want our port," the minister said".

    `inner` are the attributions whose cue stands within a quotation. What the speaker says of "I" and "we" is the
    speaker's own and stays whole. A sentence that tells what another wants is no longer the speaker's position.
    """
    told: list[Attribution] = []
    for a in inner:
        outer = _outer(a, found, doc)
        if outer is None or a.speaker_head is None or not _is_anothers(a, outer, doc, text, quoted, roles):
            continue
        relayed = replace(a, inside=outer.speaker_head, within=outer.head, relayed=True)
        speech = _inner_quotation(a, doc, text, quoted) if a.cue.kind == "say" or doc[a.head].lemma_ == "tell" else None
        told.append(replace(relayed, cue=SPOKEN, content=(speech,), direct=True) if speech else relayed)
        speaker = doc[a.speaker_head]
        if doc[a.head].dep_ == "ROOT" and a.cue.stance in WANTED and speaker.lower_ not in SINGULAR:
            sentence = doc[a.head].sent
            rest = _without(outer.content, Span(sentence.start_char, sentence.end_char), text)
            if rest:
                found = [replace(b, content=rest) if b is outer else b for b in found]
    return [*found, *told]


def _outer(a: Attribution, found: list[Attribution], doc: Doc) -> Attribution | None:
    """The attribution of the quotation in which the cue stands."""
    at = doc[a.head].idx
    return next(
        (b for b in found if b.direct and b.speaker_head is not None and any(s.start <= at < s.end for s in b.content)),
        None,
    )


def _is_anothers(
    a: Attribution, outer: Attribution, doc: Doc, text: str, quoted: list[Span], roles: frozenset[str]
) -> bool:
    assert a.speaker_head is not None
    speaker = doc[a.speaker_head]
    if speaker.lower_ in REPORTER or speaker.lower_ in EVERYBODY or not can_speak(speaker, roles):
        return False
    definite = any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "no", "any") for c in speaker.children)
    if speaker.dep_ not in (*SUBJECTS, "nsubjpass", "poss") or not (speaker.pos_ in ("PROPN", "PRON") or definite):
        return False  # "there is one state proposing ..." says of nobody in particular what they hold
    told = speaker.pos_ == "PROPN" and speaker.idx > doc[outer.head].idx  # "said that Chile "wants the slots""
    if not told and not any(q.start <= speaker.idx < q.end for q in quoted):
        return False
    if a.cue.kind != "say" or any(c.dep_ == "poss" and c.lower_ == "your" for c in speaker.children):
        return True
    return _inner_quotation(a, doc, text, quoted) is not None


def _inner_quotation(a: Attribution, doc: Doc, text: str, quoted: list[Span]) -> Span | None:
    """The quotation within the quotation that is said: "When Norway said 'no', we laughed"."""
    whole = next(q for q in quoted if q.start <= doc[a.head].idx < q.end)
    inside = [q.shifted(whole.start + 1) for q in quotes(text[whole.start + 1 : whole.end - 1])]
    return next((q for q in inside if any(q.overlap(s) for s in a.content)), None)


def _without(content: tuple[Span, ...], cut: Span, text: str) -> tuple[Span, ...]:
    """Spans without a stretch of them; what is left without a word goes."""
    left = [
        part
        for span in content
        for part in (Span(span.start, min(span.end, cut.start)), Span(max(span.start, cut.end), span.end))
        if part.end > part.start and any(c.isalnum() for c in part.of(text))
    ]
    return tuple(_bare(part, text) for part in left)


def _bare(span: Span, text: str) -> Span:
    """A stretch without the white space at its ends."""
    words = span.of(text)
    return Span(span.end - len(words.lstrip()), span.start + len(words.rstrip()))


def telling(found: list[Attribution], doc: Doc) -> list[Attribution]:
    """Each attribution with those within it, so that what it tells of others is not taken for its own."""

    def tells(outer: Attribution, a: Attribution) -> bool:
        at = doc[a.head].idx
        clause = doc[a.head].pos_ != "NOUN" or outer.cue.kind == "say"
        return a.inside is not None and a is not outer and clause and any(s.start <= at < s.end for s in outer.content)

    return [
        replace(outer, tells=tuple(a for a in found if a.speaker_head is not None and tells(outer, a)))
        for outer in found
    ]


def of_whom(verb: Token) -> Token | None:
    """Of whom or to whom a quotation speaks: "..., the minister said of Kestria"."""
    for prep in children(verb, "prep", "dative"):
        if prep.lower_ in ("of", "about", "to"):
            for named in children(prep, "pobj"):
                return named
    return None


def unattributed(doc: Doc, said: list[Span], cue: Cue) -> list[Attribution]:
    """The sentences of a speech that no rule reached, as what its speaker says; questions are left out.

    Parameters: what was read already, in characters of the paragraph; the cue of the words that name the speaker: a
    point under "Norway demanded:" is a demand.
    """
    added: list[Attribution] = []
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        reached = any(span.overlap(Span(sentence.start_char, sentence.end_char)) for span in said)
        if reached or not words or words[-1].text == "?" or not any(t.is_alpha for t in words):
            continue
        last = words[-2] if len(words) > 1 and words[-1].text in ".;,!" else words[-1]
        span = Span(words[0].idx, last.idx + len(last))
        added.append(Attribution(cue, None, (span,), None, None, sentence.root.i, direct=True))
    return added

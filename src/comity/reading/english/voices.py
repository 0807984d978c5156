"""Who holds an attributed position: one speaker, or each of several who speak together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comity.reading.english.grammar import can_speak, noun_phrase
from comity.reading.english.joint import conjuncts, instead, is_either, owners
from comity.reading.english.mentions import NOBODY, Speaker
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.english.speakers import Speakers


@dataclass(frozen=True, slots=True)
class Voice:
    """One holder of a position, with the characters of the paragraph that name them."""

    span: Span | None
    who: Speaker


def voices(head: Token | None, phrase: Span | None, cue: int, speakers: Speakers, number: int) -> list[Voice]:
    """Who speaks by this subject, in the order of the text: at least one, each once.

    Parameters: the head of the speaker's phrase (None where no speaker is named) and its characters; the main word of
    the cue; the speakers known so far; the number of the paragraph.
    """
    if head is None:
        return [Voice(phrase, NOBODY)]
    if is_either(head):
        return [Voice(phrase, NOBODY)]
    head = instead(head) or head
    heads = [h for h in conjuncts(head) if h.i == head.i or _speaks(h, head, speakers)]
    found = [voice for h in heads for voice in _voices_of(h, heads, cue, speakers, number)]
    if len(found) == 1:
        return [Voice(phrase, found[0].who)]
    once: dict[object, Voice] = {}
    for voice in found:
        actor = voice.who.actor
        once.setdefault((actor.party, actor.member, actor.person, voice.who.name), voice)
    return list(once.values())


def _speaks(other: Token, head: Token, speakers: Speakers) -> bool:
    """May a conjunct hold a position of its own, rather than being a thing or the rest of one name?"""
    if not can_speak(other, speakers.registry.roles) or speakers.is_one_name(head, other):
        return False
    return not (other.pos_ == "PRON" and not speakers.registry.roles & {other.lower_})


def _voices_of(head: Token, heads: list[Token], cue: int, speakers: Speakers, number: int) -> list[Voice]:
    """The voices of one conjunct: those of several owners, of those a pronoun stands for, or one."""
    span = _alone(head, heads, cue)
    named = owners(head)
    whose = [speakers.owner_named(name, number) for name in named]
    if len({who for who in whose if who is not None}) > 1 and speakers.speaks_for_owner(head):
        first = min(named, key=lambda t: t.i)
        return [
            Voice(
                _with_noun(name, first, head, span),
                replace(who, organisation=True, plural=True, role=head.lemma_.lower()),
            )
            for name, who in zip(named, whose, strict=True)
            if who is not None
        ]
    who = speakers.who(head, number)
    return [Voice(span, one) for one in who.each] if who.each else [Voice(span, who)]


def _with_noun(name: Token, first: Token, head: Token, span: Span) -> Span:
    """The words for one of several owners: the noun with the name beside it, else the name alone."""
    if name.i == first.i and name.i > head.i:
        return Span(span.start, name.idx + len(name))
    if name.i < head.i and not any(t.dep_ == "cc" for t in name.doc[name.i : head.i]):
        return Span(name.idx, max(span.end, head.idx + len(head)))
    start = name.left_edge.idx if name.i > first.i else name.idx
    return Span(start, name.idx + len(name))


def _alone(head: Token, heads: list[Token], cue: int) -> Span:
    """The phrase of one conjunct, without the others."""
    whole = noun_phrase(head, cue)
    others = {h.i for h in heads if h.i != head.i}
    ends = [
        c.left_edge.idx
        for c in head.children
        if c.i > head.i and (c.dep_ == "cc" or others & {t.i for t in c.subtree}) and c.left_edge.idx > head.idx
    ]
    starts = [
        c.right_edge.idx + len(c.right_edge)
        for c in head.children
        if c.i < head.i and others & {t.i for t in c.subtree}
    ]
    end = min([whole.end, *ends])
    text = head.doc.text
    while end > head.idx + len(head) and (text[end - 1].isspace() or text[end - 1] in ",;("):
        end -= 1
    start = max([whole.start, *starts])
    while start < head.idx and (text[start].isspace() or text[start] in ",;"):
        start += 1
    return Span(start, end)

"""Positions that are shared: "..., a principle echoed by" the next speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cues
from comity.reading.english.grammar import agent_of, lemma
from comity.reading.statement import Span
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

ECHOES = words(
    """
    echo share support endorse repeat back reject oppose dispute dismiss welcome
    """
)


def by_echo(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """ "..., a principle echoed by Zelensky": what was attributed just before is this speaker's position too."""
    for token in doc:
        if (
            token.tag_ not in ("VBN", "VBD")
            or token.lemma_.lower() not in ECHOES
            or token.dep_ not in ("acl", "advcl", "appos", "conj")
        ):
            continue
        speaker = agent_of(token)
        noun = token.head if token.head.pos_ == "NOUN" else None
        if speaker is None or noun is None or noun.left_edge.i == 0 or doc[noun.left_edge.i - 1].text not in (",", "—"):
            continue
        cue = next((c for c in lexicon.verbs.get(lemma(token), ()) if " " not in c.word and "object" in c.takes), None)
        if cue is None:
            continue
        before = [doc[i] for i in range(doc[noun.left_edge.i - 1].sent.start, noun.left_edge.i - 1)]
        if before:
            by = next(c for c in token.children if c.dep_ == "agent")
            yield attributed(cue, token, [doc[i] for i in range(token.i, by.i + 1)], before, speaker)


def without_echo(a: Attribution, doc: Doc, echoes: list[Attribution]) -> Attribution:
    """What was said ends where the report turns to who shares it: ", a view shared by ..."."""
    content = a.content
    for echo in echoes:
        noun = doc[echo.head].head
        at = doc[noun.left_edge.i - 1].idx
        if a.head < echo.head and any(s.start < at < s.end for s in content):
            content = tuple(Span(s.start, min(s.end, at)) for s in content if s.start < at)
    return replace(a, content=content)


def echoed(a: Attribution, doc: Doc, found: list[Attribution]) -> Attribution:
    """The content of an echo is that of the latest attribution before it, where there is one."""
    head = doc[a.head]
    if head.lemma_.lower() not in ECHOES or a.cue_span is None or not a.content or a.outer.end > head.idx:
        return a
    before = [
        b
        for b in found
        if b.head != a.head
        and b.speaker_head != a.speaker_head
        and b.head < a.head
        and b.content
        and a.outer.start <= b.outer.start
        and b.outer.end <= a.outer.end + 1
    ]
    return replace(a, content=before[-1].content) if before else a

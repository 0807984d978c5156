"""Positions told by what somebody makes a condition: "made the release of the crew a precondition for talks"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cue
from comity.reading.english.grammar import children, lemma, subject_of
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CONDITIONS = words("condition precondition prerequisite requirement")
SETS = words("make set lay name state")
MADE = Cue("make condition", "demand", "demand", "must", frozenset({"object"}))


def by_condition(doc: Doc) -> Iterator[Attribution]:
    """What is made a condition, as a demand for it."""
    for noun in doc:
        if noun.lemma_.lower() not in CONDITIONS:
            continue
        verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else noun.head
        thing = _made(noun, verb)
        speaker = subject_of(verb)
        denied = children(verb, "neg") or any(c.lower_ == "no" for c in noun.children)
        if lemma(verb) not in SETS or denied or thing is None or speaker is None or speaker.i in {t.i for t in thing}:
            continue
        yield attributed(MADE, verb, [verb], thing, speaker)


def _made(noun: Token, verb: Token) -> list[Token] | None:
    """What becomes the condition: the clause that "it" stands for, the subject of a small clause, or the object."""
    clause = next((c for c in children(noun, "acl", "ccomp", "relcl") if c.i > noun.i), None)
    before = [t for t in (*children(noun, "nsubj"), *children(verb, "dobj")) if t.i < noun.i and t.i > verb.i]
    if not before:
        return None
    if before[-1].lower_ == "it":
        that = clause is not None and any(c.lower_ == "that" for c in children(clause, "mark"))
        return list(clause.subtree) if clause is not None and that else None
    return list(before[-1].subtree)

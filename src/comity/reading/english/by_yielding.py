"""Positions told by what is no longer held up: "lifted its veto on", "will not stand in the way of"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cue, Cues
from comity.reading.english.grammar import ABOUT, children, lemma, subject_of
from comity.reading.english.undone import FUTURE, STOPS, YIELDS
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LIFTS = words("end lift relinquish remove")
BLOCKS = words("block hinder impede obstruct thwart veto")
LETS_PASS = Cue(YIELDS, "support", "support", "may", frozenset({"object"}))


def by_yielding(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """Objections lifted, and what somebody will not block or has ceased to. To block is a deed: not told."""
    for verb in doc:
        if verb.pos_ != "VERB":
            continue
        content = _lifted(verb, lexicon) or _let(verb)
        speaker = subject_of(verb)
        if content and speaker is not None and speaker.i not in {t.i for t in content}:
            last = min(t.i for t in content) - 1
            first = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "neg"))])
            yield attributed(LETS_PASS, verb, [doc[i] for i in range(first, last + 1)], content, speaker)


def _lifted(verb: Token, lexicon: Cues) -> list[Token]:
    """What an objection was about that somebody lifts."""
    if lemma(verb) not in LIFTS or any(c.dep_ == "neg" for c in verb.children):
        return []
    for noun in children(verb, "dobj"):
        cue = lexicon.nouns.get(noun.lemma_.lower())
        owned = any(c.dep_ == "poss" for c in noun.children)
        if cue is None or cue.stance not in ("refuse", "oppose") or not owned:
            continue
        for prep in (*children(noun, "prep"), *children(verb, "prep")):
            inner = children(prep, "pobj", "pcomp")
            if prep.i > noun.i and prep.lower_ in ABOUT and inner:
                return list(inner[0].subtree)
    return []


def _let(verb: Token) -> list[Token]:
    """What somebody lets pass: no longer blocks, or will not block."""
    ceased = lemma(verb.head) in STOPS and verb.dep_ in ("xcomp", "pcomp")
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    negated = any(c.dep_ == "neg" for c in verb.children) and bool(helpers & FUTURE)
    longer = any(c.lower_ == "longer" for c in verb.children)
    if not (ceased or negated or longer):
        return []
    if lemma(verb) in BLOCKS:
        found = children(verb, "dobj")
        return list(found[0].subtree) if found else []
    if lemma(verb) in ("stand", "get"):
        for into in children(verb, "prep"):
            for way in children(into, "pobj"):
                if way.lower_ == "way":
                    found = [o for of in children(way, "prep") for o in children(of, "pobj", "pcomp")]
                    return list(found[0].subtree) if found else []
    return []

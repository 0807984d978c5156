"""Positions told the other way about: "what Norway wants is a longer season"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cues
from comity.reading.english.grammar import children, lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def by_cleft(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """What a party wants, refuses or accepts, put in front of "is"; the thing behind it is the content."""
    for what in doc:
        verb = what.head
        if what.lower_ != "what" or what.dep_ not in ("dobj", "pobj") or verb.pos_ != "VERB":
            continue
        cue = next((c for c in lexicon.verbs.get(lemma(verb), ()) if " " not in c.word and "object" in c.takes), None)
        speaker = next(iter(children(verb, "nsubj")), None)
        thing = _thing(verb)
        if cue is None or cue.stance == "claim" or speaker is None or speaker.i < what.i or thing is None:
            continue
        negated = any(c.dep_ == "neg" for c in verb.children)
        yield attributed(cue, verb, [verb], list(thing.subtree), speaker, negated=negated)


def _thing(verb: Token) -> Token | None:
    """What stands behind the "is" that a clause with "what" belongs to."""
    for be in verb.doc[verb.i + 1 : verb.sent.end]:
        if lemma(be) == "be" and (verb.head.i == be.i or (be.dep_ == "conj" and be.head.i == verb.head.i)):
            if any(c.dep_ == "neg" for c in be.children):
                return None
            return next((c for c in children(be, "attr", "ccomp", "xcomp") if c.i > be.i), None)
    return None

"""Positions told by what alone will do: "the only mesh size that Norway would accept is the larger one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cue
from comity.reading.english.grammar import can_speak, children, lemma
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TAKES = words("accept agree back consider demand discuss endorse favour favor seek sign support want")
SATISFIES = words("appease content persuade please reassure satisfy")
NOTHING_LESS = re.compile(r"nothing (?:short of|less than|but|except) ", re.IGNORECASE)
ONLY = Cue("only", "demand", "demand", "must", frozenset({"object"}))


def by_exclusive(doc: Doc, roles: frozenset[str]) -> Iterator[Attribution]:
    """What a party would accept alone, as a demand for it. Parameters: the parse, the nouns that stand for speakers."""
    for noun in doc:
        verb = noun.head
        if noun.dep_ != "nsubj" or children(verb, "neg"):
            continue
        if noun.lower_ == "nothing" and lemma(verb) in SATISFIES:
            yield from _nothing_less(noun, verb, roles)
        if lemma(verb) != "be" or not any(c.lower_ == "only" for c in noun.children):
            continue
        things = [c for c in children(verb, "attr", "ccomp", "xcomp") if c.i > verb.i]
        for clause in children(noun, "relcl", "acl"):
            speaker = next(iter(children(clause, "nsubj")), None)
            if lemma(clause) in TAKES and speaker is not None and can_speak(speaker, roles) and things:
                yield attributed(ONLY, clause, [clause], list(things[0].subtree), speaker)


def _nothing_less(nothing: Token, verb: Token, roles: frozenset[str]) -> Iterator[Attribution]:
    """ "Nothing short of a treaty will satisfy Norway"."""
    between = verb.doc[nothing.i : verb.i]
    thing = next((t for t in between if t.dep_ in ("pobj", "pcomp", "conj", "dobj")), None)
    if NOTHING_LESS.match(between.text) is None or thing is None:
        return
    for party in children(verb, "dobj"):
        if can_speak(party, roles):
            yield attributed(ONLY, verb, [verb], list(thing.subtree), party)

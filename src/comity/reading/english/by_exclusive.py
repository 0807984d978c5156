"""Positions told by what alone will do: "the only mesh size that Norway would accept is the larger one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cue
from comity.reading.english.grammar import can_speak, children, lemma, subject_of
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TAKES = words("accept agree back consider demand discuss endorse favour favor seek sign support want")
SIGNS = words("discuss initial ratify read sign table")
SATISFIES = words("appease content persuade please reassure satisfy")
NOTHING_LESS = re.compile(r"nothing (?:short of|less than|but|except|other than) ", re.IGNORECASE)
ONLY = Cue("only", "demand", "demand", "must", frozenset({"object"}))
ALL = Cue("all", "demand", "demand", None, frozenset({"object"}))
ASKS = words("ask demand request require seek want")


def by_exclusive(doc: Doc, roles: frozenset[str]) -> Iterator[Attribution]:
    """What a party would accept alone, as a demand for it. Parameters: the parse, the nouns that stand for speakers."""
    for noun in doc:
        verb = noun.head
        if noun.lower_ == "nothing" and noun.dep_ == "dobj" and lemma(verb) in SIGNS and not children(verb, "neg"):
            yield from _nothing_but(noun, verb, roles)
        if noun.dep_ != "nsubj" or children(verb, "neg"):
            continue
        if noun.lower_ == "nothing" and lemma(verb) in SATISFIES:
            yield from _nothing_less(noun, verb, roles)
        if _is_alone(noun) and lemma(verb) in SATISFIES:
            for party in (p for p in children(verb, "dobj") if can_speak(p, roles)):
                thing = [t for t in noun.subtree if t.lower_ != "only"]
                yield attributed(ONLY, verb, [verb], thing, party)
        if noun.lower_ == "all" and lemma(verb) == "be":
            yield from _all_that_is_asked(noun, verb, roles)
        if lemma(verb) != "be" or not any(c.lower_ == "only" for c in noun.children):
            continue
        things = [c for c in children(verb, "attr", "ccomp", "xcomp") if c.i > verb.i]
        for clause in children(noun, "relcl", "acl"):
            speaker = next(iter(children(clause, "nsubj")), None)
            if lemma(clause) in TAKES and speaker is not None and can_speak(speaker, roles) and things:
                yield attributed(ONLY, clause, [clause], list(things[0].subtree), speaker)


def _all_that_is_asked(everything: Token, verb: Token, roles: frozenset[str]) -> Iterator[Attribution]:
    """ "All they ask is a survey"."""
    things = [c for c in children(verb, "attr", "ccomp", "xcomp") if c.i > verb.i]
    for clause in children(everything, "relcl", "acl"):
        speaker = next(iter(children(clause, "nsubj")), None)
        asks = lemma(clause) in ASKS and not children(clause, "neg")
        if asks and things and speaker is not None and (speaker.pos_ == "PRON" or can_speak(speaker, roles)):
            yield attributed(ALL, clause, [clause], list(things[0].subtree), speaker)


def _nothing_but(nothing: Token, verb: Token, roles: frozenset[str]) -> Iterator[Attribution]:
    """ "Norway will sign nothing but the old text"."""
    speaker = subject_of(verb)
    if speaker is None or not can_speak(speaker, roles):
        return
    behind = nothing.doc[nothing.i : verb.sent.end]
    match = NOTHING_LESS.match(behind.text)
    content = [t for t in behind if match is not None and t.idx >= nothing.idx + match.end() and not t.is_punct]
    if content:
        yield attributed(ONLY, verb, [verb], content, speaker)


def _is_alone(noun: Token) -> bool:
    """ "Only a tunnel"."""
    first = noun.left_edge
    return first.lower_ == "only" and first.head.i == noun.i and first.dep_ == "advmod"


def _nothing_less(nothing: Token, verb: Token, roles: frozenset[str]) -> Iterator[Attribution]:
    """ "Nothing short of a treaty will satisfy Norway"."""
    between = verb.doc[nothing.i : verb.i]
    thing = next((t for t in between if t.dep_ in ("pobj", "pcomp", "conj", "dobj")), None)
    if NOTHING_LESS.match(between.text) is None or thing is None:
        return
    for party in children(verb, "dobj"):
        if can_speak(party, roles):
            yield attributed(ONLY, verb, [verb], list(thing.subtree), party)

"""Positions told of a thing: "a levy is unacceptable to Norway", "a levy has the backing of Norway"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cue, Cues
from comity.reading.english.grammar import can_speak, children, lemma
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REFUSED = Cue("unacceptable to", "refuse", "refuse", "must", frozenset())
ACCEPTED = Cue("acceptable to", "support", "support", None, frozenset())
NEEDED = Cue("essential to", "demand", "demand", "must", frozenset())
VERDICTS = {
    **dict.fromkeys(("unacceptable", "intolerable", "unthinkable", "inadmissible", "anathema", "non-starter"), REFUSED),
    **dict.fromkeys(("acceptable", "welcome", "tolerable"), ACCEPTED),
    **dict.fromkeys(("essential", "indispensable", "vital", "paramount"), NEEDED),
}
MEETS = words("have win meet face draw get receive enjoy run encounter gain secure earn attract find hit")


def by_verdict(doc: Doc, lexicon: Cues, roles: frozenset[str]) -> Iterator[Attribution]:
    """What a thing is to a party, or meets with from one. Parameters: the parse, the lexicon, who can speak."""
    for verb in doc:
        thing = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)
        if thing is None or verb.pos_ not in ("VERB", "AUX") or can_speak(thing, roles) or thing.pos_ == "PRON":
            continue
        for cue, word, party in (*_verdicts(verb), *_reception(verb, lexicon)):
            if can_speak(party, roles):
                negated = any(c.dep_ == "neg" for c in verb.children) or any(c.lower_ == "no" for c in word.children)
                cue_words = [doc[i] for i in range(verb.i, word.i + 1)]
                yield attributed(cue, word, cue_words, list(thing.subtree), party, negated=negated)


def _verdicts(verb: Token) -> Iterator[tuple[Cue, Token, Token]]:
    """ "is unacceptable to Norway", "remains anathema to Norway"."""
    if lemma(verb) not in ("be", "remain", "stay", "become"):
        return
    for word in children(verb, "acomp", "attr", "oprd"):
        cue = VERDICTS.get(word.lower_)
        for prep in (*children(word, "prep"), *children(verb, "prep")) if cue is not None else ():
            if prep.lower_ in ("to", "for") and prep.i == word.i + 1:
                yield from ((cue, word, party) for party in children(prep, "pobj") if cue is not None)


def _reception(verb: Token, lexicon: Cues) -> Iterator[tuple[Cue, Token, Token]]:
    """ "has the backing of Norway", "met with resistance from Norway"."""
    if lemma(verb) not in MEETS:
        return
    below = [n for prep in children(verb, "prep") if prep.lower_ in ("with", "into") for n in children(prep, "pobj")]
    for noun in (*children(verb, "dobj"), *below):
        cue = lexicon.nouns.get(lemma(noun))
        if cue is None or cue.stance not in ("refuse", "oppose", "support"):
            continue
        yield from ((cue, noun, party) for party in children(noun, "poss"))
        preps = [p for p in (*children(noun, "prep"), *children(verb, "prep")) if p.i == noun.i + 1]
        yield from ((cue, noun, party) for p in preps if p.lower_ in ("of", "from") for party in children(p, "pobj"))

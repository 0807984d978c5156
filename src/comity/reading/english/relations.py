"""Relations between parties: who gets on with whom, who is wary of whom, as a report describes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution
from comity.reading.english.cues import Cue
from comity.reading.english.grammar import noun_phrase
from comity.reading.statement import Span
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TIES = words(
    """
    rapport relationship relations ties chemistry friendship interaction stance bond understanding
    attitude trust
    """
)
ALWAYS_WARM = frozenset(["rapport", "chemistry", "friendship", "bond"])
WARM = words(
    """
    good warm amiable friendly close cordial excellent strong favorable favourable positive easy
    personal great constructive
    """
)
COLD = words(
    """
    bad cold cool frosty strained tense hostile poor difficult icy sour fraught unfavorable unfavourable
    negative adversarial troubled
    """
)
RAPPORT = Cue("rapport", "relation", "rapport", None, frozenset())
WARY = Cue("wary", "relation", "wary", None, frozenset())


def relations(doc: Doc) -> Iterator[Attribution]:
    """Which relations does this paragraph describe? The content is the phrase that names the tie and the other side."""
    for token in doc:
        if token.pos_ != "NOUN" or token.lemma_ not in TIES:
            continue
        warmth = _warmth(token)
        other = _other(token)
        if warmth is None or other is None:
            continue
        holder = _holder(token)
        if holder is None or holder.i == other.i:
            continue
        first = token.left_edge
        yield Attribution(
            cue=RAPPORT if warmth else WARY,
            cue_span=Span(token.idx, token.idx + len(token)),
            content=(Span(first.idx, noun_phrase(other, token.i).end),),
            speaker=noun_phrase(holder, token.i),
            speaker_head=holder.i,
            head=token.i,
            other_head=other.i,
        )


def _warmth(noun: Token) -> bool | None:
    words = [t.lower_ for child in noun.children if child.dep_ in ("amod", "advmod", "compound") for t in child.subtree]
    less = bool({"less", "not", "hardly", "little"} & set(words))
    if WARM & set(words):
        return not less
    if COLD & set(words):
        return less
    return True if noun.lemma_ in ALWAYS_WARM else None


def _other(noun: Token) -> Token | None:
    """The other side: what follows "with" or "towards"; of "leaders like Rutte" the one who is named."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in ("with", "towards", "toward"):
            for thing in prep.children:
                if thing.dep_ == "pobj":
                    like = [
                        t for c in thing.children if c.lower_ in ("like", "as") for t in c.children if t.pos_ == "PROPN"
                    ]
                    return like[0] if like else thing
    return None


def _holder(noun: Token) -> Token | None:
    """Whose relation it is: the latest owner or subject named before it in the sentence."""
    sentence = noun.sent
    before = [
        t
        for t in sentence
        if t.i < noun.i and t.dep_ in ("poss", "nsubj", "nsubjpass") and t.lower_ not in ("which", "that", "who", "it")
    ]
    return before[-1] if before else None

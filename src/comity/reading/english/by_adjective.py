"""Positions that an adjective attributes: "wary of", "ready to"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cues
from comity.reading.english.grammar import ABOUT, NOT_SPEAKERS, children, passive_subject_of, subject_of
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

COPULAS = words(
    """
    be stand seem feel remain appear become sound stay look grow
    """
)


def by_adjective(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """Adjectives of the lexicon, as predicate or set off by a comma: "is wary of", ", concerned that"."""
    for token in doc:
        cue = lexicon.adjectives.get(token.lower_) if token.pos_ in ("ADJ", "VERB") else None
        if cue is None:
            continue
        governor = token.head
        predicate = (token.dep_ in ("acomp", "ROOT", "oprd") and governor.lemma_ in COPULAS) or (
            token.tag_ == "VBN" and any(c.lemma_ == "be" for c in children(token, "auxpass", "aux"))
        )
        loose = (
            token.dep_ in ("advcl", "acl", "amod", "conj", "acomp")
            and token.i > 0
            and doc[token.i - 1].text in (",", "—", "-")
        )
        if not predicate and not loose:
            continue
        content: list[Token] = []
        for child in token.children:
            if child.i < token.i:
                continue
            if child.dep_ in ("ccomp", "xcomp", "advcl") and not content:
                content = list(child.subtree)
            elif child.dep_ in ("prep", "agent") and not content and child.lower_ in ABOUT | {"by"}:
                inner = children(child, "pobj", "pcomp", "ccomp")
                if inner:
                    content = list(inner[0].subtree)
        if not content and predicate and governor.lemma_ in COPULAS:
            later = [c for c in governor.children if c.i > token.i and c.dep_ in ("ccomp", "xcomp")]
            if later:
                content = list(later[0].subtree)
        if not content:
            continue
        speaker = (
            subject_of(governor)
            if token.dep_ in ("acomp", "oprd")
            else (passive_subject_of(token) or subject_of(token))
        )
        if speaker is None or speaker.i in {t.i for t in content} or speaker.lower_ in NOT_SPEAKERS:
            continue
        first = governor.i if predicate and governor.i < token.i and token.i - governor.i <= 4 else token.i
        tokens = [doc[i] for i in range(first, token.i + 1)]
        if 0 < content[0].i - token.i == 2:
            tokens.append(doc[token.i + 1])
        negated = any(c.dep_ == "neg" for c in (*token.children, *governor.children)) or any(
            c.lower_ in ("no", "neither", "none") for c in speaker.children
        )
        yield attributed(cue, token, tokens, content, speaker, negated=negated)

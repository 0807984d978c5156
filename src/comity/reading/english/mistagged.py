"""Words that the tagger takes for others: a name for a common noun, "Chile and Peru back it" for an adverb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.actors import Registry

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAMES = {"NN": "NNP", "NNS": "NNPS"}
"""The tag of a name for that of a common noun."""


def mended(doc: Doc, actors: Registry) -> Doc:
    """The same parse, with the nouns of registered names tagged as names, and what has subject and object as a verb."""
    for match in actors.pattern.finditer(doc.text):
        for token in doc.char_span(match.start(), match.end()) or ():
            if token.tag_ in NAMES and token.text[:1].isupper():
                token.tag_ = NAMES[token.tag_]
                token.pos_ = "PROPN"
    for token in doc:
        below = {c.dep_ for c in token.children}
        if token.lower_ == "back" and token.pos_ == "ADV" and {"nsubj", "dobj"} <= below:
            token.tag_, token.pos_ = "VBP", "VERB"
    return doc

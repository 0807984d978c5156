"""Which strings of letters are English words: those of the parser's own word lists, and of the lists of issues."""

from __future__ import annotations

import re
from functools import lru_cache

from comity.reading.editable import supplied_folder
from comity.reading.english.pipeline import pipeline
from comity.reading.wordlist import words

_ENDINGS = (
    ("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("er", ""), ("ers", ""), ("ers", "e"), ("ors", "or"), ("ness", ""), ("ment", ""), ("ments", ""),
    ("ions", "ion"),
)  # fmt: skip
# Small words are on no list of nouns, verbs and adjectives.
_SMALL = words(
    """
    the of and to in a is that for it as was with be by on not at are this from or had an they which one you were all
    her she there would their we him been has when who will no more if out so up its about into than them can only
    other some could these two may then do any my now such like our over me even most also did many before must after
    off down self non ex co anti pro pre post semi vice well half multi
    """
)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    lookups = pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    known = {word for words in lookups.get_table("lemma_index").values() for word in words}
    irregular = {word for words in lookups.get_table("lemma_exc").values() for word in words}
    keywords = re.findall(r"[a-z]+", str(supplied_folder("issues")).casefold())
    return frozenset((*known, *irregular, *keywords, *_SMALL))


def is_word(word: str) -> bool:
    """Is this an English word, inflected or not? Names are none."""
    small = word.casefold()
    return any(
        small.endswith(ending) and len(small) - len(ending) > 1 and small[: len(small) - len(ending)] + stem in _words()
        for ending, stem in _ENDINGS
    )

"""Lists of words: as sets, and as patterns that find them."""

from __future__ import annotations

import re

Pattern = re.Pattern[str]


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def phrases(words: list[str]) -> Pattern:
    """One pattern that finds any of these words and phrases whole, longest first, in either case."""
    if not words:
        return re.compile(r"(?!)")
    ordered = sorted({word.casefold() for word in words}, key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(rf"(?<![\w'-])(?:{alternatives})(?!\w)", re.IGNORECASE)

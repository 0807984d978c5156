"""Hyphens at the ends of lines: some part a word, some belong to it."""

from __future__ import annotations

import re

from comity.reading.english.lexicon import is_word

HYPHENS = "-\u2010\u2011"
SOFT = "\u00ad"


def joined(first: str, second: str, text: str) -> str:
    """Two parts of a word, parted at the end of a line, as they are written within one.

    first, second: the line that ends in a hyphen, and the one after it; text: the whole text, which shows how the word
    is written elsewhere.
    """
    if first.endswith(SOFT):
        return first[:-1] + second
    before, after = re.search(r"([^\W_]+)[-\u2010\u2011]$", first), re.match(r"[^\W_]+", second)
    if before is None or after is None:
        # A dash that stands for itself, or a number that goes on.
        return first + second if first[-2:-1].strip() and second[:1].isalnum() else f"{first} {second}"
    one, other = before[1], after[0]
    return first + second if _belongs(one, other, text) else first[:-1] + second


def _belongs(one: str, other: str, text: str) -> bool:
    """Is the hyphen between these parts written in the middle of a line too?"""
    if one[-1].isdigit() or other[0].isdigit() or (other[0].isupper() and not one.isupper()):
        return True
    if re.search(rf"\b{one}[-\u2010\u2011]{other}", text, re.IGNORECASE):
        return True
    if re.search(rf"\b{one}{other}", text, re.IGNORECASE) or is_word(one + other):
        return False
    return is_word(f"{one}-{other}") or (len(one) > 1 and len(other) > 1 and is_word(one) and is_word(other))

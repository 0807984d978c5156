"""How an amount is compared: >300, <=300, 100..200; and which comparison other words probably mean."""

from __future__ import annotations

import re
import unicodedata

_COMPARISON = re.compile(r"(>=|<=|>|<|≥|≤)\s*(.+)", re.DOTALL)
_BETWEEN = re.compile(r"(\S(?:.*\S)?)\s*\.\.\s*(\S(?:.*\S)?)", re.DOTALL)
_SIGNS = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<=", "==": "", "=": ""}
SAID = {
    **dict.fromkeys(("more than", "above", "over", "after", "later than", "greater than", "higher than"), ">"),
    **dict.fromkeys(("less than", "below", "under", "before", "earlier than", "fewer than", "lower than"), "<"),
    **dict.fromkeys(("at least", "no less than", "not less than", "not below", "not under", "not before"), ">="),
    **dict.fromkeys(("at most", "no more than", "not more than", "not above", "not over", "not after", "up to"), "<="),
}
"""How a comparison is said in words."""
_UNSIGNED = re.compile(r"(=>|=<|==|=)\s*(.+)", re.DOTALL)
_RANGED = (
    re.compile(r"(?:from|between)?\s*(\S.*?)\s*(?:to|and|…|–|—)\s*(\S.*)", re.IGNORECASE),
    re.compile(r"([\d.]+)\s*-\s*([\d.]+)"),
)
_FROM, _UP_TO = re.compile(r"(\S.*?)\s*\.\."), re.compile(r"\.\.\s*(\S.*)")


def compared(words: str) -> tuple[str, str] | None:
    """The sign and the bound of a comparison to one side: (">", "300"); None where words are none."""
    found = _COMPARISON.fullmatch(words.strip())
    return (_SIGNS.get(found[1], found[1]), found[2]) if found else None


def between(words: str) -> tuple[str, str] | None:
    """The two ends of 100..200; None where words are no such stretch."""
    found = _BETWEEN.fullmatch(words.strip())
    return (found[1], found[2]) if found else None


def compares(words: str) -> bool:
    """Whether words compare: >300, <=300, 100..200."""
    return compared(words) is not None or between(words) is not None


def in_words(words: str) -> tuple[str, str] | None:
    """The sign and the bound of a comparison that is said in words: "at most 300"; None where none is."""
    text = " ".join(words.split()).lower()
    said = next((said for said in sorted(SAID, key=len, reverse=True) if text.startswith(f"{said} ")), None)
    return (SAID[said], " ".join(words.split())[len(said) :].strip()) if said else None


def meant(words: str) -> str | None:
    """The comparison that was probably meant by words that are none: `=>300`, `at most 300`, `100 to 200`, `100..`."""
    text = unicodedata.normalize("NFKC", words.replace("…", "..")).strip()
    if text != words.strip() and compares(text):
        return text
    if unsigned := _UNSIGNED.fullmatch(text):
        return _SIGNS[unsigned[1]] + unsigned[2]
    if said := in_words(text):
        return "".join(said)
    if (open_ended := _FROM.fullmatch(text)) and not between(text):
        return f">={open_ended[1]}"
    if (open_begun := _UP_TO.fullmatch(text)) and not between(text):
        return f"<={open_begun[1]}"
    ranged = next((found for form in _RANGED if (found := form.fullmatch(text))), None)
    return f"{ranged[1]}..{ranged[2]}" if ranged else None

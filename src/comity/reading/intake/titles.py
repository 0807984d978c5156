"""Titles that files carry in their properties: many are none."""

from __future__ import annotations

import re

# What programs leave there: their own words, the name of the file, the number of a manuscript.
_NONE = re.compile(
    r"untitled|unbenannt|sans titre|no title|title|some ?title|unknown|null|none|default|normal|blank|template|print"
    r"|test|(document|dokument|presentation|layout|slide|page|folie|book|sheet|draft|scan|doc|new document) ?[-_ ]?\d*"
    r"|microsoft (word|powerpoint|excel|publisher)\b.*|powerpoint presentation|word document|(https?|file|about):.*",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(docx?|docm|dotx?|rtf|odt|pdf|p65|pm\d|pmd|indd|qxd|qxp|fm|tex|dvi|e?ps|wpd|wps|txt|html?|pages|xlsx?|pptx?|pub|ai|cdr)\b",
    re.IGNORECASE,
)


def told_title(stated: str | None, text: str) -> str | None:
    """The title that a file states of itself, or None where that is none: a file name, a program's own words."""
    title = " ".join((stated or "").split())
    words = re.findall(r"[^\W\d_]{2,}", title)
    if not words or _NONE.fullmatch(title) or _FILE.search(title) or re.search(r"_|\.\.|\\|[a-z][A-Z]\w*$", title):
        return None
    start = set(re.findall(r"[^\W\d_]{2,}", text[:6000].casefold()))
    known = sum(word.casefold() in start for word in words)
    if len(words) < 3:
        return title if known == len(words) else None
    digits = sum(letter.isdigit() for letter in title)
    return title if known >= 0.5 * len(words) or digits <= 0.2 * len(title) else None

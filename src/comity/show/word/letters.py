"""Text as a Word file may hold it: nothing that breaks its XML, hides, or turns the direction of writing."""

from __future__ import annotations

import re

from comity.show.safe import safe

# What XML 1.0 excludes and `safe` leaves: two places of Unicode that are never characters.
_EXCLUDED = re.compile("[\ufffe\uffff]")


def plain(text: str) -> str:
    r"""Text of which every character may stand in a file; what may not is written out, as \x00 or \uffff.

    >>> print(plain("a\x00b\uffffc"))
    a\x00b\uffffc
    """
    return _EXCLUDED.sub(lambda found: f"\\u{ord(found[0]):04x}", safe(text))


def in_one_line(text: str) -> str:
    """The same in one line, as properties and names have it: line breaks and runs of blanks are one blank."""
    return " ".join(plain(text).split())

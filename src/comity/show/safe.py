"""Text made safe for a terminal: the one place where what a file says becomes what a screen is sent."""

from __future__ import annotations

import re

# Controls but for the line break and the tab; marks that turn the direction of writing; what is not seen at all but for
# the joiners that scripts need; separators that some terminals take for line breaks; halves of characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff]"
)


def safe(text: str) -> str:
    r"""Text in which nothing commands the terminal or hides: such characters are written out, as \x1b or \u202e.

    >>> print(safe("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    return _UNSAFE.sub(_written_out, text)


def safe_json(text: str) -> str:
    """The same for JSON, which keeps its meaning: such characters are escaped in JSON's own way."""
    return _UNSAFE.sub(_escaped, text)


def _written_out(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

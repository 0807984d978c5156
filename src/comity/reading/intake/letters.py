"""The letters of a source as they are stored: one form for what reads the same.

Printed ligatures, accents apart from their letters, invisible signs and the many kinds of line ends are undone when a
source is taken in, so that offsets, quotations and searches are those of the stored text on every machine.
"""

from __future__ import annotations

import re

from comity.case.letters import same, unseen

# Only what is the same letters in another shape: "10²" or "½" would become other numbers. U+FB05 is a long s with t by
# its name; the fonts of today set the f and t of "lifting" with it.
_SHAPES = {
    **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "ft", "st"), strict=True)),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_PLAIN = re.compile(r"[\n\t -~]*")


def stored(text: str) -> str:
    """The text in the form in which sources are stored: its letters composed and whole, its line ends one character.

    What was stored once is never changed by storing it again.
    """
    text = _LINE_ENDS.sub("\n", text)
    if _PLAIN.fullmatch(text):
        return text
    # A lone half of a surrogate pair cannot be written to a file; it becomes the replacement character.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = "".join(_SHAPES.get(letter, letter) for letter in text if not unseen(letter))
    return same(_CONTROL.sub(" ", text))


def control_signs(text: str) -> int:
    """How many control characters a text holds, which mean nothing in a report and are stored as blanks."""
    return len(_CONTROL.findall(_LINE_ENDS.sub("\n", text)))

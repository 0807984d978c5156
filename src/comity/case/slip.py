"""One slip of the pen in a YAML file, and the mends that slips have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.case import letters
from comity.case.copy import Edit

ODD = "".join(sorted({*letters.BLANKS, *letters.UNSEEN}))
"""Blanks that are none, and what cannot be seen, for a character class of a pattern."""

DECEIVING = re.compile(f"[\t{ODD}：，、｛｝［］]")
"""What may deceive the eye: a text that holds it is looked through for slips, whether or not it can be read."""

_COMMENT = re.compile(r"[ \t]+#|[ \t]*$")
_SHOWN = 60
MOST = 1_000
"""After so many slips a scan ends: the text is hardly one that was meant to be read."""


@dataclass(frozen=True)
class Slip:
    """What is wrong at a place of the text, what to write, and the edits by which a copy can be read on.

    what: empty for an edit that belongs to another slip; letters: whether it is one of letters that deceive the eye,
    which is said although the parser may read them.
    """

    at: int
    what: str
    fix: str
    edits: tuple[Edit, ...]
    letters: bool = False


def shown(words: str) -> str:
    """Words of a file as a message shows them: on one line, and not too many."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3].rstrip()}..."


def quoted(words: str) -> str:
    """Words in the quotes that need no change inside, if there are such."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'{}'".format(words.replace("'", "''"))


def content_end(text: str, at: int, end: int) -> int:
    """Where the content of a line ends: before its comment and the blanks at its end."""
    found = _COMMENT.search(text, at, end)
    return found.start() if found else end


class Mends:
    """The slips found so far in a text, and how the common ones are mended."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Slip] = []

    @property
    def full(self) -> bool:
        """Whether so many slips are found that the rest need not be looked at."""
        return len(self.found) > MOST

    def add(self, at: int, what: str, fix: str, edits: list[Edit]) -> None:
        """A slip that keeps the file from being read."""
        self.found.append(Slip(at, what, fix, tuple(edits)))

    def letter(self, at: int, what: str, fix: str, edits: list[Edit]) -> None:
        """A letter that deceives the eye."""
        self.found.append(Slip(at, what, fix, tuple(edits), letters=True))

    def silently(self, edits: list[Edit]) -> None:
        """Edits that belong to a slip which is already said."""
        self.found.append(Slip(edits[0].start, "", "", tuple(edits), letters=True))

    def odd(self, at: int, end: int) -> int:
        """A run of blanks that are none, or of what cannot be seen, where a blank or nothing belongs; its end."""
        letter, last = self.text[at], at
        while last < end and self.text[last] == letter:
            last += 1
        if letters.unseen(letter):
            what = f"a {letters.called(letter)} stands here, which nobody can see"
            self.letter(at, what, "delete it", [Edit(at, last, "")])
        else:
            what = f"a {letters.called(letter)} stands here (from a web page or Word)"
            self.letter(at, what, "type a normal space", [Edit(at, last, " " * (last - at))])
        return last

    def blanks(self, at: int, end: int) -> int:
        """Skip blanks, with a word on those that are none; where what follows them begins."""
        while at < end:
            letter = self.text[at]
            if letter == "\t":
                self.silently([Edit(at, at + 1, " ")])
            elif letter in letters.BLANKS or letters.unseen(letter):
                at = self.odd(at, end)
                continue
            elif letter != " ":
                break
            at += 1
        return at

    def trailing(self, at: int, end: int) -> None:
        """What cannot be seen at the end of a text."""
        last = end
        while last > at and (self.text[last - 1] in letters.BLANKS or letters.unseen(self.text[last - 1])):
            last -= 1
        while last < end:
            last = self.odd(last, end)

    def in_quotes(self, at: int, last: int) -> list[Edit]:
        """Characters at..last put in single quotes."""
        inner = [Edit(at + place, at + place, "'") for place in _places("'", self.text[at:last]) if place]
        opening = "'''" if self.text.startswith("'", at) else "'"
        if opening == "'''":
            return [Edit(at, at + 1, opening), *inner, Edit(last, last, "'")]
        return [Edit(at, at, opening), *inner, Edit(last, last, "'")]

    def curly(self, at: int, last: int) -> None:
        """Curly quotes (or corner brackets) at two places, which do not hold a text together."""
        what = f"{self.text[at]} and {self.text[last]} are no quotation marks of YAML"
        fix = f'write straight ones: "{shown(self.text[at + 1 : last])}"'
        inner = [Edit(at + 1 + place, at + 1 + place, "\\") for place in _places('"', self.text[at + 1 : last])]
        self.add(at, what, fix, [Edit(at, at + 1, '"'), *inner, Edit(last, last + 1, '"')])

    def inner(self, at: int, last: int) -> None:
        """Quotes inside a text in the same quotes, from the opening quote to behind the closing one."""
        mark = self.text[at]
        escape = "'" if mark == "'" else "\\"
        places = [at + 1 + place for place in _places(mark, self.text[at + 1 : last - 1])]
        if mark == "'":
            what, fix = "an apostrophe in a text in single quotes ends it", "put the text in double quotes, or write ''"
        else:
            what, fix = 'a " in a text in double quotes ends it', "put the text in single quotes"
        self.add(places[0], what, fix, [Edit(place, place, escape) for place in places])

    def closing(self, at: int, limit: int) -> int | None:
        """Behind the quote that closes the one at a place, before a limit; None where none does."""
        mark = self.text[at]
        place = at + 1
        while place < limit:
            letter = self.text[place]
            if letter == "\\" and mark == '"':
                place += 2
                continue
            if letter == mark:
                if mark == "'" and self.text.startswith("''", place):
                    place += 2
                    continue
                return place + 1
            place += 1
        return None


def _places(letter: str, text: str) -> list[int]:
    return [place for place, each in enumerate(text) if each == letter]

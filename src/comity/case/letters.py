"""Letters that say the same or look the same: typography, composed forms, look-alikes, what cannot be seen.

The one place where they are folded: names are compared by `same`, words are looked for by `occurrences`, and what an
eye cannot tell apart is called by its name with `called`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

QUOTES = {
    **dict.fromkeys("“”„‟«»″〝〞〟＂❝❞「」『』", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´ʼʹ＇❛❜", "'"),
}
"""Quotation marks and apostrophes, and the straight one that stands for each."""

DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
"""Hyphens, dashes and minus signs, and the hyphen that stands for each."""

BLANKS = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
"""Blanks that are not the space bar's."""

UNSEEN = {
    "\u00ad": "soft hyphen",
    "\u034f": "joining mark",
    "\u061c": "mark of writing direction",
    "\u180e": "Mongolian vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u200e": "mark of writing direction",
    "\u200f": "mark of writing direction",
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e", "change of writing direction"),
    "\u2060": "word joiner",
    **dict.fromkeys("\u2061\u2062\u2063\u2064", "invisible sign"),
    **dict.fromkeys("\u2066\u2067\u2068\u2069", "change of writing direction"),
    "\ufeff": "byte order mark",
    **{chr(code): "variation mark" for code in range(0xFE00, 0xFE10)},
}
_CALLED = {"\u00a0": "no-break space", "\u202f": "narrow no-break space", "\u3000": "full-width space", "\t": "tab"}

_LOOK_ALIKES = {
    **dict(zip("авекмнорстухіјѕԁһԛԝѵґӏ", "abekmhopctyxijsdhqwvrl", strict=True)),
    **dict(zip("АВЕКМНОРСТУХІЈЅԌԚԜ", "ABEKMHOPCTYXIJSGQW", strict=True)),
    **dict(zip("αβεικνορτυχωγηϲϳ", "abeikvoptuxwyncj", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "ABEZHIKMNOPTYXC", strict=True)),
    **dict(zip("օսոһıɡɑ", "ounhiga", strict=True)),
}
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
_PIECE = re.compile(r"[!-_a-~]+(?: [!-_a-~]+)*|\s+|.")
_PLAIN_SIGNS = {**QUOTES, **DASHES}
_SIGNS = str.maketrans(_PLAIN_SIGNS)


def same(name: str) -> str:
    """The form in which two spellings of one name are equal: accents composed with their letters (NFC)."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def alike(name: str) -> str:
    """The form in which names are equal that an eye may take for each other: no capitals, no foreign look-alikes,
    nothing invisible, plain quotes, dashes and blanks, a blank or low line as a hyphen."""
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", name) if not unseen(letter))
    plain = "".join(_LOOK_ALIKES.get(letter, _PLAIN_SIGNS.get(letter, letter)) for letter in seen)
    return re.sub(r"[\s_-]+", "-", plain.casefold()).strip("-\"'")


def unseen(letter: str) -> bool:
    """Whether a character takes no room, or is a blank that is not the space bar's."""
    return letter in UNSEEN


def called(letter: str) -> str:
    """What a character is called, for someone who cannot see what is odd about it: "Cyrillic о U+043E"."""
    code = f"U+{ord(letter):04X}"
    known = UNSEEN.get(letter) or _CALLED.get(letter)
    if known:
        return f"{known} {code}"
    official = unicodedata.name(letter, "")
    if not official or unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp"):
        return f"{official.lower() or 'control character'} {code}"
    if unicodedata.category(letter) == "Zs":
        return f"{official.lower()} {code}"
    script = official.split()[0]
    return f"{script.capitalize()} {letter} {code}" if "LETTER" in official else f"{letter} {code}"


def odd_letters(name: str, meant: str = "") -> tuple[str, ...]:
    """The characters of a name that deceive the eye, by what they are called, each once.

    meant: a known name that it may be taken for; without one, letters of another script than the rest are odd.
    """
    scripts = {script for letter in name if (script := _script(letter))}
    mixed = len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"}) > 1
    odd = [
        letter
        for letter in name
        if unseen(letter)
        or letter in BLANKS
        or (letter in QUOTES and not letter.isascii())
        or (letter in _LOOK_ALIKES and letter not in meant and (meant or (mixed and _script(letter) != "LATIN")))
        or (meant and letter not in meant and unicodedata.normalize("NFKC", letter) != letter)
    ]
    return tuple(dict.fromkeys(map(called, odd)))


def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""
    return first if first in _SCRIPTS else ""


@dataclass(frozen=True)
class Folded:
    """A text made plain, and from where to where each of its characters stands in the text it came from."""

    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters start..end of the plain text stand in the text that it came from."""
        return self.starts[start], self.ends[end - 1]


def folded(text: str, start: int = 0, end: int | None = None) -> Folded:
    """The text with quotes and dashes straight, accents composed, ligatures undone, in small letters, each run of
    blanks and line breaks one blank, and nothing invisible; every character with its place.

    start, end: the part of the text that is wanted.
    """
    pieces: list[str] = []
    starts, ends = array("Q"), array("Q")
    for piece, first, last in _pieces(text, start, len(text) if end is None else end):
        if last - first > 1 and piece.isascii() and not piece.isspace():
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
            pieces.append(piece.lower())
            continue
        plain = _plain(piece)
        pieces.append(plain)
        starts.extend([first] * len(plain))
        ends.extend([last] * len(plain))
    return Folded("".join(pieces), starts, ends)


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever its quotes and dashes, capitals, line breaks and forms of accents."""
    return list(_found(folded(text), folded(words).text.strip()))


def _found(plain: Folded, wanted: str) -> Iterator[tuple[int, int]]:
    at = plain.text.find(wanted) if wanted else -1
    while at >= 0:
        yield plain.span(at, at + len(wanted))
        at = plain.text.find(wanted, at + len(wanted))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The text in pieces that are folded as one: runs of blanks, runs of plain letters, a letter with its accents."""
    held: tuple[int, int] | None = None  # a letter that accents may still follow, or a run of blanks
    for match in _PIECE.finditer(text, start, end):
        first, last = match.span()
        letter = text[first]
        if held and (unicodedata.combining(letter) or unseen(letter)):
            held = held[0], last
            continue
        if held:
            yield text[held[0] : held[1]], *held
        if last - first > 1 and not letter.isspace():
            yield text[first : last - 1], first, last - 1
            first = last - 1
        held = first, last
    if held:
        yield text[held[0] : held[1]], *held


def _plain(piece: str) -> str:
    seen = "".join(letter for letter in piece if not unseen(letter))
    if not seen or seen.isspace():
        return " " if seen else ""
    composed = unicodedata.normalize("NFC", seen).translate(_SIGNS)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", composed).casefold())

"""From bytes to text: which encoding a file is in, and, where that can only be guessed, what was guessed.

Detectors that learn the language of long texts (charset-normalizer, uchardet) take a short report in Mac Roman for
Central European. A report in English holds few letters beyond ASCII, and where these stand tells more: an accented
letter within a word of small letters, a quotation mark before one.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from comity.reading.intake.source import Remark, Unreadable, counted, sample

# In the order in which they are taken where they fit alike: what is met most first.
LEGACY = {
    "cp1252": "Windows-1252 (Western)",
    "mac_roman": "Mac Roman",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1250": "Windows-1250 (Central European)",
    "koi8_u": "KOI8 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp850": "DOS 850 (Western)",
    "cp866": "DOS 866 (Cyrillic)",
    "mac_cyrillic": "Mac Cyrillic",
}
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_COMMON = set("àáâãäåæçèéêëìíîïñòóôõöøùúûüýßğışœšžčćęąłńśźżőűășțţěřůďť")
_OPENING, _CLOSING = "“‘«„‹", "”»›"
# UTF-8 that was read as Windows-1252 and saved as UTF-8: "TÃ¼rkiye", "donâ€™t".
_TWICE = re.compile("[\u00c2\u00c3\u00c4\u00c5\u00d0\u00d1\u00e2][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}")
_SHORTENED = re.compile(r"[A-Za-z]’(?:s|t|re|ve|ll|d|m)\b")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decoded(data: bytes, declared: str | None = None) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file's bytes, and a remark where its encoding is not certain.

    declared: the encoding that the file says it is in, if it says one.
    Raises Unreadable where this is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    if b"\x00" in data[:4096]:
        return _wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _once(text)
    if declared and (text_as := _as_declared(data, declared)) is not None:
        return text_as, ()
    if len(_SEQUENCE.findall(data)) >= len(re.findall(rb"[\x80-\xff]", _SEQUENCE.sub(b"", data))):
        return _mixed(data)
    return _guessed(data)


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[Remark, ...]]:
    text = data.decode(encoding, "replace")
    if (lost := text.count("\ufffd")) == 0:
        return text, ()
    what = f"{counted(lost, 'character')} cannot be read in the encoding that the file begins with ({encoding})"
    return text, (Remark(what, "save the text anew as UTF-8, and look for the sign \ufffd in it", _line(text)),)


def _wide(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """UTF-16 without the mark it should begin with: every second byte of English text is zero."""
    start = data[:4096]
    odd, even = start[1::2].count(0) / max(1, len(start) // 2), start[::2].count(0) / max(1, len(start) // 2)
    if max(odd, even) < 0.7 or min(odd, even) > 0.05:
        raise Unreadable("this is not a text file", "export it as plain text")
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = data.decode(encoding, "replace")
    what = f"the file does not say in which encoding it is; it was taken as {encoding.upper()}"
    return text, (Remark(what, "if that is wrong, save it as UTF-8"),)


def _as_declared(data: bytes, declared: str) -> str | None:
    # Pages that name Latin-1 are in Windows-1252: browsers read them so, and authors looked at them in browsers.
    name = "cp1252" if declared.casefold().replace("_", "-") in ("iso-8859-1", "latin-1", "latin1") else declared
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _once(text: str) -> tuple[str, tuple[Remark, ...]]:
    """UTF-8 as it should be, or what was converted to it twice made whole again."""
    if text.isascii():
        return text, ()
    found: list[tuple[str, str]] = []

    def whole(match: re.Match[str]) -> str:
        for length in (len(match[0]), len(match[0]) - 1):
            piece = match[0][:length]
            # Windows-1252 leaves five bytes without a letter; programs pass them on as they are.
            data = b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in piece)
            try:
                letter = data.decode("utf-8")
            except UnicodeDecodeError:
                continue
            found.append((piece, letter))
            return letter + match[0][length:]
        return match[0]

    mended = _TWICE.sub(whole, text)
    if not found:
        return text, ()
    words = sample(_words(mended, {letter for _, letter in found}))
    what = f"the text was converted twice ({sample([found[0][0]])} for {sample([found[0][1]])}); it was read as {words}"
    return mended, (Remark(what, "if that is wrong, save the original as UTF-8 and read that"),)


def _mixed(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """UTF-8 with some bytes that are not: texts of several origins in one file."""
    odd: list[str] = []

    def western(match: re.Match[str]) -> str:
        odd.append(bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"))
        return odd[-1]

    # A byte that is not UTF-8 is decoded to half a surrogate pair, which no text holds.
    text = re.sub("[\udc80-\udcff]", western, data.decode("utf-8", "surrogateescape"))
    words = sample(_words(text, set(odd)))
    what = f"{counted(len(odd), 'byte')} of the text are not UTF-8; they were read as Windows-1252: {words}"
    return text, (Remark(what, "if that is wrong, correct them and save the file as UTF-8"),)


def _guessed(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    best, text = "", ""
    highest = float("-inf")
    for encoding in LEGACY:
        try:
            as_text = data.decode(encoding)
        except UnicodeDecodeError:
            if encoding != "cp1252":
                continue
            as_text = data.decode(encoding, "replace")
        fit = _fit(as_text)
        if fit > highest:
            best, text, highest = encoding, as_text, fit
    words = sample(_words(text, {c for c in text if not c.isascii()}))
    what = f"the file is not UTF-8; it was taken as {LEGACY[best]}, in which it says {words}"
    return text, (Remark(what, "if that is wrong, save it as UTF-8"),)


def _fit(text: str) -> float:
    """How likely are these letters where they stand, in a report in English? Highest where all are at home."""
    fit = 0.0
    for match in islice(re.finditer(r"[^\x00-\x7f]", text), 5000):
        at = match.start()
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        fit += 2.5 if match[0] == "’" and _SHORTENED.match(text, at - 1) else _fit_of(match[0], before, after)
    return fit


def _fit_of(letter: str, before: str, after: str) -> float:
    inside = before.isalpha() and after.isalpha()
    if letter in "’'":
        return 1.0 if before.isalnum() or (before.isspace() and after.isalpha()) else -1.0
    if letter in _OPENING:
        return 1.0 if not before.isalnum() and not after.isspace() else -1.0
    if letter in _CLOSING:
        return 1.0 if not before.isspace() and not after.isalnum() else -1.0
    if letter in "–—…• \u00a0":
        return 0.5 if letter != "…" or not after.isalpha() else -1.0
    if not letter.isalpha():
        return -3.0 if inside or unicodedata.category(letter) in ("Cc", "Cn", "Co") or letter == "\ufffd" else -0.5
    script = unicodedata.name(letter, "?").split()[0]
    beside = [c for c in (before, after) if c.isalpha()]
    if script != "LATIN":
        if any(unicodedata.name(c, "?").split()[0] != script for c in beside):
            return -3.0
        if letter.isupper() and before.isalpha() and (before.islower() or after.islower()):
            return -2.0
        return 1.0 if beside else 0.0
    if letter.isupper() and before.islower():
        return -3.0
    strange = sum(not c.isascii() for c in beside)
    return (1.5 if letter.lower() in _COMMON else 0.5) - 1.2 * strange


def _words(text: str, letters: set[str]) -> list[str]:
    """The first words that hold one of these letters."""
    found: list[str] = []
    for match in re.finditer(r"[^\s;,<>|]+", text):
        if not letters.isdisjoint(match[0]):
            found.append(match[0].strip(".,;:!?()[]"))
            if len(set(found)) > 5:
                break
    return found or ["(nothing but ASCII)"]


def _line(text: str) -> int:
    return text.count("\n", 0, text.find("\ufffd")) + 1

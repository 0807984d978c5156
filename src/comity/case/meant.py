"""What was probably meant by a value that cannot be read as it stands: a number, a date, a word of a few, a name."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from comity.case import letters

_NUMBER = r"[-+]?(?:\d+(?:[.,]\d+)?|[.,]\d+)"
_AROUND = re.compile(
    r"^[\s\"'~≈]*(?:about|around|approx\.?|approximately|circa|ca\.?|some)?\s*|(?:[\s\"';,]|(?<!\.)\.)*$", re.IGNORECASE
)
_GROUPED = re.compile(r"(?<=\d)[ '](?=\d{3}(?!\d))")
_EITHER = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?!\d)")
"""A thousand and more as some write it, and three decimals as others do."""
_UNIT = re.compile(r"\s*(?:%|percent|per cent|points?|pts?\.?)(?=\W|$)", re.IGNORECASE)
_RANGE = re.compile(rf"(?:between\s+|from\s+)?({_NUMBER})\s*(?:\.\.+|-|;|to|and|bis)\s*({_NUMBER})", re.IGNORECASE)
_YES = {"y", "yes", "yep", "true", "on", "1", "x", "ja", "oui", "si", "sí", "да"}
_NO = {"n", "no", "nope", "false", "off", "0", "nein", "non", "нет"}
_DATES = (
    "%d.%m.%Y", "%d. %m. %Y", "%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y",
    "%d. %B %Y", "%Y%m%d", "%Y-%m-%d",
)  # fmt: skip


def _plain(text: str) -> str:
    """A value with straight signs and the digits of the keyboard."""
    straight = "".join(letters.DASHES.get(letter, letters.QUOTES.get(letter, letter)) for letter in text)
    folded = unicodedata.normalize("NFKC", straight)
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in folded
        if not letters.unseen(letter)
    )


def number(given: str) -> str | None:
    """The number or range that was meant by `25,5`, `25 %`, `52-66`, `“40”`; None where it is not clear."""
    if len(given) > 60:
        return None
    text = _GROUPED.sub("", _AROUND.sub("", _UNIT.sub("", _plain(given))))
    text = _AROUND.sub("", text)
    text = text if text.startswith("-") else re.sub(r"(?<=\d)\s*--+\s*(?=\d)", "-", text)
    if _EITHER.search(text):
        return None
    if re.fullmatch(_NUMBER, text):
        return text.replace(",", ".")
    between = _RANGE.fullmatch(text)
    if not between:
        return None
    low, high = (end.replace(",", ".") for end in between.groups())
    return f"{low}..{high}" if float(low) <= float(high) else f"{high}..{low}"


def one_number(given: str) -> str | None:
    """The number that was meant by `25,5` or `25 %`; None where it is not clear, or a range."""
    meant = number(given)
    return None if meant is None or ".." in meant else meant


def entry(given: str) -> str | None:
    """The entry that was meant by `price=high` or `price high`; None where it is not clear."""
    pair = re.fullmatch(r"([\w.-]+)(?:\s*=\s*|\s+)([\w.-]+)", given.strip())
    return f"{{{pair[1]}: {pair[2]}}}" if pair else None


def yes_or_no(given: str) -> str | None:
    """Whether yes or no was meant; None where it is not clear."""
    word = _plain(given).strip(" \"'.,;!").casefold()
    return "yes" if word in _YES else "no" if word in _NO else None


def date(given: str) -> str | None:
    """The date that was meant by `18.08.2025` or `18 August 2025`; None where it is not clear."""
    text = " ".join(_plain(given).strip(" \"'.,;").split())
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    for form in _DATES:
        try:
            return dt.datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None


def name(given: str) -> str | None:
    """A name that a case file takes, made of words: `african-union` for "African Union"."""
    straight = unicodedata.normalize("NFKC", "".join(letters.DASHES.get(letter, letter) for letter in given))
    seen = "".join("" if letters.unseen(letter) else letter for letter in straight)
    quoteless = "".join(letter for letter in seen if letter != "'" and letter not in letters.QUOTES)
    parts = re.findall(r"[\w.]+", unicodedata.normalize("NFC", quoteless.casefold()))
    made = "-".join(part for part in parts if part.strip("._"))[:60].strip("-.")
    return made if made and all(letter.isalnum() or letter in "_-." for letter in made) else None


def items(given: str) -> str | None:
    """The list that was meant by lines that begin with hyphens without a blank; None where it is none."""
    found = re.findall(r"(?:^|\s)[-–—•*]\s?(\S+)", given)
    joined = " ".join(re.split(r"(?:^|\s)[-–—•*]\s?", given)).split()
    return "[{}]".format(", ".join(found)) if found and found == joined else None

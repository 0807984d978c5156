"""Names in the files of other programs: found again, shown in messages, and made into names of a case or of files."""

from __future__ import annotations

import json
import os
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

from comity.case.letters import alike, odd_letters, same
from comity.problem import nearest

SHOWN = 80
"""How many letters of a file's own words a message quotes."""

_FEW = 3
_COMPARED = 300  # names; more are not looked through for one that may be meant
_OFFERED = 50  # how often one list of names is looked through
_NAME_LENGTH = 40
_FILE_NAME = re.compile(r"\w[\w .()+-]*")
_FILE_BYTES = 120  # of a file's name: systems take 255, with encryption 143, and a suffix and a number are added
_NUMERAL = re.compile(r"-?\d+(?:\.\d+)?")
_DEVICES = {
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"),
    *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"),
}


def shown(words: str) -> str:
    """Words of a file as a message shows them: on one line, and not too many."""
    line = " ".join(words[: 4 * SHOWN].split())
    return line if len(line) <= SHOWN and len(words) <= 4 * SHOWN else f"{line[: SHOWN - 3].rstrip()}..."


def some(names: Iterable[str]) -> str:
    """A list of names as a message shows it: "a1, a2, a3 and 3,996 more"."""
    every = list(names)
    first = ", ".join(shown(name) for name in every[:_FEW])
    return first if len(every) <= _FEW else f"{first} and {len(every) - _FEW:,} more"


def named(path: Path, name: str) -> str:
    """A name of a file as text that can be shown: bytes that are none of its encoding, and control characters, as �."""
    readable = os.fsencode(name).decode("utf-8", "replace") if not name.isascii() else name
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in readable) or path.suffix


class Known:
    """The names that a file may use, to be found whatever the form of their accents.

    what: what they are names of, for messages.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._places = {same(name): at for at, name in reversed(list(enumerate(self.names)))}
        self._left = _OFFERED

    def at(self, name: str) -> int | None:
        """The number of a name, or None where it is none of these."""
        return self._places.get(same(name))

    def meant(self, name: str) -> str:
        """What the writer of a name that is none of these probably meant, for the fix of a problem."""
        if self._left <= 0:
            return ""
        self._left -= 1
        candidates = [known[:SHOWN] for known in islice(self.names, _COMPARED)]
        looks = alike(name[:SHOWN])
        for known in candidates:
            if alike(known) == looks:
                odd = odd_letters(name, known) or odd_letters(known, name)
                told = f" There is a {some(odd)} in one of them" if odd else ""
                if not odd and "".join(known.split()) == "".join(name.split()):
                    told = " They differ in their blanks only"
                return f"did you mean {known}?{told}"
        return nearest(shown(name), [shown(known) for known in candidates])


def doubles(names: Sequence[str]) -> list[tuple[int, int]]:
    """Which names stand there again, each with the first of its kind, by number, in whatever form of accents."""
    first: dict[str, int] = {}
    found = []
    for at, name in enumerate(names):
        if first.setdefault(same(name), at) != at:
            found.append((at, first[same(name)]))
    return found


def identifiers(labels: Iterable[str], stem: str, reserved: Iterable[str] = ()) -> tuple[str, ...]:
    """A name that a case file can use for every label: short, distinct, and none of the reserved ones."""
    taken = set(reserved)
    counts: dict[str, int] = {}
    names = []
    for label in labels:
        if _NUMERAL.fullmatch(label) and len(label) <= _NAME_LENGTH:
            base = label
        else:
            start = label[: 20 * _NAME_LENGTH]
            words = filter(None, re.split(r"[^\w.]+", unicodedata.normalize("NFKC", start).lower()))
            joined = " ".join(words)
            short = textwrap.shorten(joined, _NAME_LENGTH, placeholder="") or joined[:_NAME_LENGTH]
            base = short.replace(" ", "-").strip("-.") or stem
        names.append(distinct(base, taken, counts, str))
    return tuple(names)


def file_names(title: str, parties: Iterable[str], suffix: str) -> list[str]:
    """A file name for the domain and for each profile, in order: title and names where every system takes them."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    return [distinct(_file_stem(stem), taken, counts, folded) + suffix for stem in (title, *parties)]


def quoted(value: str) -> str:
    """A text in YAML's double quotes, with escapes for what is not printable (some of it would read as line breaks)."""
    return "".join(
        letter if letter.isprintable() else f"\\U{ord(letter):08X}" for letter in json.dumps(value, ensure_ascii=False)
    )


def distinct(base: str, taken: set[str], counts: dict[str, int], form: Callable[[str], str]) -> str:
    """A name made distinct by a number where it is taken, as in "talks-2"; it is taken then.

    taken: the names that are, in the form in which names are compared; counts: how often each base was asked for.
    """
    name = base
    while form(name) in taken:
        counts[base] = counts.get(base, 1) + 1
        name = f"{base}-{counts[base]}"
    taken.add(form(name))
    return name


def _file_stem(name: str) -> str:
    """A name as that of a file, without its suffix: no longer than systems take, and no device of Windows."""
    stem = name if _FILE_NAME.fullmatch(name) else identifiers([name], "file")[0]
    stem = stem.encode()[:_FILE_BYTES].decode("utf-8", "ignore").rstrip(" .")
    base, dot, rest = stem.partition(".")
    return f"{base}_{dot}{rest}" if base.rstrip().upper() in _DEVICES else stem


def folded(name: str) -> str:
    """The form in which some systems take two file names for the same."""
    return unicodedata.normalize("NFKC", name).casefold()

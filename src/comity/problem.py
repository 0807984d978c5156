"""What is wrong with an input, where, and what would fix it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

Severity = Literal["error", "warning"]

MOST = 200
"""How many problems of one input are told; nobody mends more at once."""

ALIKE = 0.6
"""How alike two names must be for one to be meant by the other: twice the letters in common by all letters."""

_LONGEST_LINE = 1_000
_LONGEST = 300  # letters of a name that is compared


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file something stands; lines and columns count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: the place, what is wrong, and the nearest fix."""

    place: Place
    what: str
    fix: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        # A name quoted from a file may run over several lines or pages; what is said of it is one line.
        for field in ("what", "fix"):
            line = " ".join(filter(None, map(str.strip, getattr(self, field).splitlines())))
            object.__setattr__(self, field, line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 3]}...")

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.said}"

    @property
    def said(self) -> str:
        """What is wrong and what would mend it, for whoever sees the place."""
        return f"{self.what}; {self.fix}" if self.fix else self.what

    @property
    def sentence(self) -> str:
        """The same as a sentence, with its mark at the end."""
        return self.said if self.said.endswith((".", "?", "!")) else f"{self.said}."


class Problems(Exception):
    """Raised where an input cannot be used: carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = first(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def first(problems: Iterable[Problem], most: int = MOST) -> tuple[Problem, ...]:
    """The first problems of an input in their order, and how many more there are; warnings give way to errors.

    most: how many are told.
    """
    every = sorted(set(problems))
    if len(every) <= most + 1:
        return tuple(every)
    errors = [problem for problem in every if problem.severity == "error"]
    warnings = [problem for problem in every if problem.severity == "warning"]
    kept = sorted([*errors[:most], *warnings[: max(most - len(errors), 0)]])
    shown = set(kept)
    left = [problem for problem in every if problem not in shown]
    what, fix = f"from here on, {len(left):,} more problems are not shown", "mend these first, then check again"
    return tuple(sorted([*kept, Problem(left[0].place, what, fix, "error" if errors[most:] else "warning")]))


def nearest(word: str, known: Iterable[str]) -> str:
    """What the writer probably meant: "did you mean X?", or the names to choose from."""
    names = tuple(known)
    close = closest(word, names)
    if close is not None:
        return f"did you mean {close}?"
    if not names:
        return ""
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"known: {shown}"


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known name that is most like a word, at least three fifths alike, whatever its capitals; None if none is.

    Of two names the one that is more like it when capitals do not count: Rusia is russia, and not usa.
    """
    names = _Index.of(tuple(known))
    same, any_case = names.closest(word), names.closest_of_any_case(word)
    if same is None or any_case is None or word.islower():
        return same or any_case
    from difflib import SequenceMatcher

    alike = [SequenceMatcher(None, name.lower(), word.lower()).ratio() for name in (same, any_case)]
    return any_case if alike[1] > alike[0] else same


class _Index:
    """Names prepared for being looked up by words that are nearly theirs: as difflib finds them, without its cost.

    Two texts are at most as alike as the letters that they share; where that is less than another name has, nothing
    more is computed.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self._bits: dict[tuple[str, int], int] = {}
        self._masks = [(name, len(name), self._mask(name)) for name in names if len(name) <= _LONGEST]

    @staticmethod
    @lru_cache(maxsize=16)
    def of(names: tuple[str, ...]) -> _Index:
        """The index of these names."""
        return _Index(names)

    def closest(self, word: str) -> str | None:
        """The most similar name of these capitals; of several the last in the alphabet, as difflib has it."""
        from difflib import SequenceMatcher  # most texts are spelt right

        if not word or len(word) > _LONGEST:
            return None
        letters = self._mask(word)
        size = len(word)
        bounds = [
            (2 * (letters & mask).bit_count() / (size + length), name)
            for name, length, mask in self._masks
            if 2 * min(size, length) >= ALIKE * (size + length)
        ]
        best: tuple[float, str] | None = None
        matcher = SequenceMatcher()
        matcher.set_seq2(word)
        for bound, name in sorted(bounds, reverse=True):
            if bound < (best[0] if best else ALIKE):
                break
            matcher.set_seq1(name)
            ratio = matcher.ratio()
            if ratio >= ALIKE and (best is None or (ratio, name) > best):
                best = ratio, name
        return best[1] if best else None

    def closest_of_any_case(self, word: str) -> str | None:
        """The most similar name when capitals do not count."""
        found = self._lowered.closest(word.lower())
        return None if found is None else self._of_lowered[found]

    @cached_property
    def _of_lowered(self) -> dict[str, str]:
        return {name.lower(): name for name in self.names}

    @cached_property
    def _lowered(self) -> _Index:
        return _Index(tuple(self._of_lowered))

    def _mask(self, word: str) -> int:
        """The letters of a word as bits, the second of a kind another bit than the first."""
        counts: dict[str, int] = {}
        mask = 0
        for letter in word:
            counts[letter] = counts.get(letter, 0) + 1
            mask |= 1 << self._bits.setdefault((letter, counts[letter]), len(self._bits))
        return mask

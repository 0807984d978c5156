"""What is wrong with an input, where, and what would fix it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


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
        # A name quoted from a file may run over several lines; what is said of it is one line.
        for field in ("what", "fix"):
            object.__setattr__(self, field, " ".join(filter(None, map(str.strip, getattr(self, field).splitlines()))))

    def __str__(self) -> str:
        fix = f"; {self.fix}" if self.fix else ""
        return f"{self.place}: {self.severity}: {self.what}{fix}"


class Problems(Exception):
    """Raised where an input cannot be used: carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(word: str, known: Iterable[str]) -> str:
    """What the writer probably meant: "did you mean X?", or the names to choose from."""
    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if not close:
        lowered = {name.lower(): name for name in names}
        close = [lowered[match] for match in get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)]
    if close:
        return f"did you mean {close[0]}?"
    if not names:
        return ""
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"known: {shown}"

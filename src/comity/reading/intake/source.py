"""A source as it is stored, and what a reader of one kind of file makes of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from comity.problem import Problem


@dataclass(frozen=True)
class Change:
    """A tracked change of a document: who inserted or deleted which words, and when.

    Inserted words stand in the source's text, from character `start` up to, not including, `end`; deleted ones stood
    before `start`, and `end` is the same. `author` and `date` are as the document has them, None where it has none.
    """

    kind: Literal["inserted", "deleted"]
    text: str
    author: str | None
    date: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """A report as stored: every offset of a statement counts code points of `text`.

    `suffix` is that of the stored copy, `.md` or `.txt`; `origin` is the file that was read; `changes` are the tracked
    changes of a document, whose final view is the text; `author` is who saved it last, as far as the file tells.
    """

    id: str
    title: str
    date: str | None
    publisher: str | None
    text: str
    suffix: str = ".txt"
    origin: str = ""
    changes: tuple[Change, ...] = ()
    author: str | None = None

    @property
    def file(self) -> str:
        """Where the stored copy stands, from the case file."""
        return f"sources/{self.id}{self.suffix}"


@dataclass(frozen=True)
class Intake:
    """The sources that could be read, what was wrong with the others, and (as warnings) what was left out of these."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Remark:
    """What a careful colleague would say of a file that was read: what was left out or taken for granted, the remedy,
    and the line where there is one."""

    what: str
    fix: str = ""
    line: int = 0


@dataclass(frozen=True)
class Document:
    """What the reader of one kind of file makes of a file."""

    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()
    author: str | None = None


class Unreadable(Exception):
    """Raised where a file cannot be read: what is wrong with it, and the remedy."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def sample(pieces: list[str], most: int = 3, length: int = 60) -> str:
    """The first of several pieces of text, shortened and quoted, for a remark: `"one", "two" and 4 more`."""
    plain = list(dict.fromkeys(" ".join(piece.split()) for piece in pieces if piece.strip()))
    shown = [f'"{p if len(p) <= length else p[: length - 3].rstrip() + "..."}"' for p in plain[:most]]
    more = f" and {len(plain) - most} more" if len(plain) > most else ""
    return ", ".join(shown) + more


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 page", "3 pages"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"

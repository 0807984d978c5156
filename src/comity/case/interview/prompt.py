"""One question of the interview, as data: what is asked, what may be answered, and what helps to answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["words", "date", "yes or no", "choice", "order", "number"]
About = tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One thing that may be chosen: its short name in the case, and what it is in words."""

    name: str
    words: str


@dataclass(frozen=True)
class Prompt:
    """One question of the interview.

    about: what it is about, its topic first: ("between", "aldby", "shares", "half"); no two open questions have the
    same. heading: the part of the interview that it belongs to. kind: what an answer is; a number is 0 to 100, alone or
    as a range. choices: what may be chosen or put in order. most: the largest number that fits with what was answered
    before. passing: what follows where no answer is given; empty where one is needed.
    """

    about: About
    heading: str
    asks: str
    helps: str
    kind: Kind = "words"
    choices: tuple[Choice, ...] = ()
    most: float = 100.0
    passing: str = ""

    @property
    def may_be_passed(self) -> bool:
        """Whether it may be left without an answer."""
        return bool(self.passing)

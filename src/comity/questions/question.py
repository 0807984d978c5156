"""A question as the doors of the program see it: its name, what it asks, and what may be asked of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from comity.finding import Finding


@dataclass(frozen=True)
class Option:
    """Something that may be said with a question: a keyword of its `ask`, and how people write it.

    name: the keyword; meaning: what it does, for people; kind: what a value is; flag: how it is written on the command
    line, where that is not the name; metavar: what stands for a value there; default, least, choices: the values it
    takes; values: how many values it takes at once; many: whether it may be given several times;
    alone: the names of options which say nothing where this one is given, so that both together are refused;
    label: what a form calls it, in a few words; said: the choices in words, one each, where they are codes.
    """

    name: str
    meaning: str
    kind: type = str
    flag: str = ""
    metavar: str = ""
    default: Any = None
    least: float | None = None
    choices: tuple[str, ...] = ()
    values: int = 1
    many: bool = False
    alone: tuple[str, ...] = ()
    label: str = ""
    said: tuple[str, ...] = ()


WORK = Option(
    "work",
    "How many times the usual work, some seconds, to take on before an answer that is only close.",
    float,
    metavar="TIMES",
    default=1.0,
    least=0,
    label="Work to take on",
)
"""How much more is done for all efficient agreements; each question that looks for them makes it its `limits`."""


@dataclass(frozen=True)
class Question:
    """One kind of analysis.

    name: of its folder, its command and its theory page; asks: the question in words; ask: answers it, given the case,
    every option by its name, and `progress`, which is told the share done; options: what may be said with it;
    ask_drafted: answers it, in the same way, for a case of which drafts count (`comity.case.drafts.Drafted`); None
    where red lines and conditions alone are no answer; ask_conflict: answers it for a conflict in option form
    (`comity.conflict.Conflict`), given its options and `progress` alike; None where it is asked of cases alone.
    """

    name: str
    asks: str
    ask: Callable[..., Finding[Any]]
    options: tuple[Option, ...] = ()
    ask_drafted: Callable[..., Finding[Any]] | None = None
    ask_conflict: Callable[..., Finding[Any]] | None = None


def whole(number: float, least: int) -> bool:
    """Whether a number is a whole one, and at least so large; what is not a number, and infinity, are not."""
    return math.isfinite(number) and number == int(number) and number >= least

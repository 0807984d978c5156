"""A kind of paper as the doors of the program see it: its name, what it tells, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comity.papers.document import Paper
from comity.questions.question import Option


@dataclass(frozen=True)
class Kind:
    """One kind of paper.

    name: of its command; tells: what it is for, in words; write: makes it, given the case, every option by its name,
    and `progress`, which is told the share done; options: what may be said with it.
    """

    name: str
    tells: str
    write: Callable[..., Paper]
    options: tuple[Option, ...] = ()

"""What a reading found: statements, names to settle, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from comity.problem import Problem
from comity.reading.actors import Registry
from comity.reading.intake import Source
from comity.reading.kinds import Subject
from comity.reading.library import Library
from comity.reading.llm import Rejected
from comity.reading.names import NameNote
from comity.reading.standing import EMPTY, Standing
from comity.reading.statement import Statement


@dataclass(frozen=True)
class Reading:
    """What the sources say: every statement with its exact characters, and what could not be read.

    `statements` hold repeats too, marked; `names` are spellings and titles to be reconciled; `rejected` is what a
    language model claimed to quote and the sources do not say; `subject` the kinds of negotiation whose starter issues
    were used, None where the library was given; `standing` what stood in the case already.
    """

    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    names: tuple[NameNote, ...]
    problems: tuple[Problem, ...]
    registry: Registry
    library: Library
    rejected: tuple[Rejected, ...] = ()
    subject: Subject | None = None
    standing: Standing = EMPTY

    @property
    def distinct(self) -> tuple[Statement, ...]:
        """The statements of somebody, each once: without repeats and without what nobody in particular holds."""
        return tuple(s for s in self.statements if s.repeats is None and not s.nobody)

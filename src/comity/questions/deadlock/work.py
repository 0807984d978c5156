"""How much work a search may do, counted so that it is the same on every machine."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from comity.agreements.progress import Progress

SLICE = 200_000
"""After how many propagations the solver is stopped to see whether it may go on."""


MANY = 250
"""So many assumptions make every propagation count twice, twice as many three times, and so on."""


class Spent(Exception):
    """Raised where the work that was allowed is used up."""


class Work:
    """The work that a search may do: propagations of the solver, the same on every machine, and, if limited, seconds.

    progress: told the share of the propagations used after each answer; whatever it raises ends the search.
    """

    def __init__(self, propagations: int, seconds: float | None = None, progress: Progress | None = None) -> None:
        self.propagations = propagations
        self.used = 0
        self._until = None if seconds is None else time.monotonic() + seconds
        self._progress = progress

    def decide(self, solver: Any, assumptions: Sequence[int]) -> bool:
        """Whether a solver's clauses can be met under assumptions; raises Spent where the work is used up."""
        answer = None
        while answer is None:
            self._refuse_more()
            before = solver.accum_stats()["propagations"]
            solver.prop_budget(SLICE)
            answer = solver.solve_limited(assumptions=list(assumptions))
            propagations = solver.accum_stats()["propagations"] - before
            # Whenever the solver starts afresh it goes through all that is assumed, of which there may be thousands.
            self._count((1 + propagations) * (1 + len(assumptions) // MANY))
        return bool(answer)

    def spend(self, propagations: int) -> None:
        """Count work that is done without the solver, as so many propagations; raises Spent where it is used up."""
        self._refuse_more()
        self._count(propagations)

    def _refuse_more(self) -> None:
        if self.used >= self.propagations or (self._until is not None and time.monotonic() >= self._until):
            raise Spent

    def _count(self, propagations: int) -> None:
        self.used += propagations
        if self._progress is not None:
            self._progress(min(1.0, self.used / self.propagations))

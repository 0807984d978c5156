"""The one loop with the SAT solver: how much work it may do, what can be met together, and at the least cost."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity.agreements.progress import Progress
from comity.agreements.space import Choice
from comity.questions.deadlock.clauses import Clauses

SOLVER = "g4"
"""Glucose 4: incremental, deterministic, and the fastest of those in PySAT on these clauses."""

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
            if self.used >= self.propagations or (self._until is not None and time.monotonic() >= self._until):
                raise Spent
            before = solver.accum_stats()["propagations"]
            solver.prop_budget(SLICE)
            answer = solver.solve_limited(assumptions=list(assumptions))
            propagations = solver.accum_stats()["propagations"] - before
            # Whenever the solver starts afresh it goes through all that is assumed, of which there may be thousands.
            self.used += (1 + propagations) * (1 + len(assumptions) // MANY)
            if self._progress is not None:
                self._progress(min(1.0, self.used / self.propagations))
        return bool(answer)


class Oracle:
    """Answers which demands can be met together; use it as a context. Every question may raise Spent."""

    def __init__(self, clauses: Clauses, work: Work) -> None:
        self.clauses = clauses
        self.work = work

    def __enter__(self) -> Oracle:
        from pysat.solvers import Solver

        self._solver = Solver(name=SOLVER, bootstrap_with=self.clauses.hard)
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def meets(self, wanted: Iterable[int], literals: Iterable[int] = ()) -> bool:
        """Whether some agreement meets some demands, and some literals hold in it."""
        return self.work.decide(self._solver, [*(self.clauses.wants[at] for at in wanted), *literals])

    def choice(self) -> Choice:
        """The agreement of the last question that was answered yes."""
        return self.clauses.choice(self._solver.get_model())

    def met(self) -> frozenset[int]:
        """The demands that this agreement meets, or need not meet."""
        return self.clauses.met(self._solver.get_model())

    def most_met(self) -> frozenset[int]:
        """The demands that this agreement meets, and as many others beside them as can be."""
        met = self.met()
        for at in range(len(self.clauses.demands)):
            if at not in met and self.meets((*met, at)):
                met = self.met()
        return met

    def needed(
        self, among: Sequence[int], fixed: Sequence[int] = (), literals: Sequence[int] = ()
    ) -> tuple[int, ...] | None:
        """A minimal choice among some demands that clashes with the fixed ones, given some literals; None where even
        all of them do not."""
        if self.meets((*fixed, *among), literals):
            return None
        kept = self._used(among)
        for at in tuple(kept):
            without = [each for each in kept if each != at]
            if at in kept and not self.meets((*fixed, *without), literals):
                kept = self._used(without)
        return tuple(kept)

    def fewest(
        self, among: Sequence[int], fixed: Sequence[int] = (), literals: Sequence[int] = ()
    ) -> tuple[int, ...] | None:
        """A choice of as few as possible of some demands that clashes with the fixed ones, given some literals; None
        where even all of them do not.

        The smallest set that shares one with everything that some agreement fails (Ignatiev et al. 2015).
        """
        if self.meets((*fixed, *among), literals):
            return None
        if not self.meets(fixed, literals):
            return ()
        with Optimiser((), {-(number + 1): 1 for number in range(len(among))}, self.work) as smallest:
            while True:
                model = smallest.next() or ()
                chosen = [at for at, literal in zip(among, model, strict=False) if literal > 0]
                if not self.meets((*fixed, *chosen), literals):
                    return tuple(chosen)
                met = self.met()
                for at in among:
                    if at not in met and self.meets((*fixed, *(each for each in among if each in met), at), literals):
                        met = self.met()
                smallest.add([number + 1 for number, at in enumerate(among) if at not in met])

    def _used(self, among: Iterable[int]) -> list[int]:
        """Those of some demands that the last answer no rested on."""
        core = set(self._solver.get_core() or ())
        return [at for at in among if self.clauses.wants[at] in core]


class Optimiser:
    """Models of clauses in which the literals that do not hold cost least; use it as a context.

    prices: what it costs where a literal does not hold. Every question may raise Spent.
    """

    def __init__(self, hard: Iterable[list[int]], prices: Mapping[int, int], work: Work) -> None:
        from pysat.formula import WCNF

        self.work = work
        self._formula = WCNF()
        self._formula.hard = list(hard)  # at once: there are thousands
        self._formula.nv = max((max(max(clause), -min(clause)) for clause in self._formula.hard if clause), default=0)
        for literal, price in prices.items():
            self._formula.append([literal], weight=price)

    def __enter__(self) -> Optimiser:
        from pysat.examples.rc2 import RC2

        self._rc2 = rc2 = RC2(self._formula, solver=SOLVER)
        # RC2 asks its solver in one place only; there the work is counted, so that it can stop between two calls.
        rc2._call_oracle = lambda assumptions=(), **_: self.work.decide(rc2.oracle, assumptions)
        return self

    def __exit__(self, *_: object) -> None:
        self._rc2.delete()

    def next(self) -> list[int] | None:
        """The cheapest model; None where none is left."""
        model: list[int] | None = self._rc2.compute()
        return model

    def add(self, clause: list[int]) -> None:
        """One more clause that models have to meet."""
        self._rc2.add_clause(clause)

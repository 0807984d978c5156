"""What can be met together, and at the least cost: asked of the SAT solver, or of stretches of amounts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import numpy as np

from comity.agreements.space import Choice
from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.on_amounts import Given, OnAmounts, Only
from comity.questions.deadlock.work import Work

SOLVER = "g4"
"""Glucose 4: incremental, deterministic, and the fastest of those in PySAT on these clauses."""


class Asking(ABC):
    """Answers which demands can be met together; use it as a context. Every question may raise Spent."""

    def __init__(self, demands: int, work: Work) -> None:
        self.demands = demands
        self.work = work

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    @abstractmethod
    def meets(self, wanted: Iterable[int], given: Iterable[Any] = ()) -> bool:
        """Whether some agreement meets some demands, and what is given (see `literal` of what is asked) holds in it."""

    @abstractmethod
    def choice(self) -> Choice:
        """The agreement of the last question that was answered yes."""

    @abstractmethod
    def met(self) -> frozenset[int]:
        """The demands that this agreement meets, or need not meet."""

    @abstractmethod
    def options_left(self) -> list[list[int]]:
        """By issue, the options that some agreement has that meets every demand."""

    def most_met(self) -> frozenset[int]:
        """The demands that this agreement meets, and as many others beside them as can be."""
        met = self.met()
        for at in range(self.demands):
            if at not in met and self.meets((*met, at)):
                met = self.met()
        return met

    def needed(
        self, among: Sequence[int], fixed: Sequence[int] = (), given: Sequence[Any] = ()
    ) -> tuple[int, ...] | None:
        """A minimal choice among some demands that clashes with the fixed ones, given something; None where even all
        of them do not."""
        if self.meets((*fixed, *among), given):
            return None
        kept = self._used(among)
        for at in tuple(kept):
            without = [each for each in kept if each != at]
            if at in kept and not self.meets((*fixed, *without), given):
                kept = self._used(without)
        return tuple(kept)

    def fewest(
        self, among: Sequence[int], fixed: Sequence[int] = (), given: Sequence[Any] = ()
    ) -> tuple[int, ...] | None:
        """A choice of as few as possible of some demands that clashes with the fixed ones, given something; None where
        even all of them do not.

        The smallest set that shares one with everything that some agreement fails (Ignatiev et al. 2015).
        """
        if self.meets((*fixed, *among), given):
            return None
        if not self.meets(fixed, given):
            return ()
        with Optimiser((), {-(number + 1): 1 for number in range(len(among))}, self.work) as smallest:
            while True:
                model = smallest.next() or ()
                chosen = [at for at, literal in zip(among, model, strict=False) if literal > 0]
                if not self.meets((*fixed, *chosen), given):
                    return tuple(chosen)
                met = self.met()
                for at in among:
                    if at not in met and self.meets((*fixed, *(each for each in among if each in met), at), given):
                        met = self.met()
                smallest.add([number + 1 for number, at in enumerate(among) if at not in met])

    def _used(self, among: Iterable[int]) -> list[int]:
        """Those of some demands that the last answer no may rest on."""
        return list(among)


class Oracle(Asking):
    """Asks the solver."""

    def __init__(self, clauses: Clauses, work: Work) -> None:
        super().__init__(len(clauses.demands), work)
        self.clauses = clauses

    def __enter__(self) -> Self:
        from pysat.solvers import Solver

        self._solver = Solver(name=SOLVER, bootstrap_with=self.clauses.hard)
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def meets(self, wanted: Iterable[int], given: Iterable[int] = ()) -> bool:
        """Whether some agreement meets some demands, and some literals hold in it."""
        return self.work.decide(self._solver, [*(self.clauses.wants[at] for at in wanted), *given])

    def choice(self) -> Choice:
        """The agreement of the last question that was answered yes."""
        return self.clauses.choice(self._solver.get_model())

    def met(self) -> frozenset[int]:
        """The demands that this agreement meets, or need not meet."""
        return self.clauses.met(self._solver.get_model())

    def options_left(self) -> list[list[int]]:
        """By issue, the options that some agreement has that meets every demand."""
        everything = range(self.demands)
        return [
            [at for at, literal in enumerate(literals) if self.meets(everything, [literal])]
            for literals in self.clauses.options
        ]

    def _used(self, among: Iterable[int]) -> list[int]:
        """Those of some demands that the last answer no rested on."""
        core = set(self._solver.get_core() or ())
        return [at for at in among if self.clauses.wants[at] in core]


class StretchOracle(Asking):
    """Asks stretches of amounts; what has been found answers for what asks no more, or no less."""

    def __init__(self, demanded: OnAmounts, work: Work) -> None:
        super().__init__(len(demanded.demands), work)
        self.demanded = demanded
        self._found: tuple[Choice, int] | None = None
        self._held: list[tuple[frozenset[int], tuple[Choice, int]]] = []
        self._clashing: list[frozenset[int]] = []

    def meets(self, wanted: Iterable[int], given: Iterable[Given] = ()) -> bool:
        """Whether some agreement meets some demands, and what is given holds in it."""
        asked, told = frozenset(wanted), tuple(given)
        if told:
            self._found = self.demanded.find(self.work, sorted(asked), told)
            return self._found is not None
        held = next((found for met, found in self._held if asked <= met), None)
        if held is None and not any(clash <= asked for clash in self._clashing):
            held = self.demanded.find(self.work, sorted(asked))
            if held is None:
                self._clashing.append(asked)
            else:
                self._held.append((self.demanded.met(*held), held))
        self._found = held
        return held is not None

    def choice(self) -> Choice:
        """The agreement of the last question that was answered yes."""
        assert self._found is not None, "the last answer was yes"
        return self._found[0]

    def met(self) -> frozenset[int]:
        """The demands that this agreement meets, or need not meet."""
        assert self._found is not None, "the last answer was yes"
        return self.demanded.met(*self._found)

    def options_left(self) -> list[list[int]]:
        """By issue, the options that some agreement has that meets every demand.

        Each agreement found says it of its own options, and of all steps that could stand in their place.
        """
        had = [np.zeros(size, dtype=bool) for size in self.demanded.space.sizes]
        for issue, seen in enumerate(had):
            while not seen.all() and self.meets(range(self.demands), [Only(issue, ~seen)]):
                assert self._found is not None, "the last answer was yes"
                for other, options in enumerate(self.demanded.beside(*self._found)):
                    had[other] |= options
        return [np.flatnonzero(seen).tolist() for seen in had]


Demanded = Clauses | OnAmounts


def oracle(demanded: Demanded, work: Work) -> Asking:
    """What answers for some demands."""
    return Oracle(demanded, work) if isinstance(demanded, Clauses) else StretchOracle(demanded, work)


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

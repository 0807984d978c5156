"""The cheapest concessions that open the space: ways out in priced steps, each of which softens a demand by a little.

They are found cheapest first as optima of weighted satisfiability (Ignatiev, Morgado and Marques-Silva 2019); each one
found rules out all that contain it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.solver import Optimiser, Spent, Work


@dataclass(frozen=True)
class Concession:
    """A minimal set of steps that opens the space: the steps by the number of their demand, and what they cost."""

    cost: int
    steps: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Concessions:
    """The cheapest concessions, cheapest first; complete: whether there are no others."""

    concessions: tuple[Concession, ...]
    complete: bool


def concessions(clauses: Clauses, most: int, work: Work) -> Concessions:
    """What opens the space: minimal sets of steps, cheapest first, at most so many.

    Empty where an agreement meets every demand as it stands, and where the conditions exclude each other.
    """
    prices = {
        keep: step.price
        for demand, kept in zip(clauses.demands, clauses.keeps, strict=True)
        for step, keep in zip(demand.steps, kept, strict=True)
    }
    found: list[Concession] = []
    complete = False
    with Optimiser(clauses.hard, prices, work) as cheapest:
        try:
            while len(found) < most:
                model = cheapest.next()
                made = [] if model is None else [keep for keep in prices if model[keep - 1] < 0]
                if not made:
                    complete = True
                    break
                found.append(_concession(clauses, frozenset(made)))
                cheapest.add(made)
        except Spent:
            pass
    return Concessions(tuple(sorted(found, key=lambda each: (each.cost, sorted(each.steps.items())))), complete)


def _concession(clauses: Clauses, made: frozenset[int]) -> Concession:
    steps = {
        at: tuple(step for step, keep in enumerate(kept) if keep in made)
        for at, kept in enumerate(clauses.keeps)
        if made & set(kept)
    }
    return Concession(sum(clauses.demands[at].steps[step].price for at, made in steps.items() for step in made), steps)

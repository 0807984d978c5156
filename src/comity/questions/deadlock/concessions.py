"""The cheapest concessions that open the space: ways out in priced steps, each of which softens a demand by a little.

They are found cheapest first as optima of weighted satisfiability (Ignatiev, Morgado and Marques-Silva 2019), over
amounts of many steps as heights of ladders; each one found rules out all that contain it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.ladders import Cheapest
from comity.questions.deadlock.on_amounts import OnAmounts
from comity.questions.deadlock.solver import Demanded, Optimiser
from comity.questions.deadlock.work import Spent, Work


@dataclass(frozen=True)
class Concession:
    """A minimal set of steps that opens the space: the steps by the number of their demand, and what they cost."""

    cost: int
    steps: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Concessions:
    """The cheapest concessions, cheapest first; complete: whether there are no others; not_listed: the price at which
    there are too many to list them all, None where that is not so."""

    concessions: tuple[Concession, ...]
    complete: bool
    not_listed: int | None = None


TIES = 30
"""How many concessions are looked for beyond those asked for, at most, where they cost as much as the last of these."""


def concessions(demanded: Demanded, most: int, work: Work) -> Concessions:
    """What opens the space: minimal sets of steps, cheapest first: so many, and all that cost as much as the last.

    Where that is more than `TIES` too many, none of that price is listed; but where nothing else would be left, some.
    Empty where an agreement meets every demand as it stands, and where the conditions exclude each other.
    """
    cheapest = _by_clauses(demanded, work) if isinstance(demanded, Clauses) else _by_ladders(demanded, work)
    found: list[Concession] = []
    complete, not_listed = False, None
    try:
        for next_one in cheapest:
            if len(found) >= most and next_one.cost > found[-1].cost:
                break
            found.append(next_one)
            if len(found) > most + TIES:
                not_listed = next_one.cost
                found = [each for each in found if each.cost < not_listed] or found[:most]
                break
        else:
            complete = True
    except Spent:
        pass
    ordered = sorted(found, key=lambda each: (each.cost, sorted(each.steps.items())))
    return Concessions(tuple(ordered), complete, not_listed)


def _by_clauses(clauses: Clauses, work: Work) -> Iterator[Concession]:
    """The optima of weighted satisfiability, each without those before."""
    prices = {
        keep: step.price
        for demand, kept in zip(clauses.demands, clauses.keeps, strict=True)
        for step, keep in zip(demand.steps, kept, strict=True)
    }
    with Optimiser(clauses.hard, prices, work) as cheapest:
        while (model := cheapest.next()) is not None:
            made = [keep for keep in prices if model[keep - 1] < 0]
            if not made:
                return
            yield _concession(clauses, frozenset(made))
            cheapest.add(made)


def _by_ladders(demanded: OnAmounts, work: Work) -> Iterator[Concession]:
    """The lowest heights on the ladders of steps, each beside those before."""
    for price, made in Cheapest(demanded, work).first():
        yield Concession(price, made)


def _concession(clauses: Clauses, made: frozenset[int]) -> Concession:
    steps = {
        at: tuple(step for step, keep in enumerate(kept) if keep in made)
        for at, kept in enumerate(clauses.keeps)
        if made & set(kept)
    }
    return Concession(sum(clauses.demands[at].steps[step].price for at, made in steps.items() for step in made), steps)

"""The best agreements over amounts, proven: an agreement is the best where linear programmes find none that is better.

Halving boxes ends without a proof where interests are exactly opposed over several amounts: then there are thousands of
agreements that are as good. Asked for something better than the best one found, stretches either find it or prove that
there is none.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from fractions import Fraction
from math import floor

from comity.agreements.nearest import Nearest
from comity.agreements.space import Choice
from comity.questions.deadlock.demands import Made, Threshold
from comity.questions.deadlock.on_amounts import OnAmounts
from comity.questions.deadlock.work import Spent, Work


def best_for_worst_off(
    demanded: OnAmounts, work: Work, found: Nearest, made: Made, dropped: Collection[int]
) -> Nearest:
    """The agreement left after some steps and without some demands whose worst-off gains most.

    found: the best so far; returned as it is where the work allowed does not suffice, or nobody's gain counts.
    """
    kept = [at for at in range(len(demanded.demands)) if at not in dropped]
    counted = {at: demand for at in kept if isinstance(demand := demanded.demands[at], Threshold)}
    if any(not counted.keys() & way.demands for way in demanded.ways):
        return found
    with suppress(Spent):
        choice = found.choices[0] if found.choices else None
        if choice is None:
            start = demanded.find(work, kept, made=made)
            if start is None:
                return Nearest((), (), True)
            choice = start[0]
        while True:
            least = _least(demanded, choice, counted, made, kept)
            # In whole steps, the least that is more than this for everybody, and no less than is asked for.
            levels = {
                at: max(demand.left(made.get(at, ())), _no_deal(demand) + floor(least / demand.worth.unit) + 1)
                for at, demand in counted.items()
            }
            better = demanded.find(work, kept, levels=levels, made=made)
            if better is None:
                return Nearest((choice,), (-float(least),), True)
            choice = better[0]
    return found


def _no_deal(demand: Threshold) -> int:
    """The steps that no deal is worth, as judged."""
    return demand.worth.needed + demand.worth.slack


def _least(
    demanded: OnAmounts, choice: Choice, counted: dict[int, Threshold], made: Made, kept: Collection[int]
) -> Fraction:
    """What the worst-off gains by an agreement, on the way that is best for it."""

    def gain(demand: Threshold) -> Fraction:
        return (demand.worth.steps(choice) - _no_deal(demand)) * demand.worth.unit

    open_ways = [
        way
        for way in demanded.ways
        if all(set(demanded.demands[at].softening(choice)) <= set(made.get(at, ())) for at in way.demands & set(kept))
        and not any(factor.at(choice) for factor in way.out_of_reach.values())
    ]
    return max(min(gain(counted[at]) for at in way.demands & counted.keys()) for way in open_ways)


def most_for(demanded: OnAmounts, work: Work, found: Nearest, at: int) -> Nearest:
    """The agreement that meets every demand and is worth most to the party of one threshold.

    found: the best so far; returned as it is where the work allowed does not suffice.
    """
    demand = demanded.demands[at]
    assert isinstance(demand, Threshold), "worth is asked for"
    every = range(len(demanded.demands))
    with suppress(Spent):
        choice = found.choices[0] if found.choices else None
        low = demand.left() - 1 if choice is None else demand.worth.steps(choice)
        beyond = demand.worth.bounds[1] + 1
        while beyond - low > 1:
            middle = low + 1 if choice is None else (low + beyond) // 2
            better = demanded.find(work, every, levels={at: middle})
            if better is not None:
                choice, low = better[0], demand.worth.steps(better[0])
            elif choice is None:
                return Nearest((), (), True)
            else:
                beyond = middle
        assert choice is not None, "an agreement was found or given"
        return Nearest((choice,), (-float((low - _no_deal(demand)) * demand.worth.unit),), True)
    return found

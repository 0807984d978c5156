"""The cheapest concessions over amounts: the agreements that take the fewest steps, each step having its price.

A demand softens along one or two ladders of steps. What an agreement takes is how high it is on each ladder; the
cheapest agreement is a cheapest concession, and the next one is the cheapest that does not take all that this takes,
and so on (the lexicographic enumeration of non-dominated points by cost, Ehrgott 2005). They are found by halving boxes
of steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from comity.agreements.nearest import Floats
from comity.agreements.space import Choice
from comity.questions.deadlock import boxes
from comity.questions.deadlock.demands import Demand, Made, Refusal, Threshold
from comity.questions.deadlock.on_amounts import OnAmounts
from comity.questions.deadlock.ways import Crossed
from comity.questions.deadlock.work import Spent, Work

SEARCHED = 1 << 22
"""How many partial agreements are looked at for one concession, at most."""

FOUND = 100_000
"""What it counts as to find one, in propagations of the solver, which take as long."""

HEIGHTS = 500
"""How many heights on the ladders are proven not to suffice, at most, where halving boxes does not tell."""

Heights = NDArray[np.int64]
"""How many steps are taken: a row a ladder."""


@dataclass(frozen=True)
class Ladder:
    """Steps of one demand, each of which is made after the one before."""

    demand: int
    steps: tuple[int, ...]


def ladders(demands: Sequence[Demand]) -> tuple[Ladder, ...]:
    """The ladders of some demands; a step that can be reached from two sides is the last of two ladders."""
    return tuple(Ladder(at, steps) for at, demand in enumerate(demands) for steps in _climbs(demand))


def _climbs(demand: Demand) -> Iterator[tuple[int, ...]]:
    above: dict[int, list[int]] = {}
    for step, each in enumerate(demand.steps):
        for below in each.after:
            above.setdefault(below, []).append(step)
    for first in (step for step, each in enumerate(demand.steps) if not each.after):
        climb = [first]
        while further := above.get(climb[-1]):
            climb.append(further[0])
        yield tuple(climb)


class Cheapest:
    """What opens the space over amounts, the cheapest first."""

    def __init__(self, demanded: OnAmounts, work: Work) -> None:
        """Take the demands, and the work that may be done."""
        self._demanded, self._work = demanded, work
        self._ladders = ladders(demanded.demands)
        demands = dict(enumerate(demanded.demands))
        self._refusals = {at: demand for at, demand in demands.items() if isinstance(demand, Refusal)}
        self._thresholds = {at: demand for at, demand in demands.items() if isinstance(demand, Threshold)}
        self._crossed = Crossed.of(demanded.ways, self._refusals)
        lines = [ladder for ladder in self._ladders if ladder.demand in self._refusals]
        self._sums = [
            *self._crossed.sums,
            *([self._refusals[ladder.demand].below(ladder.steps)] for ladder in lines),
            *(threshold.worth.factors for threshold in self._thresholds.values()),
        ]
        # Of a demand that has a step on two ladders, an agreement takes one or the other.
        shared: dict[tuple[int, int], list[int]] = {}
        for at, ladder in enumerate(self._ladders):
            shared.setdefault((ladder.demand, ladder.steps[-1]), []).append(at)
        self._pairs = [tuple(pair) for pair in shared.values() if len(pair) > 1]
        asked = [way.demands for way in demanded.ways]
        self._asked = [np.array([ladder.demand in of for ladder in self._ladders]) for of in asked]
        self._told: list[Heights] = []

    def first(self) -> Iterator[tuple[int, Made]]:
        """What suffices, with nothing to spare, and its price: nothing where nothing has to be made, or nothing helps.

        Raises Spent where the work allowed is used up.
        """
        while True:
            rules = [condition.breaks for condition in self._demanded.conditions]
            found = boxes.nearest(self._demanded.space, rules, self._sums, self._cost, work=SEARCHED)
            self._work.spend(FOUND)
            if not found.complete and not (found.choices and self._nothing_below(round(found.costs[0]))):
                raise Spent
            if not found.choices or not found.costs[0]:
                return
            taken = list(self._taken(found.choices[0], found.costs[0]))
            self._told += taken
            for heights in taken:
                yield round(found.costs[0]), self._made(heights)

    def _nothing_below(self, price: int) -> bool:
        """Whether nothing suffices that costs less than a price, but what has been told and more; False where the
        prices leave too many heights to look at."""
        demands = self._demanded.demands
        steps = [(demands[ladder.demand].steps[ladder.steps[0]].price, len(ladder.steps)) for ladder in self._ladders]
        tried: list[tuple[tuple[int, ...], int]] = [((), price - 1)]
        for each, most in steps:  # (all steps of a demand cost the same)
            if sum(min(most, left // each) + 1 for _, left in tried) > HEIGHTS:
                return False
            tried = [
                ((*heights, height), left - height * each)
                for heights, left in tried
                for height in range(min(most, left // each) + 1)
            ]
        too_low = list[Heights]()
        for heights in sorted((np.array(each) for each, _ in tried), key=lambda each: -int(each.sum())):
            if any((heights >= each).all() for each in self._told) or any((heights <= each).all() for each in too_low):
                continue
            if self._demanded.find(self._work, range(len(self._demanded.demands)), made=self._made(heights)):
                return False
            too_low.append(heights)
        return True

    def _cost(self, sums: Floats) -> Floats:
        """What the steps cost that agreements take, on the cheapest way; infinite where all of it has been told."""
        heights = self._heights(sums)
        prices = self._prices(sums, heights)
        costs = [
            np.where(self._all_told(np.where(asked[:, None], heights, 0)), np.inf, price)
            for asked, price in zip(self._asked, prices, strict=True)
        ]
        least: Floats = np.min(costs, axis=0)
        return least

    def _prices(self, sums: Floats, heights: Heights) -> list[Floats]:
        """By way, what the steps cost."""
        prices = self._crossed.prices(sums[: len(self._crossed.sums)])
        for way, price in zip(self._demanded.ways, prices, strict=True):
            for at, ladder in enumerate(self._ladders):
                if ladder.demand in self._thresholds and ladder.demand in way.demands:
                    price += heights[at] * self._thresholds[ladder.demand].steps[0].price
        return prices

    def _heights(self, sums: Floats) -> Heights:
        """How high agreements are on the ladders, those of red lines first, as the demands are."""
        lines = len(self._sums) - len(self._crossed.sums) - len(self._thresholds)
        crossed, worths = np.split(sums[len(self._crossed.sums) :], [lines])
        short = [
            len(demand.levels) - np.searchsorted(demand.levels[::-1], worth, side="right")
            for demand, worth in zip(self._thresholds.values(), worths, strict=True)
        ]
        return np.concatenate([np.rint(-crossed), np.array(short).reshape(len(short), sums.shape[1])]).astype(np.int64)

    def _all_told(self, heights: Heights) -> NDArray[np.bool_]:
        """Where whatever an agreement may take has all of something that has been told."""
        told = np.zeros(heights.shape[1], dtype=bool)
        if self._told:
            told[:] = True
            known = np.array(self._told)[:, :, None]
            for some in self._either(heights):
                told &= (some >= known).all(axis=1).any(axis=0)
        return told

    def _either(self, heights: Heights) -> Iterator[Heights]:
        """Heights in which of two ladders to the same step one is climbed, in every way to choose."""
        for chosen in product(*([0, 1] for _ in self._pairs)):
            some = heights.copy()
            for pair, left_out in zip(self._pairs, chosen, strict=True):
                both = (heights[list(pair)] > 0).all(axis=0)
                some[pair[left_out]] = np.where(both, 0, some[pair[left_out]])
            yield some

    def _taken(self, choice: Choice, cost: float) -> Iterator[Heights]:
        """What an agreement takes that has not been told, on the ways on which it costs so much."""
        reached = np.array([[sum(float(factor.at(choice)) for factor in row)] for row in self._sums])
        heights, told = self._heights(reached), set[tuple[int, ...]]()
        for asked, price in zip(self._asked, self._prices(reached, heights), strict=True):
            if price[0] == cost:
                for some in self._either(np.where(asked[:, None], heights, 0)):
                    each = some[:, 0]
                    if tuple(each.tolist()) not in told and not any((each >= other).all() for other in self._told):
                        told.add(tuple(each.tolist()))
                        yield each

    def _made(self, heights: Heights) -> Made:
        """The steps by the number of their demand."""
        steps: Mapping[int, set[int]] = {ladder.demand: set() for ladder in self._ladders}
        for ladder, height in zip(self._ladders, heights.tolist(), strict=True):
            steps[ladder.demand].update(ladder.steps[:height])
        return {at: tuple(sorted(made)) for at, made in steps.items() if made}

"""The cheapest concessions over amounts: how many steps each demand has to take, by implicit hitting sets.

Each demand softens along one or two ladders of steps. A set of steps that does not suffice is enlarged until any
further step on some ladders would do; so one of these has to go further, wherever it goes. The cheapest heights that
are beyond all that is known not to suffice are tried next: they suffice, or something more is known (Davies & Bacchus
2011, with heights in place of sets).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate

from comity.agreements.space import Choice
from comity.questions.deadlock.demands import Demand, Made, Threshold
from comity.questions.deadlock.on_amounts import OnAmounts
from comity.questions.deadlock.work import Work

Heights = tuple[int, ...]
"""How many steps have been taken on every ladder."""

HEIGHTS = 200
"""What it counts as to look at some heights, in propagations of the solver, which take as long."""


@dataclass(frozen=True)
class Ladder:
    """Steps of one demand, each of which is made after the one before; prices: of the first, of the first two, ..."""

    demand: int
    steps: tuple[int, ...]
    prices: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.steps)


def ladders(demands: Sequence[Demand]) -> tuple[Ladder, ...]:
    """The ladders of some demands; a step that can be reached from two sides is the last of two ladders."""
    return tuple(
        Ladder(at, steps, tuple(accumulate((demand.steps[step].price for step in steps), initial=0)))
        for at, demand in enumerate(demands)
        for steps in _climbs(demand)
    )


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


class Climbs:
    """Heights that suffice for an agreement, the cheapest first."""

    def __init__(self, demanded: OnAmounts, work: Work) -> None:
        """Take the demands, and the work that may be done."""
        self._demanded, self._work = demanded, work
        self.ladders = ladders(demanded.demands)
        self._tops = tuple(map(len, self.ladders))
        self._enough: list[Heights] = []
        self._too_low: list[Heights] = []

    def cheapest_first(self) -> Iterator[tuple[int, Made]]:
        """What suffices, with nothing to spare, and its price: nothing where nothing has to be made, or nothing helps.

        Raises Spent where the work allowed is used up.
        """
        told, seen = list[Heights](), set[Heights]()
        waiting = [(0, (0,) * len(self.ladders))]
        while waiting:
            self._work.spend(HEIGHTS)
            price, heights = heappop(waiting)
            if heights in seen or any(_within(each, heights) for each in told):
                continue
            seen.add(heights)
            wall = next((each for each in reversed(self._too_low) if _within(heights, each)), None)
            if wall is None and self._suffice(heights) is None:
                wall = self._wall(heights)
                self._too_low.append(wall)
            if wall is None:
                if not any(heights):
                    return
                told.append(heights)
                yield price, self.made(heights)
                continue
            for at, height in enumerate(wall):
                if height < self._tops[at]:
                    higher = (*heights[:at], height + 1, *heights[at + 1 :])
                    prices = self.ladders[at].prices
                    heappush(waiting, (price + prices[height + 1] - prices[heights[at]], higher))

    def made(self, heights: Heights) -> Made:
        """The steps by the number of their demand."""
        steps: dict[int, set[int]] = {}
        for ladder, height in zip(self.ladders, heights, strict=True):
            if height:
                steps.setdefault(ladder.demand, set()).update(ladder.steps[:height])
        return {at: tuple(sorted(made)) for at, made in steps.items()}

    def _suffice(self, heights: Heights) -> Heights | None:
        """Heights of no more that some agreement takes; None where none does with so few."""
        known = next((each for each in self._enough if _within(each, heights)), None)
        if known is not None or any(_within(heights, each) for each in self._too_low):
            return known
        made = self.made(heights)
        for way in range(len(self._demanded.ways)):
            found = self._demanded.find(self._work, (), self._demanded.opened(way, made))
            if found is not None:
                taken = self._taken(*found, heights)
                self._enough.append(taken)
                return taken
        return None

    def _taken(self, choice: Choice, way: int, heights: Heights) -> Heights:
        """How high an agreement takes every ladder; heights: which suffice for it."""
        asked = self._demanded.ways[way].demands
        reached: Mapping[int, tuple[int, ...]] = {
            at: demand.softening(choice) for at, demand in enumerate(self._demanded.demands) if at in asked
        }
        taken = []
        for ladder, height in zip(self.ladders, heights, strict=True):
            steps = reached.get(ladder.demand, ())
            demand = self._demanded.demands[ladder.demand]
            if isinstance(demand, Threshold):
                taken.append(len(steps))
            else:  # of two ladders that lead to the same step, the one that has been climbed
                last = steps[-1] if steps else None
                taken.append(ladder.steps.index(last) + 1 if last in ladder.steps[:height] else 0)
        return tuple(taken)

    def _wall(self, heights: Heights) -> Heights:
        """The most, ladder by ladder, that some heights could become without sufficing."""
        wall = heights
        for at, top in enumerate(self._tops):
            low, high = wall[at], top
            whole = self._suffice((*wall[:at], top, *wall[at + 1 :]))
            if whole is None:
                wall = (*wall[:at], top, *wall[at + 1 :])
                continue
            high = whole[at]
            while high - low > 1:
                middle = (low + high) // 2
                enough = self._suffice((*wall[:at], middle, *wall[at + 1 :]))
                low, high = (middle, high) if enough is None else (low, enough[at])
            wall = (*wall[:at], low, *wall[at + 1 :])
        return wall


def _within(lower: Heights, upper: Heights) -> bool:
    return all(one <= other for one, other in zip(lower, upper, strict=True))

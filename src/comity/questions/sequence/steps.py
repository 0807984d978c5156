"""Steps that take effect one after another: the safest orders, what a chosen one risks, what each stage leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.case.model import Case
from comity.questions.sequence.interim import Interim, Stage
from comity.questions.sequence.orders import MOST_STEPS, NEVER, Orders, closed_under
from comity.questions.sequence.preconditions import Preconditions, between, components

LISTED = 20
"""How many of the safest orders are listed, at most; all are counted."""

Order = tuple[tuple[str, ...], ...]
"""Steps one after another, each the issues that are settled at once."""


@dataclass(frozen=True)
class Safest:
    """The safest orders: those in which the most that anybody is exposed or tempted is smallest.

    epsilon: that, in points; count: how many orders there are of it; orders: the first of them; places: by issue, in
    which place it comes at the earliest and at the latest, empty where several may be settled at once; gentlest: of
    these orders the one whose risks add up to least.
    """

    epsilon: float
    count: int
    orders: tuple[Order, ...]
    places: Mapping[str, tuple[int, int]]
    gentlest: Order

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "epsilon": self.epsilon,
            "best": [[step[0] if len(step) == 1 else list(step) for step in order] for order in self.orders],
            "count": self.count,
            "places": {issue: list(places) for issue, places in self.places.items()},
            "gentlest": [list(step) for step in self.gentlest],
        }


@dataclass(frozen=True)
class Course:
    """One order, stage by stage.

    order: its steps; given: how many of them were asked for, the others following as safely as may be; epsilon: the
    most that anybody is exposed or tempted at any stage; stages: after each step but the last; against: the
    preconditions that it breaks; unmet: by the number of a stage, from 1, the conditions of the case that it breaks.
    """

    order: Order
    given: int
    epsilon: float
    stages: tuple[Stage, ...]
    against: tuple[str, ...]
    unmet: Mapping[int, tuple[str, ...]]

    @property
    def worst(self) -> Stage | None:
        """The first of the stages with the largest risk; None where there is no stage at which anybody risks any."""
        risky = [stage for stage in self.stages if stage.risk > 0]
        return max(risky, key=lambda stage: stage.risk, default=None)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "order": [step[0] if len(step) == 1 else list(step) for step in self.order],
            "given": self.given,
            "epsilon": self.epsilon,
            "steps": [
                {"step": list(step), "unmet": list(self.unmet.get(number, ())), **stage.json()}
                for number, (step, stage) in enumerate(zip(self.order, self.stages, strict=False), 1)
            ],
            "breaks_preconditions": list(self.against),
        }


@dataclass(frozen=True)
class Steps:
    """What there is to say of steps that take effect at once.

    interim: what each party has at each stage; safest: the safest orders, None where there are too many steps
    (`MOST_STEPS`) or no order meets the preconditions; coherent: those of orders in which every stage meets the
    conditions of the case, None where there is none, and the same as `safest` where the conditions leave it as it is;
    firsts: by issue that may be settled first, the smallest risk from there on; chosen: an order that was asked
    for; course: the order that a roadmap follows, coherent where one is; together: how many issues may be settled at
    once.
    """

    interim: Interim
    safest: Safest | None
    coherent: Safest | None
    firsts: Mapping[tuple[str, ...], float]
    chosen: Course | None
    course: Course | None
    together: int

    @property
    def all_lapse(self) -> bool:
        """Whether every step that changes anything lapses when talks stop, so that no order exposes anybody."""
        return set(self.interim.changing) <= self.interim.lapsing

    @classmethod
    def of(
        cls, case: Case, interim: Interim, preconditions: Preconditions, begun: Order = (), together: int = 1
    ) -> Steps:
        """The safest orders of steps, and the one that begins in a given way.

        begun: the first steps of an order to look at, each the issues settled at once; together: how many issues may
        be settled at once.
        """
        units = tuple(map(frozenset, components(interim.issues, preconditions.edges)))
        if len(units) > MOST_STEPS:
            chosen = _course(case, interim, preconditions, begun, len(begun)) if _is_whole(interim, begun) else None
            return cls(interim, None, None, {}, chosen, chosen, together)
        bare = interim.risks(units)
        risks = np.where(closed_under(len(units), between(units, preconditions.edges)), bare, NEVER)
        sizes = tuple(map(len, units))
        every = Orders(len(units), risks, sizes, together)
        safest = _safest(interim, units, every)
        broken = _broken(case, interim, units)
        coherent = safest
        if broken.any():
            coherent = _safest(interim, units, Orders(len(units), np.where(broken, NEVER, risks), sizes, together))
        firsts = {
            _sorted(interim, units, 1 << at): interim.points(int(every.least[1 << at]))
            for at in range(len(units))
            if every.least[1 << at] < NEVER
        }
        chosen = None
        if begun:
            rest = _rest(interim, units, every, bare, begun)
            chosen = _course(case, interim, preconditions, (*begun, *rest), len(begun))
        along = coherent or safest
        course = _course(case, interim, preconditions, along.gentlest, 0) if along else None
        return cls(interim, safest, coherent, firsts, chosen, course, together)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        accounts = self.interim.accounts
        points = self.interim.points
        return {
            "target": dict(self.interim.target.options),
            "today": dict(self.interim.today),
            "lapsing": sorted(self.interim.lapsing),
            "orders": None if self.safest is None else self.safest.json(),
            "coherent_orders": None if self.coherent is None else self.coherent.json(),
            "together": self.together,
            "first": [{"step": list(step), "epsilon": least} for step, least in self.firsts.items()],
            "chosen": None if self.chosen is None else self.chosen.json(),
            "course": None if self.course is None else self.course.json(),
            "parties": {
                each.party: {
                    "gain": points(each.gain),
                    "today_above_no_deal": points(each.today),
                    "arrives_on_closing": points(each.closing),
                    "linkages": points(each.linked),
                    "steps": {issue: points(units) for issue, units in each.steps.items()},
                }
                for each in accounts
            },
        }


def _safest(interim: Interim, units: Sequence[frozenset[str]], orders: Orders) -> Safest | None:
    if orders.epsilon is None:
        return None
    names = ["+".join(sorted(unit)) for unit in units]
    places: dict[str, tuple[int, int]] = {}
    if orders.together == 1:
        found = orders.places()
        places = {issue: found[at] for issue in interim.issues for at, unit in enumerate(units) if issue in unit}

    def order(moves: Sequence[int]) -> Order:
        return tuple(_sorted(interim, units, move) for move in moves)

    listed = tuple(map(order, orders.listed(LISTED)))
    return Safest(interim.points(orders.epsilon), orders.count, listed, places, order(orders.gentlest(names)))


def _sorted(interim: Interim, units: Sequence[frozenset[str]], move: int) -> tuple[str, ...]:
    """The issues of a set of units, in the order of the case."""
    within = frozenset[str]().union(*(unit for at, unit in enumerate(units) if move >> at & 1))
    return tuple(issue for issue in interim.issues if issue in within)


def _is_whole(interim: Interim, begun: Order) -> bool:
    return len({issue for step in begun for issue in step}) == len(interim.issues)


def _rest(
    interim: Interim, units: Sequence[frozenset[str]], orders: Orders, bare: NDArray[np.int64], begun: Order
) -> Order:
    """How an order that has begun goes on as safely as may be; without the preconditions where it breaks them."""
    settled = frozenset(issue for step in begun for issue in step)
    split = any(unit & settled and not unit <= settled for unit in units)
    if split:
        units = tuple(frozenset({issue}) for issue in interim.issues)
        bare = interim.risks(units) if len(units) <= MOST_STEPS else bare
    at = sum(1 << number for number, unit in enumerate(units) if unit <= settled)
    if not split and orders.risks[at] < NEVER:
        moves = orders.gentlest(["+".join(sorted(unit)) for unit in units], at)
    else:
        free = Orders(len(units), bare, tuple(map(len, units)), orders.together)
        moves = free.gentlest(["+".join(sorted(unit)) for unit in units], at)
    return tuple(_sorted(interim, units, move) for move in moves)


def _course(case: Case, interim: Interim, preconditions: Preconditions, order: Order, given: int) -> Course:
    stages, unmet, settled = [], {}, list[str]()
    place = {issue: number for number, step in enumerate(order) for issue in step}
    for number, step in enumerate(order[:-1], 1):
        settled += step
        stages.append(interim.stage(settled))
        if broken := _unmet(case, {**interim.today, **{issue: interim.target.options[issue] for issue in settled}}):
            unmet[number] = broken
    whole = interim.stage(())
    against = tuple(edge.name for edge in preconditions.edges if place[edge.first] > place[edge.then])
    return Course(order, given, max([whole.risk, *(stage.risk for stage in stages)]), tuple(stages), against, unmet)


def _unmet(case: Case, options: Mapping[str, str]) -> tuple[str, ...]:
    """The conditions of the case that a stage breaks."""
    return tuple(
        name
        for name, rule in case.named_conditions().items()
        if all(options[issue] in named for issue, named in rule.if_.items())
        and not all(options[issue] in named for issue, named in rule.then.items())
    )


def _broken(case: Case, interim: Interim, units: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """By set of units: whether the stage breaks a condition of the case; neither today nor the whole counts as one."""
    numbers = np.arange(1 << len(units), dtype=np.int32)
    place = {issue: at for at, unit in enumerate(units) for issue in unit}

    def holds(combination: Mapping[str, tuple[str, ...]]) -> NDArray[np.bool_]:
        held = np.ones(1, dtype=bool)
        for issue, named in combination.items():
            there, here = interim.target.options[issue] in named, interim.today[issue] in named
            if there != here:
                held = held & ((numbers >> place[issue] & 1 == 1) == there)
            elif not there:
                return np.zeros(1, dtype=bool)
        return held

    broken = np.zeros(len(numbers), dtype=bool)
    for rule in case.conditions:
        broken |= holds(rule.if_) & ~holds(rule.then)
    broken[[0, -1]] = False
    return broken

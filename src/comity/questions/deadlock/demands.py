"""What signers demand: that their red lines are not crossed, and worth at least no deal; and how a demand softens.

Conditions are no demands: they hold whatever anybody asks for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from math import ceil
from typing import Any

import numpy as np

from comity.agreements.arguments import is_number, shown
from comity.agreements.exclusions import Rule, red_line_rules
from comity.agreements.space import Choice, Factor, Space
from comity.agreements.worth import SCALE, Payoff, Worth
from comity.case.estimate import exact
from comity.case.model import Case, RedLine
from comity.problem import Place, Problem, Problems
from comity.questions.deadlock.diagram import Diagram, extremes
from comity.questions.question import whole


@dataclass(frozen=True)
class Prices:
    """What one step of a concession costs, in whole numbers.

    preferred, declared, constitutional: giving way on a red line of that firmness, by one option where it refuses
    options of one ordered issue, as a whole elsewhere; no_deal: accepting `points` points less than no deal is worth
    (hundredths of the scale: of 100 for ratings; for a score sheet, of the highest total that an agreement reaches,
    whatever conditions say).
    Raises Problems where a price is not a whole number above 0, or points are not above 0.
    """

    preferred: int = 1
    declared: int = 3
    constitutional: int = 10
    no_deal: int = 1
    points: float = 5

    def __post_init__(self) -> None:
        place = Place("prices")
        priced = {name: getattr(self, name) for name in ("preferred", "declared", "constitutional", "no_deal")}
        problems = [
            Problem(place, f"the price of {name} is {shown(price)}", "a price is a whole number above 0")
            for name, price in priced.items()
            if not (is_number(price) and whole(price, 1))
        ]
        if not (is_number(self.points) and 0 < self.points <= SCALE):
            step = f"{self.points:g}" if is_number(self.points) else shown(self.points)
            problems.append(Problem(place, f"a step of {step} points", "give points above 0, up to 100"))
        if problems:
            raise Problems(problems)

    def words(self) -> str:
        """The prices as a finding's parameter: "preferred 1, declared 3, ..."."""
        return ", ".join(f"{name} {price:g}" for name, price in asdict(self).items())


@dataclass(frozen=True)
class Step:
    """One step of softening a demand.

    price: what it costs; after: steps of the same demand, one of which has to be made before it (empty: none);
    to: the option that is accepted from then on, or the points that are asked for, or None where the demand is given
    up.
    """

    price: int
    after: tuple[int, ...]
    to: str | float | None


@dataclass(frozen=True)
class Refusal:
    """A red line as a demand; through: of each agreement the number of the step that lets it pass, `ACCEPTED` where the
    red line does not refuse it."""

    id: str
    party: str
    steps: tuple[Step, ...]
    through: Factor

    @cached_property
    def regions(self) -> tuple[Factor, ...]:
        """For each step, what stays ruled out until it is made (no two overlap)."""
        return tuple(Factor(self.through.scope, self.through.values == at) for at in range(len(self.steps)))

    def softening(self, choice: Choice) -> tuple[int, ...]:
        """The steps to be made before the demand lets an agreement pass; none where it does as it stands."""
        at = int(self.through.at(choice))
        return () if at == ACCEPTED else self.up_to(at)

    def up_to(self, at: int) -> tuple[int, ...]:
        """A step, with the steps that have to be made before it."""
        steps = [at]
        while after := self.steps[steps[-1]].after:
            steps.append(after[0])
        return tuple(reversed(steps))

    def left(self, made: Iterable[int] = ()) -> Factor:
        """What stays ruled out when some steps have been made."""
        kept = np.ones(len(self.steps) + 1, dtype=bool)
        kept[[*made, ACCEPTED]] = False
        return Factor(self.through.scope, kept[self.through.values])

    def priced(self) -> Factor:
        """What it costs to let each agreement pass."""
        prices = np.zeros(len(self.steps) + 1, dtype=np.int64)
        for at, step in enumerate(self.steps):
            prices[at] = step.price + (prices[step.after[0]] if step.after else 0)
        return Factor(self.through.scope, prices[self.through.values])

    def below(self, steps: Sequence[int]) -> Factor:
        """How far, below 0, each agreement is up some steps, of which each is made after the one before; 0 where it
        takes none of them."""
        heights = np.zeros(len(self.steps) + 1, dtype=np.int64)
        heights[list(steps)] = -np.arange(1, len(steps) + 1)
        return Factor(self.through.scope, heights[self.through.values])


@dataclass(frozen=True)
class Threshold:
    """Worth at least no deal as a demand; levels: the steps of worth that are asked for until each step is made."""

    id: str
    party: str
    steps: tuple[Step, ...]
    space: Space
    worth: Worth
    levels: tuple[int, ...]

    @cached_property
    def diagram(self) -> Diagram:
        """The worth as a decision diagram."""
        return Diagram(self.space, self.worth)

    @cached_property
    def failed(self) -> Threshold:
        """The opposite: that worth is below no deal."""
        worth = self.worth
        factors = tuple(Factor(factor.scope, -factor.values) for factor in worth.factors)
        negative = Worth(worth.party, worth.unit, factors, None, worth.exact, worth.slack)
        return Threshold(self.id, self.party, self.steps[:1], self.space, negative, (1 - self.left(),))

    def softening(self, choice: Choice) -> tuple[int, ...]:
        """The steps to be made before the demand lets an agreement pass; none where it does as it stands."""
        worth = self.worth.steps(choice)
        return tuple(at for at, level in enumerate(self.levels) if worth < level)

    def left(self, made: Iterable[int] = ()) -> int:
        """The steps of worth that are asked for when some steps have been made."""
        reached = len(set(made))
        return self.levels[reached] if reached < len(self.levels) else self.worth.bounds[0]

    @property
    def points(self) -> float:
        """What no deal is worth, at the middle of its range."""
        return self.worth.points(self.worth.needed + self.worth.slack)


ACCEPTED = -1
"""No step lets an agreement pass that is not refused."""

Demand = Refusal | Threshold

Made = Mapping[int, tuple[int, ...]]
"""Steps that have been made, by the number of their demand."""


@dataclass(frozen=True)
class NamedDemand:
    """A demand as findings refer to it.

    name: of its red line in the case, or "<party>-no-deal"; party: who makes it; firmness: of the red line
    (constitutional, declared or preferred), or "no deal"; points: what no deal is worth to the party, at the middle of
    its range, on its own scale; None for a red line.
    """

    name: str
    party: str
    firmness: str
    points: float | None = None

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


@dataclass(frozen=True)
class Softening:
    """Steps that soften one demand, in the order in which they are made."""

    demand: NamedDemand
    steps: tuple[Step, ...]

    def json(self) -> list[dict[str, Any]]:
        """The steps one by one."""
        name, party = self.demand.name, self.demand.party
        return [{"demand": name, "party": party, "to": step.to, "price": step.price} for step in self.steps]


def named(case: Case, demands: Iterable[Demand]) -> tuple[NamedDemand, ...]:
    """The demands of a case by their names."""
    lines = case.named_red_lines()
    return tuple(
        NamedDemand(demand.id, demand.party, "no deal", demand.points)
        if isinstance(demand, Threshold)
        else NamedDemand(demand.id, demand.party, lines[demand.id].firmness)
        for demand in demands
    )


def demanding(case: Case) -> tuple[str, ...]:
    """Those who make demands: the signers; where a rule decides, everybody whose own judgements may matter to it."""
    return case.voices() if case.by_rule else case.signers()


def demands(case: Case, payoff: Payoff, prices: Prices) -> tuple[Demand, ...]:
    """The demands of a case: the red lines of those who make any, then what no deal is worth to each."""
    lines = case.named_red_lines()
    rules = red_line_rules(case, payoff.space, demanding(case))
    refusals = [_refusal(case, payoff.space, rule, lines[rule.name], prices) for rule in rules]
    thresholds = []
    for party in demanding(case):
        worth, weighted = payoff.worths[party], case.interest_of(party).scale == "weights"
        work = partial(_threshold, payoff.space, worth, weighted, prices)
        thresholds.append(case.kept.of(("threshold", party), (payoff.space, worth, weighted, prices), work, keep=1))
    return (*refusals, *thresholds)


def rules_as_demands(rules: Iterable[Rule]) -> tuple[Refusal, ...]:
    """Rules as demands that can only be given up whole: to find which of the conditions exclude each other."""
    return tuple(
        Refusal(
            rule.name,
            rule.party,
            (Step(1, (), None),),
            Factor(rule.breaks.scope, np.where(rule.breaks.values, 0, ACCEPTED)),
        )
        for rule in rules
    )


def _refusal(case: Case, space: Space, rule: Rule, line: RedLine, prices: Prices) -> Refusal:
    """A red line; on one ordered issue it softens option by option, starting beside the options that are accepted."""
    price, never = getattr(prices, line.firmness), line.never
    issue = next(iter(never))
    options, refused = list(case.issues[issue].options), frozenset(never[issue])
    distance = _distances([option in refused for option in options])
    ladder = case.issues[issue].ordered or case.issues[issue].steps is not None
    if len(never) > 1 or not ladder or not distance:
        return replace(rules_as_demands([rule])[0], steps=(Step(price, (), None),))
    order = sorted(distance, key=lambda option: (distance[option], option))
    places = {option: at for at, option in enumerate(order)}
    steps = tuple(
        Step(price, tuple(places[near] for near in _nearer(distance, option)), options[option]) for option in order
    )
    through = np.full(len(options), ACCEPTED)
    through[order] = np.arange(len(order))
    scope, at = rule.breaks.scope, space.issues.index(issue)
    by_option = through.reshape([-1 if each == at else 1 for each in scope])
    return Refusal(rule.name, rule.party, steps, Factor(scope, np.where(rule.breaks.values, by_option, ACCEPTED)))


def _distances(refused: Sequence[bool]) -> dict[int, int]:
    """How far each refused option is from the nearest accepted one; empty where none is accepted."""
    accepted = [at for at, no in enumerate(refused) if not no]
    if not accepted:
        return {}
    last = len(accepted) - 1
    found = {}
    for at in (at for at, no in enumerate(refused) if no):
        beyond = bisect_left(accepted, at)
        found[at] = min(abs(at - accepted[max(0, beyond - 1)]), abs(at - accepted[min(last, beyond)]))
    return found


def _nearer(distance: Mapping[int, int], option: int) -> list[int]:
    """The refused neighbours of an option that are nearer to what is accepted; none where it is next to that."""
    beside = [near for near in (option - 1, option + 1) if distance.get(near) == distance[option] - 1]
    return beside if distance[option] > 1 else []


def _threshold(space: Space, worth: Worth, weighted: bool, prices: Prices) -> Threshold:
    """A no-deal value softens by equal numbers of points until every agreement is worth enough."""
    least, most = extremes(space, worth)
    scale = Fraction(SCALE) / worth.unit if weighted else Fraction(most if most > 0 else max(1, most - least))
    step = scale * exact(prices.points) / SCALE
    count = max(1, ceil((worth.needed - least) / step))
    levels = tuple(ceil(worth.needed - step * at) for at in range(count))
    asked = [float((worth.needed + worth.slack - step * (at + 1)) * worth.unit) for at in range(count)]
    steps = tuple(
        Step(prices.no_deal, (at - 1,) if at else (), asked[at] if at + 1 < count else None) for at in range(count)
    )
    return Threshold(f"{worth.party}-no-deal", worth.party, steps, space, worth, levels)

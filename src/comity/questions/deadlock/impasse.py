"""A case as demands against one another: what is left when some are softened or dropped, and what comes nearest.

Where `clashes` says which demands exclude each other, this says what that means for the agreements: how many a
concession leaves and which are best, who blocks alone, which agreement misses by least, how little would close what is
open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from comity.agreements.exclusions import Rule, condition_rules
from comity.agreements.nearest import NEAR, Cost, Counted, Floats, Tied
from comity.agreements.space import Agreement, Choice, Factor, Space
from comity.agreements.worth import Payoff, Worth
from comity.case.model import Case
from comity.finding import Band
from comity.questions.deadlock import boxes
from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.demands import (
    Demand,
    Made,
    NamedDemand,
    Prices,
    Refusal,
    Softening,
    Threshold,
    demanding,
    demands,
    named,
    rules_as_demands,
)
from comity.questions.deadlock.on_amounts import Failing, OnAmounts
from comity.questions.deadlock.proven import best_for_worst_off, most_for
from comity.questions.deadlock.solver import Demanded, oracle
from comity.questions.deadlock.stretches import Stretches
from comity.questions.deadlock.ways import Crossed, Followed, Places, Way, ways
from comity.questions.deadlock.work import Spent, Work

WORK = 50_000_000
"""How many propagations of the solver one question may take, if not said otherwise: some seconds."""

COUNTED = 1 << 22
"""How many partial agreements are looked at to count those that are left, at most."""

SEARCHED = 1 << 24
"""How many partial agreements are looked at to find the best, at most."""

TIED = 1 << 20
"""How many partial agreements are looked at to find all that are as good, at most."""

NOBODY = 1e12
"""What the worst-off gains, in points, where nobody is left whose gain counts: more than anybody can."""


@dataclass(frozen=True)
class Outcome:
    """Agreements that are as good: one of them, how many there are, and what they have in common.

    least: what the signer whose gain was compared, the one that gains least, gains by each of them, in points; None
    where nobody's was. Where a rule decides, only those count whose yes an agreement rests on, those that suffice and
    gain most. gains: by how many points each signer, by its name, gains over no deal (loses, below 0), from the least
    to the most in them; options: what they settle each issue on, one option where they all have the same.
    """

    agreement: Agreement
    number: Counted
    least: float | None
    gains: Mapping[str, Band]
    options: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Left:
    """The agreements that some demands leave: how many, and the best for the signer that gains least, best first."""

    number: Counted
    best: tuple[Outcome, ...]


@dataclass(frozen=True)
class Closest:
    """The agreements that come closest to acceptance: those that cross the cheapest red lines, then fall short by the
    fewest points, then leave the worst-off signer with most.

    choice: one of them; ties: all of them, None where they were not found within the work allowed; watched in them are
    the worth of every signer in steps, then every red line, 1 where it is crossed; short: by how many points they fall
    short in all; complete: whether it is sure that none comes closer; ways: the numbers of those on which some of them
    come so close.
    """

    choice: Choice
    ties: Tied | None
    short: float
    complete: bool
    ways: tuple[int, ...] = ()


@dataclass(frozen=True)
class Margin:
    """By how many points one signer's no-deal value could rise, all else as it is, before no agreement is left.

    no_deal: the judged range of the value, and its middle, from which it would rise; points: 0 or more, on the signer's
    own scale; complete: whether it is exactly so many, and not at least so many.
    """

    party: str
    no_deal: Band
    points: float
    complete: bool

    @property
    def limit(self) -> float:
        """The no-deal value above which no agreement is left."""
        return self.no_deal.mid + self.points

    @property
    def range_passes(self) -> bool:
        """Whether the judged range of the no-deal value reaches beyond the limit."""
        return self.limit < self.no_deal.high


@dataclass(frozen=True)
class Impasse:
    """A case as demands against one another, under its conditions.

    ways: the sets of parties whose yes suffices; one of all signers where all must agree; lacking: without whom an
    agreement must do, whatever the way.
    """

    case: Case
    prices: Prices
    payoff: Payoff
    conditions: tuple[Rule, ...]
    demands: tuple[Demand, ...]
    ways: tuple[Way, ...]
    lacking: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: Case, prices: Prices) -> Impasse:
        """The demands of a case, priced."""
        payoff = Payoff.of(case)
        priced = demands(case, payoff, prices)
        rules = condition_rules(case, payoff.space)
        return cls(case, prices, payoff, rules, priced, ways(case, payoff.space, priced))

    @cached_property
    def demanded(self) -> Demanded:
        """The demands and conditions, ready to be asked which can be met together."""
        return self._asked(self.conditions, self.demands, self.ways)

    @cached_property
    def stretches(self) -> Stretches | None:
        """The agreements by stretches of steps; None where no amount has so many that it takes them."""
        return Stretches(self.case, self.space, self.signers) if boxes.long_amounts(self.space) else None

    def _asked(self, conditions: Iterable[Rule], demands: Sequence[Demand], ways: Sequence[Way] = ()) -> Demanded:
        """Some demands under some conditions: as clauses, or of stretches."""
        if self.stretches is None:
            return Clauses.of(self.space, conditions, demands, ways)
        return OnAmounts.of(self.case, self.space, conditions, self.lacking, demands, ways, self.stretches)

    @property
    def space(self) -> Space:
        """The agreements of the case."""
        return self.payoff.space

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        """The red lines."""
        return tuple(demand for demand in self.demands if isinstance(demand, Refusal))

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """What no deal is worth, signer by signer."""
        return tuple(demand for demand in self.demands if isinstance(demand, Threshold))

    @cached_property
    def signers(self) -> tuple[Worth, ...]:
        """What agreements are worth to each signer."""
        return tuple(threshold.worth for threshold in self.thresholds)

    def own(self, party: str) -> frozenset[int]:
        """The demands that nobody makes but one signer: those that fall away when its consent is not needed."""
        others = {name for other in demanding(self.case) if other != party for name in self.case.red_lines_of(other)}
        mine = {*self.case.red_lines_of(party), f"{party}-no-deal"} - others
        return frozenset(at for at, demand in enumerate(self.demands) if demand.id in mine)

    def gains(self, choice: Choice) -> dict[str, float]:
        """The points that each signer gains over no deal, as judged, from one agreement."""
        return {
            worth.party: float((worth.steps(choice) - worth.needed - worth.slack) * worth.unit)
            for worth in self.signers
        }

    @cached_property
    def named_demands(self) -> tuple[NamedDemand, ...]:
        """Every demand by its name, in the order of the demands."""
        return named(self.case, self.demands)

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """The place of every demand by what it says: the same whatever the order of the file."""
        lines = self.case.named_red_lines()

        def said(at: int) -> tuple[Any, ...]:
            demand = self.demands[at]
            if isinstance(demand, Threshold):
                return (1, demand.party)
            terms = (lines[demand.id].never, lines[demand.id].unless)
            return (
                0,
                demand.party,
                *(sorted((issue, sorted(options)) for issue, options in of.items()) for of in terms),
            )

        order = sorted(range(len(self.demands)), key=lambda at: (said(at), self.demands[at].id))
        return tuple(sorted(range(len(order)), key=order.__getitem__))

    def named(self, numbers: Iterable[int]) -> tuple[NamedDemand, ...]:
        """Some demands by their names, in the order of the demands."""
        return tuple(self.named_demands[at] for at in sorted(numbers))

    def softening(self, at: int, made: Iterable[int]) -> Softening:
        """The steps that have been made on one demand."""
        return Softening(self.named_demands[at], tuple(self.demands[at].steps[step] for step in made))

    def left(self, made: Made | None = None, dropped: Iterable[int] = (), keep: int = 2, questions: int = 1) -> Left:
        """The agreements left after some steps and without some demands.

        keep: how many of the best to look for, judged by the least gain of those whose no-deal value still counts;
        those that are as good as one of them are told together with it; questions: of so many this is one, which share
        the work of counting over amounts of many steps.
        """
        of, needed = self._followed(made or {}, dropped), self._still_needed(made or {}, dropped)
        counts = np.isfinite(needed)[:, 0]

        def cost(sums: Floats) -> Floats:
            steps = sums[: len(self.signers)]
            gains, short = self._gains(steps), steps < needed

            def worst_off(who: Places) -> Floats:
                counted = who[counts[who]]
                least = gains[counted].min(axis=0) if counted.size else np.full(steps.shape[1], NOBODY)
                return np.where(short[who].any(axis=0), np.inf, -least)

            return of.least(sums, worst_off)

        number = self._count(made or {}, dropped, questions if self.stretches else 1)
        found = boxes.nearest(self.space, of.rules, of.sums, cost, keep, SEARCHED)
        if not found.complete and isinstance(self.demanded, OnAmounts):
            found = best_for_worst_off(self.demanded, Work(WORK), found, made or {}, set(dropped))
        best: list[Outcome] = []
        told, last = 0, -np.inf
        for choice, price in zip(found.choices, found.costs, strict=True):
            if told < keep and price > last + NEAR:
                ties = boxes.tied(self.space, of.rules, of.sums, cost, price, self._sums, TIED)
                best.append(self.outcome(choice, ties, -price if price > -NOBODY else None))
                told, last = told + ties.number.number, price
        return Left(number, tuple(best))

    def _count(self, made: Made, dropped: Iterable[int], questions: int = 1) -> Counted:
        """How many agreements are left after some steps and without some demands."""
        of, open_to_any = self._open(made, dropped)
        return boxes.count_by(self.space, of.rules, of.sums, open_to_any, COUNTED // questions)

    def _open(self, made: Made, dropped: Iterable[int]) -> tuple[Followed, Cost]:
        """The ways after some steps and without some demands; what is left costs nothing, all else is out of reach."""
        of, needed = self._followed(made, dropped), self._still_needed(made, dropped)

        def open_to_any(sums: Floats) -> Floats:
            short = sums[: len(self.signers)] < needed
            return of.least(sums, lambda who: np.where(short[who].any(axis=0), np.inf, 0.0))

        return of, open_to_any

    def open_ways(self, made: Made) -> tuple[Way, ...]:
        """The ways on which some steps leave an agreement; none where the usual work does not suffice to tell."""
        with oracle(self.demanded, Work(WORK)) as asking, suppress(Spent):
            return tuple(way for at, way in enumerate(self.ways) if asking.meets((), self.demanded.opened(at, made)))
        return ()

    def by(self, way: Way) -> Impasse:
        """The same where only one of the ways can be taken."""
        return replace(self, ways=(way,))

    def outcome(self, choice: Choice, ties: Tied, least: float | None) -> Outcome:
        """Agreements that tie, of which one is given; that one alone where the work allowed did not suffice for any."""
        if not ties.choices:
            gains = {party: Band.over([gain]) for party, gain in self.gains(choice).items()}
            options = {issue: (option,) for issue, option in self.space.agreement(choice).options.items()}
            return Outcome(self.space.agreement(choice), Counted(1, False), least, gains, options)
        ends = self._gains(np.array([ties.low, ties.high]).T.reshape(-1, 2)).tolist()
        return Outcome(
            self.space.agreement(choice),
            ties.number,
            least,
            {worth.party: Band.over(gains) for worth, gains in zip(self.signers, ends, strict=True)},
            self.settled(ties),
        )

    def settled(self, ties: Tied) -> dict[str, tuple[str, ...]]:
        """What agreements that tie settle each issue on, by names."""
        return self._named(ties.options)

    def _named(self, options: Sequence[Sequence[int]]) -> dict[str, tuple[str, ...]]:
        """Some options of each issue by their names."""
        named = zip(self.space.issues, self.space.options, options, strict=True)
        return {issue: tuple(names[at] for at in had) for issue, names, had in named}

    def closest(self, terms: Mapping[str, str] | None = None) -> Closest | None:
        """The agreement that comes closest, among those with some terms; None where none of these is coherent.

        Closest is what crosses the cheapest red lines; then what falls short of no deal by the fewest points in all;
        then what leaves the worst-off signer with most.
        """
        rules = [condition.breaks for condition in self.conditions]
        for issue, option in (terms or {}).items():
            chosen = self.space.holds({issue: (option,)})
            rules.append(Factor(chosen.scope, ~chosen.values))
        crossed = Crossed.of(self.ways, dict(enumerate(self.refusals)))
        cheapest = boxes.nearest(self.space, rules, crossed.sums, lambda sums: crossed.least(sums), work=SEARCHED)
        if not cheapest.choices:
            coherent = None if cheapest.complete else self._coherent(terms or {})
            return Closest(coherent, None, self._short_of(coherent), False) if coherent else None
        sums, priced = [*crossed.sums, *self._sums], len(crossed.sums)

        def short(sums: Floats) -> list[Floats]:
            """The points short on every way; infinite where dearer red lines are crossed on it."""
            by_party = self._short(sums[priced:])
            prices = crossed.prices(sums[:priced])
            points = [by_party[who].sum(axis=0).round(9) for who in self._who]
            return [
                np.where(price > cheapest.costs[0], np.inf, each) for price, each in zip(prices, points, strict=True)
            ]

        shortest = boxes.nearest(self.space, rules, sums, lambda sums: _least(short(sums)), work=SEARCHED)
        if not shortest.choices:
            return Closest(cheapest.choices[0], None, self._short_of(cheapest.choices[0]), False)

        def worst_off(sums: Floats) -> list[Floats]:
            gains = self._gains(sums[priced:])
            least = [gains[who].min(axis=0) if who.size else np.zeros(sums.shape[1]) for who in self._who]
            return [
                np.where(points > shortest.costs[0] + NEAR, np.inf, -each)
                for points, each in zip(short(sums), least, strict=True)
            ]

        best = boxes.nearest(self.space, rules, sums, lambda sums: _least(worst_off(sums)), work=SEARCHED)
        choice, *_ = (*best.choices, *shortest.choices)
        ties, taken = None, tuple[int, ...]()
        if best.choices:
            lines = [[each.left()] for each in self.refusals]
            tied = boxes.tied(
                self.space,
                rules,
                sums,
                lambda sums: _least(worst_off(sums)),
                best.costs[0],
                [*self._sums, *lines],
                TIED,
            )
            ties = tied if tied.number.number else None  # the work allowed may run out before any is met again
            near = np.array(ties.choices if ties else [choice], dtype=np.intp)
            values = [[factor.values[tuple(near[:, at] for at in factor.scope)] for factor in row] for row in sums]
            reached = np.array([sum(row, np.zeros(len(near))) for row in values])
            taken = tuple(
                at for at, costs in enumerate(worst_off(reached)) if (np.abs(costs - best.costs[0]) <= NEAR).any()
            )
        complete = cheapest.complete and shortest.complete and best.complete
        return Closest(choice, ties, shortest.costs[0], complete, taken)

    def _short_of(self, choice: Choice) -> float:
        """By how many points an agreement falls short of no deal in all, on the way where that is least."""
        short = self._short(np.array([[worth.steps(choice)] for worth in self.signers], dtype=float))
        return min(float(short[who].sum()) for who in self._who)

    @cached_property
    def _who(self) -> tuple[Places, ...]:
        """By way, the places of its parties among those who make demands."""
        places = {worth.party: at for at, worth in enumerate(self.signers)}
        return tuple(np.array([places[party] for party in way.parties], dtype=np.intp) for way in self.ways)

    def _short(self, steps: Floats) -> Floats:
        """By how many points each signer is short: nothing where it is as good as no deal."""
        needed = np.array([worth.needed for worth in self.signers], dtype=float)[:, None]
        return np.where(steps >= needed, 0.0, -self._gains(steps))

    def _coherent(self, terms: Mapping[str, str]) -> Choice | None:
        """Any coherent agreement with some terms."""
        demanded = self._asked(self.conditions, ())
        with oracle(demanded, Work(WORK)) as asking:
            given = [demanded.literal(issue, option) for issue, option in terms.items()]
            return asking.choice() if asking.meets((), given) else None

    def crossed(self, choice: Choice) -> dict[str, list[str]]:
        """The red lines that an agreement crosses, by the signers that they bind (a group's bind its members too)."""
        return self._binding({demand.id for demand in self.refusals if demand.softening(choice)})

    def crossed_by(self, ties: Tied) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """The red lines that all of the closest agreements cross, and those that only some do, by the signers."""
        ends = zip(ties.low[len(self.signers) :], ties.high[len(self.signers) :], strict=True)
        seen = [(demand.id, low, high) for demand, (low, high) in zip(self.refusals, ends, strict=True)]
        always = {name for name, low, _ in seen if low}
        return self._binding(always), self._binding({name for name, _, high in seen if high} - always)

    def _binding(self, names: set[str]) -> dict[str, list[str]]:
        """Some red lines by the signers that they bind."""
        bind = {worth.party: self.case.red_lines_of(worth.party) for worth in self.signers}
        ordered = [demand.id for demand in self.refusals if demand.id in names]
        return {party: [name for name in ordered if name in lines] for party, lines in bind.items()}

    def some_clash(self) -> frozenset[int] | None:
        """Any one clash, not the smallest; None where there is none, or the usual work does not suffice to find one."""
        with oracle(self.demanded, Work(WORK)) as asking, suppress(Spent):
            found = asking.needed(range(len(self.demands)))
            return None if found is None else frozenset(found)
        return None

    def conditions_of(self, clash: Iterable[int]) -> tuple[str, ...] | None:
        """The conditions that a clash needs, a choice of as few as possible: without these, its demands could be met.

        None where the usual work does not suffice to find them.
        """
        numbers = sorted(clash)
        wanted = [self.demands[at] for at in numbers]
        among = [*wanted, *rules_as_demands(self.conditions)]
        always = range(len(wanted), len(among))
        asked = [
            replace(way, demands=frozenset([*(at for at, each in enumerate(numbers) if each in way.demands), *always]))
            for way in self.ways
        ]
        with oracle(self._asked((), among, asked), Work(WORK)) as asking, suppress(Spent):
            needed = asking.fewest(range(len(wanted), len(among)), range(len(wanted))) or ()
            return tuple(among[at].id for at in needed)
        return None

    def excluding(self, terms: Mapping[str, str]) -> tuple[str, ...]:
        """The conditions, as few as possible, that leave no agreement with some terms; none where one is left.

        Not surely the fewest, but none to spare, where the usual work does not suffice for that.
        """
        demanded = self._asked((), rules_as_demands(self.conditions))
        given = [demanded.literal(issue, option) for issue, option in terms.items()]
        among = range(len(demanded.demands))
        with oracle(demanded, Work(WORK)) as asking, suppress(Spent):
            return tuple(demanded.demands[at].id for at in asking.fewest(among, given=given) or ())
        with oracle(demanded, Work(WORK)) as asking:
            return tuple(demanded.demands[at].id for at in asking.needed(among, given=given) or ())

    def margins(self) -> tuple[Margin, ...]:
        """How much more each signer could ask, alone, before no agreement is left, where one is; the smallest first.

        Not of those without whose yes one is left.
        """
        of, needed = self._followed({}, ()), self._still_needed({}, ())
        left = self.open_ways({}) if len(self.ways) > 1 else self.ways
        found = []
        for at, worth in enumerate(self.signers):
            if any(worth.party not in way.parties for way in left):
                continue

            def cost(sums: Floats, at: int = at) -> Floats:
                steps = sums[: len(self.signers)]
                gains, short = self._gains(steps), steps < needed
                return of.least(sums, lambda who: np.where(short[who].any(axis=0), np.inf, -gains[at]))

            best = boxes.nearest(self.space, of.rules, of.sums, cost, work=SEARCHED)
            if not best.complete and isinstance(self.demanded, OnAmounts):
                number = next(number for number, each in enumerate(self.demands) if each is self.thresholds[at])
                best = most_for(self.demanded, Work(WORK), best, number)
            gain = self.gains(best.choices[0])[worth.party] if best.choices else 0.0
            no_deal = self.case.interest_of(worth.party).no_deal
            assert no_deal is not None, "a signer has a no-deal value"
            judged = Band(no_deal.low, float(no_deal.point), no_deal.high)
            found.append(Margin(worth.party, judged, gain, best.complete))
        return tuple(sorted(found, key=lambda margin: margin.points))

    def options_left(self) -> dict[str, tuple[str, ...]] | None:
        """The options of each issue that some agreement left has; None where the usual work does not suffice."""
        if self.stretches is not None:
            of, open_to_any = self._open({}, ())
            left = boxes.tied(self.space, of.rules, of.sums, open_to_any, 0, (), TIED)
            if left.number.complete:
                return self._named(left.options)
        with oracle(self.demanded, Work(WORK)) as asking, suppress(Spent):
            return self._named(asking.options_left())
        return None

    def slack(self) -> tuple[int, ...] | None:
        """The demands that rule nothing out beside the others: what fails them fails another demand, too.

        None where the usual work does not suffice to find them.
        """
        count = len(self.demands)
        if len(self.ways) > 1:  # what fails a demand on one way may be had on another, so agreements are counted
            left = [self._count({}, dropped) for dropped in ((), *((at,) for at in range(count)))]
            everything, *without = left
            if not all(each.complete for each in left):
                return None
            return tuple(at for at, each in enumerate(without) if each.number == everything.number)
        asked = self.ways[0].demands
        others = {at: [other for other in range(count) if other != at and other in asked] for at in asked}
        if self.stretches is not None:
            with oracle(self.demanded, Work(WORK)) as asking, suppress(Spent):
                return tuple(
                    at for at in range(count) if at not in asked or not asking.meets(others[at], [Failing(at)])
                )
            return None
        clauses = Clauses.of(self.space, self.conditions, [*self.demands, *map(_failed, self.demands)])
        with oracle(clauses, Work(WORK)) as asking, suppress(Spent):
            return tuple(at for at in range(count) if at not in asked or not asking.meets([*others[at], count + at]))
        return None

    @property
    def _sums(self) -> list[tuple[Factor, ...]]:
        return [worth.factors for worth in self.signers]

    def _gains(self, steps: Floats) -> Floats:
        no_deal = np.array([worth.needed + worth.slack for worth in self.signers], dtype=float)
        unit = np.array([float(worth.unit) for worth in self.signers])
        gains: Floats = (steps - no_deal[:, None]) * unit[:, None]
        return gains

    def _followed(self, made: Made, dropped: Iterable[int]) -> Followed:
        """The ways after some steps and without some demands."""
        without = set(dropped)
        lines = {
            at: demand.left(made.get(at, ()))
            for at, demand in enumerate(self.demands)
            if isinstance(demand, Refusal) and at not in without
        }
        lines = {at: line for at, line in lines.items() if line.values.any()}
        worths = {worth.party: worth.factors for worth in self.signers}
        return Followed.of(self.ways, [condition.breaks for condition in self.conditions], worths, lines)

    def _still_needed(self, made: Made, dropped: Iterable[int]) -> Floats:
        """One row a signer; minus infinity where nothing is needed."""
        without = set(dropped)
        needed = [
            -np.inf if at in without else demand.left(made.get(at, ()))
            for at, demand in enumerate(self.demands)
            if isinstance(demand, Threshold)
        ]
        return np.array(needed, dtype=float)[:, None]


def _least(costs: Sequence[Floats]) -> Floats:
    """What agreements cost on the way that is cheapest for each."""
    least: Floats = np.min(costs, axis=0)
    return least


def _failed(demand: Demand) -> Demand:
    """The opposite of a demand: that its red line is crossed, or that worth is below no deal."""
    if isinstance(demand, Refusal):
        crossed = demand.left()
        return rules_as_demands([Rule(demand.id, demand.party, Factor(crossed.scope, ~crossed.values))])[0]
    return demand.failed

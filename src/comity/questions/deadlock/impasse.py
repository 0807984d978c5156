"""A case as demands against one another: what is left when some are softened or dropped, and what comes nearest.

Where `clashes` says which demands exclude each other, this says what that means for the agreements: how many a
concession leaves and which are best, who blocks alone, which agreement misses by least, how little would close what is
open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from comity.agreements import nearest
from comity.agreements.consent import Consent
from comity.agreements.exclusions import Rule, condition_rules
from comity.agreements.nearest import Counted, Floats, Tied
from comity.agreements.space import Agreement, Choice, Factor, Space
from comity.agreements.worth import Payoff, Worth
from comity.case.model import Case
from comity.finding import Band
from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.demands import (
    Demand,
    NamedDemand,
    Prices,
    Refusal,
    Softening,
    Threshold,
    demands,
    named,
    rules_as_demands,
)
from comity.questions.deadlock.solver import Oracle, Spent, Work

WORK = 50_000_000
"""How many propagations of the solver one question may take, if not said otherwise: some seconds."""

COUNTED = 1 << 22
"""How many partial agreements are looked at to count those that are left, at most."""

SEARCHED = 1 << 24
"""How many partial agreements are looked at to find the best, at most."""

TIED = 1 << 20
"""How many partial agreements are looked at to find all that are as good, at most."""

Made = Mapping[int, tuple[int, ...]]
"""Steps that have been made, by the number of their demand."""


@dataclass(frozen=True)
class Outcome:
    """Agreements that are as good: one of them, how many there are, and what they have in common.

    least: what the signer whose gain was compared, the one that gains least, gains by each of them, in points; None
    where nobody's was. gains: by how many points each signer, by its name, gains over no deal (loses, below 0), from
    the least to the most in them; options: what they settle each issue on, one option where they all have the same.
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
    short in all; complete: whether it is sure that none comes closer.
    """

    choice: Choice
    ties: Tied | None
    short: float
    complete: bool


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
    """A case as demands against one another, under its conditions."""

    case: Case
    prices: Prices
    payoff: Payoff
    conditions: tuple[Rule, ...]
    demands: tuple[Demand, ...]

    @classmethod
    def of(cls, case: Case, prices: Prices) -> Impasse:
        """The demands of a case, priced."""
        payoff = Payoff.of(case)
        return cls(case, prices, payoff, condition_rules(case, payoff.space), demands(case, payoff, prices))

    @cached_property
    def clauses(self) -> Clauses:
        """The demands and conditions as clauses."""
        return Clauses.of(self.space, self.conditions, self.demands)

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
        others = {name for other in self.case.signers() if other != party for name in self.case.red_lines_of(other)}
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

    def left(self, made: Made | None = None, dropped: Iterable[int] = (), keep: int = 2) -> Left:
        """The agreements left after some steps and without some demands.

        keep: how many of the best to look for, judged by the least gain of those whose no-deal value still counts;
        those that are as good as one of them are told together with it.
        """
        rules, needed = self._still_ruled_out(made or {}, dropped), self._still_needed(made or {}, dropped)
        counts = np.isfinite(needed)[:, 0]

        def cost(steps: Floats) -> Floats:
            least = self._gains(steps)[counts].min(axis=0) if counts.any() else np.zeros(steps.shape[1])
            return np.where((steps < needed).any(axis=0), np.inf, -least)

        number = nearest.count(self.space, rules, self._sums, needed[:, 0].tolist(), COUNTED)
        found = nearest.nearest(self.space, rules, self._sums, cost, keep, SEARCHED)
        best: list[Outcome] = []
        told, last = 0, -np.inf
        for choice, price in zip(found.choices, found.costs, strict=True):
            if told < keep and price > last + nearest.NEAR:
                ties = nearest.tied(self.space, rules, self._sums, cost, price, self._sums, TIED)
                best.append(self._outcome(choice, ties, -price if counts.any() else None))
                told, last = told + ties.number.number, price
        return Left(number, tuple(best))

    def _outcome(self, choice: Choice, ties: Tied, least: float | None) -> Outcome:
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
        named = zip(self.space.issues, self.space.options, ties.options, strict=True)
        return {issue: tuple(options[at] for at in had) for issue, options, had in named}

    def blocking(self) -> dict[str, Left]:
        """The signers without whose demands there would be an agreement, with the agreements of the others."""
        found: dict[str, Left] = {}
        with Oracle(self.clauses, Work(WORK)) as oracle, suppress(Spent):
            for worth in self.signers:
                own = self.own(worth.party)
                if worth.party in self.needs:
                    found |= self._without_options_of(worth.party)._left_without(worth.party)
                elif oracle.meets(at for at in range(len(self.demands)) if at not in own):
                    left = self.left(dropped=own, keep=1)
                    found[worth.party] = Left(left.number, left.best or (self._any(oracle.choice(), worth.party),))
        return found

    @cached_property
    def needs(self) -> Mapping[str, Factor]:
        """By party, where it must take part for the options agreed to exist."""
        return Consent.of(self.case, self.space).needs

    def _without_options_of(self, party: str) -> Impasse:
        """The same without the options that cannot be had without a party."""
        gone = Rule(f"needs-{party}", "", self.needs[party])
        return replace(self, conditions=(*self.conditions, gone))

    def _left_without(self, party: str) -> dict[str, Left]:
        """The agreements left without the demands of a party, if there is one."""
        own = self.own(party)
        with Oracle(self.clauses, Work(WORK)) as oracle, suppress(Spent):
            if oracle.meets(at for at in range(len(self.demands)) if at not in own):
                left = self.left(dropped=own, keep=1)
                return {party: Left(left.number, left.best or (self._any(oracle.choice(), party),))}
        return {}

    def _any(self, choice: Choice, blocker: str) -> Outcome:
        """One agreement of which nothing more is known."""
        others = (gain for party, gain in self.gains(choice).items() if party != blocker)
        return self._outcome(choice, Tied(Counted(0, False), (), (), (), ()), min(others, default=None))

    def closest(self, terms: Mapping[str, str] | None = None) -> Closest | None:
        """The agreement that comes closest, among those with some terms; None where none of these is coherent.

        Closest is what crosses the cheapest red lines; then what falls short of no deal by the fewest points in all;
        then what leaves the worst-off signer with most.
        """
        rules = [condition.breaks for condition in self.conditions]
        for issue, option in (terms or {}).items():
            chosen = self.space.holds({issue: (option,)})
            rules.append(Factor(chosen.scope, ~chosen.values))
        crossed = [Factor(priced.scope, -priced.values) for priced in (each.priced() for each in self.refusals)]
        cheapest = nearest.nearest(self.space, rules, [crossed], lambda sums: -sums[0], work=SEARCHED)
        if not cheapest.choices:
            coherent = None if cheapest.complete else self._coherent(terms or {})
            return Closest(coherent, None, self._short_of(coherent), False) if coherent else None
        sums = [crossed, *self._sums]

        def short(sums: Floats) -> Floats:
            points = self._short(sums[1:]).sum(axis=0).round(9)
            return np.where(-sums[0] > cheapest.costs[0], np.inf, points)

        shortest = nearest.nearest(self.space, rules, sums, short, work=SEARCHED)
        if not shortest.choices:
            return Closest(cheapest.choices[0], None, self._short_of(cheapest.choices[0]), False)

        def worst_off(sums: Floats) -> Floats:
            least = self._gains(sums[1:]).min(axis=0) if self.signers else np.zeros(sums.shape[1])
            return np.where(short(sums) > shortest.costs[0] + nearest.NEAR, np.inf, -least)

        best = nearest.nearest(self.space, rules, sums, worst_off, work=SEARCHED)
        choice, *_ = (*best.choices, *shortest.choices)
        ties = None
        if best.choices:
            lines = [[each.left()] for each in self.refusals]
            tied = nearest.tied(self.space, rules, sums, worst_off, best.costs[0], [*self._sums, *lines], TIED)
            ties = tied if tied.number.number else None  # the work allowed may run out before any is met again
        return Closest(choice, ties, shortest.costs[0], cheapest.complete and shortest.complete and best.complete)

    def _short_of(self, choice: Choice) -> float:
        """By how many points an agreement falls short of no deal in all."""
        return float(self._short(np.array([[worth.steps(choice)] for worth in self.signers], dtype=float)).sum())

    def _short(self, steps: Floats) -> Floats:
        """By how many points each signer is short: nothing where it is as good as no deal."""
        needed = np.array([worth.needed for worth in self.signers], dtype=float)[:, None]
        return np.where(steps >= needed, 0.0, -self._gains(steps))

    def _coherent(self, terms: Mapping[str, str]) -> Choice | None:
        """Any coherent agreement with some terms."""
        clauses = Clauses.of(self.space, self.conditions, ())
        with Oracle(clauses, Work(WORK)) as oracle:
            literals = [clauses.literal(issue, option) for issue, option in terms.items()]
            return oracle.choice() if oracle.meets((), literals) else None

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
        with Oracle(self.clauses, Work(WORK)) as oracle, suppress(Spent):
            found = oracle.needed(range(len(self.demands)))
            return None if found is None else frozenset(found)
        return None

    def conditions_of(self, clash: Iterable[int]) -> tuple[str, ...] | None:
        """The conditions that a clash needs, a choice of as few as possible: without these, its demands could be met.

        None where the usual work does not suffice to find them.
        """
        wanted = [self.demands[at] for at in sorted(clash)]
        clauses = Clauses.of(self.space, (), [*wanted, *rules_as_demands(self.conditions)])
        with Oracle(clauses, Work(WORK)) as oracle, suppress(Spent):
            needed = oracle.fewest(range(len(wanted), len(clauses.demands)), range(len(wanted))) or ()
            return tuple(clauses.demands[at].id for at in needed)
        return None

    def excluding(self, terms: Mapping[str, str]) -> tuple[str, ...]:
        """The conditions, as few as possible, that leave no agreement with some terms; none where one is left.

        Not surely the fewest, but none to spare, where the usual work does not suffice for that.
        """
        clauses = Clauses.of(self.space, (), rules_as_demands(self.conditions))
        literals = [clauses.literal(issue, option) for issue, option in terms.items()]
        among = range(len(clauses.demands))
        with Oracle(clauses, Work(WORK)) as oracle, suppress(Spent):
            return tuple(clauses.demands[at].id for at in oracle.fewest(among, literals=literals) or ())
        with Oracle(clauses, Work(WORK)) as oracle:
            return tuple(clauses.demands[at].id for at in oracle.needed(among, literals=literals) or ())

    def margins(self) -> tuple[Margin, ...]:
        """How much more each signer could ask, alone, before no agreement is left, where one is; the smallest first."""
        rules, needed = self._still_ruled_out({}, ()), self._still_needed({}, ())
        found = []
        for at, worth in enumerate(self.signers):

            def cost(steps: Floats, at: int = at) -> Floats:
                return np.where((steps < needed).any(axis=0), np.inf, -self._gains(steps)[at])

            best = nearest.nearest(self.space, rules, self._sums, cost, work=SEARCHED)
            gain = self.gains(best.choices[0])[worth.party] if best.choices else 0.0
            no_deal = self.case.interest_of(worth.party).no_deal
            assert no_deal is not None, "a signer has a no-deal value"
            judged = Band(no_deal.low, float(no_deal.point), no_deal.high)
            found.append(Margin(worth.party, judged, gain, best.complete))
        return tuple(sorted(found, key=lambda margin: margin.points))

    def options_left(self) -> dict[str, tuple[str, ...]] | None:
        """The options of each issue that some agreement left has; None where the usual work does not suffice."""
        everything = range(len(self.demands))
        with Oracle(self.clauses, Work(WORK)) as oracle, suppress(Spent):
            return {
                issue: tuple(
                    option for option in options if oracle.meets(everything, [self.clauses.literal(issue, option)])
                )
                for issue, options in zip(self.space.issues, self.space.options, strict=True)
            }
        return None

    def slack(self) -> tuple[int, ...] | None:
        """The demands that rule nothing out beside the others: what fails them fails another demand, too.

        None where the usual work does not suffice to find them.
        """
        clauses = Clauses.of(self.space, self.conditions, [*self.demands, *map(_failed, self.demands)])
        count = len(self.demands)
        with Oracle(clauses, Work(WORK)) as oracle, suppress(Spent):
            return tuple(
                at
                for at in range(count)
                if not oracle.meets([*(other for other in range(count) if other != at), count + at])
            )
        return None

    @property
    def _sums(self) -> list[tuple[Factor, ...]]:
        return [worth.factors for worth in self.signers]

    def _gains(self, steps: Floats) -> Floats:
        no_deal = np.array([worth.needed + worth.slack for worth in self.signers], dtype=float)
        unit = np.array([float(worth.unit) for worth in self.signers])
        gains: Floats = (steps - no_deal[:, None]) * unit[:, None]
        return gains

    def _still_ruled_out(self, made: Made, dropped: Iterable[int]) -> list[Factor]:
        without = set(dropped)
        lines = [
            demand.left(made.get(at, ()))
            for at, demand in enumerate(self.demands)
            if isinstance(demand, Refusal) and at not in without
        ]
        return [condition.breaks for condition in self.conditions] + [line for line in lines if line.values.any()]

    def _still_needed(self, made: Made, dropped: Iterable[int]) -> Floats:
        """One row a signer; minus infinity where nothing is needed."""
        without = set(dropped)
        needed = [
            -np.inf if at in without else demand.left(made.get(at, ()))
            for at, demand in enumerate(self.demands)
            if isinstance(demand, Threshold)
        ]
        return np.array(needed, dtype=float)[:, None]


def _failed(demand: Demand) -> Demand:
    """The opposite of a demand: that its red line is crossed, or that worth is below no deal."""
    if isinstance(demand, Refusal):
        crossed = demand.left()
        return rules_as_demands([Rule(demand.id, demand.party, Factor(crossed.scope, ~crossed.values))])[0]
    return demand.failed

"""A case as demands against one another: what is left when some are softened or dropped, and what comes nearest.

Where `clashes` says which demands exclude each other, this says what that means for the agreements: how many a
concession leaves and which are best, who blocks alone, which agreement misses by least, how little would close what is
open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from comity.agreements import nearest
from comity.agreements.exclusions import Rule, condition_rules
from comity.agreements.nearest import Counted, Floats
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

Made = Mapping[int, tuple[int, ...]]
"""Steps that have been made, by the number of their demand."""


@dataclass(frozen=True)
class Left:
    """The agreements that some demands leave: how many, and the best for the signer that gains least."""

    number: Counted
    best: tuple[Choice, ...]


@dataclass(frozen=True)
class Outcome:
    """An agreement, and by how many points each signer, by its name, gains over no deal from it (loses, below 0)."""

    agreement: Agreement
    gains: Mapping[str, float]


@dataclass(frozen=True)
class Closest:
    """The agreement that comes closest to acceptance; complete: whether it is sure that none comes closer."""

    choice: Choice
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

    def outcome(self, choice: Choice) -> Outcome:
        """An agreement by its terms, with what the signers gain from it."""
        return Outcome(self.space.agreement(choice), self.gains(choice))

    @cached_property
    def named_demands(self) -> tuple[NamedDemand, ...]:
        """Every demand by its name, in the order of the demands."""
        return named(self.case, self.demands)

    def named(self, numbers: Iterable[int]) -> tuple[NamedDemand, ...]:
        """Some demands by their names, in the order of the demands."""
        return tuple(self.named_demands[at] for at in sorted(numbers))

    def softening(self, at: int, made: Iterable[int]) -> Softening:
        """The steps that have been made on one demand."""
        return Softening(self.named_demands[at], tuple(self.demands[at].steps[step] for step in made))

    def left(self, made: Made | None = None, dropped: Iterable[int] = (), keep: int = 2) -> Left:
        """The agreements left after some steps and without some demands.

        keep: how many of the best to return, judged by the least gain of those whose no-deal value still counts.
        """
        rules, needed = self._still_ruled_out(made or {}, dropped), self._still_needed(made or {}, dropped)
        counts = np.isfinite(needed)[:, 0]

        def cost(steps: Floats) -> Floats:
            least = self._gains(steps)[counts].min(axis=0) if counts.any() else np.zeros(steps.shape[1])
            return np.where((steps < needed).any(axis=0), np.inf, -least)

        number = nearest.count(self.space, rules, self._sums, needed[:, 0].tolist(), COUNTED)
        return Left(number, nearest.nearest(self.space, rules, self._sums, cost, keep, SEARCHED).choices)

    def blocking(self) -> dict[str, Left]:
        """The signers without whose demands there would be an agreement, with the agreements of the others."""
        found = {}
        with Oracle(self.clauses, Work(WORK)) as oracle, suppress(Spent):
            for worth in self.signers:
                own = self.own(worth.party)
                if oracle.meets(at for at in range(len(self.demands)) if at not in own):
                    left = self.left(dropped=own, keep=1)
                    found[worth.party] = Left(left.number, left.best or (oracle.choice(),))
        return found

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
            return Closest(coherent, False) if coherent else None
        sums = [crossed, *self._sums]

        def short(sums: Floats) -> Floats:
            points = np.maximum(0, -self._gains(sums[1:])).sum(axis=0).round(9)
            return np.where(-sums[0] > cheapest.costs[0], np.inf, points)

        shortest = nearest.nearest(self.space, rules, sums, short, work=SEARCHED)
        if not shortest.choices:
            return Closest(cheapest.choices[0], False)

        def worst_off(sums: Floats) -> Floats:
            least = self._gains(sums[1:]).min(axis=0) if self.signers else np.zeros(sums.shape[1])
            return np.where(short(sums) > shortest.costs[0], np.inf, -least)

        best = nearest.nearest(self.space, rules, sums, worst_off, work=SEARCHED)
        choice, *_ = (*best.choices, *shortest.choices)
        return Closest(choice, cheapest.complete and shortest.complete)

    def _coherent(self, terms: Mapping[str, str]) -> Choice | None:
        """Any coherent agreement with some terms."""
        clauses = Clauses.of(self.space, self.conditions, ())
        with Oracle(clauses, Work(WORK)) as oracle:
            literals = [clauses.literal(issue, option) for issue, option in terms.items()]
            return oracle.choice() if oracle.meets((), literals) else None

    def crossed(self, choice: Choice) -> dict[str, list[str]]:
        """The red lines that an agreement crosses, by the signers that they bind (a group's bind its members too)."""
        names = [demand.id for demand in self.refusals if demand.softening(choice)]
        bind = {worth.party: self.case.red_lines_of(worth.party) for worth in self.signers}
        return {party: [name for name in names if name in lines] for party, lines in bind.items()}

    def some_clash(self) -> frozenset[int] | None:
        """Any one clash, not the smallest; None where there is none, or the usual work does not suffice to find one."""
        with Oracle(self.clauses, Work(WORK)) as oracle, suppress(Spent):
            found = oracle.needed(range(len(self.demands)))
            return None if found is None else frozenset(found)
        return None

    def conditions_of(self, clash: Iterable[int]) -> tuple[str, ...] | None:
        """The conditions that a clash needs, a minimal choice of them: without these, its demands could be met.

        None where the usual work does not suffice to find them.
        """
        wanted = [self.demands[at] for at in sorted(clash)]
        clauses = Clauses.of(self.space, (), [*wanted, *rules_as_demands(self.conditions)])
        with Oracle(clauses, Work(WORK)) as oracle, suppress(Spent):
            needed = oracle.needed(range(len(wanted), len(clauses.demands)), range(len(wanted))) or ()
            return tuple(clauses.demands[at].id for at in needed)
        return None

    def excluding(self, terms: Mapping[str, str]) -> tuple[str, ...]:
        """The conditions, a minimal choice of them, that leave no agreement with some terms; none where one is left."""
        clauses = Clauses.of(self.space, (), rules_as_demands(self.conditions))
        literals = [clauses.literal(issue, option) for issue, option in terms.items()]
        with Oracle(clauses, Work(WORK)) as oracle:
            needed = oracle.needed(range(len(clauses.demands)), literals=literals) or ()
        return tuple(clauses.demands[at].id for at in needed)

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
    worth = demand.worth
    factors = tuple(Factor(factor.scope, -factor.values) for factor in worth.factors)
    negative = Worth(worth.party, worth.unit, factors, None, worth.exact, worth.slack)
    return Threshold(demand.id, demand.party, demand.steps[:1], negative, (1 - demand.left(),))

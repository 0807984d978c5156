"""Demands over amounts of many steps: which can be met together, asked of stretches of steps (see `Stretches`).

The counterpart of clauses where one literal for every step would be too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.exclusions import Rule
from comity.agreements.space import Choice, Factor, Space
from comity.case.model import Case
from comity.questions.deadlock.demands import Demand, Made, Refusal, Threshold
from comity.questions.deadlock.stretches import Asked, Banned, Flags, Stretches, where
from comity.questions.deadlock.ways import Way
from comity.questions.deadlock.work import Work


@dataclass(frozen=True, eq=False)
class Only:
    """That an issue has one of some options."""

    issue: int
    options: Flags


@dataclass(frozen=True)
class Opened:
    """That every demand of a way holds, as it stands after some steps."""

    way: int
    made: Made


@dataclass(frozen=True)
class Failing:
    """That a demand is not met."""

    demand: int


Given = Only | Opened | Failing


@dataclass(frozen=True, eq=False)
class OnAmounts:
    """Demands under conditions, in a case with amounts of many steps.

    conditions: those of the case, and what else is ruled out; lacking: without whom an agreement must do; ways: one of
    all demands where none are told apart.
    """

    case: Case
    space: Space
    conditions: tuple[Rule, ...]
    lacking: tuple[str, ...]
    demands: tuple[Demand, ...]
    ways: tuple[Way, ...]
    stretches: Stretches = field(repr=False)

    @classmethod
    def of(
        cls,
        case: Case,
        space: Space,
        conditions: Iterable[Rule],
        lacking: Iterable[str],
        demands: Sequence[Demand],
        ways: Sequence[Way],
        stretches: Stretches,
    ) -> OnAmounts:
        """The demands of a case, or some of them; ways: as for `Clauses.of`; stretches: of those who make demands."""
        everything = Way((), frozenset(range(len(demands))), {})
        return cls(
            case, space, tuple(conditions), tuple(lacking), tuple(demands), tuple(ways) or (everything,), stretches
        )

    def literal(self, issue: str, option: str) -> Given:
        """That an issue has one option, by its name."""
        at = self.space.issues.index(issue)
        return Only(at, np.arange(self.space.sizes[at]) == self.space.place(at, option))

    def opened(self, way: int, made: Made) -> list[Given]:
        """That the demands of one of the ways are met after some steps."""
        return [Opened(way, made)]

    def find(
        self,
        work: Work,
        wanted: Iterable[int],
        given: Sequence[Given] = (),
        levels: Mapping[int, int] | None = None,
        made: Made | None = None,
    ) -> tuple[Choice, int] | None:
        """An agreement that meets some demands, with what is given, and the number of the way on which it does.

        levels: the steps of worth that thresholds ask for, by demand, where not as they stand; made: steps that have
        been made. None where there is no
        such agreement. Raises Spent where that cannot be told within the work allowed.
        """
        opened = next((each for each in given if isinstance(each, Opened)), None)
        everything, made = tuple(range(len(self.demands))), opened.made if opened else made or {}
        chosen = everything if opened else tuple(wanted)
        for number, way in enumerate(self.ways):
            if opened and number != opened.way:
                continue
            asked = [at for at in chosen if at in way.demands]
            found = self._on(work, way, asked, made, given, levels or {})
            if found is not None:
                return found, number
        return None

    def _on(
        self,
        work: Work,
        way: Way,
        asked: Iterable[int],
        made: Made,
        given: Sequence[Given],
        levels: Mapping[int, int],
    ) -> Choice | None:
        banned = [*self._conditions, *(each for name in way.out_of_reach for each in self._without(name))]
        only = dict[int, Flags]()
        needed = list[tuple[Threshold, int, int]]()
        for at in asked:
            demand = self.demands[at]
            if isinstance(demand, Threshold):
                needed.append((demand, 1, levels.get(at, demand.left(made.get(at, ())))))
            else:
                banned += self._still(at, made.get(at, ()))
        for each in given:
            if isinstance(each, Only):
                only[each.issue] = only.get(each.issue, True) & each.options
            elif isinstance(each, Failing):
                demand = self.demands[each.demand]
                if isinstance(demand, Threshold):
                    needed.append((demand, -1, 1 - demand.left()))
                    continue
                line = self._lines[each.demand]
                for issue, options in line.when.items():
                    only[issue] = only.get(issue, True) & options
                banned += [Banned(line.unless)] if line.unless else []
        needed = [each for each in needed if each[1] < 0 or each[2] > each[0].worth.bounds[0]]
        weights = np.zeros((max(1, len(needed)), len(self.stretches.parties)))
        points = np.zeros(len(weights))
        for row, (threshold, sign, steps) in enumerate(needed):
            weights[row, self.stretches.parties.index(threshold.party)] = sign
            points[row] = float(steps * threshold.worth.unit)

        def accepts(choice: Choice) -> bool:
            return all(sign * threshold.worth.steps(choice) >= steps for threshold, sign, steps in needed)

        return self.stretches.find(Asked(weights, points), banned, only, accepts, work)

    def met(self, choice: Choice, way: int) -> frozenset[int]:
        """The demands that an agreement meets as they stand, or need not meet on the way that it takes."""
        asked = self.ways[way].demands
        return frozenset(
            at for at, demand in enumerate(self.demands) if at not in asked or not demand.softening(choice)
        )

    def beside(self, choice: Choice, way: int) -> list[Flags]:
        """By issue, the options that could stand in an agreement instead of its own, all else as it is, on its way."""
        asked = [self.demands[at] for at in self.ways[way].demands]
        ruled_out = [rule.breaks for rule in self.conditions] + list(self.ways[way].out_of_reach.values())
        ruled_out += [demand.left() for demand in asked if isinstance(demand, Refusal)]
        found = []
        for issue, size in enumerate(self.space.sizes):
            could = np.ones(size, dtype=bool)
            for rule in ruled_out:
                could &= ~_along(rule, issue, choice)
            for demand in asked:
                if isinstance(demand, Threshold):
                    could &= sum(_along(factor, issue, choice) for factor in demand.worth.factors) >= demand.left()
            found.append(could)
        return found

    @cached_property
    def _conditions(self) -> tuple[Banned, ...]:
        rules = self.case.named_conditions()
        stated = [rules[rule.name] for rule in self.conditions if rule.name in rules]
        conditions = (Banned(where(self.space, each.if_), where(self.space, each.then)) for each in stated)
        return (*conditions, *(each for name in self.lacking for each in self._without(name)))

    @cached_property
    def _lines(self) -> dict[int, Banned]:
        """What refusals rule out as they stand, by their numbers; a condition may stand as one."""
        lines, rules, found = self.case.named_red_lines(), self.case.named_conditions(), {}
        for at, demand in enumerate(self.demands):
            if isinstance(demand, Refusal):
                when, unless = (
                    (lines[demand.id].never, lines[demand.id].unless)
                    if demand.party
                    else (rules[demand.id].if_, rules[demand.id].then)
                )
                found[at] = Banned(where(self.space, when), where(self.space, unless))
        return found

    def _still(self, at: int, made: Iterable[int]) -> Iterator[Banned]:
        """What a refusal rules out after some steps."""
        line, steps = self._lines[at], self.demands[at].steps
        options = [steps[step].to for step in made]
        if None in options:
            return
        if not options:
            yield line
            return
        (issue, refused), *_ = line.when.items()
        left = refused.copy()
        left[[self.space.place(issue, str(option)) for option in options]] = False
        if left.any():
            yield Banned({issue: left}, line.unless)

    def _without(self, party: str) -> Iterator[Banned]:
        """The options that cannot be had without a party."""
        for at, settled in enumerate(self.case.issues.values()):
            needing = [option for option, names in settled.needs.items() if party in names]
            if needing:
                flags = np.zeros(self.space.sizes[at], dtype=bool)
                flags[[self.space.place(at, option) for option in needing]] = True
                yield Banned({at: flags})


def _along(factor: Factor, issue: int, choice: Choice) -> NDArray[Any]:
    """The values of a factor for all options of an issue, all else as in an agreement."""
    values: NDArray[Any] = factor.values[tuple(slice(None) if at == issue else choice[at] for at in factor.scope)]
    return values

"""Which demands cannot hold together, and what the cheapest ways out are: demands as clauses over the options.

A demand is what one signer asks for: that a red line is not crossed, or worth at least no deal. Conditions hold
whatever is demanded. A *clash* is a minimal set of demands that no coherent agreement meets (a minimal unsatisfiable
subset); a *way out* is a minimal set of demands without which some agreement meets all the others (a minimal correction
subset). Each clash shares a demand with each way out, and either list follows from the other (Reiter 1987).
A *concession* is a way out in priced steps, each of which softens a demand by a little instead of dropping it.

"Worth at least so much" becomes clauses through a decision diagram over the issues (see `_Diagram`), so everything
here is exact. Clashes are found smallest first through the duality: the smallest set of demands that shares one with
every way out found so far either is a clash, or some agreement meets it, and what that agreement fails, made minimal,
is a further way out (Ignatiev, Previti, Liffiton and Marques-Silva 2015). When no such set is left, both lists are
complete. Concessions are found cheapest first as optima of weighted satisfiability (Ignatiev, Morgado and
Marques-Silva 2019); each one found rules out all that contain it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.exclusions import Rule, red_line_rules
from comity.agreements.progress import Progress
from comity.agreements.space import Choice, Factor, Space
from comity.agreements.worth import SCALE, Payoff, Worth
from comity.case.estimate import exact
from comity.case.model import Case
from comity.problem import Place, Problem, Problems

SOLVER = "g4"
"""Glucose 4: incremental, deterministic, and the fastest of those in PySAT on these clauses."""

SLICE = 200_000
"""After how many propagations the solver is stopped to see whether it may go on."""

SUMS = 1 << 14
"""A state of a diagram has at most this many sums left to compare, or it is not merged with its equals."""

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Prices:
    """What one step of a concession costs, in whole numbers.

    preferred, declared, constitutional: giving way on a red line of that firmness, by one option where it refuses
    options of one ordered issue, as a whole elsewhere; no_deal: accepting `points` points less than no deal is worth
    (hundredths of the scale: of 100 for ratings, of the highest possible total for a score sheet).
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
            Problem(place, f"the price of {name} is {price}", "a price is a whole number above 0")
            for name, price in priced.items()
            if price < 1 or price != int(price)
        ]
        if not 0 < self.points <= SCALE:
            problems.append(Problem(place, f"a step of {self.points:g} points", "give points above 0, up to 100"))
        if problems:
            raise Problems(problems)


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
    """A red line as a demand; regions: for each step, what stays ruled out until it is made (no two overlap)."""

    id: str
    party: str
    steps: tuple[Step, ...]
    regions: tuple[Factor, ...]

    def softening(self, choice: Choice) -> tuple[int, ...]:
        """The steps to be made before the demand lets an agreement pass; none where it does as it stands."""
        for at, region in enumerate(self.regions):
            if region.values[tuple(choice[issue] for issue in region.scope)]:
                return self.up_to(at)
        return ()

    def up_to(self, at: int) -> tuple[int, ...]:
        """A step, with the steps that have to be made before it."""
        after = self.steps[at].after
        return (*(self.up_to(after[0]) if after else ()), at)

    def left(self, made: Iterable[int] = ()) -> Factor:
        """What stays ruled out when some steps have been made."""
        scope = self.regions[0].scope
        kept = [region.values for at, region in enumerate(self.regions) if at not in set(made)]
        return Factor(scope, np.any(kept, axis=0) if kept else np.zeros(self.regions[0].values.shape, dtype=bool))

    def priced(self) -> Factor:
        """What it costs to let each agreement pass."""
        values = np.zeros(self.regions[0].values.shape)
        for at, region in enumerate(self.regions):
            values[region.values.astype(bool)] = sum(self.steps[step].price for step in self.up_to(at))
        return Factor(self.regions[0].scope, values)


@dataclass(frozen=True)
class Threshold:
    """Worth at least no deal as a demand; levels: the steps of worth that are asked for until each step is made."""

    id: str
    party: str
    steps: tuple[Step, ...]
    worth: Worth
    levels: tuple[int, ...]

    def softening(self, choice: Choice) -> tuple[int, ...]:
        """The steps to be made before the demand lets an agreement pass; none where it does as it stands."""
        worth = self.worth.steps(choice)
        return tuple(at for at, level in enumerate(self.levels) if worth < level)

    def left(self, made: Iterable[int] = ()) -> int:
        """The steps of worth that are asked for when some steps have been made."""
        reached = len(set(made))
        return self.levels[reached] if reached < len(self.levels) else self.worth.bounds[0]


Demand = Refusal | Threshold


def demands(case: Case, payoff: Payoff, prices: Prices) -> tuple[Demand, ...]:
    """The demands of a case: the red lines of its signers, then what no deal is worth to each."""
    lines = case.named_red_lines()
    refusals = [
        _refusal(case, payoff.space, rule, getattr(prices, lines[rule.name].firmness))
        for rule in red_line_rules(case, payoff.space)
    ]
    return (*refusals, *(_threshold(case, payoff.worths[party], prices) for party in case.signers()))


def rules_as_demands(rules: Iterable[Rule]) -> tuple[Refusal, ...]:
    """Rules as demands that can only be given up whole: to find which of the conditions exclude each other."""
    return tuple(Refusal(rule.name, rule.party, (Step(1, (), None),), (rule.breaks,)) for rule in rules)


def _refusal(case: Case, space: Space, rule: Rule, price: int) -> Refusal:
    """A red line; on one ordered issue it softens option by option, starting beside the options that are accepted."""
    never = case.named_red_lines()[rule.name].never
    issue = next(iter(never))
    options = list(case.issues[issue].options)
    distance = _distances([option in never[issue] for option in options])
    if len(never) > 1 or not case.issues[issue].ordered or not distance:
        return replace(rules_as_demands([rule])[0], steps=(Step(price, (), None),))
    order = sorted(distance, key=lambda option: (distance[option], option))
    steps = tuple(
        Step(price, tuple(order.index(near) for near in _nearer(distance, option)), options[option]) for option in order
    )
    at = space.issues.index(issue)
    regions = tuple(_within(rule.breaks, at, np.arange(len(options)) == option) for option in order)
    return Refusal(rule.name, rule.party, steps, regions)


def _distances(refused: Sequence[bool]) -> dict[int, int]:
    """How far each refused option is from the nearest accepted one; empty where none is accepted."""
    accepted = [at for at, no in enumerate(refused) if not no]
    return {at: min(abs(at - other) for other in accepted) for at, no in enumerate(refused) if no and accepted}


def _nearer(distance: Mapping[int, int], option: int) -> list[int]:
    """The refused neighbours of an option that are nearer to what is accepted; none where it is next to that."""
    beside = [near for near in (option - 1, option + 1) if distance.get(near) == distance[option] - 1]
    return beside if distance[option] > 1 else []


def _within(flags: Factor, issue: int, chosen: NDArray[np.bool_]) -> Factor:
    """Flags, kept only where an issue of their scope has one of the chosen options."""
    shape = [-1 if each == issue else 1 for each in flags.scope]
    return Factor(flags.scope, flags.values.astype(bool) & chosen.reshape(shape))


def _threshold(case: Case, worth: Worth, prices: Prices) -> Threshold:
    """A no-deal value softens by equal numbers of points until every agreement is worth enough."""
    least, most = worth.bounds
    weighted = case.interest_of(worth.party).scale == "weights"
    scale = Fraction(SCALE) / worth.unit if weighted else Fraction(most if most > 0 else max(1, most - least))
    step = scale * exact(prices.points) / SCALE
    count = max(1, ceil((worth.needed - least) / step))
    levels = tuple(ceil(worth.needed - step * at) for at in range(count))
    asked = [float((worth.needed + worth.slack - step * (at + 1)) * worth.unit) for at in range(count)]
    steps = tuple(
        Step(prices.no_deal, (at - 1,) if at else (), asked[at] if at + 1 < count else None) for at in range(count)
    )
    return Threshold(f"{worth.party}-no-deal", worth.party, steps, worth, levels)


@dataclass(frozen=True)
class Clauses:
    """A case as clauses; each literal stands for an option, a demand, or a step that has not been made.

    options[i][o]: issue i has option o; wants[d]: demand d holds as it stands; keeps[d][k]: step k of demand d is not
    made; hard: the clauses; top: the highest literal.
    """

    space: Space
    demands: tuple[Demand, ...]
    options: tuple[tuple[int, ...], ...]
    wants: tuple[int, ...]
    keeps: tuple[tuple[int, ...], ...]
    hard: tuple[list[int], ...] = field(repr=False)
    top: int

    @classmethod
    def of(cls, space: Space, conditions: Iterable[Rule], demands: Sequence[Demand]) -> Clauses:
        """The clauses of some demands under some conditions."""
        writer = _Writer(space)
        for rule in conditions:
            writer.forbid(rule.breaks, ())
        wants = tuple(writer.new() for _ in demands)
        keeps = tuple(tuple(writer.new() for _ in demand.steps) for demand in demands)
        for demand, want, kept in zip(demands, wants, keeps, strict=True):
            for step, keep in zip(demand.steps, kept, strict=True):
                writer.clauses.append([-want, keep])
                if step.after:
                    writer.clauses.append([keep, *(-kept[at] for at in step.after)])
            if isinstance(demand, Refusal):
                for region, keep in zip(demand.regions, kept, strict=True):
                    writer.forbid(region, (-keep,))
            else:
                writer.at_least(demand.worth, demand.levels, kept)
        return cls(space, tuple(demands), writer.options, wants, keeps, tuple(writer.clauses), writer.top)

    def literal(self, issue: str, option: str) -> int:
        """The literal of an option by its name."""
        at = self.space.issues.index(issue)
        return self.options[at][self.space.options[at].index(option)]

    def choice(self, model: Sequence[int]) -> Choice:
        """The agreement that a model describes."""
        return tuple(
            next(at for at, literal in enumerate(literals) if model[literal - 1] > 0) for literals in self.options
        )

    def met(self, choice: Choice) -> frozenset[int]:
        """The demands that an agreement meets as they stand."""
        return frozenset(at for at, demand in enumerate(self.demands) if not demand.softening(choice))


class _Writer:
    """Clauses as they are written: exactly one option an issue to begin with."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.clauses: list[list[int]] = []
        self.top = 0
        self.options = tuple(tuple(self.new() for _ in range(size)) for size in space.sizes)
        for literals in self.options:
            self.clauses.append(list(literals))
            self.clauses += [[-one, -other] for at, one in enumerate(literals) for other in literals[:at]]

    def new(self) -> int:
        """A literal of its own."""
        self.top += 1
        return self.top

    def forbid(self, flags: Factor, unless: tuple[int, ...]) -> None:
        """No combination with a flag, unless one of some literals holds: for every combination of options of all but
        the last issue of the scope, a clause says which options are left of the last."""
        *first, last = flags.scope
        for chosen in np.ndindex(*flags.values.shape[:-1]):
            refused = flags.values[chosen]
            if refused.any():
                given = [-self.options[issue][at] for issue, at in zip(first, chosen, strict=True)]
                left = [literal for literal, no in zip(self.options[last], refused, strict=True) if not no]
                self.clauses.append([*unless, *given, *left])

    def at_least(self, worth: Worth, levels: Sequence[int], guards: Sequence[int]) -> None:
        """Worth at least a level wherever the guard of that level holds."""
        diagram = _Diagram(self.space, worth)
        needs = diagram.merged(0, 0, np.array(levels, dtype=np.int64))
        states = {0: self._states([needs])}
        for guard, need in zip(guards, needs.tolist(), strict=True):
            if need == NEVER:
                self.clauses.append([-guard])
            elif need != ALWAYS:
                self.clauses.append([-guard, int(states[0].literal(np.array([need]))[0])])
        for layer in range(len(diagram.order)):
            states = self._layer(diagram, layer, states)

    def _layer(self, diagram: _Diagram, layer: int, states: Mapping[int, _States]) -> dict[int, _States]:
        """The clauses that lead from the states of one layer to those of the next, which are returned.

        A state and "none of the options that bring more" imply the state that this option leads to. Where options lead
        to different contexts, they cannot be compared, so those that lead elsewhere count as bringing more. Stated so,
        and not as "this option leads there", the clauses let the solver see at once which options a level leaves open
        (compare Abío et al. 2012); that took a tenth of the conflicts.
        """
        moves = []
        for context, here in states.items():
            row = [
                (gain, then, literal, diagram.merged(layer + 1, then, here.needs - gain))
                for literal, (gain, then) in zip(
                    self.options[diagram.order[layer]], diagram.moves[layer][context], strict=True
                )
            ]
            moves.append((here.literals, row))
        ahead = {then for _, row in moves for _, then, _, _ in row}
        reached = {
            then: self._states([needs for _, row in moves for _, to, _, needs in row if to == then])
            for then in sorted(ahead)
        }
        for literals, row in moves:
            for gain, then, _, needs in row:
                better = [literal for more, to, literal, _ in row if to != then or more > gain]
                self.clauses += [[-state, *better] for state in literals[needs == NEVER].tolist()]
                open_ = (needs != NEVER) & (needs != ALWAYS)
                targets = reached[then].literal(needs[open_]).tolist()
                pairs = zip(literals[open_].tolist(), targets, strict=True)
                self.clauses += [[-state, *better, target] for state, target in pairs]
        return reached

    def _states(self, needs: Sequence[Whole]) -> _States:
        distinct = np.unique(np.concatenate(needs))
        distinct = distinct[(distinct != NEVER) & (distinct != ALWAYS)]
        first = self.top + 1
        self.top += distinct.size
        return _States(distinct, np.arange(first, self.top + 1))


ALWAYS, NEVER = -(2**62), 2**62
"""What a state needs that any, or no, choice of the remaining options brings."""


@dataclass(frozen=True)
class _States:
    """The states of one layer and context: what they need, ascending, and their literals."""

    needs: Whole
    literals: Whole

    def literal(self, needs: Whole) -> Whole:
        """The literals of the states with these needs."""
        return self.literals[np.searchsorted(self.needs, needs)]


class _Diagram:
    """ "Worth at least so much" as a decision diagram: settle issue after issue, and see what is still needed.

    A state is what the issues that are still open must bring, and its *context*: what the settled issues mean for
    linkages that are still open. States of a layer with one context that need the same are one state; so are those
    between whose needs no sum of the open issues lies; and where all, or none, of these sums suffice, nothing more has
    to be said. The issues with the widest range of worth come first.

    order: the issues; moves[layer][context][option]: what it brings, and the context that it leads to.
    """

    def __init__(self, space: Space, worth: Worth) -> None:
        factors = sorted(worth.factors, key=lambda factor: (-float(np.ptp(factor.values)), factor.scope))
        self.order = list(dict.fromkeys(issue for factor in factors for issue in factor.scope))
        place = {issue: at for at, issue in enumerate(self.order)}
        tables = [_placed(factor, place) for factor in factors]
        self.moves: list[list[list[tuple[int, int]]]] = []
        contexts: list[tuple[_Table, ...]] = [()]
        for layer, issue in enumerate(self.order):
            begun = tuple(table for table in tables if table.scope[0] == layer)
            known: dict[tuple[tuple[tuple[int, ...], bytes], ...], int] = {}
            ahead: list[tuple[_Table, ...]] = []
            rows = []
            for context in contexts:
                row = []
                for option in range(space.sizes[issue]):
                    gain, rest = _settled((*context, *begun), layer, option)
                    key = tuple((table.scope, table.values.tobytes()) for table in rest)
                    if key not in known:
                        known[key] = len(ahead)
                        ahead.append(rest)
                    row.append((gain, known[key]))
                rows.append(row)
            self.moves.append(rows)
            contexts = ahead
        self._bounds: list[list[tuple[int, int]]] = [[(0, 0)]]
        self._sums: list[list[Whole | None]] = [[np.zeros(1, dtype=np.int64)]]
        for rows in reversed(self.moves):
            self._bounds.insert(0, [_extremes(row, self._bounds[0]) for row in rows])
            self._sums.insert(0, [_all_sums(row, self._sums[0]) for row in rows])

    def merged(self, layer: int, context: int, needs: Whole) -> Whole:
        """Needs, each replaced by the one that stands for all that come to the same."""
        least, most = self._bounds[layer][context]
        sums = self._sums[layer][context]
        same = needs if sums is None else sums[np.minimum(np.searchsorted(sums, needs), sums.size - 1)]
        merged: Whole = np.where(needs <= least, ALWAYS, np.where(needs > most, NEVER, same))
        return merged


@dataclass(frozen=True)
class _Table:
    """A factor of which some issues may be settled: its open issues by their places, and its values."""

    scope: tuple[int, ...]
    values: NDArray[np.int64]


def _placed(factor: Factor, place: Mapping[int, int]) -> _Table:
    axes = sorted(range(len(factor.scope)), key=lambda axis: place[factor.scope[axis]])
    return _Table(tuple(place[factor.scope[axis]] for axis in axes), factor.values.transpose(axes).astype(np.int64))


def _settled(tables: Iterable[_Table], layer: int, option: int) -> tuple[int, tuple[_Table, ...]]:
    """What an option brings at once, and the tables that stay open; each is made to begin with 0, so that settled
    options that differ by a fixed number of steps lead to one context."""
    gain, rest = 0, []
    for table in tables:
        if table.scope[0] != layer:
            rest.append(table)
            continue
        values = table.values[option]
        base = int(values.flat[0])
        gain += base
        if (values != base).any():
            rest.append(_Table(table.scope[1:], values - base))
    return gain, tuple(rest)


def _extremes(row: Sequence[tuple[int, int]], ahead: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(gain + ahead[then][0] for gain, then in row), max(gain + ahead[then][1] for gain, then in row)


def _all_sums(row: Sequence[tuple[int, int]], ahead: Sequence[Whole | None]) -> Whole | None:
    """Every sum that the open issues can bring, ascending; None where there are too many."""
    parts = [sums + gain for gain, then in row if (sums := ahead[then]) is not None]
    if len(parts) < len(row):
        return None
    sums = np.unique(np.concatenate(parts))
    return sums if sums.size <= SUMS else None


class Spent(Exception):
    """Raised where the work that was allowed is used up."""


class Work:
    """The work that a search may do: propagations of the solver, the same on every machine, and, if limited, seconds.

    progress: told the share of the propagations used after each answer; whatever it raises ends the search.
    """

    def __init__(self, propagations: int, seconds: float | None = None, progress: Progress | None = None) -> None:
        self.propagations = propagations
        self.used = 0
        self._until = None if seconds is None else time.monotonic() + seconds
        self._progress = progress

    def decide(self, solver: Any, assumptions: Sequence[int]) -> bool:
        """Whether a solver's clauses can be met under assumptions; raises Spent where the work is used up."""
        answer = None
        while answer is None:
            if self.used >= self.propagations or (self._until is not None and time.monotonic() >= self._until):
                raise Spent
            before = solver.accum_stats()["propagations"]
            solver.prop_budget(SLICE)
            answer = solver.solve_limited(assumptions=list(assumptions))
            self.used += 1 + solver.accum_stats()["propagations"] - before
            if self._progress is not None:
                self._progress(min(1.0, self.used / self.propagations))
        return bool(answer)


class Oracle:
    """Answers which demands can be met together; use it as a context. Every question may raise Spent."""

    def __init__(self, clauses: Clauses, work: Work) -> None:
        self.clauses = clauses
        self.work = work

    def __enter__(self) -> Oracle:
        from pysat.solvers import Solver

        self._solver = Solver(name=SOLVER, bootstrap_with=self.clauses.hard)
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def meets(self, wanted: Iterable[int], literals: Iterable[int] = ()) -> bool:
        """Whether some agreement meets some demands, and some literals hold in it."""
        return self.work.decide(self._solver, [*(self.clauses.wants[at] for at in wanted), *literals])

    def choice(self) -> Choice:
        """The agreement of the last question that was answered yes."""
        return self.clauses.choice(self._solver.get_model())

    def most_met(self) -> frozenset[int]:
        """The demands that this agreement meets, and as many others beside them as can be."""
        met = self.clauses.met(self.choice())
        for at in range(len(self.clauses.demands)):
            if at not in met and self.meets((*met, at)):
                met = self.clauses.met(self.choice())
        return met

    def needed(
        self, among: Sequence[int], fixed: Sequence[int] = (), literals: Sequence[int] = ()
    ) -> tuple[int, ...] | None:
        """A minimal choice among some demands that clashes with the fixed ones, given some literals; None where even
        all of them do not."""
        if self.meets((*fixed, *among), literals):
            return None
        kept = self._used(among)
        for at in tuple(kept):
            without = [each for each in kept if each != at]
            if at in kept and not self.meets((*fixed, *without), literals):
                kept = self._used(without)
        return tuple(kept)

    def _used(self, among: Iterable[int]) -> list[int]:
        """Those of some demands that the last answer no rested on."""
        core = set(self._solver.get_core() or ())
        return [at for at in among if self.clauses.wants[at] in core]


@dataclass(frozen=True)
class Clashes:
    """Clashes and ways out, each as the numbers of its demands, the smallest first.

    complete: whether these are all the clashes and all the ways out.
    """

    clashes: tuple[frozenset[int], ...]
    ways_out: tuple[frozenset[int], ...]
    complete: bool


@dataclass(frozen=True)
class Concession:
    """A minimal set of steps that opens the space: the steps by the number of their demand, and what they cost."""

    cost: int
    steps: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Concessions:
    """The cheapest concessions, cheapest first; complete: whether there are no others."""

    concessions: tuple[Concession, ...]
    complete: bool


def clashes(clauses: Clauses, work: Work, most: int | None = None) -> Clashes:
    """Which demands clash: minimal sets of them that cannot hold together, smallest first, and the ways out.

    most: how many clashes to find, at most. Where the conditions exclude each other, there is the one empty clash.
    """
    found: list[frozenset[int]] = []
    ways_out: list[frozenset[int]] = []
    complete = False
    everything = frozenset(range(len(clauses.demands)))
    with Oracle(clauses, work) as oracle, _optimiser((), {-(at + 1): 1 for at in everything}, work) as smallest:
        try:
            while not complete:
                model = _next(smallest)
                if model is None:
                    complete = True
                elif most is not None and len(found) == most:
                    break
                elif oracle.meets(wanted := [at for at in everything if model[at] > 0]):
                    failed = everything - oracle.most_met()
                    ways_out += [failed] if failed else []
                    complete = not failed
                    smallest.add_clause([at + 1 for at in failed])
                else:
                    found.append(frozenset(wanted))
                    complete = not wanted
                    smallest.add_clause([-(at + 1) for at in wanted])
        except Spent:
            pass
    return Clashes(_by_size(found), _by_size(ways_out), complete)


def _by_size(sets: Iterable[frozenset[int]]) -> tuple[frozenset[int], ...]:
    return tuple(sorted(sets, key=lambda each: (len(each), sorted(each))))


def concessions(clauses: Clauses, most: int, work: Work) -> Concessions:
    """What opens the space: minimal sets of steps, cheapest first, at most so many.

    Empty where an agreement meets every demand as it stands, and where the conditions exclude each other.
    """
    prices = {
        keep: step.price
        for demand, kept in zip(clauses.demands, clauses.keeps, strict=True)
        for step, keep in zip(demand.steps, kept, strict=True)
    }
    found: list[Concession] = []
    complete = False
    with _optimiser(clauses.hard, prices, work) as optimiser:
        try:
            while len(found) < most:
                model = _next(optimiser)
                made = [] if model is None else [keep for keep in prices if model[keep - 1] < 0]
                if not made:
                    complete = True
                    break
                found.append(_concession(clauses, frozenset(made)))
                optimiser.add_clause(made)
        except Spent:
            pass
    return Concessions(tuple(sorted(found, key=lambda each: (each.cost, sorted(each.steps.items())))), complete)


def _concession(clauses: Clauses, made: frozenset[int]) -> Concession:
    steps = {
        at: tuple(step for step, keep in enumerate(kept) if keep in made)
        for at, kept in enumerate(clauses.keeps)
        if made & set(kept)
    }
    return Concession(sum(clauses.demands[at].steps[step].price for at, made in steps.items() for step in made), steps)


def dual(some: Sequence[frozenset[int]], others: Sequence[frozenset[int]]) -> bool:
    """Whether each list holds exactly the minimal sets that share an element with every set of the other list.

    A check of complete lists that does not depend on how they were found: every two sets meet, no element of a set
    can be spared, and no set that meets all of `some` avoids containing one of `others` (Reiter 1987).
    """
    from pysat.solvers import Solver

    bits, other_bits = ([sum(1 << at for at in each) for each in sets] for sets in (some, others))
    if not all(one & other for one in bits for other in other_bits):
        return False
    for sets, mine, theirs in ((some, bits, other_bits), (others, other_bits, bits)):
        for each, own in zip(sets, mine, strict=True):
            if not all(any(own & other == 1 << at for other in theirs) for at in each):
                return False
    meeting = [[at + 1 for at in one] for one in some]
    avoiding = [[-(at + 1) for at in other] for other in others]
    with Solver(name=SOLVER, bootstrap_with=[*meeting, *avoiding]) as solver:
        return not solver.solve()


@contextmanager
def _optimiser(hard: Iterable[list[int]], prices: Mapping[int, int], work: Work) -> Iterator[Any]:
    """Models of clauses in which the literals that do not hold cost least."""
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF

    formula = WCNF()
    formula.extend(hard)
    for literal, price in prices.items():
        formula.append([literal], weight=price)
    with RC2(formula, solver=SOLVER) as optimiser:
        # RC2 asks its solver in one place only; there the work is counted, so that it can stop between two calls.
        optimiser._call_oracle = lambda assumptions=(), **_: work.decide(optimiser.oracle, assumptions)
        yield optimiser


def _next(optimiser: Any) -> list[int] | None:
    model: list[int] | None = optimiser.compute()
    return model

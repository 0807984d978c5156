"""A case as clauses: exactly one option an issue, what conditions and demands rule out, worth through a diagram.

"Worth at least so much" becomes clauses through a decision diagram over the issues (see `Diagram`), so that everything
here is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from comity.agreements.exclusions import Rule
from comity.agreements.space import Choice, Factor, Space
from comity.questions.deadlock.demands import Demand, Made, Refusal
from comity.questions.deadlock.diagram import ALWAYS, NEVER, Diagram, Whole
from comity.questions.deadlock.ways import Way


@dataclass(frozen=True)
class Clauses:
    """A case as clauses; each literal stands for an option, a demand, or a step that has not been made.

    options[i][o]: issue i has option o; wants[d]: demand d holds as it stands; keeps[d][k]: step k of demand d is not
    made; hard: the clauses; top: the highest literal; ways: of each way to an agreement its literal and the demands
    that have to be met on it; none where all have to be met.
    """

    space: Space
    demands: tuple[Demand, ...]
    options: tuple[tuple[int, ...], ...]
    wants: tuple[int, ...]
    keeps: tuple[tuple[int, ...], ...]
    hard: tuple[list[int], ...] = field(repr=False)
    top: int
    ways: tuple[tuple[int, frozenset[int]], ...] = ()

    @classmethod
    def of(
        cls, space: Space, conditions: Iterable[Rule], demands: Sequence[Demand], ways: Sequence[Way] = ()
    ) -> Clauses:
        """The clauses of some demands under some conditions.

        ways: to an agreement, on one of which the demands have to be met that bind it; all of them where not given.
        """
        writer = _Writer(space)
        for rule in conditions:
            writer.forbid(rule.breaks, ())
        wants = tuple(writer.new() for _ in demands)
        keeps = tuple(tuple(writer.new() for _ in demand.steps) for demand in demands)
        open_ways, asked = writer.ways(ways, len(demands))
        for demand, want, kept, asking in zip(demands, wants, keeps, asked, strict=True):
            for step, keep in zip(demand.steps, kept, strict=True):
                writer.clauses.append([-want, keep])
                if step.after:
                    writer.clauses.append([keep, *(-kept[at] for at in step.after)])
            guards = kept if asking is None else tuple(writer.both(keep, asking) for keep in kept)
            if isinstance(demand, Refusal):
                for region, guard in zip(demand.regions, guards, strict=True):
                    writer.forbid(region, (-guard,))
            else:
                writer.at_least(demand.diagram, demand.levels, guards)
        return cls(space, tuple(demands), writer.options, wants, keeps, tuple(writer.clauses), writer.top, open_ways)

    def literal(self, issue: str, option: str) -> int:
        """The literal of an option by its name."""
        at = self.space.issues.index(issue)
        return self.options[at][self.space.options[at].index(option)]

    def opened(self, way: int, made: Made) -> list[int]:
        """The literals that say that the demands of one of the ways are met after some steps."""
        kept = [
            keep
            for at, keeps in enumerate(self.keeps)
            for step, keep in enumerate(keeps)
            if step not in made.get(at, ())
        ]
        return [*kept, *([self.ways[way][0]] if self.ways else [])]

    def choice(self, model: Sequence[int]) -> Choice:
        """The agreement that a model describes."""
        return tuple(
            next(at for at, literal in enumerate(literals) if model[literal - 1] > 0) for literals in self.options
        )

    def met(self, model: Sequence[int]) -> frozenset[int]:
        """The demands that the agreement of a model meets as they stand, or need not meet on the way that it takes."""
        choice = self.choice(model)
        asked = next((asked for literal, asked in self.ways if model[literal - 1] > 0), None)
        return frozenset(
            at
            for at, demand in enumerate(self.demands)
            if (asked is not None and at not in asked) or not demand.softening(choice)
        )


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

    def both(self, one: int, other: int) -> int:
        """A literal that holds wherever two others do."""
        both = self.new()
        self.clauses.append([-one, -other, both])
        return both

    def ways(
        self, ways: Sequence[Way], demands: int
    ) -> tuple[tuple[tuple[int, frozenset[int]], ...], list[int | None]]:
        """At least one of some ways is taken; and for each demand a literal that holds where that way asks for it.

        No literal where the demand is asked for whichever way is taken, or where no ways are told apart.
        """
        everything = frozenset(range(demands))
        if not ways or (len(ways) == 1 and ways[0].demands == everything and not ways[0].out_of_reach):
            return (), [None] * demands
        taken = tuple((self.new(), way.demands) for way in ways)
        self.clauses.append([literal for literal, _ in taken])
        asked: list[int | None] = []
        for at in range(demands):
            asking = [literal for literal, of in taken if at in of]
            asked.append(None if len(asking) == len(taken) else self.new())
            self.clauses += [[-literal, each] for literal in asking if (each := asked[-1]) is not None]
        for (literal, _), way in zip(taken, ways, strict=True):
            for factor in way.out_of_reach.values():
                self.forbid(factor, (-literal,))
        return taken, asked

    def forbid(self, flags: Factor, unless: tuple[int, ...]) -> None:
        """No combination with a flag, unless one of some literals holds: for every combination of options of all but
        the last issue of the scope, a clause says which options are left of the last."""
        *first, last = flags.scope
        for chosen in np.argwhere(flags.values.any(axis=-1)).tolist():
            refused = flags.values[tuple(chosen)].tolist()
            given = [-self.options[issue][at] for issue, at in zip(first, chosen, strict=True)]
            left = [literal for literal, no in zip(self.options[last], refused, strict=True) if not no]
            self.clauses.append([*unless, *given, *left])

    def at_least(self, diagram: Diagram, levels: Sequence[int], guards: Sequence[int]) -> None:
        """Worth at least a level wherever the guard of that level holds."""
        needs = diagram.merged(0, 0, np.array(levels, dtype=np.int64))
        states = {0: self._states([needs])}
        for guard, need in zip(guards, needs.tolist(), strict=True):
            if need == NEVER:
                self.clauses.append([-guard])
            elif need != ALWAYS:
                self.clauses.append([-guard, int(states[0].literal(np.array([need]))[0])])
        for layer in range(len(diagram.order)):
            states = self._layer(diagram, layer, states)

    def _layer(self, diagram: Diagram, layer: int, states: Mapping[int, _States]) -> dict[int, _States]:
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


@dataclass(frozen=True)
class _States:
    """The states of one layer and context: what they need, ascending, and their literals."""

    needs: Whole
    literals: Whole

    def literal(self, needs: Whole) -> Whole:
        """The literals of the states with these needs."""
        return self.literals[np.searchsorted(self.needs, needs)]

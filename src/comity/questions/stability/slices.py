"""What parties may do with an agreement once it is signed: change what they decide alone, or leave it for no deal.

Moves change only what one party decides alone, so the agreements fall into slices that share all else. Each slice is a
small game: the options of those issues, and no deal, which is for good. Which slice it is, is an axis nobody moves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.consent import Consent
from comity.agreements.exclusions import condition_rules, crosses
from comity.agreements.space import Choice, Factor
from comity.agreements.worth import MIDDLE, Payoff, Worth
from comity.case.model import Case
from comity.questions.stability.concepts import Concept, stability
from comity.questions.stability.game import Axis, Game, Marks

CONCEPTS: tuple[Concept, ...] = ("Nash", "SEQ", "GMR", "SMR")
"""The concepts that are asked of agreements; SSEQ is SEQ, since no deal is for good."""

STATES = 1 << 18
"""How many states of slices are looked at together."""

LARGEST = 1 << 20
"""How many states one slice has, at most."""

IN_FORCE, NO_DEAL = 0, 1

Rows = NDArray[np.intp]


class TooLarge(Exception):
    """Raised where a slice has too many states."""


def changeable(case: Case) -> dict[str, str]:
    """The issues that one party decides alone and may change once an agreement is signed, with that party."""
    return {name: each.decided_by for name, each in case.issues.items() if each.decided_by and not each.binding}


@dataclass(frozen=True, eq=False)
class Slices:
    """The moves of a case.

    parties: who may move, those who sign and those who decide an issue alone; decided: the issues, by number, that one
    party decides alone and that do not bind it, with the number of that party; leavers: the numbers of those whose
    leaving ends the agreement.
    """

    case: Case
    payoff: Payoff
    parties: tuple[str, ...]
    decided: tuple[tuple[int, int], ...]
    leavers: tuple[int, ...]

    @classmethod
    def of(cls, case: Case, payoff: Payoff) -> Slices:
        """The slices of a case; raises TooLarge where one of them has too many states."""
        space = payoff.space
        by = {space.issues.index(name): party for name, party in changeable(case).items()}
        parties = tuple(dict.fromkeys([*case.signers(), *by.values()]))
        decided = tuple((at, parties.index(name)) for at, name in sorted(by.items()))
        ending = Consent.of(case, space).vetoes if case.by_rule else case.signers()
        leavers = tuple(at for at, name in enumerate(parties) if name in ending and _no_deal(payoff, name) is not None)
        if 2 * math.prod(space.sizes[at] for at, _ in decided) > LARGEST:
            raise TooLarge
        return cls(case, payoff, parties, decided, leavers)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has that one party decides alone."""
        return tuple(self.payoff.space.sizes[at] for at, _ in self.decided)

    @property
    def states(self) -> int:
        """How many states each slice has: the options of those issues, and no deal."""
        return math.prod(self.sizes) + 1

    def games(self, choices: Choices) -> Iterator[tuple[Rows, Game, Rows]]:
        """The slices of some agreements, some at a time: which agreements, their game, and their states in it."""
        for rows, grid, states in self.parts(choices):
            yield rows, self.game(grid, [self.worths(party, grid) for party in self.parties]), states

    def parts(self, choices: Choices) -> Iterator[tuple[Rows, Choices, Rows]]:
        """The slices of some agreements, some at a time: which agreements, all of their slices, their states in these.

        Agreements by their rows; states as in the game of those slices.
        """
        own = [at for at, _ in self.decided]
        shared, number = self._shared(choices)
        together = max(1, STATES // (2 * math.prod(self.sizes)))
        for first in range(0, len(shared), together):
            rows = np.flatnonzero((number >= first) & (number < first + together))
            grid = self._grid(shared[first : first + together])
            shape = (len(grid) // math.prod(self.sizes), *self.sizes, 2)
            at = [number[rows] - first, *(choices[rows, issue] for issue in own), np.full(len(rows), IN_FORCE)]
            yield rows, grid, np.ravel_multi_index(tuple(np.asarray(each, dtype=np.intp) for each in at), shape)

    def game_of(self, choice: Choice) -> tuple[Game, int]:
        """The slice of one agreement, and its state in it."""
        _, game, states = next(self.games(np.array([choice], dtype=np.int32)))
        return game, int(states[0])

    def stable(self, choices: Choices) -> dict[Concept, Marks]:
        """By concept: for which of some agreements (rows) and parties (columns) nobody moves away for good."""
        found = {concept: np.zeros((len(choices), len(self.parties)), dtype=bool) for concept in CONCEPTS}
        for rows, game, states in self.games(choices):
            verdicts = stability(game, CONCEPTS).stable
            for concept in CONCEPTS:
                found[concept][rows] = np.stack([marks.ravel()[states] for marks in verdicts[concept]], axis=1)
        return found

    def changed(self, game: Game, choice: Choice, state: int) -> Choice | None:
        """An agreement with what parties decide alone as it is in a state of its slice; None for no deal."""
        changed, where = list(choice), np.unravel_index(state, game.shape)
        for (at, _), option in zip(self.decided, where[1:], strict=False):
            changed[at] = int(option)
        return None if where[-1] == NO_DEAL else tuple(changed)

    def broken(self, choice: Choice) -> tuple[str, ...]:
        """The conditions that an agreement does not meet, by name."""
        rules = condition_rules(self.case, self.payoff.space)
        return tuple(rule.name for rule in rules if rule.breaks.at(choice))

    def crosses(self, party: int, choice: Choice) -> bool:
        """Whether an agreement crosses a red line of a party, by its number."""
        return any(line.at(choice) for line in self._lines(self.parties[party]))

    def _lines(self, party: str) -> list[Factor]:
        return [crosses(self.payoff.space, line) for line in self.case.red_lines_of(party).values()]

    def _shared(self, choices: Choices) -> tuple[Choices, Rows]:
        """What some agreements share with all of their slice, each slice once, and which slice each of them is of."""
        joint = np.array(choices, dtype=np.int32)
        joint[:, [at for at, _ in self.decided]] = 0
        shared, number = np.unique(joint, axis=0, return_inverse=True)
        return shared, number.ravel()

    def _grid(self, shared: Choices) -> Choices:
        """All agreements of the slices with some common parts, slice after slice."""
        shape = (len(shared), *self.sizes)
        place = np.indices(shape).reshape(len(shape), -1)
        grid: Choices = shared[place[0]]
        grid[:, [at for at, _ in self.decided]] = place[1:].T
        return grid

    def game(self, grid: Choices, worths: Sequence[NDArray[np.float64]], times: int = 1) -> Game:
        """The game of whole slices.

        grid: their agreements; worths: by party, of each agreement in force and then of no deal; times: how many times
        the slices stand in a row, with other worths.
        """
        coherent = ~_any(grid, [rule.breaks for rule in condition_rules(self.case, self.payoff.space)])
        axes = [
            Axis(times * len(grid) // math.prod(self.sizes), ()),
            *(Axis(self.payoff.space.sizes[at], (party,), final=self._final(at)) for at, party in self.decided),
            Axis(2, self.leavers, one_way=True),
        ]
        # (Who leaves does so with a coherent agreement in hand; what it would have been does not matter any more.)
        return Game.of(self.parties, axes, worths, np.tile(np.repeat(coherent, 2), times))

    def crossed(self, party: str, grid: Choices) -> Marks:
        """Which agreements cross a red line of a party."""
        return _any(grid, self._lines(party))

    def _final(self, at: int) -> tuple[int, ...]:
        """The options of an issue, by number, that cannot be undone."""
        options = self.case.issues[self.payoff.space.issues[at]].options
        return tuple(way for way, name in enumerate(self.payoff.space.options[at]) if options[name].one_way)

    def worths(self, party: str, grid: Choices, added: NDArray[np.float64] | float = 0.0) -> NDArray[np.float64]:
        """What agreements in force, and no deal, are worth to a party: each agreement, then its no deal.

        added: what each agreement is supposed to be worth beside what is judged, in steps.

        An agreement that crosses an own red line is worth less than any other and than no deal. To whom no deal is not
        judged, it is never a loss, so that nobody's leaving holds it.
        """
        if party not in self.payoff.worths:
            return np.zeros(2 * len(grid))
        worth = self.payoff.worths[party]
        steps = _compared(worth, worth.steps_of(grid)) + added
        no_deal = float(steps.max()) + 1 if worth.no_deal is None else float(_compared(worth, worth.at_no_deal(MIDDLE)))
        steps[self.crossed(party, grid)] = min(float(steps.min()), no_deal) - 1
        return np.column_stack([steps, np.full(len(grid), no_deal)]).ravel()


def _compared(worth: Worth, steps: NDArray[np.float64] | int) -> NDArray[np.float64]:
    """Steps as they are compared: those within the slack of a worth count as one."""
    return np.asarray(steps if not worth.slack else np.floor(np.asarray(steps) / worth.slack), dtype=float)


def _any(grid: Choices, broken: Sequence[Factor]) -> Marks:
    found = np.zeros(len(grid), dtype=bool)
    for factor in broken:
        found |= factor.values[tuple(grid[:, at] for at in factor.scope)]
    return found


def _no_deal(payoff: Payoff, party: str) -> int | None:
    worth = payoff.worths.get(party)
    return None if worth is None or worth.no_deal is None else worth.at_no_deal(MIDDLE)

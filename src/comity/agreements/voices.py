"""What those whose judgements count say to the agreements of a case, block by block."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.consent import Answers, Consent, Yes
from comity.agreements.exclusions import condition_rules, crosses
from comity.agreements.space import BlockFactor, BlockSum, Choice, Factor, Space
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Block:
    """The coherent agreements of one block, and what is said to them.

    fixed: the options of the issues that the block fixes; places: where in the block they stand; answers: to them.
    """

    fixed: Choice
    places: Places
    answers: Answers


class Voices:
    """Everyone whose judgements count, ready to be asked block by block: who crosses no red line and gains enough."""

    def __init__(self, case: Case, payoff: Payoff, others: Collection[str] = ()) -> None:
        """The voices of a case; others: who may be asked beside them, though their answers count for nothing."""
        self.space: Space = payoff.space
        self.consent = Consent.of(case, self.space)
        self.worths = {name: payoff.worths[name] for name in dict.fromkeys((*self.consent.voices, *others))}
        self._steps = {name: BlockSum(self.space, worth.factors) for name, worth in self.worths.items()}
        self._lines = {
            name: _merged(self.space, [crosses(self.space, line) for line in case.red_lines_of(name).values()])
            for name in self.worths
        }
        self._needs = {name: BlockFactor(self.space, factor) for name, factor in self.consent.needs.items()}
        self._conditions = _merged(self.space, [rule.breaks for rule in condition_rules(case, self.space)])

    def uncrossed(self, name: str, fixed: Choice, places: Places) -> Yes:
        """Which agreements cross no red line of somebody."""
        return ~_any(self._lines[name], fixed, places)

    def steps(self, name: str, fixed: Choice, places: Places) -> NDArray[np.float64]:
        """What agreements are worth to somebody, in steps."""
        return np.broadcast_to(self._steps[name].at(fixed, places), places.shape)

    def enough(self, name: str, fixed: Choice, places: Places, end: int = MIDDLE) -> Yes:
        """Which agreements are worth at least no deal to somebody; end: where in its range no deal is taken."""
        enough: Yes = self.steps(name, fixed, places) >= self.worths[name].needed_at(end)
        return enough

    def needed(self, fixed: Choice, places: Places) -> dict[str, Yes]:
        """By party, which agreements cannot be had without it."""
        return {name: np.broadcast_to(factor.at(fixed, places), places.shape) for name, factor in self._needs.items()}

    def answers(self, fixed: Choice, places: Places, end: int = MIDDLE) -> Answers:
        """What everyone says to some agreements of a block; end: where in its range no deal is taken of signers."""
        said = {
            name: self.uncrossed(name, fixed, places)
            & self.enough(name, fixed, places, end if name in self.consent.signers else MIDDLE)
            for name in self.consent.voices
        }
        return Answers(self.consent, said, self.needed(fixed, places))

    def coherent(self, fixed: Choice) -> Places:
        """Where the agreements of a block stand that meet every condition."""
        every = np.arange(self.space.block_size)
        return every[~_any(self._conditions, fixed, every)]

    def blocks(self, end: int = MIDDLE) -> Iterator[Block]:
        """The coherent agreements of the case with what is said to them, block by block."""
        for fixed in self.space.blocks():
            places = self.coherent(fixed)
            if places.size:
                yield Block(fixed, places, self.answers(fixed, places, end))


def _merged(space: Space, factors: list[Factor]) -> tuple[BlockFactor, ...]:
    """Where any of some factors holds, as few as there are scopes."""
    by_scope: dict[tuple[int, ...], NDArray[np.bool_]] = {}
    for factor in factors:
        known = by_scope.get(factor.scope)
        by_scope[factor.scope] = np.asarray(factor.values if known is None else known | factor.values, dtype=bool)
    return tuple(BlockFactor(space, Factor(scope, values)) for scope, values in by_scope.items())


def _any(factors: tuple[BlockFactor, ...], fixed: Choice, places: Places) -> Yes:
    found = np.zeros(places.shape, dtype=bool)
    for factor in factors:
        found |= np.broadcast_to(factor.at(fixed, places), places.shape)
    return found

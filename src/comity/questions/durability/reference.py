"""One agreement whose terms are changed one at a time, on the same draws."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from comity.questions.durability.batch import batch_of, some
from comity.questions.durability.game import Array, Flags, Game, Integers, Terms
from comity.questions.durability.guarantee import least, least_guarantee
from comity.questions.durability.solve import Outlook, endurance, outlook
from comity.questions.durability.stationary import SETTLED
from comity.questions.durability.terms import YEARS, Arena, Posed, Settled

_SHOWN = 1e-3  # levels are shown in whole percent: finer bisection would only take time


class Reference:
    """An agreement, its neighbours that differ in one term, and how they fare over the draws.

    arena: the contest; settled: the agreement; year: by which peace must have held, for `lasted` and `least_level`.
    unsettled: in how many of the games solved so far no stationary play was found for the years after the last.
    """

    def __init__(self, arena: Arena, settled: Settled, year: int) -> None:
        self.arena, self.settled, self.year = arena, settled, year
        self.unsettled = 0
        self._lasted: dict[Settled, Array] = {}
        self._needed: dict[Settled, Array] = {}

    @cached_property
    def posed(self) -> Posed:
        """The agreement itself, ready to be solved."""
        return self.arena.posed([self.settled])

    def option(self, issue: str) -> str:
        """What the agreement settles an issue with."""
        return self.arena.options(self.settled)[issue]

    def changed(self, issue: str, option: str) -> Settled:
        """The agreement with another option of one issue."""
        return self._at(issue, list(self.arena.case.issues[issue].options).index(option))

    def without(self, issue: str) -> Settled:
        """The agreement that leaves an issue out."""
        return self._at(issue, -1)

    def ladder(self, issue: str) -> list[str]:
        """The options that set the challenger's share, from the smallest share to the largest."""
        effects = self.arena.contest.effects[issue].items()
        return [option for _, option in sorted((each.share.point, option) for option, each in effects if each.share)]

    def solve_neighbours(self) -> None:
        """Solve the agreement, it without each term, and every line, in one batch: most of what is asked about."""
        sharing = self.arena.sharing
        lines = [self.changed(sharing, option) for option in self.ladder(sharing)] if sharing else []
        neighbours = [self.settled, *map(self.without, self.arena.issues), *lines]
        self.lasted(neighbours)
        self.needed(neighbours)

    def lasted(self, settled: list[Settled]) -> Array:
        """The chance of peace in the year asked for, ``(agreements, each)``; each is solved once."""
        new = [each for each in dict.fromkeys(settled) if each not in self._lasted]
        if new:
            posed = self.arena.posed(new)
            self._lasted |= zip(new, posed.by_agreement(self.peace(posed.game, posed.terms)), strict=True)
        return np.stack([self._lasted[each] for each in settled])

    def needed(self, settled: list[Settled]) -> Array:
        """The least guarantee that makes it self-enforcing, ``(agreements, each)``; infinite where none does."""
        new = [each for each in dict.fromkeys(settled) if each not in self._needed]
        if new:
            posed = self.arena.posed(new)
            needed = posed.by_agreement(least_guarantee(posed.game, posed.at_full_strength()))
            self._needed |= zip(new, np.where(np.isnan(needed), np.inf, needed), strict=True)
        return np.stack([self._needed[each] for each in settled])

    def peace(self, game: Game, terms: Terms) -> Array:
        """The chance of peace in the year asked for, ``(batch,)``, under any terms."""
        solved = endurance(game, terms)
        self.unsettled += int((solved.residual > SETTLED).sum())
        return np.asarray(solved.survival[self.year])

    def outlook(self, game: Game, terms: Terms) -> Outlook:
        """How any terms would fare."""
        solved = outlook(game, terms)
        self.unsettled += int((solved.residual > SETTLED).sum())
        return solved

    def least_level(
        self, game: Game, terms: Terms, at: Callable[[Terms, Array], Terms], chance: float | Array
    ) -> Array:
        """The least level, 0 to 1, at which peace lasts to the year asked for with that chance, ``(batch,)``.

        at: the terms at levels ``(batch,)``. chance: a number or ``(batch,)``.
        """
        batch = batch_of(game, terms)
        asked = np.broadcast_to(chance, batch)

        def lasts(levels: Array, which: Integers) -> Flags:
            again = np.tile(which, len(levels))
            lasted = self.peace(some(game, again), at(some(terms, again), levels.reshape(-1)))
            return np.asarray(lasted.reshape(levels.shape) >= asked[which])

        return least(lasts, batch, tolerance=_SHOWN)

    def at_shares(self, shares: tuple[float, ...]) -> tuple[Posed, Array]:
        """The agreement once a share, and those shares of the stake, ``(batch,)``."""
        return self.arena.posed([self.settled] * len(shares)), np.repeat(np.array(shares), self.arena.each)

    def defender_arms(self, issue: str) -> list[float]:
        """The defender's arms in the tenth year under every option of an issue, at the middles of the estimates."""
        terms = self._middles.posed([self.changed(issue, option) for option in self.arena.case.issues[issue].options])
        arms = np.broadcast_to(terms.terms.arms.defender, (YEARS, 1, terms.batch))
        return [float(each) for each in arms[9, 0]]

    @cached_property
    def _middles(self) -> Arena:
        return Arena(self.arena.case, 0, 0, YEARS)

    def _at(self, issue: str, number: int) -> Settled:
        at = self.arena.issues.index(issue)
        return (*self.settled[:at], number, *self.settled[at + 1 :])

"""Stability against coalitions: parties that move together, and only where each of them gains.

A coalition is held wherever one of its members does not gain (Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel
2008). How its members move together is told by its units: ((0, 1),) changes all that both may change at once, as one
player; ((0,), (1,)) moves one after the other, through states that can be.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from comity.questions.stability.concepts import Concept, Pass, answered
from comity.questions.stability.game import Game, Marks, Ranks
from comity.questions.stability.moves import HIGH, Improvements, worst_moved
from comity.questions.stability.simultaneous import TooMany
from comity.questions.stability.steps import improved_to

Unit = tuple[int, ...]
"""Parties, by number, that change everything they may at once."""

MOST = 1 << 12
"""The states of a game in which coalitions are looked at, at most: the work grows with their square."""


def coalition_equilibria(game: Game, groups: Sequence[Unit], concept: Concept) -> Marks:
    """The states that are stable for every group, each of which acts as one.

    groups: who acts together, every party in one of them; concept: Nash, GMR, SMR, SEQ or SSEQ. Raises TooMany where
    the game has more than `MOST` states.
    """
    stable = [stable_for(game, (group,), [other for other in groups if other != group], concept) for group in groups]
    marks: Marks = np.logical_and.reduce(stable)
    return marks


def stable_for(game: Game, units: Sequence[Unit], opponents: Sequence[Unit], concept: Concept) -> Marks:
    """The states from which a coalition would not move; units: how its members do; opponents: those who may answer."""
    if game.size > MOST:
        raise TooMany
    members = sorted(party for unit in units for party in unit)
    moves: list[Pass] = [_moves(game, unit) for unit in units]
    replies: list[Pass] = [(_improvements if concept in ("SEQ", "SSEQ") else _moves)(game, unit) for unit in opponents]
    stable = game.feasible.copy()
    for state in np.flatnonzero(game.feasible):
        gains = np.logical_and.reduce([game.ranks[each] > game.ranks[each].ravel()[state] for each in members])
        open_to = gains
        if concept != "Nash":
            holds = ~gains
            if concept in ("SMR", "SSEQ"):
                holds &= ~_reaches(game, gains, moves)
            open_to = gains & ~_reaches(game, holds, replies)
        stable.ravel()[state] = not _reaches(game, open_to, moves).ravel()[state]
    return stable


def _reaches(game: Game, wanted: Marks, passes: Sequence[Pass]) -> Marks:
    """From where some moves, one after the other or none, lead to a state that is wanted."""
    start: Ranks = np.where(game.feasible, (~wanted).astype(np.int32), np.int32(HIGH))
    found: Marks = answered(start, passes, "legal") == 0
    return found


def _moves(game: Game, unit: Unit) -> Pass:
    return lambda values: worst_moved(game, values, unit)


def _improvements(game: Game, unit: Unit) -> Pass:
    """After one improvement of a unit: of one party by its slices; of several, for whom no order sorts, by a list."""
    if len(unit) == 1:
        improvements = Improvements.of(game, unit[0])
        return lambda values: improvements.worst(values.ravel()).reshape(game.shape)
    states = np.flatnonzero(game.feasible)
    lists = [np.concatenate([[state], improved_to(game, unit, int(state))]) for state in states]
    there = np.concatenate(lists).astype(np.intp)
    starts: NDArray[np.intp] = np.cumsum([0, *(len(each) for each in lists[:-1])])

    def worst(values: Ranks) -> Ranks:
        least = values.copy().ravel()
        least[states] = np.minimum.reduceat(values.ravel()[there], starts)
        return least.reshape(game.shape)

    return worst

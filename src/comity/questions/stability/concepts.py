"""Which states are stable for whom: Nash, GMR, SMR, SEQ and SSEQ of all states, in memory linear in the states.

With z(t) the least that a party can be brought to from t by its opponents (for SMR and SSEQ: the least of what it could
then still escape to), a state s is stable exactly where no move leads to a t at which both its rank and z(t) exceed the
rank of s. z is the fixpoint of taking, opponent by opponent, the least over what that opponent can reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from comity.questions.stability.game import Game, Marks, Ranks
from comity.questions.stability.moves import HIGH, Improvements, best_moved, could_be, worst_moved

Concept = Literal["Nash", "GMR", "SMR", "SEQ", "SSEQ", "SIM"]
"""Nash (1951); general metarationality and symmetric metarationality (Howard 1971); sequential stability (Fraser and
Hipel 1979), symmetric too (SSEQ) and simultaneous (SIM)."""

Answers = Literal["legal", "once", "single"]
"""How opponents may answer: by any legal sequence of moves; as older programs had it, each of them at most once, or one
of them alone."""

PLAIN: tuple[Concept, ...] = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")
"""The concepts that are found for all states at once."""

Pass = Callable[[Ranks], Ranks]


@dataclass(frozen=True, eq=False)
class Stability:
    """Which states of a game are stable, by concept and then by party in the order of the game, shaped as its axes."""

    game: Game
    stable: dict[Concept, tuple[Marks, ...]]

    def equilibria(self, concept: Concept) -> Marks:
        """The states that are stable for every party."""
        marks: Marks = np.logical_and.reduce([self.game.feasible, *self.stable[concept]])
        return marks


def stability(game: Game, concepts: Iterable[Concept] = PLAIN, answers: Answers = "legal") -> Stability:
    """Which states are stable for whom.

    concepts: which of PLAIN; answers: how opponents may answer a move. Sources: Fang, Hipel and Kilgour (1993); Xu,
    Hipel, Kilgour and Fang (2018).
    """
    wanted = tuple(concept for concept in PLAIN if concept in set(concepts))
    everyone = range(len(game.parties))
    improved: list[Pass] = []
    if {"SEQ", "SSEQ"} & set(wanted):
        improved = [_after_improvements(game, Improvements.of(game, party)) for party in everyone]
    moved: list[Pass] = [_after_moves(game, party) for party in everyone]
    found: dict[Concept, list[Marks]] = {concept: [] for concept in wanted}
    for party in everyone:
        ranks = could_be(game, party)
        best = best_moved(game, game.ranks[party], (party,))
        for concept in wanted:
            if concept == "Nash":
                found[concept].append(game.feasible & (best <= game.ranks[party]))
                continue
            passes = improved if concept in ("SEQ", "SSEQ") else moved
            opponents = [each for other, each in enumerate(passes) if other != party]
            start = np.where(game.feasible, best, np.int32(HIGH)) if concept in ("SMR", "SSEQ") else ranks
            held_to = np.minimum(answered(start, opponents, answers), game.ranks[party])
            stable = best_moved(game, held_to, (party,)) <= game.ranks[party]
            found[concept].append(game.feasible & stable)
    return Stability(game, {concept: tuple(each) for concept, each in found.items()})


def answered(start: Ranks, opponents: Sequence[Pass], answers: Answers) -> Ranks:
    """By state, the least value there or after what opponents may do; start: the values."""
    if answers == "single":
        alone: Ranks = np.minimum.reduce([start, *(each(start) for each in opponents)])
        return alone
    if answers == "once":
        return _each_once(start, opponents)
    least, waiting, at = start, len(opponents), 0
    while waiting > 0:  # until each opponent in turn has found nothing new
        now = opponents[at](least)
        waiting = waiting - 1 if np.array_equal(now, least) else len(opponents) - 1
        least, at = now, (at + 1) % len(opponents)
    return least


def _each_once(start: Ranks, opponents: Sequence[Pass]) -> Ranks:
    """The least after sequences in which nobody moves twice: by the set of those who may still move."""
    everyone = range(len(opponents))
    by_set: dict[tuple[int, ...], Ranks] = {(): start}
    for size in range(1, len(opponents) + 1):
        for able in combinations(everyone, size):
            left = {first: tuple(each for each in able if each != first) for first in able}
            by_set[able] = np.minimum.reduce([opponents[first](by_set[left[first]]) for first in able])
    return by_set[tuple(everyone)]


def _after_moves(game: Game, party: int) -> Pass:
    return lambda values: worst_moved(game, values, (party,))


def _after_improvements(game: Game, improvements: Improvements) -> Pass:
    return lambda values: improvements.worst(values.ravel()).reshape(game.shape)

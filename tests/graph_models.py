"""Small conflicts, and their stable states by the definitions alone, set by set: the oracle of the faster method.

Definitions: Fang, Hipel and Kilgour (1993); Xu, Hipel, Kilgour and Fang (2018). Nothing here uses the modules that
compute but the description of a game.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cached_property
from itertools import product

from comity.questions.stability.game import Axis, Game

State = tuple[int, ...]


class Graph:
    """The graph of a game, listed."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.states = [each for each in product(*map(range, game.shape)) if game.feasible[each]]
        self.parties = range(len(game.parties))

    def rank(self, party: int, state: State) -> int:
        return int(self.game.ranks[party][state])

    @cached_property
    def moves(self) -> dict[int, dict[State, list[State]]]:
        """By party and state, where one move leads."""
        return {
            party: {s: [t for t in self.states if t != s and self._is_move((party,), s, t)] for s in self.states}
            for party in self.parties
        }

    def _is_move(self, movers: tuple[int, ...], now: State, then: State) -> bool:
        for axis, before, after in zip(self.game.axes, now, then, strict=True):
            if before != after and not set(axis.movers) & set(movers):
                return False
            if axis.one_way and after < before:
                return False
            if before in axis.final and after != before:
                return False
        return True

    def joint_moves(self, group: tuple[int, ...], state: State) -> list[State]:
        """Where a group gets by one move of all together."""
        return [t for t in self.states if t != state and self._is_move(group, state, t)]

    def better(self, group: tuple[int, ...], then: State, now: State) -> bool:
        return all(self.rank(party, then) > self.rank(party, now) for party in group)

    def after(self, groups: list[tuple[int, ...]], state: State, improving: bool) -> set[State]:
        """Where legal sequences lead: at least one move, nobody twice in a row."""
        reached: set[tuple[State, tuple[int, ...]]] = set()
        waiting: list[tuple[State, tuple[int, ...]]] = [(state, ())]
        while waiting:
            now, last = waiting.pop()
            for group in groups:
                if group == last:
                    continue
                to = self.moves[group[0]][now] if len(group) == 1 else self.joint_moves(group, now)
                for then in to:
                    if (not improving or self.better(group, then, now)) and (then, group) not in reached:
                        reached.add((then, group))
                        waiting.append((then, group))
        return {then for then, _ in reached}

    def sanctions(
        self, concept: str, group: tuple[int, ...], opponents: list[tuple[int, ...]], s: State, t: State
    ) -> bool:
        """Whether opponents hold a group that improved from s to t."""
        for q in self.after(opponents, t, concept in ("SEQ", "SSEQ")):
            if self.better(group, q, s):
                continue
            if concept in ("GMR", "SEQ") or not any(self.better(group, h, s) for h in self.joint_moves(group, q)):
                return True
        return False

    def stable(
        self, concept: str, group: tuple[int, ...], s: State, others: list[tuple[int, ...]] | None = None
    ) -> bool:
        """Whether a state is stable for a party or a group that moves as one; others: who else moves, and how."""
        opponents = [(each,) for each in self.parties if each not in group] if others is None else others
        improved = [t for t in self.joint_moves(group, s) if self.better(group, t, s)]
        if concept == "Nash":
            return not improved
        if concept == "SIM":
            return all(self._held_at_once(group[0], s, t) for t in improved)
        return all(self.sanctions(concept, group, opponents, s, t) for t in improved)

    def _held_at_once(self, party: int, s: State, t: State) -> bool:
        """Whether others, each improving from s or staying, hold a party that moves to t at the same time."""
        others = [each for each in self.parties if each != party]
        choices = [[s, *(q for q in self.moves[each][s] if self.better((each,), q, s))] for each in others]
        for combined in product(*choices):
            q = list(t)
            for each, chosen in zip(others, combined, strict=True):
                for at in self.game.own[each]:
                    q[at] = chosen[at]
            if self.game.feasible[tuple(q)] and not self.better((party,), tuple(q), s):
                return True
        return False


def random_game(dice: random.Random, parties: tuple[int, int] = (2, 6), states: int = 64) -> Game:
    """A game of a few parties, with ties, one-way options, states that cannot be, and parties that do not care."""
    count = dice.randint(*parties)
    axes: list[Axis] = []
    size = 1
    for party in dice.sample(range(count), count):
        for _ in range(dice.choice((1, 1, 1, 2, 2, 3))):
            ways = dice.choice((2, 2, 2, 3, 4))
            if size * ways <= states:
                final = dice.sample(range(ways), 1) if dice.random() < 0.15 else []
                axes.append(Axis(ways, (party,), dice.random() < 0.3, tuple(final)))
                size *= ways
    dice.shuffle(axes)
    feasible = [True] * size
    if dice.random() < 0.5:
        feasible = [dice.random() < 0.75 for _ in range(size)]
        feasible[dice.randrange(size)] = True
    worths = [[dice.randrange(dice.choice((2, 3, size, size))) for _ in range(size)] for _ in range(count)]
    if dice.random() < 0.2:
        worths[dice.randrange(count)] = [0] * size
    return Game.of([f"p{each}" for each in range(count)], axes, worths, feasible)


def games(seed: int, count: int, **sizes: int) -> Iterator[Game]:
    dice = random.Random(seed)
    for _ in range(count):
        yield random_game(dice, **sizes)  # type: ignore[arg-type]

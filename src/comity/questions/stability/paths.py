"""How a state is reached from the status quo: by moves that gain whoever makes them, and where not, who blocks it."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from comity.questions.stability.game import Game
from comity.questions.stability.steps import improved_to, moved_to

STATES = 1 << 12
"""In how many states paths are looked for, at most."""

MOVES = 1 << 22
"""How many moves are looked at, at most."""


@dataclass(frozen=True)
class PathStep:
    """One move of a path: who makes it, by number, to which state, and whether it gains by it."""

    mover: int
    to: int
    gains: bool


Path = tuple[PathStep, ...]
"""The moves from the status quo to a state; none for the status quo itself."""


def paths(game: Game, start: int) -> dict[int, Path] | None:
    """By state that any moves lead to from a start: the path with the fewest moves against the mover's own interest.

    Of these one with the fewest moves. A path whose moves all gain is one by improvements; who makes the others blocks
    it. None where the game has too many states or moves.
    """
    if game.states > STATES or game.states * _most_moves(game) > MOVES:
        return None
    best: dict[int, tuple[int, int]] = {start: (0, 0)}
    came: dict[int, tuple[int, PathStep]] = {}
    waiting = [(0, 0, start)]
    while waiting:
        against, length, now = heapq.heappop(waiting)
        if (against, length) > best[now]:
            continue
        for mover in range(len(game.parties)):
            gaining = set(improved_to(game, (mover,), now).tolist())
            for there in moved_to(game, (mover,), now).tolist():
                cost = (against + (there not in gaining), length + 1)
                if there not in best or cost < best[there]:
                    best[there] = cost
                    came[there] = (now, PathStep(mover, there, there in gaining))
                    heapq.heappush(waiting, (*cost, there))
    return {state: _back(came, state) for state in best}


def _most_moves(game: Game) -> int:
    return sum(int(np.prod([game.axes[at].size for at in own], dtype=int)) for own in game.own)


def _back(came: dict[int, tuple[int, PathStep]], end: int) -> Path:
    steps = []
    while end in came:
        end, step = came[end]
        steps.append(step)
    return tuple(reversed(steps))

"""Single moves from one state: where they lead, and which of them are improvements."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from comity.questions.stability.game import Game

States = NDArray[np.intp]
"""States by number: their places when all of a game are written in a row."""


def moved_to(game: Game, movers: tuple[int, ...], state: int) -> States:
    """Where one move of some parties together leads from a state, ascending; the state itself is none of these."""
    here = np.unravel_index(state, game.shape)
    there = np.array([state])
    for at in sorted({at for party in movers for at in game.own[party]}):
        axis, now, behind = game.axes[at], int(here[at]), math.prod(game.shape[at + 1 :])
        steps = np.array([way - now for way in range(axis.size) if axis.leads(now, way)])
        there = np.add.outer(there, behind * steps).ravel()
    able: States = there[game.feasible.ravel()[there] & (there != state)]
    return able


def improved_to(game: Game, movers: tuple[int, ...], state: int) -> States:
    """Where one move of some parties together leads that each of them prefers to the state."""
    there = moved_to(game, movers, state)
    for party in movers:
        ranks = game.ranks[party].ravel()
        there = there[ranks[there] > ranks[state]]
    return there

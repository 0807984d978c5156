"""How robust equilibria are: in what share of perturbed rankings a state stays one, and if one-way moves were not."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from comity.questions.stability.concepts import Concept, stability
from comity.questions.stability.game import INFEASIBLE, Axis, Game, Marks, Ranks

MOST = 1 << 22
"""How many states are looked at in all perturbed rankings, and in all reversals, at most."""

TOGETHER = 1 << 18
"""How many states are looked at together."""

PLACES = 1.0
"""By how many places of its ranking a class of states is moved: the standard deviation of normal noise."""


def perturbed(game: Game, concept: Concept, draws: int, seed: int) -> NDArray[np.float64] | None:
    """By state, in what share of the draws it is an equilibrium; None where there are too many states or no draws.

    In each draw every party's ranking is perturbed: each class of states that tie is moved by normal noise of `PLACES`
    places. What ties still does. The draws of a party follow from the seed and its name, whatever its number.
    """
    if not draws or game.size * draws > MOST:
        return None
    dice = [np.random.default_rng([seed, zlib.crc32(name.encode())]) for name in game.parties]
    counted = np.zeros(game.size)
    stretch = max(1, TOGETHER // game.size)
    for first in range(0, draws, stretch):
        many = min(stretch, draws - first)
        ranks = tuple(_moved(each, many, own) for each, own in zip(game.ranks, dice, strict=True))
        axes = (Axis(many, ()), *game.axes)
        among = replace(game, axes=axes, feasible=np.repeat(game.feasible[None], many, axis=0), ranks=ranks)
        counted += stability(among, [concept]).equilibria(concept).reshape(many, -1).sum(axis=0)
    return counted / draws


def _moved(ranks: Ranks, draws: int, dice: np.random.Generator) -> Ranks:
    """A ranking, perturbed in each of some draws."""
    classes = int(ranks.max())
    places = np.arange(classes) + dice.normal(0.0, PLACES, (draws, classes))
    moved = np.full((draws, classes + 1), INFEASIBLE, dtype=np.int32)
    moved[:, 1:] = np.argsort(np.argsort(places, axis=1), axis=1) + 1
    return moved[:, ranks]


def reversals(game: Game, concept: Concept) -> tuple[Marks, ...] | None:
    """For each one-way axis, in their order, which states would be equilibria if its moves could be taken back.

    None where too many states would have to be looked at.
    """
    one_way = [at for at, axis in enumerate(game.axes) if not axis.free]
    if game.size * len(one_way) > MOST:
        return None
    found = []
    for at in one_way:
        axes = list(game.axes)
        axes[at] = replace(axes[at], one_way=False, final=())
        found.append(stability(replace(game, axes=tuple(axes)), [concept]).equilibria(concept))
    return tuple(found)

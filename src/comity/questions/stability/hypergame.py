"""Hypergames: what is stable where each party sees a game of its own (Bennett 1977; Wang, Hipel and Fraser 1988).

States and moves are the same for all. Each party judges a state by the rankings that it takes the others to have; its
own is its own. A state is an equilibrium of the hypergame where each party would stay in the game that it sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from comity.questions.stability.concepts import PLAIN, Concept, stability
from comity.questions.stability.game import Game, Marks


def hypergame(seen: Sequence[Game], concepts: Iterable[Concept] = PLAIN) -> dict[Concept, Marks]:
    """The equilibria of a hypergame by concept; seen: the game that each party sees, in the order of the parties."""
    wanted = tuple(concepts)
    found: dict[Concept, list[Marks]] = {concept: [] for concept in wanted}
    for party, game in enumerate(seen):
        stable = stability(game, wanted).stable
        for concept in wanted:
            found[concept].append(stable[concept][party])
    return {concept: np.logical_and.reduce([seen[0].feasible, *marks]) for concept, marks in found.items()}

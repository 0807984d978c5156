"""Stability against coalitions, against the definitions on random games."""

from __future__ import annotations

import random

import numpy as np
import pytest

from comity.questions.stability.coalitions import MOST, coalition_equilibria, stable_for
from comity.questions.stability.concepts import PLAIN, stability
from comity.questions.stability.game import Axis, Game
from comity.questions.stability.simultaneous import TooMany
from graph_models import Graph, games


def test_every_verdict_is_that_of_the_definitions() -> None:
    dice, verdicts = random.Random(20), 0
    for game in games(seed=20, count=12, states=16):
        graph = Graph(game)
        order = list(graph.parties)
        dice.shuffle(order)
        cut = dice.randint(1, len(order) - 1)
        group = tuple(sorted(order[:cut]))
        others = [tuple(sorted(order[cut:]))] if dice.random() < 0.5 else [(each,) for each in order[cut:]]
        for concept in PLAIN:
            found = stable_for(game, [group], others, concept)
            for state in graph.states:
                assert graph.stable(concept, group, state, others) == found[state], (concept, group, others, state)
                verdicts += 1
    assert verdicts > 400


def test_coalitions_of_one_are_the_parties_themselves() -> None:
    for game in games(seed=21, count=4, states=16):
        alone = [(party,) for party in range(len(game.parties))]
        for concept in PLAIN:
            expected = stability(game, [concept]).equilibria(concept)
            assert np.array_equal(coalition_equilibria(game, alone, concept), expected)


def test_members_who_move_in_turn_need_a_state_between() -> None:
    """Both gain at (1, 1), but neither may move first."""
    feasible = [[True, False], [False, True]]
    game = Game.of(["one", "two"], [Axis(2, (0,)), Axis(2, (1,))], [[0, 0, 0, 1], [0, 0, 0, 1]], feasible)
    assert not stable_for(game, [(0, 1)], [], "Nash")[0, 0]
    assert stable_for(game, [(0,), (1,)], [], "Nash")[0, 0]


def test_too_many_states_are_left_alone() -> None:
    game = Game.of(["one"], [Axis(MOST + 1, (0,))], [np.arange(MOST + 1)])
    with pytest.raises(TooMany):
        stable_for(game, [(0,)], [], "Nash")

"""How robust equilibria are, against games perturbed one by one."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from comity.questions.stability.concepts import stability
from comity.questions.stability.game import Axis, Game
from comity.questions.stability.perturbed import perturbed, reversals
from graph_models import Graph, random_game


def dilemma() -> Game:
    """The prisoner's dilemma: states by who cooperates, neither first."""
    return Game.of(("a", "b"), (Axis(2, (0,)), Axis(2, (1,))), ([1, 3, 0, 2], [1, 0, 3, 2]))


def test_the_share_is_that_of_rankings_perturbed_one_by_one() -> None:
    game = dilemma()
    dice = np.random.default_rng(5)
    counted = np.zeros(4)
    for _ in range(3000):
        worths = [each.ravel() + dice.normal(0, 1, 4) for each in game.ranks]
        counted += stability(Game.of(game.parties, game.axes, worths), ["Nash"]).equilibria("Nash").ravel()
    shares = perturbed(game, "Nash", 3000, 0)
    assert shares is not None
    assert np.abs(shares - counted / 3000).max() < 0.04


def test_draws_hang_on_the_seed_and_on_names_and_not_on_the_order_of_parties() -> None:
    game = dilemma()
    first, again, other = (perturbed(game, "SEQ", 200, seed) for seed in (1, 1, 2))
    assert first is not None
    assert again is not None
    assert other is not None
    assert (first == again).all()
    assert (first != other).any()
    turned = Game.of(("b", "a"), (Axis(2, (1,)), Axis(2, (0,))), ([1, 0, 3, 2], [1, 3, 0, 2]))
    assert (perturbed(turned, "SEQ", 200, 1) == first).all()


def test_what_ties_still_does_and_nobody_without_preferences_gets_any() -> None:
    game = Game.of(("a",), (Axis(3, (0,)),), ([1, 1, 1],))
    assert perturbed(game, "Nash", 50, 0) == pytest.approx([1.0, 1.0, 1.0])
    assert perturbed(game, "Nash", 0, 0) is None
    assert perturbed(game, "Nash", 1 << 22, 0) is None


@pytest.mark.parametrize("seed", range(8))
def test_reversals_are_those_of_games_in_which_one_axis_is_free(seed: int) -> None:
    game = random_game(random.Random(seed), parties=(2, 3), states=16)
    found = reversals(game, "SEQ")
    assert found is not None
    bound = [at for at, axis in enumerate(game.axes) if not axis.free]
    assert len(found) == len(bound)
    for at, marks in zip(bound, found, strict=True):
        axes = [replace(axis, one_way=False, final=()) if each == at else axis for each, axis in enumerate(game.axes)]
        graph = Graph(replace(game, axes=tuple(axes)))
        for state in graph.states:
            assert marks[state] == all(graph.stable("SEQ", (party,), state) for party in graph.parties)

"""Hypergames: each party's stability in the game that it sees."""

from __future__ import annotations

import random

import pytest

from comity.questions.stability.concepts import PLAIN
from comity.questions.stability.game import Axis, Game
from comity.questions.stability.hypergame import hypergame
from graph_models import Graph, random_game


@pytest.mark.parametrize("seed", range(10))
def test_a_state_is_an_equilibrium_where_each_stays_in_the_game_that_it_sees(seed: int) -> None:
    dice = random.Random(seed)
    game = random_game(dice, parties=(2, 3), states=12)

    def seen_by(party: int) -> Game:
        worths = [
            ranks if other == party else [dice.randrange(4) for _ in range(game.size)]
            for other, ranks in enumerate(game.ranks)
        ]
        return Game.of(game.parties, game.axes, worths, game.feasible)

    seen = [seen_by(party) for party in range(len(game.parties))]
    found = hypergame(seen)
    graphs = [Graph(each) for each in seen]
    for concept in PLAIN:
        for state in graphs[0].states:
            stays = all(graph.stable(concept, (party,), state) for party, graph in enumerate(graphs))
            assert bool(found[concept][state]) == stays


def test_who_takes_the_other_to_punish_stays_where_it_would_not_if_it_knew() -> None:
    """B would gain by answering, as A sees it, and would not in truth: the status quo holds in the hypergame alone."""
    axes = (Axis(2, (0,)), Axis(2, (1,)))
    mine = [1, 0, 2, 0]
    truth = Game.of(("a", "b"), axes, (mine, [1, 0, 1, 0]))
    as_a_sees = Game.of(("a", "b"), axes, (mine, [1, 0, 0, 1]))
    assert hypergame([truth, truth])["SEQ"].ravel().tolist()[0] is False
    assert hypergame([as_a_sees, truth])["SEQ"].ravel().tolist()[0] is True

"""Paths from a status quo, against all of them."""

from __future__ import annotations

import random

import numpy as np
import pytest

from comity.questions.stability.paths import paths
from graph_models import Graph, State, random_game


def costs(graph: Graph, start: State) -> dict[State, tuple[int, int]]:
    """By state: the fewest moves against interest, and then the fewest moves, by relaxing until nothing changes."""
    best = {start: (0, 0)}
    changed = True
    while changed:
        changed = False
        for now in list(best):
            for party in graph.parties:
                for then in graph.moves[party][now]:
                    against = not graph.better((party,), then, now)
                    cost = (best[now][0] + against, best[now][1] + 1)
                    if then not in best or cost < best[then]:
                        best[then], changed = cost, True
    return best


@pytest.mark.parametrize("seed", range(20))
def test_paths_have_the_fewest_moves_against_interest_and_then_the_fewest_moves(seed: int) -> None:
    game = random_game(random.Random(seed), parties=(2, 4), states=24)
    graph = Graph(game)
    start = graph.states[seed % len(graph.states)]
    number = {state: int(np.ravel_multi_index(state, game.shape)) for state in graph.states}
    found = paths(game, number[start])
    assert found is not None
    expected = costs(graph, start)
    assert set(found) == {number[state] for state in expected}
    state_of = {at: state for state, at in number.items()}
    for state, cost in expected.items():
        path, now = found[number[state]], start
        assert (sum(not step.gains for step in path), len(path)) == cost
        for step in path:
            then = state_of[step.to]
            assert then in graph.moves[step.mover][now]
            assert step.gains == graph.better((step.mover,), then, now)
            now = then
        assert now == state


def test_too_many_states_are_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    game = random_game(random.Random(0), states=24)
    monkeypatch.setattr("comity.questions.stability.paths.STATES", 1)
    assert paths(game, 0) is None

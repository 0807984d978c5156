"""Which rankings make a state an equilibrium, against all of them, one by one."""

from __future__ import annotations

import random
from itertools import permutations
from math import factorial

import numpy as np
import pytest

from comity.questions.stability.concepts import PLAIN, stability
from comity.questions.stability.game import Game
from comity.questions.stability.inverse import NeededRanking, needed_ranking
from graph_models import random_game


def with_ranking(game: Game, party: int, order: tuple[int, ...]) -> Game:
    """The game where a party ranks the states as they stand in an order, the worst first."""
    worths = [ranks.ravel().astype(float) for ranks in game.ranks]
    for rank, state in enumerate(order):
        worths[party][state] = rank
    return Game.of(game.parties, game.axes, worths, game.feasible)


def one_by_one(game: Game, party: int, wanted: int) -> dict[str, int]:
    counts = dict.fromkeys(PLAIN, 0)
    for order in permutations(np.flatnonzero(game.feasible).tolist()):
        found = stability(with_ranking(game, party, order))
        for concept in PLAIN:
            counts[concept] += bool(found.equilibria(concept).ravel()[wanted])
    return counts


def small(dice: random.Random, parties: tuple[int, int]) -> Game:
    while True:
        game = random_game(dice, parties=parties, states=8)
        if game.states <= 5 and len({mover for axis in game.axes for mover in axis.movers}) > 1:
            return game


@pytest.mark.parametrize("seed", range(12))
def test_the_counts_are_those_of_all_rankings_one_by_one(seed: int) -> None:
    dice = random.Random(seed)
    game = small(dice, (2, 2 + seed % 3))
    wanted = dice.choice(np.flatnonzero(game.feasible).tolist())
    party = dice.randrange(len(game.parties))
    counts = one_by_one(game, party, wanted)
    for concept in PLAIN:
        found = needed_ranking(game, party, wanted, concept)
        assert (found.rankings, found.of) == (counts[concept], factorial(game.states)), concept


@pytest.mark.parametrize("seed", range(40))
def test_a_ranking_makes_the_state_an_equilibrium_where_it_meets_the_conditions(seed: int) -> None:
    dice = random.Random(1000 + seed)
    game = random_game(dice, parties=(2, 4), states=24)
    states = np.flatnonzero(game.feasible).tolist()
    wanted, party = dice.choice(states), dice.randrange(len(game.parties))
    conditions = {concept: needed_ranking(game, party, wanted, concept) for concept in PLAIN}
    for _ in range(6):
        order = tuple(dice.sample(states, len(states)))
        found = stability(with_ranking(game, party, order))
        for concept, condition in conditions.items():
            if all(turn.moves is not None for turn in condition.turns):
                assert meets(condition, order, wanted) == bool(found.equilibria(concept).ravel()[wanted]), concept


def meets(condition: NeededRanking, order: tuple[int, ...], wanted: int) -> bool:
    place = {state: at for at, state in enumerate(order)}
    own = all(
        any(all(place[state] < place[wanted] for state in alternative) for alternative in clause)
        for clause in condition.clauses
    )
    others = all(any(place[now] < place[then] for now, then in turn.moves or ()) for turn in condition.turns)
    return own and others and not condition.never

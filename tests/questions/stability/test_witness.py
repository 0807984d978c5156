"""A witness for every verdict, each checked move by move by what knows nothing of how it was found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from comity.questions.stability.concepts import PLAIN, Concept, stability
from comity.questions.stability.game import Axis, Game
from comity.questions.stability.simultaneous import simultaneously_stable
from comity.questions.stability.verified import faults
from comity.questions.stability.witness import Answer, Step, Witness, witness
from graph_models import games

ALL: tuple[Concept, ...] = (*PLAIN, "SIM")


def test_every_verdict_has_a_witness_that_proves_it() -> None:
    witnesses = 0
    for game in games(seed=22, count=10, states=16):
        stable = {**stability(game).stable, "SIM": simultaneously_stable(game)}
        for concept in ALL:
            for party in range(len(game.parties)):
                for state in map(int, np.flatnonzero(game.feasible)):
                    given = witness(game, concept, party, state)
                    assert given.stable == stable[concept][party].ravel()[state]
                    assert faults(game, given) == ()
                    witnesses += 1
    assert witnesses > 1000


def dilemma() -> Game:
    return Game.of(["one", "two"], [Axis(2, (0,)), Axis(2, (1,))], [[2, 4, 1, 3], [2, 1, 4, 3]])


def test_a_witness_names_the_improvement_and_who_answers_it() -> None:
    assert witness(dilemma(), "SEQ", 0, 3) == Witness("SEQ", 0, 3, (Answer(1, (Step(1, 0),)),))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"answers": ()}, "the improvements are not all those that there are"),
        ({"answers": (Answer(1, None),)}, "the improvement to 1 can be answered"),
        ({"answers": (Answer(1, (Step(1, 3),)),)}, "two cannot move to 3"),
        ({"answers": (Answer(1, (Step(0, 3),)),)}, "the party answers itself"),
        ({"answers": (Answer(1, ()),)}, "the improvement to 1 is not held"),
        ({"concept": "Nash"}, "nothing answers an improvement for Nash"),
    ],
)
def test_a_witness_that_proves_nothing_is_found_out(changed: dict[str, object], said: str) -> None:
    game = dilemma()
    assert said in faults(game, replace(witness(game, "SEQ", 0, 3), **changed))  # type: ignore[arg-type]


def test_a_threat_that_costs_whoever_makes_it_is_not_credible() -> None:
    game = Game.of(["one", "two"], [Axis(2, (0,)), Axis(2, (1,))], [[1, 0, 2, 0], [0, 0, 1, 0]])
    assert witness(game, "GMR", 0, 0) == Witness("GMR", 0, 0, (Answer(2, (Step(1, 3),)),))
    assert witness(game, "SEQ", 0, 0) == Witness("SEQ", 0, 0, (Answer(2, None),))
    claimed = Witness("SEQ", 0, 0, (Answer(2, (Step(1, 3),)),))
    assert faults(game, claimed) == ("two does not gain by the move to 3",)

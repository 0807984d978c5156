"""Nash, GMR, SMR, SEQ and SSEQ against the definitions on random games, and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from comity.questions.stability.concepts import PLAIN, stability
from comity.questions.stability.game import Axis, Game
from comity.questions.stability.simultaneous import TooMany, simultaneously_stable
from graph_models import Graph, games


def dilemma() -> Game:
    """The prisoner's dilemma, each of two defecting (0) or cooperating (1)."""
    return Game.of(["one", "two"], [Axis(2, (0,)), Axis(2, (1,))], [[2, 4, 1, 3], [2, 1, 4, 3]])


def test_every_verdict_is_that_of_the_definitions() -> None:
    verdicts = 0
    for game in games(seed=18, count=25, states=48):
        graph, found = Graph(game), stability(game)
        for concept in PLAIN:
            for party in graph.parties:
                for state in graph.states:
                    assert graph.stable(concept, (party,), state) == found.stable[concept][party][state], (
                        concept,
                        party,
                        state,
                    )
                    verdicts += 1
        assert not any((marks & ~game.feasible).any() for each in found.stable.values() for marks in each)
    assert verdicts > 3000


def test_simultaneous_answers_are_those_of_the_definition() -> None:
    verdicts = 0
    for game in games(seed=19, count=25, states=24):
        graph, found = Graph(game), simultaneously_stable(game)
        for party in graph.parties:
            for state in graph.states:
                assert graph.stable("SIM", (party,), state) == found[party][state]
                verdicts += 1
    assert verdicts > 500


def test_cooperation_is_held_only_by_what_the_other_would_do_next() -> None:
    found = stability(dilemma())
    assert np.argwhere(found.equilibria("Nash")).tolist() == [[0, 0]]
    for concept in ("GMR", "SMR", "SEQ", "SSEQ"):
        assert np.argwhere(found.equilibria(concept)).tolist() == [[0, 0], [1, 1]]


def test_what_cannot_be_undone_holds_nobody() -> None:
    """Who has left for good cannot be brought back, so it keeps what it gained."""
    axes = [Axis(2, (0,), one_way=True), Axis(2, (1,))]
    leaves = Game.of(["leaver", "other"], axes, [[1, 0, 2, 0], [0, 0, 1, 0]])
    stays = Game.of(["leaver", "other"], axes, [[1, 0, 2, 0], [0, 0, 0, 1]])
    assert not stability(leaves).stable["SEQ"][0][0, 0]
    assert stability(stays).stable["SEQ"][0][0, 0]
    assert stability(leaves).stable["Nash"][0][1, 1]


def three() -> Game:
    """The first gains by 1; the third then lets the second take it away, so only both together hold the first."""
    axes = [Axis(2, (0,)), Axis(2, (1,)), Axis(2, (2,))]
    first = np.full((2, 2, 2), 3)
    first[0, 0, 0], first[1, 1, 1] = 2, 1
    return Game.of(["first", "second", "third"], axes, [first, np.zeros(8), np.zeros(8)])


def test_older_programs_let_opponents_answer_once_or_alone() -> None:
    game = three()
    by_convention = {
        answers: bool(stability(game, ["GMR"], answers).stable["GMR"][0][0, 0, 0])
        for answers in ("legal", "once", "single")
    }
    assert by_convention == {"legal": True, "once": True, "single": False}


def test_a_move_twice_by_one_opponent_tells_once_from_legal() -> None:
    """Blocked ways: the second must move, then the third, then the second again."""
    axes = [Axis(2, (0,)), Axis(3, (1,)), Axis(2, (2,))]
    feasible = np.ones((2, 3, 2), dtype=bool)
    feasible[1, 0, 1] = feasible[1, 2, 0] = False
    first = np.full((2, 3, 2), 3)
    first[0, 0, 0], first[1, 2, 1] = 2, 1
    feasible[1, 1] = True
    game = Game.of(["first", "second", "third"], axes, [first, np.zeros(12), np.zeros(12)], feasible)
    assert stability(game, ["GMR"]).stable["GMR"][0][0, 0, 0]
    assert not stability(game, ["GMR"], "once").stable["GMR"][0][0, 0, 0]


def test_nothing_is_left_half_looked_at() -> None:
    with pytest.raises(TooMany):
        simultaneously_stable(dilemma(), most=1)
    shared = Game.of(["one", "two"], [Axis(2, (0, 1))], [[0, 1], [1, 0]])
    with pytest.raises(ValueError, match="several parties"):
        simultaneously_stable(shared)


def test_a_game_that_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="2 parties, but worths of 1"):
        Game.of(["one", "two"], [Axis(2, (0,))], [[0, 1]])
    with pytest.raises(ValueError, match="not a party"):
        Game.of(["one"], [Axis(2, (1,))], [[0, 1]])

"""The stationary tail: that it is found, that it is a solution, and that it is the one backward induction comes to."""

from itertools import product

import numpy as np
import pytest

from comity.questions.durability import stationary as tail
from comity.questions.durability.batch import some
from comity.questions.durability.chain import accumulated, expected
from comity.questions.durability.game import TIE, Array, Game, Terms
from comity.questions.durability.payoffs import Payoffs, payoffs_of
from comity.questions.durability.regimes import with_cheating
from comity.questions.durability.stationary import SETTLED, stationary
from comity.questions.durability.turn import slopes, turn
from games import random_batch

NOISES = [0.02, 0.05, 0.2, 0.45, 1.0]


def next_year(payoffs: Payoffs, value: Array) -> Array:
    """The values a year before those."""
    hold = payoffs.peace[:, -1] + expected(payoffs.later, value)
    return turn(hold, payoffs.attack[:, -1], payoffs.strike[:, -1], payoffs.noise, payoffs.tie).value


def from_peace(payoffs: Payoffs, years: int) -> Array:
    """What backward induction comes to if after that many years peace lasts for ever."""
    value = accumulated(payoffs.later, payoffs.peace[:, -1])
    for _ in range(years):
        value = next_year(payoffs, value)
    return value


def pure_plays(payoffs: Payoffs, game: int) -> list[Array]:
    """The chances of attack in all stationary plays of a game with sure choices, by trying every one."""
    peace, attack, strike = (each[:, -1, :, game] for each in (payoffs.peace, payoffs.attack, payoffs.strike))
    later, regimes = payoffs.later[..., game], peace.shape[1]
    plays = []
    for moves in product((0.0, 1.0), repeat=2 * regimes):
        attacks, strikes = np.reshape(moves, (2, regimes))
        stay = (1.0 - attacks) * (1.0 - strikes)
        yearly = attacks * attack + (1.0 - attacks) * strikes * strike + stay * peace
        value = np.linalg.solve(np.eye(regimes) - stay[:, None] * later, yearly.T).T
        hold = peace + value @ later.T
        best = turn(hold[..., None], attack[..., None], strike[..., None], np.zeros(1), payoffs.tie[..., [game]])
        if (best.chance[..., 0] == [attacks, strikes]).all():
            plays.append(best.chance[..., 0])
    return plays


@pytest.mark.parametrize("noise", NOISES)
def test_with_noise_every_tail_settles(noise: float) -> None:
    payoffs = payoffs_of(*random_batch(10_000, noise, seed=1))
    value, residual = stationary(payoffs)
    assert residual.max() <= SETTLED
    at_stake = payoffs.tie / TIE
    assert (np.abs(next_year(payoffs, value) - value) / at_stake).max() <= SETTLED


def test_with_sure_choices_a_tail_that_does_not_settle_has_no_solution() -> None:
    payoffs = payoffs_of(*random_batch(20_000, 0.0, seed=7))
    _, residual = stationary(payoffs)
    unsettled = np.flatnonzero(residual > SETTLED)
    assert 1 <= unsettled.size <= 4
    assert [pure_plays(payoffs, int(game)) for game in unsettled] == [[]] * unsettled.size
    assert all(pure_plays(payoffs, game) for game in range(20))


def test_more_regimes_settle_as_well() -> None:
    game, terms = random_batch(500, 0.3, seed=9)
    cheating = with_cheating(terms, arms=np.asarray(terms.arms.challenger) * 1.5, found=0.2, rate=0.1)
    assert stationary(payoffs_of(game, cheating))[1].max() <= SETTLED


@pytest.mark.parametrize("noise", NOISES)
def test_the_tail_is_what_backward_induction_from_lasting_peace_comes_to(noise: float) -> None:
    payoffs = payoffs_of(*random_batch(4000, noise, seed=8))
    value, _ = stationary(payoffs)
    slowly = from_peace(payoffs, 1500)
    still = np.abs(next_year(payoffs, slowly) - slowly).max(axis=(0, 1)) > 1e-9
    other = (np.abs(value - slowly) > 1e-6).any(axis=(0, 1))
    assert still.sum() <= 2
    # Where there are several equilibria, near the edge between peace and war, Newton's steps may come to another one.
    assert other.sum() <= 6


def test_where_peace_is_an_equilibrium_it_is_the_one_that_is_found() -> None:
    payoffs = payoffs_of(*random_batch(2000, 0.0, seed=3))
    peace = accumulated(payoffs.later, payoffs.peace[:, -1])
    lasts = np.abs(next_year(payoffs, peace) - peace).max(axis=(0, 1)) < 1e-12
    assert 200 < lasts.sum() < 1800
    np.testing.assert_allclose(stationary(payoffs)[0][..., lasts], peace[..., lasts], atol=1e-11)


@pytest.mark.parametrize("way", range(1, len(tail._WAYS)))
def test_each_careful_way_is_right_by_itself(way: int, monkeypatch: pytest.MonkeyPatch) -> None:
    payoffs = payoffs_of(*random_batch(300, 0.45, seed=5))
    whole = stationary(payoffs)[0]
    monkeypatch.setattr(tail, "_WAYS", (tail._WAYS[way],))
    value, residual = stationary(payoffs)
    settled = residual <= SETTLED
    assert settled.mean() > 0.2  # for the rest the most careful steps are too short
    np.testing.assert_allclose(value[..., settled], whole[..., settled], atol=1e-7)


def test_newtons_steps_settle_nearly_all_tails_and_careful_ones_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    payoffs = payoffs_of(*random_batch(4000, 0.45, seed=6))
    monkeypatch.setattr(tail, "_WAYS", tail._WAYS[:2])
    assert (stationary(payoffs)[1] > SETTLED).sum() == 0
    monkeypatch.setattr(tail, "_WAYS", tail._WAYS[:1])
    assert 0 < (stationary(payoffs)[1] > SETTLED).sum() < 40


def test_ever_more_careful_steps_settle_a_game_in_which_value_iteration_goes_round_in_circles() -> None:
    payoffs = payoffs_of(*_only(*random_batch(20_000, 0.02, seed=101), 12_511))
    late, later = from_peace(payoffs, 3000), from_peace(payoffs, 3001)
    assert np.abs(later - late).max() > 0.1
    assert stationary(payoffs)[1][0] <= SETTLED


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
def test_the_slopes_of_a_turn(noise: float) -> None:
    payoffs = payoffs_of(*random_batch(200, noise, seed=4))
    attack, strike = payoffs.attack[:, -1], payoffs.strike[:, -1]
    hold = payoffs.peace[:, -1] + expected(payoffs.later, from_peace(payoffs, 3))
    moves = turn(hold, attack, strike, payoffs.noise, payoffs.tie)
    slope = slopes(moves, hold, attack, strike, payoffs.noise)
    step = 1e-6
    for side in (0, 1):
        ends = []
        for change in (-step, step):
            moved = hold.copy()
            moved[side] += change
            ends.append(turn(moved, attack, strike, payoffs.noise, payoffs.tie).value)
        np.testing.assert_allclose((ends[1] - ends[0]) / (2.0 * step), slope[:, side], atol=2e-6)


def test_a_tail_does_not_hang_on_its_neighbours() -> None:
    game, terms = random_batch(60, 0.45, seed=2)
    value, residual = stationary(payoffs_of(game, terms))
    alone = payoffs_of(*_only(game, terms, 17))
    np.testing.assert_array_equal(stationary(alone)[0][..., 0], value[..., 17])
    assert stationary(alone)[1][0] == residual[17]


def _only(game: Game, terms: Terms, place: int) -> tuple[Game, Terms]:
    return some(game, np.array([place])), some(terms, np.array([place]))

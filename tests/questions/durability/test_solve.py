"""The game solved: published closed forms, and its equations worked cell by cell."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.questions.durability.game import Array, Game, Sides, Terms
from comity.questions.durability.guarantee import least_guarantee
from comity.questions.durability.solve import margins, outlook
from games import (
    FIRM_FIRST,
    LOST,
    by_regime,
    chances,
    discounts,
    expected_years,
    log_odds,
    logistic,
    path,
    plain,
    random_batch,
)


def fearon_1995(discount: float, first: float, second: float, cost: float) -> tuple[Game, Terms]:
    """The defender has everything for one year, then what the risen challenger must leave it not to fight.

    Fearon lets the challenger ask for all that the defender's war is worth; that can be more than the stake, so what
    is left to the defender is written as a flow beside it.
    """
    left = 1.0 - second - cost * (1.0 - discount)
    arms = math.exp(log_odds(second) - log_odds(first))
    return (
        Game(Sides(1.0, 1.0), Sides(1e3, cost), discount, log_odds(first)),
        Terms(years=2, share=path(0.0, 1.0), arms=Sides(path(1.0, arms), 1.0), flow=Sides(0.0, path(0.0, left))),
    )


def test_preventive_war_fearon_1995() -> None:
    for cost, fights in ((33.9999, True), (34.0, False), (34.0001, False)):
        found = outlook(*fearon_1995(0.9, 0.2, 0.6, cost))
        assert found.self_enforcing != fights
        assert (found.failing_year, found.failing_side) == ((0, 1) if fights else (-1, -1))
    assert margins(*fearon_1995(0.9, 0.2, 0.6, 34.0)).defender[0] == pytest.approx(0.0, abs=1e-9)


def staged_war(win: float, stages: int, stage: int) -> tuple[Game, Terms]:
    """A war in stages as regimes. Nobody breaks it off before an end, where the winner takes what is left."""
    transition = np.zeros((stages + 1, stages + 1, 1))
    transition[0, 0] = transition[stages, stages] = 1.0
    for here in range(1, stages):
        transition[here, here + 1], transition[here, here - 1] = win, 1.0 - win
    start = np.zeros((stages + 1, 1))
    start[stage] = 1.0
    between = [5.0] * (stages - 1)
    arms = by_regime(1e-6, *[1.0] * (stages - 1), 1e6)
    terms = Terms(
        years=500,
        share=0.5,
        arms=Sides(arms, 1.0),
        flow=Sides(by_regime(1.0, *between, -1.0), by_regime(-1.0, *between, 1.0)),
        transition=transition,
        start=start,
    )
    return plain(cost=3.0), terms


def test_staged_war_slantchev_2003() -> None:
    found = outlook(*staged_war(0.55, stages=10, stage=4))
    assert found.broken.challenger.sum() == pytest.approx(0.637586, abs=5e-7)
    assert expected_years(found.survival) == pytest.approx(23.7586, abs=5e-5)


@given(discounts, chances, chances, st.floats(0.0, 40.0))
def test_preventive_war_closed_form(discount: float, first: float, second: float, cost: float) -> None:
    margin = margins(*fearon_1995(discount, first, second, cost)).defender[0, 0, 0]
    expected = cost * (1.0 - discount) ** 2 - (discount * second - first)
    assert margin * (1.0 - discount) == pytest.approx(expected, abs=1e-6)


@settings(max_examples=10)
@given(st.floats(0.3, 0.7), st.integers(3, 7), st.data())
def test_staged_war_closed_form(win: float, stages: int, data: st.DataObject) -> None:
    assume(abs(win - 0.5) > 1e-3)
    stage = data.draw(st.integers(1, stages - 1))
    ratio = (1.0 - win) / win
    won = (1.0 - ratio**stage) / (1.0 - ratio**stages)
    found = outlook(*staged_war(win, stages, stage))
    assert found.broken.challenger.sum() == pytest.approx(won, abs=1e-6)
    assert expected_years(found.survival) == pytest.approx((stage - stages * won) / (1.0 - 2.0 * win), abs=1e-6)


def cell_by_cell(game: Game, terms: Terms, batch: int) -> dict[str, Array] | None:
    """The equations one year, regime and agreement at a time; None if value iteration finds no stationary tail."""
    shape = (terms.years, terms.regimes, batch)

    def figure(value: float | Array) -> Array:
        return np.broadcast_to(np.asarray(value, dtype=np.float64), shape)[..., -1]

    def number(value: float | Array) -> float:
        return float(np.broadcast_to(value, batch)[-1])

    delta, sigma, accident = (number(value) for value in (game.discount, game.noise, game.accident))
    chain = np.broadcast_to(terms.transition, (*terms.transition.shape[:2], batch))[..., -1]
    start = np.broadcast_to(terms.start, (terms.regimes, batch))[..., -1]
    stakes = [number(value) for value in (game.stake.challenger, game.stake.defender)]
    costs = [number(value) for value in (game.cost.challenger, game.cost.defender)]

    def chance(gain: float) -> float:
        if sigma == 0:
            return float(gain > 1e-9)
        return 1.0 / (1.0 + math.exp(-gain / sigma)) if gain > -500.0 * sigma else 0.0

    def larger(one: float, two: float) -> float:
        if sigma == 0:
            return max(one, two)
        return max(one, two) + sigma * math.log1p(math.exp(-abs(one - two) / sigma))

    def turn(year: int, regime: int, after: Array) -> tuple[list[float], list[float], list[float]]:
        share = figure(terms.share)[year, regime]
        arms = figure(terms.arms.challenger)[year, regime] / figure(terms.arms.defender)[year, regime]
        level = number(game.log_odds) + number(game.decisiveness) * math.log(arms) + number(game.land) * share
        alone = logistic(level + figure(terms.edge.challenger)[year, regime])
        struck = logistic(level - figure(terms.edge.defender)[year, regime])
        guarantee = figure(terms.guarantee)[year, regime]
        guarded = (1.0 - guarantee) * alone + guarantee * number(game.rescue)
        attack = [
            stakes[0] * guarded / (1.0 - delta) - costs[0] - guarantee * number(game.punishment),
            stakes[1] * (1.0 - guarded) / (1.0 - delta) - costs[1],
        ]
        strike = [
            stakes[0] * struck / (1.0 - delta) - costs[0],
            stakes[1] * (1.0 - struck) / (1.0 - delta) - costs[1],
        ]
        peace = [
            stakes[0] * share + figure(terms.flow.challenger)[year, regime],
            stakes[1] * (1.0 - share) + figure(terms.flow.defender)[year, regime],
        ]
        hold = [peace[side] + delta * float(chain[regime] @ after[side]) for side in (0, 1)]
        strikes = chance(strike[1] - hold[1])
        expects = strikes * strike[0] + (1.0 - strikes) * hold[0]
        attacks = chance(attack[0] - expects)
        value = [
            larger(attack[0], expects),
            attacks * attack[1] + (1.0 - attacks) * larger(strike[1], hold[1]),
        ]
        return [attacks, strikes], value, [hold[0] - attack[0], hold[1] - strike[1]]

    def year_of(year: int, after: Array) -> tuple[Array, Array, Array]:
        cells = [turn(year, regime, after) for regime in range(terms.regimes)]
        return tuple(np.array([cell[part] for cell in cells]).T for part in range(3))  # type: ignore[return-value]

    last = terms.years - 1
    yearly = np.array([
        stakes[0] * figure(terms.share)[last] + figure(terms.flow.challenger)[last],
        stakes[1] * (1.0 - figure(terms.share)[last]) + figure(terms.flow.defender)[last],
    ])  # fmt: skip
    after = np.linalg.solve(np.eye(terms.regimes) - delta * chain, yearly.T).T
    for _ in range(400):
        before, after = after, year_of(last, after)[1]
    if np.abs(after - before).max() > 1e-10:
        return None
    played = []
    for year in reversed(range(terms.years)):
        acts, after, margin = year_of(year, after)
        played.append((acts, margin))
    lasting, at_peace = [1.0], start
    for acts, _ in reversed(played):
        stays = at_peace * (1.0 - acts[0]) * (1.0 - acts[1]) * (1.0 - accident)
        lasting.append(stays.sum())
        at_peace = stays @ chain
    return {
        "survival": np.array(lasting),
        "value": after,
        "margin": np.array([margin for _, margin in reversed(played)]),
    }


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.05, 0.3, 1.0]))
def test_game_cell_by_cell(seed: int, noise: float) -> None:
    game, terms = random_batch(3, noise, seed)
    terms = replace(terms, years=4, guarantee=np.asarray(terms.guarantee)[:4],
                    arms=Sides(np.asarray(terms.arms.challenger)[:4], np.asarray(terms.arms.defender)[:4]))  # fmt: skip
    expected = cell_by_cell(game, terms, 3)
    assume(expected is not None)
    assert expected is not None
    found = outlook(game, terms)
    if noise:
        np.testing.assert_allclose(found.survival[:, -1], expected["survival"], atol=1e-8)
        np.testing.assert_allclose(found.value_by_regime.challenger[:, -1], expected["value"][0], atol=1e-7)
        np.testing.assert_allclose(found.value_by_regime.defender[:, -1], expected["value"][1], atol=1e-7)
    else:
        sure = margins(game, terms)
        np.testing.assert_allclose(sure.challenger[..., -1], expected["margin"][:, 0], atol=1e-7)
        np.testing.assert_allclose(sure.defender[..., -1], expected["margin"][:, 1], atol=1e-7)
        assert found.self_enforcing[-1] == (expected["margin"] > -1e-9).all()


@pytest.mark.parametrize("noise", [0.0, 0.02, 0.3, 1.0])
def test_stationary_play_is_found_nearly_always_and_otherwise_said(noise: float) -> None:
    found = outlook(*random_batch(4000, noise, seed=1))
    assert (found.residual > 1e-9).mean() < 0.005
    assert np.isfinite(found.value.challenger).all()
    assert ((found.survival >= 0.0) & (found.survival <= 1.0)).all()
    assert (np.diff(found.survival, axis=0) <= 0.0).all()


def test_small_noise_comes_near_sure_choice() -> None:
    game, terms = random_batch(500, 0.0, seed=2)
    sure, nearly = outlook(game, terms), outlook(replace(game, noise=1e-3), terms)
    clear = (np.minimum(sure.margin.challenger, sure.margin.defender) > 0.05).all(axis=0)
    assert 50 < clear.sum() < 450
    np.testing.assert_allclose(nearly.survival[:, clear], sure.survival[:, clear], atol=1e-12)
    np.testing.assert_allclose(nearly.value.defender[clear], sure.value.defender[clear], atol=1e-9)


def test_lasting_peace_is_worth_its_years() -> None:
    found = outlook(plain(0.5, accident=0.03), Terms(years=10, share=0.4, flow=Sides(0.1, 0.2)))
    assert found.self_enforcing
    assert found.value.challenger == pytest.approx(5.0)
    assert found.value.defender == pytest.approx(8.0)
    np.testing.assert_allclose(found.survival[:, 0], 0.97 ** np.arange(11))
    assert (found.broken.challenger == 0.0).all()


def test_a_regime_that_cannot_come_about_does_not_count() -> None:
    terms = Terms(years=5, share=0.1, guarantee=by_regime(1.0, 0.0), transition=np.eye(2)[..., None], start=FIRM_FIRST)
    assert outlook(plain(0.7, rescue=0.05), terms).self_enforcing
    assert least_guarantee(plain(0.7, rescue=0.05), terms) == pytest.approx((0.7 - 0.1 - 0.1) / 0.65)
    assert not outlook(plain(0.7, rescue=0.05), replace(terms, transition=LOST)).self_enforcing
    assert np.isnan(least_guarantee(plain(0.7, rescue=0.05), replace(terms, transition=LOST)))


def test_a_rising_challenger_is_struck_by_a_defender_who_cannot_wait() -> None:
    """Prevention: the defender attacks in the last year before it is too late, not the challenger after it."""
    terms = Terms(years=6, share=0.3, arms=Sides(path(1.0, 1.0, 1.0, 1.0, 1.0, 50.0), 1.0))
    found = outlook(plain(0.3, cost=0.1, discount=0.95), terms)
    assert (found.failing_year, found.failing_side) == (4, 1)
    assert found.broken.defender[4] == 1.0
    assert found.broken.challenger.sum() == 0.0
    assert (margins(plain(0.3, cost=0.1, discount=0.95), terms).challenger[5] < 0).all()

"""The contest against published closed forms, and against the game's equations worked cell by cell."""

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from comity.questions.durability import batch
from comity.questions.durability.causes import causes
from comity.questions.durability.division import division, war_claims
from comity.questions.durability.game import Array, Game, Sides, Terms
from comity.questions.durability.guarantee import least, least_guarantee
from comity.questions.durability.promise import Guarantor, promise
from comity.questions.durability.regimes import with_cheating, with_persistence
from comity.questions.durability.solve import margins, outlook, survival
from comity.questions.durability.war import no_deal, victory

LOST = np.array([[[0.92], [0.08]], [[0.0], [1.0]]])  # a guarantor that is lost at 8 % a year, for good
FIRM_FIRST = np.array([[1.0], [0.0]])


def log_odds(chance: float) -> float:
    return math.log(chance / (1.0 - chance))


def logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


def path(*values: float) -> Array:
    return np.array(values, dtype=np.float64)[:, None, None]


def by_regime(*values: float) -> Array:
    return np.array(values, dtype=np.float64)[:, None]


def plain(chance: float = 0.5, cost: float = 1.0, discount: float = 0.9, **figures: float) -> Game:
    """A stake of 1 for both and the same cost of war."""
    return Game(Sides(1.0, 1.0), Sides(cost, cost), discount, log_odds(chance), **figures)


def random_batch(size: int, noise: float, seed: int) -> tuple[Game, Terms]:
    """Everything at once: rebuilding, land, a decaying and wavering guarantee, first strikes, flows."""
    rng = np.random.default_rng(seed)

    def draw(low: float, high: float) -> Array:
        return rng.uniform(low, high, size)

    year = np.arange(12)[:, None, None]
    keep, back = draw(0.7, 1.0), draw(0.1, 0.5)
    return (
        Game(
            stake=Sides(draw(0.8, 1.2), draw(0.8, 1.2)),
            cost=Sides(draw(0.5, 3.0), draw(0.5, 3.0)),
            discount=draw(0.85, 0.96),
            log_odds=draw(-0.5, 1.0),
            decisiveness=draw(0.5, 1.5),
            land=draw(0.0, 1.5),
            held=0.2,
            rescue=draw(0.05, 0.3),
            punishment=draw(0.0, 3.0),
            noise=noise,
            accident=0.01,
        ),
        Terms(
            years=12,
            share=draw(0.1, 0.75),
            guarantee=draw(0.3, 0.95) * (1.0 - draw(0.0, 0.03)) ** year * np.stack([np.ones(size), draw(0.1, 0.7)]),
            arms=Sides(1.0 + draw(0.0, 0.6) * year / 11.0, 1.0 + draw(0.0, 0.4) * year / 11.0),
            flow=Sides(draw(0.0, 0.2), draw(0.0, 0.2)),
            edge=Sides(draw(0.0, 0.4), draw(0.0, 0.4)),
            transition=np.array([[keep, 1.0 - keep], [back, 1.0 - back]]),
            start=FIRM_FIRST,
        ),
    )


# The published numbers.


@pytest.mark.parametrize(
    ("punishment", "relief", "expected"), [(0.0, 0.0, 0.545454), (2.0, 0.0, 0.4), (0.0, 0.1, 0.363636)]
)
def test_least_guarantee_of_a_stationary_agreement(punishment: float, relief: float, expected: float) -> None:
    game = plain(0.7, rescue=0.15, punishment=punishment)
    terms = Terms(years=1, share=0.3, guarantee=1.0, flow=Sides(relief, 0.0))
    assert least_guarantee(game, terms) == pytest.approx(expected, abs=1e-6)


def test_land_against_guarantee() -> None:
    step = 1e-5
    game = Game(Sides(1.0, 1.0), Sides(1.0, 1.0), 0.9, 0.4, land=1.2, rescue=0.15)
    below, at, above = least_guarantee(
        game, Terms(years=1, share=np.array([0.1 - step, 0.1, 0.1 + step]), guarantee=1.0)
    )
    assert at == pytest.approx(0.8952, abs=5e-5)
    assert (above - below) / (2.0 * step) == pytest.approx(-2.03416, abs=1e-5)


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


def shares_of_war(chances: Array, destroyed: float, discount: float) -> Sides[Array]:
    whole = (1.0 - destroyed) / (1.0 - discount)
    return Sides(chances * whole, (1.0 - chances) * whole)


def expected_years(lasted: Array) -> Array:
    """Expected years of peace within the years looked at."""
    return np.asarray(lasted[1:].sum(axis=0))


def hazard(lasted: Array) -> Array:
    """Chance that the peace ends in a year that it has reached; NaN if it cannot be reached."""
    with np.errstate(invalid="ignore"):
        return 1.0 - lasted[1:] / lasted[:-1]


def least_lasting(game: Game, terms: Terms, year: int, chance: float) -> Array:
    """The least part of the guarantee with which the peace lasts that long with that chance."""
    size = batch.batch_of(game, terms)
    return least(lambda level: survival(game, replace(terms, guarantee=level * terms.guarantee))[year] >= chance, size)


def least_fall(discount: float, destroyed: float, before: float) -> float:
    """How far the challenger's chances may fall within a year before no division holds."""

    def divisible(level: Array) -> np.ndarray:
        both = np.stack([np.full_like(level, before), before * level])[:, None]
        return division(shares_of_war(both, destroyed, discount), discount).exists

    return before * float(least(divisible, 1, tolerance=1e-9)[0])


def test_shift_of_power_powell_2006() -> None:
    assert least_fall(0.9, 0.2, 0.5) == pytest.approx(1.0 / 6.0, abs=1e-8)


def test_slow_shift_that_no_single_year_shows() -> None:
    chances = path(*(0.7 - 0.04 * year for year in range(13)))
    war = shares_of_war(chances, 0.15, 0.98)
    whole = 1.0 / (1.0 - 0.98)
    one_step = 0.98 * war.defender[1:] - war.defender[:-1] - (whole - war.challenger[:-1] - war.defender[:-1])
    assert (one_step < 0).all()
    found = division(war, 0.98)
    assert found.claim.challenger[0] + found.claim.defender[0] == pytest.approx(55.7634, abs=5e-5)
    assert whole == pytest.approx(50.0)
    assert not found.exists


def least_detection(comply: float, cheat: float, caught: float, discount: float) -> Array:
    """The least yearly chance of being found out at which cheating does not pay; war is out of the question."""
    game = plain(cost=1e3, discount=discount)
    terms = Terms(years=1, share=caught, flow=Sides(comply - caught, 0.0))

    def deterred(found: Array) -> np.ndarray:
        cheating = with_cheating(terms, arms=1.0, found=found)
        flow = Sides(by_regime(comply - caught, cheat - caught, 0.0), 0.0)
        value = outlook(game, replace(cheating, flow=flow)).value_by_regime.challenger
        return value[1] <= value[0]

    return least(deterred, 1, tolerance=1e-9)


def test_monitoring_threshold() -> None:
    assert least_detection(0.5, 0.8, 0.2, 0.9) == pytest.approx(1.0 / 9.0, abs=1e-8)


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


def test_guarantor_lost_at_eight_per_cent_a_year() -> None:
    terms = Terms(years=80, share=0.1, guarantee=by_regime(1.0, 0.0), transition=LOST, start=FIRM_FIRST)
    found = outlook(plain(0.7, rescue=0.05), terms)
    assert found.survival[11] == pytest.approx(0.434388, abs=5e-7)
    assert expected_years(found.survival) == pytest.approx(12.48415, abs=5e-6)
    np.testing.assert_allclose(hazard(found.survival)[:, 0], [0.0, *[0.08] * 79], atol=1e-12)


# The same closed forms at random parameters.

chances = st.floats(0.05, 0.95)
discounts = st.floats(0.5, 0.98)


@given(chances, chances, chances, discounts, st.floats(0.0, 3.0), st.floats(0.0, 3.0), st.floats(0.0, 0.3))
def test_least_guarantee_closed_form(
    won: float, share: float, rescued: float, discount: float, cost: float, punishment: float, relief: float
) -> None:
    assume(rescued < won - 0.01)
    game = plain(won, cost, discount, rescue=rescued, punishment=punishment)
    terms = Terms(years=3, share=share, guarantee=1.0, flow=Sides(relief, 1.0))  # the defender is content
    lack = won - share - relief - (1.0 - discount) * cost
    expected = lack / (won - rescued + (1.0 - discount) * punishment)
    assume(abs(expected) > 1e-9)
    assume(abs(expected - 1.0) > 1e-9)
    found = least_guarantee(game, terms)
    if expected > 1.0:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(max(expected, 0.0), abs=1e-6)


@given(st.floats(-1.0, 1.0), st.floats(0.0, 6.0), st.floats(0.1, 0.9), st.floats(0.0, 0.3), discounts)
def test_ceding_land_raises_the_guarantee_needed_where_the_odds_move_enough(
    base: float, land: float, share: float, rescued: float, discount: float
) -> None:
    step = 1e-5
    game = Game(Sides(1.0, 1.0), Sides(0.1, 0.1), discount, base, land=land, rescue=rescued)
    terms = Terms(years=1, share=np.array([share - step, share, share + step]), guarantee=1.0, flow=Sides(0.0, 1.0))
    needed = least_guarantee(game, terms)
    assume(np.isfinite(needed).all() and (needed > 1e-3).all())
    won = logistic(base + land * share)
    assume(won - rescued > 0.05)
    weighed = land * won * (1.0 - won) * (1.0 - needed[1])
    slope = (needed[2] - needed[0]) / (2.0 * step)
    assert slope == pytest.approx((weighed - 1.0) / (won - rescued), rel=1e-4, abs=1e-6)
    assert (slope > 0) == (weighed > 1.0) or abs(weighed - 1.0) < 1e-6


@given(discounts, chances, chances, st.floats(0.0, 40.0))
def test_preventive_war_closed_form(discount: float, first: float, second: float, cost: float) -> None:
    margin = margins(*fearon_1995(discount, first, second, cost)).defender[0, 0, 0]
    expected = cost * (1.0 - discount) ** 2 - (discount * second - first)
    assert margin * (1.0 - discount) == pytest.approx(expected, abs=1e-6)


@given(discounts, st.floats(0.01, 0.5), chances)
def test_shift_of_power_closed_form(discount: float, destroyed: float, before: float) -> None:
    critical = 1.0 - (destroyed / (1.0 - destroyed) + 1.0 - before) / discount
    assume(critical > 0.0)
    assert least_fall(discount, destroyed, before) == pytest.approx(critical, abs=1e-6)


@given(st.lists(st.floats(0.02, 0.98), min_size=2, max_size=15), st.floats(0.0, 0.5), st.floats(0.5, 0.995))
def test_division_over_all_waits(path_of_chances: list[float], destroyed: float, discount: float) -> None:
    war = shares_of_war(path(*path_of_chances), destroyed, discount)
    one, two = war.challenger[:, 0, 0], war.defender[:, 0, 0]
    whole, years = 1.0 / (1.0 - discount), len(path_of_chances)
    worst = max(
        max(now + discount**wait * later, later_one_now)
        for year in range(years)
        for wait in range(years - year)
        for now, later in ((one[year], two[year + wait]),)
        for later_one_now in (two[year] + discount**wait * one[year + wait],)
    )
    assume(abs(worst - whole) > 1e-7 * whole)
    assert division(war, discount).exists == (worst < whole)


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_division_against_linear_programming(seed: int) -> None:
    """With regimes: is there a worth for every history that a path of divisions gives and that both accept?"""
    rng = np.random.default_rng(seed)
    years, regimes, discount = 4, 2, rng.uniform(0.5, 0.9)
    whole = 1.0 / (1.0 - discount)
    claims = rng.uniform(-0.1, 0.75, (2, years, regimes)) * whole
    claims[:, -1] = rng.uniform(0.0, 0.5, (2, 1)) * whole  # the same in both regimes: then any split of the rest holds
    chain = rng.dirichlet([0.5, 0.5], regimes)
    histories = [path for year in range(years) for path in product(range(regimes), repeat=year + 1)]
    place = {history: column for column, history in enumerate(histories)}
    rows, bounds = [], []
    for history in histories:
        if len(history) < years:
            row = np.zeros(len(histories))
            row[place[history]] = 1.0
            for regime in range(regimes):
                row[place[*history, regime]] = -discount * chain[history[-1], regime]
            rows += [row, -row]
            bounds += [1.0, 0.0]
    limits = [tuple(claims[:, len(history) - 1, history[-1]] * [1.0, -1.0] + [0.0, whole]) for history in histories]
    feasible = all(low <= high for low, high in limits) and bool(
        linprog(np.zeros(len(histories)), A_ub=np.array(rows), b_ub=bounds, bounds=limits).success
    )
    found = division(Sides(claims[0, ..., None], claims[1, ..., None]), discount, chain[..., None])
    assume(np.abs(found.spare.min()) > 1e-6 * whole)
    assert found.exists == feasible


def test_division_waits_for_a_better_regime_however_long() -> None:
    rng = np.random.default_rng(6)
    war = rng.uniform(-5.0, 15.0, (2, 1, 4, 50))
    chain = rng.dirichlet([0.2] * 4, (50, 4)).transpose(1, 2, 0)
    discount = rng.uniform(0.8, 0.95, 50)
    found = division(Sides(war[0], war[1]), discount, chain)
    for side, claim in enumerate((found.claim.challenger, found.claim.defender)):
        expected = np.zeros((4, 50))
        for _ in range(600):
            expected = np.maximum(war[side, 0], discount * np.einsum("ijn,jn->in", chain, expected))
        np.testing.assert_allclose(claim[0], expected, atol=1e-9)
    np.testing.assert_allclose(
        found.spare + found.claim.challenger + found.claim.defender - 1 / (1 - discount), 0, atol=1e-9
    )


@settings(max_examples=30)
@given(st.floats(0.2, 0.5), st.floats(0.05, 0.4), st.floats(0.05, 0.19), discounts)
def test_monitoring_closed_form(comply: float, gain: float, loss: float, discount: float) -> None:
    expected = (1.0 - discount) * gain / (discount * loss)
    assume(expected < 0.999)
    found = least_detection(comply, comply + gain, comply - loss, discount)
    assert found == pytest.approx(expected, abs=1e-6)


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


# The game against its equations, cell by cell.


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


def test_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    game, terms = random_batch(20, 0.2, seed=3)
    whole, level = outlook(game, terms), least_lasting(game, terms, 5, 0.8)
    monkeypatch.setattr(batch, "CHUNK", 7)
    parts = outlook(game, terms)
    np.testing.assert_array_equal(parts.survival, whole.survival)
    np.testing.assert_array_equal(parts.broken.defender, whole.broken.defender)
    np.testing.assert_array_equal(parts.failing_year, whole.failing_year)
    np.testing.assert_array_equal(least_lasting(game, terms, 5, 0.8), level)


# What the answers mean.


def test_lasting_peace_is_worth_its_years() -> None:
    found = outlook(plain(0.5, accident=0.03), Terms(years=10, share=0.4, flow=Sides(0.1, 0.2)))
    assert found.self_enforcing
    assert found.value.challenger == pytest.approx(5.0)
    assert found.value.defender == pytest.approx(8.0)
    np.testing.assert_allclose(found.survival[:, 0], 0.97 ** np.arange(11))
    assert (found.broken.challenger == 0.0).all()


def test_no_deal_is_the_war_lottery_of_today() -> None:
    game = Game(Sides(1.0, 2.0), Sides(1.0, 3.0), 0.9, log_odds(0.6) - 0.5, land=2.5, held=0.2)
    value = no_deal(game)
    assert value.challenger == pytest.approx(10.0 * 0.6 - 1.0)
    assert value.defender == pytest.approx(20.0 * 0.4 - 3.0)
    later = no_deal(game, Sides(1.0, np.array([1.0, 2.0])))
    assert later.challenger[1] == pytest.approx(10.0 * 0.75 / 1.75 - 1.0)
    assert victory(game, 0.0) == pytest.approx(logistic(log_odds(0.6) - 0.5))


def test_an_eroding_guarantee_is_delay_and_not_peace() -> None:
    guarantee = path(*(0.95 * 0.85**year for year in range(15)))
    found = outlook(plain(0.7, rescue=0.1), Terms(years=15, share=0.25, guarantee=guarantee))
    year = int(found.failing_year[0])
    assert year > 3
    assert not found.self_enforcing
    assert found.failing_side == 0
    assert found.survival[year] == 1.0
    assert found.survival[year + 1] == 0.0
    assert (found.margin.challenger[:year] >= 0).all()
    assert hazard(found.survival)[year] == 1.0
    assert np.isnan(hazard(found.survival)[year + 1 :]).all()


def test_a_regime_that_cannot_come_about_does_not_count() -> None:
    terms = Terms(years=5, share=0.1, guarantee=by_regime(1.0, 0.0), transition=np.eye(2)[..., None], start=FIRM_FIRST)
    assert outlook(plain(0.7, rescue=0.05), terms).self_enforcing
    assert least_guarantee(plain(0.7, rescue=0.05), terms) == pytest.approx((0.7 - 0.1 - 0.1) / 0.65)
    assert not outlook(plain(0.7, rescue=0.05), replace(terms, transition=LOST)).self_enforcing
    assert np.isnan(least_guarantee(plain(0.7, rescue=0.05), replace(terms, transition=LOST)))


CAUSES = {
    "rebuilding": (plain(0.3), Terms(years=4, share=0.3, arms=Sides(path(1.0, 1.5, 3.0, 6.0), 1.0))),
    "land": (
        Game(Sides(1.0, 1.0), Sides(0.5, 0.5), 0.9, -1.85, land=10.0, held=0.1),
        Terms(years=2, share=0.3),
    ),
    "decay": (plain(0.7, rescue=0.1), Terms(years=4, share=0.3, guarantee=path(0.9, 0.6, 0.4, 0.1))),
    "wavering": (
        plain(0.7, rescue=0.1),
        Terms(years=4, share=0.3, guarantee=by_regime(0.9, 0.1), transition=LOST, start=FIRM_FIRST),
    ),
    "first_strike": (plain(0.5), Terms(years=2, share=0.5, edge=Sides(2.0, 0.0))),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_one_cause_is_named(cause: str) -> None:
    game, terms = CAUSES[cause]
    found, why = outlook(game, terms), causes(game, terms)
    side, year, regime = found.failing_side[0], found.failing_year[0], found.failing_regime[0]
    margin = (margins(game, terms).challenger, margins(game, terms).defender)[side][year, regime, 0]
    assert margin < 0
    for name in CAUSES:
        effect = getattr(why, name)[0]
        if name == cause:
            assert margin + effect >= 0
        else:
            assert effect == pytest.approx(0.0, abs=1e-12)


def test_how_much_land_takes_off() -> None:
    here, there = 10.0 * logistic(1.15) - 0.5, 10.0 * logistic(-0.85) - 0.5
    expected = (3.0 - there) - (0.3 + 0.9 * here - here)  # peace for ever, less peace for a year before the attack
    assert causes(*CAUSES["land"]).land == pytest.approx(expected)


def test_of_two_that_fail_the_worse_in_parts_of_its_stake_is_named() -> None:
    game = Game(Sides(100.0, 1.0), Sides(10.0, 0.1), 0.9, 0.0)
    terms = Terms(years=1, share=0.5, edge=Sides(1.5, 1.5))
    found, margin = outlook(game, terms), margins(game, terms)
    assert margin.challenger < margin.defender < 0
    assert margin.challenger / 100.0 > margin.defender
    assert found.failing_side == 1
    assert causes(game, terms).first_strike == pytest.approx(5.0 - 4.9 - margin.defender[0, 0])


def test_causes_of_what_does_not_fail_are_unknown() -> None:
    assert np.isnan(causes(plain(), Terms(years=2, share=0.5)).land)


def test_a_rising_challenger_is_struck_by_a_defender_who_cannot_wait() -> None:
    """Prevention: the defender attacks in the last year before it is too late, not the challenger after it."""
    terms = Terms(years=6, share=0.3, arms=Sides(path(1.0, 1.0, 1.0, 1.0, 1.0, 50.0), 1.0))
    found = outlook(plain(0.3, cost=0.1, discount=0.95), terms)
    assert (found.failing_year, found.failing_side) == (4, 1)
    assert found.broken.defender[4] == 1.0
    assert found.broken.challenger.sum() == 0.0
    assert (margins(plain(0.3, cost=0.1, discount=0.95), terms).challenger[5] < 0).all()


def test_least_guarantee_is_the_least_that_is_self_enforcing() -> None:
    game, terms = random_batch(600, 0.0, seed=4)
    found = outlook(game, terms)
    settled = found.residual <= 1e-9
    part = least_guarantee(game, terms)
    np.testing.assert_array_equal(np.isfinite(part)[settled], found.self_enforcing[settled])
    assert 50 < np.isfinite(part).sum() < 550

    def self_enforcing(level: Array) -> np.ndarray:
        return outlook(game, replace(terms, guarantee=np.nan_to_num(level) * terms.guarantee)).self_enforcing

    known = np.isfinite(part)
    assert self_enforcing(part)[known].all()
    assert not self_enforcing(np.maximum(part - 1e-6, 0.0))[known & (part > 1e-5)].any()
    np.testing.assert_allclose(least(self_enforcing, 600)[known], part[known], atol=1e-6)


def test_least_lasting_guarantee_meets_its_target() -> None:
    game, terms = random_batch(200, 0.2, seed=5)
    part = least_lasting(game, terms, 10, 0.7)
    inside = np.isfinite(part) & (part > 1e-5)
    assert inside.sum() > 20
    level = np.nan_to_num(part)
    assert (survival(game, replace(terms, guarantee=level * terms.guarantee))[10][inside] >= 0.7).all()
    less = np.maximum(level - 3e-6, 0.0)
    assert (survival(game, replace(terms, guarantee=less * terms.guarantee))[10][inside] < 0.7).all()
    assert (survival(game, terms)[10][np.isnan(part)] < 0.7).all()


def test_least_lasting_persistence_closed_form() -> None:
    """Attacked once the guarantor is lost, the peace lasts eleven years with its persistence to the tenth."""
    terms = Terms(years=15, share=0.1, guarantee=by_regime(1.0, 0.0), transition=LOST, start=FIRM_FIRST)
    game = plain(0.7, rescue=0.05)
    found = least(lambda keep: survival(game, with_persistence(terms, keep))[11] >= 0.5, 1)
    assert found == pytest.approx(0.5**0.1, abs=1e-6)


def test_persistence_keeps_the_proportions_of_what_follows() -> None:
    chain = np.array([[0.5, 0.3, 0.2], [0.1, 0.9, 0.0], [0.0, 0.0, 1.0]])[..., None]
    terms = Terms(years=1, share=0.5, transition=chain, start=np.array([[1.0], [0.0], [0.0]]))
    np.testing.assert_allclose(with_persistence(terms, 0.9).transition[0, :, 0], [0.9, 0.06, 0.04])
    never_left = replace(terms, transition=np.eye(3)[..., None])
    np.testing.assert_allclose(with_persistence(never_left, 0.9).transition[0, :, 0], [0.9, 0.05, 0.05])


def test_cheating_shortens_the_peace_and_monitors_lengthen_it() -> None:
    game = plain(0.4, cost=1.0, noise=0.3)
    terms = Terms(years=20, share=0.3, flow=Sides(0.15, 0.1), transition=LOST, guarantee=by_regime(0.5, 0.2),
                  start=FIRM_FIRST)  # fmt: skip
    kept = survival(game, terms)[20]
    np.testing.assert_allclose(survival(game, with_cheating(terms, arms=3.0, found=0.5, rate=0.0))[20], kept)
    unseen, seen = survival(game, with_cheating(terms, 3.0, found=np.array([0.05, 0.9]), rate=0.2))[20]
    assert unseen < seen < kept


def test_keeping_a_promise_is_weighed() -> None:
    game, terms = plain(0.7, rescue=0.2), Terms(years=2, share=0.5, arms=Sides(path(1.0, 9.0), 1.0))
    found = promise(game, terms, Guarantor(stake=10.0, reputation=1.0, cost=6.0, noise=0.5))
    assert found.margin[0] == pytest.approx(10.0 * 0.5 + 1.0 - 6.0, abs=1e-12)
    assert found.kept[0] == pytest.approx(0.5)
    later = 9.0 * 0.7 / (9.0 * 0.7 + 0.3)
    assert found.kept[1] == pytest.approx(logistic((10.0 * (later - 0.2) - 5.0) / 0.5))


def test_war_claims_leave_out_what_peace_gives_besides() -> None:
    game = Game(Sides(2.0, 1.0), Sides(1.0, 1.0), 0.9, log_odds(0.6))
    claims = war_claims(game, Terms(years=3, share=0.5, flow=Sides(0.2, 0.1)))
    np.testing.assert_allclose(claims.challenger, (20.0 * 0.6 - 1.0 - 2.0) / 2.0)
    np.testing.assert_allclose(claims.defender, 10.0 * 0.4 - 1.0 - 1.0)


def test_least_level_of_what_always_or_never_holds() -> None:
    found = least(lambda level: level >= np.array([-1.0, 0.25, 2.0]), 3)
    assert found[0] == 0.0
    assert found[1] == pytest.approx(0.25, abs=1e-6)
    assert np.isnan(found[2])


# What is refused.


def test_all_problems_of_a_contest_are_named() -> None:
    with pytest.raises(ValueError, match="discount") as caught:
        Game(Sides(0.0, 1.0), Sides(1.0, -1.0), 1.0, math.nan, rescue=1.5, noise=np.array([0.0, 0.1]))
    for name in ("stake.challenger", "cost.defender", "log_odds", "rescue", "noise"):
        assert name in str(caught.value)


def test_all_problems_of_terms_are_named() -> None:
    with pytest.raises(ValueError, match="share") as caught:
        Terms(years=3, share=1.2, guarantee=np.zeros((4, 1, 1)), arms=Sides(0.0, 1.0),
              transition=np.full((2, 2, 1), 0.6), start=np.ones((3, 1)))  # fmt: skip
    for part in ("guarantee has shape", "arms.challenger", "row of transition", "start has shape"):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: outlook(plain(), Terms(years=1, share=np.array([0.1, 0.2]), guarantee=np.zeros(3))),
        lambda: with_persistence(Terms(years=1, share=0.5), 0.5),
        lambda: Guarantor(1.0, 1.0, 1.0, 0.0),
        lambda: Terms(years=0, share=0.5),
        lambda: division(Sides(path(math.nan), path(1.0)), 1.0),
    ],
)
def test_what_cannot_be_asked_is_refused(ask: object) -> None:
    with pytest.raises(
        ValueError, match=r"batches differ|second regime|noise must|years must|claims must .*; discount must"
    ):
        ask()  # type: ignore[operator]

"""Whether any division holds: published thresholds, closed forms, a linear programme."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from comity.questions.durability.division import division, war_claims
from comity.questions.durability.game import Array, Game, Integers, Sides, Terms
from comity.questions.durability.guarantee import least
from games import chances, discounts, log_odds, path


def shares_of_war(chances: Array, destroyed: float, discount: float) -> Sides[Array]:
    whole = (1.0 - destroyed) / (1.0 - discount)
    return Sides(chances * whole, (1.0 - chances) * whole)


def least_fall(discount: float, destroyed: float, before: float) -> float:
    """How far the challenger's chances may fall within a year before no division holds."""

    def divisible(levels: Array, _: Integers) -> np.ndarray:
        both = np.stack([np.full_like(levels[:, 0], before), before * levels[:, 0]])[:, None]
        return division(shares_of_war(both, destroyed, discount), discount).exists[:, None]

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


def test_war_claims_leave_out_what_peace_gives_besides() -> None:
    game = Game(Sides(2.0, 1.0), Sides(1.0, 1.0), 0.9, log_odds(0.6))
    claims = war_claims(game, Terms(years=3, share=0.5, flow=Sides(0.2, 0.1)))
    np.testing.assert_allclose(claims.challenger, (20.0 * 0.6 - 1.0 - 2.0) / 2.0)
    np.testing.assert_allclose(claims.defender, 10.0 * 0.4 - 1.0 - 1.0)

"""The least guarantee: published figures, closed forms, and that it is the least."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.questions.durability.game import Array, Flags, Game, Integers, Sides, Terms
from comity.questions.durability.guarantee import least, least_guarantee
from comity.questions.durability.solve import endurance, outlook
from games import (
    FIRM_FIRST,
    LOST,
    by_regime,
    chances,
    discounts,
    expected_years,
    least_lasting,
    logistic,
    path,
    plain,
    random_batch,
)


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


def hazard(lasted: Array) -> Array:
    """Chance that the peace ends in a year that it has reached; NaN if it cannot be reached."""
    with np.errstate(invalid="ignore"):
        return 1.0 - lasted[1:] / lasted[:-1]


def test_guarantor_lost_at_eight_per_cent_a_year() -> None:
    terms = Terms(years=80, share=0.1, guarantee=by_regime(1.0, 0.0), transition=LOST, start=FIRM_FIRST)
    found = outlook(plain(0.7, rescue=0.05), terms)
    assert found.survival[11] == pytest.approx(0.434388, abs=5e-7)
    assert expected_years(found.survival) == pytest.approx(12.48415, abs=5e-6)
    np.testing.assert_allclose(hazard(found.survival)[:, 0], [0.0, *[0.08] * 79], atol=1e-12)


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

    def hold(levels: Array, which: Integers) -> Flags:
        whole = np.ones((len(levels), 600))
        whole[:, which] = levels
        return np.stack([self_enforcing(level)[which] for level in whole])

    np.testing.assert_allclose(least(hold, 600)[known], part[known], atol=1e-6)


def test_least_lasting_guarantee_meets_its_target() -> None:
    game, terms = random_batch(200, 0.2, seed=5)
    part = least_lasting(game, terms, 10, 0.7)
    inside = np.isfinite(part) & (part > 1e-5)
    assert inside.sum() > 20
    level = np.nan_to_num(part)
    assert (endurance(game, replace(terms, guarantee=level * terms.guarantee)).survival[10][inside] >= 0.7).all()
    less = np.maximum(level - 3e-6, 0.0)
    assert (endurance(game, replace(terms, guarantee=less * terms.guarantee)).survival[10][inside] < 0.7).all()
    assert (endurance(game, terms).survival[10][np.isnan(part)] < 0.7).all()


def test_least_level_of_what_always_or_never_holds() -> None:
    found = least(lambda levels, which: levels >= np.array([-1.0, 0.25, 2.0])[which], 3)
    assert found[0] == 0.0
    assert found[1] == pytest.approx(0.25, abs=1e-6)
    assert np.isnan(found[2])

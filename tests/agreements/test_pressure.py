"""Pressure: the notes' figures, the round trip of what people can judge, and the robust pressure against a grid."""

from __future__ import annotations

import random

import numpy as np
import pytest

from comity.agreements.pressure import Backlash, Movement
from comity.case.ties import Tie

TRIED = 200


def test_what_people_can_judge_and_what_the_curve_is_made_of() -> None:
    """methods/influence.md, section 2: k .5, b 2 <-> 1, 1.8660254; g(1) = .75."""
    curve = Backlash(0.5, 2)
    assert (curve.best, curve.turns, curve.moved(1)) == pytest.approx((1, 1.8660254, 0.75))
    back = Backlash.of(curve.best, curve.turns)
    assert (back.free, back.bends) == pytest.approx((0.5, 2))
    assert curve.moved(0.4) == 0.4
    assert curve.moved(curve.turns) == pytest.approx(0)
    assert curve.moved(2) < 0


@pytest.mark.parametrize(
    ("k", "b", "rapport", "pressure", "rating"),
    [(0.4, 2.5, 0.5, 0.8, 37.25), (0.1, 5.0, 0.15, 0.3, 28.475), (0.4, 2.5, 0.7, 2.0, 0.2), (0.6, 1.5, 0.7, 2.0, 39.6)],
)
def test_the_ratings_of_the_worked_example(k: float, b: float, rapport: float, pressure: float, rating: float) -> None:
    """The same: from 27.5 towards 60, uk and france at worst, uk pressed to 2 at either end."""
    curve = Backlash(k, b)
    assert 27.5 + rapport * curve.moved(pressure) * 32.5 == pytest.approx(rating, abs=0.06)
    if pressure < 1:
        assert curve.best == pytest.approx(pressure)


def moved(curves: list[Backlash], pressures: np.ndarray) -> np.ndarray:
    free, bends = (np.array([getattr(curve, name) for curve in curves])[:, None] for name in ("free", "bends"))
    return pressures - bends / 2 * np.maximum(0, pressures - free) ** 2


def test_the_robust_pressure_in_terms_of_k_and_b_is_that_of_a_grid() -> None:
    """k at its low end plus 1/b at its high end, on random boxes."""
    grid = np.linspace(0.001, 4, 4000)
    for seed in range(TRIED):
        draw = random.Random(seed)
        ks, bs = (sorted(draw.uniform(low, high) for _ in range(2)) for low, high in ((0, 1), (0.8, 5)))
        corners = [Backlash(k, b) for k in (*ks, sum(ks) / 2) for b in (*bs, sum(bs) / 2)]
        assert grid[moved(corners, grid).min(axis=0).argmax()] == pytest.approx(ks[0] + 1 / bs[1], abs=0.002)


def boxes(seed: int) -> Movement:
    """Random ranges that a case file may hold."""
    draw = random.Random(seed)
    best = sorted(draw.uniform(0.3, 1.5) for _ in range(2))
    if best[1] > 1.6 * best[0]:
        best[1] = 1.6 * best[0]
    first = draw.uniform(best[1] * 1.01, 2 * best[0])
    last = draw.uniform(first, 2 * best[1])
    rapport = sorted(draw.uniform(0, 1) for _ in range(2))
    return Movement((rapport[0], rapport[1]), (best[0], best[1]), (first, last))


def every_pair(box: Movement, pressures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most of the gap that is closed at each pressure, over a fine grid of both ranges."""
    first, last = box.turns
    turn = [*np.linspace(first, last, 21), min(last, 2 * box.best[0])]
    pairs = [(best, turns) for best in np.linspace(*box.best, 21) for turns in turn if best < turns <= 2 * best]
    there = moved([Backlash.of(*pair) for pair in pairs], pressures)
    least, most = there.min(axis=0), there.max(axis=0)
    low, high = box.rapport
    return least * np.where(least > 0, low, high), most * np.where(most > 0, high, low)


def test_the_robust_pressure_is_that_of_a_grid_over_what_was_judged() -> None:
    pressures = np.linspace(0.02, 3, 60)
    for seed in range(TRIED):
        box = boxes(seed)
        least, most = every_pair(box, pressures)
        at_robust, _ = every_pair(box, np.array([box.robust]))
        assert at_robust[0] >= least.max() - 1e-12, seed  # no pressure of the grid moves more at worst
        assert box.parts(box.robust)[0] == pytest.approx(at_robust[0], abs=5e-4)
        for at in range(0, 60, 15):
            found = box.parts(float(pressures[at]))
            assert found[0] <= least[at] + 1e-12, seed
            assert found[1] >= most[at] - 1e-12, seed
            if pressures[at] < 1.5 * box.robust:  # (beyond it the curves are steeper than the grid is fine)
                assert found == pytest.approx((least[at], most[at]), abs=0.03), seed


def test_many_pressures_at_once_are_each_alone() -> None:
    box = boxes(3)
    pressures = np.array([0.1, box.robust, 2.5])
    assert box.least(pressures).tolist() == pytest.approx([box.parts(each)[0] for each in pressures.tolist()])


def test_a_tie_is_read_in_percent() -> None:
    tie = Tie.model_validate({"from": "uk", "to": "usa", "rapport": "50..70", "best": "80..100", "turns": "160..190"})
    box = Movement.of(tie)
    assert (box.rapport, box.best, box.turns) == ((0.5, 0.7), (0.8, 1.0), (1.6, 1.9))
    assert box.robust == 0.8
    assert box.parts(0.8)[0] == pytest.approx(0.5 * 0.4)  # the pair .8 and 1.6: k 0, b 1.25

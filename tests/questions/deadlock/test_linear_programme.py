"""The highest level over a box is that of a linear programme solved elsewhere, and its weights prove it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from comity.questions.deadlock.linear_programme import highest


def test_the_worst_off_comes_as_high_as_a_linear_programme_says() -> None:
    draw = np.random.default_rng(1)
    for _ in range(150):
        rows, sides = draw.integers(1, 7), draw.integers(0, 4)
        base = draw.integers(-50, 51, size=rows).astype(float)
        slopes = draw.integers(-3, 4, size=(rows, sides)) / draw.integers(1, 9)
        lengths = draw.integers(1, 1000, size=sides).astype(float)
        steps, weights = highest(base, slopes, lengths)
        assert ((steps >= 0) & (steps <= lengths)).all()
        assert (weights >= 0).all()
        assert weights.sum() == pytest.approx(1)
        solved = linprog(
            np.append(-1.0, np.zeros(sides)),
            A_ub=np.column_stack([np.ones(rows), -slopes]),
            b_ub=base,
            bounds=[(None, None), *((0, side) for side in lengths)],
        )
        assert (base + slopes @ steps).min() == pytest.approx(-solved.fun, abs=1e-7)
        proven = weights @ base + np.maximum(0, (weights @ slopes) * lengths).sum()
        assert proven == pytest.approx(-solved.fun, abs=1e-7)


def test_a_box_of_no_sides_is_its_corner() -> None:
    steps, weights = highest(np.array([3.0, -1.0]), np.zeros((2, 0)), np.zeros(0))
    assert steps.size == 0
    assert weights.tolist() == [0, 1]

"""Points are Sobol' points, evenly spread, the same in whatever stretches they are asked for."""

from __future__ import annotations

import numpy as np
import pytest

from comity.agreements.low_discrepancy import BITS, COLUMNS, _directions, points


def test_before_they_are_scrambled_they_are_the_points_of_sobol() -> None:
    from scipy.stats import qmc  # slow to import: by the worker that runs this, not by each that collects it

    theirs = qmc.Sobol(COLUMNS, scramble=False).random(512)
    mine = np.zeros((512, COLUMNS))
    at = np.arange(512)
    for column in range(COLUMNS):
        digits = np.zeros(512, dtype=np.int64)
        for place, direction in enumerate(_directions(column)):
            digits ^= ((at >> place) & 1) * direction
        mine[:, column] = digits / 2**BITS
    assert sorted(map(tuple, mine)) == sorted(map(tuple, theirs))


@pytest.mark.parametrize("power", [3, 7, 11])
def test_the_first_of_them_are_one_in_each_part(power: int) -> None:
    """Also beyond the columns that have directions of their own."""
    drawn = points(0, 2**power, COLUMNS + 40, 3)
    for column in range(drawn.shape[1]):
        assert sorted((drawn[:, column] * 2**power).astype(int)) == list(range(2**power)), column


def test_a_stretch_is_a_part_of_the_whole() -> None:
    whole = points(0, 300, COLUMNS + 3, 5)
    assert (points(100, 77, COLUMNS + 3, 5) == whole[100:177]).all()
    assert (points(0, 300, 2, 5) == whole[:, :2]).all()
    assert points(0, 0, 2, 0).shape == (0, 2)


def test_seeds_and_columns_differ_and_do_not_hang_together() -> None:
    drawn = points(0, 4096, 2 * COLUMNS + 10, 0)
    assert np.abs(np.corrcoef(drawn.T) - np.eye(drawn.shape[1])).max() < 0.1
    assert (points(0, 64, 5, 1) != drawn[:64, :5]).all()
    assert 0 < drawn.min() < drawn.max() < 1


def test_means_are_closer_than_chance() -> None:
    """The mean of a product over 20 columns, of which the true one is 1; 4,096 random points are off by .0031."""
    off = [abs(np.prod(1 + 0.3 * (points(0, 4096, 20, seed) - 0.5), axis=1).mean() - 1) for seed in range(8)]
    assert max(off) < 0.0031 / 3

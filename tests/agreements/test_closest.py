"""The point that a bound exceeds least is the one that going through all of them finds."""

from __future__ import annotations

import numpy as np
import pytest

from comity.agreements.closest import Closest


@pytest.mark.parametrize("columns", [1, 2, 4])
def test_it_is_the_one_that_looking_at_all_finds(columns: int) -> None:
    draw = np.random.default_rng(columns)
    for many in (1, 7, 2000):
        points = draw.random((many, columns)) * draw.choice((1.0, 0.0), columns, p=(0.9, 0.1))
        closest = Closest(points)
        for bound in draw.random((50, columns)) * 1.5 - 0.2:
            excess = (bound - points).max(axis=1)
            assert excess[closest.to(bound)] == excess.min()

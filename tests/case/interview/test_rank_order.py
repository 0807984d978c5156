"""Weights from an order alone."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from comity.case.interview.rank_order import centroid

PUBLISHED = {  # Barron and Barrett (1996), Management Science 42(11), ROC weights of 2 to 5 attributes, four decimals
    2: (0.7500, 0.2500),
    3: (0.6111, 0.2778, 0.1111),
    4: (0.5208, 0.2708, 0.1458, 0.0625),
    5: (0.4567, 0.2567, 0.1567, 0.0900, 0.0400),
}


@pytest.mark.parametrize("issues", PUBLISHED)
def test_the_weights_are_those_of_the_literature(issues: int) -> None:
    assert tuple(round(float(weight), 4) for weight in centroid(issues)) == PUBLISHED[issues]


@pytest.mark.parametrize("issues", range(1, 12))
def test_they_add_up_to_one_and_fall(issues: int) -> None:
    weights = centroid(issues)
    assert sum(weights) == Fraction(1)
    assert all(before > after > 0 for before, after in pairwise([*weights]))


def test_they_are_the_mean_of_all_weights_of_that_order() -> None:
    drawn = np.random.default_rng(0).dirichlet([1.0] * 4, 40_000)
    mean = np.sort(drawn, axis=1)[:, ::-1].mean(axis=0)
    assert np.allclose(mean, [float(weight) for weight in centroid(4)], atol=0.003)

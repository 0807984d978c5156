"""The highest level that several straight lines reach together over a box: a small linear programme.

Solved by the simplex method (Dantzig 1951) from the corner at which nothing has moved; the prices of the rows show how
high no point of the box can come. Of its own, since there are thousands of them with a few rows and sides: HiGHS, as
scipy calls it, takes twenty times as long for each (and is what the tests hold this against).
"""

from __future__ import annotations

import numpy as np

from comity.agreements.nearest import Floats

PIVOTS = 200
"""After so many steps the search ends: what has been found is then not the highest, and its prices prove nothing."""

PLAIN = 50
"""After so many steps the first column that helps is taken, not the one that helps most: so it cannot go in circles."""

TINY = 1e-12


def highest(base: Floats, slopes: Floats, lengths: Floats) -> tuple[Floats, Floats]:
    """Where in a box the lowest of some rows is highest, and weights of the rows that bound it.

    base: by row, its value in the first corner; slopes: by row and side, what a step along the side adds; lengths: of
    the sides, in steps. A row's value is its base and what the steps add. Returns the steps along each side, and
    weights of at least 0 that add up to 1: no point has all rows above the most that the weighted sum reaches.
    """
    rows, sides = slopes.shape
    first = float(base.min())
    # Variables: the level above the first, each side as a share of its length, then what is left of each limit.
    tableau = np.zeros((rows + sides + 1, 1 + sides + rows + sides + 1))
    tableau[:rows, 0] = 1
    tableau[:rows, 1 : 1 + sides] = -slopes * lengths
    tableau[:rows, -1] = base - first
    tableau[rows:-1, 1 : 1 + sides] = np.eye(sides)
    tableau[rows:-1, -1] = 1
    tableau[:-1, 1 + sides : -1] = np.eye(rows + sides)
    tableau[-1, 0] = -1
    basis = list(range(1 + sides, 1 + sides + rows + sides))
    scale = max(1.0, float(np.abs(tableau[:-1]).max()))
    for pivots in range(PIVOTS):
        costs = tableau[-1, :-1]
        helping = np.flatnonzero(costs < -TINY)
        if not helping.size:
            break
        column = int(helping[0] if pivots >= PLAIN else costs.argmin())
        entries = tableau[:-1, column]
        rising = entries > TINY * scale
        if not rising.any():
            break
        ratios = np.full(len(entries), np.inf)
        ratios[rising] = tableau[:-1, -1][rising] / entries[rising]
        least = ratios.min()
        row = min(np.flatnonzero(ratios <= least + TINY), key=lambda at: basis[at])
        tableau[row] /= tableau[row, column]
        others = np.arange(len(tableau)) != row
        tableau[others] -= np.outer(tableau[others, column], tableau[row])
        basis[row] = column
    values = np.zeros(1 + sides + rows + sides)
    values[basis] = tableau[:-1, -1]
    weights = np.clip(tableau[-1, 1 + sides : 1 + sides + rows], 0, None)
    total = float(weights.sum())
    steps = np.clip(values[1 : 1 + sides], 0, 1) * lengths
    return steps, weights / total if total > 0 else np.full(rows, 1 / rows)

"""Which of very many points a bound exceeds least, without going through all of them."""

from __future__ import annotations

import numpy as np

from comity.agreements.nondominated import Floats, coded, ranges

TOGETHER = 8
"""Groups looked at together, the most promising first."""


class Closest:
    """Points in groups of neighbours: a group that is not large enough in every column need not be looked at.

    points: a row a point, at least one, the columns in like units.
    """

    def __init__(self, points: Floats) -> None:
        sides = max(1, round(len(points) ** (1 / (2 * max(1, points.shape[1] - 1)))))
        low, span = points.min(axis=0), np.ptp(points, axis=0)
        at = np.minimum((points - low) / np.where(span > 0, span, 1.0) * sides, sides - 1).astype(np.intp)
        cells = coded(at.T, len(points))
        self.order = np.argsort(cells, kind="stable")
        self.points = points[self.order]
        self.starts = np.flatnonzero(np.diff(cells[self.order], prepend=-1))
        self.lengths = np.diff(np.append(self.starts, len(points)))
        self.tops = np.maximum.reduceat(self.points, self.starts)

    def to(self, bound: Floats) -> int:
        """The row of a point that the bound exceeds least: by its largest excess in any column."""
        at_least = (bound - self.tops).max(axis=1)
        groups = np.argsort(at_least, kind="stable")
        closest, exceeds = 0, np.inf
        for first in range(0, len(groups), TOGETHER):
            some = groups[first : first + TOGETHER]
            if at_least[some[0]] >= exceeds:
                break
            rows = ranges(self.starts[some], self.lengths[some])
            excess = (bound - self.points[rows]).max(axis=1)
            best = int(excess.argmin())
            if excess[best] < exceeds:
                closest, exceeds = int(self.order[rows[best]]), float(excess[best])
        return closest

"""How much the parties of a case are opposed: one number, by each of the definitions that published files use.

Three programs call three things so. Each is a distance to the point at which everyone has its best, so 0 is no
opposition at all; all are taken over the agreements that meet the conditions, whatever no deal is worth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.efficient import Efficient

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Opposition:
    """Opposition by definition, and the numbers published beside it; None where a definition does not apply.

    negmas: the smallest distance of an agreement, each worth as a share of the party's best, to everyone's best
    (Mohammad 2021); anl2023: the distance to (1, 1) of the efficient agreement whose two worths differ least (Automated
    Negotiation League 2023; two parties only); negolog: the distance to (1, ..., 1) of the agreement with the largest
    sum of worths (Doğru and others 2024). Where several agreements tie for that, the smallest of their distances, and
    as anl2023_most, negolog_most the largest: the programs take whichever they meet first. product, welfare: the
    largest product and the largest sum of worths, no deal not counted. Worths are parts of 1: points over 100.
    """

    negmas: float | None = None
    anl2023: float | None = None
    anl2023_most: float | None = None
    negolog: float | None = None
    negolog_most: float | None = None
    product: float | None = None
    welfare: float | None = None


NOTHING = Opposition()
"""Where there is no agreement, or not all the efficient ones are known."""

_TIED = 1e-9


def worths_of(efficient: Efficient) -> Floats:
    """What efficient agreements are worth to each signer, in parts of 1: a row an outcome, a column a signer."""
    units = np.array([float(worth.unit) for worth in efficient.signers])
    worths: Floats = efficient.points.worths * units / 100
    return worths


def opposition_of(efficient: Efficient) -> Opposition:
    """The opposition in a case, by its efficient agreements among those that meet the conditions.

    All definitions need only these: what is nearest to everyone's best, or has the largest sum, is efficient.
    """
    worths = worths_of(efficient)
    if not efficient.exact or not worths.size:
        return NOTHING
    best = worths.max(axis=0)
    shares = np.divide(worths, best, out=np.ones_like(worths), where=best > 0)
    distances = np.linalg.norm(1 - worths, axis=1)
    sums = worths.sum(axis=1)
    alike = _where_least(np.abs(worths[:, 0] - worths[:, -1]), distances) if worths.shape[1] == 2 else (None, None)
    joint = _where_least(-sums, distances)
    return Opposition(
        negmas=float(np.linalg.norm(1 - shares, axis=1).min()),
        anl2023=alike[0],
        anl2023_most=alike[1],
        negolog=joint[0],
        negolog_most=joint[1],
        product=float(worths.prod(axis=1).max()) if (worths >= 0).all() else None,
        welfare=float(sums.max()),
    )


def _where_least(values: Floats, distances: Floats) -> tuple[float, float]:
    """The smallest and the largest distance among the agreements of least value."""
    tied = distances[values <= values.min() + _TIED]
    return float(tied.min()), float(tied.max())

"""How much of the doubt about a number each judgement is behind: Sobol' indices of the draws.

alone: Var E[Y|x] / Var Y, what would be known by knowing it; total: E Var[Y|others] / Var Y, what would be left open if
all others were known. Points A and B, and A with one column of B:

    alone = mean f(B) (f(A_B) - f(A)) / Var        total = mean (f(A) - f(A_B))^2 / (2 Var)

Sources: Saltelli and others (2010) for the first, Jansen (1999) for the second. They hold for independent numbers only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.low_discrepancy import points
from comity.agreements.progress import Progress

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Index:
    """The part of a variance that one number is behind, alone and with all interplay.

    off: how far the total may be off by the draws that were taken: twice its standard error.
    """

    alone: float
    total: float
    off: float


def indices(
    function: Callable[[Floats], Floats], columns: int, rows: int, seed: int, progress: Progress | None = None
) -> list[list[Index]]:
    """The indices of several quantities, by quantity and column of points in 0..1.

    function: the quantities at points, a row each and a column a quantity; rows: how many points; columns + 2 times as
    many are looked at.
    """
    both = points(0, rows, 2 * columns, seed)
    first, second = both[:, :columns], both[:, columns:]
    at_first, at_second = function(first), function(second)
    variance = np.concatenate([at_first, at_second]).var(axis=0)
    safe = np.where(variance > 0, variance, 1.0)
    found: list[list[Index]] = [[] for _ in variance]
    for column in range(columns):
        mixed = first.copy()
        mixed[:, column] = second[:, column]
        at_mixed = function(mixed)
        alone = (at_second * (at_mixed - at_first)).mean(axis=0) / safe
        squares = (at_first - at_mixed) ** 2 / (2 * safe)
        off = 2 * squares.std(axis=0) / np.sqrt(rows)
        for quantity, total in enumerate(squares.mean(axis=0)):
            found[quantity].append(Index(float(alone[quantity]), float(total), float(off[quantity])))
        if progress is not None:
            progress((column + 1) / columns)
    return found

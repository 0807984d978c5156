"""Which agreements are possible, efficient and picked by each measure of fairness, in what share of the draws.

These are acceptability indices over agreements (SMAA; Lahdelma, Hokkanen and Salminen 1998). Agreements that tie for a
measure in a draw share it equally, so the shares of a measure add up to the share of draws in which it picks any.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.acceptance import NEAR, Floats
from comity.agreements.draws import STRETCH, Draws, rows_of
from comity.agreements.nondominated import nondominated
from comity.agreements.picks import SOLUTIONS
from comity.agreements.progress import Progress

Whole = NDArray[np.intp]


@dataclass(frozen=True)
class DrawnPicks:
    """Shares of draws by agreement, in the order of `Draws.choices`; all 0 to 1.

    number: how many draws; possible, efficient: in which an agreement is that; picked: by measure (the short names of
    `comity.agreements.picks.SOLUTIONS`), the share in which it picks the agreement; defined: by measure, the share in
    which it picks any.
    """

    number: int
    possible: Floats
    efficient: Floats
    picked: dict[str, Floats]
    defined: dict[str, float]

    @classmethod
    def of(
        cls, draws: Draws, number: int, executor: Executor | None = None, progress: Progress | None = None
    ) -> DrawnPicks:
        """The shares over the first draws.

        executor: who shares the work, as for `Draws.counts`; the shares are the same whoever computes them.
        """
        tasks = [(first, min(STRETCH, number - first)) for first in range(0, number, STRETCH)]
        waiting = [executor.submit(_tallied, draws, *task) for task in tasks] if executor else []
        total = np.zeros((2 + len(SOLUTIONS), len(draws.choices)))
        try:
            for at, task in enumerate(tasks):
                total += waiting[at].result() if waiting else _tallied(draws, *task)
                if progress is not None:
                    progress((task[0] + task[1]) / number)
        finally:
            for future in waiting:
                future.cancel()
        shares = total / number
        picked = dict(zip(SOLUTIONS, shares[2:], strict=True))
        return cls(number, shares[0], shares[1], picked, {name: float(of.sum()) for name, of in picked.items()})

    def options(self, draws: Draws) -> dict[str, dict[str, dict[str, float]]]:
        """By issue and option: the share of a measure's picks that have it, by measure; of one that picks none, 0."""
        space = draws.readings.judged.space
        return {
            issue: {
                option: {
                    name: float(of[draws.choices[:, at] == number].sum()) / (self.defined[name] or 1.0)
                    for name, of in self.picked.items()
                }
                for number, option in enumerate(space.options[at])
            }
            for at, issue in enumerate(space.issues)
        }


def _tallied(draws: Draws, first: int, number: int) -> Floats:
    """How often each agreement is possible, efficient and picked in some draws: a row each, a column an agreement."""
    size = len(draws.choices)
    total = np.zeros((2 + len(SOLUTIONS), size))
    values = draws.readings.values(first, number)
    for rows, efficient, picks in picked_in(draws, values):
        total[0, rows] += 1
        total[1, rows[efficient]] += 1
        for row, chosen in enumerate(picks.values(), 2):
            total[row, rows[chosen]] += 1 / max(1, len(chosen))
    return total


def picked_in(draws: Draws, values: Floats) -> list[tuple[Whole, Whole, dict[str, Whole]]]:
    """Of every draw: the agreements left, which of these are efficient, and which each measure picks.

    values: of all judged numbers, a row a draw.
    """
    left = rows_of(draws.left(values), len(draws.choices))
    signers = [voice.gains(values) for voice in draws.at_table]  # what is fair is so between those at the table
    found = []
    for draw in range(len(values)):
        rows = np.flatnonzero(left[draw])
        gains = np.empty((len(rows), len(signers)))
        for column, signer in enumerate(signers):
            gains[:, column] = signer.of(draw, rows)
        efficient = _efficient(gains)
        chosen = {name: efficient[pick(gains[efficient])] for name, pick in _PICKS.items()}
        found.append((rows, efficient, chosen))
    return found


def _efficient(gains: Floats) -> Whole:
    # Rounded, since gains that are equal may differ in their last digits.
    return np.flatnonzero(nondominated(np.round(gains, 9), np.zeros(len(gains), dtype=np.intp)))


def _nash(gains: Floats) -> Whole:
    varying = gains[:, _varying(gains)]
    rows = np.flatnonzero((varying > NEAR).all(axis=1))
    logs = np.log(varying[rows]).sum(axis=1)
    best: Whole = rows[logs >= logs.max(initial=-np.inf) - NEAR]
    return best


def _kalai_smorodinsky(gains: Floats) -> Whole:
    best = gains.max(axis=0, initial=0.0)
    ideal = _varying(gains) & (best > NEAR)
    return _leximin(gains[:, ideal] / best[ideal])


def _egalitarian(gains: Floats) -> Whole:
    return _leximin(gains)


def _utilitarian(gains: Floats) -> Whole:
    total = gains.sum(axis=1)
    return np.flatnonzero(total >= total.max(initial=-np.inf) - NEAR)


_PICKS: dict[str, Callable[[Floats], Whole]] = {
    "nash": _nash,
    "kalai_smorodinsky": _kalai_smorodinsky,
    "egalitarian": _egalitarian,
    "utilitarian": _utilitarian,
}


def _varying(gains: Floats) -> NDArray[np.bool_]:
    """The signers whose gain differs between agreements."""
    if not len(gains):
        return np.zeros(gains.shape[1], dtype=bool)
    varying: NDArray[np.bool_] = np.ptp(gains, axis=0) > NEAR
    return varying


def _leximin(values: Floats) -> Whole:
    """The rows whose smallest value is largest, then the next smallest, and so on."""
    rows, ascending = np.arange(len(values)), np.sort(values, axis=1)
    for column in range(values.shape[1]):
        if len(rows) < 2:
            break
        kept = ascending[:, column] >= ascending[:, column].max() - NEAR
        rows, ascending = rows[kept], ascending[kept]
    return rows

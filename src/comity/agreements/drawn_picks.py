"""Which agreements are possible, efficient and picked by each measure of fairness, in what share of the draws.

These are acceptability indices over agreements (SMAA; Lahdelma, Hokkanen and Salminen 1998). Agreements that tie for a
measure in a draw share it equally, so the shares of a measure add up to the share of draws in which it picks any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from comity.agreements.acceptance import NEAR, Floats
from comity.agreements.draws import STRETCH, Draws, rows_of
from comity.agreements.nondominated import nondominated
from comity.agreements.picks import SOLUTIONS
from comity.agreements.progress import Progress

Whole = NDArray[np.intp]
Flags = NDArray[np.bool_]

AT_ONCE = 1 << 18
"""How many agreements are looked at together at most, each draw's own, where a draw has no more by itself."""


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
    for _, left, efficient, picks in _looked_at(draws, draws.readings.values(first, number)):
        total[0] += np.bincount(left.row, minlength=size)
        total[1] += np.bincount(left.row[efficient], minlength=size)
        for at, chosen in enumerate(picks.values(), 2):
            picking = left.draw[chosen]
            total[at] += np.bincount(left.row[chosen], 1 / np.bincount(picking)[picking], size)
    return total


def picked_in(draws: Draws, values: Floats) -> list[tuple[Whole, Whole, dict[str, Whole]]]:
    """Of every draw: the agreements left, which of these are efficient, and which each measure picks.

    values: of all judged numbers, a row a draw.
    """
    found = []
    for number, left, efficient, picks in _looked_at(draws, values):
        starts = np.searchsorted(left.draw, np.arange(number + 1))
        several = {name: (chosen, np.searchsorted(chosen, starts).tolist()) for name, chosen in picks.items()}
        among = np.searchsorted(efficient, starts).tolist()
        for draw, (start, end) in enumerate(pairwise(starts.tolist())):
            picked = {name: chosen[at[draw] : at[draw + 1]] - start for name, (chosen, at) in several.items()}
            found.append((left.row[start:end], efficient[among[draw] : among[draw + 1]] - start, picked))
    return found


def _looked_at(draws: Draws, values: Floats) -> Iterator[tuple[int, _Left, Whole, dict[str, Whole]]]:
    """Of some draws at once: how many they are, what they leave, and of that what is efficient and what is picked."""
    size = len(draws.choices)
    some = max(1, AT_ONCE // max(1, size))
    for first in range(0, len(values), some):
        part = values[first : first + some]
        draw, row = np.nonzero(rows_of(draws.left(part), size))
        gains = np.empty((len(row), len(draws.at_table)))  # what is fair is so between those at the table
        for column, voice in enumerate(draws.at_table):
            gains[:, column] = voice.gains(part).of(draw, row)
        left = _Left(draw, row, gains)
        # Rounded, since gains that are equal may differ in their last digits.
        efficient = np.flatnonzero(nondominated(np.round(gains, 9), draw))
        among = left.of(efficient)
        yield len(part), left, efficient, {name: efficient[pick(among)] for name, pick in _PICKS.items()}


@dataclass(frozen=True)
class _Left:
    """Agreements that some draws leave, those of a draw together: the draw and the row of each, and by signer what it
    gains."""

    draw: Whole
    row: Whole
    gains: Floats

    def of(self, some: Whole) -> _Left:
        return _Left(self.draw[some], self.row[some], self.gains[some])

    @cached_property
    def first(self) -> Whole:
        """Where the agreements of each draw begin, of the draws that leave any."""
        return np.flatnonzero(np.diff(self.draw, prepend=-1))

    def largest(self, values: Floats) -> Floats:
        """The largest of some values in the draw of each agreement."""
        if not len(values):
            return values
        found: Floats = np.maximum.reduceat(values, self.first)
        return np.repeat(found, np.diff(self.first, append=len(values)), axis=0)

    @cached_property
    def varying(self) -> Flags:
        """The signers whose gain differs between agreements of a draw."""
        found: Flags = self.largest(self.gains) + self.largest(-self.gains) > NEAR
        return found

    def leximin(self, values: Floats) -> Flags:
        """Those of each draw whose smallest value is largest, then the next smallest, and so on."""
        kept, ascending = np.ones(len(values), dtype=bool), np.sort(values, axis=1)
        for column in ascending.T:
            kept &= column >= self.largest(np.where(kept, column, -np.inf)) - NEAR
        return kept


def _nash(left: _Left) -> Flags:
    positive = left.gains > NEAR
    gaining = (positive | ~left.varying).all(axis=1)
    logs = np.log(left.gains, out=np.zeros_like(left.gains), where=left.varying & positive).sum(axis=1)
    found: Flags = gaining & (logs >= left.largest(np.where(gaining, logs, -np.inf)) - NEAR)
    return found


def _kalai_smorodinsky(left: _Left) -> Flags:
    best = left.largest(left.gains)
    ideal = left.varying & (best > NEAR)
    # Those who have no ideal come last in every agreement alike.
    return left.leximin(np.divide(left.gains, best, out=np.full_like(best, np.inf), where=ideal))


def _egalitarian(left: _Left) -> Flags:
    return left.leximin(left.gains)


def _utilitarian(left: _Left) -> Flags:
    total = left.gains.sum(axis=1)
    found: Flags = total >= left.largest(total) - NEAR
    return found


_PICKS: dict[str, Callable[[_Left], Flags]] = {
    "nash": _nash,
    "kalai_smorodinsky": _kalai_smorodinsky,
    "egalitarian": _egalitarian,
    "utilitarian": _utilitarian,
}

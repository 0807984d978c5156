"""Worth as a decision diagram: settle issue after issue, and see what is still needed.

Everything is a whole number of steps of worth, so the diagram is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.nearest import nearest
from comity.agreements.space import Factor, Space
from comity.agreements.worth import Worth

MANY = 200
"""An issue of more options than this is too long for a diagram."""

SUMS = 1 << 14
"""A state of a diagram has at most this many sums left to compare, or it is not merged with its equals."""

Whole = NDArray[np.int64]


ALWAYS, NEVER = -(2**62), 2**62
"""What a state needs that any, or no, choice of the remaining options brings."""


class Diagram:
    """ "Worth at least so much" as a decision diagram: settle issue after issue, and see what is still needed.

    A state is what the issues that are still open must bring, and its *context*: what the settled issues mean for
    linkages that are still open. States of a layer with one context that need the same are one state; so are those
    between whose needs no sum of the open issues lies; and where all, or none, of these sums suffice, nothing more has
    to be said. The issues with the widest range of worth come first.

    order: the issues; moves[layer][context][option]: what it brings, and the context that it leads to.
    """

    def __init__(self, space: Space, worth: Worth) -> None:
        factors = sorted(worth.factors, key=lambda factor: (-float(np.ptp(factor.values)), factor.scope))
        self.order = list(dict.fromkeys(issue for factor in factors for issue in factor.scope))
        place = {issue: at for at, issue in enumerate(self.order)}
        tables = [_placed(factor, place) for factor in factors]
        self.moves: list[list[list[tuple[int, int]]]] = []
        contexts: list[tuple[_Table, ...]] = [()]
        for layer, issue in enumerate(self.order):
            begun = tuple(table for table in tables if table.scope[0] == layer)
            known: dict[tuple[tuple[tuple[int, ...], bytes], ...], int] = {}
            ahead: list[tuple[_Table, ...]] = []
            rows = []
            for context in contexts:
                row = []
                for option in range(space.sizes[issue]):
                    gain, rest = _settled((*context, *begun), layer, option)
                    key = tuple((table.scope, table.values.tobytes()) for table in rest)
                    if key not in known:
                        known[key] = len(ahead)
                        ahead.append(rest)
                    row.append((gain, known[key]))
                rows.append(row)
            self.moves.append(rows)
            contexts = ahead
        self._bounds: list[list[tuple[int, int]]] = [[(0, 0)]]
        self._sums: list[list[Whole | None]] = [[np.zeros(1, dtype=np.int64)]]
        for rows in reversed(self.moves):
            self._bounds.insert(0, [_extremes(row, self._bounds[0]) for row in rows])
            self._sums.insert(0, [_all_sums(row, self._sums[0]) for row in rows])

    @property
    def extremes(self) -> tuple[int, int]:
        """The least and the most that an agreement can be worth."""
        return self._bounds[0][0]

    def merged(self, layer: int, context: int, needs: Whole) -> Whole:
        """Needs, each replaced by the one that stands for all that come to the same."""
        least, most = self._bounds[layer][context]
        sums = self._sums[layer][context]
        same = needs if sums is None else sums[np.minimum(np.searchsorted(sums, needs), sums.size - 1)]
        merged: Whole = np.where(needs <= least, ALWAYS, np.where(needs > most, NEVER, same))
        return merged


def extremes(space: Space, worth: Worth) -> tuple[int, int]:
    """The least and the most steps that an agreement can be worth, whatever conditions say."""
    issues = [issue for factor in worth.factors for issue in factor.scope]
    if len(set(issues)) == len(issues):  # what is best for one factor is in nobody's way
        return worth.bounds
    if max(space.sizes) <= MANY:
        return Diagram(space, worth).extremes
    ends = [
        nearest(space, (), [[Factor(each.scope, sign * each.values) for each in worth.factors]], lambda sums: -sums[0])
        for sign in (-1, 1)
    ]
    return int(ends[0].costs[0]), -int(ends[1].costs[0])


@dataclass(frozen=True)
class _Table:
    """A factor of which some issues may be settled: its open issues by their places, and its values."""

    scope: tuple[int, ...]
    values: NDArray[np.int64]


def _placed(factor: Factor, place: Mapping[int, int]) -> _Table:
    axes = sorted(range(len(factor.scope)), key=lambda axis: place[factor.scope[axis]])
    return _Table(tuple(place[factor.scope[axis]] for axis in axes), factor.values.transpose(axes).astype(np.int64))


def _settled(tables: Iterable[_Table], layer: int, option: int) -> tuple[int, tuple[_Table, ...]]:
    """What an option brings at once, and the tables that stay open; each is made to begin with 0, so that settled
    options that differ by a fixed number of steps lead to one context."""
    gain, rest = 0, []
    for table in tables:
        if table.scope[0] != layer:
            rest.append(table)
            continue
        values = table.values[option]
        base = int(values.flat[0])
        gain += base
        if (values != base).any():
            rest.append(_Table(table.scope[1:], values - base))
    return gain, tuple(rest)


def _extremes(row: Sequence[tuple[int, int]], ahead: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(gain + ahead[then][0] for gain, then in row), max(gain + ahead[then][1] for gain, then in row)


def _all_sums(row: Sequence[tuple[int, int]], ahead: Sequence[Whole | None]) -> Whole | None:
    """Every sum that the open issues can bring, ascending; None where there are too many."""
    parts = [sums + gain for gain, then in row if (sums := ahead[then]) is not None]
    if len(parts) < len(row):
        return None
    sums = np.unique(np.concatenate(parts))
    return sums if sums.size <= SUMS else None

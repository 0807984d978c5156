"""Arrays of sums: which of them no other dominates, which are equal, and numbering and joining such rows."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

FEW = 20
"""Up to how many sums of a state are compared in pairs, many states at once."""

PAIRED = 1 << 21
"""How many numbers are compared in pairs together."""

CALL = 2000
"""How many numbers could be looked at while one state is taken up by itself."""

SWEPT = 3
"""Up to how many columns non-dominated sums are found in a sweep, in time that their number does not add to."""

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
Small = NDArray[np.int32]
Flags = NDArray[np.bool_]


def nondominated(sums: Floats, states: Whole) -> Flags:
    """Which sums no other of the same state dominates; the states stand in order, equal sums all stay."""
    from moocore import is_nondominated

    kept = np.ones(len(sums), dtype=bool)
    starts = np.flatnonzero(np.diff(states, prepend=-1))
    ends = np.append(starts[1:], len(sums))
    if not sums.size:
        return kept
    if sums.shape[1] == 1:
        kept &= sums[:, 0] == np.repeat(np.maximum.reduceat(sums[:, 0], starts), ends - starts)
        return kept
    lengths = ends - starts
    for length in range(2, FEW + 1):
        _among_few(sums, starts[lengths == length], length, kept)
    many = lengths > FEW
    for start, end in zip(starts[many].tolist(), ends[many].tolist(), strict=True):
        kept[start:end] = is_nondominated(_at_odds_first(sums[start:end]), maximise=True, keep_weakly=True)
    return kept


def _among_few(sums: Floats, starts: Whole, length: int, kept: Flags) -> None:
    """The same for all states of one small number of sums at once, each pair compared."""
    together = max(1, PAIRED // (length * length * sums.shape[1]))
    for first in range(0, len(starts), together):
        rows = starts[first : first + together, None] + np.arange(length)
        of = sums[rows]
        no_less = (of[:, :, None] >= of[:, None]).all(axis=3)
        kept[rows] = ~(no_less & ~no_less.transpose(0, 2, 1)).any(axis=1)


def _at_odds_first(sums: Floats) -> Floats:
    """The same columns, the one most at odds with the others first: the search starts from it, and is quicker then."""
    if len(sums) < 1000 or sums.shape[1] < 4:
        return sums
    centred = sums - sums.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=0), 1.0)
    return sums[:, np.argsort(centred.sum(axis=1) @ centred, kind="stable")]


def comparing(sums: int, kept: int, states: int, columns: int) -> int:
    """How many numbers are looked at, about, to tell the dominated of so many sums, of which so many are not.

    As measured: a sum is set against about the root of the number that its state keeps, which costs a quarter of
    looking at as many numbers one by one; those kept are put in order. Up to three columns are sorted and swept.
    """
    calls = CALL * states if sums > FEW * states else 0
    if columns <= SWEPT:
        return sums * columns + calls
    against = math.isqrt(kept // max(1, states))
    return columns * (sums + sums * against // 4 + 4 * kept) + calls


def snapped(sums: Floats, slack: Floats) -> Floats:
    """The sums themselves, those of an objective that lie within its slack of the next having been made equal."""
    for column in np.flatnonzero(slack) if len(sums) else ():
        values, at = np.unique(sums[:, column], return_inverse=True)
        cluster = np.cumsum(np.diff(values, prepend=values[0]) > slack[column])
        largest = values[np.searchsorted(cluster, np.arange(cluster[-1] + 1), side="right") - 1]
        sums[:, column] = largest[cluster[at]]
    return sums


def equal(sums: Floats, states: Whole) -> tuple[Whole, Whole]:
    """An order of efficient sums in which equal ones of a state are neighbours, and where each kind begins.

    The states stand in order.
    """
    # Only where a state has several sums is there anything to put in order; most have one.
    several = np.zeros(len(states), dtype=bool)
    again = states[1:] == states[:-1]
    several[1:] |= again
    several[:-1] |= again
    order, rows = np.arange(len(states)), np.flatnonzero(several)
    # Efficient sums that are equal in all columns but one are equal in that one too.
    order[rows] = rows[np.lexsort((*sums[rows].T[:-1], states[rows]))]
    sums, states = sums[order], states[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (states[1:] != states[:-1]) | (sums[1:] != sums[:-1]).any(axis=1)
    return order, np.flatnonzero(new)


def added(counts: NDArray[np.generic], first: Whole) -> NDArray[np.generic]:
    """The counts of each kind in sum, kinds being neighbours that begin at `first`."""
    return np.add.reduceat(counts, first) if len(first) else counts[:0]


def largest(values: Floats, first: Whole) -> Floats:
    """The largest values of each kind, kinds being neighbours that begin at `first`."""
    return np.maximum.reduceat(values, first) if len(first) else values[:0]


def coded(columns: Iterable[NDArray[np.integer]], rows: int) -> Whole:
    """One number a row, equal where the rows are."""
    code = np.zeros(rows, dtype=np.intp)
    kinds = 1
    for column in columns:
        span = int(column.max(initial=0)) + 1
        if kinds * span >= 2**62:
            code = np.unique(code, return_inverse=True)[1]
            kinds = int(code.max(initial=0)) + 1
        code, kinds = code * span + column, kinds * span
    return code


def ranges(starts: Whole, lengths: Whole) -> Whole:
    """The numbers from each start on, so many of each, one after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - ends + lengths, lengths) + np.arange(total)


def rank(sorted_: Whole) -> Whole:
    """The place of each among its equals, from 0."""
    return np.arange(len(sorted_)) - np.searchsorted(sorted_, sorted_)

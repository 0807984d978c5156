"""The four bargaining solutions: which of the efficient agreements each picks, all ties kept and decided exactly.

Where judgements have so many digits that worths within 1e-9 of the scale count as equal (`Worth.slack`), so do gains,
and what follows from them.

They are taken over the efficient agreements that every signer prefers to no deal. That loses nothing: an agreement that
maximises the product or the sum of gains, or their leximin, is efficient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comity.agreements.efficient import Efficient
from comity.agreements.worth import MIDDLE

SOLUTIONS = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}
"""The solutions by their short names, and what they are called."""

NEAR = 1e-9
"""Values this close in floating point, relative to their size, are compared again: in exact fractions, or, where the
judgements have so many digits that worths within 1e-9 of the scale count as equal, as equal."""


@dataclass(frozen=True)
class Gains:
    """The efficient points that every signer prefers to no deal, and what each signer gains by them.

    efficient: the efficient agreements; no_deal: what no deal is worth to each signer, in steps; rows: the rows of
    those points, ascending.
    """

    efficient: Efficient
    no_deal: tuple[int, ...]
    rows: tuple[int, ...]

    @classmethod
    def of(cls, efficient: Efficient, ends: Mapping[str, int] | None = None) -> Gains:
        """The gains over no deal.

        efficient: found over the ZOPA, with no deal no higher than here (raising a threshold only takes points away:
        what dominates an acceptable agreement is acceptable); ends: by signer, where in its range no deal is taken,
        LOW, MIDDLE or HIGH of `comity.agreements.worth`, the middle where not given.
        """
        at = [(worth, (ends or {}).get(worth.party, MIDDLE)) for worth in efficient.signers]
        needed = np.array([worth.needed_at(end) for worth, end in at])
        rows = np.flatnonzero((efficient.points.worths >= needed).all(axis=1))
        return cls(efficient, tuple(worth.at_no_deal(end) for worth, end in at), tuple(rows.tolist()))

    def exact(self, row: int, at: int) -> Fraction:
        """What a point gains one signer, in points, without rounding."""
        steps = int(self.efficient.points.worths[row, at]) - self.no_deal[at]
        return steps * self.efficient.signers[at].unit

    @cached_property
    def points(self) -> NDArray[np.float64]:
        """The gains in points of 0 to 100, rounded to floating point: a row for each of `rows`, a column a signer."""
        units = np.array([float(worth.unit) for worth in self.efficient.signers])
        gains: NDArray[np.float64] = (self._steps - np.array(self.no_deal, dtype=float)) * units
        return gains

    @cached_property
    def varying(self) -> tuple[int, ...]:
        """The signers whose gain differs between points; the others cannot be treated better or worse."""
        if not self.rows:
            return ()
        spread = np.ptp(self._steps, axis=0)
        return tuple(np.flatnonzero(spread > [worth.slack for worth in self.efficient.signers]).tolist())

    @cached_property
    def tolerance(self) -> NDArray[np.float64]:
        """By signer, the points within which gains count as equal: 0 where they are compared exactly."""
        return np.array([float(worth.tolerance) for worth in self.efficient.signers])

    @cached_property
    def _steps(self) -> NDArray[np.float64]:
        return self.efficient.points.worths[list(self.rows)]


@dataclass(frozen=True)
class Picks:
    """What each of the four bargaining solutions picks: rows of the efficient points, all that are tied for best.

    A solution that is not defined picks none; without a point none of them picks one.
    nash: the largest product of gains over no deal (Nash 1950), not defined where no point gives something to every
    signer that can gain; kalai_smorodinsky: the smallest share of what a signer could gain at best as large as
    possible, then the next smallest, and so on (Kalai and Smorodinsky 1975; leximin); egalitarian: the smallest gain as
    large as possible, then the next smallest, and so on (Kalai 1977; leximin); utilitarian: the largest sum of gains.

    >>> import comity
    >>> from comity.agreements.efficient import efficient
    >>> from comity.catalog import case_file
    >>> found = efficient(comity.read_case(case_file("abdelnabi-2024")))
    >>> picks = Picks.of(Gains.of(found))
    >>> [found.worth(row)["developer"] for row in picks.nash]
    [57.0]
    >>> picks.nash == picks.kalai_smorodinsky, picks.nash == picks.utilitarian
    (True, False)
    """

    nash: tuple[int, ...]
    kalai_smorodinsky: tuple[int, ...]
    egalitarian: tuple[int, ...]
    utilitarian: tuple[int, ...]

    @classmethod
    def of(cls, gains: Gains, weights: Mapping[str, float] | None = None) -> Picks:
        """The four solutions.

        weights: exponents of the Nash product by signer, above 0, 1 where not given; they are no fractions, so with
        them products count as equal that floating point can barely tell apart (`NEAR`).
        """
        if not gains.rows:
            return cls((), (), (), ())
        return cls(_nash(gains, weights or {}), _kalai_smorodinsky(gains), _egalitarian(gains), _utilitarian(gains))

    def by_name(self) -> dict[str, tuple[int, ...]]:
        """What each picks, by the short names of `SOLUTIONS`."""
        return {name: getattr(self, name) for name in SOLUTIONS}


def _nash(gains: Gains, weights: Mapping[str, float]) -> tuple[int, ...]:
    """The largest product of gains, compared as a sum of logarithms so that many parties do not underflow."""
    varying = list(gains.varying)
    exponents = np.array([weights.get(gains.efficient.signers[at].party, 1.0) for at in varying])
    tolerance = gains.tolerance[varying]
    positive = (gains.points[:, varying] > tolerance).all(axis=1)
    if not positive.any():
        return ()
    logs = np.full(len(gains.rows), -np.inf)
    logs[positive] = np.log(gains.points[positive][:, varying]) @ exponents
    if weights or tolerance.any():
        near = np.full(len(gains.rows), NEAR)
        near[positive] += (tolerance / gains.points[positive][:, varying]) @ exponents
        return tuple(row for row, tied in zip(gains.rows, logs >= logs.max() - near, strict=True) if tied)
    return _largest(gains, logs, lambda row: _product(gains.exact(row, at) for at in varying))


def _product(factors: Iterable[Fraction]) -> Fraction:
    product = Fraction(1)
    for factor in factors:
        product *= factor
    return product


def _kalai_smorodinsky(gains: Gains) -> tuple[int, ...]:
    best = {at: gains.exact(gains.rows[int(gains.points[:, at].argmax())], at) for at in gains.varying}
    ideal = {at: gain for at, gain in best.items() if gain > gains.tolerance[at]}
    signers = list(ideal)
    most = np.array([float(gain) for gain in ideal.values()])
    near = float((gains.tolerance[signers] / most).max(initial=0.0))
    shares = gains.points[:, signers] / most
    return _leximin(gains, shares, near, lambda row: [gains.exact(row, at) / ideal[at] for at in signers])


def _egalitarian(gains: Gains) -> tuple[int, ...]:
    signers = range(len(gains.efficient.signers))
    near = float(gains.tolerance.max(initial=0.0))
    return _leximin(gains, gains.points, near, lambda row: [gains.exact(row, at) for at in signers])


def _utilitarian(gains: Gains) -> tuple[int, ...]:
    signers = range(len(gains.efficient.signers))
    return _largest(gains, gains.points.sum(axis=1), lambda row: Fraction(sum(gains.exact(row, at) for at in signers)))


def _largest(gains: Gains, values: NDArray[np.float64], exact: Callable[[int], Fraction]) -> tuple[int, ...]:
    """The points where a value is largest: a sum of gains, or, where they are compared exactly, a product."""
    near = float(gains.tolerance.sum())
    rows = _near(gains, values, near)
    if near:
        return tuple(rows)
    worth = {row: exact(row) for row in rows}
    most = max(worth.values())
    return tuple(row for row, value in worth.items() if value == most)


def _leximin(
    gains: Gains, values: NDArray[np.float64], near: float, exact: Callable[[int], list[Fraction]]
) -> tuple[int, ...]:
    """The points whose smallest value is largest, then the next smallest, and so on; near: what counts as equal."""
    if not values.shape[1]:
        return gains.rows
    if not near:
        ranked = {row: sorted(exact(row)) for row in _near(gains, values.min(axis=1), 0.0)}
        most = max(ranked.values())
        return tuple(row for row, value in ranked.items() if value == most)
    rows, ascending = np.array(gains.rows), np.sort(values, axis=1)
    for at in range(values.shape[1]):
        kept = ascending[:, at] >= ascending[:, at].max() - near
        rows, ascending = rows[kept], ascending[kept]
    return tuple(rows.tolist())


def _near(gains: Gains, values: NDArray[np.float64], near: float) -> list[int]:
    """The points whose value is so close to the largest that floating point, or rounding, does not decide."""
    most = float(values.max())
    least = most - (near or NEAR * max(1.0, abs(most)))
    return [row for row, value in zip(gains.rows, values.tolist(), strict=True) if value >= least]

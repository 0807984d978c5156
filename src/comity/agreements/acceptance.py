"""Which agreements a signer accepts in each of many draws.

What makes it quick: the gain of a signer is its gain in the middle of all ranges plus a shift, which is the same for
all agreements that have the same of the numbers that vary. Agreements are grouped by that, and in a group sorted by
their gain in the middle, so that those accepted in a draw are the first few of it. For every such number of first
agreements the set is kept as bits, and a draw looks one set up in each group and unites them. Where a signer's weights
vary, or nearly every agreement is a group of its own, gains are added up anew for every draw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from comity.agreements.judged import Balance
from comity.agreements.rated import RatedRows
from comity.agreements.worth import MIDDLE

GROUPS = 96
"""The most groups of a signer's agreements whose sets are kept as bits."""

NEAR = 1e-9
"""Losses as small as this, in points, count as none."""

TOGETHER = 256
"""Draws whose gains are added up together."""

Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]
Rows = slice | NDArray[np.intp]
Accepted = Callable[[Floats], Bits]
"""Which agreements are accepted, by the values of some draws: a row a draw, 64 agreements a word."""


@dataclass(frozen=True)
class Gains:
    """What one signer gains by agreements in some draws, as a sum of what is looked up.

    start: by agreement; tables: each by draw and entry, with which entry every agreement has.
    """

    start: Floats
    tables: tuple[tuple[Floats, NDArray[np.intp]], ...]

    def every(self, rows: Rows) -> Floats:
        """The gains by some agreements, in points: a row a draw."""
        gains = self.start[rows]
        for table, entry in self.tables:
            gains = gains + table[:, entry[rows]]
        return gains

    def of(self, draw: int | NDArray[np.intp], rows: NDArray[np.intp]) -> Floats:
        """The gains by some agreements in one of the draws, or by each in a draw of its own."""
        gains: Floats = self.start[rows]
        for table, entry in self.tables:
            gains = gains + table[draw, entry[rows]]
        return gains


class Acceptance(Protocol):
    """One signer's acceptance of some agreements, ready for draws."""

    def gains(self, values: Floats) -> Gains:
        """What it gains over no deal in some draws.

        values: of all judged numbers, a row a draw.
        """
        ...

    def sets(self, rows: slice) -> Accepted:
        """Which of some neighbouring agreements it accepts."""
        ...


def acceptance(balance: Balance) -> Acceptance:
    """A signer's acceptance of the agreements of its balance."""
    of = balance.judged.numbers
    if any(at >= 0 and of[at].estimate.is_range for at in balance.account.weights):
        return ByAddition.of(balance)
    by_group = ByGroup.of(balance)
    return by_group if len(by_group.shares) <= GROUPS else ByAddition.of(balance)


@dataclass(frozen=True, eq=False)
class ByGroup:
    """Acceptance by groups of agreements that have the same of the numbers that vary.

    middle: the gain by each agreement in the middle of all ranges, in points; numbers: the places of those that vary,
    the no-deal value apart, and their middles; shares: what one point more of each is worth, by group; group: of each
    agreement; no_deal: the place of the no-deal value, and its middle.
    """

    middle: Floats
    numbers: tuple[int, ...]
    middles: Floats
    shares: Floats
    group: NDArray[np.intp]
    no_deal: int
    no_deal_middle: float

    @classmethod
    def of(cls, balance: Balance) -> ByGroup:
        """The groups of a signer whose weights are certain."""
        account, of = balance.account, balance.judged.numbers
        total = balance.total_weight
        columns, numbers = list[Floats](), list[int]()
        for column, (weight, ratings) in enumerate(zip(account.weights, account.ratings, strict=True)):
            share = 1.0
            if account.mean:
                share = float((of[weight].ends[MIDDLE] / balance.units[1] if weight >= 0 else 1) / total)
            for place in ratings:
                if of[place].estimate.is_range:
                    tops, bottoms = balance.rated.part(place, column)
                    columns.append((tops / bottoms * share).astype(float))
                    numbers.append(place)
        for column, (place, _) in enumerate(account.linkages):
            if of[place].estimate.is_range:
                columns.append(balance.holds[:, column].astype(float))
                numbers.append(place)
        varying = np.stack(columns, axis=1) if columns else np.zeros((len(balance.rated), 0))
        # (The same number has always the same part in a rating, but on the line between two of an amount.)
        whole = balance.rated.between is None
        packed = np.packbits(varying != 0, axis=1) if whole else varying
        # One number a row that is equal where the rows are: a void of their bytes.
        keys = np.ascontiguousarray(packed).view([("", packed.dtype)] * packed.shape[1]) if columns else packed
        _, first, group = np.unique(keys.ravel(), return_index=True, return_inverse=True) if columns else _one(varying)
        middles = np.array([float(of[place].ends[MIDDLE]) for place in numbers])
        no_deal = account.no_deal
        return cls(
            balance.points, tuple(numbers), middles, varying[first], group, no_deal, float(of[no_deal].ends[MIDDLE])
        )

    def shifts(self, values: Floats) -> Floats:
        """What is added to the gains in the middle: a row a draw, a column a group."""
        moved = values[:, list(self.numbers)] - self.middles
        shifts: Floats = moved @ self.shares.T - (values[:, [self.no_deal]] - self.no_deal_middle)
        return shifts

    def gains(self, values: Floats) -> Gains:
        """What it gains: what it gains in the middle, and the shift of the group."""
        return Gains(self.middle, ((self.shifts(values), self.group),))

    def sets(self, rows: slice) -> Accepted:
        """Which of some neighbouring agreements are accepted."""
        middle, group = self.middle[rows], self.group[rows]
        lookups = []
        for number in np.unique(group).tolist():
            members = np.flatnonzero(group == number)
            order = members[np.argsort(-middle[members], kind="stable")]
            single = np.zeros((len(order) + 1, -(-len(middle) // 64)), dtype=np.uint64)
            single[np.arange(1, len(order) + 1), order // 64] = np.uint64(1) << (order % 64).astype(np.uint64)
            lookups.append((number, -middle[order], np.bitwise_or.accumulate(single, axis=0)))

        def accepted(values: Floats) -> Bits:
            shifts = self.shifts(values) + NEAR
            sets = [first[np.searchsorted(losses, shifts[:, number], "right")] for number, losses, first in lookups]
            union = sets[0]
            for more in sets[1:]:
                np.bitwise_or(union, more, out=union)
            return union

        return accepted


def _one(varying: Floats) -> tuple[Floats, NDArray[np.intp], NDArray[np.intp]]:
    """All agreements as one group."""
    return varying, np.zeros(min(1, len(varying)), dtype=np.intp), np.zeros(len(varying), dtype=np.intp)


@dataclass(frozen=True, eq=False)
class ByAddition:
    """Acceptance by adding up the gains anew: over the combinations of each of two halves of the issues.

    mean: whether worth is the mean of ratings, or their sum; weights: places by issue, -1 where 1; halves: for each,
    its issues, its combinations of ratings (a row each), and which of them every agreement has; linkages: their places;
    patterns: which of them hold together (a row each); pattern: of every agreement; no_deal: its place; slack: the
    points within which worths count as equal.
    """

    mean: bool
    weights: tuple[int, ...]
    halves: tuple[tuple[tuple[int, ...], RatedRows, NDArray[np.intp]], ...]
    linkages: tuple[int, ...]
    patterns: Floats
    pattern: NDArray[np.intp]
    no_deal: int
    slack: float

    @classmethod
    def of(cls, balance: Balance) -> ByAddition:
        """The halves of any signer."""
        account, columns = balance.account, range(len(balance.account.issues))
        halves = []
        for half in (columns[: len(columns) // 2], columns[len(columns) // 2 :]):
            if half:
                _, at, which = np.unique(balance.rated.kinds(half), axis=0, return_index=True, return_inverse=True)
                halves.append((tuple(half), balance.rated.among(at), which.ravel()))
        linkages = tuple(place for place, _ in account.linkages)
        patterns, pattern = np.zeros((1, 0)), np.zeros(len(balance.rated), dtype=np.intp)
        if linkages:
            held, which = np.unique(balance.holds, axis=0, return_inverse=True)
            patterns, pattern = held.astype(float), which.ravel()
        return cls(
            account.mean, account.weights, tuple(halves), linkages, patterns, pattern, account.no_deal,
            float(account.slack),
        )  # fmt: skip

    def gains(self, values: Floats) -> Gains:
        """What it gains: what the linkages add over no deal, and the part of each half of the issues."""
        weights = np.stack([values[:, at] if at >= 0 else np.ones(len(values)) for at in self.weights], axis=1)
        total = weights.sum(axis=1, keepdims=True) if self.mean else np.ones((len(values), 1))
        linked = values[:, list(self.linkages)] @ self.patterns.T + self.slack - values[:, [self.no_deal]]
        tables = [(linked, self.pattern)]
        for issues, combinations, which in self.halves:
            shares = weights[:, None, list(issues)] / total[:, :, None]
            tables.append(((combinations.of_values(values, issues) * shares).sum(axis=2), which))
        return Gains(np.zeros(len(self.pattern)), tuple(tables))

    def sets(self, rows: slice) -> Accepted:
        """Which of some neighbouring agreements are accepted."""
        size = len(self.pattern[rows])

        def accepted(values: Floats) -> Bits:
            found = np.zeros((len(values), -(-size // 64) * 64), dtype=bool)
            for first in range(0, len(values), TOGETHER):
                part = slice(first, first + TOGETHER)
                found[part, :size] = self.gains(values[part]).every(rows) >= -NEAR
            return np.packbits(found, axis=1, bitorder="little").view(np.uint64)

        return accepted

"""The efficient agreements of a case, from which candidates are taken: the safest of each kind, and the farthest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.efficient import efficient
from comity.agreements.judged import Judged
from comity.agreements.readings import DRAWS, Readings
from comity.agreements.safest import ASIDE, safest
from comity.agreements.space import Agreement, Space
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case
from comity.problem import Problems

LEAST_SHARE = 0.25
"""In what share of the readings a candidate must be possible to be put forward beside the safest."""

FEWEST = 2
"""How many candidates are put forward at least, where there are as many agreements."""

LISTED = 1000
"""How many efficient agreements of one tie are compared, at most."""

Rows = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pool:
    """The efficient agreements, and what they are compared by.

    choices: a row an agreement, in the order of what they settle; kinds: by agreement, the number of its options of the
    headline issues; gains: by agreement and signer, the least first, in points, in the middle of all ranges; judged:
    the numbers that say in how many readings they are possible, None where that cannot be said; complete: whether
    these are all.
    """

    case: Case
    choices: Choices
    kinds: Rows
    gains: Floats
    judged: Judged | None
    complete: bool

    @classmethod
    def of(cls, case: Case, headline: Sequence[str]) -> Pool:
        """The pool of a case; empty where nothing is possible, or there are too many to ask the rule about."""
        space = Space.of(case)
        try:
            found = efficient(case, shown=LISTED)
        except Problems:  # too many to ask the rule of consent about each
            nothing = np.zeros((0, len(space.issues)), dtype=space.numbers)
            return cls(case, nothing, np.zeros(0, dtype=np.intp), np.zeros((0, 0)), None, False)
        choices = _in_order(space, found.points.choices.astype(space.numbers))
        judged = Judged.of(case)
        return cls(
            case, choices, _kinds(space, choices, headline), _gains(case, choices), judged if drawn(judged) else None,
            found.exact,
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.choices)

    def agreement(self, row: int) -> Agreement:
        """One of the agreements."""
        return Space.of(self.case).agreement(tuple(self.choices[row].tolist()))

    def chosen(self, number: int, taken: Sequence[Agreement]) -> tuple[list[int], float | None]:
        """The rows of the candidates, the safest first, and the share of the readings in which the safest of all holds.

        taken: agreements that stand before them; the share is None where it is not known.
        """
        space = Space.of(self.case)
        before = [np.array(space.choice(each), dtype=space.numbers) for each in taken]
        stands = np.zeros(len(self), dtype=bool)
        for choice in before:
            stands |= (self.choices == choice).all(axis=1)
        held = np.unique(self.kinds[stands])
        rows = np.flatnonzero(~stands)
        rows, shares = self._safest(rows, self.kinds[rows], max(number, 1) + len(held), LEAST_SHARE)
        _, of_taken = self._safest(np.flatnonzero(stands), self.kinds[stands], len(held), 0.0)
        share = None if self.judged is None else max([*shares.tolist(), *of_taken.tolist()], default=None)
        if number <= 0 or not len(rows):
            return [], share
        anchor = before[0] if before else self.choices[self._ranked(rows, shares)[0]]
        best = self._of_each_kind(rows, shares, anchor, held)
        sure = set(rows[shares >= LEAST_SHARE].tolist())
        kept = [row for row in best if row in sure][:number] or ([] if before else best[:1])
        if len(kept) + len(before) < FEWEST and len(kept) < number:
            stands[kept] = True
            kept += self._further(np.flatnonzero(~stands), anchor, held, kept, float(shares.max()))
        return kept, share

    def _further(self, others: Rows, anchor: Choices, held: Rows, kept: Sequence[int], most: float) -> list[int]:
        """The one farthest from the anchor: of those possible often enough, else of further kinds, else of all.

        At most one; of those that are as far the first in order. most: the share of the readings in which any is
        possible, at most.
        """
        if not len(others):
            return []
        apart = (self.choices[others] != anchor).sum(axis=1)
        for far in np.unique(apart)[::-1] if most >= LEAST_SHARE else ():
            row, share = self._first(others[apart == far])
            if share >= LEAST_SHARE:
                return [row]
        rows = np.sort(np.append(others, kept)).astype(np.intp)
        rows, shares = self._safest(rows, self.kinds[rows], len(self), 0.0)
        further = [row for row in self._of_each_kind(rows, shares, anchor, held) if row not in kept]
        if not further:
            return [self._first(others[apart == apart.max()])[0]]
        return [max(further, key=lambda row: int((self.choices[row] != anchor).sum()))]  # the first of those as far

    def _first(self, rows: Rows) -> tuple[int, float]:
        """The first in order of some, and the share of the readings in which it is possible."""
        rows, shares = self._safest(rows, np.zeros(len(rows), dtype=np.intp), 1, 0.0)
        return self._ranked(rows, shares)[0], float(shares.max())

    def _of_each_kind(self, rows: Rows, shares: Floats, anchor: Choices, held: Rows) -> list[int]:
        """The best of each kind but those held, best first."""
        ranked = self._ranked(rows, shares, anchor)
        firsts = np.unique(self.kinds[ranked], return_index=True)[1]
        return [row for row in np.array(ranked)[np.sort(firsts)].tolist() if self.kinds[row] not in held]

    def _ranked(self, rows: Rows, shares: Floats, anchor: Choices | None = None) -> list[int]:
        """The safest first; then by the greatest least gain, fewest changes from the anchor, next gains, terms."""
        gains = self.gains[rows]
        apart = np.zeros(len(rows)) if anchor is None else (self.choices[rows] != anchor).sum(axis=1)
        next_gains = [-gains[:, at] for at in reversed(range(gains.shape[1]))]
        ranked: list[int] = rows[np.lexsort((rows, *next_gains, apart, *next_gains[-1:], -shares))].tolist()
        return ranked

    def _safest(self, rows: Rows, kinds: Rows, keep: int, enough: float) -> tuple[Rows, Floats]:
        """Those among the safest, and in what share of the readings each is possible: all, and 1, where not known.

        kinds, keep, enough: of what kinds, of how many of these, and from what share on, as in
        `comity.agreements.safest`.
        """
        if self.judged is None or not len(rows):
            return rows, np.ones(len(rows))
        readings = Readings.of(self.case, self.judged)
        counts = safest(readings, self.choices[rows], kinds, keep, math.ceil(enough * DRAWS))
        known = counts != ASIDE
        return rows[known], counts[known] / DRAWS


def drawn(judged: Judged) -> bool:
    """Whether it can be said in what share of the readings an agreement passes.

    Not where no number has a range, and not where some body at home decides of which only a chance is judged.
    """
    return bool(judged.ranged and judged.accounts and not judged.deciding.consent.chances)


def _in_order(space: Space, choices: Choices) -> Choices:
    """Agreements by the names of the options that they have, issue by issue in the order of their names."""
    if not space.issues:
        return choices
    keys = []
    for at in sorted(range(len(space.issues)), key=lambda at: space.issues[at], reverse=True):
        place = {name: number for number, name in enumerate(sorted(space.options[at]))}
        keys.append(np.array([place[name] for name in space.options[at]])[choices[:, at]])
    return choices[np.lexsort(keys)]


def _kinds(space: Space, choices: Choices, headline: Sequence[str]) -> Rows:
    """The kind of each agreement, as a number."""
    places = [space.issues.index(issue) for issue in headline]
    if not places or not len(choices):
        return np.zeros(len(choices), dtype=np.intp)
    return np.unique(choices[:, places], axis=0, return_inverse=True)[1].ravel()


def _gains(case: Case, choices: Choices) -> Floats:
    """What agreements gain each signer over no deal in the middle of all ranges, in points, the least first."""
    payoff = Payoff.of(case)
    worths = [payoff.worths[party] for party in case.signers() if party in payoff.worths]
    gains = [
        (worth.steps_of(choices) - worth.at_no_deal(MIDDLE)) * (worth.unit.numerator / worth.unit.denominator)
        for worth in worths
        if worth.no_deal is not None
    ]
    return np.sort(np.array(gains).reshape(len(gains), len(choices)).T, axis=1).round(9)

"""The agreements that are better than a given one for some signer and worse for none, fewest changes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.nearest import Floats, Walk
from comity.agreements.passing import passes
from comity.agreements.space import Agreement, Choice, Factor, Space
from comity.agreements.worth import Payoff, Worth
from comity.case.model import Case
from comity.finding import Result

WORK = 1 << 22
"""How many partial agreements one search looks at, at most: about a second."""

HELD = 1000
"""How many improvements are held, at most; all are counted."""


@dataclass(frozen=True)
class Improvement:
    """An agreement that is better for some signer and worse for none.

    agreement: its terms; changes: the issues that it settles otherwise; gains: by signer, how many points of its own
    scale it is worth more, at the middle of every range; possible: whether it would be agreed, by every no-deal value,
    or by the rule of the case.
    """

    agreement: Agreement
    changes: tuple[str, ...]
    gains: Mapping[str, float]
    possible: bool


@dataclass(frozen=True, repr=False)
class Improvements(Result):
    """The exact Pareto improvements of an agreement: of those that are coherent and cross no red line of a signer.

    agreement: that is to be improved; number, proposal: in the list of agreements, and by its name in the case, where
    it was named so; held: the first of them, by the number of changes, then by the least gain of any signer, then by
    the sum of gains; by_changes: how many there are, by how many issues they change; searched: up to so many changes
    every one was found, None where this is all of them; allowed: whether the agreement itself is coherent and crosses
    no red line of a signer; shown: how many of those held a reader is shown.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> siting = comity.read_case(case_file("abdelnabi-2024"))
    >>> terms = "mix=land, ecology=balance, jobs=one-to-one, loan=none, compensation=none"
    >>> found = comity.improvements(siting, terms).result
    >>> found.count, dict(found.by_changes)
    (89, {2: 11, 3: 30, 4: 23, 5: 25})
    """

    agreement: Agreement
    number: int | None
    proposal: str | None
    held: tuple[Improvement, ...]
    by_changes: Mapping[int, int]
    searched: int | None
    allowed: bool
    shown: int

    @property
    def count(self) -> int:
        """How many improvements were found."""
        return sum(self.by_changes.values())

    def json(self) -> dict[str, Any]:
        """The improvements for other programs."""
        return {
            "agreement": dict(self.agreement.options),
            "number": self.number,
            "proposal": self.proposal,
            "allowed": self.allowed,
            "improvements_count": self.count,
            "improvements_shown": self.shown,
            "improvements_not_shown": self.count - self.shown,
            "by_changes": [{"changes": changes, "count": count} for changes, count in self.by_changes.items()],
            "all_with_at_most": self.searched,
            "improvements": [
                {
                    "number": number,
                    "agreement": dict(each.agreement.options),
                    "changes": list(each.changes),
                    "changes_count": len(each.changes),
                    "gains": dict(each.gains),
                    "possible": each.possible,
                }
                for number, each in enumerate(self.held, 1)
            ],
        }


def improvements_of(
    case: Case,
    agreement: Agreement,
    number: int | None = None,
    proposal: str | None = None,
    *,
    show: int = 10,
    work: int = WORK,
) -> Improvements:
    """The improvements of an agreement.

    show: how many a reader is to be shown; work: how many partial agreements to look at, at most. Where that is not
    enough for all, the search begins anew with one change, then two, and so on as far as it suffices.
    """
    search = _Search(case, agreement, max(show, HELD))
    every, searched = search.up_to(len(search.space.issues), work), None
    if not every.complete:
        every, searched = _Found(), 0
        while searched < len(search.space.issues):
            found = search.up_to(searched + 1, work)
            if not found.complete:
                break
            every, searched = found, searched + 1
    choices = [choice for _, choice in every.best]
    stand = passes(case, search.payoff, choices)
    held = tuple(search.improvement(choice, bool(possible)) for choice, possible in zip(choices, stand, strict=True))
    by_changes = dict(sorted(every.by_changes.items()))
    shown = min(show, len(held))
    return Improvements(agreement, number, proposal, held, by_changes, searched, search.allowed, shown)


Order = tuple[int, float, float]


@dataclass
class _Found:
    """What one search found: the first in order, how many by the number of changes, and whether it saw all."""

    best: list[tuple[tuple[Order, Choice], Choice]] = field(default_factory=list)
    by_changes: dict[int, int] = field(default_factory=dict)
    complete: bool = True


class _Search:
    """What is searched: the agreements that break no rule and lose no signer anything."""

    def __init__(self, case: Case, agreement: Agreement, keep: int) -> None:
        self.payoff = Payoff.of(case)
        self.space: Space = self.payoff.space
        self.keep = keep
        self.base: Choice = self.space.choice(agreement)
        self.signers: list[Worth] = [self.payoff.worths[name] for name in case.signers() if name in self.payoff.worths]
        rules = (*condition_rules(case, self.space), *red_line_rules(case, self.space))
        self.rules = [rule.breaks for rule in rules]
        self.allowed = not any(breaks.at(self.base) for breaks in self.rules)
        self.steps = np.array([worth.steps(self.base) for worth in self.signers], dtype=float)
        self.slack = np.array([worth.slack for worth in self.signers], dtype=float)
        kept = [Factor((at,), np.arange(size) == self.base[at]) for at, size in enumerate(self.space.sizes)]
        unchanged = [Factor(factor.scope, factor.values.astype(float)) for factor in kept]
        self.sums: list[Sequence[Factor]] = [*(worth.factors for worth in self.signers), unchanged]

    def up_to(self, changes: int, work: int) -> _Found:
        """All improvements with at most so many changes, if the work allowed suffices."""
        found, most = _Found(), len(self.space.issues)
        size = len(self.signers)

        def cost(reached: Floats) -> Floats:
            worse = (reached[:size] < (self.steps - self.slack)[:, None]).any(axis=0)
            better = (reached[:size] > (self.steps + self.slack)[:, None]).any(axis=0)
            changed = most - reached[size]
            return np.where(worse | ~better | (changed > changes), np.inf, changed)

        walk = Walk(self.space, self.rules, self.sums, work)
        for chunk in walk.through(cost):
            self._take(found, chunk.options, chunk.costs)
        found.complete = walk.complete
        return found

    def _take(self, found: _Found, options: NDArray[np.integer[Any]], costs: Floats) -> None:
        """Count some improvements, and keep the first of them."""
        changes = costs.astype(int)
        for number, count in zip(*np.unique(changes, return_counts=True), strict=True):
            found.by_changes[int(number)] = found.by_changes.get(int(number), 0) + int(count)
        gains = self._gains(options)
        least = gains.min(axis=1) if gains.shape[1] else np.zeros(len(options))
        total = np.round(gains.sum(axis=1), 9)
        first = np.lexsort((-total, -least, changes))[: self.keep]
        if len(first) == self.keep:  # what ties with the last of these may come before it
            last = first[-1]
            ties = (changes == changes[last]) & (least == least[last]) & (total == total[last])
            first = np.union1d(first, np.flatnonzero(ties))
        rows = [tuple(row) for row in options[first].tolist()]
        orders = [(int(changes[at]), -float(least[at]), -float(total[at])) for at in first]
        new = [((order, row), row) for order, row in zip(orders, rows, strict=True)]
        found.best = sorted([*found.best, *new])[: self.keep]

    def _gains(self, options: NDArray[np.integer[Any]]) -> Floats:
        """What agreements are worth more than the one to be improved, in points: a row an agreement, a column a
        signer."""
        gains = np.zeros((len(options), len(self.signers)))
        for at, worth in enumerate(self.signers):
            more = worth.steps_of(options) - self.steps[at]
            gains[:, at] = more * worth.unit.numerator / worth.unit.denominator
        return gains

    def improvement(self, choice: Choice, possible: bool) -> Improvement:
        """One that was found."""
        gains = self._gains(np.array([choice], dtype=np.int32))[0].tolist()
        changes = tuple(
            issue for issue, now, before in zip(self.space.issues, choice, self.base, strict=True) if now != before
        )
        by_name = {worth.party: gain for worth, gain in zip(self.signers, gains, strict=True)}
        return Improvement(self.space.agreement(choice), changes, by_name, possible)

"""Between which numbers the agreements of each draw lie, where they are too many to be listed: bounds, no sample.

At least: some agreements that come nearest to what everybody asked needs are looked at in every draw. At most: none,
where too few gain over no deal even with the best option of every issue; else all there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from comity.agreements.draws import Counts, Draws
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.judged import Account, Judged
from comity.agreements.nearest import nearest
from comity.agreements.readings import SEED, Floats, Readings, Shape
from comity.agreements.worth import Payoff
from comity.case.model import Case

LOOKED_AT = 256
"""How many agreements are looked at in every draw."""

WORK = 1 << 20
"""How many partial agreements are looked at to find them, at most."""


@dataclass(frozen=True)
class BoundedDraws:
    """The readings of a case whose agreements are too many to be listed.

    some: the readings over the agreements that are looked at; all: how many agreements there are.
    """

    some: Draws
    all: int

    @classmethod
    def of(cls, case: Case, shape: Shape = "uniform", seed: int = SEED) -> BoundedDraws:
        """The readings of a case."""
        judged = Judged.of(case)
        payoff = Payoff.of(case)
        asked = [name for name in judged.parties if name in judged.deciding.consent.voices]
        worths = [payoff.worths[name] for name in asked]
        needed = np.array([float(worth.needed) for worth in worths]).reshape(-1, 1)
        units = np.array([float(worth.unit) for worth in worths]).reshape(-1, 1)

        def missing(reached: Floats) -> Floats:
            gaps: Floats = ((needed - reached) * units).max(axis=0, initial=-np.inf)
            return gaps

        lines = red_line_rules(case, payoff.space, judged.deciding.consent.voices)
        rules = [rule.breaks for rule in (*condition_rules(case, payoff.space), *lines)]
        near = nearest(payoff.space, rules, [worth.factors for worth in worths], missing, LOOKED_AT, WORK)
        choices = np.array(near.choices, dtype=payoff.space.numbers).reshape(-1, len(payoff.space.issues))
        return cls(Draws.among(Readings.of(case, judged, shape, seed), choices), payoff.space.count)

    def counts(self, number: int) -> tuple[Counts, Counts]:
        """At least, and at most, how many agreements are left in each of the first draws."""
        low, high = np.zeros(number, dtype=np.int64), np.zeros(number, dtype=object)
        for first, values in self.some.stretches(number):
            part = slice(first, first + len(values))
            low[part] = self.some.counts_at(values)
            judged = self.some.readings.judged
            best = [_most(account, values) >= -1e-9 for account in judged.accounts]
            reachable = judged.deciding.reachable(judged.parties, best)
            high[part] = np.where(reachable, np.array(self.all, dtype=object), 0)  # there may be more than 64 bits hold
        return low, high


def _most(account: Account, values: Floats) -> Floats:
    """The most that a party could gain with the best option of every issue, in each draw."""
    weights = np.stack([values[:, at] if at >= 0 else np.ones(len(values)) for at in account.weights], axis=1)
    total = weights.sum(axis=1) if account.mean else np.ones(len(values))
    best = np.stack([values[:, list(of)].max(axis=1) for of in account.ratings], axis=1)
    linked = sum(_added(account, values), np.zeros(len(values)))
    most: Floats = (best * weights).sum(axis=1) / total + linked - values[:, account.no_deal] + float(account.slack)
    return most


def _added(account: Account, values: Floats) -> Iterator[Floats]:
    yield from (np.maximum(values[:, place], 0.0) for place, _ in account.linkages)

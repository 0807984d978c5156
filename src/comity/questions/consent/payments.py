"""What payments beside the terms would open, and on what they would hold a group together.

A payment takes from what an agreement gains who pays, who must still accept it, and adds to what it gains who is paid.
It lifts no red line. A point counts the same to both: a judgement on two scales (side payments as in games with
transferable utility, von Neumann and Morgenstern 1944, but only between those, and as far, as the case says).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.space import Agreement
from comity.agreements.voices import Block, Voices
from comity.agreements.worth import Payoff, Worth
from comity.case.model import Case

MOST = 6
"""Up to how many who could be paid every set of them is looked at."""

Whole = NDArray[Any]


@dataclass(frozen=True)
class Opened:
    """What payments from some parties to some others would do.

    payers, payees: they; opens: how many agreements pass with them that do not without; least: the smallest total, in
    points, that opens any, None where none is opened; agreement: one that it opens; tied: how many it opens; paid: who
    is paid how much for that; holds: by group, on how many of the agreements that pass anyway they win back all of its
    members that refuse.
    """

    payers: tuple[str, ...]
    payees: tuple[str, ...]
    opens: int
    least: Fraction | None = None
    agreement: Agreement | None = None
    tied: int = 0
    paid: Mapping[str, Fraction] = field(default_factory=dict)
    holds: Mapping[str, int] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "from": list(self.payers),
            "to": list(self.payees),
            "opens": self.opens,
            "least": None if self.least is None else float(self.least),
            "agreement": None if self.agreement is None else dict(self.agreement.options),
            "tied": self.tied,
            "paid": {name: float(points) for name, points in self.paid.items()},
            "holds": dict(self.holds),
        }


def opened(case: Case, payoff: Payoff) -> tuple[Opened, ...]:
    """What the payments of a case would do: all together, then, where these are several, from each to each.

    Exact, at the middle of all ranges; nothing where the case allows no payments, or more than `MOST` could be paid.
    """
    allowed = case.payments
    if allowed is None or len(allowed.to) > MOST:
        return ()
    voices = Voices(case, payoff, _concerned(case, payoff, (*allowed.from_, *allowed.to)))
    pairs = [((payer,), (payee,)) for payer in allowed.from_ for payee in allowed.to]
    together = (allowed.from_, allowed.to)
    sums = _Sums.of(payoff, (*allowed.from_, *allowed.to))
    several = [_Payment(case, voices, sums, *each) for each in ([together, *pairs] if len(pairs) > 1 else [together])]
    for block in voices.blocks():
        for payment in several:
            payment.look_at(block)
    return tuple(payment.opened() for payment in several)


def _concerned(case: Case, payoff: Payoff, named: Sequence[str]) -> tuple[str, ...]:
    """Who pays or is paid, and everyone of whom it can be told who is a member of the same group."""
    groups = {group for name in named for group in case.groups_of(name)[-1:]}
    beside = [member for group in sorted(groups) for member in case.everyone()[group].members]
    return (*named, *(name for name in beside if name in payoff.worths and payoff.worths[name].no_deal is not None))


@dataclass(frozen=True)
class _Sums:
    """What agreements gain some parties, in whole units in which all of their worths are whole; and the unit."""

    worths: Mapping[str, Worth]
    unit: Fraction

    @classmethod
    def of(cls, payoff: Payoff, names: Sequence[str]) -> _Sums:
        worths = {name: payoff.worths[name] for name in names}
        return cls(worths, Fraction(1, math.lcm(*(worth.unit.denominator for worth in worths.values()))))

    def gains(self, name: str, steps: NDArray[np.float64]) -> Whole:
        """What agreements gain somebody over what it needs; steps: what they are worth to it."""
        worth = self.worths[name]
        each = int(worth.unit / self.unit)
        kind: Any = np.int64 if each * (abs(steps).max(initial=1) + abs(worth.needed)) < 2**60 else object
        whole: Whole = (steps.astype(np.int64) - worth.needed).astype(kind) * each
        return whole


class _Payment:
    """Payments from some to some, while blocks of agreements are looked at."""

    def __init__(
        self, case: Case, voices: Voices, sums: _Sums, payers: tuple[str, ...], payees: tuple[str, ...]
    ) -> None:
        assert case.payments is not None
        self.voices, self.sums, self.payers, self.payees = voices, sums, payers, payees
        self.at_most = math.floor(Fraction(repr(case.payments.at_most)) / sums.unit)
        self.groups = {
            name: tuple(party.members)
            for name, party in case.everyone().items()
            if set(party.members) & set(payees) and all(member in voices.worths for member in party.members)
        }
        self.opens = self.tied = 0
        self.least: int | None = None
        self.best: tuple[Agreement, dict[str, Fraction]] | None = None
        self.holds = dict.fromkeys(self.groups, 0)

    def look_at(self, block: Block) -> None:
        """Take one block into account."""
        places, answers, never = block.places, block.answers, np.iinfo(np.int64).max
        gains = {name: self._gains(name, block) for name in (*self.payers, *self.payees)}
        free = {name: self.voices.uncrossed(name, block.fixed, places) for name in gains}
        spare = sum(np.where(free[name], np.maximum(gains[name], 0), 0) for name in self.payers)
        afforded = np.minimum(spare, self.at_most)
        short = {name: np.maximum(-gains[name], 0) for name in self.payees}
        passes = np.broadcast_to(answers.passes(), places.shape)
        price = np.where(passes, 0, never).astype(object if afforded.dtype == object else np.int64)
        to: dict[tuple[str, ...], Whole] = {}
        for some in _sets([name for name in self.payees if name in answers.said]):
            cost = sum(short[name] for name in some)
            said = {**answers.said, **{name: free[name] for name in some}}
            able = np.broadcast_to(replace(answers, said=said).passes(), places.shape) & (cost <= afforded)
            to[some] = np.where(able, cost, never)
            price = np.minimum(price, to[some])
        new = np.flatnonzero(~passes & (price < never))
        self.opens += len(new)
        if new.size:
            self._keep(block, new, price, to, short)
        for group, members in self.groups.items():
            refuses = {name: ~self._accepts(name, block) for name in members}
            cost = sum(short[name] for name in members if name in self.payees)
            # A member goes on refusing that is not paid, or that has a red line against it.
            lost = [refuses[name] & ~free[name] if name in self.payees else refuses[name] for name in members]
            held = passes & np.logical_or.reduce(list(refuses.values())) & ~np.logical_or.reduce(lost)
            self.holds[group] += int(np.count_nonzero(held & (cost <= afforded)))

    def _accepts(self, name: str, block: Block) -> NDArray[np.bool_]:
        free = self.voices.uncrossed(name, block.fixed, block.places)
        return np.asarray(free & self.voices.enough(name, block.fixed, block.places))

    def _gains(self, name: str, block: Block) -> Whole:
        return self.sums.gains(name, self.voices.steps(name, block.fixed, block.places))

    def _keep(
        self,
        block: Block,
        new: NDArray[np.intp],
        price: Whole,
        to: Mapping[tuple[str, ...], Whole],
        short: Mapping[str, Whole],
    ) -> None:
        least = int(price[new].min())
        first = new[int(np.argmax(price[new] == least))]
        if self.least is None or least < self.least:
            self.least, self.tied = least, 0
            some = next(names for names, cost in to.items() if cost[first] == least)
            paid = {name: int(short[name][first]) * self.sums.unit for name in some if short[name][first]}
            space = self.voices.space
            self.best = space.agreement(space.in_block(block.fixed, int(block.places[first]))), paid
        if least == self.least:
            self.tied += int(np.count_nonzero(price[new] == least))

    def opened(self) -> Opened:
        """What they would do."""
        if self.least is None or self.best is None:
            return Opened(self.payers, self.payees, 0, holds=self.holds)
        agreement, paid = self.best
        least = self.least * self.sums.unit
        return Opened(self.payers, self.payees, self.opens, least, agreement, self.tied, paid, self.holds)


def _sets(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [some for size in range(1, len(names) + 1) for some in combinations(names, size)]

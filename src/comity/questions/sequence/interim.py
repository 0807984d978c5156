"""Interim worth: what each party has once some steps towards an agreement are in force and talks stop there.

Each step moves one issue from what holds today to what the agreement aimed at says. Worths of issues add up, by their
shares; what linkages add arrives on closing, with all else that the steps do not bring. Counted in whole steps of one
unit for all parties, so that ties are ties.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from comity.agreements.space import Agreement
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case, Interest

Whole = NDArray[np.int64]
Kind = Literal["exposed", "tempted"]

_FINEST = Fraction(1, 10**9)
_MOST = 10**17
"""How many units all numbers together may be: sums over all steps must fit into 64 bits."""
_NEAR = 1000
"""Within how many units two risks count as equal where numbers were rounded to a unit."""


@dataclass(frozen=True)
class Account:
    """What one party has from each step, in whole units of `Interim.unit`.

    steps: by issue; gain: what the whole agreement is worth to it above no deal; today: what today is worth to it above
    no deal; linked: how much of the way from today to the agreement linkages carry.
    """

    party: str
    steps: Mapping[str, int]
    gain: int
    today: int
    linked: int

    @property
    def closing(self) -> int:
        """What arrives on closing beside the steps: the gain less all that the steps bring."""
        return self.gain - sum(self.steps.values())


@dataclass(frozen=True)
class Interim:
    """What each party has while steps towards an agreement are in force one after another.

    target: the agreement aimed at; today: the option of every issue that holds now; issues: all, in the order of the
    case; lapsing: those on which a step lapses when talks stop; accounts: of every signer that has judgements; unit: of
    their numbers, in points; exact: whether no number was rounded.
    """

    target: Agreement
    today: Mapping[str, str]
    issues: tuple[str, ...]
    lapsing: frozenset[str]
    accounts: tuple[Account, ...]
    unit: Fraction
    exact: bool

    @classmethod
    def of(cls, case: Case, payoff: Payoff, parties: Sequence[str], target: Agreement) -> Interim | None:
        """The steps towards an agreement; None where it is not said of every issue what holds today."""
        today = {name: issue.today.option for name, issue in case.issues.items() if issue.today is not None}
        if len(today) < len(case.issues):
            return None
        space = payoff.space
        there, here = space.choice(target), space.choice(Agreement(today))
        found = []
        for party in parties:
            worth, interest = payoff.worths[party], case.interest_of(party)
            no_deal = worth.at_no_deal(MIDDLE)
            gain, now = ((worth.steps(choice) - no_deal) * worth.unit for choice in (there, here))
            steps = _steps(interest, today, target)
            found.append((party, steps, gain, now, gain - now - sum(steps.values(), Fraction(0))))
        numbers = [number for _, steps, *others in found for number in (*steps.values(), *others)]
        common = math.lcm(*(number.denominator for number in numbers)) if numbers else 1
        most = sum(map(abs, numbers), Fraction(0))
        exact = most * common <= _MOST
        unit = Fraction(1, common) if exact else max(_FINEST, most / _MOST)
        accounts = tuple(
            Account(
                party,
                {issue: round(points / unit) for issue, points in steps.items()},
                *(round(points / unit) for points in others),
            )
            for party, steps, *others in found
        )
        lapsing = frozenset(name for name, issue in case.issues.items() if issue.reversible)
        return cls(target, today, space.issues, lapsing, accounts, unit, exact)

    @property
    def near(self) -> int:
        """Within how many units two risks count as equal."""
        return 0 if self.exact else _NEAR

    def points(self, units: int) -> float:
        """Whole units as points."""
        return float(int(units) * self.unit)

    @property
    def changing(self) -> tuple[str, ...]:
        """The issues on which the agreement says something else than holds today."""
        return tuple(issue for issue in self.issues if self.target.options[issue] != self.today[issue])

    def worth(self, account: Account, settled: Iterable[str]) -> int:
        """What a party has above no deal once some issues, not all, are settled and talks stop, in whole units."""
        return sum(account.steps.get(issue, 0) for issue in frozenset(settled) - self.lapsing)

    def stage(self, settled: Iterable[str]) -> Stage:
        """Who is exposed or tempted once some issues, not all, are settled."""
        settled = tuple(settled)
        has = {account.party: self.worth(account, settled) for account in self.accounts}
        ahead = {account.party: has[account.party] - account.gain for account in self.accounts}
        risks: list[tuple[int, str, Kind]] = [(-units, party, "exposed") for party, units in has.items()]
        risks += [(units, party, "tempted") for party, units in ahead.items()]
        most = max([0, *(units for units, _, _ in risks)])
        return Stage(
            settled,
            {party: self.points(units) for party, units in has.items()},
            {party: self.points(units) for party, units in ahead.items()},
            self.points(most),
            tuple((party, kind) for units, party, kind in risks if most > 0 and units >= most - self.near),
        )

    def risks(self, units: Sequence[frozenset[str]]) -> Whole:
        """By set of units of issues: the most that anybody is exposed or tempted once these are settled, at least 0.

        units: which issues are settled together; unit k is in a set where bit k of its number is set. The set of all
        counts 0, since the agreement is then closed.
        """
        risks: Whole = np.zeros(1 << len(units), dtype=np.int64)
        for account in self.accounts:
            has: Whole = np.zeros(1, dtype=np.int64)
            for unit in units:
                has = np.concatenate([has, has + sum(account.steps.get(issue, 0) for issue in unit - self.lapsing)])
            np.maximum(risks, -has, out=risks)
            np.maximum(risks, has - account.gain, out=risks)
        if self.near:  # what differs by rounding alone is a tie
            risks = (risks + self.near // 2) // self.near * self.near
        risks[-1] = 0
        return risks


@dataclass(frozen=True)
class Stage:
    """Where the parties stand once some issues are settled, if talks stop there, in points.

    has: by party, above no deal; ahead: by party, above what the whole agreement would bring it; risk: the largest of
    what anybody has lost and what anybody gains by stopping, at least 0; whose: that is, each with whether it is
    exposed or tempted; empty where nobody is.
    """

    settled: tuple[str, ...]
    has: Mapping[str, float]
    ahead: Mapping[str, float]
    risk: float
    whose: tuple[tuple[str, Kind], ...]

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "settled": list(self.settled),
            "epsilon": self.risk,
            "whose": [{"party": party, "kind": kind} for party, kind in self.whose],
            "interim": dict(self.has),
            "ahead_of_closing": dict(self.ahead),
        }


def _steps(interest: Interest, today: Mapping[str, str], target: Agreement) -> dict[str, Fraction]:
    """What each issue brings a party by moving from today to the agreement, in points."""
    shares = interest.shares()
    return {
        issue: shares[issue] * (stated.ratings[target.options[issue]].point - stated.ratings[today[issue]].point)
        for issue, stated in interest.issues.items()
        if issue in shares
    }

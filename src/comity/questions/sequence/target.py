"""The agreement that steps and rounds of talks aim at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from comity.agreements.efficient import efficient
from comity.agreements.picks import Gains, Picks
from comity.agreements.space import Agreement
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case

TIED = 1 << 10
"""How many agreements of the egalitarian pick are looked at, at most."""


@dataclass(frozen=True)
class Target:
    """The agreement aimed at.

    agreement: its terms; how: whether it was asked for or is the egalitarian pick; tied: how many agreements the pick
    leaves open, of which this changes least of what holds today (of several the first by the names of its options);
    gains: by signer, over no deal, in points.
    """

    agreement: Agreement
    how: Literal["asked", "egalitarian"]
    tied: int
    gains: Mapping[str, float]

    @property
    def least(self) -> float:
        """What the signer gains that gains least."""
        return min(self.gains.values(), default=0.0)


def target_of(case: Case, payoff: Payoff, asked: Agreement | None) -> Target | None:
    """The agreement that was asked for, else the one that leaves the worst-off signer best off (Kalai 1977).

    None where there is none: no agreement is possible, or none that every signer prefers to no deal.
    """
    if asked is not None:
        return Target(asked, "asked", 1, _gains(case, payoff, asked))
    if not all(name in payoff.worths and payoff.worths[name].no_deal is not None for name in case.signers()):
        return None
    found = efficient(case, payoff=payoff, shown=TIED)
    picked = [(row, agreement) for row in Picks.of(Gains.of(found)).egalitarian for agreement in found.agreements(row)]
    if not picked:
        return None
    today = {name: issue.today.option for name, issue in case.issues.items() if issue.today is not None}

    def changes(agreement: Agreement) -> tuple[int, list[tuple[str, str]]]:
        moved = sum(today.get(issue, option) != option for issue, option in agreement.options.items())
        return moved, sorted(agreement.options.items())

    tied = sum(found.points.counts[row] for row in {row for row, _ in picked})
    agreement = min((agreement for _, agreement in picked), key=changes)
    return Target(agreement, "egalitarian", tied, _gains(case, payoff, agreement))


def _gains(case: Case, payoff: Payoff, agreement: Agreement) -> dict[str, float]:
    choice = payoff.space.choice(agreement)
    worths = {name: payoff.worths.get(name) for name in case.signers()}
    return {
        name: worth.points(worth.steps(choice) - worth.at_no_deal(MIDDLE))
        for name, worth in worths.items()
        if worth is not None and worth.no_deal is not None
    }

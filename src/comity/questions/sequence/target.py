"""The agreement that steps and rounds of talks aim at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from comity.agreements.efficient import efficient
from comity.agreements.picks import Gains, Picks
from comity.agreements.space import Agreement, Choice
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case
from comity.questions.possible import possible_choices

TIED = 1 << 10
"""How many agreements of the egalitarian pick are looked at, at most."""


@dataclass(frozen=True)
class Target:
    """The agreement aimed at.

    agreement: its terms; how: whether it was asked for or is the egalitarian pick; tied: how many agreements the pick
    leaves open, of which this changes least of what holds today (of several the first by the names of its options);
    gains: by signer, over no deal, in points; compared: how many of these were looked at, 0 where all were.
    """

    agreement: Agreement
    how: Literal["asked", "egalitarian"]
    tied: int
    gains: Mapping[str, float]
    compared: int = 0

    @property
    def least(self) -> float:
        """What the signer gains that gains least."""
        return min(self.gains.values(), default=0.0)


def target_of(case: Case, payoff: Payoff, asked: Agreement | None) -> Target | None:
    """The agreement that was asked for, else the one that leaves the worst-off signer best off (Kalai 1977).

    None where there is none: nobody signs, no agreement is possible, or none that every signer prefers to no deal.
    """
    if asked is not None:
        return Target(asked, "asked", 1, _gains(case, payoff, asked))
    signers = case.signers()
    if not signers or not all(name in payoff.worths and payoff.worths[name].no_deal is not None for name in signers):
        return None
    found = efficient(case, payoff=payoff, shown=TIED)
    picked = [(row, agreement) for row in Picks.of(Gains.of(found)).egalitarian for agreement in found.agreements(row)]
    if not picked:
        return None
    today = {name: issue.today.option for name, issue in case.issues.items() if issue.today is not None}
    listed = [agreement for _, agreement in picked]
    tied = sum(found.points.counts[row] for row in {row for row, _ in picked})
    agreement, compared = None, 0
    if tied > len(listed):
        agreement = _nearest_of_all(case, payoff, [payoff.space.choice(each) for each in listed], today)
        compared = len(listed) if agreement is None else 0
    if agreement is None:
        agreement = min(
            listed,
            key=lambda each: (
                sum(today.get(issue, option) != option for issue, option in each.options.items()),
                sorted(each.options.items()),
            ),
        )
    return Target(agreement, "egalitarian", tied, _gains(case, payoff, agreement), compared)


def _nearest_of_all(case: Case, payoff: Payoff, picked: Sequence[Choice], today: Mapping[str, str]) -> Agreement | None:
    """Of all possible agreements worth what some picked ones are to every signer, the one that changes least of today.

    Of several the first by the names of its options. None where the agreements are too many to be listed.
    """
    choices = possible_choices(case)
    if choices is None:
        return None
    worths = [payoff.worths[name] for name in case.signers()]
    values = np.stack([worth.steps_of(choices) for worth in worths], axis=1)
    wanted = np.unique([[float(worth.steps(choice)) for worth in worths] for choice in picked], axis=0)
    left = choices[(values[:, None, :] == wanted).all(axis=2).any(axis=1)]
    space = payoff.space
    here = {issue: space.place(at, today[issue]) for at, issue in enumerate(space.issues) if issue in today}
    changed = sum((left[:, at] != here[issue] for at, issue in enumerate(space.issues) if issue in here), 0)
    left = left[changed == np.min(changed)]
    for issue in sorted(space.issues):
        column = left[:, space.issues.index(issue)]
        first = min(np.unique(column).tolist(), key=lambda place: space.options[space.issues.index(issue)][place])
        left = left[column == first]
    return space.agreement(left[0])


def _gains(case: Case, payoff: Payoff, agreement: Agreement) -> dict[str, float]:
    choice = payoff.space.choice(agreement)
    worths = {name: payoff.worths.get(name) for name in case.signers()}
    return {
        name: worth.points(worth.steps(choice) - worth.at_no_deal(MIDDLE))
        for name, worth in worths.items()
        if worth is not None and worth.no_deal is not None
    }

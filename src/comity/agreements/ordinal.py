"""What follows from orders alone: which option is better and which issue matters more, with no number trusted.

A party's worth of an agreement is sum of w_i u_i: u_i is 1 for the best option of an issue, 0 for the worst, and
anything in the party's order between them; w_i is anything in its order of the issues. An agreement is necessarily at
least as good as a reference where it is so for all such numbers, possibly where it is for some. The least and the most
of the difference are the least and the most of prefix sums over the issues in falling weight (issues of equal weight
enter together):

    necessarily: -1 where the option is worse; +1 where it is the best and the reference the worst; else 0
    possibly:    +1 where the option is better; -1 where it is the worst and the reference the best; else 0

each issue contributing one of these, and no prefix sum of the first below 0, or some prefix sum of the second at least
0. A linkage changes worth by an amount of which only the sign is trusted.

Source: robust ordinal regression without preference statements, Greco, Mousseau and Slowinski (2008); the extreme
points of ranked weights are those of Kirkwood and Sarin (1985).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.judged import Account, Judged
from comity.agreements.worth import HIGH, LOW, MIDDLE
from comity.case.model import Case


@dataclass(frozen=True)
class AtLeast:
    """Over some agreements, one place each: whether they are at least as good as a reference for a party."""

    necessarily: NDArray[np.bool_]
    possibly: NDArray[np.bool_]


def references(case: Case) -> dict[str, dict[str, str]]:
    """What no deal is like to the signers of whom the case says it, by signer: an option by issue."""
    stated = {party: case.interest_of(party).no_deal for party in case.signers()}
    return {party: dict(no_deal.like) for party, no_deal in stated.items() if no_deal is not None and no_deal.like}


def at_least(judged: Judged, account: Account, choices: Choices, reference: Mapping[str, str]) -> AtLeast:
    """Whether agreements are at least as good for a party as a reference, by its orders alone.

    reference: an option by issue; an issue of which it says nothing may be settled in any way.
    """
    size, order = len(choices), _issues_by_weight(judged, account)
    least, most = np.zeros(size, dtype=int), np.zeros(size, dtype=int)
    necessarily, possibly = np.ones(size, dtype=bool), np.zeros(size, dtype=bool)
    for together in order:
        for at in together:
            worse, better = _steps(judged, account, at, reference)
            options = choices[:, account.issues[at]]
            least += worse[options]
            most += better[options]
        necessarily &= least >= 0
        possibly |= most >= 0
    if not order:
        possibly[:] = True
    lost, gained = _linked(judged, account, choices, reference)
    return AtLeast(necessarily & ~lost, possibly | gained)


def _issues_by_weight(judged: Judged, account: Account) -> list[list[int]]:
    """The issues that matter to a party by falling weight, those of equal weight together.

    Of who counts in points, by the points between the best option and the worst.
    """
    middle = judged.at(MIDDLE)
    matter: dict[Fraction, list[int]] = {}
    for at, (weight, ratings) in enumerate(zip(account.weights, account.ratings, strict=True)):
        values = [middle[rating] for rating in ratings]
        matters = max(values) - min(values) if not account.mean else middle[weight] if weight >= 0 else Fraction(1)
        matter.setdefault(matters, []).append(at)
    return [matter[matters] for matters in sorted(matter, reverse=True) if matters]


def _steps(
    judged: Judged, account: Account, at: int, reference: Mapping[str, str]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """By option of an issue: its part of the least sum, and of the most, against the option of the reference."""
    middle = judged.at(MIDDLE)
    values = account.values(at, middle)
    issue = account.issues[at]
    named = reference.get(judged.space.issues[issue])
    others = values if named is None else [values[judged.space.place(issue, named)]]
    best, worst = max(values), min(values)
    best_of_others, worst_of_others = max(others), min(others)

    def least(mine: Fraction) -> int:
        return -1 if mine < best_of_others else int(mine == best and best_of_others == worst and best > worst)

    def most(mine: Fraction) -> int:
        return 1 if mine > worst_of_others else -int(mine == worst and worst_of_others == best and best > worst)

    return np.array([least(mine) for mine in values]), np.array([most(mine) for mine in values])


def _linked(
    judged: Judged, account: Account, choices: Choices, reference: Mapping[str, str]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where linkages may cost an agreement any number of points against the reference, and where they may add any."""
    lost, gained = np.zeros(len(choices), dtype=bool), np.zeros(len(choices), dtype=bool)
    for number, holds in account.linkages:
        mine = holds.values[tuple(choices[:, at] for at in holds.scope)]
        index = tuple(_options(judged, at, reference) for at in holds.scope)
        theirs = holds.values[np.ix_(*index)] if index else holds.values
        low, high = judged.numbers[number].ends[LOW], judged.numbers[number].ends[HIGH]
        may_add, may_lose = mine & (not theirs.all()), ~mine & bool(theirs.any())
        if high > 0:
            gained |= may_add
            lost |= may_lose
        if low < 0:
            lost |= may_add
            gained |= may_lose
    return lost, gained


def _options(judged: Judged, issue: int, reference: Mapping[str, str]) -> Sequence[int]:
    named = reference.get(judged.space.issues[issue])
    return range(judged.space.sizes[issue]) if named is None else [judged.space.place(issue, named)]

"""Whether a group holds: on which agreements its yes is given and nobody in it refuses."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.exclusions import crosses
from comity.agreements.ruling import at_choices
from comity.agreements.space import Agreement, Space
from comity.agreements.worth import MIDDLE, SCALE, Payoff
from comity.case.model import Case

NEAR = 1e-9
"""Points as few as this are none."""


@dataclass(frozen=True)
class Refuser:
    """A member that is the only one of its group to refuse some agreements.

    agreements: how many; least, most: by how many points these fall short of no deal for it; 0 where it refuses by a
    red line alone; passing: how many pass in all; terms: by issue and option, how many of those that it refuses have
    it, and how many of all.
    """

    agreements: int
    least: float
    most: float
    passing: int = 0
    terms: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    @property
    def telling(self) -> tuple[tuple[str, str, int, int], ...]:
        """Terms that it refuses clearly more often than all that pass: issue, option, refused, passing.

        A fifth more often, and not once only; the most telling first.
        """
        often = [
            (*term, refused, all_)
            for term, (refused, all_) in self.terms.items()
            if refused > 1 and 5 * refused * self.passing >= 6 * self.agreements * all_
        ]
        return tuple(sorted(often, key=lambda each: (-each[2] / each[3], -each[2], each[0], each[1])))


@dataclass(frozen=True)
class Held:
    """On how many of the agreements that pass a group holds.

    holds: nobody in it refuses; efficient: of the efficient ones among these, None where it was not asked; accepts: by
    member, how many it accepts; refuses_alone: by member that is ever the only one to refuse.
    """

    group: str
    holds: int
    efficient: int
    accepts: dict[str, int]
    refuses_alone: dict[str, Refuser]

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "holds": self.holds,
            "holds_efficient": self.efficient,
            "accepts": dict(self.accepts),
            "refuses_alone": {name: refuser.agreements for name, refuser in self.refuses_alone.items()},
            "refused_terms": {
                name: [
                    {"issue": issue, "option": option, "refused": refused, "passing": passing}
                    for issue, option, refused, passing in refuser.telling
                ]
                for name, refuser in self.refuses_alone.items()
            },
            "short": {name: {"low": each.least, "high": each.most} for name, each in self.refuses_alone.items()},
        }


@dataclass(frozen=True)
class Rerated:
    """A rating at which a member would accept an agreement, all else as judged; rounded up to hundredths of a point."""

    issue: str
    option: str
    to: float

    def json(self) -> dict[str, Any]:
        """The rating by its names."""
        return {"issue": self.issue, "option": self.option, "to": self.to}


@dataclass(frozen=True)
class Refused:
    """What a member refuses of one agreement.

    short: by how many points it falls short of no deal for the member, 0 where only red lines stand against it;
    red_lines: which of those that bind it are crossed; no_deal: the no-deal value at which it would accept, all else as
    judged, rounded down to hundredths of a point, None where red lines stand against it; ratings: those that would
    have to rise least for the same, none where no single one on its scale suffices; instead: the agreement that passes,
    differs in one issue, is accepted by the member and costs the worst-off signer least, None where there is none;
    issue: that one; costs: by how many points what the worst-off signer gains is less by it (more, below 0).
    """

    member: str
    short: float
    red_lines: tuple[str, ...]
    instead: Agreement | None = None
    issue: str = ""
    costs: float = 0.0
    no_deal: float | None = None
    ratings: tuple[Rerated, ...] = ()

    def json(self) -> dict[str, Any]:
        """The refusal by its names."""
        cheapest = None
        if self.instead is not None:
            cheapest = {"issue": self.issue, "option": self.instead.options[self.issue], "costs": self.costs}
        judged = {"no_deal": self.no_deal, "ratings": [rating.json() for rating in self.ratings]}
        told = {"member": self.member, "short": self.short, "red_lines": list(self.red_lines)}
        return {**told, "cheapest": cheapest, "judged_otherwise": judged}


def rated_groups(case: Case, payoff: Payoff) -> dict[str, tuple[str, ...]]:
    """The groups of a case, with their members of whom it can be told whether they accept."""
    found = {
        name: tuple(member for member in party.members if _rated(payoff, member))
        for name, party in case.everyone().items()
    }
    return {name: members for name, members in found.items() if members}


def _rated(payoff: Payoff, party: str) -> bool:
    return party in payoff.worths and payoff.worths[party].no_deal is not None


def accepts(case: Case, payoff: Payoff, party: str, choices: Choices) -> NDArray[np.bool_]:
    """Which agreements somebody accepts by its own no-deal value and red lines."""
    yes = payoff.worths[party].steps_of(choices) >= payoff.worths[party].needed
    for line in case.red_lines_of(party).values():
        yes &= ~at_choices(crosses(payoff.space, line), choices)
    return np.asarray(yes)


def surplus(payoff: Payoff, party: str, choices: Choices) -> NDArray[np.float64]:
    """What agreements gain somebody over no deal, in points."""
    worth = payoff.worths[party]
    gains: NDArray[np.float64] = (worth.steps_of(choices) - worth.at_no_deal(MIDDLE)) * float(worth.unit)
    return gains


def held(case: Case, payoff: Payoff, choices: Choices, efficient: NDArray[np.bool_]) -> dict[str, Held]:
    """On how many of some agreements each group holds; efficient: which of them are."""
    found = {}
    for group, members in rated_groups(case, payoff).items():
        answers = {member: accepts(case, payoff, member, choices) for member in members}
        refusing = np.sum([~answer for answer in answers.values()], axis=0)
        alone = {}
        for member, answer in answers.items():
            mine = np.flatnonzero(~answer & (refusing == 1))
            if mine.size:
                short = np.maximum(0.0, -surplus(payoff, member, choices[mine]))
                ends, terms = (float(short.min()), float(short.max())), _terms(payoff.space, choices, mine)
                alone[member] = Refuser(len(mine), *ends, len(choices), terms)
        together = refusing == 0
        count = int(np.count_nonzero(together))
        both = int(np.count_nonzero(together & efficient))
        found[group] = Held(group, count, both, {name: int(answer.sum()) for name, answer in answers.items()}, alone)
    return found


def _terms(space: Space, choices: Choices, rows: NDArray[np.intp]) -> dict[tuple[str, str], tuple[int, int]]:
    """By issue and option that any agreement has: how many of some of them have it, and how many of all."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for at, issue in enumerate(space.issues):
        some, all_ = (np.bincount(of[:, at], minlength=space.sizes[at]).tolist() for of in (choices[rows], choices))
        found |= {(issue, option): (some[to], all_[to]) for to, option in enumerate(space.options[at]) if all_[to]}
    return found


def refusals(case: Case, payoff: Payoff, passing: Choices, choice: tuple[int, ...], group: str) -> tuple[Refused, ...]:
    """Who in a group refuses one agreement, by how much, and which other term would win each back.

    passing: the agreements that pass.
    """
    row = np.array([choice], dtype=np.int32)
    rated = [name for name in case.signers() if _rated(payoff, name)]
    others = passing[(passing != row).sum(axis=1) == 1]
    found = []
    for member in rated_groups(case, payoff).get(group, ()):
        if accepts(case, payoff, member, row)[0]:
            continue
        lines = case.red_lines_of(member)
        crossed = tuple(name for name, line in lines.items() if crosses(payoff.space, line).at(choice))
        short = max(0.0, float(-surplus(payoff, member, row)[0]))
        judged = (None, ()) if crossed else _otherwise(case, payoff, member, payoff.space.agreement(choice), short)
        better = others[accepts(case, payoff, member, others)] if len(others) else others
        if not len(better):
            found.append(Refused(member, short, crossed, no_deal=judged[0], ratings=judged[1]))
            continue
        least = np.min([surplus(payoff, name, better) for name in rated], axis=0)
        now = min(float(surplus(payoff, name, row)[0]) for name in rated)
        best = better[int(np.argmax(least.round(9)))]
        issue = payoff.space.issues[int(np.flatnonzero(best != row[0])[0])]
        costs = now - float(least.max())
        found.append(Refused(member, short, crossed, payoff.space.agreement(best.tolist()), issue, costs, *judged))
    return tuple(found)


def _otherwise(
    case: Case, payoff: Payoff, member: str, agreement: Agreement, short: float
) -> tuple[float, tuple[Rerated, ...]]:
    """The no-deal value, and the ratings that rise least, at which a member would accept an agreement."""
    interest, worth = case.interest_of(member), payoff.worths[member]
    rises = {issue: short * float(1 / share) for issue, share in interest.shares().items() if share}
    raised = [
        Rerated(issue, option, _up(float(interest.issues[issue].ratings[option].point) + rises[issue]))
        for issue, option in agreement.options.items()
        if issue in rises
    ]
    possible = [each for each in raised if interest.scale != "weights" or each.to <= SCALE + NEAR]
    least = min((rises[each.issue] for each in possible), default=0.0)
    ratings = tuple(each for each in possible if rises[each.issue] <= least + NEAR)
    return -_up(short - worth.points(worth.at_no_deal(MIDDLE))), ratings


def _up(points: float) -> float:
    """Points in hundredths, rounded up."""
    return math.ceil(points * 100 - NEAR) / 100

"""What each party demands, could fall back to and will not sign, issue by issue: as numbers and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from comity.agreements.common_ground import shares_and_ratings
from comity.case import anchors
from comity.case.model import Case
from comity.case.points import Levels
from comity.papers.possible import Possible
from comity.questions.deadlock.answer import Answer
from comity.questions.deadlock.closeness import Closeness

Left = Mapping[str, tuple[str, ...]]
"""By issue, the options that some possible agreement has."""


Nearness = Literal["near", "between", "far"]
"""In which third of a party's scale an option stands: the best, the middle or the worst."""


@dataclass(frozen=True)
class Stance:
    """Where one party stands on one issue.

    weighs: which part of all that matters to it, 0 to 1, None where it is indifferent; demands: the options that it
    rates highest; falls_back: of the options that some possible agreement has, those that it rates lowest, empty where
    none is possible or these are what it demands; refuses: the names of its red lines that begin with this issue;
    leads_to: the anchor of its judgement, its own or its group's.
    """

    party: str
    issue: str
    weighs: float | None
    demands: tuple[str, ...]
    falls_back: tuple[str, ...]
    refuses: tuple[str, ...]
    leads_to: str


def stance(case: Case, party: str, issue: str, left: Left | None = None) -> Stance:
    """Where one party stands on one issue; left: what its fallback is chosen from, None where it has none."""
    stated = case.interest_of(party).issues.get(issue)
    share, _ = shares_and_ratings(case, party).get(issue, (Fraction(0), {}))
    lines = case.red_lines_of(party).items()
    refuses = tuple(name for name, line in lines if next(iter(line.never), None) == issue)
    if stated is None:
        return Stance(party, issue, None, (), (), refuses, "")
    ratings = Levels.of(stated.ratings, lambda rating: rating.point)
    most = max(ratings.values())
    demands = tuple(option for option, rating in ratings.items() if rating == most)
    reached = [option for option in (left or {}).get(issue, ()) if stated.rates(option)]
    least = min((ratings[option] for option in reached), default=most)
    falls_back = tuple(option for option in reached if ratings[option] == least < most)
    holders = (party, *reversed(case.groups_of(party)))
    whose = next((name for name in holders if name in case.interests and issue in case.interests[name].issues), party)
    return Stance(party, issue, float(share), demands, falls_back, refuses, anchors.interest(whose, issue))


def nearness(case: Case, party: str, issue: str, option: str) -> Nearness | None:
    """How near an option is to what a party wants, in thirds of its scale; None where it is indifferent to the issue.

    On a score sheet the scale of an issue goes from 0 to its best option.
    """
    _, ratings = shares_and_ratings(case, party).get(issue, (Fraction(0), {}))
    if not ratings or not case.interest_of(party).issues[issue].rates(option):
        return None
    return (
        "near" if ratings[option] >= Fraction(200, 3) else "between" if ratings[option] >= Fraction(100, 3) else "far"
    )


def options_left(case: Case, blocked: Answer | None) -> Left | None:
    """By issue, the options that some possible agreement has; None where none is possible or that is not known.

    blocked: what `deadlock` answers with, which knows it where the agreements are too many to be listed.
    """
    possible = Possible.of(case)
    if possible is not None:
        return {issue: possible.options(issue) for issue in case.issues} if len(possible.choices) else None
    return blocked.options_left if isinstance(blocked, Closeness) and not case.by_rule else None


def alike(case: Case) -> dict[str, tuple[str, ...]]:
    """By group, its members of which nothing is judged but what they inherit."""
    own = {*case.interests, *(line.party for line in case.red_lines), *(each.party for each in case.linkages)}
    found = {}
    for name, party in case.everyone().items():
        silent = tuple(member for member in party.members if member not in own)
        if silent:
            found[name] = silent
    return found

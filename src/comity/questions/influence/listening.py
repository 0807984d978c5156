"""Where the views of a group's members end that form them by each other's (Friedkin and Johnsen 1990, 1999).

Only inside a group: between adversaries a rating is an interest, and no opinion to be averaged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.case.model import Case

APART = 1.0
"""Members whose ratings differ by no more points than this have one line."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """The rating of one option by each member, as judged and where it ends, in points."""

    issue: str
    option: str
    before: Mapping[str, float]
    after: Mapping[str, float]

    @property
    def apart(self) -> tuple[float, float]:
        """How far members are apart, as judged and where it ends."""
        first, last = (tuple(values.values()) for values in (self.before, self.after))
        return max(first) - min(first), max(last) - min(last)

    def json(self) -> dict[str, Any]:
        """The rating by its names."""
        before, after = self.apart
        return {
            "issue": self.issue,
            "option": self.option,
            "before": dict(self.before),
            "after": dict(self.after),
            "apart_before": before,
            "apart_after": after,
        }


@dataclass(frozen=True)
class Listened:
    """Whether the members of a group come to one line, and who pulls.

    group: its name; pull: by member, which part of where all end, on average, comes from its view as judged (they add
    up to 1); lines: of the options that members rate differently, those furthest apart in the end first; settled:
    whether their views end anywhere: not where some take all of theirs from each other; takes: by member, how much of
    its view it takes from which others as judged, in percent.
    """

    group: str
    pull: Mapping[str, float]
    lines: tuple[Line, ...]
    settled: bool = True
    takes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def apart(self) -> tuple[float, float]:
        """The furthest that members are apart on any option, as judged and in the end, in points."""
        first = max((line.apart[0] for line in self.lines), default=0.0)
        return first, max((line.apart[1] for line in self.lines), default=0.0)

    @property
    def converges(self) -> bool:
        """Whether they come to one line on everything."""
        return self.settled and self.apart[1] <= APART

    def json(self) -> dict[str, Any]:
        """The group by its names."""
        before, after = self.apart
        return {
            "group": self.group,
            "settled": self.settled,
            "converges": self.converges,
            "apart_before": before,
            "apart_after": after,
            "pull": dict(self.pull),
            "takes": {member: dict(others) for member, others in self.takes.items()},
            "ratings": [line.json() for line in self.lines],
        }


def pulls(weights: Floats) -> Floats | None:
    """V with x* = V x0: how much of where each ends comes from each view as it was; None where they end nowhere.

    weights: W, by member and by whom it listens to, rows add up to 1; what it keeps, on the diagonal, also says how
    little it is open to others, L = I - diag(W). x* = (I - L W)^-1 (I - L) x0.
    """
    size = len(weights)
    openness: Floats = np.diag(1 - np.diag(weights))
    system = np.eye(size) - openness @ weights
    if np.linalg.matrix_rank(system) < size:
        return None
    return np.asarray(np.linalg.solve(system, np.eye(size) - openness), dtype=np.float64)


def listened(case: Case) -> tuple[Listened, ...]:
    """Every group of a case of which is judged how its members listen to each other."""
    return tuple(_listened(case, name) for name, party in case.everyone().items() if party.listens and party.members)


def _listened(case: Case, group: str) -> Listened:
    party = case.everyone()[group]
    members = tuple(party.members)
    stated = party.listens.members if party.listens else {}
    weights = np.zeros((len(members), len(members)))
    for row, member in enumerate(members):
        for other, part in stated.get(member, {}).items():
            weights[row, members.index(other)] = part / 100
        weights[row, row] = max(0.0, 1 - weights[row].sum())
    matrix = pulls(weights)
    if matrix is None:
        return Listened(group, {}, (), settled=False, takes=stated)
    lines = (_line(case, issue, option, members, matrix) for issue, of in case.issues.items() for option in of.options)
    apart = sorted((line for line in lines if line is not None), key=lambda line: (-line.apart[1], -line.apart[0]))
    pull = dict(zip(members, matrix.mean(axis=0).tolist(), strict=True))
    return Listened(group, pull, tuple(apart), takes=stated)


def _line(case: Case, issue: str, option: str, members: Sequence[str], matrix: Floats) -> Line | None:
    """The ratings of one option; None where somebody does not rate it, or all rate it alike."""
    interests = [case.interest_of(member).issues.get(issue) for member in members]
    ratings = [float(each.ratings[option].point) for each in interests if each and option in each.ratings]
    if len(ratings) < len(members) or max(ratings) == min(ratings):
        return None
    after = matrix @ np.array(ratings)
    return Line(
        issue,
        option,
        dict(zip(members, ratings, strict=True)),
        dict(zip(members, after.round(9).tolist(), strict=True)),
    )

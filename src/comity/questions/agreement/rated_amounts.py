"""Issues that are amounts as they are judged: the rating of each point, and the stretches that red lines refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.points import Points
from comity.case.steps import Steps, runs
from comity.finding import Band


@dataclass(frozen=True)
class Stretch:
    """Neighbouring steps that a red line refuses.

    red_line: its name; party: whose it is; first, last: the steps at either end; always: whether it refuses them
    whatever else is agreed, and not with some terms only.
    """

    red_line: str
    party: str
    first: str
    last: str
    always: bool

    def json(self) -> dict[str, Any]:
        """The stretch by the names of its fields."""
        return {
            "red_line": self.red_line,
            "party": self.party,
            "first": self.first,
            "last": self.last,
            "always": self.always,
        }


@dataclass(frozen=True)
class RatedAmount:
    """One amount as it is judged.

    issue: its short name; ratings: by party whose yes is asked for and that rates it, then by point in the order of the
    steps, as judged (0 to 100, or points where the party counts in points); refused: by red line, then in the order of
    the steps.
    """

    issue: str
    ratings: dict[str, dict[str, Band]]
    refused: tuple[Stretch, ...]

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "issue": self.issue,
            "ratings": {
                party: {point: rating.json() for point, rating in ratings.items()}
                for party, ratings in self.ratings.items()
            },
            "refused": [stretch.json() for stretch in self.refused],
        }


def rated_amounts(case: Case) -> tuple[RatedAmount, ...]:
    """Every issue that is an amount, in the order of the case; empty where none is."""
    return tuple(
        RatedAmount(name, _ratings(case, name, issue.steps), tuple(_refused(case, name, issue.steps)))
        for name, issue in case.issues.items()
        if issue.steps is not None
    )


def _ratings(case: Case, issue: str, steps: Steps) -> dict[str, dict[str, Band]]:
    found = {}
    for party in case.voices():
        stated = case.interest_of(party).issues.get(issue)
        if stated is not None and isinstance(stated.ratings, Points) and stated.ratings:
            found[party] = {point: _band(stated.ratings[point]) for point in sorted(stated.ratings, key=steps.place)}
    return found


def _band(rating: Estimate) -> Band:
    return Band(rating.low, float(rating.point), rating.high)


def _refused(case: Case, issue: str, steps: Steps) -> Iterator[Stretch]:
    voices = case.voices()
    whose = {*voices, *(group for voice in voices for group in case.groups_of(voice))}
    for name, line in case.named_red_lines().items():
        if line.party not in whose or issue not in line.never:
            continue
        always = len(line.never) == 1 and not line.unless
        for first, last in runs(sorted(map(steps.place, line.never[issue]))):
            yield Stretch(name, line.party, steps.names[first], steps.names[last], always)

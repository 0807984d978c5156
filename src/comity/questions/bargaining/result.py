"""What `bargaining` computes: the picks of the four measures of fairness, and what they depend on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.agreements.space import Agreement
from comity.finding import Result
from comity.questions.bargaining.favourites import Favourite
from comity.questions.bargaining.left_out import LeftOut
from comity.questions.bargaining.no_deal import Moved
from comity.questions.bargaining.outcomes import Outcome

UNDEFINED = "no agreement gives every signer that can gain more than no deal"
"""Why the Nash solution, of the four the only one that may not be, is not defined."""


@dataclass(frozen=True, repr=False)
class Bargaining(Result):
    """The four bargaining solutions over the efficient agreements of the ZOPA, all ties kept.

    signers: their names, in the case's order; points_count: how many efficient outcomes there are; points: what the
    first of them are worth by signer, in points of 0 to 100; solutions: by short name (`comity.agreements.picks`), the
    outcomes that it picks, none where it is not defined; picked: how many outcomes they pick together; agreeing: the
    solutions that are defined, those together that pick the same; alike: the signers whose gain is the same in all
    outcomes; favourites: what each signer would argue for; moved: how the picks move with no deal; left_out: what
    leaving out a signer would mean, where there are more than two; exact: whether these are all the efficient outcomes;
    within: where they are not, by signer, by how many points an agreement can exceed the nearest of them at most.
    losing: without an outcome, how many efficient agreements pass all the same, by a rule that does not ask all who
    sign. Without an outcome all but signers, exact and losing is empty. Sources: Nash (1950), Kalai and Smorodinsky
    (1975), Kalai (1977).

    >>> import comity
    >>> from comity.catalog import case_file
    >>> result = comity.bargaining(comity.read_case(case_file("abdelnabi-2024"))).result
    >>> result.points_count, result.picked, result.agreeing
    (12, 3, (('nash', 'kalai_smorodinsky'), ('egalitarian',), ('utilitarian',)))
    >>> result.solutions["nash"][0].gains["union"]
    21.0
    """

    signers: tuple[str, ...]
    exact: bool
    points_count: int = 0
    points: tuple[Mapping[str, float], ...] = ()
    solutions: Mapping[str, tuple[Outcome, ...]] = field(default_factory=dict)
    picked: int = 0
    agreeing: tuple[tuple[str, ...], ...] = ()
    alike: tuple[str, ...] = ()
    favourites: tuple[Favourite, ...] = ()
    moved: tuple[Moved, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    within: Mapping[str, float] = field(default_factory=dict)
    losing: int = 0

    @property
    def put_first(self) -> tuple[str, tuple[Agreement, ...]]:
        """The first measure that is defined, and the agreements it picks; none where not all of them are held."""
        for name, outcomes in self.solutions.items():
            if outcomes:
                held = all(len(outcome.agreements) == outcome.count for outcome in outcomes)
                return name, tuple(each for outcome in outcomes for each in outcome.agreements) if held else ()
        return "", ()

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            "solutions": {name: _solution(outcomes) for name, outcomes in self.solutions.items() if outcomes},
            "undefined": {name: UNDEFINED for name, outcomes in self.solutions.items() if not outcomes},
            "exact": self.exact,
            "within": {party: points if math.isfinite(points) else None for party, points in self.within.items()},
            "efficient_points": self.points_count,
            "points": [dict(point) for point in self.points],
            "picked": self.picked,
            "agreeing": [list(names) for names in self.agreeing],
            "signers": list(self.signers),
            **({"losing": self.losing} if self.losing else {}),
            "alike": list(self.alike),
            "favourites": [favourite.json() for favourite in self.favourites],
            "moved": [moved.json() for moved in self.moved],
            "left_out": [left_out.json() for left_out in self.left_out],
        }


def _solution(outcomes: tuple[Outcome, ...]) -> dict[str, Any]:
    """The first outcome, with the others that tie with it, and how many agreements they are together."""
    first, *ties = (outcome.json() for outcome in outcomes)
    return {**first, "ties": ties, "picks": sum(outcome.count for outcome in outcomes)}

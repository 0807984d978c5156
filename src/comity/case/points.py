"""Ratings of an amount: judged at some of its steps, the points, on straight lines between them.

A point is judged as the rating of an option is. The rating of any other step is a combination of the two points around
it: so much of the one, the rest of the other, in exact fractions of the steps between them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from pydantic import PrivateAttr

from comity.case.estimate import Estimate
from comity.case.judgement import Confidence
from comity.case.steps import Steps

_SURENESS: tuple[Confidence | None, ...] = ("low", "medium", None, "high")


class Between(Estimate):
    """The rating of a step between two points; its ends are exact, its floats the nearest to them."""

    _ends: tuple[Fraction, Fraction, Fraction] = PrivateAttr()

    @classmethod
    def of(cls, first: Estimate, second: Estimate, part: Fraction) -> Between:
        """The rating of the step that lies so far on the way from one point to the other."""
        ends = [one + (other - one) * part for one, other in zip(first.ends, second.ends, strict=True)]
        confidence = min((first.confidence, second.confidence), key=_SURENESS.index)
        between = cls.model_construct(
            low=float(ends[0]), high=float(ends[2]), confidence=confidence, draft=first.draft or second.draft
        )
        between._ends = (ends[0], ends[1], ends[2])
        return between

    @property
    def ends(self) -> tuple[Fraction, Fraction, Fraction]:
        """Its low end, middle and high end, exact."""
        return self._ends

    @property
    def point(self) -> Fraction:
        """The midpoint, exact."""
        return self._ends[1]


class Points(dict[str, Estimate]):
    """Ratings by point, in the order of the file, that answer for every step of the amount: `ratings["260"]`."""

    steps: Steps

    @classmethod
    def on(cls, steps: Steps, ratings: Mapping[str, Estimate]) -> Points:
        """The ratings of an amount; the same where they already are."""
        if isinstance(ratings, cls) and ratings.steps is steps:
            return ratings
        points = cls(ratings)
        points.steps = steps
        return points

    def __missing__(self, step: str) -> Estimate:
        first, second, part = self.between(step)
        return Between.of(self[first], self[second], part)

    def __or__(self, other: Mapping[str, Any]) -> Points:  # type: ignore[override]
        return self.on(self.steps, {**self, **other})

    def __reduce__(self) -> tuple[Any, ...]:
        return Points.on, (self.steps, dict(self))

    def reach(self, step: str | None) -> bool:
        """Whether there are points around a step, or at it."""
        return step in self.steps and {*self.steps.ends} <= self.keys()

    def between(self, step: str) -> tuple[str, str, Fraction]:
        """The two points around a step, and how far on the way between them it lies (0 where it is one of them)."""
        if not self.reach(step):
            raise KeyError(step)
        return self.steps.between(self, step)


class Levels(dict[str, Fraction]):
    """Numbers by point that answer for every step of an amount, as the ratings do that they are made of."""

    points: Points

    @classmethod
    def of(cls, ratings: Mapping[str, Estimate], made: Callable[[Estimate], Fraction]) -> dict[str, Fraction]:
        """A number for each rating; made: from a rating, in proportion to it."""
        if not isinstance(ratings, Points):
            return {option: made(rating) for option, rating in ratings.items()}
        levels = cls({point: made(rating) for point, rating in ratings.items()})
        levels.points = ratings
        return levels

    def __missing__(self, step: str) -> Fraction:
        first, second, part = self.points.between(step)
        return self[first] + (self[second] - self[first]) * part

    def __reduce__(self) -> tuple[Any, ...]:
        return _levels, (dict(self), self.points)


def _levels(numbers: dict[str, Fraction], points: Points) -> Levels:
    levels = Levels(numbers)
    levels.points = points
    return levels


def combined(ratings: Mapping[str, Estimate], option: str) -> tuple[str, str, Fraction]:
    """Of which judged numbers the rating of an option is made: two of them, and which part of the way to the second.

    Of named options they are one and the same.
    """
    return ratings.between(option) if isinstance(ratings, Points) else (option, option, Fraction(0))

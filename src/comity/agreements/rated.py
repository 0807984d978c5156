"""Of which judged numbers the ratings of an issue are made, option by option, in exact fractions.

The rating of an option is one judged number; that of a step of an amount lies on the line between two, its points. Both
are one thing: so much of one number, the rest of another, the two being the same where there is only one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.case.estimate import Estimate
from comity.case.points import Points

Whole = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Rated:
    """The ratings of an issue as combinations of judged numbers.

    names: of which options there is a number, in the order of the issue; first, second: by option, the two numbers by
    their places among these; tops, bottoms: which part of the way from the first to the second it lies, as fractions.
    """

    names: tuple[str, ...]
    first: NDArray[np.intp]
    second: NDArray[np.intp]
    tops: NDArray[np.int64]
    bottoms: NDArray[np.int64]

    @classmethod
    def of(cls, options: Sequence[str], ratings: Mapping[str, Estimate]) -> Rated:
        """The ratings of the options of an issue: of all of them, or of an amount by its points."""
        if not isinstance(ratings, Points):
            each, nothing = np.arange(len(options)), np.zeros(len(options), dtype=np.int64)
            return cls(tuple(options), each, each, nothing, nothing + 1)
        # (Not all steps may be options here: a case may be looked at with some terms alone.)
        steps = ratings.steps
        every = options is steps.names
        places = np.arange(len(steps)) if every else np.array([steps.place(option) for option in options])
        by_place = sorted((ratings.steps.place(name), name) for name in ratings)
        at = np.array([place for place, _ in by_place])
        second = np.searchsorted(at, places)
        first = np.where(at[second] == places, second, second - 1)
        bottoms = np.where(first == second, 1, at[second] - at[first])
        return cls(tuple(name for _, name in by_place), first, second, places - at[first], bottoms)

    @cached_property
    def plain(self) -> bool:
        """Whether every option has a number of its own."""
        return bool((self.first == self.second).all())

    @cached_property
    def bottom(self) -> int:
        """A common denominator of all the parts."""
        return math.lcm(*np.unique(self.bottoms).tolist())

    def ratings(self, numbers: Whole) -> Whole:
        """The ratings of all options where the numbers are some whole ones, multiples of `bottom`, in their order."""
        first = numbers[self.first]
        ratings: Whole = first + (numbers[self.second] - first) // self.bottoms * self.tops
        return ratings

    def exact(self, numbers: Sequence[Fraction]) -> list[Fraction]:
        """The ratings of all options where the numbers have some values, in their order."""
        parts = math.lcm(*(number.denominator for number in numbers)) * self.bottom
        whole = np.array([int(number * parts) for number in numbers], dtype=object)
        return [Fraction(rating, parts) for rating in self.ratings(whole)]


@dataclass(frozen=True, eq=False)
class Between:
    """Of ratings that lie between two numbers: the places of the second, and which part of the way to it they lie."""

    second: NDArray[np.intp]
    tops: NDArray[np.int64]
    bottoms: NDArray[np.int64]

    def at(self, index: Any) -> Between:
        """The same of some of them."""
        return Between(self.second[index], self.tops[index], self.bottoms[index])


@dataclass(frozen=True, eq=False)
class RatedRows:
    """The ratings of some agreements as combinations of the numbers of a case, a row an agreement, a column an issue.

    first: the places of the numbers; between: None where each rating is one number.
    """

    first: NDArray[np.intp]
    between: Between | None = None

    @classmethod
    def of(
        cls, rated: Sequence[Rated], places: Sequence[Sequence[int]], choices: NDArray[np.integer[Any]]
    ) -> RatedRows:
        """The ratings by some options.

        rated: by issue; places: by issue, of its numbers among those of the case; choices: a row an agreement, a column
        an issue.
        """
        if not rated:
            return cls(np.zeros((len(choices), 0), dtype=np.intp))
        columns = list(zip(rated, map(np.array, places), choices.T, strict=True))
        first = np.stack([at[each.first[option]] for each, at, option in columns], axis=1)
        if all(each.plain for each in rated):
            return cls(first)
        second = np.stack([at[each.second[option]] for each, at, option in columns], axis=1)
        tops = np.stack([each.tops[option] for each, _, option in columns], axis=1)
        bottoms = np.stack([each.bottoms[option] for each, _, option in columns], axis=1)
        return cls(first, Between(second, tops, bottoms))

    def __len__(self) -> int:
        return len(self.first)

    def among(self, rows: Any) -> RatedRows:
        """The same of some of the agreements."""
        return RatedRows(self.first[rows], self.between and self.between.at(rows))

    def of_numbers(self, numbers: Whole) -> Whole:
        """The ratings where the numbers are some whole ones, multiples of what the parts are fractions of."""
        first: Whole = numbers[self.first]
        between = self.between
        if between is None:
            return first
        ratings: Whole = first + (numbers[between.second] - first) // between.bottoms * between.tops
        return ratings

    def of_values(self, values: NDArray[np.float64], columns: Sequence[int]) -> NDArray[np.float64]:
        """The ratings of some issues in some draws: by draw, agreement and issue.

        values: of all numbers of the case, a row a draw.
        """
        some = slice(None), list(columns)
        first: NDArray[np.float64] = values[:, self.first[some]]
        if self.between is None:
            return first
        between = self.between.at(some)
        return first + (values[:, between.second] - first) * (between.tops / between.bottoms)

    def part(self, place: int, column: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How much of a number the rating of each agreement on an issue is made of: a fraction from 0 to 1."""
        is_first = (self.first[:, column] == place).astype(np.int64)
        if self.between is None:
            return is_first, np.ones_like(is_first)
        between = self.between.at((slice(None), column))
        is_second = (between.second == place).astype(np.int64)
        return is_first * (between.bottoms - between.tops) + is_second * between.tops, between.bottoms

    def kinds(self, columns: Sequence[int]) -> NDArray[np.int64]:
        """Whole numbers, a row an agreement, equal where the ratings on some issues are made alike."""
        between = self.between
        held = [self.first] if between is None else [self.first, between.second, between.tops, between.bottoms]
        return np.hstack([each[:, list(columns)] for each in held]).astype(np.int64)

"""A negotiation the way other programs keep it: issues with their values and one utility table a party.

Every format is read into a Scenario and written from one, so a format's module knows its files and nothing of cases.

Scale. A file's utilities become points, `scale` points for each unit. The most that a party could get becomes 100 where
it is 1 (or another power of ten) in the file; elsewhere it comes to between 99.9 and 100, by a scale of four digits, so
that numbers with few decimals keep few. The scale stands in the case's `origin`; writing the case divides by it again.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Literal

from pydantic import ValidationError

from comity.case.amount import Amount, Grid, numeral
from comity.exchange import naming
from comity.exchange.naming import Known, shown
from comity.exchange.numeral import LARGEST, as_number, decimal
from comity.problem import Place, Problem, Problems

Role = Literal["domain", "profile", "session", "whole"]
"""What a file holds: the issues, one party's utilities, the names of the profiles that meet, or all of it."""

Kind = Literal["integer", "real", "stepped", "dates"]
"""Of what sort values are that are no list of texts: all integers of a range; numbers on a grid, where the range has no
steps of its own; numbers in steps of their own; dates in such steps."""

Table = tuple[Fraction, ...]

LISTED = 5_000
"""An integer issue with more values than this is kept on a grid, as a real one is."""

ROOM = 75_000
"""How many values of all kinds an imported case may hold: a case file of more takes too long to read."""

_SPANNED = 500_000  # values of all rectangles of a file
_FINEST = 10**12  # parts of one that steps may have


@dataclass(frozen=True)
class Matter:
    """One issue of another program: its name and its values as text.

    kind: where the values are an amount, of which sort; note: how the range was put on a grid, if it was;
    ordered: whether the values are a ladder; about: what a reader should know of it.
    """

    name: str
    values: tuple[str, ...]
    kind: Kind | None = None
    note: Problem | None = None
    ordered: bool = False
    about: str = ""

    @cached_property
    def known(self) -> Known:
        """The values, to be found by their text."""
        return Known(self.values)

    @cached_property
    def numbers(self) -> tuple[Fraction, ...] | None:
        """The values as numbers, or None where one of them is none."""
        numbers = [as_number(value) for value in self.values]
        stated = tuple(number for number in numbers if number is not None)
        return stated if len(stated) == len(numbers) else None

    @cached_property
    def run(self) -> tuple[int, int] | None:
        """The first and last value where they are all the integers between them, in order."""
        numbers = self.numbers if self.kind == "integer" else None
        if numbers is None or any(number.denominator != 1 for number in numbers):
            return None
        first, last = int(numbers[0]), int(numbers[-1])
        return (first, last) if list(map(int, numbers)) == list(range(first, last + 1)) else None

    @cached_property
    def grid(self) -> Grid | None:
        """The values as the steps of an amount; None where they are no numbers that rise evenly."""
        numbers = self.numbers if self.kind else None
        if numbers is None or len(numbers) < 2:
            return None
        step = numbers[1] - numbers[0]
        if step <= 0 or any(second - first != step for first, second in pairwise(numbers)):
            return None
        try:
            grid = Amount.model_validate({"from": self.values[0], "to": self.values[-1], "step": numeral(step)}).grid
        except ValidationError:  # of more digits, or steps, than an amount has
            return None
        return grid if grid.numerals() == self.values else None

    @property
    def cardinal(self) -> bool:
        """Whether the values are numbers from a range."""
        return self.kind is not None and self.numbers is not None

    def between(self, low: Fraction, high: Fraction, ends: bool) -> tuple[int, ...]:
        """Which values are numbers from low to high, or with `ends` false only those between the two."""
        keys, order = self._ascending
        first = bisect_left(keys, low) if ends else bisect_right(keys, low)
        last = bisect_right(keys, high) if ends else bisect_left(keys, high)
        return tuple(sorted(order[first:last]))

    @cached_property
    def _ascending(self) -> tuple[list[Fraction], list[int]]:
        numbers = self.numbers or ()
        order = sorted(range(len(numbers)), key=numbers.__getitem__)
        return [numbers[at] for at in order], order


@dataclass(frozen=True)
class Box:
    """A utility that is added where every issue named has one of the values listed (both by number)."""

    values: Mapping[int, tuple[int, ...]]
    adds: Fraction


@dataclass(frozen=True)
class Profile:
    """What one party wants, in the units of the file.

    tables: the utility of every value, a table an issue; boxes: what is added across issues;
    reservation: None where the file states none; stand_in: what then counts as one, None for the least utility;
    discount: as the file states it; utmost: the largest utility, where the file states it;
    weighed: where the tables are made of them, the weight of each issue and the ratings of its values from 0 to 1, None
    where the party rates nothing of it; votes: what the party weighs in a rule of consent, by what is counted.
    """

    name: str
    file: str
    tables: tuple[Table, ...]
    boxes: tuple[Box, ...] = ()
    reservation: Fraction | None = None
    stand_in: Fraction | None = None
    discount: float | None = None
    utmost: Fraction | None = None
    weighed: tuple[tuple[Fraction, Table] | None, ...] | None = None
    votes: Mapping[str, Fraction] = field(default_factory=dict)

    @classmethod
    def gathered(
        cls, name: str, file: str, tables: Iterable[Table], boxes: Iterable[Box], constant: Fraction
    ) -> Profile:
        """A profile whose boxes each join several issues; what concerns one issue or none goes into the tables."""
        added = [list(table) for table in tables]
        joint = []
        for box in boxes:
            bound = {issue: kept for issue, kept in box.values.items() if len(kept) < len(added[issue])}
            if len(bound) > 1:
                joint.append(Box(bound, box.adds))
            elif bound:
                ((issue, kept),) = bound.items()
                for value in kept:
                    added[issue][value] += box.adds
            else:
                constant += box.adds
        added[0] = [value + constant for value in added[0]]
        return cls(name, file, tuple(map(tuple, added)), tuple(joint))

    def weights(self) -> list[Fraction]:
        """The weight of each issue under which its largest utility is 1; 1 where none is above 0."""
        return [max(table) if max(table) > 0 else Fraction(1) for table in self.tables]

    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the most that the tables and boxes could add up to, each taken by itself."""
        least = [*map(min, self.tables), *(box.adds for box in self.boxes if box.adds < 0)]
        most = [*map(max, self.tables), *(box.adds for box in self.boxes if box.adds > 0)]
        return _total(least), _total(most)

    def as_boxes(self) -> Iterator[Box]:
        """The profile as a sum of boxes only: one for each utility but 0 that an issue has by itself, then the rest."""
        for at, table in enumerate(self.tables):
            alike: dict[Fraction, list[int]] = {}
            for value, utility in enumerate(table):
                alike.setdefault(utility, []).append(value)
            yield from (Box({at: tuple(kept)}, utility) for utility, kept in alike.items() if utility)
        yield from self.boxes

    def effective_reservation(self) -> Fraction:
        """The reservation value, or what counts as one where none is stated."""
        if self.reservation is not None:
            return self.reservation
        return self.bounds()[0] if self.stand_in is None else self.stand_in

    def scale(self) -> Fraction:
        """Points for one unit of utility."""
        least, most = self.bounds()
        top = max(self.utmost or most, -least)
        if top < Fraction(1, LARGEST):
            return Fraction(100)
        power = Fraction(10) ** round(math.log10(top))
        if abs(top / power - 1) <= Fraction(1, 10**6):
            return 100 / power
        step = Fraction(10) ** (math.floor(math.log10(100 / top)) - 3)
        return (100 / top) // step * step


def _total(numbers: Sequence[Fraction]) -> Fraction:
    """The sum, by halves: denominators that have nothing in common make long ones only at the end."""
    if len(numbers) > 2:
        half = len(numbers) // 2
        return _total(numbers[:half]) + _total(numbers[half:])
    return sum(numbers, Fraction(0))


@dataclass(frozen=True)
class Scenario:
    """Issues and profiles as read from files, or about to be written to some.

    format: the name of the format; notes: what a reader should know of the reading, each a warning;
    definitions: what words and numbers of the format's programs mean; summary: what was done, in a sentence or two;
    agree: how many of the profiles must accept, and the numbers of those that must be among them; None for all.
    """

    format: str
    title: str
    issues: tuple[Matter, ...]
    profiles: tuple[Profile, ...]
    definitions: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    notes: tuple[Problem, ...] = ()
    agree: tuple[int, tuple[int, ...]] | None = None

    def file_names(self, suffix: str) -> list[str]:
        """A file name for the domain and for each profile, in order: distinct, and such as every system takes."""
        return naming.file_names(self.title, (profile.name for profile in self.profiles), suffix)


@dataclass(frozen=True)
class Written:
    """The files of a scenario in one format, by name, and what the format could not carry."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...]


@contextmanager
def collecting(problems: list[Problem]) -> Iterator[None]:
    """Keep what is raised within, so that everything that is wrong with a file is found at once."""
    try:
        yield
    except Problems as unusable:
        problems += unusable.problems


class Room:
    """How much more of a file a case can take. Raises Problems, at the place, where it is too much.

    parties: how many will rate each value.
    """

    def __init__(self, parties: int) -> None:
        self._parties = max(parties, 1)
        self._left = ROOM - 22 * self._parties
        self._spans = _SPANNED

    @property
    def full(self) -> bool:
        """Whether it was too much already."""
        return self._left < 0 or self._spans < 0

    def for_issue(self, matter: Matter, place: Place) -> None:
        """An issue with its values, each rated by every party."""
        self._left -= 8 + 2 * self._parties + len(matter.values) * 2 * (1 + self._parties)
        if self._left < 0:
            parties = f"{self._parties:,} parties" if self._parties > 1 else "one party"
            what = f"with issue '{shown(matter.name)}' the negotiation is too large for a case file"
            fits = max(0, (ROOM - 22 * self._parties) // (2 + 2 * self._parties))
            fix = f"with {parties} about {fits:,} values fit in: import fewer parties, or leave values or issues out"
            raise Problems([Problem(place, what, fix)])

    def for_span(self, size: int, place: Place) -> None:
        """So many values within the bounds of a rectangle."""
        self._spans -= size
        if self._spans < 0:
            what = f"the hyper-rectangles up to here span more than {_SPANNED:,} values"
            raise Problems([Problem(place, what, "leave some out")])

    def for_box(self, box: Box, matters: Sequence[Matter], place: Place) -> None:
        """A box, which becomes a linkage where it joins several issues."""
        bound = [kept for at, kept in box.values.items() if len(kept) < len(matters[at].values)]
        self._left -= 6 + sum(2 + len(kept) for kept in bound) if len(bound) > 1 else 0
        if self._left < 0:
            what = "with the hyper-rectangles up to here the negotiation is too large for a case file"
            raise Problems([Problem(place, what, "import fewer parties, or leave rectangles out")])


def ranged(name: str, kind: Kind, bounds: Sequence[Fraction], intervals: int, place: Place) -> Matter:
    """An issue over the numbers between two bounds: all integers, or a grid of so many intervals where the numbers are
    real or the integers too many; raises Problems where the range is empty."""
    low, high = bounds
    if kind == "integer":
        low, high = Fraction(math.ceil(low)), Fraction(math.floor(high))
    if low > high:
        what = f"no value lies in the range of issue '{shown(name)}', {decimal(bounds[0])} to {decimal(bounds[1])}"
        raise Problems([Problem(place, what, "are its bounds exchanged?")])
    if kind == "integer" and high - low < LISTED:
        return Matter(name, tuple(str(value) for value in range(int(low), int(high) + 1)), kind)
    parts = _parts(high - low, kind, intervals)
    steps = [low + (high - low) * step / parts for step in range(parts + 1)] if high > low else [low]
    if kind == "integer":
        steps = list(dict.fromkeys(Fraction(round(step)) for step in steps))
    matter = Matter(name, tuple(dict.fromkeys(decimal(step) for step in steps)), kind)
    what = f"issue '{shown(name)}' runs from {decimal(low)} to {decimal(high)}; {len(steps)} values on an even grid"
    chosen = f", in steps of {decimal((high - low) / parts)}, the range in {parts} equal parts" if matter.grid else ""
    if matter.grid and parts != intervals:
        kept = "whole numbers" if kind == "integer" else "decimals"
        chosen += f": the fewest from {intervals} on whose steps are {kept}"
    note = Problem(place, f"{what} are kept{chosen}", "ask for more intervals to have a finer one", "warning")
    return replace(matter, note=note)


def _parts(span: Fraction, kind: Kind, intervals: int) -> int:
    """In how many equal parts a range is kept: the fewest from so many on whose steps an amount can have."""
    for parts in range(intervals, LISTED + 1):
        scaled = span / parts * (1 if kind == "integer" else _FINEST)
        if scaled.denominator == 1:
            return parts
    return intervals

"""A negotiation the way other programs keep it: issues with their values and one utility table a party.

Every format is read into a Scenario and written from one, so a format's module knows its files and nothing of cases.

Scale. A file's utilities become points, `scale` points for each unit. The most that a party could get becomes 100 where
it is 1 (or another power of ten) in the file; elsewhere it comes to between 99.9 and 100, by a scale of four digits, so
that numbers with few decimals keep few. The scale stands in the case's `origin`; writing the case divides by it again.
"""

from __future__ import annotations

import json
import math
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from comity.problem import Place, Problem, Problems

Role = Literal["domain", "profile"]
Kind = Literal["integer", "real"]
Table = tuple[Fraction, ...]

LISTED = 5_000
"""An integer issue with more values than this is kept on a grid, as a real one is."""

_NAME_LENGTH = 40
_DIGITS = 15
_LARGEST = 10**12
_FILE_NAME = re.compile(r"\w[\w .()+-]{0,80}")
_NUMERAL = re.compile(r"-?\d+(?:\.\d+)?")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")


@dataclass(frozen=True)
class Matter:
    """One issue of another program: its name and its values as text.

    kind: where the values are numbers from a range, of which sort; note: how the range was put on a grid, if it was.
    """

    name: str
    values: tuple[str, ...]
    kind: Kind | None = None
    note: Problem | None = None

    @property
    def numbers(self) -> tuple[Fraction, ...] | None:
        """The values as numbers, or None where one of them is none."""
        if not all(_NUMBER.fullmatch(value) for value in self.values):
            return None
        return tuple(Fraction(value) for value in self.values)

    @property
    def run(self) -> tuple[int, int] | None:
        """The first and last value where they are all the integers between them, in order."""
        numbers = self.numbers if self.kind == "integer" else None
        if numbers is None or any(number.denominator != 1 for number in numbers):
            return None
        first, last = int(numbers[0]), int(numbers[-1])
        return (first, last) if list(map(int, numbers)) == list(range(first, last + 1)) else None


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
    discount: as the file states it; utmost: the largest utility, where the file states it.
    """

    name: str
    file: str
    tables: tuple[Table, ...]
    boxes: tuple[Box, ...] = ()
    reservation: Fraction | None = None
    stand_in: Fraction | None = None
    discount: float | None = None
    utmost: Fraction | None = None

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

    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the most that the tables and boxes could add up to, each taken by itself."""
        least = sum((min(table) for table in self.tables), Fraction(0))
        most = sum((max(table) for table in self.tables), Fraction(0))
        for box in self.boxes:
            least += min(box.adds, Fraction(0))
            most += max(box.adds, Fraction(0))
        return least, most

    def as_boxes(self) -> Iterator[Box]:
        """The profile as a sum of boxes only: one for each utility but 0 that an issue has by itself, then the rest."""
        for at, table in enumerate(self.tables):
            for utility in dict.fromkeys(filter(None, table)):
                yield Box({at: tuple(value for value, own in enumerate(table) if own == utility)}, utility)
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
        if top < Fraction(1, _LARGEST):
            return Fraction(100)
        power = Fraction(10) ** round(math.log10(top))
        if abs(top / power - 1) <= Fraction(1, 10**6):
            return 100 / power
        step = Fraction(10) ** (math.floor(math.log10(100 / top)) - 3)
        return (100 / top) // step * step


@dataclass(frozen=True)
class Scenario:
    """Issues and profiles as read from files, or about to be written to some.

    format: the name of the format; notes: what a reader should know of the reading, each a warning;
    definitions: what words and numbers of the format's programs mean; summary: what was done, in a sentence or two.
    """

    format: str
    title: str
    issues: tuple[Matter, ...]
    profiles: tuple[Profile, ...]
    definitions: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Written:
    """The files of a scenario in one format, by name, and what the format could not carry."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...]


def number(given: str | None, place: Place, name: str) -> Fraction:
    """A number that a file states; raises Problems where it is none."""
    stripped = (given or "").strip()
    if not _NUMBER.fullmatch(stripped):
        raise Problems([Problem(place, f"{name} must be a number, not '{(given or '')[:40]}'")])
    value = Fraction(stripped)
    if abs(value) > _LARGEST:
        raise Problems([Problem(place, f"{name} is too large to be meant: {stripped[:40]}")])
    return value


def ranged(name: str, kind: Kind, bounds: Sequence[Fraction], intervals: int, place: Place) -> Matter:
    """An issue over the numbers between two bounds: all integers, or a grid of so many intervals where the numbers are
    real or the integers too many; raises Problems where the range is empty."""
    low, high = bounds
    if kind == "integer":
        low, high = Fraction(math.ceil(low)), Fraction(math.floor(high))
    if low > high:
        what = f"no value lies in the range of issue '{name}', {decimal(bounds[0])} to {decimal(bounds[1])}"
        raise Problems([Problem(place, what, "are its bounds exchanged?")])
    if kind == "integer" and high - low < LISTED:
        return Matter(name, tuple(str(value) for value in range(int(low), int(high) + 1)), kind)
    steps = [low + (high - low) * step / intervals for step in range(intervals + 1)] if high > low else [low]
    if kind == "integer":
        steps = list(dict.fromkeys(Fraction(round(step)) for step in steps))
    what = f"issue '{name}' runs from {decimal(low)} to {decimal(high)}; {len(steps)} values on an even grid are kept"
    note = Problem(place, what, "ask for more intervals to have a finer one", "warning")
    return Matter(name, tuple(decimal(step) for step in steps), kind, note)


def decimal(value: Fraction) -> str:
    """A number in as few characters as keep it: its exact decimals where they are few, else the nearest float's."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        with localcontext() as context:
            context.prec = 60
            exact = Decimal(value.numerator) / Decimal(value.denominator)
        if len(exact.as_tuple().digits) <= _DIGITS and -_DIGITS <= exact.adjusted() <= _DIGITS:
            return format(exact.normalize(), "f") if exact else "0"
    return repr(float(value))


def identifiers(labels: Iterable[str], stem: str, reserved: Iterable[str] = ()) -> tuple[str, ...]:
    """A name that a case file can use for every label: short, distinct, and none of the reserved ones."""
    taken = set(reserved)
    names = []
    for label in labels:
        if _NUMERAL.fullmatch(label):
            base = label
        else:
            words = filter(None, re.split(r"[^\w.]+", unicodedata.normalize("NFKC", label).lower()))
            joined = " ".join(words)
            short = textwrap.shorten(joined, _NAME_LENGTH, placeholder="") or joined[:_NAME_LENGTH]
            base = short.replace(" ", "-").strip("-.") or stem
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        names.append(name)
    return tuple(names)


def file_names(scenario: Scenario, suffix: str) -> list[str]:
    """A file name for the domain and for each profile, in order: title and names where they are safe, and distinct."""
    stems = [scenario.title, *(profile.name for profile in scenario.profiles)]
    safe = [stem if _FILE_NAME.fullmatch(stem) else identifiers([stem], "file")[0] for stem in stems]
    names: list[str] = []
    for stem in safe:
        count = 1
        name = stem
        while name.lower() in (taken.lower() for taken in names):
            count += 1
            name = f"{stem}-{count}"
        names.append(name)
    return [name + suffix for name in names]


def quoted(value: str) -> str:
    """A text in YAML's double quotes, with escapes for what is not printable (some of it would read as line breaks)."""
    return "".join(
        letter if letter.isprintable() else f"\\U{ord(letter):08X}" for letter in json.dumps(value, ensure_ascii=False)
    )

"""Evaluators of GENIUS XML: what each says of the numbers of an issue, and which one says a table of utilities.

GENIUS knows the linear evaluator over integers and real numbers, the constant and the triangular one over real numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from comity.exchange.scenario import Matter, Table
from comity.exchange.straight_lines import alike, line

Reading: TypeAlias = Literal["written", "genius"]
"""How the numbers of these files are read: as they stand, or as GENIUS itself takes them; see `genius`."""

UTILITY: dict[Reading, str] = {
    "written": "weight times evaluation as it stands in the file, as NegMAS reads it",
    "genius": "evaluations divided by the largest of their issue, rectangles by maxutility, as GENIUS reads them",
}

_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Linear:
    """So much at 0, and so much more for each unit."""

    offset: Fraction
    slope: Fraction

    def table(self, matter: Matter, lower: Fraction, reading: Reading) -> Table:
        """The evaluation of every value; lower: the least number of the issue, from which GENIUS counts integers."""
        numbers = matter.numbers or ()
        if reading == "written":
            return tuple(self.offset + self.slope * value for value in numbers)
        first = lower if matter.kind == "integer" else _ZERO
        return tuple(min(max(self.offset + self.slope * (value - first), _ZERO), _ONE) for value in numbers)

    def written(self) -> str:
        """As an element of a file."""
        return f'<evaluator ftype="linear" offset="{float(self.offset)!r}" slope="{float(self.slope)!r}"/>'


@dataclass(frozen=True)
class Triangle:
    """Nothing up to a number and from another one on, 1 at the top between them."""

    start: Fraction
    end: Fraction
    top: Fraction

    def table(self, matter: Matter, lower: Fraction, reading: Reading) -> Table:
        """The evaluation of every value, in both readings the same."""
        return tuple(map(self._at, matter.numbers or ()))

    def _at(self, value: Fraction) -> Fraction:
        if value == self.top:
            return _ONE
        if value <= self.start or value >= self.end:
            return _ZERO
        if value < self.top:
            return (value - self.start) / (self.top - self.start)
        return (self.end - value) / (self.end - self.top)

    def written(self) -> str:
        """As an element of a file."""
        numbers = (self.start, self.end, self.top)
        said = " ".join(f'parameter{at}="{float(number)!r}"' for at, number in enumerate(numbers))
        return f'<evaluator ftype="triangular" {said}/>'


Evaluator: TypeAlias = Linear | Triangle


def saying(matter: Matter, table: Table, readings: Sequence[Reading]) -> Evaluator | None:
    """The evaluator that says a table, whose largest number is 1, under each of some readings; None where none does."""
    lower = (matter.numbers or (_ZERO,))[0]
    for evaluator in _tried(matter, table, readings[0]):
        if all(alike(table, evaluator.table(matter, lower, reading)) for reading in readings):
            return evaluator
    return None


def _tried(matter: Matter, table: Table, reading: Reading) -> Iterator[Evaluator]:
    numbers = matter.numbers or ()
    from_lower = matter.kind == "integer" and reading == "genius"
    counted = [number - numbers[0] for number in numbers] if from_lower else numbers
    if (found := line(table, counted)) is not None:
        slope, offset = found
        yield Linear(Fraction(repr(offset)), Fraction(repr(slope)))
    if matter.kind == "real" and max(table) == 1 and min(table) >= 0:
        top = table.index(_ONE)
        start = _foot(numbers[: top + 1][::-1], table[: top + 1][::-1], numbers[0] - 1)
        end = _foot(numbers[top:], table[top:], numbers[-1] + 1)
        yield Triangle(*(Fraction(repr(float(number))) for number in (start, end, numbers[top])))


def _foot(numbers: Sequence[Fraction], table: Sequence[Fraction], beyond: Fraction) -> Fraction:
    """Where one side of a triangle comes down to nothing, from its top on; beyond: where there is no such side."""
    if len(numbers) < 2:
        return beyond
    if table[1] in (_ZERO, _ONE):
        return numbers[1]
    return numbers[0] + (numbers[1] - numbers[0]) / (1 - table[1])

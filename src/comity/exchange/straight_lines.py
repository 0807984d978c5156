"""Utilities of an amount on straight lines: at which of its values they bend."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

_NEAR = Fraction(1, 10**12)
"""How far a utility may lie off a line, for the largest of its table: files round to some 16 digits."""


def bends(table: Sequence[Fraction]) -> list[int]:
    """The numbers of the values at which a table bends, both ends among them; between these it is straight lines.

    table: the utility of each value of an amount, in order. A line holds every utility to 10^-12 of the largest, so
    that a table which is straight but for the rounding of a file has two bends.
    """
    near = max(map(abs, table)) * _NEAR
    found = [0]
    while found[-1] < len(table) - 1:
        first = found[-1]
        lowest: Fraction | None = None
        highest: Fraction | None = None
        last = first + 1
        for at in range(first + 1, len(table)):
            rise = (table[at] - table[first]) / (at - first)
            if (lowest is not None and rise < lowest) or (highest is not None and rise > highest):
                break
            last = at
            slack = near / (at - first)
            lowest = rise - slack if lowest is None else max(lowest, rise - slack)
            highest = rise + slack if highest is None else min(highest, rise + slack)
        found.append(last)
    return found


def straight(table: Sequence[Fraction]) -> bool:
    """Whether a table is one straight line."""
    return len(bends(table)) <= 2


def alike(first: Sequence[Fraction], second: Sequence[Fraction]) -> bool:
    """Whether two tables are the same but for the rounding of a file."""
    near = max(map(abs, (*first, *second))) * _NEAR
    return all(abs(mine - other) <= near for mine, other in zip(first, second, strict=True))


def line(table: Sequence[Fraction], numbers: Sequence[Fraction]) -> tuple[float, float] | None:
    """The slope of a table, and its value at 0, as a file states them; None where it is no line, or one that floats do
    not hold."""
    if not straight(table) or len(table) < 2:
        return None
    exact = (table[-1] - table[0]) / (numbers[-1] - numbers[0])
    slope, offset = float(exact), float(table[0] - exact * numbers[0])
    again = [Fraction(repr(offset)) + Fraction(repr(slope)) * number for number in numbers]
    return (slope, offset) if alike(table, again) else None

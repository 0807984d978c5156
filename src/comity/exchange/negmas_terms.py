"""How NegMAS names the types of issues that are written for it, and states the values of a rectangle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from comity.exchange.naming import shown
from comity.exchange.numeral import decimal
from comity.exchange.scenario import Matter, Scenario, Table
from comity.exchange.straight_lines import line

Line = tuple[float, float]
"""A value function as a slope and what is added, its bias."""


def space_type(continuous: Sequence[int]) -> str:
    """The type of a domain."""
    return "CartesianOutcomeSpace" if continuous else "DiscreteCartesianOutcomeSpace"


def continuous(scenario: Scenario) -> tuple[int, ...]:
    """The issues by number that are written as ranges of real numbers: those that every party values along a line."""
    if any(profile.boxes for profile in scenario.profiles):
        return ()
    return tuple(
        at
        for at, matter in enumerate(scenario.issues)
        if matter.kind == "real"
        and matter.grid
        and all(value_line(matter, profile.tables[at], profile.weights()[at]) for profile in scenario.profiles)
    )


def value_line(matter: Matter, table: Table, weight: Fraction) -> Line | None:
    """The line on which the utilities of a range of numbers lie, for a weight; None where it is none."""
    if matter.grid is None or not (matter.run or matter.kind == "real"):
        return None
    return line([utility / weight for utility in table], matter.numbers or ())


def not_said(scenario: Scenario, ranges: Sequence[int]) -> Iterator[str]:
    """What the files do not say of amounts, in words; ranges: the issues that are written as ranges of real numbers."""
    for at, matter in enumerate(scenario.issues):
        numbers = matter.numbers
        if at in ranges and numbers is not None:
            step, parts = decimal(numbers[1] - numbers[0]), len(numbers) - 1
            yield (
                f"the step of issue '{shown(matter.name)}', {step}, is not written, as a continuous issue of NegMAS "
                f"has none: import with {parts} intervals to have the same"
            )
        elif matter.kind == "real":
            why = "NegMAS values a continuous issue along a line, and not every party's utilities here lie on one"
            yield f"issue '{shown(matter.name)}' is written as a list of its values: {why}"
        elif matter.kind == "dates":
            yield f"issue '{shown(matter.name)}' is written as a list of its values: NegMAS knows no dates"


def issue_type(matter: Matter, continuous: bool) -> str:
    """The type of an issue; continuous: whether it is written as a range of real numbers."""
    if continuous:
        return "ContinuousIssue"
    return "ContiguousIssue" if matter.run else "DiscreteCardinalIssue" if matter.cardinal else "CategoricalIssue"


def listed(matter: Matter, continuous: bool) -> tuple[str, ...]:
    """What stands as the values of an issue: the ends of a range, or all."""
    ranged = continuous or matter.run
    return (matter.values[0], matter.values[-1]) if ranged else matter.values


def span(matter: Matter, kept: Sequence[int]) -> list[str]:
    """The values of a box on one issue. NegMAS takes two numbers for a range, so of two numbers one is given twice."""
    values = [matter.values[at] for at in kept]
    return [*values, values[0]] if len(values) == 2 and matter.cardinal else values

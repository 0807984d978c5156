"""How NegMAS names the types of issues that are written for it, and states the values of a rectangle."""

from __future__ import annotations

from collections.abc import Sequence

from comity.exchange.scenario import Matter


def issue_type(matter: Matter) -> str:
    """The type of an issue."""
    return "ContiguousIssue" if matter.run else "DiscreteCardinalIssue" if matter.cardinal else "CategoricalIssue"


def span(matter: Matter, kept: Sequence[int]) -> list[str]:
    """The values of a box on one issue. NegMAS takes two numbers for a range, so of two numbers one is given twice."""
    values = [matter.values[at] for at in kept]
    return [*values, values[0]] if len(values) == 2 and matter.cardinal else values

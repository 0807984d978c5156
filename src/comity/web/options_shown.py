"""The options of an issue that a page lists one by one: all that are named; of an amount those that somebody rates."""

from __future__ import annotations

from comity.case.model import Case
from comity.case.points import Points


def options_shown(case: Case, issue: str) -> tuple[str, ...]:
    """Named options in their order; of an amount its ends and every point of a party, in the order of the amount."""
    stated = case.issues[issue]
    if stated.steps is None:
        return tuple(stated.options)
    rated = (held.issues[issue].ratings for held in case.interests.values() if issue in held.issues)
    points = {point for ratings in rated if isinstance(ratings, Points) for point in ratings}
    return tuple(sorted({*stated.steps.ends, *points} & stated.options.keys(), key=stated.steps.place))

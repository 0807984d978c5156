"""How much more than one on the steps of its amounts an agreement between them could be worth, and to whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.points import Points
from comity.case.steps import Steps, runs


def between_steps(case: Case) -> dict[str, float]:
    """By party whose yes is asked for and that rates an amount: how many points more one between steps could be worth.

    At most, and at the middle of the estimates: for every agreement between steps there is one on steps next to it that
    it exceeds by no more, for all of them at once. It is taken to the nearer step of each amount, which loses half of
    what a step is worth where its line is steepest; but where a condition, red line or linkage tells the two steps
    apart, to the one of them at which these hold as they do between. Empty where there is no amount.
    """
    amounts = {name: issue.steps for name, issue in case.issues.items() if issue.steps is not None}
    edges = {issue: _edges(case, issue, steps) for issue, steps in amounts.items()}
    found = {}
    for party in case.voices():
        interest = case.interest_of(party)
        shares = interest.shares()
        lost = [
            shares[issue] * _lost(steps, stated.ratings, edges[issue])
            for issue, steps in amounts.items()
            if (stated := interest.issues.get(issue)) is not None and issue in shares
        ]
        if lost:
            found[party] = float(sum(lost))
    return found


def _lost(steps: Steps, ratings: Mapping[str, Estimate], edges: list[int]) -> Fraction:
    """What going to the nearer step loses of the rating, or to either step where they are told apart."""
    if not isinstance(ratings, Points):
        return Fraction(0)
    points = sorted((steps.place(point), rating.point) for point, rating in ratings.items())
    most = Fraction(0)
    for (first, here), (last, there) in pairwise(points):
        told_apart = bisect_left(edges, first) < bisect_left(edges, last)
        most = max(most, abs(there - here) / (last - first) / (1 if told_apart else 2))
    return most


def _edges(case: Case, issue: str, steps: Steps) -> list[int]:
    """After which steps a condition, red line or linkage differs."""
    said = [
        *(terms for rule in case.conditions for terms in (rule.if_, rule.then)),
        *(terms for line in case.red_lines for terms in (line.never, line.unless)),
        *(linkage.when for linkage in case.linkages),
    ]
    edges = {
        edge
        for terms in said
        if issue in terms
        for first, last in runs(sorted(map(steps.place, terms[issue])))
        for edge in (first - 1, last)
    }
    return sorted(edge for edge in edges if 0 <= edge < len(steps) - 1)

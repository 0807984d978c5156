"""Whether a condition, linkage or red line ties more combinations of steps to each other than can be told apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from comity.case.model import Case
from comity.case.talks_check import At
from comity.case.wording import listed
from comity.problem import Problem

TOLD_APART = 1 << 24
"""How many combinations of options a rule or linkage may tell apart: questions hold a table of them in memory."""


def tied_problems(case: Case, at: At) -> Iterator[Problem]:
    """Every condition, linkage and red line that no question can take into account."""
    tied = [
        *((("conditions", number), {**rule.if_, **rule.then}) for number, rule in enumerate(case.conditions)),
        *((("linkages", number), linkage.when) for number, linkage in enumerate(case.linkages)),
        *((("red_lines", number), {**line.never, **line.unless}) for number, line in enumerate(case.red_lines)),
    ]
    sizes = {name: len(issue.options) for name, issue in case.issues.items()}
    amounts = {name for name, issue in case.issues.items() if issue.steps is not None}
    for path, terms in tied:
        if told := too_many({issue: sizes[issue] for issue in terms if issue in sizes}, amounts & terms.keys()):
            yield at(path, *told, "warning")


def too_many(sizes: Mapping[str, int], amounts: set[str]) -> tuple[str, str] | None:
    """What is wrong with tying some issues to each other, and the nearest fix; None where nothing is.

    sizes: of the issues that are tied, how many options each has; amounts: which of them are amounts.
    """
    many = math.prod(sizes.values())
    if many <= TOLD_APART:
        return None
    most = f"no more than {TOLD_APART:,} can be told apart"
    what = f"{listed(sizes)} are tied to each other: {many:,} combinations, and {most}"
    fix = "leave one of these issues out of it"
    if amounts:
        coarser = math.ceil((many / TOLD_APART) ** (1 / len(amounts)))
        fix = f"write steps {coarser:,} times as large for {listed(sorted(amounts))}, or {fix}"
    return what, fix

"""What is asked about an order of steps: its first steps, what is settled already, what is to come before what."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.space import Space
from comity.case.called import called
from comity.case.model import Case
from comity.problem import Place, Problem, Problems, nearest

Order = tuple[tuple[str, ...], ...]

HOW = 'write issues in their order, as "ceasefire, territory"; those settled at once as "ceasefire + territory"'


def settled_in(case: Case, words: str) -> dict[str, str]:
    """The options that are settled already, written as "ceasefire=first, ..."; raises Problems."""
    return Space.of(case).parse_terms(words)


def order_in(case: Case, words: str) -> Order:
    """The first steps of an order, written as "ceasefire, territory + status"; raises Problems where it is none."""
    steps = [[issue.strip() for issue in step.split("+")] for step in words.split(",") if step.strip()]
    order = tuple(tuple(_issue(case, issue, words) for issue in step) for step in steps)
    issues = [issue for step in order for issue in step]
    problems = [
        Problem(Place(f"'{words}'"), f"issue {issue} is settled twice", "name each once")
        for issue in dict.fromkeys(issues)
        if issues.count(issue) > 1
    ]
    if not order:
        problems.append(Problem(Place(f"'{words}'"), "this is no order", HOW))
    if problems:
        raise Problems(problems)
    return order


def before_in(case: Case, given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Which issues are to be settled before which, written as "guarantees, status < territory"; raises Problems."""
    pairs: list[tuple[str, str]] = []
    for words in given:
        first, sign, then = words.partition("<")
        sides = [[each.strip() for each in side.split(",") if each.strip()] for side in (first, then)]
        if not sign or not all(sides):
            fix = 'write "guarantees, status < territory"'
            raise Problems([Problem(Place(f"'{words}'"), "this says not what comes before what", fix)])
        named = [[_issue(case, each, words) for each in side] for side in sides]
        if both := set(named[0]) & set(named[1]):
            what = f"{sorted(both)[0]} is to be settled before itself"
            raise Problems([Problem(Place(f"'{words}'"), what, "name the issue that waits")])
        pairs += [(one, other) for one in named[0] for other in named[1]]
    return tuple(dict.fromkeys(pairs))


def _issue(case: Case, name: str, words: str) -> str:
    meant = called(name, {issue: stated.name for issue, stated in case.issues.items()})
    if meant is None:
        what = f"unknown issue '{name}'" if name else "an issue is missing"
        raise Problems([Problem(Place(f"'{words}'"), what, nearest(name, case.issues) if name else HOW)])
    return meant

"""What agreements are called beside each other: by what they make of the issues that divide most."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.papers.candidates import HEADLINE_ISSUES, divides
from comity.papers.option_words import capital, titled


def titles(case: Case, agreements: Sequence[Agreement]) -> list[str]:
    """Each agreement by its options of the issues that divide most; by more of them where two would be alike."""
    issues = [issue for issue, _ in divides(case)]
    told = issues[:HEADLINE_ISSUES]

    def told_apart() -> int:
        return len({tuple(each.options[issue] for issue in told) for each in agreements})

    def differs(issue: str) -> bool:
        return len({each.options[issue] for each in agreements}) > 1

    for issue in issues[HEADLINE_ISSUES:]:
        if told_apart() == len(agreements):
            break
        if differs(issue):
            told.append(issue)
    kept = told if len(told) <= HEADLINE_ISSUES else [issue for issue in told if differs(issue)]
    return [capital(", ".join(titled(case, issue, each.options[issue]) for issue in kept)) for each in agreements]

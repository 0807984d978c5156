"""Which agreements are fair, by four measures, and who would argue for which?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.problem import Place, Problem, Problems
from comity.questions.question import WORK, Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(case: Any, *, weights: tuple[str, ...], work: float, **asked: Any) -> Finding[Any]:
    from comity.agreements.elimination import Limits
    from comity.questions.bargaining.answer import bargaining

    return bargaining(case, weights=_numbers(weights), limits=Limits().times(work), **asked)


def _numbers(given: tuple[str, ...]) -> dict[str, float]:
    """PARTY=NUMBER as numbers by party; raises Problems for those that are none, or given twice."""
    numbers, problems = {}, []
    for stated in given:
        party, _, number = stated.partition("=")
        if party.strip() in numbers:
            problems.append(Problem(Place("--weight"), f"the weight of {party.strip()} is given twice", "keep one"))
        try:
            numbers[party.strip()] = float(number)
        except ValueError:
            what = f"'{stated}' is not a name and a number"
            problems.append(Problem(Place("--weight"), what, "write NAME=NUMBER"))
    if problems:
        raise Problems(problems)
    return numbers


QUESTION = Question(
    "bargaining",
    "Which agreements are fair, by four measures, and who would argue for which?",
    _ask,
    (
        Option(
            "weights",
            "Weight in the Nash product; 1 if not given.",
            flag="--weight",
            metavar="PARTY=NUMBER",
            many=True,
            label="Weights in the Nash product",
        ),
        WORK,
    ),
)

"""What has changed between two days, because of what, and who gains by waiting?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(case: Any, **asked: Any) -> Finding[Any]:
    from comity.questions.change.answer import change

    return change(case, **asked)


QUESTION = Question(
    "change",
    "What has changed between two days, because of what, and who gains by waiting?",
    _ask,
    (
        Option(
            "start",
            "The earlier day; the one before the first development that a judgement names where not given.",
            flag="--from",
            metavar="DATE",
            label="From",
        ),
        Option(
            "end",
            "The later day; the one that the case describes where not given.",
            flag="--to",
            metavar="DATE",
            label="To",
        ),
        Option("months", "Months of waiting to look at, as 0,6,12.", metavar="MONTHS", label="Months of waiting"),
        Option(
            "values",
            "Add how many agreements every set of developments leaves.",
            bool,
            default=False,
            label="Every set of developments",
        ),
    ),
)

"""Which agreements are efficient, and what does one signer's gain cost another?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import WORK, Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(case: Any, *, work: float, **asked: Any) -> Finding[Any]:
    from comity.agreements.elimination import Limits
    from comity.questions.frontier.answer import frontier

    return frontier(case, limits=Limits().times(work), **asked)


QUESTION = Question(
    "frontier",
    "Which agreements are efficient, and what does one signer's gain cost another?",
    _ask,
    (
        Option(
            "over",
            "Among the agreements that every signer prefers to no deal, or among all that are coherent.",
            default="zopa",
            choices=("zopa", "coherent"),
            said=("what every signer prefers to no deal", "all that is coherent"),
            label="Efficient among",
        ),
        Option("show", "How many outcomes to show.", int, default=10, least=1, label="Outcomes shown"),
        Option(
            "axes",
            "The two signers of the scatter plot.",
            metavar="PARTY PARTY",
            values=2,
            label="Signers of the scatter plot",
        ),
        WORK,
    ),
)

"""Why is there no agreement, and what would open one? Or how close is that?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(case: Any, *, wanted: str | None, progress: Any = None, **asked: Any) -> Finding[Any]:
    if wanted is not None:
        from comity.questions.deadlock.wanted import what_it_takes

        return what_it_takes(case, wanted, progress=progress)
    from comity.questions.deadlock.answer import deadlock

    return deadlock(case, progress=progress, **asked)


QUESTION = Question(
    "deadlock",
    "Why is there no agreement, and what would open one? Or how close is that?",
    _ask,
    (
        Option(
            "show",
            "How many clashes and openings to show.",
            int,
            default=3,
            least=1,
            label="Clashes and openings shown",
        ),
        Option(
            "wanted",
            'What would it take for every signer to accept "issue=option, ..."?',
            flag="--for",
            metavar="TERMS",
            alone=("show", "seconds"),
            label="What it takes for",
        ),
        Option(
            "seconds",
            "Stop listing after so long; the finding then says incomplete.",
            float,
            least=0,
            label="Seconds, at most",
        ),
    ),
)

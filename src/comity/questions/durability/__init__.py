"""Which agreements would last, what breaks them first, and what is the least guarantee that holds?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding

DRAWS = 100
"""How often every estimate is drawn from its range, if nothing else is said: enough for a band of nine in ten."""


def _ask(case: Any, *, agreements: tuple[str, ...], progress: Any, **asked: Any) -> Finding[Any]:
    from comity.questions.durability.answer import durability

    return durability(case, agreements=agreements or None, progress=progress, **asked)


QUESTION = Question(
    "durability",
    "Which agreements would last, what breaks them first, and what is the least guarantee that holds?",
    _ask,
    (
        Option(
            "agreements",
            "Look at this one; repeatable.",
            flag="--agreement",
            metavar="TERMS",
            many=True,
            label="Agreements",
        ),
        Option(
            "draws",
            "How often the estimates are drawn for the bands.",
            int,
            default=DRAWS,
            label="Draws from the ranges",
        ),
        Option("seed", "Of the draws.", int, default=0, label="Seed of the draws"),
        Option("year", "The year by which an agreement must have held.", int, default=10, label="Held until year"),
        Option(
            "target",
            "With at least this chance, between 0 and 1, both excluded.",
            float,
            default=0.5,
            label="Chance, of 1",
        ),
        Option("show", "How many agreements to compare.", int, default=5, least=1, label="Agreements compared"),
    ),
)

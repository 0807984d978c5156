"""Who can move whom, by what message, how hard, and what would it open?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(case: Any, **asked: Any) -> Finding[Any]:
    from comity.questions.influence.answer import influence

    return influence(case, **asked)


QUESTION = Question(
    "influence",
    "Who can move whom, and what would that open?",
    _ask,
    (
        Option(
            "step",
            "By how many points, or how much weight, each judgement is moved alone.",
            float,
            metavar="POINTS",
            default=5.0,
            least=0,
            label="Points that a judgement is moved",
        ),
        Option(
            "draws", "How many readings of the ranges.", int, default=4096, least=20, label="Readings of the ranges"
        ),
        Option("seed", "Of the readings.", int, default=0, least=0, label="Seed of the readings"),
        Option("show", "How many rows the tables show.", int, default=10, least=1, label="Rows shown"),
    ),
)

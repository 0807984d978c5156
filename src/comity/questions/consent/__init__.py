"""Who must say yes, who suffices, and does each group hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(case: Any, **asked: Any) -> Finding[Any]:
    from comity.questions.consent.answer import consent

    return consent(case, **asked)


QUESTION = Question(
    "consent",
    "Who must say yes, who suffices, and does each group hold?",
    _ask,
    (
        Option(
            "draws", "How many readings of the ranges.", int, default=4096, least=20, label="Readings of the ranges"
        ),
        Option("seed", "Of the readings.", int, default=0, least=0, label="Seed of the readings"),
        Option("show", "How many rows the tables show.", int, default=10, least=1, label="Rows shown"),
    ),
)

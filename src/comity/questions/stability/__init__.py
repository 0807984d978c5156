"""Would anybody move away?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(case: Any, **asked: Any) -> Finding[Any]:
    from comity.questions.stability.answer import stability

    return stability(case, **asked)


def _ask_conflict(conflict: Any, **asked: Any) -> Finding[Any]:
    from comity.questions.stability.conflict_answer import stability_of_conflict

    return stability_of_conflict(conflict, **asked)


QUESTION = Question(
    "stability",
    "Would anybody move away?",
    _ask,
    (
        Option("show", "How many rows the tables show.", int, default=10, least=1, label="Rows shown"),
        Option(
            "witness",
            "An agreement of which to tell every move, as issue=option, ...; of a .gmcr file a state, as YNNY.",
            metavar="AGREEMENT",
            label="Every move from",
        ),
    ),
    ask_conflict=_ask_conflict,
)

"""What should be settled first, in which order, and how?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(case: Any, **asked: Any) -> Finding[Any]:
    from comity.questions.sequence.answer import sequence

    return sequence(case, **asked)


QUESTION = Question(
    "sequence",
    "What should be settled first, in which order, and how?",
    _ask,
    (
        Option("show", "How many rows the longer tables have.", int, default=20, least=1, label="Rows shown"),
        Option(
            "settled",
            "What is settled already, as issue=option, ...",
            default="",
            metavar="TERMS",
            label="Settled already",
        ),
        Option(
            "target",
            "The agreement that steps aim at: its number in the list of agreements, a proposal, or issue=option, ...; "
            "the egalitarian pick where not given.",
            flag="--for",
            metavar="AGREEMENT",
            label="Agreement aimed at",
        ),
        Option(
            "order",
            "The first steps of an order to look at, as “ceasefire, territory + status”; the others follow as safely "
            "as may be.",
            default="",
            metavar="ISSUES",
            label="Order to look at",
        ),
        Option(
            "before",
            "What is to be settled before what, as “guarantees, status < territory”.",
            many=True,
            metavar="ISSUES",
            label="What before what",
        ),
        Option(
            "together",
            "How many issues may be settled at once.",
            int,
            default=1,
            least=1,
            label="Issues settled at once",
        ),
    ),
)

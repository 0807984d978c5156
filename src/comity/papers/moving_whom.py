"""Who can move whom: whose voice carries which message, how hard, and who is tied to whom, in the words of a brief."""

from __future__ import annotations

from comity.case.model import Case
from comity.papers.answers import section
from comity.papers.document import Section
from comity.questions.influence import figures, tables, words
from comity.questions.influence.answer import messages_of

TITLE = "Who can move whom"


def moving_whom(case: Case) -> Section:
    """Whose voice carries which message and how hard; empty where the case has no message or no tie."""
    if not case.messages or not case.ties:
        return Section(TITLE, ())
    result = messages_of(case)
    if result is None:
        return Section(TITLE, ())
    said = " ".join([*words.messages(case, result), words.READ])
    told = (said, tables.carriers(case, result), tables.messages(case, result), figures.actor_map(case, result))
    return section(case, TITLE, told, (said,))

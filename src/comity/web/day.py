"""The day as of which a question is asked or a paper is written: that of the case, or one when something was otherwise.

A case whose judgements say since when they hold can be looked at as it stood before; nothing of it is changed by that.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from comity.case.model import Case
from comity.questions.question import Option

NAME = "as_of"
MEANING = "Every judgement as it stood on that day, by what had happened until then."


def day_choices(case: Case) -> tuple[Option, ...]:
    """What a form asks for the day; empty where no judgement of the case says what held on another one."""
    dated = [case.timeline()[name].date for name in case.named_developments()]
    if not dated:
        return ()
    days = sorted({min(dated) - dt.timedelta(days=1), *dated} - {case.as_of}, reverse=True)
    said = ("the day of the case", *(f"{day.day} {day:%B %Y}" for day in days))
    return (Option(NAME, MEANING, choices=("", *map(str, days)), said=said, label="As it stood on"),)


def on_day(case: Case, asked: dict[str, Any]) -> Case:
    """The case as of the day that was asked for, which is taken out of what was asked; its own where none was."""
    day = asked.pop(NAME, None)
    return case.at(dt.date.fromisoformat(day)) if day else case

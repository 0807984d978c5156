"""The questions: what each asks, and a page a question with its answer, to be asked otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from comity.agreements.progress import Progress
from comity.case.model import Case
from comity.problem import Problems
from comity.questions import QUESTIONS, registered
from comity.questions.question import Option, Question
from comity.web import asking
from comity.web.answers import Answered
from comity.web.asked_page import asked_page, begun
from comity.web.choices import choices
from comity.web.day import day_choices, on_day
from comity.web.entries.kinds import LISTED
from comity.web.fit import fit
from comity.web.jobs import Job
from comity.web.judgement_address import address
from comity.web.rendering import page
from comity.web.visit import Visit, route, see

SOON = 0.25
"""How many seconds an answer is waited for before the page says that it is being worked out."""
FETCHED = 5.0
"""The same where a file is asked for."""
MOST_ROWS = 50
"""How many rows of a table are shown before all are asked for."""

BRIEFLY = {
    "frontier": "Efficient",
    "bargaining": "Fair",
    "deadlock": "In the way",
    "durability": "Lasting",
    "doubt": "How sure",
    "consent": "Who says yes",
    "stability": "Stable",
    "change": "What changed",
    "influence": "Whom to send",
    "sequence": "What first",
}
"""What the questions are called where there is little room, where that is not their name."""


@dataclass(frozen=True)
class Line:
    """One question in the list: what it asks, where it is, and how it was answered, where it was asked already."""

    name: str
    asks: str
    answer: str


def show_all(visit: Visit) -> Response:
    """The questions, each with its answer where it is known of this state of the case."""
    lines = []
    for name in QUESTIONS:
        known = visit.workbench.jobs.known(_key(visit, name, {}))
        answer = known.result.headline if known is not None and known.state == "done" else ""
        lines.append(Line(name, registered(name).asks, answer))
    return page(visit, "questions.html.j2", lines=lines, wanting=fit(visit.live).wanting)


def show(visit: Visit) -> Response:
    """One question: its answer, or how far that is, or why it cannot be answered; and how it is asked otherwise."""
    question = _question(visit)
    case = fit(visit.live).case
    if case is None:
        return page(visit, "questions.html.j2", lines=(), wanting=fit(visit.live).wanting)
    options = _options(question, case)
    typed = asking.typed(options, visit.request.query_params.multi_items())
    job, problems = begun(lambda: _begun(visit, question, case, typed), SOON)
    told: dict[str, Any] = {
        "question": question,
        "others": [(name, BRIEFLY.get(name, name.capitalize())) for name in QUESTIONS],
        "fields": asking.fields(options, typed, choices(visit, case, options), problems),
        "problems": asking.unplaced(options, problems),
        "refused": bool(problems),
        "rests": [(kind, kind.judged(case)) for kind in LISTED if kind.question == question.name],
        "job": job,
        "asked": asking.address(typed),
        "whole": visit.asked.get("whole", ""),
        "most": MOST_ROWS,
        "answer": job.result if job is not None and job.state == "done" else None,
    }
    return asked_page(visit, "question.html.j2", "answered", "headline", bool(problems), told)


def as_csv(visit: Visit) -> Response:
    """One table of the answer, for spreadsheets."""
    from comity.show.csv import table_of, text
    from comity.web.downloads import download

    question, case = _question(visit), fit(visit.live).case
    if case is None:
        return see(f"{visit.href('questions')}/{question.name}")
    typed = asking.typed(_options(question, case), visit.request.query_params.multi_items())
    back = see(f"{visit.href('questions')}/{question.name}{asking.address(typed)}")
    try:
        job = _begun(visit, question, case, typed)
    except Problems:
        return back
    if not job.wait(FETCHED) or job.state != "done":
        return back
    name = visit.named("table")
    answer: Answered = job.result
    if name not in answer.finding.tables:
        raise HTTPException(404, "The answer has no such table.")
    data = text(table_of(answer.finding, name)).encode("utf-8-sig")
    return download(data, case.title, f"{question.name} {name}".replace("_", " "), ".csv")


def _question(visit: Visit) -> Question:
    name = visit.named("question")
    if name not in QUESTIONS:
        raise HTTPException(404, "There is no such question.")
    return registered(name)


def _options(question: Question, case: Case) -> tuple[Option, ...]:
    """What may be said with a question on this case: its own options, and the day, where it does not ask for days."""
    of_days = any(option.metavar == "DATE" for option in question.options)
    return question.options if of_days else (*question.options, *day_choices(case))


def _key(visit: Visit, name: str, typed: asking.Typed) -> str:
    return visit.key(f"{name} {asking.address(typed)}")


def _begun(visit: Visit, question: Question, case: Case, typed: asking.Typed) -> Job:
    """The work on a question, begun or found; raises Problems for what cannot be asked so."""
    asked = asking.options_of(_options(question, case), typed)
    where = f"{visit.href('questions')}/{question.name}{asking.address(typed)}"
    judgement = partial(address, visit.href("table"))
    work = partial(_answer, question, on_day(case, asked), asked, judgement)
    return visit.workbench.jobs.begin(_key(visit, question.name, typed), question.asks, where, work)


def _answer(
    question: Question,
    case: Case,
    asked: dict[str, Any],
    judgement: Callable[[str], str | None],
    progress: Progress,
) -> Answered:
    from comity.papers.lettered import by_letter
    from comity.web.answers import answered

    by_name = {option.name: option for option in question.options}
    finding = question.ask(case, progress=progress, **by_letter(case, by_name, asked))
    return answered(case, finding, judgement)


ROUTES = [
    route("/case/{case}/questions", show_all),
    route("/case/{case}/questions/{question}", show),
    route("/case/{case}/questions/{question}/{table}.csv", as_csv),
]

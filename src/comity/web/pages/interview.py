"""A case made by answering questions: one question a page, saved after each answer, back and forth."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from comity.case.interview.closing import closing
from comity.case.interview.interview import Interview
from comity.case.interview.prompt import Prompt
from comity.problem import Place, Problem, Problems
from comity.web.rendering import page
from comity.web.visit import Visit, route, see

LONGEST = 60
"""How many letters of an answer the history tells."""


def show(visit: Visit) -> Response:
    """The next question, or how the case stands where there is none."""
    try:
        interview = visit.workbench.interviews.of(visit.case)
    except Problems as misshapen:
        return page(visit, "interview.html.j2", 422, prompt=None, ended=None, misshapen=misshapen.problems, noted="")
    return _page(visit, interview, 200)


def answer(visit: Visit) -> Response:
    """Take an answer, pass the question over, or go back to the one before."""
    try:
        now = visit.workbench.interviews.of(visit.case)
    except Problems:
        return see(visit.href("interview"))
    given = visit.form.get("answer", "").strip()
    prompt = now.prompt
    if prompt is None or visit.form.get("about") != _about(prompt):
        return _page(visit, now, 409, given=given, moved_on=True)
    try:
        then, what = _step(now, prompt, visit.form.get("step", "answer"), given)
    except Problems as refused:
        return _page(visit, now, 422, given=given, wrong=refused.problems)
    if not visit.workbench.interviews.go_on(visit.case, now, then, what, visit.by):
        return _page(visit, visit.workbench.interviews.of(visit.case), 409, given=given, moved_on=True)
    return see(visit.href("interview"))


def _step(now: Interview, prompt: Prompt, step: str, given: str) -> tuple[Interview, str]:
    """The state after a step, and the step in words."""
    if step == "back":
        if now.before is None:
            what = "there is no question before this one in this sitting"
            raise Problems([Problem(Place("your answer"), what, "change what came before in the table")])
        return now.before, "Went back one question"
    if step == "pass" or (not given and prompt.may_be_passed):
        return now.passed_over(), f"Passed over: {prompt.asks}"
    short = given if len(given) <= LONGEST else f"{given[: LONGEST - 1]}…"
    return now.answered(given), f"{prompt.asks} {short}"


def _about(prompt: Prompt) -> str:
    return "/".join(prompt.about)


def _page(
    visit: Visit,
    interview: Interview,
    status: int,
    given: str = "",
    wrong: tuple[Problem, ...] = (),
    moved_on: bool = False,
) -> Response:
    told: dict[str, Any] = {"misshapen": (), "noted": interview.noted, "given": given, "wrong": wrong, "ended": None}
    prompt = interview.prompt
    if prompt is None:
        ended = closing(interview.document)
        return page(
            visit, "interview.html.j2", status, prompt=None, **{**told, "ended": ended, "is_case": interview.is_case}
        )
    told |= {"about": _about(prompt), "moved_on": moved_on, "can_go_back": interview.before is not None}
    return page(visit, "interview.html.j2", status, prompt=prompt, **told)


ROUTES = [
    route("/case/{case}/interview", show),
    route("/case/{case}/interview", answer, "POST"),
]

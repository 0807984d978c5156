"""A page that is asked by a form: the form beside what came of it, how far that is, or what was not taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from comity.problem import Problem, Problems
from comity.web.jobs import Job
from comity.web.rendering import page, part
from comity.web.visit import Visit


def begun(begin: Callable[[], Job], seconds: float) -> tuple[Job | None, tuple[Problem, ...]]:
    """The work that is asked for, as it is after so many seconds; None, and why, where it is refused."""
    try:
        job = begin().seen(seconds)
    except Problems as refused:
        return None, refused.problems
    return (None, job.problems) if job.problems else (job, ())


def asked_page(visit: Visit, template: str, answer: str, focus: str, refused: bool, told: dict[str, Any]) -> Response:
    """The page, or the part of it that the visitor's page lacks.

    answer: the block in which stands what came of it; focus: the id that has the focus where something did; refused:
    whether what was typed is not taken. The blocks of the template: that one, and "asked" around it and the form.
    """
    if not visit.swaps:
        return page(visit, template, 422 if refused else 200, focus="", **told)
    awaited = visit.request.headers.get("hx-target", "").startswith("job-")
    if awaited and not refused:
        return part(visit, template, answer, **told)
    whole = part(visit, template, "asked", focus="not-taken" if refused else focus, **told)
    if awaited:  # the form says what was not taken, and not only the place of the work
        whole.headers["hx-retarget"] = "#asked"
    return whole

"""The file of a case as text: for who knows it, and where it has mistakes that no other page can show."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from comity.case.files import CASE_BYTES, encoded
from comity.problem import Place, Problem
from comity.show.safe import safe
from comity.web import edits
from comity.web.open_case import Conflict, Refused, digest
from comity.web.rendering import page
from comity.web.visit import Visit, route, see


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong with a text: its line, 0 for the whole, what that line says, and the words for it."""

    line: int
    says: str
    words: str
    error: bool


def show(visit: Visit) -> Response:
    """The page."""
    live = visit.case.live
    return _page(visit, live.text, live.text, live.problems, 200)


def save(visit: Visit) -> Response:
    """Take the text as the file; refuse what would make a case that is fit for use unfit."""
    typed = visit.form.get("text", "")
    typed = typed if typed.endswith("\n") or not typed else f"{typed}\n"
    if len(encoded(typed)) > CASE_BYTES:  # it could not be read again
        what, fix = (
            "the file is too large",
            f"at most {CASE_BYTES / 1e6:g} MB are read; keep long texts in source files",
        )
        too_large = Problem(Place(visit.case.path.name), what, fix)
        return _page(visit, typed, visit.case.live.text, (too_large,), 422, refused=True)
    done = visit.case.change(edits.text("The file changed as text", typed), visit.form.get("version", ""), visit.by)
    if isinstance(done, Refused):
        return _page(visit, typed, visit.case.live.text, done.problems, 422, refused=True)
    if isinstance(done, Conflict):
        return _page(visit, typed, visit.case.live.text, (), 409, conflict=True)
    return see(f"{visit.href('file')}?saved=yes")


def mistakes(problems: tuple[Problem, ...], text: str) -> tuple[Mistake, ...]:
    """Every problem with the line that it is about."""
    lines = text.splitlines()
    return tuple(
        Mistake(
            problem.place.line,
            lines[problem.place.line - 1].strip() if 0 < problem.place.line <= len(lines) else "",
            problem.sentence,
            problem.severity == "error",
        )
        for problem in problems
    )


def _page(
    visit: Visit,
    typed: str,
    stands: str,
    problems: tuple[Problem, ...],
    status: int,
    refused: bool = False,
    conflict: bool = False,
) -> Response:
    """The page; typed: what is in the field; stands: what is in the file.

    A text with letters that deceive or cannot be shown is shown without them, and is not saved from here.
    """
    return page(
        visit,
        "file.html.j2",
        status,
        typed=typed,
        stands=stands,
        rows=min(max(len(typed.splitlines()) + 2, 12), 40),
        mistakes=mistakes(problems, typed),
        refused=refused,
        conflict=conflict,
        seen=digest(stands),
        just_saved="saved" in visit.asked,
        file=visit.case.path.name,
        whole=safe(typed) == typed,
    )


ROUTES = [
    route("/case/{case}/file", show),
    route("/case/{case}/file", save, "POST"),
]

"""The first page: the cases of the opened folder, and how to begin another one."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from comity.case.files import head
from comity.problem import Place, Problem, Problems
from comity.web.beginning import new_case
from comity.web.beginning.new_case import Begun
from comity.web.downloads import download
from comity.web.rendering import page
from comity.web.visit import Visit, route, see

MOST = 100
"""How many cases are listed, those changed last first."""
SOON = 5.0
"""How many seconds an upload is waited for."""
_BEGINNING = 16_384
_TITLE = re.compile(r"^title:[ \t]*(?P<quote>[\"']?)(?P<said>[^\s>|#].*?)(?P=quote)[ \t]*$", re.MULTILINE)
_AS_OF = re.compile(r"^as_of:[ \t]*[\"']?(\d{4}-\d\d-\d\d)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Listed:
    """A case of the folder as the page lists it.

    name: in addresses; title: where the file says it on a line of its own, else the file; as_of: the day that it
    describes; changed: when its file was changed last, in words; file: where it lies in the folder.
    """

    name: str
    title: str
    as_of: dt.date | None
    changed: str
    file: Path


def listed(visit: Visit, today: dt.date) -> tuple[Listed, ...]:
    """The cases of the opened folder, those changed last first."""
    folder = visit.workbench.folder
    found: list[tuple[float, Listed]] = []
    for case in folder.cases():
        text = head(case.path, _BEGINNING).decode("utf-8-sig", "replace").replace("\r\n", "\n")
        title, day = _TITLE.search(text), _AS_OF.search(text)
        try:
            at = case.path.stat().st_mtime
        except OSError:  # it is gone since
            continue
        file = case.path.relative_to(folder.path)
        as_of = _day(day[1]) if day else None
        found.append((at, Listed(case.name, title["said"] if title else str(file), as_of, _when(at, today), file)))
    return tuple(each for _, each in sorted(found, key=lambda each: (-each[0], each[1].name)))


def show(visit: Visit) -> Response:
    """The page."""
    return _page(visit, 200)


def from_questions(visit: Visit) -> Response:
    """Begin a case of which the title is known, and go on with the questions."""
    return _titled(visit, "interview")


def from_reports(visit: Visit) -> Response:
    """Begin a case of which the title is known, and go on with its reports."""
    return _titled(visit, "sources")


def _titled(visit: Visit, then: str) -> Response:
    title = visit.form.get("title", "")
    try:
        begun = new_case.from_title(visit.workbench.folder, title)
    except Problems as refused:
        return _page(visit, 422, begun_by=then, title=title, wrong=refused.problems)
    return see(_address(visit, begun, then))


def from_catalog(visit: Visit) -> Response:
    """Copy a case of the catalog into the folder."""
    try:
        begun = new_case.from_catalog(visit.workbench.folder, visit.form.get("name", ""))
    except Problems as refused:
        return _page(visit, 422, begun_by="catalog", wrong=refused.problems)
    return see(_address(visit, begun, "overview"))


def from_spreadsheet(visit: Visit) -> Response:
    """Take the case in a workbook that is sent."""
    files = [(each.filename or "", each.file.read()) for each in visit.files[:1]]
    return _sent(visit, "spreadsheet", lambda: new_case.from_workbook(visit.workbench.folder, *files[0]), len(files))


def from_program(visit: Visit) -> Response:
    """Take the case in files of another program that are sent."""
    files = [(each.filename or "", each.file.read()) for each in visit.files]
    return _sent(visit, "program", lambda: new_case.from_program(visit.workbench.folder, files), len(files))


def _sent(visit: Visit, how: str, begin: Callable[[], Begun], files: int) -> Response:
    if not files:
        missing = Problem(Place("the file"), "no file was sent", "choose one, then send it")
        return _page(visit, 422, begun_by=how, wrong=(missing,))
    mark = secrets.token_hex(8)
    where = f"/new/{how}/{mark}"
    job = visit.workbench.jobs.begin(where, "Reading what was sent", where, lambda _: begin())
    return see(where if job.wait(SOON) else f"/jobs/{job.number}")


def begun(visit: Visit) -> Response:
    """What came of an upload: the case, with what its reader should know, or why there is none."""
    how = visit.named("how")
    job = visit.workbench.jobs.known(f"/new/{how}/{visit.named('mark')}")
    if job is None:
        raise HTTPException(404, "Nothing was sent under that name, or it is forgotten.")
    if job.state == "refused":
        return _page(visit, 422, begun_by=how, wrong=job.problems)
    if job.state != "done":
        return see(f"/jobs/{job.number}")
    case: Begun = job.result
    if not case.notes:
        return see(_address(visit, case, "overview"))
    return page(visit, "begun.html.j2", notes=case.notes, address=_address(visit, case, "overview"))


def empty_spreadsheet(visit: Visit) -> Response:
    """A workbook to fill in."""
    from comity.exchange.excel import template

    return download(template(), "A new case", "to fill in", ".xlsx")


def _address(visit: Visit, begun: Begun, then: str) -> str:
    """A page of a case that was begun."""
    name = visit.workbench.folder.name_of(begun.path)
    return f"/case/{name}/{then}" if name else "/"


def _page(visit: Visit, status: int, begun_by: str = "", title: str = "", wrong: tuple[Problem, ...] = ()) -> Response:
    cases = listed(visit, dt.date.today())
    told: dict[str, Any] = {"cases": cases[:MOST], "more": len(cases[MOST:]), "examples": new_case.examples()}
    return page(visit, "start.html.j2", status, **told, begun_by=begun_by, typed=title, wrong=wrong)


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def _when(at: float, today: dt.date) -> str:
    """When something was, in words: today's by the hour, others by the day."""
    moment = dt.datetime.fromtimestamp(at)
    return f"today, {moment:%H:%M}" if moment.date() == today else f"{moment.day} {moment:%B %Y}"


ROUTES = [
    route("/", show),
    route("/new/questions", from_questions, "POST"),
    route("/new/reports", from_reports, "POST"),
    route("/new/catalog", from_catalog, "POST"),
    route("/new/spreadsheet/upload", from_spreadsheet, "POST"),
    route("/new/program/upload", from_program, "POST"),
    route("/new/empty.xlsx", empty_spreadsheet),
    route("/new/{how}/{mark}", begun),
]

"""Reports dropped in: read in a process of their own, what they would add, and adding it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from comity.agreements.progress import Progress
from comity.case.files import REPORT_BYTES
from comity.case.wording import counted
from comity.problem import Place, Problem, Problems
from comity.web.jobs import Job
from comity.web.open_case import Conflict, Refused, Saved, digest
from comity.web.ordinal import ordinal
from comity.web.rendering import page, part
from comity.web.sources.adding import add
from comity.web.sources.broken_off import forget, kept_reports
from comity.web.sources.reports import MOST_REPORTS, WouldAdd, read, safe_name
from comity.web.visit import Visit, route, see

_OVER = (
    "This reading is over: what it found was added or left, or the workbench was closed meanwhile. Sources tells of "
    "reports that were not read to the end."
)
DETAILS = ("title", "date", "publisher")
LONGEST = 300


def upload(visit: Visit) -> Response:
    """Take reports in and begin to read them."""
    reports: dict[str, bytes] = {}
    if len(visit.files) > MOST_REPORTS:
        raise Problems(
            [_problem(f"{len(visit.files)} reports are too many at once", f"at most {MOST_REPORTS} are read")]
        )
    for file in visit.files:
        data = file.file.read(REPORT_BYTES + 1)
        if len(data) > REPORT_BYTES:
            raise Problems([_problem(f"{file.filename} is too large", f"at most {REPORT_BYTES / 1e6:g} MB are read")])
        reports[safe_name(file.filename or "", tuple(reports))] = data
    if not reports:
        raise Problems([_problem("no report was sent", "choose a file, or drop one on the page")])
    return _begin(visit, reports, _says(reports))


def read_own(visit: Visit) -> Response:
    """Begin to read the sources that the case has already."""
    return _begin(visit, {}, "Reading the sources of the case")


def read_again(visit: Visit) -> Response:
    """Read the reports of a reading that broke off once more, or forget them."""
    folder, name = visit.case.path.parent, visit.form.get("name", "")
    reports = kept_reports(folder, name) if visit.form.get("made") == "again" else {}
    answer = _begin(visit, reports, _says(reports)) if reports else see(visit.href("sources"))
    forget(folder, name)
    return answer


def _says(reports: Mapping[str, bytes]) -> str:
    return f"Reading {', '.join(reports)}" if len(reports) < 4 else f"Reading {len(reports)} reports"


def _begin(visit: Visit, reports: Mapping[str, bytes], says: str) -> Response:
    case = visit.case

    def work(progress: Progress) -> WouldAdd:
        return read(case, reports, progress)

    job = visit.workbench.jobs.begin(f"reading {secrets.token_hex(8)}", says, "", work)
    job.back = "Back to the sources"
    job.where = f"{visit.href('sources')}/reading/{job.number}"
    return see(job.where)


def show(visit: Visit) -> Response:
    """How far the reading is; then what it would add."""
    job = _job(visit)
    return _answer(visit, job, job.result if job.state == "done" else None)


def _answer(
    visit: Visit, job: Job, found: WouldAdd | None, status: int = 200, wrong: Mapping[str, str] | None = None
) -> Response:
    told: dict[str, Any] = {
        "job": job,
        "found": found,
        "typed": visit.form,
        "wrong": wrong or {},
        "sum": _sum(found) if found else "",
        "details": DETAILS,
    }
    if visit.swaps:
        return part(visit, "reading.html.j2", "reading", **told)
    return page(visit, "reading.html.j2", status, **told)


def _sum(found: WouldAdd) -> str:
    """What was found, in a sentence."""
    said = [counted(found.statements, "new statement", "new statements")]
    if found.reports:
        said.insert(0, counted(len(found.reports), "new report", "new reports"))
    return f"{', '.join(said)}; {counted(len(found.drafted), 'judgement', 'judgements')} drafted."


def take(visit: Visit) -> Response:
    """Add what was read: all of it, or without the drafts."""
    job, form = _job(visit), visit.form
    found = job.result if job.state == "done" else None
    if not isinstance(found, WouldAdd) or form.get("made") == "nothing":
        job.stop()
        job.result = None
        return see(visit.href("sources"))
    details, wrong = _details(found, form)
    if wrong:
        return _answer(visit, job, found, 422, wrong)
    try:
        done = add(visit.case, found, details, form.get("made") == "all", visit.by)
    except Problems as refused:
        return _answer(visit, job, found, 422, {"all": _said(refused.problems)})
    if isinstance(done, Refused):
        return _answer(visit, job, found, 422, {"all": _said(done.problems)})
    if isinstance(done, Conflict):
        return _answer(visit, job, found, 409, {"all": "The case has changed meanwhile; try again."})
    job.result = None  # it was added: not again
    if form.get("made") == "all" and found.drafted and isinstance(done, Saved):
        return see(visit.href("drafts", **{"from": digest(done.before.text)}))
    first = {"source": found.reports[0].name} if found.reports else {}
    return see(visit.href("sources", **first))


def _details(found: WouldAdd, form: Mapping[str, str]) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """What each new report is called, and of when and whom it is; and what of it cannot be taken, by its field."""
    details: dict[str, dict[str, str]] = {}
    wrong: dict[str, str] = {}
    for report in found.reports:
        told = {name: " ".join(form.get(f"{name}/{report.name}", "").split()) for name in DETAILS}
        details[report.name] = told
        if told["date"] and not _is_date(told["date"]):
            wrong[f"date/{report.name}"] = f"“{told['date']}” is no date; write it as 2025-08-18."
        wrong |= {
            f"{name}/{report.name}": f"At most {LONGEST} letters." for name in DETAILS if len(told[name]) > LONGEST
        }
    return details, wrong


def _is_date(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


def _job(visit: Visit) -> Job:
    number = ordinal(visit.named("number"))
    job = None if number is None else visit.workbench.jobs.find(number)
    if job is None or not job.where.startswith(f"{visit.href('sources')}/reading/"):
        raise HTTPException(404, _OVER)
    return job


def _problem(what: str, fix: str) -> Problem:
    return Problem(Place("reports"), what, fix)


def _said(problems: tuple[Problem, ...]) -> str:
    return " ".join(each.sentence for each in problems[:5])


ROUTES = [
    route("/case/{case}/sources/upload", upload, "POST"),
    route("/case/{case}/sources/read", read_own, "POST"),
    route("/case/{case}/sources/again", read_again, "POST"),
    route("/case/{case}/sources/reading/{number}", show),
    route("/case/{case}/sources/reading/{number}", take, "POST"),
]

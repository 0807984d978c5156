"""What a case was before: who changed what and when, taken back, made again, compared, put back, forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import Response

from comity.case.history import ChangedMeanwhile, History, Version
from comity.case.model import Case
from comity.live import Live
from comity.papers.option_words import capital
from comity.problem import Problem
from comity.web import edits
from comity.web.answers import headed, sheet
from comity.web.diff import passages
from comity.web.following.later import stop_past
from comity.web.following.words import strip
from comity.web.jobs import Job
from comity.web.open_case import Conflict, Refused, Saved, digest
from comity.web.ordinal import ordinal
from comity.web.rendering import page, part
from comity.web.visit import Visit, route, see

if TYPE_CHECKING:
    from comity.agreements.progress import Progress
    from comity.finding import Finding

TEMPLATE, COMPARED = "history.html.j2", "versions.html.j2"
PER_PAGE = 50
LONG = 120
"""How many letters of what stood and stands are shown in the list."""
MOMENT = 0.4
"""How many seconds a page waits for a comparison before it shows how far that is."""
BACK = ("overview", "table", "agreements", "what-if", "questions", "sources", "drafts", "documents", "history")
"""The pages that an undo may lead back to."""


@dataclass(frozen=True)
class Shown:
    """A version as the list shows it.

    at: the time on its day; what: it changed, in words; present: whether the file is
    this version; did, since: the addresses of what it changed, and of what has changed since, empty where nothing has.
    """

    number: int
    at: str
    by: str
    what: str
    before: str
    after: str
    present: bool
    did: str
    since: str


@dataclass(frozen=True)
class Day:
    """The versions of one day, newest first."""

    says: str
    versions: tuple[Shown, ...]


@dataclass(frozen=True)
class Happened:
    """A development of the talks: its day, what happened, and the sources that report it with their addresses."""

    day: str
    what: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Point:
    """One of two versions that are compared: its number, what it is called, when and by whom, its text."""

    number: int
    name: str
    when: str
    by: str
    what: str
    text: str


def show(visit: Visit) -> Response:
    """The list of the versions, newest first."""
    return _listed(visit)


def compare(visit: Visit) -> Response:
    """Two versions beside each other: the judgements that differ, what that does, and the lines of the file."""
    history = _history(visit)
    points = _points(history, visit.asked.get("from", ""), visit.asked.get("to", ""))
    if points is None:
        return _listed(visit, 404, unknown=True)
    return _compared(visit, history, points)


def whole(visit: Visit) -> Response:
    """The file as it was, to be kept elsewhere."""
    point = _point(_history(visit), visit.named("number"))
    if point is None:
        raise HTTPException(404, "There is no version of that number.")
    name = f"{visit.case.name}-version-{point.number}.yaml".encode("ascii", "replace").decode().replace("?", "-")
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(point.text, media_type="text/plain; charset=utf-8", headers=headers)


def undo(visit: Visit) -> Response:
    """Take the last edit back."""
    return _stepped(visit, visit.case.undo)


def redo(visit: Visit) -> Response:
    """Make the edit again that was taken back last."""
    return _stepped(visit, visit.case.redo)


def go_back(visit: Visit) -> Response:
    """Put an earlier version back, as a new edit."""
    history = _history(visit)
    points = _points(history, visit.form.get("number", ""), "")
    if points is None:
        return _listed(visit, 404, unknown=True)
    old = points[0]
    if old.text == visit.case.live.text:
        return see(visit.href("history", same=old.number))
    edit = edits.text(f"Version {old.number} put back", old.text)
    done = visit.case.change(edit, visit.form.get("version") or None, visit.by)
    if isinstance(done, Refused):
        return _compared(visit, history, points, 422, refused=done.problems)
    if isinstance(done, Conflict):
        return _compared(visit, history, points, 409, conflict=True)
    stop_past(visit.workbench.jobs, visit.case, done.after)
    return see(visit.href("history", **{"from": digest(done.before.text)}))


def wipe(visit: Visit) -> Response:
    """Forget every version, where none came in since the page was shown."""
    history = _history(visit)
    if visit.form.get("version", "") not in ("", digest(visit.case.live.text)):
        return _listed(visit, 409, stale=True)
    aside = history.wipe()
    return see(visit.href("history", wiped=len(aside)))


def again(visit: Visit) -> Response:
    """Try again to keep a history, where none could be kept."""
    visit.case.remember(visit.by)
    return see(visit.href("history"))


def _stepped(visit: Visit, step: Callable[[str], Saved | Refused | None]) -> Response:
    """A step back or forth in time, from the state that the page was made from; else nothing is done, and that said."""
    where = visit.form.get("back") or _came_from(visit)
    where = where if where in BACK else "history"
    seen = visit.form.get("version", "")
    with visit.case.lock:
        if seen and seen != digest(visit.case.live.text):
            return _listed(visit, 409, stale=True)
        try:
            done = step(visit.by)
        except ChangedMeanwhile:
            return _listed(visit, 409, stale=True)
    if done is None:
        return see(visit.href(where))
    if isinstance(done, Refused):
        return _listed(visit, 422, undone=[_sentence(problem) for problem in done.problems])
    stop_past(visit.workbench.jobs, visit.case, done.after)
    return see(visit.href(where, **{"from": digest(done.before.text)}))


def _came_from(visit: Visit) -> str:
    """The page of this case that a form stood on, as the browser tells it; empty where it does not."""
    return urlsplit(visit.request.headers.get("referer", "")).path.removeprefix(visit.href("")).split("/")[0]


def _listed(visit: Visit, status: int = 200, **told: Any) -> Response:
    """The page. told: what came of what was asked last, where it was not done."""
    case, live, history = visit.case, visit.case.live, visit.case.history
    first = ordinal(visit.asked.get("before", ""))
    versions = (history.versions(PER_PAGE, first) or history.versions(PER_PAGE)) if history else ()
    last = _last(history) if history else 0
    before = case.earlier(visit.asked.get("from", ""))
    known = live.checked.case
    return page(
        visit,
        TEMPLATE,
        status,
        history=history,
        remarks=[_sentence(problem) for problem in (history.remarks if history else ())],
        without=[_sentence(problem) for problem in case.without_history],
        days=tuple(_days(visit, versions, last)),
        last=last,
        shown=(versions[0].number, versions[-1].number) if versions else (0, 0),
        newer=_newer(versions, last),
        older=f"?before={versions[-1].number}" if versions and versions[-1].number > 1 else None,
        sessions=[(_moment(each.at), each.by) for each in (history.sessions(PER_PAGE) if history else ())],
        most=PER_PAGE,
        happened=tuple(_happened(visit, known)) if known else (),
        aside=[path.name for path in history.aside] if history else [],
        strip=strip(before, live),
        wiped="wiped" in visit.asked,
        same=ordinal(visit.asked.get("same", "")),
        **{"unknown": False, "stale": False, "undone": (), **told},
    )


def _compared(
    visit: Visit,
    history: History,
    points: tuple[Point, Point],
    status: int = 200,
    refused: Iterable[Problem] = (),
    conflict: bool = False,
) -> Response:
    old, new = points
    job = _comparing(visit, old, new).seen(MOMENT)
    finding = job.result if job.state == "done" else None
    headline, lead = headed(finding.answer) if finding else ("", "")
    told: dict[str, Any] = {
        "old": old,
        "new": new,
        "job": job,
        "finding": finding,
        "headline": headline,
        "lead": lead,
        "tables": [sheet(name, table, lambda _: None) for name, table in finding.tables.items()] if finding else [],
        "passages": passages(old.text, new.text),
        "refused": [_sentence(problem) for problem in refused],
        "conflict": conflict,
        "last": _last(history),
        "back": old.text != visit.case.live.text,
    }
    if visit.swaps and visit.request.method == "GET":
        return part(visit, COMPARED, "answers", **told)
    return page(visit, COMPARED, status, **told)


def _comparing(visit: Visit, old: Point, new: Point) -> Job:
    """The work of comparing two versions by their answers; it stays good whatever is edited meanwhile."""
    file, names = str(visit.case.path), (old.name, new.name)
    now = visit.case.live

    def work(progress: Progress) -> Finding[Any]:
        from comity.questions.change.compare import compare

        states = [now if now.text == point.text else Live.of(point.text, file) for point in (old, new)]
        return compare(states[0].case, states[1].case, names=names, progress=progress)

    key = f"{visit.case.name}/history {old.number} {digest(old.text)} {new.number} {digest(new.text)}"
    where = f"{visit.href('history')}/compare?from={old.number}&to={new.number}"
    return visit.workbench.jobs.begin(key, "What the differences do to the answers", where, work)


def _history(visit: Visit) -> History:
    """The history of the case; there is no such page where none is kept."""
    visit.case.live  # noqa: B018  # what another program wrote is a version, too
    if visit.case.history is None:
        raise HTTPException(404, "No history of this case is kept.")
    return visit.case.history


def _points(history: History, first: str, second: str) -> tuple[Point, Point] | None:
    """Two versions by their numbers, the second the present one where none is named; None where there is none."""
    old, new = _point(history, first), _point(history, second or str(_last(history)))
    return (old, new) if old and new else None


def _point(history: History, number: str) -> Point | None:
    told = ordinal(number)
    found = history.versions(1, told + 1) if told else ()
    if not found or found[0].number != told:
        return None
    version = found[0]
    when = _moment(version.at)
    return Point(told, f"version {told}", when, version.by, _what(version), history.text(told))


def _last(history: History) -> int:
    last = history.versions(1)
    return last[0].number if last else 0


def _newer(versions: tuple[Version, ...], last: int) -> str | None:
    """The address of the page before, in the order of the list; None where this is the first."""
    if not versions or versions[0].number >= last:
        return None
    return f"?before={min(versions[0].number + PER_PAGE, last) + 1}"


def _days(visit: Visit, versions: Iterable[Version], last: int) -> Iterable[Day]:
    for day, those in groupby(versions, lambda version: version.at.astimezone().date()):
        yield Day(f"{day:%A} {_day(day)}", tuple(_shown(visit, version, last) for version in those))


def _shown(visit: Visit, version: Version, last: int) -> Shown:
    compared = f"{visit.href('history')}/compare"
    number = version.number
    return Shown(
        number,
        f"{version.at.astimezone():%H:%M}",
        version.by,
        _what(version),
        _short(version.before),
        _short(version.after),
        number == last,
        f"{compared}?from={number - 1}&to={number}" if number > 1 else "",
        f"{compared}?from={number}" if number < last else "",
    )


def _what(version: Version) -> str:
    """What a version changed, without the values that stand beside it."""
    for old, new in ((version.before, version.after), (version.after, version.before)):
        if old and version.what.endswith(said := f": {old} becomes {new}"):
            return version.what.removesuffix(said)
    return version.what


def _short(written: str) -> str:
    return written if len(written) <= LONG else f"{written[:LONG].rstrip()}…"


def _happened(visit: Visit, case: Case) -> Iterable[Happened]:
    """What changed in the talks, newest first."""
    for each in sorted(case.developments, key=lambda each: each.date, reverse=True):
        names = dict.fromkeys(piece.source for piece in each.evidence if piece.source in case.sources)
        sources = tuple((case.sources[name].title or name, visit.href("sources", source=name)) for name in names)
        yield Happened(_day(each.date), each.what, sources)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _moment(at: dt.datetime) -> str:
    here = at.astimezone()
    return f"{_day(here.date())}, {here:%H:%M}"


def _sentence(problem: Problem) -> str:
    return capital(problem.sentence)


ROUTES = [
    route("/case/{case}/history", show),
    route("/case/{case}/history/compare", compare),
    route("/case/{case}/history/back", go_back, "POST"),
    route("/case/{case}/history/wipe", wipe, "POST"),
    route("/case/{case}/history/again", again, "POST"),
    route("/case/{case}/history/{number}/file", whole),
    route("/case/{case}/undo", undo, "POST"),
    route("/case/{case}/redo", redo, "POST"),
]

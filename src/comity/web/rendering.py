"""Pages as HTML: templates filled with what a page found, whole or one part of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from comity.show.safe import safe
from comity.web.beginning.begun import begun_title, only_begun
from comity.web.open_case import OpenCase, digest
from comity.web.visit import Visit

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from starlette.responses import Response


REFUSALS = (409, 413, 422)
"""The numbers of answers that say that something was not done, and is as it was."""


def page(visit: Visit, template: str, status: int = 200, **told: Any) -> Response:
    """A whole page, from the template of that name.

    A refusal has no number of its own where a browser shows it: the browser would note it as a failure of the page.
    """
    shown = 200 if status in REFUSALS and visit.browses else status
    return _answer(visit, _template(template).render(_context(visit, told)), shown)


def part(visit: Visit, template: str, block: str, **told: Any) -> Response:
    """One block of a page, to be put into the page that the visitor has.

    A refusal is such a part as well, and has no number of its own either.
    """
    filled = _template(template)
    context = filled.new_context(_context(visit, told))
    return _answer(visit, "".join(filled.blocks[block](context)), 200)


def note(kind: str, lead: str, text: str) -> Response:
    """A note by itself, where nothing else of a page can be made.

    kind: check, refusal or plain; lead: its first words; text: the others.
    """
    from starlette.responses import HTMLResponse

    said = environment().from_string("{{ ui.note(kind, text, lead) }}").render(kind=kind, text=text, lead=lead)
    return HTMLResponse(safe(said))


def anew(visit: Visit) -> Response:
    """The whole page once more, where a part of it was asked for that changes all the rest."""
    answer = _answer(visit, "", 200)
    answer.headers["hx-refresh"] = "true"
    return answer


def _answer(visit: Visit, html: str, status: int) -> Response:
    from starlette.responses import HTMLResponse

    return HTMLResponse(safe(html), status)


def _context(visit: Visit, told: dict[str, Any]) -> dict[str, Any]:
    """What every template is given: the visit, the frame of the page, and what the page found."""
    case = visit.open_case
    if case is None:
        return {"visit": visit, "page": "", "case": None, "saved": None, "version": "", **told}
    live = case.live
    known = live.checked.case
    frame = {
        "title": known.title if known else begun_title(live, case.path.name),
        "as_of": _day(known.as_of) if known else "",
        "marking": (known.marking or "") if known else "",
        "href": visit.href,
        "outside": case.outside,
        "broken": known is None and not only_begun(live),
    }
    name = visit.request.url.path.removeprefix(visit.href("")).split("/")[0]
    return {"visit": visit, "page": name, "case": frame, "saved": _saved(case), "version": digest(live.text), **told}


def _saved(case: OpenCase) -> dict[str, Any] | None:
    """What stands at the head of the page of how the case was saved last; None without a history."""
    if case.history is None:
        return None
    last = next(iter(case.history.versions(limit=1)), None)
    if last is None:
        return None
    at = last.at.astimezone()
    return {"version": last.number, "edits": case.history.edits, "at": f"{at:%H:%M}"}


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _template(name: str) -> Template:
    return environment().get_template(name)


@cache
def environment() -> Environment:
    """The templates of the workbench, with the macros of parts.html.j2 as `ui` in each."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from comity.finding import words
    from comity.papers.option_words import capital

    found = Environment(
        loader=PackageLoader("comity.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found.filters["day"] = _day
    found.filters["words"] = words
    found.filters["capital"] = capital
    found.globals["ui"] = found.get_template("parts.html.j2").module
    return found

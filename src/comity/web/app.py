"""The workbench as a web application: the pages of all modules, what every page loads, and how mistakes are told."""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from comity.case.history import NoHistory
from comity.papers.option_words import capital
from comity.problem import Problems
from comity.web import pages
from comity.web.guard import TooLarge
from comity.web.rendering import REFUSALS, note, page
from comity.web.visit import Visit, see
from comity.web.workbench import Workbench


class _Static(StaticFiles):
    """Files that a browser may keep: they change with the program only."""

    def file_response(self, *told: Any, **more: Any) -> Response:
        response = super().file_response(*told, **more)
        response.headers["cache-control"] = "private, max-age=3600"
        return response


def application(workbench: Workbench) -> Starlette:
    """The application that serves a workbench; it is guarded by `comity.web.guard.Guard`."""
    routes: list[Route | Mount] = [
        Mount("/static/htmx", _Static(directory=str(files("js_lib_htmx") / "static" / "htmx"))),
        Mount("/static", _Static(directory=str(files("comity.web") / "static"))),
    ]
    for page_module in iter_modules(pages.__path__):
        routes += import_module(f"{pages.__name__}.{page_module.name}").ROUTES
    handlers: dict[Any, Any] = {HTTPException: _refused, TooLarge: _too_large, Problems: _problems, 500: _failed}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False  # a slash more is no address of ours
    app.state.workbench = workbench
    return app


def _workbench(request: Request) -> Workbench:
    found: Workbench = request.app.state.workbench
    return found


def _said(request: Request, status: int, headline: str, told: Any = ()) -> Response:
    """A page that says what went wrong; a note above the page that is there, where a part of it was asked for.

    What was typed on that page stays.
    """
    visit = Visit(request, _workbench(request), None)
    if not visit.swaps:
        return page(visit, "mistake.html.j2", status, headline=headline, told=tuple(told))
    answer = note("refusal", headline, " ".join((*told, "What you have typed stands here still.")))
    answer.status_code = status if status not in REFUSALS else 200
    answer.headers.update({"hx-retarget": "#wrong", "hx-reswap": "innerHTML show:window:top"})
    return answer


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    unknown = "There is no such page." if error.detail == "Not Found" else error.detail
    return _said(request, error.status_code, unknown)


def _too_large(request: Request, error: Exception) -> Response:
    return _said(request, 413, "That is more than is taken at once.", ["A report may have 50 MB, a case 2 MB."])


def _problems(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problems)
    name = request.path_params.get("case")
    if isinstance(error, NoHistory) and name is not None and (case := _workbench(request).folder.case(name)):
        case.go_without(error)  # a history that can be read no longer keeps nobody from the case
        if request.method == "GET":
            return see(str(request.url.replace(scheme="", netloc="")))
    path = _workbench(request).folder.path_of(name) if name is not None else None
    if path is not None and any(each.place.file == str(path) for each in error.problems):
        told = [f"{path.name}: {each.sentence}" for each in error.problems]
        return _said(request, 422, "The file of this case cannot be read.", [*told, "Nothing in it was changed."])
    return _said(request, 422, "That cannot be done.", [capital(each.sentence) for each in error.problems])


def _failed(request: Request, error: Exception) -> Response:
    told = ["Nothing that was saved is lost. What went wrong stands in the terminal that runs the workbench."]
    return _said(request, 500, "The workbench has made a mistake.", told)

"""Where a case stands: the answer, what is missing or weak, what is left, who is near and who is far."""

from __future__ import annotations

from starlette.responses import Response

from comity.problem import Problems
from comity.web.rendering import page
from comity.web.visit import Visit, route, see


def show(visit: Visit) -> Response:
    """The page."""
    from comity.questions.agreement.answer import agreement

    live = visit.case.live
    try:
        finding = agreement(live.case)
    except Problems as wanting:
        return page(visit, "overview.html.j2", finding=None, problems=wanting.problems)
    return page(visit, "overview.html.j2", finding=finding, problems=())


ROUTES = [
    route("/case/{case}", lambda visit: see(visit.href())),
    route("/case/{case}/overview", show),
]

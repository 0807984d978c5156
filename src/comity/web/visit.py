"""One request to the workbench: what is asked of which case, and how a page answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from comity.live import Live
from comity.web.open_case import OpenCase

if TYPE_CHECKING:
    from comity.web.workbench import Workbench

MOST_FIELDS = 5_000
MOST_FILES = 200
FIELD_BYTES = 2_500_000


@dataclass(frozen=True)
class Visit:
    """A request.

    workbench: where it is made; case: the one that its address names, if it names one; form: the fields sent, the last
    of each name; files: the files sent, in their order.
    """

    request: Request
    workbench: Workbench
    open_case: OpenCase | None
    form: Mapping[str, str] = field(default_factory=dict)
    fields: Sequence[tuple[str, str]] = ()
    files: Sequence[UploadFile] = ()

    @property
    def case(self) -> OpenCase:
        """The case that the address names."""
        assert self.open_case is not None
        return self.open_case

    @cached_property
    def live(self) -> Live:
        """The case as it stood when this request first looked: what shows it, and changes nothing, is made of this."""
        return self.case.live

    def key(self, work: str) -> str:
        """What some work on that state is known by."""
        return self.case.key(self.live, work)

    @property
    def asked(self) -> Mapping[str, str]:
        """What stands behind the question mark of the address, the last of each name."""
        return self.request.query_params

    @property
    def swaps(self) -> bool:
        """Whether a part of a page is asked for, to be put into the page that is there."""
        return self.request.headers.get("hx-request") == "true"

    @property
    def browses(self) -> bool:
        """Whether a browser asks, for a page or for a part of one, and not another program."""
        return self.swaps or self.request.headers.get("sec-fetch-mode") == "navigate"

    @property
    def by(self) -> str:
        """Who is at the workbench."""
        return self.workbench.by

    def named(self, name: str) -> str:
        """A part of the address by its name in the route."""
        return str(self.request.path_params[name])

    def several(self, name: str) -> list[str]:
        """Every field of one name, in order."""
        return [told for key, told in self.fields if key == name]

    def href(self, page: str = "overview", /, **asked: object) -> str:
        """The address of a page of this case; asked: what stands behind its question mark."""
        return f"/case/{self.case.name}/{page}{'?' if asked else ''}{urlencode(asked)}"


Answer = Callable[[Visit], Response]


def route(path: str, answer: Answer, method: str = "GET") -> Route:
    """A route whose pages are made beside the loop that listens, one thread each.

    path: with {case} in it, the case that it names is opened, and there is no such page where it is none.
    """

    async def endpoint(request: Request) -> Response:
        if method != "POST":
            return await run_in_threadpool(lambda: answer(_visit(request, FormData())))
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=FIELD_BYTES) as form:
            return await run_in_threadpool(lambda: answer(_visit(request, form)))

    return Route(path, endpoint, methods=[method])


def see(where: str) -> Response:
    """Send the visitor to another page, after a change."""
    return RedirectResponse(where, status_code=303)


def _visit(request: Request, form: FormData) -> Visit:
    workbench: Workbench = request.app.state.workbench
    name = request.path_params.get("case")
    case = workbench.folder.case(name) if name is not None else None
    if name is not None and case is None:
        raise HTTPException(404, "No case of that name lies in the opened folder.")
    sent = form.multi_items()
    fields = [(key, told.replace("\r\n", "\n")) for key, told in sent if isinstance(told, str)]
    files = [told for _, told in sent if isinstance(told, UploadFile) and told.filename]
    return Visit(request, workbench, case, dict(fields), fields, files)

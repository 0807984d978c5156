"""The first page: the cases of the opened folder, and how to begin another one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

from comity.web.rendering import page
from comity.web.visit import Visit, route


@dataclass(frozen=True)
class Listed:
    """A case of the folder as the page lists it: its name in addresses, its title where it can be read, its file."""

    name: str
    title: str
    file: Path


def listed(visit: Visit) -> tuple[Listed, ...]:
    """The cases of the opened folder."""
    found = []
    for case in visit.workbench.folder.cases():
        opened = visit.workbench.folder.case(case.name)
        known = opened.live.checked.case if opened else None
        file = case.path.relative_to(visit.workbench.folder.path)
        found.append(Listed(case.name, known.title if known else str(file), file))
    return tuple(found)


def show(visit: Visit) -> Response:
    """The page."""
    return page(visit, "start.html.j2", cases=listed(visit))


ROUTES = [route("/", show)]

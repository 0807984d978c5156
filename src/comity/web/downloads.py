"""Files that the workbench hands out: named after the case, as every system can save them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from starlette.responses import Response

MEDIA = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}
"""What the workbench hands out, by how the names end."""

LONGEST = 80
"""Letters of a name, before its ending."""


def download(data: bytes, title: str, called: str, suffix: str) -> Response:
    """A file to save.

    title: of the case; called: what the file is of it, "one page", say; suffix: how its name ends, one of MEDIA.
    """
    from starlette.responses import Response

    name = file_name(title, called)
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "", unicodedata.normalize("NFKD", name)).strip(" .") or "case"
    told = f"attachment; filename=\"{plain}{suffix}\"; filename*=UTF-8''{quote(name + suffix, safe='')}"
    return Response(data, media_type=MEDIA[suffix], headers={"content-disposition": told})


def file_name(title: str, called: str) -> str:
    """A name without what systems take for something else: "Talks on ending the war, one page"."""
    letters = "".join(each if each.isalnum() or each in " ,()-_" else " " for each in title)
    room = LONGEST - len(called) - 2
    kept = " ".join(letters.split())[:room].strip(" ,-")
    return f"{kept}, {called}" if kept else called

"""A Word file as bytes that depend on what it holds alone: no time of writing, no order but the parts' own."""

from __future__ import annotations

import io
import zipfile
from typing import Any

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day that a zip file gives its parts where it gives them none."""


def packed(document: Any) -> bytes:
    """The document's file."""
    written, made = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, FIRST_DAY)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(part, old.read(name))
    return made.getvalue()

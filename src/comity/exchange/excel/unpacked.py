"""A workbook's file as it may be opened: its cells alone, unpacked within limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from comity.case.files import UNPACKED_BYTES, WORKBOOK_BYTES, head, read_bytes
from comity.case.parse import MAX_LINES
from comity.problem import Place, Problem, Problems

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
_BOOK = "xl/workbook.xml"
_CELLS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/worksheets/[^/]+\.xml|xl/sharedStrings\.xml|xl/styles\.xml"
)
_BROKEN = (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error, KeyError)
_FILLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="[A-Z]+(\d+)"(?:[^>]*[^/>])?>')
_MOST_PARTS = 2_000
_AGAIN = "save it again as an Excel workbook (.xlsx) in the program that made it"


def is_workbook(path: Path) -> bool:
    """Whether a file is named as a workbook, or is one whatever its name."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods"):
        return True
    if head(path, 4) != _ZIP:
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            return _BOOK in packed.namelist()
    except _BROKEN:
        return False


def unpacked(path: Path) -> tuple[bytes, list[Problem]]:
    """The cells of a workbook as a workbook of their own, and a remark on what else it holds, which is not read.

    Raises Problems where the file is no workbook, is protected, damaged, or unpacks to more than is read.
    """
    place = Place(str(path))
    data = read_bytes(path, WORKBOOK_BYTES, "delete pictures and sheets that are not needed")
    if data.startswith(_OLD):
        what = "this is a workbook of an old kind, or protected by a password"
        raise Problems([Problem(place, what, "save it as an Excel workbook (.xlsx) without a password")])
    stream = io.BytesIO()
    left = UNPACKED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(stream, "w") as cells:
            names = packed.namelist()
            if _BOOK not in names:
                raise Problems([Problem(place, "this is not an Excel workbook", _AGAIN)])
            kept = dict.fromkeys(name for name in names if _CELLS.fullmatch(name))
            if len(kept) > _MOST_PARTS:
                raise Problems([Problem(place, f"more than {_MOST_PARTS:,} sheets", "delete those not needed")])
            for name in kept:
                with packed.open(name) as part:
                    content = part.read(left + 1)
                left -= len(content)
                if left < 0:
                    what = f"the workbook unpacks to more than {UNPACKED_BYTES // 1_000_000} MB of cells"
                    fix = "delete sheets that are not needed; if you did not make it yourself, do not open it"
                    raise Problems([Problem(place, what, fix)])
                if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
                    what = f"the workbook holds what no program writes ({name} declares entities)"
                    raise Problems([Problem(place, what, "if you did not make it yourself, do not open it")])
                if far := _far_down(content):
                    what = f"a sheet holds something in row {far:,}; at most {MAX_LINES:,} rows are read"
                    raise Problems([Problem(place, what, "delete the rows below those that are meant")])
                cells.writestr(name, content)
    except _BROKEN as error:
        raise Problems([Problem(place, f"the workbook is damaged or no workbook ({error})", _AGAIN)]) from None
    return stream.getvalue(), _passed_over(place, names)


def _far_down(content: bytes) -> int | None:
    """The row of the first cell with content below all that are read."""
    return next((int(row) for row in _FILLED.findall(content) if len(row) > 9 or int(row) > MAX_LINES), None)


def _passed_over(place: Place, names: list[str]) -> list[Problem]:
    kinds = {
        "macros": any(name.endswith("vbaProject.bin") for name in names),
        "links to other workbooks": any(name.startswith("xl/externalLinks/") for name in names),
        "pictures": any(name.startswith("xl/media/") for name in names),
        "charts": any(name.startswith("xl/charts/") for name in names),
    }
    return [
        Problem(place, f"the workbook holds {kind}, which are not read", severity="warning")
        for kind, holds in kinds.items()
        if holds
    ]

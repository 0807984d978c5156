"""The text of tables as spreadsheets save them: UTF-16 where they begin so, UTF-8, or else as Windows writes it."""

from __future__ import annotations

import codecs
from pathlib import Path

from comity.case.files import head, read_bytes

_SNIFFED = 65_536
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def beginning(path: Path) -> str:
    """How a table begins, to see what it is; nothing where it cannot be read."""
    return _decoded(head(path, _SNIFFED))


def whole(path: Path, limit: int) -> str:
    """All of a table of at most `limit` bytes, with plain line ends; raises Problems where it cannot be read."""
    return _decoded(read_bytes(path, limit)).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut_off = error.end == len(data) and not data[: error.start].isascii()  # within a letter, after others of UTF-8
        return data.decode("utf-8-sig" if cut_off else "cp1252", "replace")

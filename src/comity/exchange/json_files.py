"""JSON files of other programs: their beginning, to see what they are, and their text as it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from comity.case.files import IMPORT_BYTES, head


def beginning(path: Path) -> str:
    """The text of a JSON file from its first sign on, as much as is read of one; nothing where it cannot be read.

    UTF-16, which is refused when a file is read, is seen through.
    """
    return head(path, IMPORT_BYTES).replace(b"\0", b"").decode("utf-8-sig", "replace").lstrip("\ufffd \t\r\n")


def text(content: Mapping[str, Any]) -> str:
    """The text of a JSON file that holds this."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

"""Where a judgement stands on the table of a case, by the anchor that findings and papers know it by."""

from __future__ import annotations

from urllib.parse import quote

_SECTIONS = {
    "red-line-": "red_lines",
    "condition-": "conditions",
    "linkage-": "linkages",
    "message-": "messages",
    "tie-": "ties",
    "precondition-": "preconditions",
}
"""Where a judgement stands in a list, by the beginning of its anchor; its number differs with the day that is meant."""


def address(table: str, anchor: str) -> str | None:
    """The address of a judgement; None where the table has no place for it.

    table: the address of the table; anchor: as `comity.case.anchors` makes it.
    """
    if anchor.startswith("no-deal-"):
        return _number(table, f"interests/{anchor.removeprefix('no-deal-')}/no_deal")
    if anchor.startswith("interest-"):
        path = anchor.removeprefix("interest-").split("/")
        return _number(table, "/".join(["interests", *path])) if len(path) == 3 else f"{table}?party={quote(path[0])}"
    if anchor.startswith("measure-"):
        return f"{table}?open={quote('measures/' + anchor.removeprefix('measure-'), safe='')}#entry"
    section = next((section for begins, section in _SECTIONS.items() if anchor.startswith(begins)), None)
    return f"{table}#{section}" if section else None


def _number(table: str, path: str) -> str:
    return f"{table}?edit={quote(path, safe='')}#value"

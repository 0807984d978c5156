"""A case as a workbook of Excel and back: one sheet a noun, edits put into the case file in place."""

from __future__ import annotations

from pathlib import Path

from comity.exchange.excel.returned import Returned, returned, with_its_ends
from comity.exchange.excel.unpacked import is_workbook
from comity.exchange.excel.writing import template, workbook_of

__all__ = ["Returned", "case_workbook", "is_workbook", "returned", "template", "with_its_ends"]


def case_workbook(case: Path) -> bytes:
    """The workbook of a case file that is fit for use: the same bytes for the same file.

    Raises Problems with every error of the file, and where a text is longer than a cell holds.
    """
    from comity.case.check import check
    from comity.case.text import Document
    from comity.problem import Problems

    checked = check(case)
    if checked.errors:
        raise Problems(checked.errors)
    return workbook_of(Document.read(case))

"""A table of a finding as CSV, for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from comity.finding import Finding, Table
from comity.problem import Place, Problem, Problems, nearest

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMERAL = re.compile(r"[-+]?\d+(?:\.\d+)?%?", re.ASCII)
"""What every program takes for a number, as the steps of an amount are."""


def table_of(finding: Finding[Any], name: str) -> Table:
    """The table of that name, as `tables` of a finding has it; raises Problems where there is none, with the names."""
    if name not in finding.tables:
        place = Place(f"comity ask {finding.question}")
        what = "this finding has no table" if not finding.tables else f"this finding has no table '{name}'"
        raise Problems([Problem(place, what, nearest(name, finding.tables))])
    return finding.tables[name]


def text(table: Table) -> str:
    """A table as CSV, its columns as `Table.spread` has them: numbers in full, never text that is a formula.

    Programs take text that begins with = + - @ for a formula; such text has an apostrophe before it, but for a number.
    """
    columns = table.spread()
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(_cell, columns))
    for row in zip(*columns.values(), strict=True):
        writer.writerow(map(_cell, row))
    return stream.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return value
    plain = f"'{value}" if value.startswith(_FORMULA) and not _NUMERAL.fullmatch(value) else value
    return plain.replace("\r", " ")  # which would end the row

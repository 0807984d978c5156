"""What is supposed beside the file, told first in every answer, and what it does to the possible agreements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from comity.agreements.nearest import Counted
from comity.case.model import Case
from comity.case.wording import listed
from comity.finding import Finding, Result
from comity.questions.possible import possible
from comity.questions.what_if import before_and_after, came_and_went, each_alone, what_if

R = TypeVar("R", bound=Result)


def told_first(case: Case, finding: Finding[R]) -> Finding[R]:
    """A finding whose answer says first what is not as in the file, with the number of agreements before and after.

    Two tables tell which agreements came and which went, where they can be listed.
    """
    if not case.left_out and not case.supposed:
        return finding
    before, after = possible(case.as_filed), possible(case)
    supposed: dict[str, Any] = {"without": list(case.left_out), "suppose": list(case.supposed)}
    counts = ""
    if before is not None and after is not None:
        one = before.complete and before.number < 2
        verb = "agreement is" if one else "agreements are"
        filed = "no" if one and not before.number else _said(before)
        counts = f" ({filed} {verb} possible as in the file, {_said(after)} so)"
        for name, counted in (("as_in_the_file", before), ("so", after)):
            supposed |= {name: counted.number, f"{name}_exact": counted.complete}
    told = replace(finding, answer=f"{_changes(case)}{counts}. {finding.answer}", supposed=supposed)
    made = what_if(case.as_filed, case) if before is not None and after is not None else None
    if made is None:
        return told
    first = {"what_if": before_and_after(made), "each_alone": each_alone(made)}
    every = {**first, **finding.tables, "came_and_went": came_and_went(case, made)}
    tables = {name: table for name, table in every.items() if table is not None}
    return replace(told, tables=tables, what_if=made.json())


def _changes(case: Case) -> str:
    """What is not as in the file: "Supposing “a: no_deal=30”, without “ban”"."""
    said = f"supposing {listed(f'“{words}”' for words in case.supposed)}" if case.supposed else ""
    out = f"without {listed(f'“{name}”' for name in case.left_out)}" if case.left_out else ""
    told = ", ".join(filter(None, (said, out)))
    return f"{told[0].upper()}{told[1:]}"


def _said(counted: Counted) -> str:
    if counted.complete:
        return f"{counted.number:,}" if counted.number else "none"
    return f"at least {counted.number:,}" if counted.number else "an unknown number"

"""What is not known: judgements without a report, members who state nothing, and what is judged rather than counted."""

from __future__ import annotations

from typing import Any

from comity.case import anchors
from comity.case.model import Case
from comity.finding import Cell, Finding, Lines, Link, Table
from comity.papers.answers import exactness
from comity.papers.document import Part
from comity.papers.one_page.evidence import evidence, reported
from comity.papers.one_page.words import how_weak


def not_known(case: Case, finding: Finding[Any]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The answer, and its short form. finding: the agreements that are possible, for what of it is exact."""
    exact = exactness(finding)
    weak, table = how_good(case), without_report(case)
    told: list[Part] = [weak] if weak else []
    return (*told, *([table] if table else []), *exact), exact


def how_good(case: Case) -> str:
    """How many judgements about the signers are weak; empty where there is none."""
    found = evidence(case)
    if not found.rows:
        return ""
    judgements = "1 judgement" if found.rows == 1 else f"{found.rows} judgements"
    told = f"Of {judgements} about the signers (one an issue, and what each has without a deal)"
    return f"{told}, {how_weak(found)}."


def without_report(case: Case) -> Table | None:
    """What of each signer's interests rests on no report; None where all does, or no report was read."""
    if not case.sources:
        return None
    rows: list[tuple[Cell, ...]] = []
    for party in case.signers():
        lines = tuple(_unreported(case, party))
        if lines:
            rows.append((case.everyone()[party].name, Lines(lines)))
    title = "What no report says, and the author judged"
    return Table(title, ("signer", "on"), tuple(rows)) if rows else None


def _unreported(case: Case, party: str) -> list[str | Link]:
    interest = case.interest_of(party)
    no_deal = interest.no_deal
    lines: list[str | Link] = []
    if no_deal is not None and not reported(no_deal):
        lines.append(Link("what it has without a deal", anchors.stated_no_deal(case, party)))
    for issue, stated in interest.issues.items():
        if not reported(stated):
            own = party in case.interests and issue in case.interests[party].issues
            name = case.issues[issue].name
            lines.append(Link(name, anchors.interest(party, issue)) if own else name)
    return lines

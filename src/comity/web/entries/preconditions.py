"""Preconditions: what a party will not discuss before something else is settled."""

from __future__ import annotations

from comity.case.model import Case
from comity.case.talks import Precondition
from comity.papers.option_words import capital, named
from comity.web.entries.evidence import evidence_field
from comity.web.entries.in_list import FIRMNESS, dated, in_list, parties, unchosen, why
from comity.web.entries.kind import Line, because_field
from comity.web.forms import Field, select


def _line(stated: Precondition, case: Case, number: int) -> Line:
    first, then = (case.issues[issue].name for issue in (stated.first, stated.then))
    says = f"{capital(named(case, stated.party))} will not discuss “{then}” before “{first}” is settled."
    return Line(str(number), says, (stated.firmness, *dated(case, stated)), *why(stated))


def _fields(case: Case, stated: Precondition | None) -> tuple[Field, ...]:
    issues = (*unchosen(stated), *((name, issue.name) for name, issue in case.issues.items()))
    return (
        select("party", "Party", stated.party if stated else "", (*unchosen(stated), *parties(case)), ("party",)),
        select("first", "Wants settled first", stated.first if stated else "", issues, ("first",)),
        select("then", "And will not discuss until then", stated.then if stated else "", issues, ("then",)),
        select(
            "firmness", "How firm", stated.firmness if stated else "", (*unchosen(stated), *FIRMNESS), ("firmness",)
        ),
        because_field(stated.because if stated else ""),
        evidence_field(case, stated),
    )


PRECONDITIONS = in_list(
    "preconditions",
    "Preconditions on talks",
    "What a party will not discuss before something else is settled.",
    "Add a precondition",
    "precondition",
    _line,
    _fields,
    {
        "party": "choose whose precondition it is",
        "first": "choose what it wants settled first",
        "then": "choose what waits for it",
        "firmness": "choose how firm it is",
    },
    none="None yet. Where one wants a thing settled first, and another the other, talks cannot begin; it is then known "
    "which of the two is dropped most cheaply.",
    question="sequence",
)

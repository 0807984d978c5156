"""Payments: who could pay whom for a yes, beside the terms, and how much in all."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.case.wording import listed
from comity.live import Live
from comity.papers.option_words import capital, named
from comity.web import edits
from comity.web.edits import Edit, inside
from comity.web.entries.evidence import evidence_field, put_evidence
from comity.web.entries.in_list import parties, why
from comity.web.entries.kind import CONFIDENCES, Kind, Line, Missing, because_field, put
from comity.web.forms import Choice, Field, Form, Options, Sent, select

ONE = "all"
"""The address of what is said of payments; a case says it once."""
SIDES = (("from", "Who could pay"), ("to", "Who could be paid"))


def _listed(case: Case) -> tuple[Line, ...]:
    held = case.payments
    if held is None:
        return ()
    payers, paid = (listed(named(case, name) for name in names) for names in (held.from_, held.to))
    return (Line(ONE, f"{capital(payers)} could pay {paid} up to {held.at_most:g} points in all.", (), *why(held)),)


def _form(live: Live, case: Case, at: str) -> Form | None:
    held = case.payments
    if at not in ("", ONE) or (at and held is None):
        return None
    names = {"from": held.from_, "to": held.to} if held else {"from": (), "to": ()}
    fields = [
        Field(
            side,
            label,
            kind="terms",
            terms=(
                Options("parties", "Choose", tuple(Choice(*each, each[0] in names[side]) for each in parties(case))),
            ),
            path=(side,),
        )
        for side, label in SIDES
    ]
    hint = "In points, one number. A point paid costs who pays as much as it brings who is paid: that is a judgement."
    fields += [
        Field(
            "at_most", "How much in all, at most", f"{held.at_most:.12g}" if held else "", hint=hint, path=("at_most",)
        ),
        select("confidence", "Confidence", (held.confidence or "") if held else "", CONFIDENCES, ("confidence",)),
        because_field(held.because if held else ""),
        evidence_field(case, held),
    ]
    title = "Who could pay whom"
    return Form(
        "payments",
        ONE if held else "",
        title,
        tuple(fields),
        edits.stands(live, ("payments",)),
        "Nobody then pays anybody." if held else "",
    )


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    chosen = {side: sent.terms(side).get("parties", []) for side, _ in SIDES}
    wanting = {side: f"tick {label.lower()}" for side, label in SIDES if not chosen[side]}
    if not sent.line("at_most"):
        wanting["at_most"] = "write how much at most"
    if wanting:
        raise Missing(live.file, wanting)

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        entry = inside(content, ("payments",))
        for side, names in chosen.items():
            before = entry.get(side)
            if ([before] if isinstance(before, str) else before) != names:
                entry[side] = names
        put(entry, "at_most", sent.line("at_most"))
        put(entry, "confidence", sent.one("confidence"))
        put(entry, "because", sent.line("because"))
        put_evidence(entry, sent, case)
        return content

    return edits.content("Who could pay whom", ("payments",), changed)


PAYMENTS = Kind(
    "payments",
    "Payments beside the terms",
    "Who could pay whom for a yes, and how much in all.",
    "Say who could pay whom",
    _listed,
    _form,
    lambda live, case, at, sent: ("payments",),
    _edit,
    lambda live, case, at: edits.removed("Taken out: who could pay whom", ("payments",)) if case.payments else None,
    "None yet. Where some could pay others for their yes, it is counted what each could be brought to accept.",
    "consent",
    once=True,
)

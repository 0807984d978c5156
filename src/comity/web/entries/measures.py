"""Measures that would build confidence: what each costs, and what no deal and ties would then be."""

from __future__ import annotations

from typing import Any

from comity.case.measure import Measure
from comity.case.model import Case
from comity.case.talks_wording import moved_ties
from comity.papers.option_words import named
from comity.web.entries.by_name import by_name
from comity.web.entries.evidence import evidence_field, put_evidence
from comity.web.entries.in_list import dated, parties
from comity.web.entries.kind import CONFIDENCES, Line, because_field, put, put_number, put_yes_no
from comity.web.entries.moved_ties import moved_fields, put_moved
from comity.web.forms import Field, Sent, select
from comity.web.sheet import number_words

REVERSIBLE = (("no", "no: it stays once it is taken"), ("yes", "yes: it can be taken back"))


def _line(measure: Measure, case: Case, name: str) -> Line:
    moved = [
        f"no deal at {number_words(each.no_deal)} for {named(case, party)}" for party, each in measure.moves.items()
    ]
    moved += [f"{whose} at {numbers}" for whose, _, numbers in moved_ties(case, measure)]
    says = f"{measure.name}: {', '.join(moved) if moved else 'nothing that it moves is judged'}."
    by = (f"by {named(case, measure.by)}",) if measure.by else ()
    back = ("can be taken back",) if measure.reversible else ()
    return Line(name, says, (*by, *back, *dated(case, measure)), measure.because or "", measure.drafted)


def _fields(case: Case, measure: Measure | None) -> tuple[Field, ...]:
    moves = measure.moves if measure else {}
    cost = measure.cost.words() if measure and measure.cost else ""
    fields = [
        Field("name", "What is done", measure.name if measure else "", path=("name",)),
        select(
            "by", "Who takes it", (measure.by or "") if measure else "", (("", "not said"), *parties(case)), ("by",)
        ),
        Field("cost", "What it costs who takes it", cost, hint="In points of its own scale.", path=("cost",)),
        select(
            "reversible",
            "Can it be taken back?",
            "yes" if measure and measure.reversible else "no",
            REVERSIBLE,
            ("reversible",),
        ),
        select("confidence", "Confidence", (measure.confidence or "") if measure else "", CONFIDENCES, ("confidence",)),
        Field("", "What no deal would then be worth.", kind="words", hint="Empty where it stays as it is."),
    ]
    for party, called in parties(case):
        if party in moves or (party in case.interests and case.interests[party].no_deal is not None):
            held = moves[party].no_deal.words() if party in moves else ""
            fields.append(Field(f"moves.{party}", f"To {called}", held, path=("moves", party, "no_deal")))
    fields += moved_fields(case, measure)
    return (*fields, because_field(measure.because if measure else ""), evidence_field(case, measure))


def _state(entry: dict[str, Any], sent: Sent, case: Case) -> None:
    put(entry, "by", sent.one("by"))
    put_yes_no(entry, "reversible", sent.one("reversible"))
    put_number(entry, "cost", sent.line("cost"))
    put(entry, "confidence", sent.one("confidence"))
    put(entry, "because", sent.line("because"))
    put_evidence(entry, sent, case)
    moves = dict(entry["moves"]) if isinstance(entry.get("moves"), dict) else {}
    for name in dict.fromkeys(name for name, _ in sent.fields if name.startswith("moves.")):
        party = name.removeprefix("moves.")
        if sent.line(name):
            moves[party] = dict(moves[party]) if isinstance(moves.get(party), dict) else {}
            put_number(moves[party], "no_deal", sent.line(name))
        else:
            moves.pop(party, None)
    put(entry, "moves", moves)
    put_moved(entry, sent, case)


MEASURES = by_name(
    "measures",
    "Measures that build confidence",
    "Steps beside the issues: what each would move.",
    "Add a measure",
    "measure",
    _line,
    _fields,
    _state,
    "None yet. A hotline, an exchange of prisoners, aid let through: say what no deal is then worth to whom, or what "
    "a tie would be, and it is known what each would open.",
    "sequence",
)

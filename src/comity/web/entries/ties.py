"""Ties: how well an office or a party gets on with a party, and how much pressure between the two helps."""

from __future__ import annotations

from comity.case.model import Case
from comity.case.talks_wording import tie as numbers_of
from comity.case.ties import Tie
from comity.papers.option_words import capital, named
from comity.web.entries.evidence import evidence_field
from comity.web.entries.in_list import dated, in_list, parties, unchosen
from comity.web.entries.kind import CONFIDENCES, Line, because_field
from comity.web.forms import Field, select


def speaker(case: Case, name: str) -> str:
    """Who speaks, as a sentence calls it: a party, a member or an office."""
    return named(case, name) if name in case.everyone() else case.speakers().get(name, name)


def _line(tie: Tie, case: Case, number: int) -> Line:
    says = f"{capital(speaker(case, tie.from_))} to {named(case, tie.to)}: {numbers_of(tie)}."
    return Line(str(number), says, dated(case, tie), tie.because or "", tie.drafted)


def _fields(case: Case, tie: Tie | None) -> tuple[Field, ...]:
    offices = tuple((name, each.name) for name, each in case.messengers.items())
    return (
        select("from", "Who speaks", tie.from_ if tie else "", (*unchosen(tie), *parties(case), *offices), ("from",)),
        select("to", "To whom", tie.to if tie else "", (*unchosen(tie), *parties(case)), ("to",)),
        Field(
            "rapport",
            "Rapport",
            tie.rapport.words() if tie else "",
            hint="How far a plain word moves the other, in percent of the way: 0 to 100, or a range.",
            path=("rapport",),
        ),
        Field(
            "best",
            "Best pressure",
            tie.best.words() if tie else "",
            hint="What moves most. 100: said once and plainly.",
            path=("best",),
        ),
        Field(
            "turns",
            "Where pressing backfires",
            tie.turns.words() if tie else "",
            hint="Above the best pressure, and at most twice as much.",
            path=("turns",),
        ),
        select("confidence", "Confidence", (tie.confidence or "") if tie else "", CONFIDENCES, ("confidence",)),
        because_field(tie.because if tie else ""),
        evidence_field(case, tie),
    )


TIES = in_list(
    "ties",
    "Ties",
    "Who is heard by whom, and from where on pressing backfires. Between parties and offices, never persons.",
    "Add a tie",
    "tie",
    _line,
    _fields,
    {
        "from": "choose who speaks",
        "to": "choose who is spoken to",
        "rapport": "write how far a plain word moves the other",
        "best": "write the pressure that moves most",
        "turns": "write from where on pressing backfires",
    },
    none="None yet. Say how well two get on, who speaks and who is spoken to: then it is known who should carry a "
    "message, and how hard to press.",
    question="influence",
)

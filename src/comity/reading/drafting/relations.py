"""How parties get on, as reports tell it: what an analyst is asked, and the tie that it could become.

A report says that two get on, never how far one moves the other: the numbers of a tie are not drafted.
"""

from __future__ import annotations

from comity.case.insert import flow
from comity.reading.drafting.citing import evidence, who, words
from comity.reading.drafting.developments import holder
from comity.reading.found import Reading
from comity.reading.statement import Statement

MANNERS = {"rapport": "gets on well with", "wary": "is wary of"}
UNTOLD = "..."
"""Stands where the analyst has to judge: no number, so that a case with it is not taken as judged."""


def asked(reading: Reading, s: Statement) -> str:
    """What the analyst is asked of a relation: as it is told, and, between two parties, the tie to write."""
    told = f'{who(s)} {MANNERS.get(s.stance, f"({s.stance})")} {s.target or "somebody"}: "{words(s)}"'
    between = parties(reading, s)
    if between is None:
        return f"{told}: between which parties is this? [{s.id}]"
    speaker, to = between
    numbers = f"rapport: {UNTOLD}, best: {UNTOLD}, turns: {UNTOLD}"
    grounds = f"because: {flow(f'Reported: {words(s)}')}, evidence: {flow(evidence([s]))}"
    tie = f"{{from: {speaker}, to: {to}, {numbers}, {grounds}}}"
    return f"{told}. Where that tells whom to send, judge the three numbers, and write under `ties`: `- {tie}` [{s.id}]"


def parties(reading: Reading, s: Statement) -> tuple[str, str] | None:
    """Between which parties or members a relation is, by their short names; None where that is not clear."""
    other = reading.registry.lookup(s.target or "")
    speaker, to = holder(s), (other.member or other.party or "") if other else ""
    return (speaker, to) if speaker and to and speaker != to else None

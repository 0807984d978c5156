"""Changes of position as developments, and which drafted judgement each of them ended or altered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.reading.drafting.citing import because, evidence
from comity.reading.drafting.proposal import Proposal
from comity.reading.statement import Statement

Options = Mapping[str, Sequence[str]]
"""The issues of the case or the draft, and the options of each."""


def holder(statement: Statement) -> str:
    """The member or party whose judgement a statement would be."""
    return statement.member or statement.party or ""


def developments(spoken: Sequence[Statement]) -> list[Proposal]:
    """Every change of position whose day is known."""
    found = []
    for s in dated_changes(spoken):
        value = {"id": development_id(s), "date": s.date, "what": because([s]), "evidence": evidence([s])}
        name = f"{holder(s)} {s.issue} {s.stance} {s.date}"
        found.append(Proposal("development", name, ("developments", "+"), value, False, (s.id,)))
    return found


def development_id(change: Statement) -> str:
    """The name by which judgements speak of a change of position: egypt-ceasefire-withdrawn-demand-2024-03-04."""
    return "-".join(filter(None, (holder(change), change.issue, change.stance, change.date)))


def dated_changes(spoken: Sequence[Statement]) -> list[Statement]:
    """The reports of a change of position whose day is known."""
    return [s for s in spoken if s.kind == "change" and s.date is not None]


def withdrawal(changes: Sequence[Statement], party: str, issue: str, option: str) -> Statement | None:
    """The first report, by its day, that a party gave up its demand for an option; None where there is none.

    changes: the dated changes of position.
    """
    given_up = [
        s for s in changes if (holder(s), s.issue, s.option, s.stance) == (party, issue, option, "withdrawn-demand")
    ]
    return min(given_up, key=lambda s: s.date or "", default=None)


def ended_by(
    changes: Sequence[Statement], refusals: Sequence[Statement], refused: tuple[str, str, str], options: Options
) -> Statement | None:
    """The change of position with which a red line ended, where that is clear; None elsewhere.

    changes: the dated changes of position; refusals: the statements that it rests on; refused: whose it is, and which
    option of which issue it rules out. It is clear where the issue has two options and the demand for the other one was
    given up after every refusal.
    """
    party, issue, option = refused
    others = [other for other in options.get(issue, ()) if other != option]
    if len(others) != 1 or (change := withdrawal(changes, party, issue, others[0])) is None:
        return None
    return change if all(s.date and change.date and s.date < change.date for s in refusals) else None

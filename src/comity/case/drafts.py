"""A case whose drafts count, for a first look at what was drafted before anybody has confirmed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from comity.case.crosscheck import Crosscheck
from comity.case.model import Case, Interest, Party
from comity.case.readable import Readable
from comity.case.text import Document
from comity.problem import Problems


@dataclass(frozen=True)
class Drafted:
    """A case reduced to its red lines and conditions, drafts among them: nobody's interests count.

    drafts: how many of these are drafts; supposed_to_sign: those who are counted as signers though the file marks
    nobody, since they have red lines; empty where somebody signs.
    """

    case: Case
    drafts: int
    supposed_to_sign: tuple[str, ...]


def read_drafted(path: Path | str, day: dt.date | None = None) -> Drafted:
    """The red lines and conditions of a case, those that are drafts too.

    day: as of when, that which the case describes where not given. Signers need no interests yet. Raises Problems with
    every other error of the file.
    """
    document = Document.recovered(Path(path))
    readable = Readable(document)
    problems = [*document.problems, *readable.problems]
    found = drafted(readable.case) if readable.case is not None else None
    if found is not None:
        problems += Crosscheck(found.case, readable).problems()
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or found is None:
        raise Problems(errors)
    return replace(found, case=found.case.at(day))


def drafted(case: Case) -> Drafted:
    """A case reduced to its red lines and conditions; to every signer all agreements are worth the same."""
    drafts = sum(judgement.draft for judgement in (*case.red_lines, *case.conditions))
    supposed = () if case.signers() else tuple(dict.fromkeys(line.party for line in case.red_lines))
    parties = _signing(case.parties, supposed)
    issues = {name: issue.model_copy(update={"needs": {}}) for name, issue in case.issues.items()}
    dropped = {"linkages": (), "contest": None, "consent": None}  # nobody's yes is looked at, so none is ruled on
    reduced = case.model_copy(update={"parties": parties, "issues": issues, **dropped})
    issue, options = next((name, issue.options) for name, issue in case.issues.items())
    indifferent = Interest.model_validate({"no_deal": 0, issue: {"weight": 1, **dict.fromkeys(options, 50)}})
    interests = dict.fromkeys(reduced.signers(), indifferent)
    return Drafted(reduced.model_copy(update={"interests": interests}), drafts, supposed)


def _signing(parties: Mapping[str, Party], names: tuple[str, ...]) -> dict[str, Party]:
    return {
        name: party.model_copy(
            update={
                "signs": party.signs or name in names,
                "members": _signing(party.members, names),
                "decides": None,
                "ratified_by": None,
            }
        )
        for name, party in parties.items()
    }

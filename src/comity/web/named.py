"""What a form has to choose from, by the names that people give it: parties, and agreements under their letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from comity.case.model import Case
from comity.papers.lettered import NAMES_AN_AGREEMENT
from comity.problem import Problems
from comity.questions.question import Option
from comity.web.asking import Choice, Known

if TYPE_CHECKING:
    from comity.agreements.space import Agreement
    from comity.web.visit import Visit

SOON = 0.3
"""How many seconds the agreements that papers put forward are waited for."""


def choices(visit: Visit, case: Case, options: Iterable[Option]) -> Known:
    """What the fields of some options have to choose from."""
    named = any(option.metavar in NAMES_AN_AGREEMENT for option in options)
    return Known(parties(case), agreements(visit, case) if named else ())


def parties(case: Case) -> tuple[Choice, ...]:
    """Everybody of whom something is judged, those who sign first."""
    everyone, signers = case.everyone(), case.signers()
    others = [name for name in everyone if name in case.interests and name not in signers]
    return tuple(Choice(name, everyone[name].name) for name in (*signers, *others))


def agreements(visit: Visit, case: Case) -> tuple[Choice, ...]:
    """The agreements that papers put forward, under their letters, then the proposals of the case.

    Those that papers put forward are left out where finding them takes long; their letters are understood anyway.
    """
    key = visit.key("agreements by letter")
    job = visit.workbench.jobs.begin(key, "The agreements to put forward", "", lambda _: _lettered(case))
    lettered = job.result if job.wait(SOON) and job.state == "done" else ()
    return (*lettered, *(Choice(name, proposal.name or name) for name, proposal in case.proposals.items()))


def _lettered(case: Case) -> tuple[Choice, ...]:
    from comity.papers.candidates import candidates
    from comity.papers.one_page.answer import pinned
    from comity.papers.option_words import capital, titled

    try:
        several = candidates(case, pinned(case))
    except Problems:  # nobody signs, or nothing is judged: then no letter is given
        return ()

    def title(agreement: Agreement) -> str:
        return capital(", ".join(titled(case, issue, agreement.options[issue]) for issue in several.headline))

    return tuple(Choice(each.letter, f"{each.letter}: {title(each.agreement)}") for each in several.chosen)

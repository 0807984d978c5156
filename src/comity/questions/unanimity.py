"""For questions that ask for the yes of all who sign, whatever the case's rule of consent: what that leaves out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from comity.agreements.allowed import TooMany
from comity.agreements.passing import passing
from comity.case.model import Case
from comity.case.wording import consent_rule
from comity.finding import Finding, Result

R = TypeVar("R", bound=Result)


def of_all_who_sign(case: Case, finding: Finding[R]) -> Finding[R]:
    """A finding whose answer says first that the yes of all who sign is asked for, and how many pass by the rule.

    As it was where every signer must agree and nobody else is asked.
    """
    if not case.by_rule:
        return finding
    with suppress(TooMany):
        number = len(passing(case))
        passes = f"{number:,} {'agreement passes' if number == 1 else 'agreements pass'}" if number else "none passes"
        first = f"By the case's own rule {passes}; asking for the yes of all who sign instead: {finding.answer}"
        return replace(finding, answer=first, caveats=(*finding.caveats, _caveat(case)))
    first = f"Asking for the yes of all who sign, not by the case's own rule: {finding.answer}"
    return replace(finding, answer=first, caveats=(*finding.caveats, _caveat(case)))


def _caveat(case: Case) -> str:
    return (
        f"This answer does not follow the rule of consent (the yes of {consent_rule(case)}), nor who is asked at "
        "home or could spoil an agreement."
    )

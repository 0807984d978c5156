"""For questions that ask for the yes of everybody: whom that means in a case, and what it leaves out of its rule.

Where the rule of a case comes to the yes of everybody asked, at the table or at home, they ask just these. Where it
does not, they ask all who sign and say so.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from comity.agreements.allowed import TooMany
from comity.agreements.consent import Consent
from comity.agreements.passing import passes, passing
from comity.agreements.space import Agreement, Space
from comity.agreements.winning import winning
from comity.agreements.worth import Payoff
from comity.case.model import Case, Party
from comity.case.wording import consent_rule
from comity.finding import Finding, Result

R = TypeVar("R", bound=Result)


def all_must_agree(case: Case) -> bool:
    """Whether the rule of a case comes to the yes of everybody asked: each has a veto, and no outsider can spoil it."""
    if not case.by_rule:
        return True
    consent = Consent.of(case, Space.of(case))
    return set(consent.vetoes) == set(consent.voices) and not consent.chances


def rule_is_followed(case: Case) -> bool:
    """Whether `deadlock` follows the rule of a case: the sets of parties whose yes suffices are few enough for that."""
    return all_must_agree(case) or winning(Consent.of(case, Space.of(case))) is not None


def always_asked(case: Case) -> tuple[str, ...]:
    """Those without whose yes nothing passes by the rule of a case."""
    return Consent.of(case, Space.of(case)).vetoes


def asking_everybody(case: Case, asked: Collection[str] | None = None) -> Case:
    """The same case with everybody as a signer who must agree: who is asked at home, too, where each has a veto.

    asked: who must agree where not each has one; where not given, those who sign in the file, whatever its rule.
    """
    if not case.by_rule:
        return case
    signing = set(case.voices() if all_must_agree(case) else case.signers() if asked is None else asked)
    issues = {
        name: issue.model_copy(
            update={
                "needs": {option: tuple(each for each in who if each in signing) for option, who in issue.needs.items()}
            }
        )
        for name, issue in case.issues.items()
    }
    return case.model_copy(update={"consent": None, "parties": _signing(case.parties, signing), "issues": issues})


def _signing(parties: dict[str, Party], names: set[str]) -> dict[str, Party]:
    return {
        name: party.model_copy(
            update={
                "signs": name in names,
                "members": _signing(party.members, names),
                "decides": None,
                "ratified_by": None,
            }
        )
        for name, party in parties.items()
    }


def of_all_who_sign(case: Case, finding: Finding[R]) -> Finding[R]:
    """A finding whose answer says first that the yes of all who sign is asked for, and how many pass by the rule.

    As it was where every signer must agree and nobody else is asked, or the rule comes to the yes of everybody asked.
    """
    if all_must_agree(case):
        return finding
    if pass_ := _passing(case):
        first = f"By the case's own rule {pass_}; asking for the yes of all who sign instead: {finding.answer}"
        return replace(finding, answer=first, caveats=(*finding.caveats, _caveat(case)))
    first = f"Asking for the yes of all who sign, not by the case's own rule: {finding.answer}"
    return replace(finding, answer=first, caveats=(*finding.caveats, _caveat(case)))


def _passing(case: Case) -> str:
    """How many agreements pass by the rule of a case: "29 agreements pass"; empty where they are too many to count."""
    with suppress(TooMany):
        number = len(passing(case))
        return f"{number:,} {'agreement passes' if number == 1 else 'agreements pass'}" if number else "none passes"
    return ""


def at_most_by_rule(case: Case, finding: Finding[R]) -> Finding[R]:
    """A finding whose answer says first that everybody's yes is asked for, who can say one, and what that bounds.

    Whatever all of them accept passes by any rule. As it was where the rule comes to the yes of everybody asked.
    """
    if all_must_agree(case):
        return finding
    pass_ = _passing(case)
    begun = f"By the case's own rule {pass_}; too" if pass_ else "Too"
    first = (
        f"{begun} many sets of parties would suffice for it to look at each. Asking for the yes of everybody whose yes "
        f"may matter, which takes at least as much: {finding.answer}"
    )
    return replace(finding, exact=False, answer=first, caveats=(*finding.caveats, BOUND))


BOUND = (
    "What everybody accepts passes by the rule, so by the rule no opening is dearer than the cheapest here, and there "
    "are at least as many agreements; there may be some where this finds none."
)


def of_one_agreement(case: Case, agreement: Agreement, finding: Finding[R]) -> Finding[R]:
    """The same for a finding on one agreement: whether that one passes by the rule is said last."""
    if all_must_agree(case):
        return finding
    payoff = Payoff.of(case)
    (stands,) = passes(case, payoff, [payoff.space.choice(agreement)])
    said = "passes" if stands else "does not pass"
    told = of_all_who_sign(case, finding)
    return replace(told, answer=f"{told.answer} By the case's own rule it {said}.")


def _caveat(case: Case) -> str:
    return (
        f"This answer does not follow the rule of consent (the yes of {consent_rule(case)}), nor who is asked at "
        "home or could spoil an agreement."
    )

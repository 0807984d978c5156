"""The actors of a case and their ties, as an actor map shows them."""

from __future__ import annotations

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.questions.influence.result import Actor, Role, Tied


def actors(case: Case) -> tuple[Actor, ...]:
    """Everybody in the talks: parties and members in the order of the case, then messengers."""
    everyone = case.everyone()
    asked = {name: tuple(other for other in everyone if name in case.asked_by(other)) for name in everyone}
    parties = [
        Actor(name, _role(case, name, bool(asked[name])), next(reversed(case.groups_of(name)), ""), asked[name])
        for name in everyone
    ]
    return (*parties, *(Actor(name, "messenger") for name in case.messengers))


def _role(case: Case, name: str, asked: bool) -> Role:
    if name in case.signers():
        return "signs"
    if asked:
        return "asked"
    if name in case.spoilers():
        return "spoiler"
    return "member" if case.groups_of(name) else "other"


def ties(case: Case) -> tuple[Tied, ...]:
    """The ties of a case, those to whom a message is for marked."""
    heard = {message.to for message in case.messages}
    return tuple(
        Tied(tie.from_, tie.to, _ends(tie.rapport), _ends(tie.best), _ends(tie.turns), tie.to in heard)
        for tie in case.ties
    )


def _ends(estimate: Estimate) -> tuple[float, float]:
    return estimate.low, estimate.high

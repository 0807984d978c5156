"""How an agreement might be come to: whom to send with which message, and in which order steps are safest."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from comity.case.messages import message_names
from comity.case.model import Case
from comity.questions.influence.answer import messages_of
from comity.questions.sequence.answer import usual
from comity.questions.sequence.result import Sequence


@dataclass(frozen=True)
class Voice:
    """The message that adds most agreements at worst, carried by whom it is best carried.

    messenger, to: who speaks to whom; says: the message in words, empty where it has none; now: how many agreements are
    possible; worst: how many more at worst at measured pressure; hard: how many more at worst, fewer below 0, where the
    same words are pressed twice as hard.
    """

    messenger: str
    to: str
    says: str
    now: int
    worst: int
    hard: int


@dataclass(frozen=True)
class Order:
    """How safe the safest orders of steps are that take effect one after another.

    lapse: whether every step lapses when talks stop, so that any order is safe; epsilon: the most points that anybody
    may lose, or gain by stopping, at any stage; first, last: the issues that come first or last in all of these orders;
    met: the same where every stage has to meet the conditions of the case, None where no order does; far: whether today
    is judged as far from no deal, to some signer, as some signer's gain by the agreement, so that orders are an example
    of the method only.
    """

    lapse: bool
    epsilon: float
    first: tuple[str, ...]
    last: tuple[str, ...]
    met: float | None
    far: bool


@dataclass(frozen=True)
class Waiting:
    """Issues that wait for each other by preconditions that go in a circle, and whose these are."""

    issues: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True)
class WayThere:
    """How an agreement might be come to.

    sent: whether messages were weighed; voice: the best of them, None where none surely adds an agreement; order: of
    steps, None where the case does not say what holds today, or there are too many; waiting: the first circle of
    preconditions, None where there is none.
    """

    sent: bool
    voice: Voice | None
    order: Order | None
    waiting: Waiting | None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return asdict(self)


def way_there(case: Case) -> WayThere | None:
    """How an agreement might be come to; None where the case says nothing of it."""
    sent, voice = _voice(case) if case.messages and case.ties else (False, None)
    order = waiting = None
    told = all(issue.today is not None for issue in case.issues.values())
    if case.signers() and (told or case.preconditions):
        found = usual(case)
        order = _order(found)
        cycles = found.preconditions.cycles
        waiting = Waiting(tuple(cycles[0].issues), tuple(cycles[0].parties)) if cycles else None
    return WayThere(sent, voice, order, waiting) if sent or order or waiting else None


def _voice(case: Case) -> tuple[bool, Voice | None]:
    """Whether anybody could carry a message, and the best one, where it surely adds an agreement."""
    found = messages_of(case)
    carried = [message for message in found.messages if message.carried] if found else []
    if not carried:
        return False, None
    best, by = carried[0], carried[0].carried[0]
    worst = by.worst.agreements - best.now
    if worst <= 0:
        return True, None
    says = dict(zip(message_names(case.messages), case.messages, strict=True))[best.message].says or ""
    return True, Voice(by.messenger, best.to, says, best.now, worst, by.hard.agreements - best.now)


def _order(found: Sequence) -> Order | None:
    steps, target = found.steps, found.target
    if steps is None or steps.safest is None or target is None:
        return None
    interim, places = steps.interim, steps.safest.places
    ends = len(interim.issues)
    least = min(target.gains.values(), default=0.0)
    return Order(
        lapse=steps.all_lapse,
        epsilon=steps.safest.epsilon,
        first=tuple(issue for issue, place in places.items() if place == (1, 1) and ends > 1),
        last=tuple(issue for issue, place in places.items() if place == (ends, ends) and ends > 1),
        met=None if steps.coherent is None else steps.coherent.epsilon,
        far=any(abs(interim.points(each.today)) >= max(least, SMALL) for each in interim.accounts),
    )


SMALL = 0.05
"""Points below which nothing is told, since they would be written 0.0."""

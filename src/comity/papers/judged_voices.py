"""What is judged of who can move whom: messages, ties, and who listens to whom inside a group."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case import anchors
from comity.case.messages import WEIGHT, Message, message_names
from comity.case.model import Case
from comity.case.wording import listed
from comity.papers.judged import Judged, reasoned


def messages(case: Case) -> Iterator[Judged]:
    """Each message, and how far it carries at most."""
    for name, message in zip(message_names(case.messages), case.messages, strict=True):
        yield Judged(anchors.message(name), _message(case, message), _limit(case, message), message)


def ties(case: Case) -> Iterator[Judged]:
    """Each tie, and those of its numbers that have a reason of their own."""
    speakers = case.speakers()
    for number, tie in enumerate(case.ties, 1):
        what, anchor = f"{speakers[tie.from_]} to {speakers[tie.to]}", anchors.tie(number)
        value = f"rapport {tie.rapport.said()}, best pressure {tie.best.said()}, turns at {tie.turns.said()}"
        yield Judged(anchor, what, value, tie)
        yield from reasoned(anchor, what, {"rapport": tie.rapport, "best pressure": tie.best, "turns at": tie.turns})


def listening(case: Case) -> Iterator[Judged]:
    """How far the members of each group take their views from each other."""
    everyone = case.everyone()
    for group, party in everyone.items():
        if party.listens is None:
            continue
        said = []
        for member, takes in party.listens.members.items():
            shares = listed(f"{share:g} from {everyone[name].name}" for name, share in takes.items())
            said += [f"{everyone[member].name} takes {shares}"] if takes else []
        yield Judged(anchors.listening(group), party.name, "; ".join(said), party.listens)


def _message(case: Case, message: Message) -> str:
    """Whom a message is for, and what it says."""
    whom = case.everyone()[message.to].name
    return f"to {whom}: {message.says}" if message.says else f"to {whom}"


def _limit(case: Case, message: Message) -> str:
    """What a message moves, and as far as it carries at most."""
    if message.shifts is not None:
        one, other = (case.issues[issue].name for issue in (message.shifts.from_, message.shifts.to))
        return f"weight {message.shifts.weight:g} from {one} to {other}"
    aim = message.aim
    assert aim is not None, "a message has one of the two"
    if aim.issue is None:
        return f"no deal {aim.limit:g}"
    what = aim.entry if aim.entry == WEIGHT else case.label(aim.issue, aim.entry)
    return f"{case.issues[aim.issue].name}, {what}: {aim.limit:g}"

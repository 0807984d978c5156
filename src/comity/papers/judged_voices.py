"""What is judged of who can move whom: messages, ties, and who listens to whom inside a group."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case import anchors, talks_wording
from comity.case.messages import message_names
from comity.case.model import Case
from comity.papers.judged import Judged, reasoned


def messages(case: Case) -> Iterator[Judged]:
    """Each message, and how far it carries at most."""
    everyone = case.everyone()
    for name, message in zip(message_names(case.messages), case.messages, strict=True):
        whom = f"to {everyone[message.to].name}"
        what = f"{whom}: {message.says}" if message.says else whom
        yield Judged(anchors.message(name), what, talks_wording.moves(case, message), message)


def ties(case: Case) -> Iterator[Judged]:
    """Each tie, and those of its numbers that have a reason of their own."""
    speakers = case.speakers()
    for number, tie in enumerate(case.ties, 1):
        what, anchor = f"{speakers[tie.from_]} to {speakers[tie.to]}", anchors.tie(number)
        yield Judged(anchor, what, talks_wording.tie(tie), tie)
        yield from reasoned(anchor, what, {"rapport": tie.rapport, "best pressure": tie.best, "turns at": tie.turns})


def listening(case: Case) -> Iterator[Judged]:
    """How far the members of each group take their views from each other."""
    for group, party in case.everyone().items():
        if party.listens is not None:
            yield Judged(anchors.listening(group), party.name, talks_wording.listening(case, group), party.listens)

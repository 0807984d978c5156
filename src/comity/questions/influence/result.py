"""The numbers of who can move whom: levers, messages with who may carry them, groups, and the actors and their ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from comity.finding import Result
from comity.questions.influence.carriers import Sent
from comity.questions.influence.grounds import Ground
from comity.questions.influence.levers import Lever
from comity.questions.influence.listening import Listened

Role = Literal["signs", "asked", "spoiler", "member", "messenger", "other"]
"""What an actor is: it signs; its yes is asked for at home or in its group; an option cannot be had without it; it is a
member of a group; an office that may carry a message; none of these."""


@dataclass(frozen=True)
class Actor:
    """Somebody in the talks: what it is, the group that it is a member of (empty for none), and whose yes needs its."""

    name: str
    role: Role
    group: str = ""
    asked_by: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """The actor by its names."""
        return {"name": self.name, "role": self.role, "group": self.group, "asked_by": list(self.asked_by)}


@dataclass(frozen=True)
class Tied:
    """A tie as judged: percents, low and high end; used: whether any message is for the party that it leads to."""

    speaker: str
    to: str
    rapport: tuple[float, float]
    best: tuple[float, float]
    turns: tuple[float, float]
    used: bool

    def json(self) -> dict[str, Any]:
        """The tie by its names."""
        ends = {name: _range(getattr(self, name)) for name in ("rapport", "best", "turns")}
        return {"from": self.speaker, "to": self.to, **ends, "used": self.used}


def _range(ends: tuple[float, float]) -> dict[str, float]:
    return {"low": ends[0], "high": ends[1]}


@dataclass(frozen=True, repr=False)
class Influence(Result):
    """Who can move whom, and what that would open.

    now: how many agreements are possible with every number in the middle, None where they are too many to be listed, or
    a signer has no judgements (then there are no levers and messages are not counted); step: how far each judgement is
    moved alone; levers, messages: those that open most first; groups: in which members listen to each other; actors,
    ties: of the actor map; shown: how many rows tables have; uncounted: the red lines without which the agreements are
    too many to be listed; judged: the judgements of the levers that tables show and of messages, each with its reason.
    """

    now: int | None
    step: float
    levers: tuple[Lever, ...] = ()
    messages: tuple[Sent, ...] = ()
    groups: tuple[Listened, ...] = ()
    actors: tuple[Actor, ...] = ()
    ties: tuple[Tied, ...] = ()
    silent: tuple[str, ...] = ()
    shown: int = 10
    uncounted: tuple[str, ...] = ()
    judged: tuple[Ground, ...] = ()

    @property
    def opening(self) -> tuple[Lever, ...]:
        """The levers that open something."""
        return tuple(lever for lever in self.levers if lever.agreements > (self.now or 0))

    @property
    def numbers(self) -> tuple[Lever, ...]:
        """The levers that the table of levers shows: those that open most, else those nearest to opening."""
        found = [lever for lever in self.opening if lever.kind != "shift"]
        return tuple((found or [lever for lever in self.levers if lever.opens_at is not None])[: self.shown])

    @property
    def shifts(self) -> tuple[Lever, ...]:
        """The shifts of weight that their table shows, those that open most."""
        return tuple([lever for lever in self.opening if lever.kind == "shift"][: self.shown])

    @property
    def shut(self) -> bool:
        """Whether none is possible, and no judgement moved alone opens one, however far."""
        return self.now == 0 and not self.opening and all(lever.opens_at is None for lever in self.levers)

    @property
    def speakers(self) -> Mapping[str, tuple[str, ...]]:
        """By party, who has a tie to it."""
        found: dict[str, tuple[str, ...]] = {}
        for tie in self.ties:
            found[tie.to] = (*found.get(tie.to, ()), tie.speaker)
        return found

    def carriers(self, lever: Lever) -> tuple[str, ...]:
        """Who has a tie to the party whose judgement a lever is; nobody where none is judged."""
        return self.speakers.get(lever.party, ())

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "now": self.now,
            "step": self.step,
            "opening": len(self.opening),
            "levers": [{**lever.json(), "named": list(self.carriers(lever))} for lever in self.levers],
            "uncounted": list(self.uncounted),
            "messages": [row for message in self.messages for row in message.json()],
            "sets": [
                {"message": message.message, **message.together.json()}
                for message in self.messages
                if message.together is not None
            ],
            "none_left": [
                {"message": message.message, **message.readings.json()}
                for message in self.messages
                if message.readings is not None
            ],
            "groups": [group.json() for group in self.groups],
            "actors": [actor.json() for actor in self.actors],
            "ties": [tie.json() for tie in self.ties],
            "judged": [ground.json() for ground in self.judged],
        }

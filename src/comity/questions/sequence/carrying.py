"""What is best carried over some ties, as measures move them: a message at the pressure that moves most at worst.

Whoever may carry messages to whom is free to carry none; so a tie over which no message surely helps opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.agreements.curves import Curves, curves_of
from comity.agreements.draws import none_left
from comity.agreements.persuasion import Carried, Target, carried, moved, rank
from comity.agreements.pressure import Movement
from comity.case.messages import message_names
from comity.case.model import Case
from comity.case.ties import Tie


@dataclass(frozen=True)
class BestCarried:
    """What is best carried over some ties, and how many agreements are possible then.

    message, messenger, to: its name, who carries it and to whom, all None where nothing is carried: no message to whom
    the ties lead leaves more agreements without the risk of fewer; pressure: 1 is a message put once and plainly;
    parts: the least and the most of the gap to its limit that it closes; worst, best: the fewest and the most
    agreements between these.
    """

    message: str | None
    messenger: str | None
    to: str | None
    pressure: float | None
    parts: tuple[float, float]
    worst: int
    best: int

    def json(self) -> dict[str, Any]:
        """What is carried by its names."""
        told = {name: getattr(self, name) for name in ("message", "messenger", "to", "pressure", "worst", "best")}
        return {**told, "closes": {"worst": self.parts[0], "best": self.parts[1]}}


@dataclass(frozen=True)
class Carrying:
    """The messages of a case that could be carried, over its response curves.

    aims: by the name of a message, to whom it is and what it moves; those that move nobody's yes are left out;
    shares: what was found of readings, which several measures may ask for.
    """

    case: Case
    curves: Curves
    aims: Mapping[str, tuple[str, Target]]
    shares: dict[Any, float] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, case: Case) -> Carrying | None:
        """The messages of a case; None where its agreements cannot be counted over curves."""
        curves = curves_of(case)
        if curves is None:
            return None
        named = zip(message_names(case.messages), case.messages, strict=True)
        targets = ((name, message.to, Target.of(case, curves, message)) for name, message in named)
        return cls(case, curves, {name: (to, target) for name, to, target in targets if target is not None})

    def best(self, ties: Iterable[Tie]) -> BestCarried:
        """The message that is best carried over one of some ties, or none.

        The one that leaves most at worst, as `comity ask influence` ranks them, of those that never leave fewer than
        none does and leave more at best.
        """
        now = self.curves.middle
        found = [
            (name, tie.to, by)
            for tie in ties
            for name, (to, target) in self.aims.items()
            if to == tie.to
            for by in (carried(target, tie.from_, Movement.of(tie)),)
            if by.worst.agreements >= now and by.best.agreements > now
        ]
        if not found:
            return BestCarried(None, None, None, None, (0.0, 0.0), now, now)
        name, to, by = min(found, key=lambda each: _order(*each))
        counts = by.worst.agreements, by.best.agreements
        return BestCarried(name, by.messenger, to, by.pressure, by.parts, *counts)

    def none_left(self, sent: BestCarried, end: int, number: int, seed: int) -> float:
        """In which share of the readings no agreement is left with what is carried.

        end: 0 where it moves least, 1 where it moves most; number, seed: of the draws. Raises TooMany where the
        agreements cannot be listed.
        """
        asked = (sent.message, sent.parts[end], number, seed)
        if asked not in self.shares:
            judged = self.curves.judged
            if sent.message is not None:
                _, target = self.aims[sent.message]
                judged = moved(judged, target, target.at(sent.parts[end]))
            self.shares[asked] = none_left(self.case, judged, number, seed)
        return self.shares[asked]


def _order(name: str, to: str, by: Carried) -> tuple[tuple[float, float, float, str], str, str, str]:
    return rank(by), name, by.messenger, to

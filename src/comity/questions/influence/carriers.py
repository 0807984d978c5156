"""Who should carry which message and how hard: each messenger at the pressure that moves most at worst."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from comity.agreements.curves import Curves
from comity.agreements.persuasion import DIGITS, TO, Carried, Reached, Target, carried, judgements, rank
from comity.agreements.pressure import Movement
from comity.case.messages import message_names
from comity.case.model import Case

TOGETHER = 8
"""How many messengers are looked at together, at most."""

LEVELS = (0.25, 0.5, 0.75, 1.0)
"""At which parts of its own robust pressure each of several voices may speak."""


@dataclass(frozen=True)
class Together:
    """Several messengers with one message: what each presses, and what they reach, as in `Carried`."""

    pressures: Mapping[str, float]
    worst: Reached
    best: Reached

    def json(self) -> dict[str, Any]:
        """The set by its names."""
        return {"pressures": dict(self.pressures), "worst": self.worst.json(), "best": self.best.json()}


@dataclass(frozen=True)
class Readings:
    """In which share of the readings of the ranges no agreement is left, 0 to 1: as judged, and after a message.

    worst, best: where it moves its judgement, with the whole of its range, by the least and by the most.
    """

    before: float
    worst: float
    best: float

    @property
    def closes(self) -> bool:
        """Whether it leaves none in more readings than before, at either end."""
        return max(self.worst, self.best) > self.before

    def json(self) -> dict[str, Any]:
        """The shares by their names."""
        return {"before": self.before, "worst": self.worst, "best": self.best}


@dataclass(frozen=True)
class Sent:
    """One message: what it is aimed at, what it could open at most, and who may carry it.

    message: its name; to: the party; judgement: the path of what it moves, of a shift two with ">" between them; start:
    where that stands, of a shift 0, None where it is behind nobody's yes; limit: as far as the argument carries at
    most, with the agreements there; now: how many are possible; carried: by each who has a tie to the party, the best
    at worst first; together: the set of two or more that does best at worst, None where there are not two; readings: of
    the first of those who may carry it.
    """

    message: str
    to: str
    judgement: str
    start: float | None
    limit: Reached
    now: int
    carried: tuple[Carried, ...] = ()
    together: Together | None = None
    readings: Readings | None = None

    @property
    def adds(self) -> tuple[int, int] | None:
        """How many agreements it adds at worst and at best, carried by the first; None where nobody is named."""
        if not self.carried:
            return None
        return self.carried[0].worst.agreements - self.now, self.carried[0].best.agreements - self.now

    def json(self) -> list[dict[str, Any]]:
        """A row a messenger; one without where nobody is named."""
        told: dict[str, Any] = {"message": self.message, "to": self.to, "judgement": self.judgement, "from": self.start}
        told |= {"limit": self.limit.json(), "now": self.now}
        if not self.carried:
            return [{**told, "messenger": None, "pressure": None, "worst": None, "best": None}]
        return [
            {
                **told,
                "messenger": each.messenger,
                "pressure": each.pressure,
                "worst": each.worst.json(),
                "best": each.best.json(),
                "closes": {"worst": each.parts[0], "best": each.parts[1]},
                "hard": {"pressure": each.hard_at, **each.hard.json()},
            }
            for each in self.carried
        ]


def sent(case: Case, curves: Curves) -> tuple[Sent, ...]:
    """Every message with who may carry it, those that add most at worst first; readings are not looked at yet."""
    found = []
    for name, message in zip(message_names(case.messages), case.messages, strict=True):
        target = Target.of(case, curves, message)
        if target is None:
            now, path = curves.middle, TO.join(judgements(case, message))
            aim = message.aim
            limit = aim.limit if aim else message.shifts.weight if message.shifts else 0.0
            found.append(Sent(name, message.to, path, None, Reached(limit, now), now))
            continue
        ties = {tie.from_: Movement.of(tie) for tie in case.ties if tie.to == message.to}
        voices = sorted((carried(target, who, tie) for who, tie in ties.items()), key=rank)
        found.append(
            Sent(
                name,
                message.to,
                target.judgement,
                float(target.start),
                target.reached(target.limit),
                curves.middle,
                tuple(voices),
                _together(target, {each.messenger: ties[each.messenger] for each in voices[:TOGETHER]}),
            )
        )
    return tuple(
        sorted(found, key=lambda each: (each.adds is None, *(-adds for adds in each.adds or ()), each.message))
    )


def _together(target: Target, ties: Mapping[str, Movement]) -> Together | None:
    """The set of two or more messengers, each at one of its levels, that leaves most agreements at worst.

    Whoever is spoken to feels the pressures of all together; each voice then closes its part of the gap that is left.
    """
    if len(ties) < 2:
        return None
    names = list(ties)
    levels = np.array([each for each in product((0.0, *LEVELS), repeat=len(names)) if sum(map(bool, each)) > 1])
    pressures = levels * np.array([ties[name].robust for name in names])
    totals = pressures.sum(axis=1)
    left = [np.where(levels[:, at] > 0, 1 - ties[name].least(totals), 1.0) for at, name in enumerate(names)]
    parts = 1 - np.prod(left, axis=0)
    # Only which set is best is looked for in floating point; what it reaches is counted exactly.
    low, high = map(float, target.between)
    values = np.clip(float(target.start) + np.minimum(parts, 1) * float(target.limit - target.start), low, high)
    counts = target.curve.near(values)
    order = np.lexsort((totals.round(DIGITS), (levels > 0).sum(axis=1), -parts.round(DIGITS), -counts))
    chosen = {
        name: float(pressure)
        for name, pressure in zip(names, pressures[order[0]].round(DIGITS), strict=True)
        if pressure
    }
    total = sum(chosen.values())
    ends = [ties[name].parts(total) for name in chosen]
    worst, most = target.extremes(*(target.at(_joined([part[end] for part in ends])) for end in (0, 1)))
    return Together(chosen, worst, most)


def _joined(parts: Sequence[float]) -> float:
    """The part of the gap that several close one after another, each its part of what is left."""
    return 1 - math.prod(1 - part for part in parts)

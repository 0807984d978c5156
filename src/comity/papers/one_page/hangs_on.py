"""The judgements that the answer hangs on: each alone at either end of its range, and the option without which least
is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.agreements.allowed import TooMany
from comity.agreements.draws import Draws
from comity.agreements.passing import passing
from comity.agreements.space import Space
from comity.case.model import Case
from comity.questions.doubt.deciding import deciding
from comity.questions.doubt.grounds import path_of

ROWS = 4
"""How many judgements are shown."""


@dataclass(frozen=True)
class Swing:
    """One judged number: how many agreements are possible with it at either end of its range, all else in the middle.

    judgement: its path, as `doubt` names it; path: the same in parts; low, middle, high: the counts.
    """

    judgement: str
    path: tuple[str | int, ...]
    low: int
    middle: int
    high: int

    @property
    def least(self) -> int:
        """The fewest at either end and in the middle."""
        return min(self.low, self.middle, self.high)

    @property
    def most(self) -> int:
        """The most at either end and in the middle."""
        return max(self.low, self.middle, self.high)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {"judgement": self.judgement, "low": self.low, "middle": self.middle, "high": self.high}


@dataclass(frozen=True)
class Pillar:
    """The option that most of the possible agreements have; left: how many are possible without it."""

    issue: str
    option: str
    left: int

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        return {"issue": self.issue, "option": self.option, "left": self.left}


@dataclass(frozen=True)
class HangsOn:
    """What the answer hangs on.

    swings: every judged number with a range that changes how many agreements are possible, that which changes most
    first; pillar: the option without which fewest are left, None where none is possible or they were not listed;
    counted: whether the agreements could be counted at the ends of ranges.
    """

    swings: tuple[Swing, ...]
    pillar: Pillar | None
    counted: bool

    @property
    def closing(self) -> tuple[Swing, ...]:
        """The judgements that alone leave no agreement, where some are possible in the middle."""
        return tuple(swing for swing in self.swings if swing.middle and not swing.least)

    @property
    def opening(self) -> tuple[Swing, ...]:
        """The judgements that alone leave some, where none is possible in the middle."""
        return tuple(swing for swing in self.swings if not swing.middle and swing.most)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        swings = [swing.json() for swing in self.swings]
        return {"judgements": swings, "pillar": self.pillar and self.pillar.json(), "counted": self.counted}


def hangs_on(case: Case) -> HangsOn:
    """The judgements that the answer hangs on."""
    try:
        choices = _possible(case)
    except TooMany:
        return HangsOn((), None, False)
    space = Space.of(case)
    swings = [Swing(each.judgement, tuple(path_of(case, each.judgement)), *each.agreements) for each in deciding(case)]
    swings = [swing for swing in swings if swing.least != swing.most]
    swings.sort(key=lambda swing: (-abs(swing.high - swing.low), swing.judgement))
    return HangsOn(tuple(swings), _pillar(space, choices), True)


def _possible(case: Case) -> Any:
    """The agreements that are possible in the middle of all ranges, an option number an issue."""
    if case.by_rule:
        return passing(case)
    draws = Draws.of(case)
    return draws.choices[draws.certain.middle]


def _pillar(space: Space, choices: Any) -> Pillar | None:
    if not len(choices):
        return None
    found = []
    for at, (issue, options) in enumerate(zip(space.issues, space.options, strict=True)):
        counts = np.bincount(choices[:, at], minlength=len(options))
        found += [Pillar(issue, option, len(choices) - int(counts[number])) for number, option in enumerate(options)
                  if len(options) > 1]  # fmt: skip
    return min(found, key=lambda pillar: (pillar.left, pillar.issue, pillar.option), default=None)

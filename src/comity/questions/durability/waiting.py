"""Who gains by waiting, and when is an agreement best struck? What fighting on is worth, today and later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.finding import Band
from comity.questions.durability.band import band_of, bands_of
from comity.questions.durability.game import AS_TODAY, Array, Figure, Sides
from comity.questions.durability.terms import Arena
from comity.questions.durability.war import no_deal

LONGEST = 10
"""How many years of waiting are looked at."""

_LEAST_ARMS = 0.05  # of today's: arms never vanish


@dataclass(frozen=True)
class WaitingSide:
    """What waiting does for one belligerent. Worth is the part of the stake that, held for ever, is worth as much.

    fighting_on: what fighting on is worth after t years of waiting, from 0 to 10. gain: what the side has from fighting
    on until then and signing an even split of what peace saves, less what it has from signing now. best: in how many
    years an agreement is best struck for it, at the middle of every estimate; best_now_in: in which part of the draws
    that is now.
    """

    fighting_on: tuple[Band, ...]
    gain: tuple[Band, ...]
    best: int
    best_now_in: float

    def json(self) -> dict[str, Any]:
        """The numbers by their names; lists by years of waiting."""
        by_year = {"fighting_on": self.fighting_on, "gain": self.gain}
        lists = {name: [band.json() for band in bands] for name, bands in by_year.items()}
        return {**lists, "best": self.best, "best_now_in": self.best_now_in}


@dataclass(frozen=True)
class Waiting:
    """Who gains by waiting.

    sides: by belligerent, the challenger first; together: what both gain by ten years of it, as a part of the stake,
    below 0 where they lose.
    """

    sides: Mapping[str, WaitingSide]
    together: Band

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        sides = {party: side.json() for party, side in self.sides.items()}
        return {"years": [*range(LONGEST + 1)], "sides": sides, "together": self.together.json()}


def fighting_on(arena: Arena, arms: Sides[Figure] = AS_TODAY) -> Sides[Array]:
    """What fighting on is worth, as a part of the stake held for ever, with today's arms or others."""
    worth = no_deal(arena.game, arms)
    once = 1.0 - arena.game.discount
    return Sides(worth.challenger * once, worth.defender * once)


def by_party(arena: Arena, values: Sides[Array]) -> dict[str, Band]:
    """The bands of both belligerents by their names, the challenger first."""
    both = (values.challenger, values.defender)
    return {party: band_of(value) for party, value in zip(arena.contest.sides, both, strict=True)}


def waiting(arena: Arena) -> Waiting | None:
    """Who gains by waiting; None where the case does not say how war wears arms down."""
    if arena.contest.fatigue is None:
        return None
    years = np.arange(LONGEST + 1)[:, None]
    lost, game = arena.fatigue, arena.game
    arms: Sides[Figure] = Sides(
        *((1.0 - each / 100.0 * years).clip(min=_LEAST_ARMS) for each in (lost.challenger, lost.defender))
    )
    war = fighting_on(arena, arms)
    once, later = 1.0 - game.discount, game.discount**years
    spare = (1.0 - war.challenger - war.defender) / 2.0
    lines = (
        (game.held, game.cost.challenger, war.challenger),
        (1.0 - game.held, game.cost.defender, war.defender),
    )
    waited = [
        (1.0 - later) * (held - once * cost) + later * (fought + spare).clip(0.0, 1.0) for held, cost, fought in lines
    ]
    gains = [each - each[0] for each in waited]
    sides = {}
    for party, fought, gain in zip(arena.contest.sides, (war.challenger, war.defender), gains, strict=True):
        best = gain.argmax(axis=0)
        sides[party] = WaitingSide(
            fighting_on=bands_of(fought),
            gain=bands_of(gain),
            best=int(best[0]),
            best_now_in=float((best[1:] == 0).mean()),
        )
    return Waiting(sides, band_of(gains[0][LONGEST] + gains[1][LONGEST]))

"""The smallest sets of judgements that, moved inside their ranges, turn a headline into its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb
from typing import Any, Literal

import numpy as np

from comity.agreements.drawn_picks import picked_in
from comity.agreements.draws import Draws
from comity.agreements.judged import Judged
from comity.agreements.picks import SOLUTIONS
from comity.agreements.readings import Floats
from comity.agreements.worth import HIGH, LOW, MIDDLE

LOOKED_AT = 60_000
"""How many sets are tried for whether there is an agreement, at most."""

PICKED = 2_500
"""How many settings of sets are tried for what is picked, at most."""

TOGETHER = 1 << 11
"""Settings looked at together."""

SHOWN = 5
"""How many of the smallest sets are told, those that move by the fewest points first; all are counted."""

End = Literal["low", "high"]


@dataclass(frozen=True)
class Move:
    """One judged number moved to an end of its range: its path, the end, the value there and how far it is from the
    middle, in points."""

    judgement: str
    end: End
    value: float
    by: float

    def json(self) -> dict[str, Any]:
        """The move by its names."""
        return {"judgement": self.judgement, "end": self.end, "value": self.value, "by": self.by}


@dataclass(frozen=True)
class Reversal:
    """What it takes to turn one headline.

    headline: agreement (whether there is one), or the short name of a measure (what it picks); holds: whether it is, in
    the middle of all ranges, that there is an agreement, or that the measure picks one; size: how many numbers the
    smallest sets have, None where none was found; sets: the first of these; count: how many there are of that size;
    searched: up to which size all sets were looked at; never: whether it is certain that no values in the ranges turn
    it.
    """

    headline: str
    holds: bool
    size: int | None
    sets: tuple[tuple[Move, ...], ...]
    count: int
    searched: int
    never: bool = False

    def json(self) -> dict[str, Any]:
        """The reversal by its names."""
        return {
            "headline": self.headline,
            "holds": self.holds,
            "size": self.size,
            "sets": [[move.json() for move in moves] for moves in self.sets],
            "count": self.count,
            "searched": self.searched,
            "never": self.never,
        }


def reversals(draws: Draws) -> tuple[Reversal, ...]:
    """What turns whether there is an agreement, and what each measure picks."""
    return (of_agreements(draws), *_picks(draws))


Setting = tuple[tuple[int, int], ...]
"""Some numbers, by their places, each at an end of its range."""


def of_agreements(draws: Draws) -> Reversal:
    """What turns whether there is an agreement, among those that were drawn: all of the case, or one that is named.

    The better end for every agreement is the high one of ratings and additions and the low one of no-deal values, so
    only the other is tried where there is an agreement, and only this where there is none. A weight helps some
    agreements and hurts others: both of its ends are tried.
    """
    judged, places = draws.readings.judged, draws.readings.places
    holds = bool(draws.counts_at(_values(judged, [()]))[0])
    never = bool(draws.certain.necessary.any()) if holds else not len(draws.choices)
    ends = [_towards(judged, place, better=not holds) for place in places]
    tried = 0
    for size in range(1, len(places) + 1):
        tried += comb(len(places), size) * max(map(len, ends)) ** size
        if never or tried > LOOKED_AT:
            return Reversal("agreement", holds, None, (), 0, size - 1, never)
        settings = _settings(judged, places, ends, size)
        counts = [
            count
            for first in range(0, len(settings), TOGETHER)
            for count in draws.counts_at(_values(judged, settings[first : first + TOGETHER])).tolist()
        ]
        turned = [setting for setting, count in zip(settings, counts, strict=True) if (count == 0) == holds]
        if turned:
            return _told("agreement", holds, judged, turned, size)
    return Reversal("agreement", holds, None, (), 0, len(places))


def _picks(draws: Draws) -> Iterator[Reversal]:
    """What turns each pick: every set at every combination of its ends, as far as `PICKED` allows."""
    judged, places = draws.readings.judged, draws.readings.places
    rows, _, middle = picked_in(draws, _values(judged, [()]))[0]
    usual = {name: frozenset(rows[chosen].tolist()) for name, chosen in middle.items()}
    ends = [(LOW, HIGH)] * len(places)
    open_ = {name for name in SOLUTIONS if usual[name]}
    found: dict[str, Reversal] = {}
    searched = tried = 0
    for size in range(1, len(places) + 1):
        tried += comb(len(places), size) * 2**size
        if not open_ or tried > PICKED:
            break
        settings = _settings(judged, places, ends, size)
        turned: dict[str, list[Setting]] = {name: [] for name in open_}
        for first in range(0, len(settings), TOGETHER):
            some = settings[first : first + TOGETHER]
            for setting, (rows, _, picks) in zip(some, picked_in(draws, _values(judged, some)), strict=True):
                for name in open_:
                    if frozenset(rows[picks[name]].tolist()) != usual[name]:
                        turned[name].append(setting)
        searched = size
        for name, several in turned.items():
            if several:
                found[name] = _told(name, True, judged, several, size)
        open_ -= found.keys()
    for name in SOLUTIONS:
        yield found.get(name) or Reversal(name, bool(usual[name]), None, (), 0, searched if usual[name] else 0)


def _towards(judged: Judged, place: int, better: bool) -> tuple[int, ...]:
    """The ends of a number that make agreements likelier (or less likely) to be possible: both ends of a weight."""
    kind = judged.numbers[place].kind
    if kind == "weight":
        return (LOW, HIGH)
    return (HIGH if better != (kind == "no_deal") else LOW,)


def _settings(judged: Judged, places: Sequence[int], ends: Sequence[tuple[int, ...]], size: int) -> list[Setting]:
    """Every set of so many numbers, at every combination of its ends."""
    settings = [
        tuple(zip((places[each] for each in chosen), at, strict=True))
        for chosen in combinations(range(len(places)), size)
        for at in product(*(ends[each] for each in chosen))
    ]
    return [setting for setting in settings if _weighed(judged, dict(setting))]


def _weighed(judged: Judged, setting: Mapping[int, int]) -> bool:
    """Whether every signer is left with some weight on anything: with none, its worths mean nothing."""
    return all(
        any(at < 0 or judged.numbers[at].ends[setting.get(at, MIDDLE)] for at in account.weights)
        for account in judged.accounts
        if account.mean and not setting.keys().isdisjoint(account.weights)
    )


def _values(judged: Judged, settings: Sequence[Setting]) -> Floats:
    """The values of all numbers, a row a setting; those that it does not name are in the middle."""
    values = np.tile([float(number.ends[MIDDLE]) for number in judged.numbers], (len(settings), 1))
    for row, setting in enumerate(settings):
        for place, end in setting:
            values[row, place] = float(judged.numbers[place].ends[end])
    return values


def _told(headline: str, holds: bool, judged: Judged, turned: Sequence[Setting], size: int) -> Reversal:
    sets = []
    for setting in turned:
        moves = [
            Move(
                judged.numbers[place].name,
                "low" if end == LOW else "high",
                float(judged.numbers[place].ends[end]),
                float((judged.numbers[place].ends[HIGH] - judged.numbers[place].ends[LOW]) / 2),
            )
            for place, end in setting
        ]
        sets.append(tuple(sorted(moves, key=lambda move: move.judgement)))
    sets.sort(key=lambda moves: (_far(moves), [(move.judgement, move.end) for move in moves]))
    # Those that are as near as the last one shown are shown as well, so that no name decides which are.
    shown = [moves for moves in sets if _far(moves) <= _far(sets[min(SHOWN, len(sets)) - 1])]
    return Reversal(headline, holds, size, tuple(shown), len(sets), size)


def _far(moves: tuple[Move, ...]) -> float:
    return round(sum(move.by for move in moves), 9)

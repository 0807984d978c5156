"""What a message moves over a tie: how far at worst and at best, and how many agreements are possible there.

A messenger speaks at the pressure whose least movement, over the ranges of its tie, is largest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comity.agreements.curves import Curve, Curves, scale
from comity.agreements.judged import Judged
from comity.agreements.pressure import Movement
from comity.case.holder import issue_holder, no_deal_holder
from comity.case.messages import WEIGHT, Message
from comity.case.model import Case

TO = " > "
"""Stands between two weights, where one gives to the other."""

HARD = 2.0
"""How many times its robust pressure a messenger presses where the same words are pressed hard."""

DIGITS = 9


@dataclass(frozen=True)
class Reached:
    """A value that a judgement may be moved to, in points or weight, and how many agreements are possible there."""

    value: float
    agreements: int

    def json(self) -> dict[str, Any]:
        """Both by their names."""
        return {"value": self.value, "agreements": self.agreements}


@dataclass(frozen=True)
class Carried:
    """One message carried by one messenger.

    messenger: who; pressure: 1 is a message put once and plainly; parts: the least and the most of the gap that it
    closes; worst, best: the fewest and the most agreements between these, and where; hard: the fewest where the same
    words are pressed twice as hard, with hard_at, that pressure.
    """

    messenger: str
    pressure: float
    parts: tuple[float, float]
    worst: Reached
    best: Reached
    hard_at: float
    hard: Reached


@dataclass(frozen=True)
class Target:
    """What a message moves, as a curve: from where, to which limit, and between which values at all.

    places: of its number, or of the weight that gives and the one that takes.
    """

    judgement: str
    places: tuple[int, ...]
    curve: Curve
    start: Fraction
    limit: Fraction
    between: tuple[Fraction, Fraction]

    @classmethod
    def of(cls, case: Case, curves: Curves, message: Message) -> Target | None:
        """The target of a message; None where the number is not among those behind anybody's yes."""
        judged = curves.judged
        known = {number.name: place for place, number in enumerate(judged.numbers)}
        names = judgements(case, message)
        if any(name not in known for name in names):
            return None
        places = tuple(known[name] for name in names)
        if message.shifts is not None:
            source, target = (judged.numbers[place].ends[1] for place in places)
            moved = min(_exact(message.shifts.weight), source)
            return cls(TO.join(names), places, curves.of_move(*places), Fraction(0), moved, (-target, source))
        aim = message.aim
        assert aim is not None, "a message has one of the two"
        curve = curves.of_number(places[0])
        limit = _exact(aim.limit)
        low, high = scale(judged, places[0], curve)
        between = min(low, limit), max(high, limit)
        return cls(names[0], places, curve, judged.numbers[places[0]].ends[1], limit, between)

    def at(self, part: float) -> Fraction:
        """Where the judgement stands once some part of the gap to the limit is closed, never beyond the limit."""
        low, high = self.between
        value = self.start + _exact(round(min(part, 1.0), DIGITS)) * (self.limit - self.start)
        return min(max(value, low), high)

    def reached(self, value: Fraction) -> Reached:
        """A value with its agreements."""
        return Reached(float(value), self.curve.at(value))

    def extremes(self, one: Fraction, other: Fraction) -> tuple[Reached, Reached]:
        """The fewest and the most agreements between two values, each at the value nearest to the first that has them.

        The count changes at turns alone: it is looked at there, and once between each two.
        """
        low, high = sorted((one, other))
        turns, (at_turns, after) = self.curve.turns, self.curve.levels
        first, last = bisect_right(turns, low), bisect_left(turns, high)
        counted = [(low, self.curve.at(low))]
        before = low
        for at in range(first, last):
            between = after[at - 1] if at else self.curve.at((before + turns[at]) / 2)
            counted += [((before + turns[at]) / 2, between), (turns[at], at_turns[at])]
            before = turns[at]
        counted += [((before + high) / 2, self.curve.at((before + high) / 2)), (high, self.curve.at(high))]
        if one > other:
            counted.reverse()
        fewest = min(counted, key=lambda each: each[1])
        most = max(counted, key=lambda each: each[1])
        return Reached(float(fewest[0]), fewest[1]), Reached(float(most[0]), most[1])


def _exact(number: float) -> Fraction:
    return Fraction(repr(float(number)))


def judgements(case: Case, message: Message) -> tuple[str, ...]:
    """The path of the judgement that a message moves; of a shift those of both weights, the one that gives first."""
    if message.shifts is not None:
        named = [(issue, WEIGHT) for issue in (message.shifts.from_, message.shifts.to)]
    else:
        aim = message.aim
        assert aim is not None, "a message has one of the two"
        if aim.issue is None:
            return (f"interests.{no_deal_holder(case, message.to)}.no_deal",)
        named = [(aim.issue, aim.entry)]
    return tuple(f"interests.{issue_holder(case, message.to, issue)}.{issue}.{entry}" for issue, entry in named)


def rank(carried: Carried) -> tuple[float, float, float, str]:
    """Who does best first: by agreements at worst, then how far it moves, then agreements at best, then by name."""
    return -carried.worst.agreements, -carried.parts[0], -carried.best.agreements, carried.messenger


def carried(target: Target, messenger: str, tie: Movement) -> Carried:
    """A message carried over a tie, at the pressure that moves most at worst."""
    pressure = tie.robust
    parts = tie.parts(pressure)
    worst, best = target.extremes(target.at(parts[0]), target.at(parts[1]))
    hard_at = round(HARD * pressure, DIGITS)
    hard, _ = target.extremes(*(target.at(part) for part in tie.parts(hard_at)))
    return Carried(messenger, pressure, parts, worst, best, hard_at, hard)


def moved(judged: Judged, target: Target, value: Fraction) -> Judged:
    """The numbers with the one that a message moves, and the whole of its range, moved as far as its middle is."""
    by = value - target.start
    ways = {target.places[0]: by} if len(target.places) == 1 else dict(zip(target.places, (-by, by), strict=True))
    ranges = {}
    for place, shift in ways.items():
        low, _, high = judged.numbers[place].ends
        least, most = scale_of_range(judged, place, target)
        ranges[place] = min(max(low + shift, least), most), min(max(high + shift, least), most)
    return judged.with_ranges(ranges)


def scale_of_range(judged: Judged, place: int, target: Target) -> tuple[Fraction, Fraction]:
    """Between which values the range of a number that is moved must stay."""
    if len(target.places) == 1:
        return target.between
    return Fraction(0), max(judged.numbers[place].ends[2], Fraction(0)) + sum(map(abs, target.between))

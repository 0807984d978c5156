"""Who should carry which message and how hard: each messenger at the pressure that moves most at worst."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from comity.agreements.curves import Curve, Curves
from comity.agreements.judged import Judged
from comity.case.holder import issue_holder, no_deal_holder
from comity.case.messages import WEIGHT, Message, message_names
from comity.case.model import Case
from comity.questions.influence.levers import TO, scale
from comity.questions.influence.pressure import Movement

TOGETHER = 8
"""How many messengers are looked at together, at most."""

LEVELS = (0.25, 0.5, 0.75, 1.0)
"""At which parts of its own robust pressure each of several voices may speak."""

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
        carried = sorted((_carried(target, who, tie) for who, tie in ties.items()), key=_rank)
        found.append(
            Sent(
                name,
                message.to,
                target.judgement,
                float(target.start),
                target.reached(target.limit),
                curves.middle,
                tuple(carried),
                _together(target, {each.messenger: ties[each.messenger] for each in carried[:TOGETHER]}),
            )
        )
    return tuple(
        sorted(found, key=lambda each: (each.adds is None, *(-adds for adds in each.adds or ()), each.message))
    )


def _rank(carried: Carried) -> tuple[float, float, float, str]:
    # By agreements at worst; where as many, by how far it moves and how many there are at best; then by name.
    return -carried.worst.agreements, -carried.parts[0], -carried.best.agreements, carried.messenger


def _carried(target: Target, messenger: str, tie: Movement) -> Carried:
    pressure = tie.robust
    parts = tie.parts(pressure)
    worst, best = target.extremes(target.at(parts[0]), target.at(parts[1]))
    hard_at = round(HARD * pressure, DIGITS)
    hard, _ = target.extremes(*(target.at(part) for part in tie.parts(hard_at)))
    return Carried(messenger, pressure, parts, worst, best, hard_at, hard)


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

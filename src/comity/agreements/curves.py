"""Response curves: how many agreements are possible at every value of one judged number, the others in the middle.

A party's balance is linear in each of its numbers (`comity.agreements.judged`), so those that depend on the number
accept an agreement from one value on, or up to one, and at these values alone does it begin or cease to pass. They are
sorted once; the curve is then known at every value, exactly: they are fractions of whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices, TooMany, allowed
from comity.agreements.judged import Balance, Judged, Number
from comity.agreements.ruling import Ruling
from comity.agreements.worth import MIDDLE
from comity.case.model import Case

Whole = NDArray[Any]

HELD = 2**62
"""What 64 bits hold with room to spare."""

SCALE = (Fraction(0), Fraction(100))
"""Of weights and ratings."""


@dataclass(frozen=True)
class Steps:
    """Values at which agreements come in, or after which they go, each with how many: fractions in rising order.

    numerators, denominators: of the values; counts: of the agreements up to and at each.
    """

    numerators: Whole
    denominators: Whole
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, numerators: Whole, denominators: Whole) -> Steps:
        """The steps at some values, of which several may be equal; denominators above 0."""
        common = np.gcd(numerators, denominators)
        numerators, denominators = numerators // common, denominators // common
        order = _rising(numerators, denominators)
        numerators, denominators = numerators[order], denominators[order]
        new = np.ones(len(order), dtype=bool)
        new[1:] = (numerators[1:] != numerators[:-1]) | (denominators[1:] != denominators[:-1])
        ends = np.append(np.flatnonzero(new)[1:], len(order)) if len(order) else np.zeros(0, dtype=np.int64)
        return cls(numerators[new], denominators[new], ends)

    @cached_property
    def approximate(self) -> NDArray[np.float64]:
        """The values in floating point."""
        values: NDArray[np.float64] = self.numerators.astype(float) / self.denominators.astype(float)
        return values

    def value(self, at: int) -> Fraction:
        """One of the values."""
        return Fraction(int(self.numerators[at]), int(self.denominators[at]))

    def below(self, value: Fraction, including: bool) -> int:
        """How many agreements have their step below a value, or at it as well."""
        near = 1e-9 * max(1.0, abs(float(value)))
        at, last = (int(np.searchsorted(self.approximate, float(value) + off)) for off in (-near, near))
        while at < last and (self.value(at) < value or (including and self.value(at) == value)):
            at += 1
        return int(self.counts[at - 1]) if at else 0


@dataclass(frozen=True)
class Curve:
    """How many agreements are possible at every value of a number, in points.

    name: of the number, or of what is moved; always: how many agreements are possible whatever its value; enter, leave:
    the values from which on, and up to which, the others are; unit: of these values, in points.
    """

    name: str
    always: int
    enter: Steps
    leave: Steps
    unit: Fraction

    def at(self, value: Fraction | float) -> int:
        """How many agreements are possible at a value."""
        exact = (value if isinstance(value, Fraction) else Fraction(repr(float(value)))) / self.unit
        return self.always + self.enter.below(exact, including=True) - self.leave.below(exact, including=False)

    def near(self, values: NDArray[np.float64]) -> NDArray[np.int64]:
        """How many agreements are possible at some values, in floating point: off by a turn that is at a value."""
        counts = np.full(len(values), self.always, dtype=np.int64)
        for steps, side, sign in ((self.enter, "right", 1), (self.leave, "left", -1)):
            passed = np.searchsorted(steps.approximate * float(self.unit), values, side)  # type: ignore[call-overload]
            counts += sign * np.concatenate([[0], steps.counts])[passed]
        return counts

    @cached_property
    def turns(self) -> tuple[Fraction, ...]:
        """The values at which the number of agreements changes, rising."""
        steps = {of.value(at) for of in (self.enter, self.leave) for at in range(len(of.numerators))}
        return tuple(sorted(step * self.unit for step in steps))

    @cached_property
    def levels(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """How many agreements are possible at each turn, and from it up to the next."""
        come, gone = (
            dict(zip((of.value(at) * self.unit for at in range(len(of.counts))), of.counts.tolist(), strict=True))
            for of in (self.enter, self.leave)
        )
        at_turns, after, entered, left = [], [], 0, 0
        for turn in self.turns:
            entered = come.get(turn, entered)
            at_turns.append(self.always + entered - left)
            left = gone.get(turn, left)
            after.append(self.always + entered - left)
        return tuple(at_turns), tuple(after)

    def opening(self, low: Fraction, high: Fraction) -> tuple[Fraction | None, Fraction | None]:
        """Where the space opens, and where it closes, as the value rises from one end of a range to the other.

        The first value with an agreement where there is none at the low end, and the last one where there is none at
        the high end; None where it does not.
        """
        first, last = self.at(low), self.at(high)
        if first and last:
            return None, None
        held = [value for value in (low, *self.turns, high) if low <= value <= high and self.at(value)]
        if not held:
            return None, None
        return (None if first else held[0]), (None if last else held[-1])


@dataclass(frozen=True)
class Curves:
    """The response curves of every judged number over some agreements that break no rule.

    judged: the numbers; choices: the agreements; balances: of everyone asked; ruling: by what rule they pass.
    """

    judged: Judged
    choices: Choices
    balances: tuple[Balance, ...]
    ruling: Ruling

    @classmethod
    def of(cls, judged: Judged, choices: Choices) -> Curves:
        """The curves over some agreements."""
        balances = tuple(Balance.of(judged, account, choices) for account in judged.accounts)
        return cls(judged, choices, balances, judged.ruling(choices))

    @cached_property
    def middle(self) -> int:
        """How many agreements are possible with every number in the middle of its range."""
        return int(self.ruling.passes(self._accepted).sum())

    @cached_property
    def _accepted(self) -> list[NDArray[np.bool_]]:
        return [np.asarray(balance.middle >= 0, dtype=bool) for balance in self.balances]

    def of_number(self, place: int) -> Curve:
        """The curve of one number, by its place."""
        number = self.judged.numbers[place]
        concerned = self._concerned((place,))
        return self._curve(number.name, concerned, lambda balance, rows: rise(balance, number, place, rows), number)

    def of_move(self, source: int, target: int) -> Curve:
        """The curve of weight that is moved from one issue of a party to another, by the places of the two weights."""
        of, concerned = self.judged.numbers, self._concerned((source, target))
        name = f"{of[source].name} to {of[target].name}"
        return self._curve(name, concerned, partial(self._slope, source, target), None)

    def with_move(self, source: int, target: int, weight: Fraction) -> int:
        """How many agreements are possible once so much weight is moved, without the rest of its curve."""
        accepted, every = list(self._accepted), np.arange(len(self.choices))
        for at in self._concerned((source, target)):
            rises, unit = self._slope(source, target, self.balances[at], every)
            start, moved = self.balances[at].middle, weight / unit
            sizes = (int(abs(each).max(initial=0)) for each in (start, rises))
            if (
                sum(size * abs(by) for size, by in zip(sizes, (moved.denominator, moved.numerator), strict=True))
                >= HELD
            ):
                start, rises = start.astype(object), rises.astype(object)
            accepted[at] = np.asarray(start * moved.denominator + rises * moved.numerator >= 0, dtype=bool)
        return int(self.ruling.passes(accepted).sum())

    def _concerned(self, places: Sequence[int]) -> list[int]:
        """Whose balances some numbers are in."""
        return [at for at, each in enumerate(self.balances) if not each.account.numbers.isdisjoint(places)]

    def _slope(self, source: int, target: int, balance: Balance, rows: NDArray[np.intp]) -> tuple[Whole, Fraction]:
        """By how much a balance rises with one unit of weight that is moved, and the unit.

        Who has only one of the two weights for its own sees only that one move.
        """
        signs = [(place, sign) for place, sign in ((target, 1), (source, -1)) if place in balance.account.numbers]
        rises = [sign * rise(balance, self.judged.numbers[place], place, rows)[0] for place, sign in signs]
        return np.sum(rises, axis=0), balance.units[1]

    def _curve(self, name: str, concerned: Sequence[int], slope: Any, number: Number | None) -> Curve:
        always, hangs = self._hang_on(concerned)
        rows = np.flatnonzero(hangs)
        centre = number.ends[MIDDLE] if number else Fraction(0)
        slopes = [slope(self.balances[at], rows) for at in concerned]
        # The units of several who share the number, in one of which all of them are whole numbers.
        unit = Fraction(1, math.lcm(*(own.denominator for _, own in slopes)))
        lines = []
        for at, (rises, own) in zip(concerned, slopes, strict=True):
            rises = rises.astype(object) if len(concerned) > 1 else rises  # may be multiplied with each other's
            # The balance is start + rises * value, the value in the party's own units; it is 0 at -start / rises.
            start = (self.balances[at].middle[rows] - rises * int(centre / own)) * int(own / unit)
            lines.append((start, rises))
        turns = _Turns(self.ruling.among(hangs), [accepted[rows] for accepted in self._accepted], concerned, lines)
        enter, leave = turns.enter_and_leave()
        return Curve(name, int(always.sum()) + int(turns.before_all().sum()), Steps.of(*enter), Steps.of(*leave), unit)

    def _hang_on(self, concerned: Sequence[int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which agreements pass whatever some say, and which hang on what these say."""
        refused, given = (
            self.ruling.passes(
                [np.full_like(each, yes) if at in concerned else each for at, each in enumerate(self._accepted)]
            )
            for yes in (False, True)
        )
        return refused, given & ~refused


class _Turns:
    """Where agreements begin and cease to pass as one number rises.

    ruling: over them; accepted: by account, what they are said in the middle; concerned: whose balance the number
    moves, and along which lines: where each starts, and by how much it rises with every unit.
    """

    def __init__(
        self,
        ruling: Ruling,
        accepted: Sequence[NDArray[np.bool_]],
        concerned: Sequence[int],
        lines: Sequence[tuple[Whole, Whole]],
    ) -> None:
        self.ruling, self.accepted, self.concerned, self.lines = ruling, accepted, concerned, lines

    def before_all(self) -> NDArray[np.bool_]:
        """Which pass at values below every turn."""
        return self._passes([(rises < 0) | ((rises == 0) & (start >= 0)) for start, rises in self.lines])

    def enter_and_leave(self) -> tuple[tuple[Whole, Whole], tuple[Whole, Whole]]:
        """The values from which on agreements pass, and up to which: fractions, an agreement maybe several times."""
        enter: list[tuple[Whole, Whole]] = []
        leave: list[tuple[Whole, Whole]] = []
        for number, (start, rises) in enumerate(self.lines):
            top, bottom = np.where(rises > 0, -start, start), abs(rises)
            turns = (bottom > 0) & ~self._told_before(number, top, bottom)
            bottom = np.where(bottom > 0, bottom, 1)
            # What each balance is there, times the bottom; just before and after it, its slope decides where it is 0.
            there = [mine * bottom + slope * top for mine, slope in self.lines]
            at, below, above = (
                self._passes(
                    [
                        (each > 0) | ((each == 0) & (side * slope >= 0))
                        for each, (_, slope) in zip(there, self.lines, strict=True)
                    ]
                )
                for side in (0, -1, 1)
            )
            for steps, where in ((enter, turns & at & ~below), (leave, turns & at & ~above)):
                steps.append((top[where], bottom[where]))
        (tops, bottoms), (last_tops, last_bottoms) = zip(*enter, strict=True), zip(*leave, strict=True)
        return _joined(tops, bottoms), _joined(last_tops, last_bottoms)

    def _told_before(self, number: int, top: Whole, bottom: Whole) -> NDArray[np.bool_]:
        """Where the same value turns the yes of one of those before."""
        told = np.zeros(len(top), dtype=bool)
        for start, rises in self.lines[:number]:
            told |= (rises != 0) & (start * bottom + rises * top == 0)
        return told

    def _passes(self, theirs: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
        answers = dict(zip(self.concerned, theirs, strict=True))
        accepted = [np.asarray(answers.get(at, each), dtype=bool) for at, each in enumerate(self.accepted)]
        return self.ruling.passes(accepted)


def _joined(tops: Sequence[Whole], bottoms: Sequence[Whole]) -> tuple[Whole, Whole]:
    return np.concatenate(tops), np.concatenate(bottoms)


def _rising(numerators: Whole, denominators: Whole) -> Any:
    """An order in which some fractions rise, equal ones being neighbours."""
    if numerators.dtype == object:
        fractions = [Fraction(top, bottom) for top, bottom in zip(numerators, denominators, strict=True)]
        return sorted(range(len(fractions)), key=fractions.__getitem__)
    return np.lexsort((denominators, numerators / denominators))


def rise(balance: Balance, number: Number, place: int, rows: NDArray[np.intp]) -> tuple[Whole, Fraction]:
    """By how much the balance of some agreements rises with one unit of a number, and the unit in points."""
    account, (worth, weight) = balance.account, balance.units
    weights, ratings, adds, no_deal = balance.whole(balance.judged.at(MIDDLE))
    one = balance.middle[rows] * 0 + 1
    if number.kind == "no_deal":
        return -one * (weights.sum() if account.mean else 1), worth
    if number.kind == "linkage":
        held = balance.holds[rows][:, [at == place for at, _ in account.linkages]].any(axis=1)
        return one * held * (weights.sum() if account.mean else 1), worth
    if number.kind == "weight":
        column = account.weights.index(place)
        return ratings[rows, column] + adds[rows] - no_deal, weight
    column = next(at for at, of in enumerate(account.ratings) if place in of)
    tops, bottoms = balance.rated.among(rows).part(place, column)
    # (One unit more of the number is so much more of the rating: whole where units are counted in the parts of all.)
    parts = tops * (account.bottom // bottoms)
    return one * parts * (weights[column] if account.mean else 1), worth * account.bottom


def scale(judged: Judged, place: int, curve: Curve) -> tuple[Fraction, Fraction]:
    """Between which values a number may be moved: its scale where it has one, else everywhere that a count turns."""
    number = judged.numbers[place]
    low, _, high = number.ends
    scaled = any(place in account.numbers and account.mean for account in judged.accounts)
    if scaled and number.kind != "linkage":
        return min(low, SCALE[0]), max(high, SCALE[1])
    around = [low, high, *curve.turns[:1], *curve.turns[-1:]]
    wide = max(Fraction(100), (max(around) - min(around)))
    return (SCALE[0] if number.kind == "weight" else min(around) - wide), max(around) + wide


def curves_of(case: Case) -> Curves | None:
    """The response curves of a case; None where nothing can be counted.

    That is where nobody signs, where it is not known of somebody asked what an agreement, or none, is worth to it, and
    where the agreements are too many to be listed.
    """
    asked = [case.interest_of(name) for name in case.voices()]
    if not case.signers() or any(not interest.issues or interest.no_deal is None for interest in asked):
        return None
    judged = Judged.of(case)
    try:
        return Curves.of(judged, allowed(case, judged.space))
    except TooMany:
        return None

"""The response curve that was asked for: how many agreements are possible at every value of one judged number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comity.agreements.curves import Curve, Curves
from comity.agreements.judged import Judged
from comity.agreements.worth import MIDDLE
from comity.problem import Place, Problem, Problems, nearest

MOST = 2000
"""How many values of a curve are listed, at most: first the whole numbers, then those at which it turns."""

TO = ">"
"""Stands between two weights, where one gives to the other."""


@dataclass(frozen=True)
class Response:
    """A response curve, at values from which it is known everywhere.

    judgement: the path of the number, or of two weights of which the first gives to the second; low, middle, high: of
    its range, in points (of a move, 0 three times); values: rising, with how many agreements are possible at each:
    whole numbers of its scale, the ends and the middle of its range, and where the count turns; opens_at, closes_at:
    where on its whole scale the space opens and closes as it rises, else None; complete: whether every turn is among
    the values.
    """

    judgement: str
    low: float
    middle: float
    high: float
    values: tuple[tuple[float, int], ...]
    opens_at: float | None
    closes_at: float | None
    complete: bool

    def json(self) -> list[dict[str, Any]]:
        """The curve as a list of values."""
        return [{"value": value, "agreements": count} for value, count in self.values]


def response(curves: Curves, asked: str) -> Response:
    """The curve of a number, by its path in the case, or of two weights, as "one.weight > other.weight".

    Raises Problems for what is no number behind a signer's worth.
    """
    places = _places(curves.judged, asked)
    if len(places) == 2:
        source = curves.judged.numbers[places[0]]
        scale = (-curves.judged.numbers[places[1]].ends[MIDDLE], source.ends[MIDDLE])
        return _told(curves.of_move(*places), (Fraction(0),) * 3, scale)
    number = curves.judged.numbers[places[0]]
    low, middle, high = number.ends
    curve = curves.of_number(places[0])
    scaled = any(places[0] in account.numbers and account.mean for account in curves.judged.accounts)
    if scaled and number.kind != "linkage":
        scale = (min(low, Fraction(0)), max(high, Fraction(100)))
    else:
        around = [low, high, *curve.turns[:1], *curve.turns[-1:]]
        scale = (min(around) - 1, max(around) + 1)
    return _told(curve, (low, middle, high), scale)


def _told(curve: Curve, ends: tuple[Fraction, ...], scale: tuple[Fraction, Fraction]) -> Response:
    least, most = scale
    turns = [turn for turn in curve.turns if least <= turn <= most]
    whole = [Fraction(each) for each in range(math.ceil(least), math.floor(most) + 1)][: MOST // 2]
    kept = turns[: MOST - len(whole)]
    values = sorted({*scale, *ends, *whole, *kept})
    opens, closes = curve.opening(least, most)
    low, middle, high = (float(end) for end in ends)
    return Response(
        curve.name,
        low,
        middle,
        high,
        tuple((float(value), curve.at(value)) for value in values),
        None if opens is None else float(opens),
        None if closes is None else float(closes),
        len(kept) == len(turns),
    )


def _places(judged: Judged, asked: str) -> list[int]:
    """The places of the number, or of the two weights, that are asked for; raises Problems."""
    known = {number.name: place for place, number in enumerate(judged.numbers)}
    names = [name.strip() for name in asked.split(TO)]
    problems = [
        Problem(Place("curve"), f"'{name}' is no number behind a signer's worth", nearest(name, known))
        for name in names
        if name not in known
    ]
    if not problems and len(names) > 2:
        problems = [Problem(Place("curve"), "a move is between two weights", f"write one.weight {TO} other.weight")]
    if not problems and len(names) == 2:
        one, other = (judged.numbers[known[name]] for name in names)
        if (one.kind, other.kind) != ("weight", "weight") or one.path[1] != other.path[1] or one == other:
            what = f"'{asked}' is no move of weight between two issues of one party"
            problems = [Problem(Place("curve"), what, f"write interests.PARTY.ISSUE.weight {TO} interests.PARTY....")]
    if problems:
        raise Problems(problems)
    return [known[name] for name in names]

"""A party's rating over an amount as a drawing: its points, the lines between, red lines as shaded stretches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comity.case.amount import numeral
from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.points import Points
from comity.case.steps import Steps, runs

WIDTH, HEIGHT = 320, 120
"""The size of the drawing, in its own units."""
LEFT, TOP, RIGHT, BOTTOM = 30, 12, 308, 96
"""Where the ratings are drawn in it."""


@dataclass(frozen=True)
class Dot:
    """One point: its step, where it is drawn, its rating as judged, both in words."""

    step: str
    x: float
    y: float
    rating: str
    says: str


@dataclass(frozen=True)
class Stretch:
    """What a red line refuses of the amount: from where to where it is drawn, and in words."""

    x: float
    width: float
    says: str


@dataclass(frozen=True)
class Scale:
    """How a place of the drawing is a step of the amount: for the script that moves points.

    first: its first step; each: from one to the next, a number, or so many days or months; unit: "number", "day",
    "month" or "month end"; size: how many steps; least, most: the ratings at the foot and the head.
    """

    first: str
    each: str
    unit: str
    size: int
    least: float
    most: float


@dataclass(frozen=True)
class Curve:
    """A party's rating over an amount. band: around the middle line, empty where no point is a range."""

    party: str
    spoken: str
    dots: tuple[Dot, ...]
    line: str
    band: str
    refused: tuple[Stretch, ...]
    ends: tuple[str, str]
    scale: Scale


def curve(case: Case, party: str, issue: str) -> Curve | None:
    """How good a party finds an amount; None where it has no view of it, or the ends are not rated."""
    steps = case.issues[issue].steps
    ratings = _ratings(case, party, issue)
    if steps is None or ratings is None or not {*steps.ends} <= ratings.keys():
        return None
    scale = _scale(steps, ratings)
    judged = sorted(((steps.place(step), step, rating) for step, rating in ratings.items()))
    said = case.issues[issue].options
    dots = tuple(
        Dot(step, _x(scale, at), _y(scale, rating.point), rating.words(), f"{said[step].name}: {rating.said()}")
        for at, step, rating in judged
    )
    high = [(_x(scale, at), _y(scale, rating.high)) for at, _, rating in judged]
    low = [(_x(scale, at), _y(scale, rating.low)) for at, _, rating in judged]
    ranged = any(rating.is_range for rating in ratings.values())
    refused = _refused(case, party, issue, steps, scale)
    name = case.everyone()[party].name
    stops = f"; will not sign {' or '.join(stretch.says for stretch in refused)}" if refused else ""
    spoken = f"{name} on “{case.issues[issue].name}”: {', '.join(dot.says for dot in dots)}{stops}"
    first, last = (said[end].name for end in steps.ends)
    return Curve(
        party, spoken, dots, _places([(dot.x, dot.y) for dot in dots]), _places([*high, *low[::-1]]) if ranged else "",
        refused, (first, last), scale,
    )  # fmt: skip


def _ratings(case: Case, party: str, issue: str) -> Mapping[str, Estimate] | None:
    held = case.interests.get(party)
    stated = held.issues.get(issue) if held is not None else None
    return stated.ratings if stated is not None and isinstance(stated.ratings, Points) else None


def _scale(steps: Steps, ratings: Mapping[str, Estimate]) -> Scale:
    grid = steps.grid
    monthly = "month end" if grid.month_ends else "month"
    unit = "number" if isinstance(grid.first, Fraction) else monthly if grid.monthly else "day"
    each = str(grid.step) if isinstance(grid.step, int) else numeral(grid.step)
    most = max(100.0, *(rating.high for rating in ratings.values()))
    least = min(0.0, *(rating.low for rating in ratings.values()))
    first = grid.first.isoformat() if isinstance(grid.first, dt.date) else steps.ends[0]
    return Scale(first, each, unit, grid.size, least, most)


def _x(scale: Scale, at: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * at / (scale.size - 1), 2)


def _y(scale: Scale, rating: float | Fraction) -> float:
    return round(float(BOTTOM - (BOTTOM - TOP) * (float(rating) - scale.least) / (scale.most - scale.least)), 2)


def _places(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)


def _refused(case: Case, party: str, issue: str, steps: Steps, scale: Scale) -> tuple[Stretch, ...]:
    """What a party, or a group that it is of, refuses whatever else is agreed."""
    whose = {party, *case.groups_of(party)}
    found = []
    for line in case.red_lines_today().values():
        if line.party not in whose or set(line.never) != {issue} or line.unless:
            continue
        for first, last in runs(sorted(map(steps.place, line.never[issue]))):
            left, right = _x(scale, max(first - 0.5, 0)), _x(scale, min(last + 0.5, scale.size - 1))
            names = steps.names[first : last + 1]
            found.append(Stretch(left, round(right - left, 2), steps.said(names)[0]))
    return tuple(found)

"""The figures of the agreements that are possible, and of how amounts are rated."""

from __future__ import annotations

import datetime as dt
import math
import textwrap
from collections.abc import Sequence

from comity.case.amount import Value
from comity.case.model import Case
from comity.case.steps import Steps
from comity.figure import Bar, Bars, Figure, bars
from comity.finding import Quantity
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel, Stage
from comity.questions.agreement.rated_amounts import RatedAmount, Stretch

NAMES = {
    "all": "all",
    "coherent": "coherent",
    "red_lines": "cross no red line",
    "zopa": "worth at least no deal",
    "ratified": "ratified at home",
    "spoilers": "survive the spoilers",
    "efficient": "efficient",
    "stable": "nobody moves away",
}
"""Each stage as the bars are labelled."""


def funnel(case: Case, funnel: Funnel, later: Sequence[Stage] = ()) -> Bars:
    """The funnel drawn as bars on a logarithmic scale, so that the last stages can be seen.

    later: stages that other questions find behind it.
    """
    stages = (*funnel.stages, *later)
    drawn = [Bar(NAMES[stage.name], math.log10(stage.count + 1), f"{stage.count:,}") for stage in stages]
    said = ", ".join(f"{bar.label} {bar.said}" for bar in drawn)
    title = "How many agreements each stage leaves (bar lengths on a logarithmic scale)"
    return bars(title, f"Funnel of agreements: {said}.", drawn)


WIDE, WRAPPED = 310, 50
"""How wide an amount is drawn, and after how many letters its legend goes on in a new line: for narrow screens."""

SHADES = ["#a33b3b", "#c29b2d", "#7a4a78", "#5d6770", "#3f8f8a", "#b5651d"]
"""The colours of what red lines refuse."""


def ratings(case: Case, result: Funnel | Bounds) -> dict[str, Figure]:
    """How each amount is rated, a figure an amount by its name, "ratings-price"; empty where nobody rates one."""
    return {
        f"ratings-{amount.issue}": _rated(case, amount, steps)
        for amount in result.amounts
        if amount.ratings and (steps := case.issues[amount.issue].steps) is not None
    }


def _rated(case: Case, amount: RatedAmount, steps: Steps) -> Figure:
    """The ratings of an amount as lines between points, ranges as bands, and what red lines refuse as shades."""
    everyone, refused = case.everyone(), _refused(case, amount, steps)
    judged, said = [], []
    for party, ratings in amount.ratings.items():
        for point, rating in ratings.items():
            at = _drawn(steps.grid.value(steps.place(point)))
            ends = {"low": rating.low, "mid": rating.mid, "high": rating.high}
            judged.append({"party": _wrapped(everyone[party].name), "at": at, **ends})
        points = (f"{Quantity(rating, 'range')} at {steps[point].name}" for point, rating in ratings.items())
        said.append(f"{everyone[party].name}: {', '.join(points)}")
    shades = [
        {"says": words, "from": _edge(steps, stretch, -1), "to": _edge(steps, stretch, 1), "always": stretch.always}
        for words, stretches in refused.items()
        for stretch in stretches
    ]
    kind = {"type": "temporal", "scale": {"type": "utc"}} if steps.grid.dates else {"type": "quantitative"}
    ends_drawn = [_drawn(steps.grid.first), _drawn(steps.grid.last)]
    scale = {**kind.pop("scale", {}), "domain": ends_drawn, "nice": False}  # type: ignore[dict-item]
    x = {**kind, "scale": scale, "title": steps.grid.unit or None, "axis": {"labelOverlap": True, "tickCount": 5}}
    y = {"type": "quantitative", "title": "rating"}
    wrapped = {"orient": "bottom", "direction": "vertical", "columns": 1, "labelLimit": 0, "title": None,
               "labelExpr": "split(datum.label, '\\n')"}  # fmt: skip
    # (Where domains are stated, colours and shapes share one legend.)
    names = {"domain": [_wrapped(everyone[party].name) for party in amount.ratings]}
    legend = {**wrapped, "orient": "top", "symbolOpacity": 1}
    whose = {"field": "party", "type": "nominal", "sort": None, "scale": names, "legend": legend}
    over = {"field": "at", **x}
    fill = {"field": "says", "type": "nominal", "sort": None, "scale": {"range": SHADES}, "legend": wrapped}
    strength = {"condition": {"test": "datum.always", "value": 0.3}, "value": 0.15}
    shaded = {
        "data": {"values": shades},
        "mark": {"type": "rect"},
        "encoding": {"x": {"field": "from", **x}, "x2": {"field": "to"}, "fill": fill, "fillOpacity": strength},
    }
    middle = {"x": over, "y": {"field": "mid", **y}, "color": whose}
    lines = [
        {
            "mark": {"type": "area", "opacity": 0.2},
            "encoding": {"x": over, "y": {"field": "low", **y}, "y2": {"field": "high"}, "color": whose},
        },
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": middle},
        {"mark": {"type": "point", "filled": True, "size": 45}, "encoding": {**middle, "shape": whose}},
    ]
    spec = {
        "data": {"values": judged},
        "width": WIDE,
        "height": 220,
        "layer": [*([shaded] if shades else []), *lines],
    }
    read = "lines run from point to point, bands are ranges" + ", what a red line refuses is shaded" * bool(shades)
    told = [*said, *(words.replace("\n", " ") for words in refused)]
    return Figure(f"{case.issues[amount.issue].name}: how it is rated; {read}", f"{'. '.join(told)}.", spec)


def _refused(case: Case, amount: RatedAmount, steps: Steps) -> dict[str, list[Stretch]]:
    """What red lines refuse of an amount, by how it is said: whose it is, what, and whether always."""
    by_line: dict[str, list[Stretch]] = {}
    for stretch in amount.refused:
        by_line.setdefault(stretch.red_line, []).append(stretch)
    lines, everyone = case.named_red_lines(), case.everyone()
    said: dict[str, list[Stretch]] = {}
    for name, stretches in by_line.items():
        line = lines[name]
        never = " or ".join(steps.said(line.never[amount.issue]))
        when = "" if stretches[0].always else " (with some terms)"
        said.setdefault(_wrapped(f"{everyone[line.party].name}: never {never}{when}"), []).extend(stretches)
    return said


def _wrapped(words: str) -> str:
    return "\n".join(textwrap.wrap(words, WRAPPED))


def _drawn(value: Value) -> float | str:
    return value.isoformat() if isinstance(value, dt.date) else float(value)


def _edge(steps: Steps, stretch: Stretch, way: int) -> float | str:
    """Where a shade begins (way -1) or ends (way 1): half a step beyond what is refused, within the amount."""
    at = steps.place(stretch.first if way < 0 else stretch.last)
    here, there = steps.grid.value(at), steps.grid.value(min(max(at + way, 0), len(steps) - 1))
    if isinstance(here, dt.date):
        assert isinstance(there, dt.date), "all steps are dates"
        return _drawn(min(here, there) + abs(here - there) // 2)
    assert not isinstance(there, dt.date), "all steps are numbers"
    return _drawn((here + there) / 2)

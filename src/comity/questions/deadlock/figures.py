"""The figures of a deadlock: which demands clash, and how much more a signer could ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.figure import INK, PALE, Bar, Bars, Figure, bars
from comity.questions.deadlock import words
from comity.questions.deadlock.closed import Deadlock
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.demands import NamedDemand

DRAWN = 40
"""How many clashes the figure shows, at most."""

GRADES = {"constitutional": "#12323f", "declared": INK, "preferred": "#7fb0c4", "no deal": "#b5651d"}
"""The colour of a demand by its firmness."""


def clashes(case: Case, result: Deadlock) -> Figure | None:
    """Demands by clashes: legible with dozens of either, where a drawn network is not."""
    if not result.clashes:
        return None
    drawn = [set(clash.names) for clash in result.clashes[:DRAWN]]
    often = Counter(name for clash in drawn for name in clash)
    rows = sorted((each for each in result.demands if often[each.name]), key=lambda demand: -often[demand.name])
    labels = _labels(case, rows)
    cells = [
        {"demand": labels[each.name], "clash": number, "firmness": each.firmness, "in": each.name in clash}
        for number, clash in enumerate(drawn, 1)
        for each in rows
    ]
    x = {"field": "clash", "type": "ordinal", "title": "clash", "axis": {"labelAngle": 0, "ticks": False}}
    axis = {"labelLimit": 420, "ticks": False}
    order = [labels[each.name] for each in rows]
    y = {"field": "demand", "type": "nominal", "sort": order, "title": None, "axis": axis}
    grades = {"domain": list(GRADES), "range": list(GRADES.values())}
    firmness = {"field": "firmness", "type": "nominal", "scale": grades, "legend": {"title": None, "orient": "top"}}
    mark = {"type": "rect", "stroke": "white"}
    layers = [
        {"mark": {**mark, "color": PALE, "opacity": 0.4}, "encoding": {"x": x, "y": y}},
        {"transform": [{"filter": "datum.in"}], "mark": mark, "encoding": {"x": x, "y": y, "color": firmness}},
    ]
    spec = {"data": {"values": cells}, "width": {"step": 20}, "height": {"step": 18}, "layer": layers}
    hidden = len(result.clashes) - len(drawn)
    title = "Which demands clash: one column a clash, smallest first" + (f" ({hidden:,} not shown)" if hidden else "")
    most = listed(f"{labels[each.name]} ({often[each.name]})" for each in rows[:3])
    shown = f"{counted(len(drawn), 'clash', 'clashes')} among {counted(len(rows), 'demand', 'demands')}"
    return Figure(title, f"{shown}; most often {most}.", spec)


def margins(case: Case, result: Closeness) -> Bars | None:
    """How much more each signer could ask alone, the smallest margin first."""
    if not result.margins:
        return None
    drawn = [Bar(words.name_of(case, margin.party), margin.points, f"{margin.points:.1f}") for margin in result.margins]
    said = ", ".join(f"{bar.label} {bar.said}" for bar in drawn)
    title = "By how many points a signer's no-deal value could rise before no agreement is left"
    return bars(title, f"Margins: {said}.", drawn)


def _labels(case: Case, demands: Sequence[NamedDemand]) -> dict[str, str]:
    """Demands in short, by name, each different from all the others."""
    said = {each.name: f"{words.name_of(case, each.party)}: {words.short_demand(case, each)}" for each in demands}
    times = Counter(said.values())
    return {name: f"{label} ({name})" if times[label] > 1 else label for name, label in said.items()}

"""The figures of how sure everything is: what each judgement decides, and the curve that was asked for."""

from __future__ import annotations

from comity.case.model import Case
from comity.figure import INK, PALE, Figure
from comity.questions.doubt import words
from comity.questions.doubt.result import Doubt


def all_of(case: Case, result: Doubt, show: int) -> dict[str, Figure]:
    """Every figure that has something to show."""
    made = {"judgements": judgements(case, result, show), "curve": curve(case, result)}
    return {name: figure for name, figure in made.items() if figure is not None}


def judgements(case: Case, result: Doubt, show: int) -> Figure | None:
    """How many agreements are possible over the range of each judgement; None where none changes that."""
    rows = [
        {
            "judgement": words.judgement(case, each.judgement),
            "least": min(each.agreements),
            "middle": each.agreements[1],
            "most": max(each.agreements),
        }
        for each in result.judgements[:show]
        if each.swing
    ]
    if not rows:
        return None
    y = {"field": "judgement", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 320}}
    x = {"field": "least", "type": "quantitative", "title": "agreements possible"}
    spec = {
        "data": {"values": rows},
        "width": 420,
        "height": {"step": 22},
        "layer": [
            {
                "mark": {"type": "bar", "color": PALE, "height": 10},
                "encoding": {"y": y, "x": x, "x2": {"field": "most"}},
            },
            {
                "mark": {"type": "point", "filled": True, "color": INK, "size": 60},
                "encoding": {"y": y, "x": {**x, "field": "middle"}},
            },
        ],
    }
    said = "; ".join(f"{row['judgement']} {row['least']:,} to {row['most']:,}" for row in rows)
    title = "How many agreements are possible over the range of each judgement, the others in the middle"
    return Figure(title, f"Least and most: {said}.", spec)


def curve(case: Case, result: Doubt) -> Figure | None:
    """The response curve that was asked for; None where none was."""
    asked = result.curve
    if asked is None:
        return None
    rows = [{"value": value, "agreements": count} for value, count in asked.values]
    x = {"field": "value", "type": "quantitative", "title": words.curve(case, asked), "scale": {"zero": False}}
    layers = [
        {
            "data": {"values": rows},
            "mark": {"type": "line", "color": INK},
            "encoding": {"x": x, "y": {"field": "agreements", "type": "quantitative", "title": "agreements possible"}},
        },
        {
            "data": {"values": [{"low": asked.low, "high": asked.high}]},
            "mark": {"type": "rect", "color": PALE, "opacity": 0.5},
            "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
        },
    ]
    first, last = asked.values[0], asked.values[-1]
    said = f"From {first[1]:,} at {first[0]:g} to {last[1]:,} at {last[0]:g}; the judged range is shaded."
    spec = {"width": 420, "height": 240, "layer": layers[::-1]}
    return Figure(f"Agreements possible at every value: {words.curve(case, asked)}", said, spec)

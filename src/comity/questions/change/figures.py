"""The figures of a change: what each development did, and how many agreements were possible on each day."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.figure import INK, PALE, Figure
from comity.questions.change import words
from comity.questions.change.result import Change

FELL = "#b5651d"
"""The colour of what takes agreements away."""


def all_of(case: Case, result: Change) -> dict[str, Figure]:
    """Every figure that has something to show."""
    made = {"waterfall": waterfall(case, result), "timeline": timeline(case, result)}
    return {name: figure for name, figure in made.items() if figure is not None}


def waterfall(case: Case, result: Change) -> Figure | None:
    """From the agreements that were possible to those that are, a step a development; None where nothing changed."""
    if not any(cause.credit.alone or cause.credit.last or cause.credit.ordered for cause in result.causes):
        return None
    shares = all(cause.credit.share is not None for cause in result.causes)
    at = float(result.then.agreements)
    steps: list[dict[str, Any]] = [_step(f"possible on {result.then.day}", 0.0, at, INK, f"{at:,.0f}")]
    for cause in result.causes:
        share = float(cause.credit.ordered if cause.credit.share is None else cause.credit.share)
        steps.append(_step(cause.what, at, at + share, FELL if share < 0 else "#5b7f3b", words.signed(share)))
        at += share
    end = result.now.agreements
    steps.append(_step(f"possible on {result.now.day}", 0.0, float(end), INK, f"{end:,}"))
    y = {"field": "step", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 320}}
    x = {"field": "begin", "type": "quantitative", "title": "agreements possible"}
    color = {"field": "color", "type": "nominal", "scale": None, "legend": None}
    layers = [
        {
            "mark": {"type": "bar", "height": 16},
            "encoding": {"y": y, "x": x, "x2": {"field": "end"}, "color": color},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 5},
            "encoding": {"y": y, "x": {**x, "field": "most"}, "text": {"field": "said", "type": "nominal"}},
        },
    ]
    spec = {"data": {"values": steps}, "width": 420, "height": {"step": 26}, "layer": layers}
    told = "; ".join(f"{step['step']}: {step['said']}" for step in steps)
    how = "the share of each development" if shares else "what each development did in the order of the days"
    return Figure(f"From then to now: {how}", f"{told}.", spec)


def _step(step: str, begin: float, end: float, color: str, said: str) -> dict[str, Any]:
    return {"step": step, "begin": begin, "end": end, "most": max(begin, end), "color": color, "said": said}


def timeline(case: Case, result: Change) -> Figure | None:
    """How many agreements were possible after each day; None where nothing is dated between."""
    if len(result.timeline) < 2:
        return None
    rows = [{"date": str(day), "agreements": count} for day, count in result.timeline]
    x = {"field": "date", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}}
    y = {"field": "agreements", "type": "quantitative", "title": "agreements possible", "scale": {"zero": True}}
    layers = [
        {"mark": {"type": "bar", "color": PALE}, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "text", "dy": -6},
            "encoding": {"x": x, "y": y, "text": {"field": "agreements", "type": "quantitative", "format": ","}},
        },
    ]
    spec = {"data": {"values": rows}, "width": 420, "height": 200, "layer": layers}
    told = "; ".join(f"{row['date']}: {row['agreements']:,}" for row in rows)
    return Figure("Agreements possible after each day with a development", f"{told}.", spec)

"""The graph of a small conflict: its states in a circle, improvements as arrows, equilibria and status quo marked."""

from __future__ import annotations

import math
from typing import Any

from comity.figure import INK, PALE, Figure
from comity.questions.stability.equilibria import Equilibria

SIZE = 460
"""Points from side to side."""

HEAD = 0.82
"""How far along a line its arrow stands."""

OTHER, HOLDS, BOTH, START = "state", "equilibrium (SEQ)", "status quo and equilibrium (SEQ)", "status quo"


def graph(result: Equilibria) -> Figure | None:
    """Every improvement from state to state, by who makes it; None where the conflict is too large to be drawn."""
    if not result.drawn:
        return None
    turn = 2 * math.pi / len(result.drawn)
    place = {state: (math.sin(at * turn), math.cos(at * turn)) for at, state in enumerate(result.drawn)}
    holds = set(result.equilibria["SEQ"])
    states = [
        {"state": state, "x": x, "y": y, "lx": 1.19 * x, "ly": 1.12 * y, "is": _kind(result, state, holds)}
        for state, (x, y) in place.items()
    ]
    lines, heads = [], []
    for party, now, then in result.improvements:
        (x, y), (to_x, to_y) = place[now], place[then]
        lines.append({"who": party, "x": x, "y": y, "x2": to_x, "y2": to_y})
        angle = math.degrees(math.atan2(to_x - x, to_y - y))
        heads.append({"who": party, "x": x + HEAD * (to_x - x), "y": y + HEAD * (to_y - y), "angle": angle})
    spec = {
        "width": SIZE,
        "height": SIZE,
        "layer": [_lines(lines), _heads(heads), _states(states), _labels(states)],
        "resolve": {"scale": {"color": "independent"}},
    }
    title = "Improvements from state to state"
    return Figure(title, _alt(result, holds), spec)


def _kind(result: Equilibria, state: str, holds: set[str]) -> str:
    if state == result.status_quo:
        return BOTH if state in holds else START
    return HOLDS if state in holds else OTHER


def _axes() -> dict[str, Any]:
    scale = {"domain": [-1.25, 1.25]}
    return {
        "x": {"field": "x", "type": "quantitative", "scale": scale, "axis": None},
        "y": {"field": "y", "type": "quantitative", "scale": scale, "axis": None},
    }


def _lines(lines: list[dict[str, Any]]) -> dict[str, Any]:
    encoding = {**_axes(), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    encoding["color"] = {"field": "who", "type": "nominal", "title": "who improves"}
    return {"data": {"values": lines}, "mark": {"type": "rule", "opacity": 0.7}, "encoding": encoding}


def _heads(heads: list[dict[str, Any]]) -> dict[str, Any]:
    encoding = {**_axes(), "angle": {"field": "angle", "type": "quantitative", "scale": None}}
    encoding["color"] = {"field": "who", "type": "nominal", "legend": None}
    mark = {"type": "point", "shape": "triangle", "filled": True, "size": 70, "opacity": 1}
    return {"data": {"values": heads}, "mark": mark, "encoding": encoding}


def _states(states: list[dict[str, Any]]) -> dict[str, Any]:
    kinds = [OTHER, HOLDS, START, BOTH]
    encoding = _axes()
    encoding["fill"] = {
        "field": "is",
        "type": "nominal",
        "title": None,
        "legend": {"labelLimit": 400},
        "scale": {"domain": kinds, "range": [PALE, INK, PALE, INK]},
    }
    encoding["shape"] = {
        "field": "is",
        "type": "nominal",
        "title": None,
        "legend": {"labelLimit": 400},
        "scale": {"domain": kinds, "range": ["circle", "circle", "square", "square"]},
    }
    mark = {"type": "point", "filled": True, "size": 170, "opacity": 1, "stroke": INK, "strokeWidth": 1.5}
    return {"data": {"values": states}, "mark": mark, "encoding": encoding}


def _labels(states: list[dict[str, Any]]) -> dict[str, Any]:
    encoding = _axes()
    encoding["x"] = {**encoding["x"], "field": "lx"}
    encoding["y"] = {**encoding["y"], "field": "ly"}
    encoding["text"] = {"field": "state", "type": "nominal"}
    return {"data": {"values": states}, "mark": {"type": "text"}, "encoding": encoding}


def _alt(result: Equilibria, holds: set[str]) -> str:
    by_state: dict[str, list[str]] = {}
    for party, now, then in result.improvements:
        by_state.setdefault(now, []).append(f"{party} to {then}")
    said = [
        f"{state}{_marked(result, state, holds)}: {', '.join(by_state.get(state, ['none']))}" for state in result.drawn
    ]
    return f"Improvements from each state. {'; '.join(said)}."


def _marked(result: Equilibria, state: str, holds: set[str]) -> str:
    kind = _kind(result, state, holds)
    return "" if kind == OTHER else f" ({kind})"

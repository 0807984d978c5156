"""The figures of the efficient agreements: two signers against each other, and all signers side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from comity.case.model import Case
from comity.case.wording import listed
from comity.figure import INK, Figure
from comity.questions.frontier.points import Frontier

DRAWN = 400
"""How many outcomes a figure draws, at most."""


def scatter(case: Case, frontier: Frontier, show: int, axes: Sequence[str] | None = None) -> Figure | None:
    """The outcomes for two signers, the first of them numbered as in the table.

    axes: the two, the first two who do not find all outcomes alike where not given. None where there is one outcome, or
    where there are no two such signers.
    """
    chosen = axes or frontier.varying[:2]
    if frontier.count < 2 or len(chosen) != 2:
        return None
    x, y = chosen
    values = [
        {"x": point.worth[x], "y": point.worth[y], "number": str(number) if number <= show else ""}
        for number, point in enumerate(frontier.points[:DRAWN], 1)
    ]
    names = {party: case.everyone()[party].name for party in chosen}
    encoding = {"x": _axis("x", f"worth to {names[x]}"), "y": _axis("y", f"worth to {names[y]}")}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "point", "filled": True, "size": 45, "color": INK, "opacity": 0.75}, "encoding": encoding},
        {
            "mark": {"type": "text", "dx": 8, "dy": -8, "fontSize": 10},
            "encoding": {**encoding, "text": {"field": "number", "type": "nominal"}},
        },
    ]
    no_deal = {stake.party: stake.no_deal for stake in frontier.stakes}
    layers += [_line(channel, at) for channel, party in (("x", x), ("y", y)) if (at := no_deal[party]) is not None]
    spec = {"data": {"values": values}, "width": 420, "height": 320, "layer": layers}
    title = (
        f"The efficient agreements for {names[x]} and {names[y]}{_some(frontier)}; "
        "dashed: no deal; numbers as in the table"
    )
    return Figure(title, f"Scatter of {len(values):,} efficient outcomes: {_spans(case, frontier, chosen)}.", spec)


def parallel(case: Case, frontier: Frontier) -> Figure | None:
    """What each outcome gives each signer, a line an outcome; None where no more than two find outcomes different."""
    if len(frontier.varying) < 3:
        return None
    everyone = case.everyone()
    values = [
        {"point": number, "party": everyone[party].name, "gain": gain}
        for number, point in enumerate(frontier.points[:DRAWN], 1)
        for party, gain in point.gains.items()
    ]
    spec = {
        "data": {"values": values},
        "width": {"step": 120},
        "height": 280,
        "layer": [
            {
                "mark": {"type": "line", "color": INK, "strokeWidth": 1, "opacity": 0.35},
                "encoding": {
                    "x": {"field": "party", "type": "nominal", "sort": None, "title": None, "axis": {"labelAngle": 0}},
                    "y": {"field": "gain", "type": "quantitative", "title": "points gained over no deal"},
                    "detail": {"field": "point", "type": "nominal"},
                },
            },
            _line("y", 0.0),
        ],
    }
    spans = _spans(case, frontier, [stake.party for stake in frontier.stakes])
    title = f"What each efficient agreement gives each signer{_some(frontier)}: one line an outcome; dashed: no deal"
    return Figure(title, f"Parallel coordinates of efficient outcomes. Worth: {spans}.", spec)


def _some(frontier: Frontier) -> str:
    return f" (the {DRAWN:,} best for the worst-off signer)" if frontier.count > DRAWN else ""


def _spans(case: Case, frontier: Frontier, parties: Sequence[str]) -> str:
    stakes = {stake.party: stake for stake in frontier.stakes}
    ends = ((case.everyone()[party].name, stakes[party]) for party in parties)
    return listed(f"{name} from {stake.least:.1f} to {stake.most:.1f}" for name, stake in ends)


def _axis(field: str, title: str) -> Mapping[str, Any]:
    return {"field": field, "type": "quantitative", "title": title, "scale": {"zero": False, "nice": True}}


def _line(channel: str, at: float) -> dict[str, Any]:
    mark = {"type": "rule", "strokeDash": [4, 3], "color": "#999"}
    return {
        "data": {"values": [{"at": at}]},
        "mark": mark,
        "encoding": {channel: {"field": "at", "type": "quantitative"}},
    }

"""The figures of the four measures of fairness: what each gives each signer, and where the picks lie."""

from __future__ import annotations

from typing import Any

from comity.agreements.picks import SOLUTIONS
from comity.case.model import Case
from comity.figure import Figure
from comity.finding import Band, Quantity
from comity.questions.bargaining.result import Bargaining

MARKS_TOLD = 20
"""How many of the outcomes picked the text beside a figure tells, at most."""


def gains(case: Case, result: Bargaining) -> Figure:
    """What each measure gives each signer, by every outcome that ties for it."""
    everyone = case.everyone()
    bands = {
        (name, party): Band.over(outcome.gains[party] for outcome in outcomes)
        for name, outcomes in result.solutions.items()
        for party in (outcomes[0].gains if outcomes else ())
    }
    values = [
        {"measure": SOLUTIONS[name], "party": everyone[party].name, "gain": gain}
        for name, party in bands
        for gain in dict.fromkeys(outcome.gains[party] for outcome in result.solutions[name])
    ]
    said = "; ".join(
        f"{SOLUTIONS[name]}: {everyone[party].name} {Quantity(band, 'span')}" for (name, party), band in bands.items()
    )
    spec = {
        "data": {"values": values},
        "width": 420,
        "height": {"step": 26},
        "mark": {"type": "point", "filled": True, "size": 90},
        "encoding": {
            "x": {
                "field": "gain",
                "type": "quantitative",
                "title": "points gained over no deal",
                "axis": {"grid": True},
            },
            "y": {"field": "party", "type": "nominal", "sort": None, "title": None},
            "color": _MEASURE,
            "shape": _MEASURE,
        },
    }
    return Figure("What each measure gives each signer", f"Gains by measure and signer. {said}.", spec)


def scatter(case: Case, result: Bargaining) -> Figure | None:
    """The efficient outcomes by what they are worth to the first two signers to whom they are not all worth the same,
    with every outcome that a measure picks.

    None where there are no two such signers.
    """
    differing = [party for party in result.signers if party not in result.alike]
    if len(differing) < 2:
        return None
    axes = dict(zip(("x", "y"), differing, strict=False))
    names = [case.everyone()[party].name for party in axes.values()]
    marked: list[dict[str, Any]] = [
        {**{axis: outcome.worth[party] for axis, party in axes.items()}, "measure": SOLUTIONS[name]}
        for name, outcomes in result.solutions.items()
        for outcome in outcomes
    ]
    encoding = {
        axis: {"field": axis, "type": "quantitative", "title": f"worth to {name}", "scale": {"zero": False}}
        for axis, name in zip(axes, names, strict=True)
    }
    points = [{axis: point[party] for axis, party in axes.items()} for point in result.points]
    spec = {
        "width": 420,
        "height": 320,
        "layer": [
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "size": 25, "color": "#9fb4be"},
                "encoding": encoding,
            },
            {
                "data": {"values": marked},
                "mark": {"type": "point", "filled": True, "size": 130},
                "encoding": {**encoding, "color": _MEASURE, "shape": _MEASURE},
            },
        ],
    }
    said = "; ".join(f"{value['measure']} {value['x']:.1f} and {value['y']:.1f}" for value in marked[:MARKS_TOLD])
    said += f" and {len(marked) - MARKS_TOLD:,} more" if len(marked) > MARKS_TOLD else ""
    some = f" (the first {len(points):,} of {result.points_count:,})" if len(points) < result.points_count else ""
    title = f"The efficient agreements{some} for {names[0]} and {names[1]}, with what each measure picks"
    return Figure(title, f"Worth to {names[0]} and {names[1]}: {said}.", spec)


_MEASURE = {"field": "measure", "type": "nominal", "sort": None, "title": None}

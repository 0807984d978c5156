"""The figures of durability: one function each, named as in the finding."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.figure import INK, Figure
from comity.finding import Band, Quantity
from comity.questions.durability import words
from comity.questions.durability.result import Durability

DRAWN = 20
"""How many years after signing are drawn."""


def survival(case: Case, result: Durability, show: int = 5) -> Figure | None:
    """The chance that the peace has held, by years after signing."""
    shown = result.fares[:show]
    if not shown:
        return None
    differing = [issue for issue in shown[0].terms if len({fare.terms[issue] for fare in shown}) > 1]
    rows, said = [], []
    for number, fare in enumerate(shown, 1):
        label = f"{number}: " + (words.written({issue: fare.terms[issue] for issue in differing}) or "the agreement")
        rows += [_point(label, year, fare.survival.after(year), 100.0) for year in range(DRAWN + 1)]
        said.append(f"{label}, {words.in_100(fare.survival.after(result.year))}")
    title = "Chance that the peace has held (in 100), by years after signing"
    peace = words.peace(result.year)
    alt = f"{peace[0].upper()}{peace[1:]}: {'; '.join(said)}."
    return _banded_lines(title, alt, rows, "years after signing", "chance of peace")


def margins(case: Case, result: Durability) -> Figure | None:
    """What peace is worth to both sides beyond attacking, year by year."""
    if result.around is None:
        return None
    rows, said = [], []
    for name, bands in zip(words.sides(case), result.around.margins.values(), strict=True):
        rows += [_point(name, year, band) for year, band in enumerate(bands, 1)]
        said.append(f"{name} {Quantity(bands[0])} in the first year, {Quantity(bands[9])} in the tenth")
    title = "What peace is worth beyond attacking, year by year, in years of the whole stake (most lasting agreement)"
    alt = f"Margins by year: {'; '.join(said)}."
    return _banded_lines(title, alt, rows, "year after signing", "margin")


def land(case: Case, result: Durability) -> Figure | None:
    """The least guarantee by the share of the stake that the challenger has."""
    if result.around is None:
        return None
    rows, said = [], []
    for at, each in enumerate(result.around.shares):
        low, mid, high = (min(end, 1.0) for end in (each.guarantee.low, each.guarantee.mid, each.guarantee.high))
        rows.append(_point("least guarantee", each.share * 100, Band(low, mid, high), 100.0))
        if at % 5 == 0:
            said.append(f"{words.in_100(each.guarantee)} at a share of {Quantity(each.share, 'in_100')}")
    challenger, _ = words.sides(case)
    title = (
        f"The least guarantee (in 100), by the share of the stake that {challenger} has "
        "(100: even certainty may not be enough)"
    )
    alt = f"Least guarantee: {', '.join(said)}."
    return _banded_lines(title, alt, rows, f"share of {challenger} (in 100)", "least guarantee")


def _point(party: str, year: float, band: Band, times: float = 1.0) -> dict[str, Any]:
    ends = {"low": band.low * times, "mid": band.mid * times, "high": band.high * times}
    return {"party": party, "year": year, **ends}


def _banded_lines(title: str, alt: str, rows: list[dict[str, Any]], x: str, y: str) -> Figure:
    """Lines with their bands, one colour a party, and the house's ink where there is one."""
    across = {"field": "year", "type": "quantitative", "title": x}
    colour = {"field": "party", "type": "nominal", "sort": None, "title": None,
              "legend": {"orient": "bottom", "columns": 1, "labelLimit": 0, "symbolOpacity": 1}}  # fmt: skip
    if len({row["party"] for row in rows}) == 1:
        colour = {"value": INK}
    high = {"field": "high"}
    band = {"x": across, "y": {"field": "low", "type": "quantitative", "title": y}, "y2": high, "color": colour}
    line = {"x": across, "y": {"field": "mid", "type": "quantitative", "title": y}, "color": colour}
    layers = [
        {"mark": {"type": "area", "opacity": 0.12}, "encoding": band},
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": line},
    ]
    spec = {"data": {"values": rows}, "width": 480, "height": 260, "layer": layers}
    return Figure(f"{title}; bands hold nine in ten of the draws", alt, spec)

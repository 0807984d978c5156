"""The figures of durability, on a result written by hand (see conftest)."""

from dataclasses import replace

import pytest

from comity.case.model import Case
from comity.figure import INK
from comity.questions.durability import figures
from comity.questions.durability.result import Durability


def test_survival(ford: Case, made: Durability) -> None:
    figure = figures.survival(ford, made)
    assert figure is not None
    assert figure.title == (
        "Chance that the peace has held (in 100), by years after signing; bands hold nine in ten of the draws"
    )
    assert figure.alt == "Peace after ten years: 1: line=near, 90 in 100 (80 to 95); 2: line=far, 80 in 100 (76 to 88)."
    rows = figure.spec["data"]["values"]
    assert len(rows) == 42
    assert rows[0] == {"party": "1: line=near", "year": 0, "low": 100.0, "mid": 100.0, "high": 100.0}
    assert rows[10] == pytest.approx({"party": "1: line=near", "year": 10, "low": 80.0, "mid": 90.0, "high": 95.0})
    assert rows[41] == pytest.approx(
        {"party": "2: line=far", "year": 20, "low": 100 - 2000 / 41, "mid": 60.0, "high": 75.0}
    )


def test_survival_of_one_agreement_is_drawn_in_ink(ford: Case, made: Durability) -> None:
    figure = figures.survival(ford, replace(made, year=20), show=1)
    assert figure is not None
    assert figure.alt == "Peace after 20 years: 1: the agreement, 80 in 100 (60 to 90)."
    assert {row["party"] for row in figure.spec["data"]["values"]} == {"1: the agreement"}
    assert [layer["encoding"]["color"] for layer in figure.spec["layer"]] == [{"value": INK}] * 2


def test_margins(ford: Case, made: Durability) -> None:
    figure = figures.margins(ford, made)
    assert figure is not None
    assert figure.title == (
        "What peace is worth beyond attacking, year by year, in years of the whole stake (most lasting agreement); "
        "bands hold nine in ten of the draws"
    )
    assert figure.alt == (
        "Margins by year: Hill 0.2 (0.1 to 0.4) in the first year, 2.0 (1.0 to 4.0) in the tenth; Valley -0.3 (-0.5 to "
        "0.1) in the first year, -3.0 (-5.0 to 1.0) in the tenth."
    )
    rows = figure.spec["data"]["values"]
    assert [(row["party"], row["year"]) for row in rows] == [
        (name, year) for name in ("Hill", "Valley") for year in range(1, 21)
    ]
    assert rows[0] == {"party": "Hill", "year": 1, "low": 0.1, "mid": 0.2, "high": 0.4}
    assert rows[39] == pytest.approx({"party": "Valley", "year": 20, "low": -10.0, "mid": -6.0, "high": 2.0})


def test_land(ford: Case, made: Durability) -> None:
    figure = figures.land(ford, made)
    assert figure is not None
    assert figure.title == (
        "The least guarantee (in 100), by the share of the stake that Hill has (100: even certainty may not be "
        "enough); bands hold nine in ten of the draws"
    )
    assert figure.alt == (
        "Least guarantee: 90 in 100 (50 to 120) at a share of 0 in 100, 80 in 100 (40 to 110) at a share of 25 in "
        "100, 70 in 100 (30 to 100) at a share of 50 in 100, 60 in 100 (20 to 90) at a share of 75 in 100, 50 in 100 "
        "(10 to 80) at a share of 100 in 100."
    )
    rows = figure.spec["data"]["values"]
    assert rows[0] == {"party": "least guarantee", "year": 0.0, "low": 50.0, "mid": 90.0, "high": 100.0}
    assert rows[20] == pytest.approx({"party": "least guarantee", "year": 100.0, "low": 10, "mid": 50, "high": 80})


def test_how_bands_are_drawn(ford: Case, made: Durability) -> None:
    figure = figures.margins(ford, made)
    assert figure is not None
    legend = {"orient": "bottom", "columns": 1, "labelLimit": 0, "symbolOpacity": 1}
    colour = {"field": "party", "type": "nominal", "sort": None, "title": None, "legend": legend}
    across = {"field": "year", "type": "quantitative", "title": "year after signing"}
    low, mid = ({"field": end, "type": "quantitative", "title": "margin"} for end in ("low", "mid"))
    area, line = figure.spec["layer"]
    assert area == {
        "mark": {"type": "area", "opacity": 0.12},
        "encoding": {"x": across, "y": low, "y2": {"field": "high"}, "color": colour},
    }
    assert line == {
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {"x": across, "y": mid, "color": colour},
    }
    assert (figure.spec["width"], figure.spec["height"]) == (480, 260)


@pytest.mark.parametrize(
    ("name", "x", "y"),
    [
        ("survival", "years after signing", "chance of peace"),
        ("margins", "year after signing", "margin"),
        ("land", "share of Hill (in 100)", "least guarantee"),
    ],
)
def test_what_the_axes_say(ford: Case, made: Durability, name: str, x: str, y: str) -> None:
    draw = getattr(figures, name)
    encoding = draw(ford, made).spec["layer"][0]["encoding"]
    assert (encoding["x"]["title"], encoding["y"]["title"]) == (x, y)
    assert draw(ford, made).svg().startswith("<svg")
    assert draw(ford, replace(made, fares=(), around=None)) is None


def test_five_agreements_are_drawn_where_nothing_else_is_asked(ford: Case, made: Durability) -> None:
    many = replace(made, fares=made.fares * 4)
    for figure, drawn in ((figures.survival(ford, many), 5), (figures.survival(ford, many, show=7), 7)):
        assert figure is not None
        assert len({row["party"] for row in figure.spec["data"]["values"]}) == drawn

"""The figures of the four measures of fairness, from a result made by hand."""

from __future__ import annotations

from dataclasses import replace

from comity.questions.bargaining import figures
from fair import made, three


def test_gains_are_those_of_every_outcome_that_ties_for_a_measure() -> None:
    figure = figures.gains(three(), made())
    assert figure.title == "What each measure gives each signer"
    assert figure.alt == (
        "Gains by measure and signer. Kalai-Smorodinsky: Ash 15.0 to 45.2; Kalai-Smorodinsky: Birch 30.0 to 60.0; "
        "Kalai-Smorodinsky: Cedar 20.0 to 40.0; Egalitarian: Ash 45.2; Egalitarian: Birch 30.0; "
        "Egalitarian: Cedar 20.0; "
        "Utilitarian: Ash 15.0; Utilitarian: Birch 60.0; Utilitarian: Cedar 40.0."
    )
    values = figure.spec["data"]["values"]
    assert len(values) == 12
    assert [value["gain"] for value in values[:4]] == [15.0, 45.25, 60.0, 30.0]
    assert values[6] == {"measure": "Egalitarian", "party": "Ash", "gain": 45.25}
    encoding = figure.spec["encoding"]
    assert [encoding[axis]["field"] for axis in ("x", "y", "color", "shape")] == ["gain", "party", "measure", "measure"]


def test_the_scatter_is_of_the_first_two_signers_to_whom_it_matters() -> None:
    figure = figures.scatter(three(), made())
    assert figure is not None
    assert figure.title == (
        "The efficient agreements (the first 2 of 3) for Ash and Cedar, with what each measure picks"
    )
    assert figure.alt == (
        "Worth to Ash and Cedar: Kalai-Smorodinsky 16.0 and 43.0; Kalai-Smorodinsky 46.2 and 23.0; "
        "Egalitarian 46.2 and 23.0; Utilitarian 16.0 and 43.0."
    )
    points, picks = figure.spec["layer"]
    assert points["data"]["values"] == [{"x": 46.25, "y": 23.0}, {"x": 16.0, "y": 43.0}]
    assert picks["data"]["values"] == [
        {"x": 16.0, "y": 43.0, "measure": "Kalai-Smorodinsky"},
        {"x": 46.25, "y": 23.0, "measure": "Kalai-Smorodinsky"},
        {"x": 46.25, "y": 23.0, "measure": "Egalitarian"},
        {"x": 16.0, "y": 43.0, "measure": "Utilitarian"},
    ]
    assert [points["encoding"][axis]["title"] for axis in ("x", "y")] == ["worth to Ash", "worth to Cedar"]
    whole = figures.scatter(three(), replace(made(), points_count=2, alike=()))
    assert whole is not None
    assert whole.title == "The efficient agreements for Ash and Birch, with what each measure picks"


def test_no_scatter_where_fewer_than_two_signers_differ() -> None:
    assert figures.scatter(three(), replace(made(), alike=("ash", "birch"))) is None


def test_figures_can_be_drawn() -> None:
    assert "<svg" in figures.gains(three(), made()).svg()
    scatter = figures.scatter(three(), made())
    assert scatter is not None
    assert "<svg" in scatter.svg()

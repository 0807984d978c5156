"""The figures of the efficient agreements: what they draw, and when there is nothing to draw."""

from __future__ import annotations

from dataclasses import replace

from comity.agreements.space import Agreement
from comity.figure import INK
from comity.questions.frontier import figures
from comity.questions.frontier.points import Frontier, Point, Stake
from talks import TALKS, talks

THREE = talks(parties=TALKS["parties"] | {"c": {"name": "Gamma", "signs": "yes"}})


DASHED = {"type": "rule", "strokeDash": [4, 3], "color": "#999"}
AT = {"field": "at", "type": "quantitative"}


def point(a: float, b: float, c: float) -> Point:
    gains = {"a": a - 40, "b": b - 25, "c": c - 0.5}
    return Point((Agreement({"x": "p", "y": "q"}),), 1, {"a": a, "b": b, "c": c}, gains, {})


FRONTIER = Frontier(
    over="zopa",
    all=4,
    count=2,
    agreements_count=2,
    points=(point(75.0, 25.0, 1.0), point(25.0, 50.0, 2.0)),
    stakes=(Stake("a", 40.0, 25.0, 75.0), Stake("b", 25.0, 25.0, 50.0), Stake("c", None, 1.0, 2.0)),
    varying=("a", "b", "c"),
)
MANY = replace(FRONTIER, count=401, points=(point(75.0, 25.0, 1.0),) * 401)


def test_two_signers_against_each_other() -> None:
    figure = figures.scatter(THREE, FRONTIER, show=1)
    assert figure is not None
    assert figure.title == ("The efficient agreements for Alpha and Beta; dashed: no deal; numbers as in the table")
    assert figure.alt == "Scatter of 2 efficient outcomes: Alpha from 25.0 to 75.0 and Beta from 25.0 to 50.0."
    axes = {
        "x": {"field": "x", "type": "quantitative", "title": "worth to Alpha", "scale": {"zero": False, "nice": True}},
        "y": {"field": "y", "type": "quantitative", "title": "worth to Beta", "scale": {"zero": False, "nice": True}},
    }
    assert figure.spec == {
        "data": {"values": [{"x": 75.0, "y": 25.0, "number": "1"}, {"x": 25.0, "y": 50.0, "number": ""}]},
        "width": 420,
        "height": 320,
        "layer": [
            {"mark": {"type": "point", "filled": True, "size": 45, "color": INK, "opacity": 0.75}, "encoding": axes},
            {
                "mark": {"type": "text", "dx": 8, "dy": -8, "fontSize": 10},
                "encoding": {**axes, "text": {"field": "number", "type": "nominal"}},
            },
            {"data": {"values": [{"at": 40.0}]}, "mark": DASHED, "encoding": {"x": AT}},
            {"data": {"values": [{"at": 25.0}]}, "mark": DASHED, "encoding": {"y": AT}},
        ],
    }


def test_two_signers_who_are_named() -> None:
    figure = figures.scatter(THREE, FRONTIER, show=2, axes=("c", "a"))
    assert figure is not None
    assert figure.title.startswith("The efficient agreements for Gamma and Alpha; ")
    spec = figure.vega_lite()
    assert spec["data"]["values"] == [{"x": 1.0, "y": 75.0, "number": "1"}, {"x": 2.0, "y": 25.0, "number": "2"}]
    # Gamma has no no-deal value, so there is one dashed line, Alpha's.
    assert [list(rule["encoding"]) for rule in spec["layer"][2:]] == [["y"]]


def test_no_scatter_of_one_outcome_or_of_one_signer() -> None:
    one = replace(FRONTIER, count=1, points=FRONTIER.points[:1], varying=())
    assert figures.scatter(THREE, one, show=1, axes=("a", "b")) is None
    assert figures.scatter(THREE, replace(FRONTIER, varying=("a",)), show=1) is None


def test_all_signers_side_by_side() -> None:
    figure = figures.parallel(THREE, FRONTIER)
    assert figure is not None
    assert figure.title == "What each efficient agreement gives each signer: one line an outcome; dashed: no deal"
    assert figure.alt == (
        "Parallel coordinates of efficient outcomes. Worth: Alpha from 25.0 to 75.0, Beta from 25.0 to 50.0 and Gamma "
        "from 1.0 to 2.0."
    )
    values = [
        {"point": 1, "party": "Alpha", "gain": 35.0},
        {"point": 1, "party": "Beta", "gain": 0.0},
        {"point": 1, "party": "Gamma", "gain": 0.5},
        {"point": 2, "party": "Alpha", "gain": -15.0},
        {"point": 2, "party": "Beta", "gain": 25.0},
        {"point": 2, "party": "Gamma", "gain": 1.5},
    ]
    lines = {
        "mark": {"type": "line", "color": INK, "strokeWidth": 1, "opacity": 0.35},
        "encoding": {
            "x": {"field": "party", "type": "nominal", "sort": None, "title": None, "axis": {"labelAngle": 0}},
            "y": {"field": "gain", "type": "quantitative", "title": "points gained over no deal"},
            "detail": {"field": "point", "type": "nominal"},
        },
    }
    assert figure.spec == {
        "data": {"values": values},
        "width": {"step": 120},
        "height": 280,
        "layer": [lines, {"data": {"values": [{"at": 0.0}]}, "mark": DASHED, "encoding": {"y": AT}}],
    }


def test_two_signers_need_no_lines_side_by_side() -> None:
    assert figures.parallel(THREE, replace(FRONTIER, varying=("a", "b"))) is None


def test_of_many_outcomes_the_best_are_drawn_and_it_is_said() -> None:
    scatter, parallel = figures.scatter(THREE, MANY, show=1), figures.parallel(THREE, MANY)
    assert scatter is not None
    assert parallel is not None
    assert len(scatter.vega_lite()["data"]["values"]) == 400
    assert len(parallel.vega_lite()["data"]["values"]) == 1200
    assert scatter.title == (
        "The efficient agreements for Alpha and Beta (the 400 best for the worst-off signer); dashed: no deal; numbers "
        "as in the table"
    )
    assert scatter.alt.startswith("Scatter of 400 efficient outcomes: ")
    assert parallel.title == (
        "What each efficient agreement gives each signer (the 400 best for the worst-off signer): one line an outcome; "
        "dashed: no deal"
    )
    all_drawn = replace(MANY, count=400, points=MANY.points[:400])
    whole = figures.scatter(THREE, all_drawn, show=1)
    assert whole is not None
    assert whole.title == "The efficient agreements for Alpha and Beta; dashed: no deal; numbers as in the table"

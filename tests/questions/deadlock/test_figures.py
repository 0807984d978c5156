"""The figures of a deadlock, on results made by hand (`deadlocks`)."""

from __future__ import annotations

from dataclasses import replace

from comity.figure import Figure
from comity.questions.deadlock import figures
from comity.questions.deadlock.closed import Clash
from deadlocks import CLASHING, CLOSED, LAND, NARROW, ONLY, TALKS

ROWS = [
    "Birch: never land=all or most or half",
    "Grove: never land=most or half with aid=no unless aid=late",
    "Ash: never land=none",
    "Ash: never aid=no",
    "Ash: worth at least 50 points (no deal)",
    "Birch: worth at least 30 points (no deal)",
    "Elm: worth at least 20 points (no deal)",
]
"""Those of CLOSED: in three clashes, in two, and then in the order of the case those in one."""


def test_the_clash_map_is_a_demand_a_row_and_a_clash_a_column() -> None:
    figure = figures.clashes(TALKS, CLOSED)
    assert figure is not None
    assert figure.title == "Which demands clash: one column a clash, smallest first"
    assert figure.alt == f"3 clashes among 7 demands; most often {ROWS[0]} (3), {ROWS[1]} (2) and {ROWS[2]} (1)."
    cells = figure.spec["data"]["values"]
    assert [cell["demand"] for cell in cells] == ROWS * 3
    assert [cell["clash"] for cell in cells] == [1] * 7 + [2] * 7 + [3] * 7
    firmness = ["constitutional", "preferred", "declared", "declared", "no deal", "no deal", "no deal"]
    assert [cell["firmness"] for cell in cells] == firmness * 3
    inside = {(cell["demand"], cell["clash"]) for cell in cells if cell["in"]}
    assert inside == {
        (ROWS[2], 1), (ROWS[0], 1),
        (ROWS[0], 2), (ROWS[1], 2), (ROWS[4], 2),
        (ROWS[0], 3), (ROWS[1], 3), (ROWS[3], 3), (ROWS[5], 3), (ROWS[6], 3),
    }  # fmt: skip
    x = {"field": "clash", "type": "ordinal", "title": "clash", "axis": {"labelAngle": 0, "ticks": False}}
    axis = {"labelLimit": 420, "ticks": False}
    y = {"field": "demand", "type": "nominal", "sort": ROWS, "title": None, "axis": axis}
    pale, dark = figure.spec["layer"]
    assert pale == {
        "mark": {"type": "rect", "stroke": "white", "color": "#d7e3e8", "opacity": 0.4},
        "encoding": {"x": x, "y": y},
    }
    assert (dark["transform"], dark["mark"]) == ([{"filter": "datum.in"}], {"type": "rect", "stroke": "white"})
    assert dark["encoding"] == {
        "x": x,
        "y": y,
        "color": {
            "field": "firmness",
            "type": "nominal",
            "scale": {
                "domain": ["constitutional", "declared", "preferred", "no deal"],
                "range": ["#12323f", "#1b5e7b", "#7fb0c4", "#b5651d"],
            },
            "legend": {"title": None, "orient": "top"},
        },
    }


def test_one_clash_of_one_demand() -> None:
    figure = figures.clashes(TALKS, replace(CLOSED, clashes=(Clash((LAND,), ()),)))
    assert figure is not None
    assert figure.alt == "1 clash among 1 demand; most often Ash: never land=none (1)."
    assert figures.clashes(TALKS, replace(CLOSED, clashes=())) is None


def test_clashes_beyond_the_first_forty_are_counted_and_not_drawn() -> None:
    forty = figures.clashes(TALKS, replace(CLOSED, clashes=CLASHING[:1] * 40))
    more = figures.clashes(TALKS, replace(CLOSED, clashes=CLASHING[:1] * 40 + CLASHING[1:2] * 2))
    assert forty is not None
    assert more is not None
    assert forty.title == "Which demands clash: one column a clash, smallest first"
    assert more.title == "Which demands clash: one column a clash, smallest first (2 not shown)"
    assert forty.alt == more.alt == f"40 clashes among 2 demands; most often {ROWS[2]} (40) and {ROWS[0]} (40)."


def test_two_red_lines_of_one_content_are_told_apart_by_their_names() -> None:
    twin = TALKS.red_lines[0].model_copy(update={"id": "twin"})
    case = TALKS.model_copy(update={"red_lines": (*TALKS.red_lines, twin)})
    same = replace(LAND, name="twin")
    figure = figures.clashes(case, replace(CLOSED, demands=(LAND, same, ONLY), clashes=(Clash((LAND, same, ONLY)),)))
    assert figure is not None
    labels = ["Ash: never land=none (land)", "Ash: never land=none (twin)", ROWS[0]]
    assert [cell["demand"] for cell in figure.spec["data"]["values"]] == labels


def test_margins_as_bars_the_smallest_first() -> None:
    figure = figures.margins(TALKS, NARROW)
    assert isinstance(figure, Figure)
    assert figure.title == "By how many points a signer's no-deal value could rise before no agreement is left"
    assert figure.alt == "Margins: Birch 10.0, Ash 12.1, Elm 40.0."
    assert figure.spec["data"]["values"] == [
        {"label": "Birch", "length": 10.0, "said": "10.0"},
        {"label": "Ash", "length": 12.125, "said": "12.1"},
        {"label": "Elm", "length": 40.0, "said": "40.0"},
    ]
    assert figures.margins(TALKS, replace(NARROW, margins=())) is None


def test_both_figures_can_be_drawn() -> None:
    for figure in (figures.clashes(TALKS, CLOSED), figures.margins(TALKS, NARROW)):
        assert figure is not None
        assert "<svg" in figure.svg()

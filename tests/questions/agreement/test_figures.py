"""The bars of the funnel: how long, in which order, and with which words."""

from __future__ import annotations

import pytest

import comity
from comity.case.model import Case
from comity.catalog import case_file
from comity.questions.agreement import figures
from comity.questions.agreement.funnel import Funnel
from talks import talks


def test_the_bars_are_as_long_as_the_numbers_have_digits() -> None:
    figure = figures.funnel(talks(), Funnel(9999, 999, 99, 0, 0, 0, (), (), (), (), ()))
    bars = figure.vega_lite()["data"]["values"]
    assert [(bar["label"], bar["said"]) for bar in bars] == [
        ("all", "9,999"),
        ("coherent", "999"),
        ("cross no red line", "99"),
        ("worth at least no deal", "0"),
    ]
    assert [bar["length"] for bar in bars] == pytest.approx([4, 3, 2, 0])  # of one more: 0 has one
    assert figure.title == "How many agreements each stage leaves (bar lengths on a logarithmic scale)"
    assert figure.alt == (
        "Funnel of agreements: all 9,999, coherent 999, cross no red line 99, worth at least no deal 0."
    )
    assert figure.svg().startswith("<svg")


def test_an_amount_is_drawn_as_lines_between_its_points_with_what_red_lines_refuse() -> None:
    found = comity.agreement(comity.read_case(case_file("wage-round")))
    assert list(found.figures) == ["funnel", "ratings-raise", "ratings-months", "ratings-once"]
    figure = found.figures["ratings-raise"]
    shaded, band, line, points = figure.spec["layer"]
    drawn = figure.spec["data"]["values"]
    assert [(row["party"], row["at"], row["low"], row["mid"], row["high"]) for row in drawn] == [
        ("Union", 2, 0, 0, 0), ("Union", 3, 20, 25, 30), ("Union", 5, 85, 85, 85), ("Union", 7, 100, 100, 100),
        ("Employers", 2, 100, 100, 100), ("Employers", 3, 85, 85, 85), ("Employers", 5, 30, 35, 40),
        ("Employers", 7, 0, 0, 0),
    ]  # fmt: skip
    assert band["encoding"]["y2"]["field"] == "high"
    assert line["encoding"]["y"]["field"] == points["encoding"]["y"]["field"] == "mid"
    # (A shade ends halfway between the last step that is refused and the first that is not.)
    assert [(row["says"], row["from"], row["to"], row["always"]) for row in shaded["data"]["values"]] == [
        ("Union: never less than 3.5%", 2, 3.375, True),
        ("Employers: never more than 5% (with some terms)", 5.125, 7, False),
        ("Union: never less than 4% (with some terms)", 2, 3.875, False),
    ]
    assert line["encoding"]["x"]["scale"]["domain"] == [2, 7]
    assert line["encoding"]["x"]["title"] == "%"
    assert figure.title == (
        "By how much wages rise: how it is rated; lines run from point to point, bands are ranges, what a red line "
        "refuses is shaded"
    )
    assert figure.alt == (
        "Union: 0 at 2%, 20 to 30 at 3%, 85 at 5%, 100 at 7%. Employers: 100 at 2%, 85 at 3%, 30 to 40 at 5%, 0 at 7%. "
        "Union: never less than 3.5%. Employers: never more than 5% (with some terms). "
        "Union: never less than 4% (with some terms)."
    )
    unshaded = found.figures["ratings-months"]
    assert len(unshaded.spec["layer"]) == 3
    assert unshaded.title.endswith("; lines run from point to point, bands are ranges")


def test_dates_are_drawn_as_dates_and_long_words_go_on_in_a_new_line() -> None:
    content = {
        "title": "When", "parties": {"a": {"name": "A party whose name is told in very many words", "signs": True}},
        "issues": {"day": {"name": "Day", "amount": {"from": "2026-01-01", "to": "2026-07-01", "step": "3 months"}}},
        "interests": {"a": {"no_deal": 0, "day": {"weight": 1, "2026-01-01": 0, "2026-07-01": 100}}},
        "red_lines": [{"id": "l", "party": "a", "never": {"day": ["2026-04-01"]}, "firmness": "declared"}],
    }  # fmt: skip
    figure = comity.agreement(Case.model_validate(content)).figures["ratings-day"]
    (shade,) = figure.spec["layer"][0]["data"]["values"]
    assert (shade["from"], shade["to"]) == ("2026-02-15", "2026-05-16")
    assert shade["says"] == "A party whose name is told in very many words:\nnever 1 April 2026"
    across = figure.spec["layer"][0]["encoding"]["x"]
    assert (across["type"], across["scale"]["type"]) == ("temporal", "utc")
    assert across["scale"]["domain"] == ["2026-01-01", "2026-07-01"]
    drawn = figure.svg()
    assert ">never 1 April 2026<" in drawn
    width = float(drawn.partition('width="')[2].partition('"')[0])
    assert width <= 390


def test_the_points_of_amounts_have_a_table_and_named_options_none() -> None:
    table = comity.agreement(comity.read_case(case_file("wage-round"))).tables["points"]
    assert table.columns == ("issue", "point", "union", "employers")
    rows = [tuple(cell if cell is None else str(cell) for cell in row) for row in table.rows]
    assert rows[:4] == [
        ("By how much wages rise", "2%", "0", "100"),
        ("By how much wages rise", "3%", "20 to 30", "85"),
        ("By how much wages rise", "5%", "85", "30 to 40"),
        ("By how much wages rise", "7%", "100", "0"),
    ]
    assert ("What is paid once", "500 euro", "60", None) in rows
    named = comity.agreement(talks())
    assert "points" not in named.tables
    assert "amounts" not in named.data
    assert list(named.figures) == ["funnel"]

"""The whole finding: its tables, each with what it rests on, and what is supposed."""

from __future__ import annotations

from typing import Any

import pytest

from comity.case.model import Case
from comity.problem import Problems
from comity.questions.agreement import answer as agreement_answer
from comity.questions.explain import stage as stages
from comity.questions.explain.answer import explain
from comity.questions.explain.words import BOUNDED_METHOD, POINTS_METHOD, STAGE_METHOD, WORTH_METHOD
from talks import TALKS, line, talks

TEXT = "The lake has fallen. Beta refuses a dam, and will not say why."
SOURCES = {"s": {"file": "s.md", "title": "Minutes"}}
INTERESTS: dict[str, Any] = {
    **TALKS["interests"],
    "b": {
        "no_deal": {"value": "20..30", "because": "It can wait.", "evidence": ["s: has fallen"]},
        "because": "In general.",
        "x": {
            "weight": {"value": "1..3", "because": "It said so."},
            "p": "0",
            "q": {"value": "100", "because": "A dam is refused.", "evidence": ["s: refuses a dam"]},
        },
        "y": {"weight": "2", "p": "0", "q": "50"},
    },
}
LINKAGES = [{"party": "b", "when": {"x": "q", "y": "q"}, "adds": "4", "because": "Both together."}]


def told(**changed: Any) -> Case:
    case = talks(**{"interests": INTERESTS, "linkages": LINKAGES, "sources": SOURCES} | changed)
    return case.with_texts({"s": TEXT})


def test_a_worth_with_the_judgements_it_rests_on() -> None:
    finding = explain(told(), "b worth of x=q, y=q")
    assert finding.method == WORTH_METHOD
    assert finding.parameters == {"what": "b worth of x=q, y=q"}
    table = finding.tables["worth"]
    assert table.columns == ("part", "weight", "of all weights", "rating", "points", "over the ranges")
    shown = [[str(cell) if cell is not None else "" for cell in row] for row in table.rows]
    assert shown == [
        ["The X: Q it is", "1 to 3", "50.0 in 100", "100", "50.00", "33.3 to 60.0"],
        ["The Y: Q", "2", "50.0 in 100", "50", "25.00", "20.0 to 33.3"],
        ["linkage: x=q with y=q", "", "", "4", "4.00", "4.00"],
        ["worth", "", "", "", "79.00", "70.7 to 84.0"],
        ["no deal", "", "", "", "25.00", "20 to 30"],
        ["gain over no deal", "", "", "", "54.00", "40.7 to 64.0"],
    ]
    assert [list(map(str, row)) for row in finding.tables["rests_on"].rows] == [
        ["The X: Q it is", "A dam is refused. Weight: It said so.", "“refuses a dam” (Minutes, characters 26–39)"],
        ["The Y: Q", "In general.", ""],
        ["linkage: x=q with y=q", "Both together.", ""],
        ["no deal", "It can wait.", "“has fallen” (Minutes, characters 9–19)"],
    ]
    assert finding.data["worth"]["exact"] == ["79", "79"]
    assert finding.data["explains"] == "worth"


def test_points_have_no_columns_of_weights_and_without_ranges_none_of_ranges() -> None:
    interests = {**TALKS["interests"], "b": {"scale": "points", "no_deal": 5, "x": {"p": 1, "q": 9}}}
    finding = explain(talks(interests=interests), "b worth of x=q, y=q")
    assert finding.tables["worth"].columns == ("part", "rating", "points")
    assert finding.method == POINTS_METHOD
    assert list(finding.tables) == ["worth"]


def test_a_judgement_stands_beside_the_others_of_its_kind() -> None:
    finding = explain(told(), "b rating of x=q")
    assert [list(map(str, row)) for row in finding.tables["judgement"].rows] == [
        ["The X: Q it is", "Beta", "100", "A dam is refused.", "“refuses a dam” (Minutes, characters 26–39)"]
    ]
    assert [list(map(str, row)) for row in finding.tables["beside"].rows] == [
        ["P it is", "0", "0.00"], ["Q it is", "100", "50.00"],
    ]  # fmt: skip
    weights = explain(told(), "b weight of x").tables["beside"]
    assert [list(map(str, row)) for row in weights.rows] == [
        ["The X", "1 to 3", "50.0 in 100"],
        ["The Y", "2", "50.0 in 100"],
    ]
    assert list(explain(told(), "b no deal").tables) == ["judgement"]


def test_what_a_stage_removes_with_its_reasons() -> None:
    lines = [line("b", x="p") | {"id": "no-p", "because": "The law."}, line("a", x="p", y="q") | {"id": "no-pq"}]
    finding = explain(told(red_lines=lines), "count of red lines")
    assert [tuple(row) for row in finding.tables["removed"].rows] == [
        ("the red line of Beta on x=p", 2, 1, 0), ("the red line of Alpha on x=p with y=q", 1, 0, 0),
    ]  # fmt: skip
    assert finding.tables["rests_on"].rows == (("the red line of Beta on x=p", "The law.", ""),)
    assert finding.method == STAGE_METHOD


def test_the_count_of_a_large_space_may_be_an_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "COUNTABLE", 3)
    monkeypatch.setattr(agreement_answer, "COUNTABLE", 3)
    case = talks(red_lines=[line("a", x="q")])
    bounds = agreement_answer.agreement(case).result
    finding = explain(case, "count of zopa")
    assert (finding.data["low"], finding.data["high"]) == (bounds.zopa.low, bounds.zopa.high)
    assert finding.method == (STAGE_METHOD if finding.exact else BOUNDED_METHOD)
    assert explain(case, "count of red lines").answer == (
        "2 are left of the 4 before the stage “no red line crossed”, which removes 2."
    )


def test_what_is_supposed_counts_and_is_told() -> None:
    told_done: list[float] = []
    finding = explain(talks(), "b no deal", suppose=["b: no_deal=26"], progress=told_done.append)
    assert finding.answer == (
        "Supposing “b: no_deal=26” (1 agreement is possible as in the file, none so). No deal is worth 26 to Beta."
    )
    assert told_done == [1.0]
    with pytest.raises(Problems, match="what is 3, no text; write what="):
        explain(talks(), 3)  # type: ignore[arg-type]

"""The graph of a small conflict as it is drawn."""

from __future__ import annotations

from math import cos, radians, sin

import pytest

from comity.catalog import conflict_file
from comity.conflict.file import read
from comity.questions.stability import solved
from comity.questions.stability.conflict_answer import stability_of_conflict


def test_every_improvement_is_an_arrow_and_equilibria_and_the_status_quo_are_marked() -> None:
    conflict, _ = read(conflict_file("syria-iraq-1975"))
    finding = stability_of_conflict(conflict, draws=0)
    figure = finding.figures["graph"]
    lines, heads, states, labels = (layer["data"]["values"] for layer in figure.spec["layer"])
    told = finding.data["improvements"]
    assert len(lines) == len(heads) == len(told)
    ranks = [
        dict(zip(map(conflict.state, range(1, 7)), conflict.ranks(maker).tolist(), strict=True)) for maker in (0, 1)
    ]
    for each in told:
        by = ranks[conflict.decision_makers.index(each["party"])]
        assert by[each["to"]] > by[each["from"]]
    kinds = {each["state"]: each["is"] for each in states}
    assert kinds["NNN"] == "status quo"
    assert kinds["NYY"] == "equilibrium (SEQ)"
    assert set(kinds.values()) == {"status quo", "equilibrium (SEQ)", "state"}
    assert labels == states
    assert "NYY (equilibrium (SEQ)): none" in figure.alt
    assert "NNN (status quo): Iraq to NNY" in figure.alt
    assert figure.svg().startswith("<svg")


def test_an_arrow_stands_on_its_line_and_points_along_it() -> None:
    conflict, _ = read(conflict_file("prisoners-dilemma"))
    lines, heads, *_ = (
        layer["data"]["values"] for layer in stability_of_conflict(conflict).figures["graph"].spec["layer"]
    )
    for line, head in zip(lines, heads, strict=True):
        across, up = line["x2"] - line["x"], line["y2"] - line["y"]
        assert (head["x"] - line["x"]) * up == pytest.approx((head["y"] - line["y"]) * across)
        length = (across**2 + up**2) ** 0.5
        assert sin(radians(head["angle"])) == pytest.approx(across / length)
        assert cos(radians(head["angle"])) == pytest.approx(up / length)


def test_a_larger_conflict_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict, _ = read(conflict_file("prisoners-dilemma"))
    monkeypatch.setattr(solved, "DRAWN", 3)
    finding = stability_of_conflict(conflict, draws=0)
    assert finding.figures == {}
    assert finding.data["improvements"] == []

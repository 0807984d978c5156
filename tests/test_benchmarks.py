"""What guards the benchmarks: what costs too much, is won by too little or is found wrong is said, and nothing else."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def performance(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    if not HERE.is_dir():
        pytest.skip("the benchmarks are not here")
    monkeypatch.syspath_prepend(str(HERE))
    yield importlib.import_module("performance")
    for name in ("performance", "agreement", "frontier", "bargaining", "deadlock", "drawn"):
        sys.modules.pop(name, None)


def test_what_is_not_as_it_should_be_is_said(performance: ModuleType) -> None:
    asked = performance.Comparison("small", {"Comity": None, "other": None}, {"other": 10}, seconds=2, megabytes=50)

    def complaints(mine: tuple[float, ...], theirs: tuple[float, ...] | None) -> list[str]:
        costs = {"Comity": performance.Cost(*mine), "other": theirs and performance.Cost(*theirs)}
        said: list[str] = performance.Measured("frontier", asked, costs).complaints
        return said

    assert complaints((7, 2, 50), (7, 20, 90)) == []
    assert complaints((7, 2, 50), None) == []
    assert complaints((7, 2.1, 50), (7, 30, 90)) == ["small: more than 2 s or 50 MB"]
    assert complaints((7, 2, 51), (7, 30, 90)) == ["small: more than 2 s or 50 MB"]
    assert complaints((7, 2, 50), (7, 19, 90)) == ["small: other takes less than 10 times as long"]
    assert complaints((7, 2, 50), (8, 20, 90)) == ["small: other finds 8, not 7"]


def test_the_table_has_a_row_for_each_program_beside(performance: ModuleType) -> None:
    asked = performance.Comparison("small", {"Comity": None}, {"b": 10}, seconds=2)
    costs = {
        "Comity": performance.Cost(7, 0.05, 60, True),
        "a": None,
        "b": performance.Cost(7, 1.5, 90),
    }
    *_, first, second = performance.table([performance.Measured("frontier", asked, costs)])
    assert [cell.strip() for cell in first.split("|")[1:-1]] == [
        "frontier", "small", "7, close", "0.0500 s", "60 MB", "a: not installed", "", "at most 2 s, 500 MB",
    ]  # fmt: skip
    assert [cell.strip() for cell in second.split("|")[1:-1]] == [
        "", "", "", "", "", "b: 1.50 s, 90 MB", "30.0", "at least 10",
    ]  # fmt: skip


@pytest.mark.parametrize("question", ["agreement", "frontier", "bargaining", "deadlock"])
def test_every_question_has_a_benchmark_that_runs(performance: ModuleType, question: str) -> None:
    script = importlib.import_module(question)
    assert question in performance.QUESTIONS
    cost = performance.measure(script.COMPARISONS[0], "Comity")
    assert cost.found > 0
    assert cost.seconds > 0

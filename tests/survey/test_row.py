"""The numbers of one case in a survey, against the questions that they are of."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest

import comity
from comity.agreements.allowed import TooMany
from comity.agreements.efficient import Efficient, Over, efficient
from comity.agreements.elimination import Limits
from comity.case.model import Case
from comity.catalog import case_file
from comity.questions.agreement.funnel import Funnel
from comity.questions.sureness import Sureness
from comity.survey.row import row_of
from material import WASHINGTON


@pytest.mark.parametrize("name", ["abdelnabi-2024", "river-dam", "panama-canal-1974"])
def test_a_row_has_the_numbers_of_the_questions(name: str) -> None:
    case = comity.read_case(case_file(name))
    row = row_of(case, name)
    funnel = comity.agreement(case).result
    frontier = comity.frontier(case).result
    fair = comity.bargaining(case).result
    assert isinstance(funnel, Funnel)
    assert (row.agreements, row.coherent, row.allowed) == (funnel.all, funnel.coherent, funnel.red_lines)
    assert row.possible == funnel.stages[-1].count
    assert (row.efficient_outcomes, row.efficient) == (frontier.count, frontier.agreements_count)
    assert (row.signers, row.issues) == (len(case.signers()), len(case.issues))
    if fair.solutions.get("nash"):
        product = math.prod(gain / 100 for gain in fair.solutions["nash"][0].gains.values())
        assert row.nash == pytest.approx(product)
        assert row.egalitarian == pytest.approx(min(fair.solutions["egalitarian"][0].gains.values()) / 100)
        assert row.utilitarian == pytest.approx(sum(fair.solutions["utilitarian"][0].worth.values()) / 100)
    assert row.remarks == ()


def test_what_the_ranges_leave_open_stands_in_a_row() -> None:
    case = comity.read_case(WASHINGTON)
    row = row_of(case, "washington")
    sure = comity.agreement(case).sureness
    assert (row.necessary, row.at_some_values) == (sure["necessary"], sure["possible"])
    assert row.necessary is not None
    assert row.possible is not None
    assert row.at_some_values is not None
    assert row.necessary <= row.possible <= row.at_some_values


def test_without_ranges_what_is_possible_is_necessary() -> None:
    row = row_of(comity.read_case(case_file("abdelnabi-2024")), "game")
    assert row.necessary == row.at_some_values == row.possible == 12


@pytest.mark.parametrize("sure", [TooMany(), Sureness(1, 8, 0, "uniform", 0.0, 1.0)])
def test_what_the_ranges_leave_open_is_not_told_where_it_was_not_found(
    sure: Sureness | TooMany, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where the agreements are too many to be drawn, nor where only whether there is one was."""
    monkeypatch.setattr("comity.survey.row.sureness", Mock(side_effect=[sure]))
    row = row_of(comity.read_case(case_file("abdelnabi-2024")), "game")
    assert row.possible == 12
    assert (row.necessary, row.at_some_values) == (None, None)
    assert row.remarks == ("what the judged ranges leave open was not found: too many agreements",)


def test_what_takes_too_much_work_is_left_empty_and_said() -> None:
    case = comity.read_case(case_file("abdelnabi-2024"))
    row = row_of(case, "game", Limits(looked_at=0, close=0))
    assert row.efficient_of_all is None
    assert row.opposition.negmas is None
    assert row.nash is None
    assert row.possible == 12
    assert any("not all efficient agreements were found" in remark for remark in row.remarks)


def test_what_takes_too_much_work_among_the_possible_ones_alone_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def less(case: Case, *, over: Over = "zopa", limits: Limits, **asked: Any) -> Efficient:
        return efficient(
            case, over=over, limits=limits if over == "coherent" else Limits(looked_at=0, close=0), **asked
        )

    monkeypatch.setattr("comity.survey.row.efficient", less)
    row = row_of(comity.read_case(WASHINGTON), "washington")
    assert row.efficient_of_all is not None
    assert row.nash is None
    assert row.remarks == ("not all efficient agreements were found: more work than is taken on (--work)",)


def test_a_row_is_whole_in_json() -> None:
    row = row_of(comity.read_case(case_file("abdelnabi-2024")), "game")
    told = row.json()
    assert told["possible"] == 12
    assert told["opposition"]["negmas"] == row.opposition.negmas
    assert replace(row, title="other").json() != told

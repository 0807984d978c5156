"""The day as of which a question is asked: those on which something was otherwise, and no others."""

from __future__ import annotations

import datetime as dt
import html
from pathlib import Path

import pytest

from comity.case.check import read_case
from comity.live import Live
from comity.web.day import day_choices, on_day
from comity.web.pages import questions
from dam import written

EXAMPLES = Path(__file__).parents[2] / "examples"
BEFORE = dt.date(2025, 8, 15)


@pytest.fixture(scope="module")
def case():
    return read_case(EXAMPLES / "washington-2025" / "case.yaml")


def test_the_days_are_those_on_which_a_judgement_changed_and_the_one_before(case, tmp_path):
    (option,) = day_choices(case)
    assert option.choices == ("", "2025-08-16", "2025-08-15")
    assert option.said == ("the day of the case", "16 August 2025", "15 August 2025")
    assert day_choices(Live.open(written(tmp_path) / "dam" / "case.yaml").case) == ()  # nothing in it is dated


def test_a_case_is_looked_at_as_of_the_day_asked_for(case):
    asked = {"as_of": "2025-08-15", "rows": 3}
    assert on_day(case, asked).as_of == BEFORE
    assert asked == {"rows": 3}
    assert on_day(case, {"as_of": None}) is case


def test_an_answer_and_a_paper_are_those_of_the_day(reader, case, monkeypatch):
    monkeypatch.setattr(questions, "SOON", 60.0)  # however busy the machine is
    page = "/case/washington-2025/questions/agreement"
    own, then = (html.unescape(reader.get(page, params=asked).text) for asked in ({}, {"as_of": str(BEFORE)}))
    assert '<option value="2025-08-15" selected>15 August 2025</option>' in then
    assert "As of 2025-08-15, not of 2025-08-18, the day that the case describes" in then
    assert "As of 2025-08-15" not in own
    assert 'name="as_of"' not in reader.get("/case/washington-2025/questions/change").text  # which asks for two
    assert 'name="as_of"' in reader.get("/case/washington-2025/documents/non-paper").text

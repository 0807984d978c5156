"""The list of questions, from which the doors are built."""

from __future__ import annotations

import inspect

import pytest

from comity.case.check import read_case
from comity.catalog import case_file
from comity.questions import QUESTIONS, registered

SITING = read_case(case_file("abdelnabi-2024"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_answers_under_its_own_name(name: str) -> None:
    question = registered(name)
    assert question.name == name
    assert question.asks.endswith("?")
    asked = {option.name: () if option.many else option.default for option in question.options}
    assert question.ask(SITING, progress=None, **asked).question == name


def test_other_answers_of_a_question_bear_its_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from comity import objections, what_it_takes
    from comity.questions.agreement import answer

    deal = ", ".join(f"{issue}={next(iter(stated.options))}" for issue, stated in SITING.issues.items())
    assert objections(SITING, deal).question == "agreement"
    assert what_it_takes(SITING, deal).question == "deadlock"
    monkeypatch.setattr(answer, "COUNTABLE", 100)
    assert answer.agreement(SITING).question == "agreement"


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_may_be_said_with_a_question_is_what_its_function_takes(name: str) -> None:
    import comity

    takes = inspect.signature(getattr(comity, name)).parameters
    assert {"case", "without", "suppose", "progress"} <= set(takes)
    for option in registered(name).options:
        if option.name in takes and not option.many:
            assert takes[option.name].default == option.default, option.name
        assert option.meaning.endswith((".", "?", '"'))

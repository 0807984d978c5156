"""What is supposed is told first in every answer, with the number of agreements before and after."""

from __future__ import annotations

from typing import Any

import pytest

from brute import Oracle, random_case
from comity.agreements.nearest import Counted
from comity.agreements.suppose import supposed
from comity.case.model import Case
from comity.papers.brief import brief
from comity.questions import QUESTIONS, registered, supposition
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.objections import objections
from comity.questions.deadlock.wanted import what_it_takes
from comity.questions.possible import possible
from talks import line, talks

CASE = talks(red_lines=[line("a", x="q") | {"id": "ban"}])
"""Alpha accepts pp and pq (100 and 75 against 40), Beta pq, qp and qq (25, 50, 75 against 25): pq alone is left."""


def asked(name: str, case: Case) -> str:
    options = {option.name: () if option.many else option.default for option in registered(name).options}
    return registered(name).ask(case, progress=None, **options).answer


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_begins_with_it_and_goes_on_as_it_would(name: str) -> None:
    first = "Supposing “b: no_deal=26”, without “ban” (1 agreement is possible as in the file, none so). "
    changed = supposed(CASE, ["ban"], ["b: no_deal=26"])
    assert asked(name, changed).startswith(first)
    plain = talks(interests={**CASE.model_dump()["interests"], "b": changed.interests["b"].model_dump()}, red_lines=[])
    assert asked(name, changed).removeprefix(first) == asked(name, plain)
    assert "as in the file" not in asked(name, CASE)


def test_so_do_answers_about_one_agreement_and_the_brief() -> None:
    said = "Without “ban” (1 agreement is possible as in the file, 1 so). "
    assert objections(CASE, "x=p, y=q", without=["ban"]).answer.startswith(said)
    assert what_it_takes(CASE, "x=p", without=["ban"]).answer.startswith(said)
    assert brief(CASE, without=["ban"]).verdict[0].startswith(said)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Counted(326, True), Counted(281, True), "(326 agreements are possible as in the file, 281 so)"),
        (Counted(1, True), Counted(1234, True), "(1 agreement is possible as in the file, 1,234 so)"),
        (Counted(0, True), Counted(2, True), "(no agreement is possible as in the file, 2 so)"),
        (Counted(5, False), Counted(0, True), "(at least 5 agreements are possible as in the file, none so)"),
        (Counted(5, True), Counted(0, False), "(5 agreements are possible as in the file, an unknown number so)"),
    ],
)
def test_the_numbers_before_and_after(
    before: Counted, after: Counted, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter((before, after))
    monkeypatch.setattr(supposition, "possible", lambda case: next(counts))
    finding = agreement(CASE, suppose=["a: never x=q", "b: no_deal=20..30"])
    assert finding.answer.startswith(f"Supposing “a: never x=q” and “b: no_deal=20..30” {said}. ")
    assert finding.data["supposed"] == {
        "without": [],
        "suppose": ["a: never x=q", "b: no_deal=20..30"],
        "as_in_the_file": before.number,
        "as_in_the_file_exact": before.complete,
        "so": after.number,
        "so_exact": after.complete,
    }


def test_without_a_no_deal_value_there_is_no_number() -> None:
    interests: dict[str, Any] = CASE.model_dump()["interests"]
    open_ended = talks(interests={**interests, "a": {**interests["a"], "no_deal": None}})
    assert possible(open_ended) is None


def test_they_are_those_of_all_agreements() -> None:
    some = 0
    for seed in range(100):
        oracle = Oracle(random_case(seed))
        assert possible(oracle.case) == Counted(len(oracle.zopa()), True)
        some += bool(oracle.zopa())
    assert some > 20

"""An agreement is named by the letter under which papers put it forward."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.case.check import read_case
from comity.catalog import case_file
from comity.papers.lettered import spelled_out
from comity.papers.one_page.answer import one_page
from comity.problem import Problems

SITING = case_file("abdelnabi-2024")


def test_a_letter_is_the_agreement_that_the_one_page_calls_so() -> None:
    case = read_case(SITING)
    chosen = one_page(case).numbers.json()["candidates"]
    assert [each["letter"] for each in chosen][:2] == ["A", "B"]
    for each in chosen:
        terms = ", ".join(f"{issue}={option}" for issue, option in each["agreement"].items())
        assert spelled_out(case, each["letter"]) == terms == spelled_out(case, f" {each['letter'].lower()}")
    assert spelled_out(case, "2") == "2"
    assert spelled_out(case, "mix=land") == "mix=land"
    with pytest.raises(Problems, match="no paper puts forward an agreement of this letter; papers put forward A, B"):
        spelled_out(case, "H")


def test_a_proposal_of_that_name_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SITING.read_text("utf-8") + "\nproposals:\n  B: {terms: {mix: land}}\n", "utf-8")
    assert spelled_out(read_case(path), "B") == "B"

"""What is not known: how many judgements are weak, and which rest on no report."""

from __future__ import annotations

from typing import Any

import pytest

from comity.finding import Lines, Link
from comity.papers.not_known import how_good, not_known, without_report
from comity.questions.agreement.answer import agreement
from talks import TALKS, talks


def judged(**more: Any) -> dict[str, Any]:
    """The interests of the case, in which Alpha's interest in X says more."""
    interests = {**TALKS["interests"]}
    interests["a"] = {**interests["a"], "x": {**interests["a"]["x"], **more}}
    return interests


@pytest.mark.parametrize(("more", "said"), [
    ({}, "none is of low confidence and 6 rest on no report."),
    ({"confidence": "low"}, "1 is of low confidence and 6 rest on no report."),
    ({"evidence": ["s:0-1"]}, "none is of low confidence and 5 rest on no report."),
])  # fmt: skip
def test_weak_judgements_are_counted(more: dict[str, Any], said: str) -> None:
    case = talks(interests=judged(**more), sources={"s": {"file": "s.txt"}})
    first = "Of 6 judgements about the signers (one an issue, and what each has without a deal), "
    assert how_good(case) == f"{first}{said}"


def test_one_of_each_is_one() -> None:
    case = talks(
        parties={"a": {"name": "Alpha", "signs": "yes"}},
        interests={"a": {"x": {"weight": "1", "p": "1", "q": "2", "confidence": "low"}}},
    )
    assert how_good(case) == (
        "Of 1 judgement about the signers (one an issue, and what each has without a deal), 1 is of low confidence and "
        "1 rests on no report."
    )
    assert how_good(talks(parties={"a": "Alpha"}, interests={})) == ""


def test_what_no_report_says_is_listed_with_links() -> None:
    case = talks(interests=judged(evidence=["s:0-1"]), sources={"s": {"file": "s.txt"}})
    table = without_report(case)
    assert table is not None
    assert table.rows[0] == (
        "Alpha",
        Lines((Link("what it has without a deal", "no-deal-a"), Link("The Y", "interest-a/y"))),
    )
    assert [row[0] for row in table.rows] == ["Alpha", "Beta"]
    assert without_report(talks()) is None  # no report was read at all


def test_what_is_exact_and_what_is_judged_comes_last() -> None:
    case = talks()
    parts, short = not_known(case, agreement(case))
    assert str(parts[-2]).startswith("The counts are exact")
    assert str(parts[-1]).startswith("The judgements are not facts")
    assert short == parts[-2:]

"""What is said of improvements, on both sides of every turn, and the table."""

from __future__ import annotations

from typing import Any

import pytest

from comity.agreements.space import Agreement
from comity.questions.agreement.improve import improvements
from comity.questions.agreement.improvements import Improvements
from comity.questions.agreement.terms_words import IMPROVEMENTS_METHOD, improvements_answer, improvements_caveats
from talks import line, talks

ONE = {"a": {"name": "Alpha", "signs": "yes"}, "b": "Beta", "c": "Gamma"}


@pytest.mark.parametrize(
    ("terms", "changed", "said"),
    [
        ("1", {}, "No agreement is better than agreement 1 for one signer and worse for none: it is efficient."),
        (
            "x=p, y=q",
            {"red_lines": [line("b", x="p")]},
            "No agreement is better than this agreement for one signer and worse for none, but it breaks a condition "
            "or crosses a red line itself.",
        ),
        (
            "x=q, y=q",
            {"parties": ONE},
            "This agreement can be improved: 3 agreements are better for at least one signer and worse for none, 2 of "
            "them by changing 1 issue.",
        ),
        (
            "text",
            {"parties": ONE, "proposals": {"text": {"name": "The text", "terms": {"x": "p", "y": "q"}}}},
            "The proposal “The text” can be improved: 1 agreement is better for at least one signer and worse for "
            "none, by changing 1 issue.",
        ),
    ],
)
def test_the_answer(terms: str, changed: dict[str, Any], said: str) -> None:
    finding = improvements(talks(**changed), terms)
    assert finding.answer == said
    assert finding.exact
    assert finding.method == IMPROVEMENTS_METHOD


def test_the_table_and_the_numbers_not_shown() -> None:
    finding = improvements(talks(parties=ONE), "x=q, y=q", show=2)
    table = finding.tables["improvements"]
    assert table.columns == ("", "changes", "instead", "Alpha", "would be agreed")
    assert [[str(cell) for cell in row] for row in table.rows] == [
        ["1", "1", "The X: P it is", "+75.0", "True"],
        ["2", "1", "The Y: P", "+25.0", "False"],
    ]
    assert table.note.startswith("1 more is not shown. Under a signer")
    assert finding.data["improvements_count"] == 3
    assert finding.data["improvements_not_shown"] == 1
    assert finding.data["by_changes"] == [{"changes": 1, "count": 2}, {"changes": 2, "count": 1}]
    assert finding.parameters == {"improve": "x=q, y=q", "show": 2}


def test_a_text_that_crosses_a_red_line_may_be_improved_and_that_is_said() -> None:
    finding = improvements(talks(parties=ONE, red_lines=[line("a", x="q")]), "x=q, y=q")
    said = "The agreement that is improved itself breaks a condition or crosses a red line of a signer."
    assert finding.caveats[0] == said
    assert [str(each.agreement) for each in finding.result.held] == ["x=p, y=q", "x=p, y=p"]
    assert "improvements" not in improvements(talks(), "1").tables


@pytest.mark.parametrize(
    ("by_changes", "searched", "answer", "caveat"),
    [
        (
            {1: 5},
            1,
            "This agreement can be improved: at least 5 agreements are better for at least one signer and worse for "
            "none, by changing 1 issue.",
            "There are too many agreements to search all: every improvement with at most 1 change is counted.",
        ),
        (
            {2: 1, 3: 1},
            3,
            "This agreement can be improved: at least 2 agreements are better for at least one signer and worse for "
            "none, 1 of them by changing 2 issues.",
            "There are too many agreements to search all: every improvement with at most 3 changes is counted.",
        ),
        (
            {},
            2,
            "No agreement with at most 2 changes is better than this agreement for one signer and worse for none.",
            "There are too many agreements to search all: every improvement with at most 2 changes is counted.",
        ),
    ],
)
def test_a_search_that_was_cut_off_says_how_far_it_came(
    by_changes: dict[int, int], searched: int, answer: str, caveat: str
) -> None:
    found = Improvements(Agreement({"x": "p", "y": "q"}), None, None, (), by_changes, searched, True, 0)
    assert improvements_answer(talks(), found) == answer
    assert improvements_caveats(found) == (caveat,)


def test_what_is_supposed_is_told() -> None:
    finding = improvements(talks(red_lines=[line("a", x="p") | {"id": "ban"}]), "x=q, y=q", without=["ban"])
    assert finding.answer.startswith("Without “ban” (no agreement is possible as in the file, 1 so). ")

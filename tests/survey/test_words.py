"""What a survey says, whole: of one case and of several, with and without what could not be read or was not found."""

from __future__ import annotations

import pytest

from comity.survey.row import Row
from comity.survey.words import answer, caveats

DEAL, NONE = Row("a.yaml", signers=2, possible=3), Row("b.yaml", signers=2, possible=0)
UNCOUNTED = Row("c.yaml", signers=2, remarks=("possible: 0 to 9",))
UNREAD = Row("d.yaml", remarks=("not read: d.yaml:3:1: error: this is no party",))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([DEAL], "1 case: in 1 of 1 where that was counted, an agreement is possible."),
        ([NONE], "1 case: in 0 of 1 where that was counted, an agreement is possible."),
        ([DEAL, NONE, UNCOUNTED], "3 cases: in 1 of 2 where that was counted, an agreement is possible."),
        ([UNREAD], "The one file is no case that can be read."),
        ([UNREAD, UNREAD], "None of 2 files is a case."),
        (
            [DEAL, UNREAD],
            "1 case: in 1 of 1 where that was counted, an agreement is possible; "
            "1 more file is no case that can be read.",
        ),
        (
            [UNREAD, DEAL, UNREAD],
            "1 case: in 1 of 1 where that was counted, an agreement is possible; "
            "2 more files are no case that can be read.",
        ),
    ],
)
def test_how_many_cases_there_are_and_in_how_many_an_agreement_is_possible(rows: list[Row], said: str) -> None:
    assert answer(rows) == said


def test_that_numbers_are_empty_is_said_where_some_were_not_found() -> None:
    opposed = "Opposition has three meanings in published files; each column names the one that it follows."
    assert caveats([DEAL, NONE, UNREAD]) == (opposed,)
    assert caveats([DEAL, UNCOUNTED]) == (
        opposed,
        "An empty number was not found with the work taken on, or is not defined; the remarks say which.",
    )

"""Quotations on paper: the words that were meant, or said not to be."""

from __future__ import annotations

import pytest

from comity.case.evidence import noted
from comity.case.judgement import Evidence
from comity.papers.judgements import judgements, quotes
from talks import TALKS, Case

TEXT = "The lake has fallen by three metres. Downriver refuses a dam."
NOTED = noted("s", TEXT, (0, 36))


def quoted(piece: Evidence, text: str | None) -> str:
    case = Case.model_validate(TALKS | {"sources": {"s": {"file": "s.md", "title": "Minutes"}}})
    return quotes(case if text is None else case.with_texts({"s": text}), [piece])


@pytest.mark.parametrize(
    ("piece", "text", "printed"),
    [
        (NOTED, TEXT, "“The lake has fallen by three metres.” (Minutes, characters 0–36)"),
        (
            NOTED,
            f"New. {TEXT}",
            "“The lake has fallen by three metres.” (Minutes, characters 5–41; noted at 0–36, from where an edit of "
            "the source has moved it)",
        ),
        (
            NOTED,
            TEXT.replace("three", "eight"),
            "“The lake has fallen by eight metres.” (Minutes, characters 0–36; the source has been edited: this is not "
            "as it was noted, which began “The lake has fallen”)",
        ),
        (NOTED, "Something else.", "“The lake has fallen” (Minutes: not found in the text of today)"),
        (NOTED, None, "“The lake has fallen” (Minutes, s:0-36)"),
        (
            Evidence.model_validate("s:5-15"),
            TEXT,
            "“ake has fa” (Minutes, characters 5–15; it begins or ends inside a word, so these may not be the words "
            "that were meant)",
        ),
        (Evidence.model_validate("s: refuses  a Dam"), TEXT, "“refuses a dam” (Minutes, characters 47–60)"),
    ],
)
def test_what_is_printed_as_a_quotation(piece: Evidence, text: str | None, printed: str) -> None:
    assert quoted(piece, text) == printed


def test_the_other_readings_of_a_red_line_are_listed_below_it() -> None:
    line = {"id": "ban", "party": "a", "never": {"x": "p"}, "firmness": "declared"}
    reads = [{"never": {"x": "q"}, "unless": {"y": "q"}, "because": "said so once"}, {"never": {"y": "p"}}]
    case = Case.model_validate(TALKS | {"red_lines": [{**line, "or_reads": reads}]})
    (table,) = (each for each in judgements(case) if each.title == "Red lines")
    assert table.rows == (
        ("Alpha: never x=p", "declared", "", ""),
        ("Alpha: may read: never x=q unless y=q", "", "said so once", ""),
        ("Alpha: may read: never y=p", "", "", ""),
    )
    assert table.anchors == ("red-line-ban", "red-line-ban/or-reads-1", "red-line-ban/or-reads-2")

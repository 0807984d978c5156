"""Titles in the properties of files, and what is none."""

import pytest

from comity.reading.intake.titles import told_title

TEXT = "Statement on the northern border\nThe ministry said on Monday that the talks go on."


@pytest.mark.parametrize(
    "stated",
    ["untitled", "Untitled-1", "Microsoft Word - statement v3.doc", "statement_final_v2", "report.pdf", "someTitle", "",
     None, "S1598240815000041jra 117..145", "Document1", "PowerPoint Presentation", "Layout 1", "C:\\Users\\x\\talks",
     "  ", "12345", "Slide 1", "about:blank", "paper.dvi", "draft 3"],
)  # fmt: skip
def test_what_is_no_title(stated: str | None) -> None:
    assert told_title(stated, TEXT) is None


@pytest.mark.parametrize(
    "stated",
    [
        "Statement on the northern border",
        "Statement",
        "Note by the Secretary-General",
        "Resolution 2254 of the Council",
    ],
)
def test_what_is_one(stated: str) -> None:
    assert told_title(f" {stated} ", TEXT) == stated

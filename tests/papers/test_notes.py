"""Evidence as notes: the words of the source as they stand, and what is in doubt."""

from __future__ import annotations

import datetime as dt

from comity.case.judgement import Evidence, Judgement
from comity.papers.document import Note
from comity.papers.notes import notes, remarks
from talks import talks

SAID = "They will never cede land. They say so."


def noted(evidence: str, text: str | None = SAID) -> Note:
    case = talks(sources={"letter": {"file": "letter.md", "title": "A letter", "date": "2025-08-07"}})
    if text is not None:
        case = case.with_texts({"letter": text})
    (note,) = notes(case, [Evidence.model_validate(evidence)])
    return note


def test_a_note_quotes_the_source_with_its_place() -> None:
    day = dt.date(2025, 8, 7)
    assert noted("letter:0-26") == Note("They will never cede land.", "A letter", day, "characters 0–26")
    assert noted("letter:0-26", None) == Note("", "A letter", day, "characters 0–26")
    assert noted("letter: never cede", None) == Note("never cede", "A letter", day)


def test_what_is_in_doubt_is_said() -> None:
    assert noted("letter: gone with the wind").place == "not found in the text of today"
    assert "inside a word" in noted("letter:0-14").place
    moved = noted("letter:0-26 They will never cede land.", f"New. {SAID}")
    assert (moved.quotation, moved.place) == ("They will never cede land.", "characters 5–31")


def test_reasons_are_told_once_with_how_sure_they_are() -> None:
    one = Judgement(because="So\n it is.", confidence="low")
    assert remarks(one, None, one, Judgement(), Judgement(because="Thus.")) == ("So it is. Confidence low.", "Thus.")

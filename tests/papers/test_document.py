"""A paper as parts: what notes say, what its head and foot bear, and that all of it is there for other programs."""

from __future__ import annotations

import datetime as dt
import json

from comity.papers.document import Brief, Clause, Clauses, Heading, Note, Paper, Paragraph, Running, Section
from comity.show.html import fragment, page
from comity.show.terminal import text
from shown import TABLE, Outline

NOTE = Note("never a treaty", "A letter", dt.date(2025, 8, 7), "characters 12–26")
SAID = Paragraph("It <asks>.", (NOTE,), ("Because it says so.",), "answer")
CLAUSES = Clauses((Clause(SAID, (Paragraph("Open."),)), Clause(Paragraph("Second."))))
RUNNING = Running("Restricted", "Desk", "0.1.0", "3f9ab2c41d07", dt.date(2025, 8, 18))
SECTION = Section("Terms", (Heading("One"), "A sentence.", SAID, CLAUSES, TABLE), (Heading("One"), CLAUSES), annex=True)
PAPER = Paper("Talks", "A paper.", (), ("Yes.",), (SECTION,), RUNNING)


def test_a_note_says_what_it_knows() -> None:
    assert NOTE.words == "“never a treaty”, A letter, 7 August 2025, characters 12–26"
    assert Note("", "A letter").words == "A letter"


def test_a_foot_bears_what_the_paper_was_made_with() -> None:
    assert RUNNING.foot == "Comity 0.1.0 · case 3f9ab2c41d07"
    assert Running(digest="3f9a").foot == "case 3f9a"
    assert Running().foot == ""


def test_a_paper_is_whole_for_other_programs() -> None:
    told = json.loads(PAPER.json())
    (section,) = told["sections"]
    heading, sentence, said, clauses, table = section["parts"]
    note = {"quotation": "never a treaty", "source": "A letter", "date": "2025-08-07", "place": "characters 12–26"}
    paragraph = {"text": "It <asks>.", "style": "answer", "notes": [note], "remarks": ["Because it says so."]}
    assert heading == {"heading": "One", "level": 2}
    assert sentence == "A sentence."
    assert said == paragraph
    plain = {"style": "text", "notes": [], "remarks": []}
    assert clauses == {
        "clauses": [
            {**paragraph, "below": [{"text": "Open.", **plain}]},
            {"text": "Second.", **plain, "below": []},
        ]
    }
    assert table["table"] == TABLE.title
    assert section["annex"] is True
    assert told["running"] == {
        "marking": "Restricted", "author": "Desk", "version": "0.1.0", "digest": "3f9ab2c41d07", "as_of": "2025-08-18"
    }  # fmt: skip


def test_a_console_is_told_which_kind_of_paper_it_is() -> None:
    assert repr(PAPER).startswith("Paper: Talks. A paper.\nYes.\nsections: Terms")
    assert repr(Brief("Talks", "All.", (), (), ())).startswith("Brief: Talks. All.")


def test_every_part_is_shown_as_html_and_on_a_terminal() -> None:
    outline = Outline(fragment(PAPER))
    tags = [tag for tag, _ in outline.seen]
    assert ("p", {"class": "answer"}) in outline.seen
    assert [tags.count(tag) for tag in ("h3", "ol", "li")] == [2, 1, 2]  # a section's title, and a heading in it
    for said in ("It <asks>.", "Because it says so.", NOTE.words, "Open.", "Second."):
        assert said in outline.text
        assert said in Outline(page(PAPER)).text
    shown = text(PAPER, 200)
    assert "1. It <asks>.\n\nBecause it says so.\n\n“never a treaty”" in shown
    assert "\nOpen.\n\n2. Second.\n" in shown


def test_on_a_page_notes_stand_at_its_end_each_once_and_are_led_to() -> None:
    again = Section("More", (Paragraph("It asks again.", (NOTE, Note("", "Another"))),))
    content = page(Paper("Talks", "A paper.", (), (), (SECTION, again)))
    outline = Outline(content)
    assert outline.text.count(NOTE.words) == 1
    led = [
        attrs["href"] for tag, attrs in outline.seen if tag == "a" and (attrs.get("href") or "").startswith("#note-")
    ]
    assert led == ["#note-1", "#note-1", "#note-1", "#note-2"]
    assert [attrs["id"] for tag, attrs in outline.seen if tag == "li" and "id" in attrs] == ["note-1", "note-2"]
    assert 'id="note-' not in page(Paper("Talks", "A paper.", (), (), (Section("Alone", ("A sentence.",)),)))

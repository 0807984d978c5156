"""Papers as Word files: what an office opens, restyles, reads aloud and prints; and that nothing said can break it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from comity.figure import Bar, bars
from comity.finding import Lines, Link, Table
from comity.papers.document import Clause, Clauses, Heading, Note, Paper, Paragraph, Running, Section
from comity.reading.intake.word import read
from comity.show.word.document import word
from comity.show.word.tables import blocks, needed, widths
from shown import TABLE, TRICKY

NOTE = Note("never a treaty", "A letter", dt.date(2025, 8, 7))
OTHER = Note("always a treaty", "A speech")
FIGURE = bars("Bars", 'In "words"', [Bar("a", 1.0, "one")])
RUNNING = Running("RESTRICTED", "Desk Four", "0.1.0", "3f9ab2c41d07", dt.date(2025, 8, 18))
LINKS = Table("Links", ("to",), ((Link("that row", "first"),), (Link("nowhere", "gone"),)))
PARTS = (
    "A sentence.",
    Heading("Within"),
    Paragraph("It asks.", (NOTE, OTHER), ("Because it says so.",), "answer"),
    Clauses((Clause(Paragraph("One.", (NOTE,)), (Paragraph("Open."),)), Clause(Paragraph("Two.")))),
    Clauses((Clause(Paragraph("One again.")),)),
    TABLE,
    LINKS,
    FIGURE,
)
PAPER = Paper("Talks", "A paper.", ("Careful.",), ("Yes.",), (Section("Terms", PARTS),), RUNNING)


def opened(paper: Paper) -> Any:
    return Document(io.BytesIO(word(paper)))


def texts(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def one(*parts: Any) -> Paper:
    return replace(PAPER, sections=(Section("Terms", parts),))


def test_headings_and_what_is_to_be_read_first_have_styles_that_an_office_knows() -> None:
    document = opened(PAPER)
    assert texts(document, "Title") == ["Talks"]
    assert texts(document, "Subtitle") == ["A paper."]
    assert texts(document, "Warning") == ["Careful."]
    assert texts(document, "Answer") == ["Yes.", "It asks.[1][2]"]
    assert texts(document, "Heading 1") == ["Terms", "Notes: the words of the sources"]
    assert texts(document, "Heading 2") == ["Within"]
    assert texts(document, "Caption") == [TABLE.title, "Links"]


def test_evidence_is_numbered_notes_that_the_text_leads_to_each_told_once() -> None:
    document = opened(PAPER)
    assert texts(document, "Source Note") == [
        "1. “never a treaty”, A letter, 7 August 2025", "2. “always a treaty”, A speech"
    ]  # fmt: skip
    body = document.element.body
    led = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marked = [start.get(qn("w:name")) for start in body.iter(qn("w:bookmarkStart"))]
    assert led == ["note_1", "note_2", "note_1", "row_1"]
    assert sorted(marked) == ["note_1", "note_2", "row_1", "row_2"]
    numbers = [start.get(qn("w:id")) for start in body.iter(qn("w:bookmarkStart"))]
    assert sorted(numbers) == sorted({end.get(qn("w:id")) for end in body.iter(qn("w:bookmarkEnd"))})
    assert "nowhere" in document.tables[1].rows[2].cells[0].text


def test_reasons_are_comments_on_what_they_are_for() -> None:
    (comment,) = opened(PAPER).comments
    assert (comment.text, comment.author, comment.initials) == ("Because it says so.", "Desk Four", "DF")
    assert comment.timestamp == dt.datetime(2025, 8, 18, tzinfo=dt.UTC)


def test_each_list_of_clauses_begins_with_one() -> None:
    document = opened(PAPER)
    assert texts(document, "Clause") == ["One.[1]", "Two.", "One again."]
    assert texts(document, "Below Clause") == ["Open."]
    clauses = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Clause"]
    first, second, third = (each._p.pPr.numPr.numId.val for each in clauses)
    assert first == second != third
    numbering = document.part.numbering_part.element
    tags = [etree.QName(each).localname for each in numbering]
    assert tags == sorted(tags, key=("abstractNum", "num").index)  # the order that the format asks for


def test_a_table_repeats_its_head_and_numbers_stand_flush_right() -> None:
    (table, _) = opened(PAPER).tables
    head, *rows = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rows)
    assert [cell.text for cell in head.cells] == list(TABLE.columns)
    assert [cell.text for cell in rows[0].cells][1:] == ["1,234,567", "12.3", "yes", "1", "45 in 100 (20 to 71)"]
    assert rows[0].cells[0].text == TRICKY
    assert [cell.paragraphs[0].style.name == "Table Number" for cell in rows[0].cells] == TABLE.numeric()
    assert table.style.name == "Comity Table"
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == TABLE.title


def test_a_figure_is_a_picture_with_its_words() -> None:
    document = opened(PAPER)
    (picture,) = document.inline_shapes
    assert picture._inline.docPr.get("descr") == 'In "words"'
    assert picture.width <= document.sections[0].page_width - 2 * document.sections[0].left_margin
    (image,) = (part for part in document.part.package.iter_parts() if part.partname.endswith(".png"))
    assert image.blob.startswith(b"\x89PNG")


def test_every_page_bears_the_marking_the_title_what_it_was_made_with_and_its_number() -> None:
    section = opened(PAPER).sections[0]
    assert [each.text for each in section.header.paragraphs] == [
        "RESTRICTED", "Talks · Desk Four · as of 18 August 2025"
    ]  # fmt: skip
    assert [each.text for each in section.footer.paragraphs] == [
        "Comity 0.1.0 · case 3f9ab2c41d07 · page 1 of 1", "RESTRICTED"
    ]  # fmt: skip
    codes = [each.text for each in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    plain = opened(replace(PAPER, running=Running())).sections[0]
    assert [each.text for each in plain.header.paragraphs] == ["Talks"]
    assert [each.text for each in plain.footer.paragraphs] == ["page 1 of 1"]


def test_the_same_paper_is_the_same_bytes_and_its_properties_are_the_papers_own() -> None:
    assert word(PAPER) == word(PAPER)
    about = opened(PAPER).core_properties
    assert (about.title, about.author, about.category) == ("Talks", "Desk Four", "RESTRICTED")
    assert about.created == about.modified == dt.datetime(2025, 8, 18, tzinfo=dt.UTC)
    assert about.comments == RUNNING.foot
    undated = opened(replace(PAPER, running=Running())).core_properties
    assert (undated.author, undated.created.year) == ("Comity", 2000)
    with zipfile.ZipFile(io.BytesIO(word(PAPER))) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
        assert not any("thumbnail" in name for name in archive.namelist())


def test_annexes_begin_on_a_page_of_their_own() -> None:
    annexes = (Section("Annex A. Rows", ("A.",), annex=True), Section("Annex B. Sources", ("B.",), annex=True))
    document = opened(replace(PAPER, sections=(Section("Terms", ("T.",)), *annexes)))
    heads = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert [head.text for head in heads] == ["Terms", "Annex A. Rows", "Annex B. Sources"]
    assert [bool(head.paragraph_format.page_break_before) for head in heads] == [False, True, False]


def test_a_cell_of_several_lines_keeps_them_and_where_they_lead() -> None:
    lines = Table("Lines", ("said",), ((Lines(("one", Link("two", "there"))),),), anchors=("there",))
    document = opened(one(lines))
    assert document.tables[0].rows[1].cells[0].text == "one\ntwo"
    assert [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))] == ["row_1"]


WIDE = Table("Wide", tuple(f"column{at:02}" for at in range(12)), (tuple(f"entry-{at:06}" for at in range(12)),))
WIDEST = Table("Widest", tuple(f"column{at:02}" for at in range(40)), (tuple(range(40)),))


def test_a_wide_table_turns_the_page_and_back() -> None:
    document = opened(one("Before.", WIDE, "After."))
    shapes = [section.page_width > section.page_height for section in document.sections]
    assert shapes == [False, True, False]
    assert sum(column.width for column in document.tables[0].columns) <= 297 * 36000
    # A heading goes with the table that it is of.
    assert [section.page_width > section.page_height for section in opened(one(WIDE)).sections] == [False, True]


def test_columns_that_no_page_holds_go_on_below_each_beginning_with_what_the_row_is() -> None:
    document = opened(one(WIDEST))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert len(heads) > 1
    assert all(head[0] == "column00" for head in heads)
    assert [name for head in heads for name in head[1:]] == list(WIDEST.columns[1:])
    assert texts(document, "Caption")[:2] == ["Widest", "Widest (continued)"]


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), max_size=4), st.integers(1500, 9000))
@settings(max_examples=50, deadline=None)
def test_columns_fill_the_width_at_most_and_words_keep_room_where_there_is_any(rows: Any, room: int) -> None:
    table = Table("T", ("a", "b", "c"), tuple(map(tuple, rows)))
    wide = widths(table, range(3), room)
    assert sum(wide) <= room
    if sum(needed(table)) <= room:
        assert all(width >= least for width, least in zip(wide, needed(table), strict=True))
        assert blocks(table, room) == [[0, 1, 2]]


def well_formed(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


@given(st.text(st.characters(codec=None), max_size=40))
@settings(max_examples=15, deadline=None)
def test_whatever_is_said_breaks_no_file(said: str) -> None:
    table = Table(said, (said, "b"), ((said, 1), (Link(said, said), 2)), said, (said, "x"))
    note = Note(said, said, None, said)
    parts = (said, Heading(said), Paragraph(said, (note,), (said,)), table)
    hostile = Paper(said, said, (said,), (said,), (Section(said, parts, annex=True),), Running(said, said, said, said))
    data = word(hostile)
    well_formed(data)
    Document(io.BytesIO(data))


@pytest.mark.parametrize(
    ("said", "written"),
    [("a\x00b\x1b[2J", "a\\x00b\\x1b[2J"), ("a\u202eb", "a\\u202eb"), ("\ufffe", "\\ufffe"), ("\ud800", "\\ud800")],
)
def test_what_commands_hides_or_turns_writing_is_written_out(said: str, written: str) -> None:
    document = opened(one(said))
    assert document.paragraphs[-1].text == written


def test_a_word_of_a_thousand_letters_and_a_table_of_a_thousand_rows_fit_a_page() -> None:
    rows = tuple((f"row {at}", "w" * (1000 if at == 500 else 3), at) for at in range(1000))
    document = opened(one(Table("Long", ("name", "word", "number"), rows)))
    (table,) = document.tables
    assert len(table._tbl.tr_lst) == 1001
    assert sum(column.width for column in table.columns) <= 170 * 36000 + 1000


def test_our_own_reader_reads_it() -> None:
    text = read(word(PAPER)).text
    for said in ("It asks.[1][2]", "One again.", "1,234,567", "“never a treaty”, A letter"):
        assert said in text
    assert re.search(r"^A sentence\.$", text, re.MULTILINE)


def test_short_words_have_room_in_wide_types_too() -> None:
    """In DejaVu Sans of 9 points "now" is 372 twentieths of a point wide, and "326" 344; 140 stand free beside them."""
    table = Table("T", ("if", "now"), (("a word", 326),))
    assert needed(table)[1] >= 372 + 140
    assert needed(Table("T", ("if", "n"), (("a word", 326),)))[1] >= 344 + 140

"""The one page as parts of a paper: every sentence of the page is there, and it is one page in Word too."""

from __future__ import annotations

import io

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from comity.case.check import read_case
from comity.finding import Table
from comity.papers.document import Brief, Paragraph
from comity.papers.one_page.paper import one_sheet
from comity.papers.one_page.parts import OneSheet
from comity.show.word.document import word
from material import WASHINGTON
from talks import line, talks


def told(paper: OneSheet) -> str:
    """All words of a paper."""
    parts = [part for section in paper.sections for part in section.parts]
    words = [*paper.warnings, *paper.verdict]
    for part in parts:
        if isinstance(part, Table):
            words += [part.note, *(str(cell) for row in part.rows for cell in row)]
        else:
            words.append(part.text if isinstance(part, Paragraph) else str(part))
    return " ".join(words)


def test_every_sentence_of_the_page_is_in_the_paper() -> None:
    for case in (talks(), talks(red_lines=[line("a", y="q")]), read_case(WASHINGTON)):
        paper = one_sheet(case)
        assert paper.sections
        for sentence in paper.sheet.sentences():
            assert sentence.text in told(paper)


def test_what_is_supposed_is_said_and_changes_the_digest() -> None:
    usual, other = one_sheet(talks()), one_sheet(talks(), suppose=["a: no_deal=80"])
    assert usual.warnings == ()
    assert other.warnings
    assert usual.running.digest != other.running.digest


def test_in_word_it_is_set_close_so_that_it_fits_one_page() -> None:
    close = Document(io.BytesIO(word(one_sheet(talks()))))
    assert {each.style.name.split(" ")[0] for each in close.paragraphs if each.text} == {"One"}
    assert close.styles["One Page Normal"].font.size.pt == 9
    assert close.styles["Normal"].font.size.pt > 10
    assert all(section.left_margin.mm < 15 for section in close.sections)
    # The boxes stand in two columns between what goes across the page.
    columns = [int(section._sectPr.find(qn("w:cols")).get(qn("w:num"))) for section in close.sections]
    assert columns == [1, 2, 1]
    assert [section.start_type for section in close.sections][1:] == [WD_SECTION.CONTINUOUS] * 2


def test_a_brief_in_word_begins_with_the_page() -> None:
    sheet = one_sheet(talks()).sheet
    document = Document(io.BytesIO(word(Brief("Talks", "All.", (), ("Yes.",), (), first=sheet))))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:4] == ["Talks", "All.", sheet.headline.text, sheet.lead.text]
    (rest,) = (paragraph for paragraph in document.paragraphs if paragraph.text == "The brief")
    assert rest.style.name == "Heading 1"
    assert [section.start_type for section in document.sections][-1] == WD_SECTION.NEW_PAGE
    assert round(document.sections[-1].left_margin.mm) == 20
    assert document.sections[-1]._sectPr.find(qn("w:cols")).get(qn("w:num")) == "1"
    assert texts[texts.index("The brief") + 1] == "Yes."
    assert document.styles["Normal"].font.size.pt > 10

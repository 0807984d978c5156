"""A paper as a Word file, part by part."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from functools import singledispatchmethod
from itertools import count
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, Twips

from comity.figure import Figure
from comity.finding import Table
from comity.papers.document import NOTES, Brief, Clauses, Heading, Note, Paper, Paragraph, Part, Section
from comity.papers.one_page.parts import OneSheet, across, boxes, last
from comity.papers.one_page.sheet import Sheet
from comity.show.word import styles
from comity.show.word.archive import packed
from comity.show.word.elements import bookmark, element, field, link, run
from comity.show.word.letters import in_one_line
from comity.show.word.tables import blocks, grid, identifiers, needed

LONG, SHORT, MARGIN, NARROW, GAP = Mm(297), Mm(210), Mm(20), Mm(14), Mm(8)
AFTER_COLUMNS = (
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:bidi",
    "w:rtlGutter",
    "w:docGrid",
)
"""What stands behind the columns in the shape of a section, as the format wants it."""
NO_DAY = dt.date(2000, 1, 1)
"""When a file says that it was made, where the case names no day."""
MOST_TITLE = 250
"""How many letters a property of a file holds."""
DENSE = 2
"""How many dots of a figure stand where a screen has one."""


def word(paper: Paper) -> bytes:
    """The paper as a Word file: the same bytes for the same paper.

    Evidence is numbered notes at the end, which the numbers in the text lead to; reasons are comments; figures are
    pictures with their words beside them. What a file cannot hold of hostile text is written out.
    """
    return _Writer(paper).written()


class _Writer:
    """A document on its way: what was written of it, its notes, and where links lead."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Any = Document()
        links = self.document.part.package.rels
        for name in [name for name, held in links.items() if held.reltype.endswith("/thumbnail")]:
            del links[name]  # a picture of the empty template
        styles.prepare(self.document)
        first = paper.sheet if isinstance(paper, OneSheet) else paper.first if isinstance(paper, Brief) else None
        self.sheet = first if isinstance(first, Sheet) else None
        self.tight, self.columns = self.sheet is not None, 1
        self.named = identifiers(self.document)
        self.places = {anchor: f"row_{number}" for number, anchor in enumerate(sorted(paper.anchors()), 1)}
        self.notes: dict[Note, int] = {}
        self._numbers: Iterator[int] = count(1)
        self.wide = False

    def written(self) -> bytes:
        """The whole file."""
        self._page()
        self._properties()
        self._running()
        self._paragraph(self.paper.title, "Title")
        self._paragraph(self.paper.subtitle, "Subtitle")
        if self.sheet is not None:
            self._one_page(self.sheet)
        if not isinstance(self.paper, OneSheet):
            self._rest()
        return packed(self.document)

    def _one_page(self, sheet: Sheet) -> None:
        """The one page, set small and close; its boxes stand in two columns."""
        if sheet.supposed:
            self._paragraph(sheet.supposed.text, styles.WARNING)
        for sentence in (sheet.headline, sheet.lead):
            self._paragraph(sentence.text, styles.ANSWER)
        for columns, told in ((1, across(sheet)), (2, boxes(sheet)), (1, last(sheet))):
            if told:
                self._in_columns(columns)
            for section in told:
                self._paragraph(section.title, "Heading 1")
                for part in section.parts:
                    self._part(part)

    def _rest(self) -> None:
        """Everything that a paper says, after its one page where it has one."""
        if self.sheet is not None:
            self.tight, self.columns = False, 1
            self._laid_out(self.document.add_section(WD_SECTION.NEW_PAGE))
            self._paragraph("The brief", "Heading 1")
        for warning in self.paper.warnings:
            self._paragraph(warning, styles.WARNING)
        for sentence in self.paper.verdict:
            self._paragraph(sentence, styles.ANSWER)
        annexes = False
        for section in self.paper.sections:
            self._section(section, new_page=section.annex and not annexes)
            annexes |= section.annex
        self._last()

    def _section(self, section: Section, new_page: bool) -> None:
        turned = self._turn(self._is_wide(section.parts[0])) if section.parts else False
        heading = self._paragraph(section.title, "Heading 1")
        heading.paragraph_format.page_break_before = True if new_page and not turned else None
        for part in section.parts:
            self._turn(self._is_wide(part))
            self._part(part)

    @singledispatchmethod
    def _part(self, part: Part) -> None:
        raise TypeError(f"nothing is known of how to write a {type(part).__name__} in Word")

    @_part.register
    def _(self, part: str) -> None:
        self._paragraph(part)

    @_part.register
    def _(self, part: Heading) -> None:
        self._paragraph(part.text, f"Heading {min(max(part.level, 2), 3)}")

    @_part.register
    def _(self, part: Paragraph) -> None:
        self._noted(part, {"answer": styles.ANSWER, "small": styles.SMALL}.get(part.style, ""))

    @_part.register
    def _(self, part: Clauses) -> None:
        number = styles.numbering(self.document)
        for clause in part.clauses:
            shape = self._noted(clause.said, styles.CLAUSE)._p.get_or_add_pPr()
            shape.get_or_add_numPr().extend([element("w:ilvl", val=0), element("w:numId", val=number)])
            for below in clause.below:
                self._noted(below, styles.BELOW)

    @_part.register
    def _(self, part: Table) -> None:
        for number, columns in enumerate(blocks(part, self._room)):
            more = " (continued)" if number else ""
            self._paragraph(f"{part.title}{more}", "Caption")
            made = grid(part, columns, self._room, self.styled, self.places, self._number, first=number == 0)
            self.document.element.body.insert_element_before(made, "w:sectPr")
            self._paragraph(part.note if number == 0 else "", styles.SMALL)

    @_part.register
    def _(self, part: Figure) -> None:
        drawn = part.png(DENSE)
        paragraph = self._paragraph("", styles.FIGURE)
        dots = int.from_bytes(drawn[16:20], "big")  # the width stands first in the head of a PNG
        width = min(Emu(dots * 914400 // (96 * DENSE)), Twips(self._room))
        picture = paragraph.add_run().add_picture(io.BytesIO(drawn), width=width)
        about = picture._inline.docPr
        about.set("descr", in_one_line(part.alt))
        about.set("title", in_one_line(part.title))
        self._paragraph(part.title, styles.SMALL)

    def _noted(self, part: Paragraph, style: str = "") -> Any:
        """A paragraph with the numbers of its notes, and its reasons as comments."""
        made = self._paragraph(part.text or " ", style)  # a comment needs something to be on
        for note in part.notes:
            number = self.notes.setdefault(note, len(self.notes) + 1)
            made._p.append(link(f"note_{number}", run(f"[{number}]", self.styled[styles.REFERENCE])))
        for remark in part.remarks:
            author = in_one_line(self.paper.running.author) or "Comity"
            initials = "".join(name[0] for name in author.split())[:3]
            comment = self.document.add_comment(made.runs[:1], "", author, initials)
            comment._comment_elm.date = self._made
            comment.paragraphs[0]._p.append(run(remark))
        return made

    def _last(self) -> None:
        """The notes, numbered as the text has them."""
        if not self.notes:
            return
        self._turn(False)
        self._paragraph(NOTES, "Heading 1")
        for note, number in self.notes.items():
            begin, end = bookmark(self._number(), f"note_{number}")
            made = self._paragraph("", styles.NOTE)
            made._p.extend([begin, run(f"{number}. {note.words}"), end])

    def _paragraph(self, text: str, style: str = "") -> Any:
        name = style or "Normal"
        made = self.document.add_paragraph(style=styles.on_one_page(name) if self.tight else name)
        if text:
            made._p.append(run(text))
        return made

    def _number(self) -> int:
        return next(self._numbers)

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = SHORT, LONG
        section.header_distance = section.footer_distance = Mm(10)
        self._laid_out(section)

    def _laid_out(self, section: Any) -> None:
        """Give a section of the document its margins and columns."""
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = self.margin
        for had in section._sectPr.findall(qn("w:cols")):
            section._sectPr.remove(had)
        columns = element("w:cols", num=self.columns, space=int(GAP / Twips(1)))
        section._sectPr.insert_element_before(columns, *AFTER_COLUMNS)

    def _in_columns(self, number: int) -> None:
        """Go on in some columns, where these are others than so far."""
        if number != self.columns:
            self.columns = number
            self._laid_out(self.document.add_section(WD_SECTION.CONTINUOUS))
            between = self.document.paragraphs[-1].paragraph_format  # it holds the break, and nothing to read
            between.line_spacing, between.space_before, between.space_after = Pt(1), Pt(0), Pt(0)

    @property
    def margin(self) -> Mm:
        """How much of the paper stays free at each side."""
        return NARROW if self.tight else MARGIN

    @property
    def styled(self) -> Mapping[str, str]:
        """The identifiers of styles, by the names of those that they stand for."""
        return {name: self.named[styles.on_one_page(name) if self.tight else name] for name in self.named}

    @property
    def _room(self) -> int:
        """How wide the text is, in twentieths of a point."""
        free = (LONG if self.wide else SHORT) - 2 * self.margin - (self.columns - 1) * GAP
        return int(free / self.columns / Twips(1))

    def _is_wide(self, part: Part) -> bool:
        """Whether a part wants the paper's long side."""
        return isinstance(part, Table) and sum(needed(part)) > int((SHORT - 2 * self.margin) / Twips(1))

    def _turn(self, wide: bool) -> bool:
        """Turn the paper, on a new page, where it does not lie so yet; whether it was turned."""
        if wide == self.wide:
            return False
        self.wide = wide
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (LONG, SHORT) if wide else (SHORT, LONG)
        return True

    @property
    def _made(self) -> dt.datetime:
        """The day that the case describes: a file of the same case is the same whenever it is written."""
        return dt.datetime.combine(self.paper.running.as_of or NO_DAY, dt.time(), dt.UTC)

    def _properties(self) -> None:
        about, running = self.document.core_properties, self.paper.running
        author = in_one_line(running.author)[:MOST_TITLE] or "Comity"
        about.title, about.subject = (
            in_one_line(text)[:MOST_TITLE] for text in (self.paper.title, self.paper.subtitle)
        )
        about.author = about.last_modified_by = author
        about.category, about.comments = (in_one_line(told)[:MOST_TITLE] for told in (running.marking, running.foot))
        about.created = about.modified = self._made
        about.revision, about.language = 1, "en-GB"

    def _running(self) -> None:
        """What every page bears: the marking at both ends, whose paper it is, what it was made with, its number."""
        section, running = self.document.sections[0], self.paper.running
        day = f"as of {running.as_of.day} {running.as_of:%B %Y}" if running.as_of else ""
        told = " · ".join(filter(None, (self.paper.title, running.author, day)))
        head, foot = (place.paragraphs[0] for place in (section.header, section.footer))
        head.style = foot.style = styles.RUNNING
        head._p.append(run(told))
        foot._p.extend([run(f"{running.foot} · page " if running.foot else "page "), *field("PAGE", "1")])
        foot._p.extend([run(" of "), *field("NUMPAGES", "1")])
        if running.marking:
            head.insert_paragraph_before(style=styles.MARKING)._p.append(run(running.marking))
            section.footer.add_paragraph(style=styles.MARKING)._p.append(run(running.marking))

"""The named styles of a Word file, which an office restyles in one place: fonts, sizes, colours, spacing."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from comity.show.word.elements import element

INK, QUIET, ACCENT, LINE = "1D2328", "5D6770", "1B5E7B", "D5DBE0"
SANS = "Calibri"

ANSWER, WARNING, SMALL = "Answer", "Warning", "Small Print"
CLAUSE, BELOW, NOTE = "Clause", "Below Clause", "Source Note"
CELL, NUMBER, HEAD, GRID = "Table Text", "Table Number", "Table Head", "Comity Table"
FIGURE, RUNNING, MARKING, REFERENCE = "Figure", "Running", "Marking", "Note Number"


def prepare(document: Any) -> None:
    """Give a new document the house's styles; those that Word has by itself keep their names."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.find(qn("w:lang")).set(qn("w:val"), "en-GB")
    _written(styles["Normal"], 10.5, INK, after=6, line=1.15)
    _written(styles["Title"], 20, INK, bold=True, after=2)
    _written(styles["Subtitle"], 11, QUIET, after=10)
    for level, (size, before) in enumerate(((15.0, 18.0), (12.0, 12.0), (11.0, 8.0)), 1):
        _written(styles[f"Heading {level}"], size, ACCENT if level == 1 else INK, bold=True, before=before, after=4)
    _written(styles["Caption"], 10, INK, bold=True, before=8, after=3)
    styles["Caption"].paragraph_format.keep_with_next = True
    own: tuple[tuple[str, float, str, float, float], ...] = (
        (ANSWER, 12, INK, 6, 1.15),
        (WARNING, 10, INK, 6, 1.1),
        (SMALL, 9, QUIET, 6, 1.05),
        (CLAUSE, 10.5, INK, 4, 1.15),
        (BELOW, 10, QUIET, 4, 1.1),
        (NOTE, 9, INK, 3, 1.05),
        (CELL, 9, INK, 0, 1.0),
        (NUMBER, 9, INK, 0, 1.0),
        (HEAD, 9, QUIET, 0, 1.0),
        (FIGURE, 10.5, INK, 0, 1.0),
        (RUNNING, 8.5, QUIET, 0, 1.0),
        (MARKING, 9, INK, 2, 1.0),
    )
    for name, points, colour, after, line in own:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        _written(style, points, colour, after=after, line=line)
    styles[BELOW].paragraph_format.left_indent = Mm(9)
    styles[NUMBER].paragraph_format.alignment = 2
    styles[MARKING].font.bold = True
    for name in (RUNNING, MARKING):
        styles[name].paragraph_format.alignment = 1
    styles[SMALL].paragraph_format.space_before = Pt(3)
    styles[FIGURE].paragraph_format.keep_with_next = True
    _barred(styles[ANSWER], ACCENT)
    _barred(styles[WARNING], "C29B2D")
    reference = styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript, reference.font.color.rgb = True, RGBColor.from_string(ACCENT)
    _ruled(styles.add_style(GRID, WD_STYLE_TYPE.TABLE))
    _tighten(document)


TIGHT = {
    "Normal": 9.0, "Title": 14.0, "Subtitle": 9.0, "Heading 1": 10.0, "Heading 2": 9.5, "Caption": 8.5,
    ANSWER: 10.5, WARNING: 8.5, SMALL: 8.0, CELL: 8.0, NUMBER: 8.0, HEAD: 8.0, FIGURE: 9.0, RUNNING: 7.5,
}  # fmt: skip
"""How large text is, in points, on a page that is to fit one sheet."""


def on_one_page(name: str) -> str:
    """The name of the smaller and closer style that stands for another where all is to fit one page."""
    return f"One Page {name}" if name in TIGHT else name


def _tighten(document: Any) -> None:
    """Add a smaller and closer style beside those that a page is set in that is to fit one sheet."""
    for name, size in TIGHT.items():
        style = document.styles.add_style(on_one_page(name), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[name]
        style.font.size = Pt(size)
        shape = style.paragraph_format
        shape.line_spacing, shape.space_after = 1.0, Pt(1.5)
        shape.space_before = Pt(4 if name.startswith("Heading") else 0)


def numbering(document: Any) -> int:
    """A numbering of clauses that begins with 1: its number, for the paragraphs of one list."""
    root = document.part.numbering_part.element
    known = [int(each.get(qn("w:abstractNumId"))) for each in root.findall(qn("w:abstractNum"))]
    number = max(known, default=0) + 1
    level = element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val="decimal"),
        element("w:lvlText", val="%1."),
        element("w:lvlJc", val="left"),
        element("w:pPr", element("w:ind", left=510, hanging=510)),
        ilvl=0,
    )
    kind = element("w:abstractNum", element("w:multiLevelType", val="singleLevel"), level, abstractNumId=number)
    root.insert(len(known), kind)  # before the first list, as the format wants it
    return int(root.add_num(number).numId)


def _written(
    style: Any, size: float, colour: str, bold: bool = False, before: float = 0, after: float = 0, line: float = 1.1
) -> None:
    """How the text of a style looks; a font of the theme would outweigh the one that is named."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = SANS, Pt(size), bold, False
    fonts.set(qn("w:cs"), SANS)
    style.font.color.rgb = RGBColor.from_string(colour)
    for rest in ("w:link", "w:rPr/w:iCs", "w:rPr/w:bCs", "w:rPr/w:spacing", "w:pPr/w:numPr", "w:pPr/w:pBdr"):
        for found in style.element.xpath(f"./{rest}"):  # of the template, which would look through
            found.getparent().remove(found)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line


def _barred(style: Any, colour: str) -> None:
    """A bar at the left of a paragraph."""
    bar = element("w:left", val="single", sz=18, space=8, color=colour)
    shape = style.element.get_or_add_pPr()
    shape.insert_element_before(
        element("w:pBdr", bar), "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
    style.paragraph_format.left_indent = Mm(3)


def _ruled(style: Any) -> None:
    """A table with thin lines between its rows."""
    lines = [
        element(f"w:{side}", val="single", sz=4, space=0, color=LINE if side == "insideH" else QUIET)
        for side in ("top", "bottom", "insideH")
    ]
    margins = [
        element(f"w:{side}", w=wide, type="dxa")
        for side, wide in (("top", 30), ("left", 70), ("bottom", 30), ("right", 70))
    ]
    style.element.append(element("w:tblPr", element("w:tblBorders", *lines), element("w:tblCellMar", *margins)))

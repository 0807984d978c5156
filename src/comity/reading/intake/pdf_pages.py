"""The lines of a PDF's pages, as pdfminer.six finds them, without the marks of notes."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from comity.reading.intake.hyphens import SOFT
from comity.reading.intake.letters import stored
from comity.reading.intake.source import Remark, Unreadable, counted

if TYPE_CHECKING:
    from pdfminer.layout import LTChar

LARGEST_STREAM = 60_000_000
"""So many bytes one part of a PDF unpacks to at most, pictures aside."""
MOST_LETTERS = 2_000_000
MOST_ON_A_PAGE = 60_000
UNKNOWN = "\ufffd"
"""Stands for a letter whose font does not say which it is."""


@dataclass(frozen=True)
class Line:
    """A line of text on a page: its rectangle in points, from the left lower corner, and the size of its letters."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float

    @property
    def width(self) -> float:
        """How wide the line is."""
        return self.x1 - self.x0


@dataclass
class Page:
    """A page: its lines in the order in which they were drawn, its height, and how much on it stands sideways."""

    height: float
    lines: list[Line] = field(default_factory=list)
    sideways: str = ""
    unknown: int = 0
    letters: int = 0


@dataclass(frozen=True)
class Pages:
    """The pages of a PDF, the title in its properties, and what is said of what could not be read of it."""

    pages: list[Page]
    title: str | None
    remarks: tuple[Remark, ...]


def read_pages(data: bytes) -> Pages:
    """The pages of a PDF. Raises Unreadable where it is protected, or holds more than any report does."""
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import dict_value, resolve1
    from pdfminer.utils import decode_text

    from comity.reading.intake.pdf_device import Letters

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    damaged = _damaged_parts(data)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect:
        raise Unreadable("the PDF is protected by a password", "save an unprotected copy") from None
    stated = next((resolve1(info["Title"]) for info in document.info if "Title" in info), None)
    title = decode_text(stated) if isinstance(stated, bytes) else None
    manager = PDFResourceManager()
    device = Letters(manager, MOST_LETTERS)
    interpreter = PDFPageInterpreter(manager, device)
    found = []
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
        found.append(_page(device.letters, device.height))
    promised = resolve1(dict_value(document.catalog.get("Pages", {})).get("Count"))
    missing = promised - len(found) if isinstance(promised, int) else 0
    return Pages(found, title, tuple(_lost(damaged, missing, b"%%EOF" in data[-4096:])))


def _lost(damaged: int, missing: int, ended: bool) -> Iterator[Remark]:
    """What is said of a PDF that is not whole: parts that do not unpack, pages that it names and has not, no end."""
    fix = "get the file anew, and compare"
    if damaged:
        verb = "is" if damaged == 1 else "are"
        yield Remark(f"{counted(damaged, 'part')} of the PDF {verb} damaged: words may be missing or wrong", fix)
    if 0 < missing < 1_000_000:
        yield Remark(f"{counted(missing, 'page')} of the PDF cannot be found", fix)
    if not ended:
        yield Remark("the PDF breaks off: its end is missing", fix)


_PACKED_OTHERWISE = re.compile(rb"/(?:ASCII85Decode|A85|ASCIIHexDecode|AHx|LZWDecode|LZW|RunLengthDecode|RL|Crypt)\b")


def _damaged_parts(data: bytes) -> int:
    """How many parts of a PDF do not unpack to their end.

    Raises Unreadable for small files that unpack to gigabytes, which are made to stop programs; pictures are large, but
    are not unpacked. What is encrypted (without a password) cannot be told from what is damaged.
    """
    damaged = 0
    for match in re.finditer(rb"\bstream\r?\n", data):
        head = data[max(0, match.start() - 1500) : match.start()].rpartition(b"obj")[2]
        if re.search(rb"/Subtype\s*/Image", head) or not re.search(rb"/(FlateDecode|Fl)\b", head):
            continue
        if len(re.findall(rb"/(?:FlateDecode|Fl)\b", head)) > 1:
            raise Unreadable("a part of the PDF is packed twice, as harmful files are", "print it to a new PDF")
        told = not _PACKED_OTHERWISE.search(head) and b"/Encrypt" not in data
        unpacker, size = zlib.decompressobj(), 0
        rest = data[match.end() : match.end() + 65536]
        at = match.end() + len(rest)
        try:
            while rest and not unpacker.eof:
                size += len(unpacker.decompress(rest, 1_000_000))
                rest = unpacker.unconsumed_tail
                if not rest:
                    rest = data[at : at + 65536]
                    at += len(rest)
                if size > LARGEST_STREAM:
                    what = f"a part of the PDF unpacks to more than {LARGEST_STREAM // 1_000_000} MB"
                    raise Unreadable(what, "print it to a new PDF; if you did not make it yourself, do not open it")
            damaged += told and not unpacker.eof
        except zlib.error:
            damaged += told
    return damaged


def _page(letters: list[LTChar], height: float) -> Page:
    from pdfminer.layout import LAParams, LTLayoutContainer

    page = Page(height, letters=len(letters), unknown=sum(letter.get_text() == UNKNOWN for letter in letters))
    if len(letters) > MOST_ON_A_PAGE:
        raise Unreadable(f"a page of the PDF holds {len(letters):,} letters", "print it to a new PDF, or save its text")
    page.sideways = "".join(letter.get_text() for letter in letters if not letter.upright).strip()
    upright = list(_without_note_marks(letter for letter in letters if letter.upright))
    if not upright:
        return page
    container = LTLayoutContainer((0, 0, 1, 1))
    for group in container.group_objects(LAParams(char_margin=1.0), upright):
        raw = group.get_text().strip()
        # A soft hyphen means something at the end of a line only, where the word goes on.
        text = stored(raw) + SOFT * raw.endswith(SOFT)
        if text and not group.is_empty():
            size = median(letter.size for letter in group if hasattr(letter, "size"))
            page.lines.append(Line(text, group.x0, group.y0, group.x1, group.y1, size))
    page.lines = _mended(page.lines)
    return page


def _without_note_marks(letters: Iterator[LTChar]) -> Iterator[LTChar]:
    """Small raised digits behind a word are the marks of notes, and no part of the word."""
    base: LTChar | None = None
    last: Any = None
    for letter in letters:
        text = letter.get_text()
        if (
            base is not None
            and letter.size < 0.8 * base.size
            and letter.y0 > base.y0 + 0.15 * base.size
            and letter.y0 < base.y0 + base.size
            and abs(letter.x0 - last.x1) < base.size
            and (text.isdigit() or text in "*†‡§,")
            and base.get_text() != "m"
        ):
            last = letter
            continue
        if text.strip():
            base = letter
        last = letter
        yield letter


def _mended(lines: list[Line]) -> list[Line]:
    """Pieces of one line put together: words in bold that were drawn after the others, words far apart in a full line.

    The blank between two columns is at least as wide as the letters are high.
    """
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: (-round(line.y0 / 3), line.x0)):
        last = rows[-1] if rows else None
        if (
            last is not None
            and abs(last.y0 - line.y0) < 0.3 * line.size
            and abs(last.size - line.size) < 0.3 * line.size
            and -0.2 * line.size < line.x0 - last.x1 < 0.9 * line.size
        ):
            blank = " " if line.x0 - last.x1 > 0.12 * line.size else ""
            size = max(last.size, line.size)
            rows[-1] = Line(
                last.text + blank + line.text, last.x0, min(last.y0, line.y0), line.x1, max(last.y1, line.y1), size
            )
        else:
            rows.append(line)
    return rows

"""PDF files: paragraphs in the order of reading, without what stands on every page.

pdfminer.six gives the letters with their places. pypdfium2 (as large, and faster) and pypdf were measured too: neither
has a notion of columns, and pypdfium2 drops the hyphens at the ends of lines.
"""

from __future__ import annotations

import re
from collections import Counter

from comity.reading.intake.hyphens import HYPHENS, SOFT, joined
from comity.reading.intake.letters import stored
from comity.reading.intake.pdf_layout import Block, blocks, without_furniture
from comity.reading.intake.pdf_pages import Line, Page, read_pages
from comity.reading.intake.source import Document, Remark, Unreadable, counted, sample
from comity.reading.intake.titles import told_title

NAME = "PDF"
SUFFIXES = (".pdf",)

_ENDS = '.!?:;"”»’)]'
_ITEM = re.compile(r"(?:[•●▪◦–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s")
_NOTE = re.compile(r"\s*(?:\d{1,3}|[*†‡§]+)")


def read(data: bytes) -> Document:
    """The text of a PDF. Raises Unreadable where it cannot be read."""
    whole = read_pages(data)
    found = whole.pages
    if not found:
        raise Unreadable("the PDF cannot be read: it has no pages", "save it again as PDF, or as text")
    if sum(page.unknown for page in found) > 0.2 * sum(page.letters for page in found):
        what = "the letters of the PDF cannot be told: its fonts do not say which they are"
        raise Unreadable(what, "recognise its text (OCR), or save the original as .docx")
    left, furniture = without_furniture(found)
    sizes = Counter(round(line.size, 1) for lines in left for line in lines for _ in line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    flow: list[Block] = []
    notes: list[Block] = []
    tables = []
    for number, lines in enumerate(left, start=1):
        for block in blocks(lines):
            above, foot = _split(block, body)
            flow += [above] if above.lines else []
            notes += [foot] if foot.lines else []
            if block.rows and number not in tables:
                tables.append(number)
    words = "\n".join(line.text for lines in left for line in lines)
    text = "\n".join((*_paragraphs(flow, words), *_paragraphs(notes, words)))
    remarks = [*whole.remarks, *_about_pages(found, furniture), *_about_tables(tables)]
    return Document(text, title=told_title(whole.title, text) or _heading(left, body), remarks=tuple(remarks))


def _split(block: Block, body: float) -> tuple[Block, Block]:
    """A block without the notes at its foot, and these: small lines, the first beginning with the mark of a note."""
    at = len(block.lines)
    while at > 0 and block.lines[at - 1].size <= 0.92 * body:
        at -= 1
    while at < len(block.lines) and not _NOTE.match(block.lines[at].text):
        at += 1
    if block.rows or at == 0:
        return block, Block(())
    return Block(block.lines[:at]), Block(block.lines[at:])


def _paragraphs(flow: list[Block], words: str) -> list[str]:
    """The paragraphs of blocks that follow each other; a sentence that a column or page breaks off goes on."""
    found: list[str] = []
    last: tuple[Line, Block] | None = None
    for block in flow:
        leading = _leading(block)
        for line in block.lines:
            text = line.text.strip()
            if last is None or not found or _begins(line, block, *last, leading):
                found.append(text)
            elif found[-1][-1:] in HYPHENS + SOFT and len(found[-1]) > 1:
                found[-1] = joined(found[-1], text, words)
            else:
                found[-1] = f"{found[-1]} {text}"
            last = (line, block)
    return found


def _leading(block: Block) -> float:
    """How far the lines of a block are apart."""
    steps = [a.y0 - b.y0 for a, b in zip(block.lines, block.lines[1:], strict=False) if a.y0 - b.y0 > 1]
    # Of lines and paragraphs, the lines are the nearer ones, and there are more of them.
    return sorted(steps)[len(steps) // 3] if steps else 0.0


def _begins(line: Line, block: Block, last: Line, before: Block, leading: float) -> bool:
    """Does a paragraph begin with this line?"""
    if block.rows or before.rows or abs(line.size - last.size) > 0.12 * max(line.size, last.size):
        return True
    left, right = before.left, before.right
    full = last.x1 >= right - 0.15 * (right - left)
    text = last.text.rstrip()
    ended = text[-1:] in _ENDS
    if block is not before:
        return ended or not (line.text[:1].islower() or full or text[-1:] in HYPHENS + SOFT)
    if last.y0 - line.y0 > 1.3 * leading + 1:
        return True
    if _ITEM.match(line.text) and (ended or not line.text[0].isalnum() or not full):
        return True
    indented = line.x0 > left + 0.7 * line.size and last.x0 <= left + 0.3 * line.size
    if indented and (ended or line.text[:1].isupper()):
        return True
    short = last.x1 < right - 0.2 * (right - left)
    return (short and ended) or (last.x1 < right - 0.35 * (right - left) and not line.text[:1].islower())


def _heading(pages: list[list[Line]], body: float) -> str | None:
    """What is set largest on the first page that holds words."""
    lines = next((lines for lines in pages if lines), [])
    largest = max((line.size for line in lines), default=0.0)
    if largest < 1.15 * body:
        return None
    title = " ".join(line.text for line in lines if line.size > 0.95 * largest)
    return stored(title) if any(c.isalpha() for c in title) and len(title) <= 250 else None


def _about_pages(found: list[Page], furniture: list[str]) -> list[Remark]:
    remarks = []
    if furniture:
        remarks.append(Remark(f"what stands on every page is left out: {sample(furniture)}"))
    empty = [number for number, page in enumerate(found, start=1) if not page.lines]
    if empty and len(empty) < len(found):
        what = f"no text on {_numbered(empty)}: pictures of text are not read"
        remarks.append(Remark(what, "recognise their text (OCR), if it matters"))
    unknown = [number for number, page in enumerate(found, start=1) if page.unknown]
    if unknown:
        letters = sum(page.unknown for page in found)
        what = f"{counted(letters, 'letter')} cannot be told on {_numbered(unknown)}; \ufffd stands for each"
        remarks.append(Remark(what, "look at the page"))
    if sideways := [page.sideways for page in found if page.sideways]:
        remarks.append(Remark(f"text that stands sideways is left out: {sample(sideways)}"))
    return remarks


def _about_tables(numbers: list[int]) -> list[Remark]:
    if not numbers:
        return []
    what = f"what stands side by side on {_numbered(numbers)} was read as rows of a table"
    return [Remark(what, "compare it with the page")]


def _numbered(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8])) + (", ..." if len(numbers) > 8 else "")
    return f"page{'s' * (len(numbers) > 1)} {shown}"

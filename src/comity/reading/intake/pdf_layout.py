"""The order in which the lines of a page are read: columns one after the other, rows of a table as rows.

pdfminer.six orders the boxes of a page by how near they are to each other: on 36 two-column pages with gutters of 14 to
30 points and paragraphs 0 to 12 points apart it read 29 in order, pypdfium2 and pypdf, which keep the order of drawing,
the 18 that are drawn so. Here the gutter is looked for first: all 36.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from comity.reading.intake.pdf_pages import Line, Page

GUTTER = 6.0
"""So many points are free between two columns at least."""
MOST_LINES = 2000
"""On a page with more lines no columns are looked for."""
_NUMBER = re.compile(
    r"[-–—|\[(]*\s*(p\.?|page|pg\.?)?\s*(\d{1,4}|[ivxl]{1,6})\s*((/|of|\|)\s*\d{1,4})?\s*[-–—|\])]*", re.IGNORECASE
)


@dataclass(frozen=True)
class Block:
    """Lines that are read one below the other: a column, or what spans the page. `rows`: they are rows of a table."""

    lines: tuple[Line, ...]
    rows: bool = False

    @cached_property
    def left(self) -> float:
        """Where its leftmost line begins."""
        return min(line.x0 for line in self.lines)

    @cached_property
    def right(self) -> float:
        """Where its longest line ends."""
        return max(line.x1 for line in self.lines)


def blocks(lines: list[Line]) -> list[Block]:
    """The blocks of a page in the order of reading."""
    lines = sorted(lines, key=lambda line: (-line.y0, line.x0))
    gutter = _gutter(lines)
    if gutter is None:
        return [Block(tuple(lines))] if lines else []
    found: list[Block] = []
    band: list[Line] = []
    for line in lines:
        if line.x0 < gutter < line.x1:
            found += _sides(band, gutter)
            band = []
            if found and not found[-1].rows and _spans(found[-1], gutter):
                found[-1] = Block((*found[-1].lines, line))
            else:
                found.append(Block((line,)))
        else:
            band.append(line)
    return found + _sides(band, gutter)


def _spans(block: Block, gutter: float) -> bool:
    return any(line.x0 < gutter < line.x1 for line in block.lines)


def _sides(band: list[Line], gutter: float) -> list[Block]:
    left = [line for line in band if line.x1 <= gutter]
    right = [line for line in band if line.x0 >= gutter]
    if not left or not right:
        return blocks(left or right) if band else []
    if _is_prose(left) and _is_prose(right):
        return blocks(left) + blocks(right)
    return [Block(_rows(band), rows=True)]


def _gutter(lines: list[Line]) -> float | None:
    """Where a page is parted from top to bottom, lines that span it aside; None where it is not."""
    if not 4 <= len(lines) <= MOST_LINES:
        return None
    first, last = min(line.x0 for line in lines), max(line.x1 for line in lines)
    best: tuple[int, float] | None = None
    start: float | None = None
    x = first + 20
    while x < last - 20:
        left = [line for line in lines if line.x1 <= x]
        right = [line for line in lines if line.x0 >= x + GUTTER]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) >= 2 and crossing <= 0.6 * len(lines) and _beside(left, right):
            if best is None or crossing < best[0]:
                best, start = (crossing, x), x
            elif crossing == best[0] and start is not None and x - start < 40:
                best = (crossing, (start + x) / 2)
        x += 2
    return best[1] + GUTTER / 2 if best else None


def _beside(left: list[Line], right: list[Line]) -> bool:
    """Do these stand beside each other, the right ones beginning at one place?"""
    top = min(max(line.y1 for line in left), max(line.y1 for line in right))
    bottom = max(min(line.y0 for line in left), min(line.y0 for line in right))
    heights = min(max(line.y1 for line in side) - min(line.y0 for line in side) for side in (left, right))
    edge, _ = Counter(round(line.x0 / 3) for line in right).most_common(1)[0]
    near = sum(abs(round(line.x0 / 3) - edge) <= 1 for line in right)
    return top - bottom > 0.5 * heights and near >= 0.5 * len(right)


def _is_prose(lines: list[Line]) -> bool:
    """Do these lines run on, as in a column of text or several, or are they cells?"""
    gutter = _gutter(lines)
    if gutter is not None:
        left = [line for line in lines if line.x1 <= gutter]
        return _is_prose(left) and _is_prose([line for line in lines if line.x0 >= gutter])
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    full = median(line.width for line in lines) >= 0.6 * width
    return full and median(len(line.text.split()) for line in lines) >= 3


def _rows(band: list[Line]) -> tuple[Line, ...]:
    """Lines at one height written as one: the row of a table."""
    rows: list[Line] = []
    for line in sorted(band, key=lambda line: (-line.y0, line.x0)):
        last = rows[-1] if rows else None
        if last is not None and abs(last.y0 - line.y0) < 0.5 * line.size:
            rows[-1] = Line(f"{last.text} | {line.text}", last.x0, last.y0, line.x1, last.y1, last.size)
        else:
            rows.append(line)
    return tuple(sorted(rows, key=lambda line: (-round(line.y0), line.x0)))


def without_furniture(pages: list[Page]) -> tuple[list[list[Line]], list[str]]:
    """The lines of each page without heads, feet and page numbers; and what these said, each once.

    A head or foot is a line near an edge that stands on several pages, its numbers the same or growing with the pages.
    """
    edges = [_at_the_edges(page) for page in pages]
    alike: dict[str, list[tuple[int, Line]]] = {}
    for number, edge in enumerate(edges):
        for line in edge:
            alike.setdefault(re.sub(r"\d+", "#", " ".join(line.text.casefold().split())), []).append((number, line))
    enough = max(2, round(0.3 * len(pages)))
    furniture: set[tuple[int, Line]] = set()
    for found in alike.values():
        repeated = _repeated(found)
        if len({number for number, _ in repeated}) >= enough:
            furniture.update(repeated)
    left, said = [], []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        gone = {line for line in edge if (number, line) in furniture or _is_number(line, page)}
        left.append([line for line in page.lines if line not in gone])
        said += [line.text for line in page.lines if line in gone and any(c.isalpha() for c in line.text)]
    words = {re.sub(r"\d+", "#", text): text for text in reversed(said)}
    return left, list(reversed(words.values()))


def _repeated(found: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Of lines that are alike but for their numbers, those whose numbers stay, or count the pages."""
    for place in range(len(re.findall(r"\d+", found[0][1].text))):
        numbers = [int(re.findall(r"\d+", line.text)[place]) for _, line in found]
        same, much = Counter(numbers).most_common(1)[0]
        first, counting = Counter(n - page for n, (page, _) in zip(numbers, found, strict=True)).most_common(1)[0]
        found = [
            (page, line)
            for n, (page, line) in zip(numbers, found, strict=True)
            if (n == same if much >= counting else n - page == first)
        ]
    return found


def _at_the_edges(page: Page) -> list[Line]:
    """The lines near the upper and lower edge of a page."""
    heights = sorted({round(line.y0) for line in page.lines})
    outer = {*heights[:3], *heights[-3:]}
    zone = 0.13 * page.height
    return [line for line in page.lines if round(line.y0) in outer and (line.y1 < zone or line.y0 > page.height - zone)]


def _is_number(line: Line, page: Page) -> bool:
    alone = not any(other is not line and abs(other.y0 - line.y0) < 2 for other in page.lines)
    return alone and _NUMBER.fullmatch(line.text.strip()) is not None

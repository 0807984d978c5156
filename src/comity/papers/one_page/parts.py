"""The one page as parts of a paper, for media that have no page of their own for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from comity.finding import Cell, Table
from comity.papers.document import Paper, Paragraph, Part, Section
from comity.papers.one_page.sheet import Box, Sheet


@dataclass(frozen=True, repr=False)
class OneSheet(Paper):
    """The one page as a paper; sheet: as words in boxes, for whoever has a page of its own for it."""

    sheet: Sheet = field(kw_only=True)


def sections(sheet: Sheet) -> tuple[Section, ...]:
    """Everything below the answer: how sure, the agreements, the boxes, how it was found."""
    return (*across(sheet), *boxes(sheet), *last(sheet))


def across(sheet: Sheet) -> tuple[Section, ...]:
    """What stands below the answer across the page: how sure, and the agreements."""
    sure = Section("How sure", tuple(f"{each.asks} {each.answer.text}" for each in sheet.questions))
    return _filled(sure, Section(sheet.heading, tuple(_agreements(sheet))))


def boxes(sheet: Sheet) -> tuple[Section, ...]:
    """What stands in boxes below the agreements."""
    return _filled(*(Section(box.heading, tuple(_box(box))) for box in (*sheet.left, *sheet.right)))


def last(sheet: Sheet) -> tuple[Section, ...]:
    """How the page was found."""
    foot = " ".join(sentence.text for sentence in sheet.foot)
    return _filled(Section("How this was found", (Paragraph(foot, style="small"),) if foot else ()))


def _filled(*made: Section) -> tuple[Section, ...]:
    return tuple(Section(each.title, each.parts, each.parts) for each in made if each.parts)


def _agreements(sheet: Sheet) -> Iterator[Part]:
    """What all share in words, then the agreements in columns."""
    if not sheet.columns:
        return
    number = len(sheet.columns)
    shared = [row for row in sheet.rows if len(row.cells) != number]
    yield from (f"{row.head}: {row.cells[0].text}" for row in shared if row.cells)
    rows: list[tuple[Cell, ...]] = [
        ("", *(f"{column.title.text}{f' ({column.note})' if column.note else ''}" for column in sheet.columns))
    ]
    rows += [(row.head, *(cell.text for cell in row.cells)) for row in sheet.rows if len(row.cells) == number]
    told = (
        [f"{sheet.trades_heading}: in the rows of the parties."]
        if any(row.kind == "trade" for row in sheet.rows)
        else []
    )
    for more, one, several in ((sheet.more_terms, "term", "terms"), (sheet.more_parties, "party", "parties")):
        told += [f"{more} more {one if more == 1 else several} in the full brief."] if more else []
    yield Table("Side by side", ("", *(column.mark for column in sheet.columns)), tuple(rows), " ".join(told))


def _box(box: Box) -> Iterator[Part]:
    yield from (sentence.text for sentence in (*box.said, *box.points))
    if box.swings:
        bars: tuple[tuple[Cell, ...], ...] = tuple((label.text, low, high) for label, low, high in box.swings.bars)
        yield Table("Agreements possible", ("judgement", "at worst", "at best"), bars, f"Now: {box.swings.now:,}.")
    yield from (Paragraph(sentence.text, style="small") for sentence in box.caption)
    if box.more:
        yield Paragraph(f"{box.more} more in the full brief.", style="small")

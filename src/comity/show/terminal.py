"""Findings and papers on a terminal, as rich renders them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, singledispatch
from typing import Any

from comity.finding import Finding, Table, words
from comity.papers.document import Brief, Clauses, Heading, Paper, Paragraph
from comity.papers.one_page.sheet import Sheet
from comity.show.safe import safe

_DIGIT = re.compile(r"\d")
_LETTERS = (16, 6)  # so many letters of a word in one line make it easy to read; so many are enough


def text(shown: Finding[Any] | Table | Paper, width: int = 100) -> str:
    """A finding, a table or the short form of a paper as plain text without colour, in lines of that width at most."""
    from rich.console import Console

    stream = io.StringIO()
    console = Console(file=stream, width=width, color_system=None, legacy_windows=False)
    for part in renderables(shown):
        console.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


@singledispatch
def renderables(shown: Any) -> list[Any]:
    """The parts of a finding, a table or a paper (its short form), each as rich renders it."""
    raise TypeError(f"nothing is known of how to show a {type(shown).__name__} on a terminal")


@renderables.register
def _finding(finding: Finding) -> list[Any]:  # type: ignore[type-arg]  # singledispatch takes plain classes
    parts = [_paragraph(finding.answer, "bold")]
    parts += [part for table in finding.tables.values() for part in renderables(table)]
    parts += [_paragraph(f"Note: {caveat}") for caveat in finding.caveats]
    return [*parts, _paragraph(finding.basis(), "dim")]


@renderables.register
def _paper(paper: Paper) -> list[Any]:
    mark = [_paragraph(paper.running.marking, "bold")] if paper.running.marking else []
    parts = [*mark, _heading(paper.title), _paragraph(paper.subtitle, "dim")]
    if isinstance(paper, Brief) and paper.first is not None:
        parts += renderables(paper.first)
    parts += [_paragraph(warning, "italic") for warning in paper.warnings]
    parts += [_paragraph(sentence, "bold") for sentence in paper.verdict]
    for section in paper.sections:
        if section.short:
            parts += [_heading(section.title), *(part for each in section.short for part in renderables(each))]
    return [*parts, *mark]


@renderables.register
def _sheet(sheet: Sheet) -> list[Any]:
    """The bottom line, how sure it is, and the agreements that are put forward by their titles."""
    parts = [_paragraph(f"{sheet.headline.text} {sheet.lead.text}", "bold")]
    parts += [_paragraph(f"{question.asks} {question.answer.text}") for question in sheet.questions]
    if sheet.columns:
        agreements = "; ".join(f"{column.mark}: {column.title.text}" for column in sheet.columns)
        parts.append(_paragraph(f"{sheet.heading}. {agreements}."))
    return parts


@renderables.register
def _sentence(sentence: str) -> list[Any]:
    return [_paragraph(sentence)]


@renderables.register
def _head(heading: Heading) -> list[Any]:
    return [_paragraph(heading.text, "bold")]


@renderables.register
def _noted(paragraph: Paragraph) -> list[Any]:
    """The paragraph, its reasons, then its evidence."""
    below = [*paragraph.remarks, *(note.words for note in paragraph.notes)]
    return [_paragraph(paragraph.text), *(_paragraph(said, "dim") for said in below)]


@renderables.register
def _clauses(clauses: Clauses) -> list[Any]:
    parts = []
    for number, clause in enumerate(clauses.clauses, 1):
        numbered = replace(clause.said, text=f"{number}. {clause.said.text}")
        parts += [part for said in (numbered, *clause.below) for part in renderables(said)]
    return parts


@renderables.register
def _table(table: Table) -> list[Any]:
    from rich.console import Group
    from rich.padding import Padding

    below: Iterable[Any] = [_text(table.note, "dim")] if table.note else []
    return [Padding(Group(_text(table.title, "bold"), _Grid(table), *below), (0, 0, 1, 0))]


class _Grid:
    """The rows of a table in columns; one below the other where the width breaks a number."""

    def __init__(self, table: Table) -> None:
        self.columns = [safe(name) for name in table.columns]
        self.rows = [[safe(words(cell)) for cell in row] for row in table.rows]
        self.right = table.numeric()

    @cached_property
    def shown(self) -> list[list[str]]:
        """The rows; what the first cell says again, a row below, is left out where there is more to tell rows by."""
        above = ["", *(row[0] for row in self.rows if row)]
        again = [row[0] == before for row, before in zip(self.rows, above, strict=False) if row]
        if len(self.columns) < 3 or self.right[0] or sum(again) < len(again) / 2:
            return self.rows
        return [["", *row[1:]] if said else row for row, said in zip(self.rows, again, strict=True)]

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        grid = next(filter(None, (self._within(console, options, letters) for letters in _LETTERS)), None)
        yield from self._listed() if grid is None else (grid,)

    def _within(self, console: Any, options: Any, letters: int) -> Any:
        """The grid in a width, with so many letters of a word in one line; None where that breaks more."""
        needed = [self._needed(at, letters) for at in range(len(self.columns))]
        fixed: dict[int, int] = {}
        while True:
            grid = self._grid(fixed)
            # How wide Rich would make the columns, before it does; it tells that to nobody else.
            within = options.update_width(max(1, options.max_width - grid._extra_width))
            widths = grid._calculate_column_widths(console, within)
            room = [width - grid._get_padding_width(at) for at, width in enumerate(widths)]
            narrow = {at: need for at, need in enumerate(needed) if room[at] < need}
            if not narrow:
                return grid
            if narrow.keys() <= fixed.keys():
                return None
            fixed |= narrow

    def _needed(self, at: int, letters: int) -> int:
        """How wide a column has to be: as its longest word with a digit; of other words so many letters."""
        from rich.cells import cell_len

        parts = [part for cell in (self.columns[at], *(row[at] for row in self.rows)) for part in cell.split()]
        return max(
            (cell_len(part) if _DIGIT.search(part) else min(cell_len(part), letters) for part in parts), default=0
        )

    def _grid(self, widths: Mapping[int, int]) -> Any:
        from rich import box
        from rich.table import Table as Grid
        from rich.text import Text

        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
        for at, (name, right) in enumerate(zip(self.columns, self.right, strict=True)):
            grid.add_column(Text(name), justify="right" if right else "left", overflow="fold", width=widths.get(at))
        for row in self.shown:
            grid.add_row(*map(Text, row))
        return grid

    def _listed(self) -> Iterator[Any]:
        """Every row as lines of a column's name and the cell, those without a word left out."""
        from rich.text import Text

        yield Text("")
        for row in self.rows:
            for name, cell in zip(self.columns, row, strict=True):
                if cell:
                    yield Text.assemble((f"{name}: " if name else "", "dim"), cell)
            yield Text("")


def _paragraph(sentence: str, style: str = "") -> Any:
    """A paragraph followed by a blank line."""
    from rich.padding import Padding

    return Padding(_text(sentence, style), (0, 0, 1, 0))


def _heading(title: str) -> Any:
    from rich.rule import Rule

    return Rule(_text(title, "bold"), align="left", characters="─")


def _text(said: str, style: str = "") -> Any:
    """Text as a terminal may have it."""
    from rich.text import Text

    return Text(safe(said), style=style)

"""Findings and papers on a terminal, as rich renders them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from comity.finding import Finding, Table, words
from comity.papers.document import Brief


def text(shown: Finding[Any] | Table | Brief, width: int = 100) -> str:
    """A finding, a table or the short form of a brief as plain text without colour, in lines of that width at most."""
    from rich.console import Console

    stream = io.StringIO()
    console = Console(file=stream, width=width, color_system=None, legacy_windows=False)
    for part in renderables(shown):
        console.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


@singledispatch
def renderables(shown: Any) -> list[Any]:
    """The parts of a finding, a table or a brief (its short form), each as rich renders it."""
    raise TypeError(f"nothing is known of how to show a {type(shown).__name__} on a terminal")


@renderables.register
def _finding(finding: Finding) -> list[Any]:  # type: ignore[type-arg]  # singledispatch takes plain classes
    parts = [_paragraph(finding.answer, "bold")]
    parts += [part for table in finding.tables.values() for part in renderables(table)]
    parts += [_paragraph(f"Note: {caveat}") for caveat in finding.caveats]
    return [*parts, _paragraph(finding.basis(), "dim")]


@renderables.register
def _brief(brief: Brief) -> list[Any]:
    parts = [_heading(brief.title), _paragraph(brief.subtitle, "dim")]
    parts += [_paragraph(warning, "italic") for warning in brief.warnings]
    parts += [_paragraph(sentence, "bold") for sentence in brief.verdict]
    for section in brief.sections:
        if section.short:
            parts += [_heading(section.title), *(part for each in section.short for part in renderables(each))]
    return parts


@renderables.register
def _sentence(sentence: str) -> list[Any]:
    return [_paragraph(sentence)]


@renderables.register
def _table(table: Table) -> list[Any]:
    from rich import box
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for name, right in zip(table.columns, table.numeric(), strict=True):
        grid.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(words(cell)) for cell in row))
    below: Iterable[Any] = [Text(table.note, style="dim")] if table.note else []
    return [Padding(Group(Text(table.title, style="bold"), grid, *below), (0, 0, 1, 0))]


def _paragraph(sentence: str, style: str = "") -> Any:
    """A paragraph followed by a blank line."""
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(sentence, style=style), (0, 0, 1, 0))


def _heading(title: str) -> Any:
    from rich.rule import Rule
    from rich.text import Text

    return Rule(Text(title, style="bold"), align="left", characters="─")

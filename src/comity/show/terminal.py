"""Findings and briefs on a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any


def rendered(parts: Iterable[Any], width: int = 100) -> str:
    """What rich prints of some parts, as plain text without colour."""
    from rich.console import Console

    stream = io.StringIO()
    console = Console(file=stream, width=width, color_system=None, legacy_windows=False)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def paragraph(words: str, style: str = "") -> Any:
    """A paragraph followed by a blank line."""
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(words, style=style), (0, 0, 1, 0))


def heading(words: str) -> Any:
    """The heading of a section."""
    from rich.rule import Rule
    from rich.text import Text

    return Rule(Text(words, style="bold"), align="left", characters="─")


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], flush_right: Sequence[bool], note: str
) -> Any:
    """A table with its title and note, followed by a blank line."""
    from rich import box
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for name, right in zip(columns, flush_right, strict=True):
        made.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for row in rows:
        made.add_row(*map(Text, row))
    below = [Text(note, style="dim")] if note else []
    return Padding(Group(Text(title, style="bold"), made, *below), (0, 0, 1, 0))

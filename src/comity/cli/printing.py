"""How commands print what was found, and say where something was written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.commands import say
from comity.show.safe import safe_json

if TYPE_CHECKING:
    from comity.case.model import Case

WORKBOOKS = (".xlsx",)
"""How the names of workbooks end."""


def printed_for_programs(finding: Any, as_json: bool, as_csv: str | None) -> bool:
    """Print a finding as JSON, or one table of it as CSV, where that was asked for; whether it was."""
    if as_json:
        click.echo(safe_json(finding.json()))
    elif as_csv is not None:
        from comity.show import csv

        say(csv.text(csv.table_of(finding, as_csv)), nl=False)
    return as_json or as_csv is not None


def write_figures(finding: Any, folder: Path) -> None:
    """Write the figures of a finding into a folder, each by its name, and say where."""
    from comity.case.files import save

    if not finding.figures:
        say("There is no figure to this answer.", err=True)
        return
    folder.mkdir(exist_ok=True)
    for name, figure in finding.figures.items():
        path = folder / f"{name}.svg"
        save(path, figure.svg())
        say(f"The figure “{figure.title}” is in {path}", err=True)


def check_suffix(output: Path, known: tuple[str, ...], what: str) -> None:
    """Refuse a name that promises something else than what is written; none, or that of a device, promises nothing."""
    from comity.case.files import is_stream
    from comity.problem import Place, Problem, Problems

    if output.suffix and output.suffix.lower() not in known and not is_stream(output):
        fix = f"{what} is written to a name that ends in {' or '.join(known)}"
        raise Problems([Problem(Place(str(output)), f"nothing is written as {output.suffix}", fix)])


def say_where(words: str, output: Path) -> None:
    """Say where something was written: not in the midst of it, where that is the output itself."""
    from comity.case.files import is_stream

    say(words, err=is_stream(output))


def say_first(lines: Sequence[str], output: Path) -> None:
    """Say what was done where something was written: as much as anybody reads, and how much more there is."""
    from comity.problem import MOST

    for line in lines[:MOST]:
        say_where(line, output)
    if more := len(lines[MOST:]):
        say_where(f"... and {more:,} more", output)


def show_drafts(case: Case) -> None:
    """Say which judgements are drafts and count nowhere."""
    from comity.case.wording import drafts_left

    if drafts := drafts_left(case):
        say(f"Draft: {drafts}\n")


def show(shown: Any) -> None:
    """Print something that renders itself: in colour and in its width on a terminal, else as plain text."""
    from comity.show import terminal

    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(*terminal.renderables(shown))
    else:
        click.echo(terminal.text(shown, 120), nl=False)


def counted(number: int, noun: str, several: str = "") -> str:
    """So many of something, in words."""
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"


def write_workbook(output: Path, made: Callable[[], bytes]) -> None:
    """Write a workbook where none stands yet: it may hold edits."""
    from comity.case.files import save_new

    check_suffix(output, WORKBOOKS, "a workbook")
    save_new({output: made()})

"""The commands `brief` and `paper`: the answers as a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.commands import Listed, Named
from comity.cli.given import (
    AS_JSON,
    AS_OF,
    AUTHOR,
    CASE,
    MARKING,
    SUPPOSE,
    WITHOUT,
    as_option,
    supposed_case,
)
from comity.cli.printing import say_where, show
from comity.cli.waiting import interruptible, progress_of
from comity.papers.lettered import by_letter
from comity.show.safe import safe_json

if TYPE_CHECKING:
    from datetime import datetime

    from comity.papers.document import Paper


@click.command()
@CASE
@click.option(
    "-o", "--output", type=Named(path_type=Path, dir_okay=False), help="Write the whole brief: .html or .docx."
)
@AUTHOR
@MARKING
@WITHOUT
@SUPPOSE
@AS_OF
@AS_JSON
def brief(
    case: Path,
    output: Path | None,
    author: str | None,
    marking: str | None,
    without: tuple[str, ...],
    suppose: tuple[str, ...],
    as_of: datetime | None,
    as_json: bool,
) -> None:
    """The brief of a case: the answers in words, who stands where, and every judgement used in annexes."""
    from comity.papers.brief import brief as written

    if as_json and output is not None:
        raise click.UsageError("-o writes a page and --json prints data: ask for one of them.")
    read = supposed_case(case, without, suppose, as_of)
    if output is not None:
        from comity.cli.output import check_paper
        from comity.figure import start_engine

        check_paper(output, case, read)
        start_engine()
    with progress_of("The brief of a case") as progress:
        content = interruptible(lambda: written(read, author=author, marking=marking, progress=progress))
    _hand_over(content, "brief", output, as_json)


def _hand_over(paper: Paper, called: str, output: Path | None, as_json: bool) -> None:
    """Print a paper, for people or for programs, or write it and say where."""
    if as_json:
        click.echo(safe_json(paper.json()))
    elif output is None:
        show(paper)
    else:
        from comity.cli.output import write_paper

        write_paper(output, paper)
        say_where(f"The {called} is in {output}", output)


def _paper(name: str) -> click.Command:
    """A kind of paper as a command that reads the case and writes it, or prints it where no file is named."""
    from comity.papers import registered

    kind = registered(name)
    by_name = {option.name: option for option in kind.options}

    def run(case: Path, output: Path | None, as_of: datetime | None, as_json: bool, **asked: Any) -> None:
        from comity.cli.output import check_paper

        if as_json and output is not None:
            raise click.UsageError("-o writes a paper and --json prints data: ask for one of them.")
        read = supposed_case(case, asked.pop("without"), asked.pop("suppose"), as_of)
        told = {name: said for name in ("author", "marking") if (said := asked.pop(name)) is not None}
        read = read.model_copy(update=told)
        if output is not None:
            check_paper(output, case, read)
        with progress_of(kind.tells) as progress:
            made = interruptible(lambda: kind.write(read, progress=progress, **by_letter(read, by_name, asked)))
        _hand_over(made, "paper", output, as_json)

    decorated: Callable[..., None] = run
    where = click.option(
        "-o",
        "--output",
        type=Named(path_type=Path, dir_okay=False),
        help="Write it: .docx or .html; else it is printed.",
    )
    for decorate in reversed(
        [CASE, *map(as_option, kind.options), where, AUTHOR, MARKING, WITHOUT, SUPPOSE, AS_OF, AS_JSON]
    ):
        decorated = decorate(decorated)  # type: ignore[operator]
    return click.command(name, help=kind.tells)(decorated)


PAPER = Listed("paper", "comity.papers:PAPERS", _paper, "Write one paper on a case: a Word file or a page.")

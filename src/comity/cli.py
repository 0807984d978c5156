"""The command line: check, ask, brief, find, catalog, schema."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from comity.case import Case
    from comity.finding import Finding
    from comity.problem import Problem

CASE = click.argument("case", type=click.Path(path_type=Path), metavar="CASE")


class Sorry(click.ClickException):
    """Problems with what was given, shown one a line, with exit code 1."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))

    def show(self, file: Any = None) -> None:
        """Print the problems as they are."""
        click.echo(self.message, err=True)


class Commands(click.Group):
    """A group whose commands turn problems with the input into plain lines, never into a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        from comity.problem import Problems

        try:
            return super().invoke(ctx)
        except Problems as found:
            raise Sorry(found.problems) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="comity")
def main() -> None:
    """Comity: what is possible in a negotiation, why, and how sure we are.

    A case is a file that says who wants what and refuses what; start with `comity catalog`.
    """


@main.command()
@CASE
def check(case: Path) -> None:
    """Is the case file fit for use? Every problem with its place and the nearest fix."""
    from comity.check import check as checked

    found = checked(case)
    for problem in found.problems:
        click.echo(str(problem))
    if found.errors:
        click.echo(f"{_counted(len(found.errors), 'problem')} to correct in {case}.")
        sys.exit(1)
    read = found.case
    assert read is not None
    noted = f", {_counted(len(found.warnings), 'remark')}" if found.warnings else ""
    click.echo(
        f"{case} is fit for use: {len(read.everyone())} parties and members, {len(read.issues)} issues, "
        f"{len(read.red_lines)} red lines{noted}."
    )


@main.group()
def ask() -> None:
    """Ask one question about a case."""


def question(command: Callable[..., Finding]) -> click.Command:
    """Make a function that answers with a finding a command that reads the case and prints the finding."""
    import functools

    @functools.wraps(command)
    def run(case: Path, as_json: bool, **asked: Any) -> None:
        finding = command(_read(case), **asked)
        _print(finding.json() if as_json else finding)

    with_case = CASE(run)
    as_json = click.option("--json", "as_json", is_flag=True, help="Print the finding for other programs.")
    made: click.Command = ask.command(as_json(with_case))
    return made


@question
@click.option("--show", default=10, show_default=True, type=click.IntRange(1), help="How many agreements to show.")
@click.option("--why", metavar="TERMS", help='What speaks against one agreement: "issue=option, issue=option, ...".')
def agreement(case: Case, show: int, why: str | None) -> Finding:
    """Which agreements are possible, and what removes the others?"""
    from comity.questions import agreement as asked

    return asked.objections(case, why) if why is not None else asked.agreement(case, show=show, progress=_progress())


@question
@click.option(
    "--weight", "weights", metavar="PARTY=NUMBER", multiple=True, help="Weight in the Nash product; 1 if not given."
)
def bargaining(case: Case, weights: tuple[str, ...]) -> Finding:
    """Which agreements are fair, by four measures, and who would argue for which?"""
    from comity.questions.bargaining import bargaining as asked

    return asked(case, weights=_numbers(weights, "--weight"), progress=_progress())


@main.command()
@CASE
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the whole brief as HTML.")
def brief(case: Path, output: Path | None) -> None:
    """The brief of a case: the verdict, the findings, every judgement used."""
    from comity.brief.document import brief as written

    content = written(_read(case), _progress())
    if output is None:
        _print(content)
        return
    from comity.brief.html import page
    from comity.text import save

    save(output, page(content))
    click.echo(f"The brief is in {output}")


@main.command()
@CASE
@click.argument("words")
def find(case: Path, words: str) -> None:
    """Where WORDS stand in the sources of a case, ready to be pasted as evidence."""
    read = _read(case)
    hits = [
        (f"{name}:{start}-{start + len(words)}", content[max(0, start - 40) : start + len(words) + 40])
        for name, content in read.texts.items()
        for start in _occurrences(content, words)
    ]
    for place, around in hits:
        click.echo(f"{place}  ...{' '.join(around.split())}...")
    if not hits:
        click.echo("These words stand in none of the sources.")
        sys.exit(1)


@main.command()
def schema() -> None:
    """The JSON Schema of case files, for editors that complete and check while typing."""
    from comity.schema import schema_text

    click.echo(schema_text(), nl=False)


@main.group(invoke_without_command=True)
@click.pass_context
def catalog(ctx: click.Context) -> None:
    """Published cases, ready to be copied and worked on."""
    if ctx.invoked_subcommand is None:
        from comity.catalog import entries

        for entry in entries():
            click.echo(f"{entry.name}\n    {entry.title}\n    {entry.citation}")
        click.echo("\nCopy one with: comity catalog copy NAME")


@catalog.command()
@click.argument("name")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def copy(name: str, folder: Path | None) -> None:
    """Copy the case NAME into FOLDER (a folder of its name, if not given)."""
    from comity.catalog import copy as copied

    click.echo(f"The case is in {copied(name, folder or Path(name))}")


def _occurrences(text: str, words: str) -> list[int]:
    found, start = [], text.find(words)
    while words and start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def _numbers(given: tuple[str, ...], option: str) -> dict[str, float]:
    """NAME=NUMBER options as numbers by name; raises Problems for those that are none."""
    from comity.problem import Place, Problem, Problems

    numbers, problems = {}, []
    for each in given:
        name, _, number = each.partition("=")
        try:
            numbers[name.strip()] = float(number)
        except ValueError:
            problems.append(Problem(Place(option), f"'{each}' is not a name and a number", "write NAME=NUMBER"))
    if problems:
        raise Problems(problems)
    return numbers


def _read(path: Path) -> Case:
    from comity.check import read_case

    return read_case(path)


def _print(content: Any) -> None:
    """Print a text, or something that renders itself: in colour and in its width on a terminal, else as plain text."""
    if isinstance(content, str):
        click.echo(content)
    elif sys.stdout.isatty():
        from rich.console import Console

        Console().print(*content.renderables())
    else:
        click.echo(content.text(120), nl=False)


def _progress() -> Callable[[float], None] | None:
    """Show the share done on a terminal; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(share: float) -> None:
        click.echo(f"\r{share:4.0%}" if share < 1 else "\r    \r", nl=False, err=True)

    return show


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


if __name__ == "__main__":
    main()

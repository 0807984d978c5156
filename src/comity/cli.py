"""The command line."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.exchange import FORMATS, INTERVALS

if TYPE_CHECKING:
    from comity.case.model import Case
    from comity.problem import Problem
    from comity.questions.question import Option
    from comity.reading.llm import Model

WITHOUT = click.option(
    "--without", multiple=True, metavar="NAME", help="Leave out a red line or condition; repeatable."
)
SUPPOSE = click.option(
    "--suppose",
    multiple=True,
    metavar="WORDS",
    help='Suppose something beside the file: "PARTY: issue=option|option unless issue=option" (a red line), the same '
    'with a red line\'s name (what it refuses instead), or "PARTY: no_deal=30..45"; repeatable.',
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print it for other programs.")
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

        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # an output that lacks a character gets another one
        try:
            return super().invoke(ctx)
        except Problems as found:
            raise Sorry(found.problems) from None
        except BrokenPipeError:
            raise  # whoever reads the output has enough; click ends quietly
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from None


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
    from comity.case.check import check as checked

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


class Questions(click.Group):
    """A command a question, made when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The questions in their order."""
        from comity.questions import QUESTIONS

        return list(QUESTIONS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a question."""
        return _command(cmd_name) if cmd_name in self.list_commands(ctx) else None


@main.group(cls=Questions)
def ask() -> None:
    """Ask one question about a case."""


def _command(name: str) -> click.Command:
    """A question as a command that reads the case and prints the finding."""
    from comity.questions import registered

    asked_for = registered(name)

    def run(case: Path, as_json: bool, without: tuple[str, ...], suppose: tuple[str, ...], **asked: Any) -> None:
        read = _supposed(case, without, suppose)
        finding = asked_for.ask(read, progress=_progress(), **asked)
        if as_json:
            click.echo(finding.json())
            return
        _print_drafts(read)
        _print(finding)

    decorated: Callable[..., None] = run
    for decorate in reversed([CASE, *map(_option, asked_for.options), WITHOUT, SUPPOSE, AS_JSON]):
        decorated = decorate(decorated)  # type: ignore[operator]
    return click.command(name, help=asked_for.asks)(decorated)


def _option(option: Option) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Something that may be said with a question, as an option of its command."""
    kind: Any = option.kind
    if option.choices:
        kind = click.Choice(option.choices)
    elif option.least is not None:
        kind = click.IntRange(int(option.least)) if option.kind is int else click.FloatRange(option.least)
    return click.option(
        option.flag or f"--{option.name}",
        option.name,
        type=kind,
        default=() if option.many else option.default,
        show_default=option.default is not None,
        metavar=option.metavar or None,
        multiple=option.many,
        nargs=option.values,
        help=option.meaning,
    )


@main.command()
@CASE
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the whole brief as HTML.")
@WITHOUT
@SUPPOSE
@AS_JSON
def brief(case: Path, output: Path | None, without: tuple[str, ...], suppose: tuple[str, ...], as_json: bool) -> None:
    """The brief of a case: the verdict, the findings, every judgement used."""
    from comity.papers.brief import brief as written

    content = written(_supposed(case, without, suppose), progress=_progress())
    if as_json:
        click.echo(content.json())
    elif output is None:
        _print(content)
    else:
        from comity.case.text import save
        from comity.show.html import page

        save(output, page(content))
        click.echo(f"The brief is in {output}")


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Draft a case in this folder.")
@click.option("--registry", type=click.Path(path_type=Path, dir_okay=False), help="Your own parties and persons.")
@click.option("--issues", type=click.Path(path_type=Path, dir_okay=False), help="Your own list of issues.")
@click.option("--timeline", is_flag=True, help="Show each party's statements on each issue in time.")
@click.option("--llm", is_flag=True, help="Let the configured language model read as well; text leaves this machine.")
def read(
    sources: tuple[Path, ...],
    output: Path | None,
    registry: Path | None,
    issues: Path | None,
    timeline: bool,
    llm: bool,
) -> None:
    """Who says what about which issue, in reports; and a case drafted from it.

    SOURCES are files or folders: text, Markdown, HTML, Word, PDF. Read into the folder of an earlier reading, they
    add to its case, and nothing that was corrected there is undone.
    """
    from comity.reading import read_sources
    from comity.reading.measured import UNTUNED

    if output is None and not timeline:
        raise click.UsageError("Say where the case goes with -o FOLDER, or ask for --timeline.")
    found = read_sources(sources, registry, issues, output, _model() if llm else None)
    for problem in found.problems:
        click.echo(str(problem), err=True)
    if not found.sources:
        sys.exit(1)
    if timeline:
        from comity.reading.timeline import timeline as in_time
        from comity.reading.timeline import timeline_text

        click.echo(timeline_text(in_time(found.statements), found.registry, found.library))
    if output is not None:
        from comity.reading.drafting.report import report
        from comity.reading.drafting.write import write

        click.echo(report(found, write(found, output)))
    click.echo(click.wrap_text(UNTUNED, 120))


def _model() -> Model:
    """The language model that is configured, after saying where the text will go; raises Problems if there is none."""
    from comity.problem import Place, Problem, Problems
    from comity.reading.llm import configured

    model = configured()
    if model is None:
        fix = "set COMITY_LLM_URL and COMITY_LLM_MODEL, or leave --llm out"
        raise Problems([Problem(Place("environment"), "no language model is configured", fix)])
    click.echo(model.notice, err=True)
    return model


@main.command()
@CASE
@click.argument("words")
def find(case: Path, words: str) -> None:
    """Where WORDS stand in the sources of a case, ready to be pasted as evidence."""
    read = _read(case)
    hits = [
        (f"{name}:{start}-{end}", content[max(0, start - 40) : end + 40])
        for name, content in read.texts.items()
        for start, end in _occurrences(content, words)
    ]
    for place, around in hits:
        click.echo(f"{place}  ...{' '.join(around.split())}...")
    if not hits:
        click.echo("These words stand in none of the sources.")
        sys.exit(1)


@main.command()
def schema() -> None:
    """The JSON Schema of case files, for editors that complete and check while typing."""
    from comity.case.schema import schema_text

    click.echo(schema_text(), nl=False)


@main.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The case file.")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Take only this party's file; repeatable.")
@click.option("--intervals", default=INTERVALS, show_default=True, help="Grid intervals of an issue over real numbers.")
@click.option(
    "--reading",
    type=click.Choice(["written", "genius"]),
    default="written",
    show_default=True,
    help="GENIUS XML: take evaluations as they are written, or scaled to the best option as GENIUS does.",
)
def import_(path: Path, output: Path, profiles: tuple[str, ...], intervals: int, reading: str) -> None:
    """Read another program's files into a case: GENIUS XML, NegMAS YAML.

    PATH is a domain, a profile, or a folder that holds a domain and its profiles.
    """
    from comity.case.text import save
    from comity.exchange import import_case

    if output.exists():
        raise click.ClickException(f"{output} exists; name another file, or move it away first")
    imported = import_case(path, profiles or None, intervals, reading=reading)
    save(output, imported.text)
    for note in imported.notes:
        click.echo(str(note))
    case = imported.case
    click.echo(f"{len(case.parties)} parties and {len(case.issues)} issues are in {output}")


@main.command()
@CASE
@click.option("--format", "form", required=True, type=click.Choice(FORMATS), help="The format to write.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder.")
def export(case: Path, form: str, output: Path) -> None:
    """Write a case for another program, and say what its format cannot carry."""
    from comity.exchange import export_case

    exported = export_case(_read(case), form, output)
    for problem in exported.problems:
        click.echo(str(problem))
    click.echo(f"{_counted(len(exported.files), 'file')} in {output}")


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


def _occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, however its lines are broken."""
    import re

    pattern = r"\s+".join(map(re.escape, words.split()))
    return [found.span() for found in re.finditer(pattern, text)] if pattern else []


def _read(path: Path) -> Case:
    from comity.case.check import read_case

    return read_case(path)


def _supposed(path: Path, without: tuple[str, ...], suppose: tuple[str, ...]) -> Case:
    """The case of a file, with what was supposed beside it."""
    from comity.agreements.suppose import supposed

    return supposed(_read(path), without, suppose)


def _print_drafts(case: Case) -> None:
    from comity.case.wording import drafts_left

    if drafts := drafts_left(case):
        click.echo(f"Draft: {drafts}\n")


def _print(shown: Any) -> None:
    """Print something that renders itself: in colour and in its width on a terminal, else as plain text."""
    from comity.show import terminal

    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(*terminal.renderables(shown))
    else:
        click.echo(terminal.text(shown, 120), nl=False)


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

"""The command line."""

from __future__ import annotations

import contextlib
import gc
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from comity.commands import Commands, Listed, Named, say
from comity.exchange import FORMATS, INTERVALS, SPREADSHEET, WRITTEN
from comity.show.safe import safe_json

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import datetime

    from comity.case.model import Case
    from comity.questions.question import Option, Question
    from comity.reading.llm import Model

T = TypeVar("T")

WITHOUT = click.option(
    "--without", multiple=True, metavar="NAME", help="Leave out a red line or condition; repeatable."
)
SUPPOSE = click.option(
    "--suppose",
    multiple=True,
    metavar="WORDS",
    help='Suppose something beside the file: "PARTY: never issue=option|option unless issue=option" (a red line), the '
    'same with a red line\'s name (what it refuses instead), or "PARTY: no_deal=30..45"; repeatable.',
)
AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Take every judgement as it stood on that day (2025-08-16), where the case says what held earlier.",
)
WITH_DRAFTS = click.option(
    "--with-drafts", is_flag=True, help="A first look: count red lines and conditions alone, those that are drafts too."
)
LONG = 10.0
"""After how many seconds a command that is still at work says so, and how it is stopped."""
CASE_FILES = (".yaml", ".yml")
"""How the names of case files end."""
WORKBOOKS = (".xlsx",)
"""How the names of workbooks end."""
AS_CSV = click.option(
    "--csv", "as_csv", metavar="TABLE", help="Print one table as CSV, by its name; a wrong name is told the right ones."
)
AUTHOR = click.option("--author", metavar="WORDS", help="Who answers for it, if not as the case says.")
MARKING = click.option("--marking", metavar="WORDS", help="Who may see it, on every page, if not as the case says.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print it for other programs.")
CASE = click.argument("case", type=Named(path_type=Path), metavar="CASE")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="comity")
def main() -> None:
    """Comity: what is possible in a negotiation, why, and how sure we are.

    A case is a file that says who wants what and refuses what; start with `comity new` or `comity catalog`.
    """


@main.command()
@CASE
@click.option(
    "--mend", is_flag=True, help="First write evidence anew: words with their place, places with their words."
)
def check(case: Path, mend: bool) -> None:
    """Is the case file fit for use? Every problem with its place and the nearest fix.

    Evidence keeps the words that it begins with, so that it is found again when a source is edited. With --mend, words
    without a place are given theirs, places the words that stand there, and what has moved is followed; every change is
    told. Without it nothing is written.
    """
    from comity.case.check import check as checked

    if mend:
        from comity.case.mend import mend as mended

        changes = mended(case)
        for change in changes:
            say(str(change))
        say(f"{_counted(len(changes), 'piece')} of evidence written anew." if changes else "Nothing to mend.")
    found = checked(case)
    for problem in found.problems:
        say(str(problem))
    if found.errors:
        say(f"{_counted(len(found.errors), 'problem')} to correct in {case}.")
        sys.exit(1)
    read = found.case
    assert read is not None
    noted = f", {_counted(len(found.warnings), 'remark')}" if found.warnings else ""
    counts = (
        f"{_counted(len(read.everyone()), 'party or member', 'parties and members')}, "
        f"{_counted(len(read.issues), 'issue')}, {_counted(len(read.at().red_lines), 'red line')}"
    )
    say(f"{case} is fit for use: {counts}{noted}.")


def _command(name: str) -> click.Command:
    """A question as a command that reads the case and prints the finding."""
    from comity.questions import registered

    asked_for = registered(name)
    by_name = {option.name: option for option in asked_for.options}

    def run(case: Path, as_json: bool, as_csv: str | None, as_of: datetime | None, **asked: Any) -> None:
        _check_together(by_name)
        if as_json and as_csv is not None:
            raise click.UsageError("--json prints all of it and --csv one table: ask for one of them.")
        if asked.pop("with_drafts", False):
            _ask_with_drafts(asked_for, case, as_json, as_csv, as_of, **asked)
            return
        read = _supposed(case, asked.pop("without"), asked.pop("suppose"), as_of)
        with _progress(asked_for.asks) as progress:
            finding = _interruptible(lambda: asked_for.ask(read, progress=progress, **asked))
        if not _printed_for_programs(finding, as_json, as_csv):
            _print_drafts(read)
            _print(finding)

    decorated: Callable[..., None] = run
    options = [*map(_option, asked_for.options), *([WITH_DRAFTS] if asked_for.ask_drafted else [])]
    for decorate in reversed([CASE, *options, WITHOUT, SUPPOSE, AS_OF, AS_JSON, AS_CSV]):
        decorated = decorate(decorated)  # type: ignore[operator]
    return click.command(name, help=asked_for.asks)(decorated)


main.add_command(Listed("ask", "comity.questions:QUESTIONS", _command, "Ask one question about a case."))


def _printed_for_programs(finding: Any, as_json: bool, as_csv: str | None) -> bool:
    """Print a finding as JSON, or one table of it as CSV, where that was asked for; whether it was."""
    if as_json:
        click.echo(safe_json(finding.json()))
    elif as_csv is not None:
        from comity.show import csv

        say(csv.text(csv.table_of(finding, as_csv)), nl=False)
    return as_json or as_csv is not None


def _ask_with_drafts(
    question: Question, case: Path, as_json: bool, as_csv: str | None, as_of: datetime | None, **asked: Any
) -> None:
    """Print what a question finds where red lines and conditions alone count, drafts too; that is said on top."""
    from comity.case.drafts import read_drafted

    assert question.ask_drafted is not None  # the option is offered only then
    ask_drafted, drafted = question.ask_drafted, read_drafted(case, as_of and as_of.date())
    with _progress(question.asks) as progress:
        finding = _interruptible(lambda: ask_drafted(drafted, progress=progress, **asked))
    if not _printed_for_programs(finding, as_json, as_csv):
        say(f"{click.wrap_text(finding.caveats[0], 120)}\n")
        _print(finding)


def _check_together(options: dict[str, Option]) -> None:
    """Refuse options that were given with another one which leaves them nothing to say."""
    context = click.get_current_context()
    given = [name for name in options if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE]
    for option in (options[name] for name in given):
        for other in given:
            if other in option.alone:
                words = f"{_flag(option)} asks something of its own, on which {_flag(options[other])} says nothing"
                raise click.UsageError(f"{words}: leave one of them out.")


def _flag(option: Option) -> str:
    return option.flag or f"--{option.name}"


def _option(option: Option) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Something that may be said with a question, as an option of its command."""
    kind: Any = option.kind
    if option.choices:
        kind = click.Choice(option.choices)
    elif option.least is not None:
        kind = click.IntRange(int(option.least)) if option.kind is int else click.FloatRange(option.least)
    return click.option(
        _flag(option),
        option.name,
        type=None if kind is bool else kind,
        is_flag=kind is bool,
        default=() if option.many else option.default,
        show_default=option.default is not None,
        metavar=option.metavar or None,
        multiple=option.many,
        nargs=option.values,
        help=option.meaning,
    )


@main.command()
@CASE
@click.argument("what")
@WITHOUT
@SUPPOSE
@AS_OF
@AS_JSON
def explain(
    case: Path,
    what: str,
    without: tuple[str, ...],
    suppose: tuple[str, ...],
    as_of: datetime | None,
    as_json: bool,
) -> None:
    """How a number comes about: each part with its judgement, reason and source.

    WHAT is "PARTY worth of AGREEMENT", "PARTY gain of AGREEMENT", "PARTY no deal", "PARTY weight of ISSUE", "PARTY
    rating of ISSUE=OPTION" or "count of STAGE". AGREEMENT is its number in the list of `comity ask agreement`, terms
    ("issue=option, ...", all or some), or the name of a proposal. STAGE is all, coherent, red_lines, zopa, ratified or
    spoilers.
    """
    from comity.questions.explain.answer import explain as explained

    read = _supposed(case, without, suppose, as_of)
    with _progress("How a number comes about") as progress:
        finding = _interruptible(lambda: explained(read, what, progress=progress))
    if as_json:
        click.echo(safe_json(finding.json()))
        return
    _print_drafts(read)
    _print(finding)


@main.command()
@click.argument("old", type=Named(path_type=Path))
@click.argument("new", type=Named(path_type=Path))
@click.option(
    "--merge",
    type=Named(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write one file out of both: every disagreement is a range that is still a draft.",
)
@click.option(
    "--ancestor",
    type=Named(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="What both were made from: with --merge, what only one of them changed is taken over as it is.",
)
@AS_JSON
def compare(old: Path, new: Path, merge: Path | None, ancestor: Path | None, as_json: bool) -> None:
    """What two files of one negotiation judge differently, and whether it matters.

    OLD and NEW are two versions of a case, or the work of two analysts; judgements are matched by their names.
    """
    from comity.questions.change.compare import compare as compared

    if ancestor is not None and merge is None:
        raise click.UsageError("--ancestor says how to merge: name a file with --merge as well.")
    cases, names = (_read(old), _read(new)), _called(old, new)
    with _progress("What differs, and whether it matters") as progress:
        finding = _interruptible(lambda: compared(*cases, names=names, progress=progress))
    if as_json:
        click.echo(safe_json(finding.json()))
    else:
        _print(finding)
    if merge is not None:
        _merge(old, new, ancestor, merge)


def _called(old: Path, new: Path) -> tuple[str, str]:
    """What two files are called: by their names without what they share, else as they were given."""
    names = [(path.stem, path.resolve().parent.name) for path in (old, new)]
    return next((pair for pair in zip(*names, strict=True) if pair[0] != pair[1]), (str(old), str(new)))


def _merge(old: Path, new: Path, ancestor: Path | None, output: Path) -> None:
    """Write one file out of two, and say what is a draft in it, what was taken over and what is left to do."""
    from comity.case.files import save_new
    from comity.live import Live
    from comity.merge import merged

    _check_suffix(output, CASE_FILES, "a case")
    base = None if ancestor is None else Live.open(ancestor)
    found = merged(Live.open(old), Live.open(new), base, _called(old, new))
    save_new({output: found.text})
    told = (("a draft, since the files disagree", found.drafted), ("taken over", found.taken))
    for said, names in (*told, (f"left as in {old}, to be settled by hand", found.left)):
        for name in names:
            say(f"{name}: {said}", err=True)
    say(f"The merged case is in {output}", err=True)


@main.command()
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
    read = _supposed(case, without, suppose, as_of)
    if output is not None:
        from comity.figure import start_engine
        from comity.output import check_paper

        check_paper(output, case, read)
        start_engine()
    with _progress("The brief of a case") as progress:
        content = _interruptible(lambda: written(read, author=author, marking=marking, progress=progress))
    if as_json:
        click.echo(safe_json(content.json()))
    elif output is None:
        _print(content)
    else:
        from comity.output import write_paper

        write_paper(output, content)
        _say_where(f"The brief is in {output}", output)


def _paper(name: str) -> click.Command:
    """A kind of paper as a command that reads the case and writes it, or prints it where no file is named."""
    from comity.papers import registered

    kind = registered(name)

    def run(case: Path, output: Path | None, as_of: datetime | None, as_json: bool, **asked: Any) -> None:
        from comity.output import check_paper, write_paper

        if as_json and output is not None:
            raise click.UsageError("-o writes a paper and --json prints data: ask for one of them.")
        read = _supposed(case, asked.pop("without"), asked.pop("suppose"), as_of)
        told = {name: said for name in ("author", "marking") if (said := asked.pop(name)) is not None}
        read = read.model_copy(update=told)
        if output is not None:
            check_paper(output, case, read)
        with _progress(kind.tells) as progress:
            made = _interruptible(lambda: kind.write(read, progress=progress, **asked))
        if as_json:
            click.echo(safe_json(made.json()))
        elif output is None:
            _print(made)
        else:
            write_paper(output, made)
            _say_where(f"The paper is in {output}", output)

    decorated: Callable[..., None] = run
    where = click.option(
        "-o",
        "--output",
        type=Named(path_type=Path, dir_okay=False),
        help="Write it: .docx or .html; else it is printed.",
    )
    for decorate in reversed(
        [CASE, *map(_option, kind.options), where, AUTHOR, MARKING, WITHOUT, SUPPOSE, AS_OF, AS_JSON]
    ):
        decorated = decorate(decorated)  # type: ignore[operator]
    return click.command(name, help=kind.tells)(decorated)


main.add_command(Listed("paper", "comity.papers:PAPERS", _paper, "Write one paper on a case: a Word file or a page."))


@main.command()
@click.argument("sources", nargs=-1, required=True, type=Named(path_type=Path))
@click.option("-o", "--output", type=Named(path_type=Path, file_okay=False), help="Draft a case in this folder.")
@click.option("--registry", type=Named(path_type=Path, dir_okay=False), help="Your own parties and persons.")
@click.option("--issues", type=Named(path_type=Path, dir_okay=False), help="Your own list of issues.")
@click.option("--about", multiple=True, metavar="KIND", help="The kind of negotiation; repeatable.")
@click.option("--dry-run", is_flag=True, help="Show what would be added to the folder's case, and write nothing.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Leave out reports of earlier days (2025-08-18)."
)
@click.option("--versions", is_flag=True, help="SOURCES are two versions of one draft text, the older one first.")
@click.option(
    "--processes", type=click.IntRange(1), default=1, show_default=True, help="Read files in so many processes."
)
@click.option("--timeline", is_flag=True, help="Show each party's statements on each issue in time.")
@click.option("--llm", is_flag=True, help="Let the configured language model read as well; text leaves this machine.")
def read(
    sources: tuple[Path, ...],
    output: Path | None,
    registry: Path | None,
    issues: Path | None,
    about: tuple[str, ...],
    dry_run: bool,
    since: datetime | None,
    versions: bool,
    processes: int,
    timeline: bool,
    llm: bool,
) -> None:
    """Who says what about which issue, in reports; and a case drafted from it.

    SOURCES are files or folders: text, Markdown, HTML, Word, OpenDocument, PDF, mail. Read into the folder of an
    earlier reading, or of a case, they add to it, and nothing that was corrected there is undone.

    Which issues are looked for? Those of the case and of your own list, then those that are usual in such negotiations:
    the words of the reports show the kind, or --about names it (climate, coalition, debt, peace, siting, trade, wages,
    water). Where no kind is clear, no usual issues are looked for.
    """
    from comity.reading.measured import UNTUNED
    from comity.reading.reader import Way, read_sources, read_versions

    if output is None and not timeline:
        raise click.UsageError("Say where the case goes with -o FOLDER, or ask for --timeline.")
    if dry_run and output is None:
        raise click.UsageError("--dry-run shows what would be added to a folder: name it with -o FOLDER.")
    with contextlib.nullcontext() if output is None or dry_run else _alone(output):
        if versions:
            found = read_versions(*_two(sources, llm), registry, issues, output, about)
        else:
            model, day = _model() if llm else None, since.date() if since else None
            kept = None if dry_run else output
            with _progress("Reading") as progress, _processes(processes) as executor:
                way = Way(executor, progress, kept)
                found = read_sources(sources, registry, issues, output, model, about, day, way)
        for problem in found.problems:
            say(str(problem), err=True)
        if not found.sources:
            sys.exit(1)
        if timeline:
            from comity.reading.timeline import timeline as in_time
            from comity.reading.timeline import timeline_text

            say(timeline_text(in_time(found.statements), found.registry, found.library))
        if output is not None:
            from comity.reading.drafting.report import preview, report
            from comity.reading.drafting.write import planned, write

            say(preview(found, planned(found, output)) if dry_run else report(found, write(found, output)))
    say(click.wrap_text(UNTUNED, 120))


def _two(sources: tuple[Path, ...], llm: bool) -> tuple[Path, Path]:
    """The two versions that are to be compared."""
    if len(sources) != 2 or any(source.is_dir() for source in sources):
        raise click.UsageError("--versions compares two files, the older one first.")
    if llm:
        raise click.UsageError("--llm reads reports, and --versions compares draft texts: ask for one of them.")
    return sources[0], sources[1]


@contextmanager
def _processes(number: int) -> Iterator[Executor | None]:
    """So many processes to read in; none beside this one where one is enough."""
    if number == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Fresh processes: a copy of this one would copy its threads' locks too.
    executor = ProcessPoolExecutor(number, get_context("spawn"))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _alone(folder: Path) -> contextlib.AbstractContextManager[None]:
    """Hold a folder of readings for this run; whoever has to wait for another one is told so."""
    from comity.case.folder import alone

    said = f"{folder}: another reading is under way here; waiting for its end (Ctrl-C stops)"
    return alone(folder, lambda: say(said, err=True))


def _model() -> Model:
    """The language model that is configured, after saying where the text will go; raises Problems if there is none."""
    from comity.problem import Place, Problem, Problems
    from comity.reading.llm import configured

    model = configured()
    if model is None:
        fix = "set COMITY_LLM_URL and COMITY_LLM_MODEL, or leave --llm out"
        raise Problems([Problem(Place("environment"), "no language model is configured", fix)])
    say(model.notice, err=True)
    return model


@main.command()
@CASE
@click.argument("words")
def find(case: Path, words: str) -> None:
    """Where WORDS stand in the sources of a case, ready to be pasted as evidence.

    Straight quotes stand for curly ones, and capitals, dashes and line breaks do not matter. Of the case file only its
    `sources` need be right.
    """
    from comity.case.find import find as found
    from comity.case.text import scalar

    places = found(case, words)
    for problem in places.problems:
        say(str(problem), err=True)
    for hit in places.hits:
        say(f"{scalar(str(hit.evidence), True)}  ...{hit.around}...")
    if places.more:
        say(f"There are more than these {len(places.hits)}: look for more words.", err=True)
    if not places.hits:
        say("These words stand in none of the sources.")
        sys.exit(1)


@main.command()
def schema() -> None:
    """The JSON Schema of case files, for editors that complete and check while typing."""
    from comity.case.schema import schema_text

    say(schema_text(), nl=False)


@main.command("import")
@click.argument("path", type=Named(path_type=Path))
@click.option("-o", "--output", type=Named(path_type=Path, dir_okay=False), help="The case file to write.")
@click.option(
    "--into",
    metavar="CASE",
    type=Named(path_type=Path, dir_okay=False),
    help="A workbook: the case that takes its edits.",
)
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Take only this party's file; repeatable.")
@click.option("--intervals", default=INTERVALS, show_default=True, help="Grid intervals of an issue over real numbers.")
@click.option(
    "--reading",
    type=click.Choice(["written", "genius"]),
    default="written",
    show_default=True,
    help="GENIUS XML: take evaluations as they are written, or scaled to the best option as GENIUS does.",
)
def import_(
    path: Path, output: Path | None, into: Path | None, profiles: tuple[str, ...], intervals: int, reading: str
) -> None:
    """Read another program's files into a case: Excel workbooks, GENIUS XML, NegMAS YAML.

    PATH is a workbook; or a domain, a profile, or a folder that holds a domain and its profiles. With --into the edits
    in a workbook go back into the case that it was made from; comments and order stay, and every change is told.
    """
    from comity.case.files import save_new
    from comity.exchange import import_case
    from comity.exchange.excel import is_workbook

    if (output is None) == (into is None):
        raise click.UsageError("Say where the case goes: -o FILE.yaml, or, for a workbook, --into CASE.")
    if path.is_file() and is_workbook(path):
        _import_workbook(path, into or output or Path(WRITTEN), into is not None)
        return
    if output is None:
        raise click.UsageError("--into takes the edits of a workbook; other files are imported with -o FILE.yaml.")
    _check_suffix(output, CASE_FILES, "a case")
    imported = import_case(path, profiles or None, intervals, reading=reading)
    save_new({output: imported.text})
    for note in imported.notes:
        place = replace(note.place, file=str(output)) if note.place.line and note.place.file == WRITTEN else note.place
        _say_where(str(replace(note, place=place)), output)
    case = imported.case
    counts = f"{_counted(len(case.parties), 'party', 'parties')} and {_counted(len(case.issues), 'issue')}"
    _say_where(f"{counts} are in {output}", output)


def _import_workbook(path: Path, target: Path, into: bool) -> None:
    """Write the case in a workbook, or its edits into a case, and tell every change."""
    from comity.case.files import save_bytes, save_new
    from comity.exchange.excel import returned, with_its_ends
    from comity.problem import MOST

    _check_suffix(target, CASE_FILES, "a case")
    found = returned(path, target, into)
    if not into:
        save_new({target: found.text})
    elif found.changes:
        save_bytes(target, with_its_ends(target, found.text))
    for change in found.changes[:MOST]:
        _say_where(str(change), target)
    if more := len(found.changes[MOST:]):
        _say_where(f"... and {more:,} more", target)
    for note in found.notes:
        _say_where(str(note), target)
    if into:
        changed = f"{_counted(len(found.changes), 'change')} in {target}" if found.changes else "Nothing was changed."
        _say_where(changed, target)
    else:
        case = found.case
        counts = f"{_counted(len(case.parties), 'party', 'parties')} and {_counted(len(case.issues), 'issue')}"
        _say_where(f"{counts} are in {target}", target)


@main.command()
@CASE
@click.option(
    "--format", "form", required=True, type=click.Choice((*FORMATS, SPREADSHEET)), help="The format to write."
)
@click.option(
    "-o", "--output", required=True, type=Named(path_type=Path), help="A folder; for excel the workbook, FILE.xlsx."
)
def export(case: Path, form: str, output: Path) -> None:
    """Write a case for another program, and say what its format cannot carry.

    A workbook (excel) carries all of it, and its edits come back with comity import.
    """
    from comity.exchange import export_case

    if form == SPREADSHEET:
        from comity.exchange.excel import case_workbook

        _write_workbook(output, lambda: case_workbook(case))
        _say_where(f"The case is in {output}; edits come back with: comity import {output} --into {case}", output)
        return
    if output.is_file():
        raise click.UsageError(f"-o names a file, and {form} is written into a folder.")

    exported = export_case(_read(case), form, output)
    for problem in exported.problems:
        say(str(problem))
    say(f"{_counted(len(exported.files), 'file')} in {output}")


def _write_workbook(output: Path, made: Callable[[], bytes]) -> None:
    """Write a workbook where none stands yet: it may hold edits."""
    from comity.case.files import save_new

    _check_suffix(output, WORKBOOKS, "a workbook")
    save_new({output: made()})


@main.command()
@click.argument("file", required=False, type=Named(path_type=Path, dir_okay=False))
@click.option("--blank", is_flag=True, help="Ask nothing: write a case with names to be replaced.")
@click.option("--excel", type=Named(path_type=Path), metavar="FILE.xlsx", help="An empty workbook to begin in.")
def new(file: Path | None, blank: bool, excel: Path | None) -> None:
    """Begin a case by answering questions: who takes part, what is to be settled, who wants what.

    Every answer is saved in FILE (case.yaml, say) at once. Where FILE is a case already, what is still open in it is
    asked for. Answers may come from a pipe, one a line.
    """
    if (file is None) == (excel is None) or (blank and excel):
        what = "case.yaml to answer questions, or --excel case.xlsx to fill in"
        raise click.UsageError(f"Name one file to begin: {what}.")
    if excel is not None:
        from comity.exchange.excel import template

        _write_workbook(excel, template)
        _say_where(f"Fill in {excel}, then: comity import {excel} -o case.yaml", excel)
        return
    assert file is not None
    _check_suffix(file, CASE_FILES, "a case")
    if blank:
        from comity.case.files import save_new
        from comity.case.interview.interview import blank as blank_case

        save_new({file: blank_case(str(file)).text})
        _say_where(f"{file} is a case to be filled in; `comity new` with it asks for what is open.", file)
        return
    from comity.dialogue import Dialogue

    if not Dialogue(file).hold():
        sys.exit(1)


@main.group(invoke_without_command=True)
@click.pass_context
def catalog(ctx: click.Context) -> None:
    """Cases to start from, published ones and exercises, ready to be copied and worked on."""
    if ctx.invoked_subcommand is None:
        from comity.catalog import entries

        for entry in entries():
            say(f"{entry.name}\n    {entry.title}\n    {entry.citation}")
        say("\nCopy one with: comity catalog copy NAME")


@catalog.command()
@click.argument("name")
@click.argument("folder", required=False, type=Named(path_type=Path, file_okay=False))
def copy(name: str, folder: Path | None) -> None:
    """Copy the case NAME into FOLDER (a folder of its name, if not given)."""
    from comity.catalog import copy as copied

    say(f"The case is in {copied(name, folder or Path(name))}")


def _check_suffix(output: Path, known: tuple[str, ...], what: str) -> None:
    """Refuse a name that promises something else than what is written; none, or that of a device, promises nothing."""
    from comity.case.files import is_stream
    from comity.problem import Place, Problem, Problems

    if output.suffix and output.suffix.lower() not in known and not is_stream(output):
        fix = f"{what} is written to a name that ends in {' or '.join(known)}"
        raise Problems([Problem(Place(str(output)), f"nothing is written as {output.suffix}", fix)])


def _say_where(words: str, output: Path) -> None:
    """Say where something was written: not in the midst of it, where that is the output itself."""
    from comity.case.files import is_stream

    say(words, err=is_stream(output))


def _read(path: Path) -> Case:
    from comity.case.check import read_case

    return read_case(path)


def _supposed(path: Path, without: tuple[str, ...], suppose: tuple[str, ...], as_of: datetime | None = None) -> Case:
    """The case of a file, as of a day (its own where none is given), with what was supposed beside it."""
    from comity.agreements.suppose import supposed

    read = _read(path)
    return supposed(read if as_of is None else read.at(as_of.date()), without, suppose)


def _print_drafts(case: Case) -> None:
    from comity.case.wording import drafts_left

    if drafts := drafts_left(case):
        say(f"Draft: {drafts}\n")


def _print(shown: Any) -> None:
    """Print something that renders itself: in colour and in its width on a terminal, else as plain text."""
    from comity.show import terminal

    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(*terminal.renderables(shown))
    else:
        click.echo(terminal.text(shown, 120), nl=False)


@contextmanager
def _progress(asks: str) -> Iterator[Callable[[float], None] | None]:
    """Show what is looked for and the share done on a terminal, on a line that is empty again afterwards; nothing where
    nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    most = max(8, shutil.get_terminal_size().columns - 8)
    what = asks if len(asks) <= most else f"{asks[: most - 3]}..."

    def show(share: float) -> None:
        click.echo(f"\r{what} {share:4.0%}", nl=False, err=True)

    try:
        show(0.0)
        yield show
    finally:
        click.echo(f"\r{' ' * (len(what) + 5)}\r", nl=False, err=True)


def _interruptible(work: Callable[[], T]) -> T:
    """What some work comes to; Ctrl-C ends the wait for it at once.

    The libraries below compute for seconds without looking up, and Python tells a program of Ctrl-C only between its
    own steps. So the work is done beside, while this thread waits and hears; what is abandoned ends with the process.
    """
    from threading import Thread

    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # whatever it is, it is raised where the work was asked for
            failed.append(error)

    beside = Thread(target=run, daemon=True)
    beside.start()
    long = time.monotonic() + LONG
    while beside.is_alive():
        try:
            beside.join(0.2)
        except KeyboardInterrupt:
            gc.freeze()  # what is abandoned, millions of objects perhaps, is not looked through on the way out
            raise
        if beside.is_alive() and time.monotonic() > long:
            begun = "\n" if sys.stderr.isatty() else ""  # the share done stands on this line
            say(f"{begun}Still at work after {LONG:.0f} seconds; Ctrl-C stops it.", err=True)
            long = float("inf")
    if failed:
        raise failed[0]
    return done[0]


def _counted(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"


if __name__ == "__main__":
    main()

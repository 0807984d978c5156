"""The commands `import` and `export`: the files of other programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.commands import Named, say
from comity.cli.given import CASE, CASE_FILES, login
from comity.cli.printing import check_suffix, counted, say_first, say_where, write_workbook
from comity.cli.waiting import PROCESSES, processes_of, progress_of
from comity.exchange import CONFLICT, FORMATS, INTERVALS, SPREADSHEET, STATEMENTS, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.case.model import Case
    from comity.exchange.folders import Taken
    from comity.finding import Table

NOTES = "notes.csv"
"""What stands beside the cases of many imports: every note and problem, by case."""


@click.command("import")
@click.argument("path", type=Named(path_type=Path))
@click.option("-o", "--output", type=Named(path_type=Path), help="The case file to write; with --all a folder.")
@click.option("--all", "every", is_flag=True, help="Import every negotiation in PATH and below, a case each.")
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
@PROCESSES
def import_(
    path: Path,
    output: Path | None,
    every: bool,
    into: Path | None,
    profiles: tuple[str, ...],
    intervals: int,
    reading: str,
    processes: int,
) -> None:
    """Read another program's files into a case: Excel workbooks, GENIUS XML, GeniusWeb, NegMAS, NegoLog, Decide, DNA.

    PATH is a workbook; or a domain, a profile, or a folder that holds a domain and its profiles. With --into the edits
    in a workbook go back into the case that it was made from; comments and order stay, and every change is told.
    With --all every negotiation in a folder and below becomes a case in OUTPUT, in folders like theirs; what was
    assumed, or could not be read, stands in notes.csv beside them.
    """
    from comity.case.files import save_new
    from comity.exchange import import_case
    from comity.exchange.excel import is_workbook

    if every:
        if output is None or into is not None or profiles:
            raise click.UsageError("--all writes into a folder, -o FOLDER; it takes no --into and no --profile.")
        _import_all(path, output, intervals, reading, processes)
        return
    if output is not None and output.is_dir():
        raise click.UsageError("-o names a folder; name the case file to write, or add --all.")
    if (output is None) == (into is None):
        raise click.UsageError("Say where the case goes: -o FILE.yaml, or, for a workbook, --into CASE.")
    if path.is_file() and is_workbook(path):
        _import_workbook(path, into or output or Path(WRITTEN), into is not None)
        return
    if output is None:
        raise click.UsageError("--into takes the edits of a workbook; other files are imported with -o FILE.yaml.")
    check_suffix(output, CASE_FILES, "a case")
    imported = import_case(path, profiles or None, intervals, reading=reading)
    save_new({output: imported.text})
    for note in imported.notes:
        place = replace(note.place, file=str(output)) if note.place.line and note.place.file == WRITTEN else note.place
        say_where(str(replace(note, place=place)), output)
    _say_sizes(imported.case, output)


def _import_all(folder: Path, output: Path, intervals: int, reading: str, processes: int) -> None:
    """Write a case for every negotiation in a folder, and a table of all notes; say what could not be read."""
    from comity.case.files import save, save_new
    from comity.exchange.folders import case_paths, import_all
    from comity.show import csv

    with processes_of(processes) as executor, progress_of("Importing") as progress:
        taken = import_all(folder, intervals=intervals, reading=reading, executor=executor, progress=progress)
    paths = case_paths(taken, output)
    save_new({path: taken[number].text or "" for number, path in paths.items()})
    save(output / NOTES, csv.text(_notes(taken)))
    refused = [each for each in taken if each.text is None]
    say_first([_refusal(each) for each in refused], output)
    number = sum(len(each.notes) for each in taken)
    told = f"{counted(len(paths), 'case')} in {output}; {counted(number, 'note')} on them in {output / NOTES}"
    say(told + (f"; {counted(len(refused), 'folder or file', 'folders or files')} not read" if refused else ""))


def _refusal(taken: Taken) -> str:
    """The first thing that kept a negotiation from a case, and how many more there are."""
    more = len(taken.problems) - 1
    return f"{taken.problems[0]}{f' (and {more} more)' if more else ''}"


def _notes(taken: Sequence[Taken]) -> Table:
    """Every note and problem of many imports, a row each."""
    from comity.finding import Table

    rows = [
        (str(each.name), told.severity, told.place.file, told.place.line, told.place.column, told.what, told.fix)
        for each in taken
        for told in (*each.problems, *each.notes)
    ]
    columns = ("case", "severity", "file", "line", "column", "what", "fix")
    return Table("What was assumed, or could not be read", columns, tuple(rows))


def _import_workbook(path: Path, target: Path, into: bool) -> None:
    """Write the case in a workbook, or its edits into a case, and tell every change."""
    from comity.case.files import save_bytes, save_new
    from comity.case.history import remembered
    from comity.exchange.excel import returned, with_its_ends

    check_suffix(target, CASE_FILES, "a case")
    found = returned(path, target, into)
    if not into:
        save_new({target: found.text})
    elif found.changes:
        what = f"{counted(len(found.changes), 'change')} taken from {path.name}"
        with remembered(target, "edit", what, login()):
            save_bytes(target, with_its_ends(target, found.text))
    say_first([str(change) for change in found.changes], target)
    for note in found.notes:
        say_where(str(note), target)
    if into:
        changed = f"{counted(len(found.changes), 'change')} in {target}" if found.changes else "Nothing was changed."
        say_where(changed, target)
    else:
        _say_sizes(found.case, target)


def _say_sizes(case: Case, output: Path) -> None:
    """Say how much of a case was written."""
    counts = f"{counted(len(case.parties), 'party', 'parties')} and {counted(len(case.issues), 'issue')}"
    say_where(f"{counts} are in {output}", output)


@click.command()
@CASE
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice((*FORMATS, *STATEMENTS, SPREADSHEET, CONFLICT)),
    help="The format to write.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=Named(path_type=Path),
    help="A folder; for excel the workbook, FILE.xlsx; for gmcr FILE.gmcr.",
)
def export(case: Path, form: str, output: Path) -> None:
    """Write a case for another program, and say what its format cannot carry.

    A workbook (excel) carries all of it, and its edits come back with comity import. The statements that comity read
    keeps beside a case go out with a codebook for Discourse Network Analyzer (dna). CASE may be a conflict in option
    form (conflict.yaml), which is written as gmcr.
    """
    from comity.case.check import read_case
    from comity.exchange import export_case, export_conflict

    if form == CONFLICT:
        check_suffix(output, (".gmcr",), "a conflict")
        for problem in export_conflict(case, output):
            say(str(problem))
        say_where(f"The conflict is in {output}", output)
        return
    if form == SPREADSHEET:
        from comity.exchange.excel import case_workbook

        write_workbook(output, lambda: case_workbook(case))
        say_where(f"The case is in {output}; edits come back with: comity import {output} --into {case}", output)
        return
    if output.is_file():
        raise click.UsageError(f"-o names a file, and {form} is written into a folder.")

    exported = export_case(read_case(case), form, output, case.parent)
    for problem in exported.problems:
        say(str(problem))
    say(f"{counted(len(exported.files), 'file')} in {output}")

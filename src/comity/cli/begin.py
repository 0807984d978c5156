"""The commands `new` and `catalog`: a case to begin with."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from comity.cli.commands import Named, say
from comity.cli.given import CASE_FILES
from comity.cli.printing import check_suffix, say_where, write_workbook


@click.command()
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

        write_workbook(excel, template)
        say_where(f"Fill in {excel}, then: comity import {excel} -o case.yaml", excel)
        return
    assert file is not None
    check_suffix(file, CASE_FILES, "a case")
    if blank:
        from comity.case.files import save_new
        from comity.case.interview.interview import blank as blank_case

        save_new({file: blank_case(str(file)).text})
        say_where(f"{file} is a case to be filled in; `comity new` with it asks for what is open.", file)
        return
    from comity.cli.dialogue import Dialogue

    if not Dialogue(file).hold():
        sys.exit(1)


@click.group(invoke_without_command=True)
@click.pass_context
def catalog(ctx: click.Context) -> None:
    """Cases to start from, published ones and exercises, ready to be copied and worked on."""
    if ctx.invoked_subcommand is None:
        from comity.catalog import conflicts, entries

        for entry in entries():
            say(f"{entry.name}\n    {entry.title}\n    {entry.citation}")
        say("\nConflicts in option form, for comity ask stability:")
        for entry in conflicts():
            say(f"{entry.name}\n    {entry.title}\n    {entry.citation}")
        say("\nCopy one with: comity catalog copy NAME")


@catalog.command()
@click.argument("name")
@click.argument("folder", required=False, type=Named(path_type=Path, file_okay=False))
def copy(name: str, folder: Path | None) -> None:
    """Copy the case or conflict NAME into FOLDER (a folder of its name, if not given)."""
    from comity.catalog import CASE
    from comity.catalog import copy as copied

    where = copied(name, folder or Path(name))
    say(f"The {'case' if where.name == CASE else 'conflict'} is in {where}")

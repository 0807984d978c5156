"""The command `survey`: a table of many cases."""

from __future__ import annotations

from pathlib import Path

import click

from comity.cli.commands import Named, say
from comity.cli.given import AS_JSON
from comity.cli.printing import check_suffix, say_where, show
from comity.cli.waiting import PROCESSES, interruptible, processes_of, progress_of
from comity.show.safe import safe_json


@click.command()
@click.argument("folder", type=Named(path_type=Path))
@click.option("-o", "--output", type=Named(path_type=Path, dir_okay=False), help="Write the whole table as CSV.")
@click.option(
    "--work", type=float, default=1.0, show_default=True, help="Take on so many times the usual work for each case."
)
@PROCESSES
@AS_JSON
def survey(folder: Path, output: Path | None, work: float, processes: int, as_json: bool) -> None:
    """The table of many cases: size, what is possible, efficient and fair, and how opposed the parties are.

    FOLDER holds cases, in it or below, as `comity import FOLDER --all -o OUT` writes them. Opposition stands there by
    each of the definitions that published files use.
    """
    from comity.case.files import save
    from comity.show import csv
    from comity.survey.many import survey as surveyed
    from comity.survey.row import LIMITS

    if output is not None:
        check_suffix(output, (".csv",), "a table")
    with processes_of(processes) as executor, progress_of("Surveying cases") as progress:
        limits = LIMITS.times(work)
        finding = interruptible(lambda: surveyed(folder, limits=limits, executor=executor, progress=progress))
    if output is not None:
        save(output, csv.text(finding.tables["cases"]))
    if as_json:
        click.echo(safe_json(finding.json()))
    elif output is None:
        show(finding)
    else:
        say(finding.answer)
        say_where(f"The table is in {output}", output)

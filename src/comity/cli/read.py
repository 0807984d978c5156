"""The command `read`: who says what in reports, and a case drafted from it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.commands import Named, say
from comity.cli.given import login
from comity.cli.waiting import processes_of, progress_of

if TYPE_CHECKING:
    from datetime import datetime

    from comity.reading.llm import Model


@click.command()
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
            with progress_of("Reading") as progress, processes_of(processes) as executor:
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
            from comity.case.history import remembered
            from comity.reading.drafting.report import preview, report
            from comity.reading.drafting.write import CASE, planned, write

            if dry_run:
                say(preview(found, planned(found, output)))
            else:
                with remembered(output / CASE, "read", "Reports read into the case", login()):
                    written = write(found, output)
                say(report(found, written))
    say(click.wrap_text(UNTUNED, 120))


def _two(sources: tuple[Path, ...], llm: bool) -> tuple[Path, Path]:
    """The two versions that are to be compared."""
    if len(sources) != 2 or any(source.is_dir() for source in sources):
        raise click.UsageError("--versions compares two files, the older one first.")
    if llm:
        raise click.UsageError("--llm reads reports, and --versions compares draft texts: ask for one of them.")
    return sources[0], sources[1]


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

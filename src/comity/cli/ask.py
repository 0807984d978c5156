"""The commands `ask` and `explain`: one question about a case, one number of an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.commands import Listed, say
from comity.cli.given import (
    AS_CSV,
    AS_JSON,
    AS_OF,
    CASE,
    FIGURES,
    SUPPOSE,
    WITH_DRAFTS,
    WITHOUT,
    as_option,
    check_together,
    supposed_case,
)
from comity.cli.printing import printed_for_programs, show, show_drafts, write_figures
from comity.cli.waiting import interruptible, progress_of
from comity.papers.lettered import by_letter, spelled_out
from comity.show.safe import safe_json

if TYPE_CHECKING:
    from datetime import datetime

    from comity.questions.question import Question


CONFLICT_FILES = (".gmcr", "conflict.yaml")
"""How the names of files end that hold a conflict in option form, and no case."""


def _command(name: str) -> click.Command:
    """A question as a command that reads the case and prints the finding."""
    from comity.questions import registered

    asked_for = registered(name)
    by_name = {option.name: option for option in asked_for.options}

    def run(
        case: Path,
        as_json: bool,
        as_csv: str | None,
        as_of: datetime | None,
        figures: Path | None,
        **asked: Any,
    ) -> None:
        check_together(by_name)
        if as_json and as_csv is not None:
            raise click.UsageError("--json prints all of it and --csv one table: ask for one of them.")
        if asked.pop("with_drafts", False):
            _ask_with_drafts(asked_for, case, as_json, as_csv, as_of, **asked)
            return
        if case.name.lower().endswith(CONFLICT_FILES):
            _ask_conflict(asked_for, case, as_json, as_csv, as_of, figures, **asked)
            return
        read = supposed_case(case, asked.pop("without"), asked.pop("suppose"), as_of)
        with progress_of(asked_for.asks) as progress:
            finding = interruptible(lambda: asked_for.ask(read, progress=progress, **by_letter(read, by_name, asked)))
        if not printed_for_programs(finding, as_json, as_csv):
            show_drafts(read)
            show(finding)
        if figures is not None:
            write_figures(finding, figures)

    decorated: Callable[..., None] = run
    options = [*map(as_option, asked_for.options), *([WITH_DRAFTS] if asked_for.ask_drafted else [])]
    for decorate in reversed([CASE, *options, WITHOUT, SUPPOSE, AS_OF, AS_JSON, AS_CSV, FIGURES]):
        decorated = decorate(decorated)  # type: ignore[operator]
    return click.command(name, help=asked_for.asks)(decorated)


ASK = Listed("ask", "comity.questions:QUESTIONS", _command, "Ask one question about a case.")


def _ask_with_drafts(
    question: Question, case: Path, as_json: bool, as_csv: str | None, as_of: datetime | None, **asked: Any
) -> None:
    """Print what a question finds where red lines and conditions alone count, drafts too; that is said on top."""
    from comity.case.drafts import read_drafted

    assert question.ask_drafted is not None  # the option is offered only then
    ask_drafted, drafted = question.ask_drafted, read_drafted(case, as_of and as_of.date())
    with progress_of(question.asks) as progress:
        finding = interruptible(lambda: ask_drafted(drafted, progress=progress, **asked))
    if not printed_for_programs(finding, as_json, as_csv):
        say(f"{click.wrap_text(finding.caveats[0], 120)}\n")
        show(finding)


def _ask_conflict(
    question: Question,
    path: Path,
    as_json: bool,
    as_csv: str | None,
    as_of: datetime | None,
    figures: Path | None,
    **asked: Any,
) -> None:
    """Print what a question finds in a file of a conflict in option form, where it can be asked of one."""
    from comity.exchange import conflict_in

    ask_conflict = question.ask_conflict
    if ask_conflict is None:
        what = "it holds moves and rankings, and neither worths nor red lines: comity ask stability alone takes it"
        raise click.UsageError(f"{path} is no case; {what}.")
    if asked.pop("without") or asked.pop("suppose", ()) or as_of is not None:
        what = "--without, --suppose and --as-of change the judgements of a case"
        raise click.UsageError(f"{what}, and {path} holds none: change the file instead.")
    found = conflict_in(path)
    if found is None:
        raise click.UsageError(f"{path} is no conflict of the graph model: such a file is JSON.")
    conflict, notes = found
    for note in notes:
        say(str(note), err=True)
    with progress_of(question.asks) as progress:
        finding = interruptible(lambda: ask_conflict(conflict, progress=progress, **asked))
    if not printed_for_programs(finding, as_json, as_csv):
        show(finding)
    if figures is not None:
        write_figures(finding, figures)


@click.command()
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
    ("issue=option, ...", all or some), the name of a proposal, or the letter of a paper. STAGE is all, coherent,
    red_lines, zopa, ratified or spoilers.
    """
    from comity.questions.explain.answer import explain as explained

    read = supposed_case(case, without, suppose, as_of)
    about, of, agreement = what.rpartition(" of ")
    if of and about.endswith(("worth", "gain")):
        what = f"{about} of {spelled_out(read, agreement)}"
    with progress_of("How a number comes about") as progress:
        finding = interruptible(lambda: explained(read, what, progress=progress))
    if as_json:
        click.echo(safe_json(finding.json()))
        return
    show_drafts(read)
    show(finding)

"""The commands `check`, `find` and `schema`: the case file itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from comity.cli.commands import say
from comity.cli.given import CASE
from comity.cli.printing import counted


@click.command()
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
        say(f"{counted(len(changes), 'piece')} of evidence written anew." if changes else "Nothing to mend.")
    found = checked(case)
    for problem in found.problems:
        say(str(problem))
    if found.errors:
        say(f"{counted(len(found.errors), 'problem')} to correct in {case}.")
        sys.exit(1)
    read = found.case
    assert read is not None
    noted = f", {counted(len(found.warnings), 'remark')}" if found.warnings else ""
    counts = (
        f"{counted(len(read.everyone()), 'party or member', 'parties and members')}, "
        f"{counted(len(read.issues), 'issue')}, {counted(len(read.at().red_lines), 'red line')}"
    )
    say(f"{case} is fit for use: {counts}{noted}.")


@click.command()
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


@click.command()
def schema() -> None:
    """The JSON Schema of case files, for editors that complete and check while typing."""
    from comity.case.schema import schema_text

    say(schema_text(), nl=False)

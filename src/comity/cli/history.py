"""The commands `history` and `pack`: what a case was before, and the case as it is handed on."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.commands import Named, say
from comity.cli.given import AS_JSON, CASE
from comity.cli.printing import counted, say_where
from comity.show.safe import safe_json

if TYPE_CHECKING:
    from comity.case.history import History, Version

SHOWN = 20
SHOWN_LEFT_OUT = 12


@click.command()
@CASE
@AS_JSON
@click.option("--show", default=SHOWN, show_default=True, type=click.IntRange(1), help="How many versions, at most.")
@click.option("--text", "number", type=click.IntRange(1), metavar="NUMBER", help="Print the case as that version was.")
@click.option("--wipe", is_flag=True, help="Forget every version; the case file stays as it is.")
@click.option("--yes", is_flag=True, help="With --wipe: do not ask whether this is meant.")
def history(case: Path, as_json: bool, show: int, number: int | None, wipe: bool, yes: bool) -> None:
    """What a case was before: who changed what and when, as the workbench keeps it beside the case.

    The newest versions come first. A version that is printed with --text may be saved as a case of its own.
    """
    from comity.case.history import History

    if as_json + wipe + (number is not None) > 1:
        raise click.UsageError("--json, --text and --wipe each ask something else: leave all but one of them out.")
    if yes and not wipe:
        raise click.UsageError("--yes goes with --wipe.")
    found = History.beside(case)
    for remark in found.remarks if found else ():
        say(str(remark), err=True)
    if found is None or not found.versions(limit=1):
        from comity.case.files import read_text

        read_text(case)  # which says so where there is no such case
        if as_json:
            click.echo(safe_json(json.dumps({"case": str(case), "versions": []})))
        else:
            say(
                f"No history lies beside {case}; one begins where the case is opened on the workbench.",
                err=bool(number),
            )
        if number is not None:
            sys.exit(1)
    elif number is not None:
        text = found.text(number)
        if sys.stdout.isatty():
            say(text, nl=False)
        else:
            sys.stdout.write(text)  # to a file or a program, which want it to the character
    elif wipe:
        _wipe(found, case, yes)
    else:
        _show(found, case, show, as_json)


def _show(found: History, case: Path, show: int, as_json: bool) -> None:
    versions = found.versions(limit=show)
    if as_json:
        told = {"case": str(case), "history": str(found.where), "versions": list(map(_plain, versions))}
        click.echo(safe_json(json.dumps(told, indent=1, ensure_ascii=False)))
        return
    for version in versions:
        say(_line(version))
    if earlier := versions[-1].number - 1:
        say(f"{counted(earlier, 'earlier version')}: --show {versions[0].number} lists all.")


def _line(version: Version) -> str:
    """A version in a line or two: its number, when, by whom, what; where, and what stood and stands there."""
    by = f", {version.by}" if version.by else ""
    line = f"{version.number:>4}  {version.at:%Y-%m-%d %H:%M} UTC{by}: {version.what}"
    return f"{line}\n      {version.where}: {version.before} -> {version.after}" if version.where else line


def _plain(version: Version) -> dict[str, str | int]:
    fields = ("number", "by", "kind", "what", "where", "before", "after", "digest")
    return {"at": version.at.isoformat(), **{name: getattr(version, name) for name in fields}}


def _wipe(found: History, case: Path, yes: bool) -> None:
    """Forget the versions, where this is meant."""
    number = found.versions(limit=1)[0].number
    versions = counted(number, "version")
    if not yes and not click.confirm(f"Forget {versions} of {case}? They cannot be brought back", default=False):
        say("Nothing was changed.")
        sys.exit(1)
    for aside in found.wipe():
        say(f"A damaged history was set aside earlier and stays: {aside}", err=True)
    say(f"{versions} forgotten; {case} is as it was.")


@click.command()
@CASE
@click.option(
    "-o", "--output", required=True, type=Named(path_type=Path), help="A new folder, or a new file that ends in .zip."
)
def pack(case: Path, output: Path) -> None:
    """Copy a case and its sources to hand them on, without its history and whatever else lies beside it.

    What went in and what was left out is told. Comments in the case file go along.
    """
    from comity.case.pack import pack as packed

    found = packed(case, output)
    say_where(f"{counted(len(found.files), 'file')} in {output}:", output)
    for name in found.files:
        say_where(f"  {name}", output)
    if found.left_out:
        more = len(found.left_out) - SHOWN_LEFT_OUT
        names = ", ".join(found.left_out[:SHOWN_LEFT_OUT]) + (f" and {more} more" if more > 0 else "")
        say_where(f"Left out: {names}", output)

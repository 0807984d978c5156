"""The command `compare`: what two files judge differently, and one file out of two."""

from __future__ import annotations

from pathlib import Path

import click

from comity.cli.commands import Named, say
from comity.cli.given import AS_JSON, CASE_FILES
from comity.cli.printing import check_suffix, show
from comity.cli.waiting import interruptible, progress_of
from comity.show.safe import safe_json


@click.command()
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
    from comity.case.check import read_case
    from comity.questions.change.compare import compare as compared

    if ancestor is not None and merge is None:
        raise click.UsageError("--ancestor says how to merge: name a file with --merge as well.")
    cases, names = (read_case(old), read_case(new)), _called(old, new)
    with progress_of("What differs, and whether it matters") as progress:
        finding = interruptible(lambda: compared(*cases, names=names, progress=progress))
    if as_json:
        click.echo(safe_json(finding.json()))
    else:
        show(finding)
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

    check_suffix(output, CASE_FILES, "a case")
    base = None if ancestor is None else Live.open(ancestor)
    called = _called(old, new)
    found = merged(Live.open(old), Live.open(new), base, called)
    save_new({output: found.text})
    for said, names in (("a draft, since the files disagree", found.drafted), ("taken over", found.taken)):
        for name in names:
            say(f"{name}: {said}", err=True)
    for name in found.left:
        say(f"{name}: left as in {old}, to be settled by hand", err=True)
        for file, version in zip(called, found.versions.get(name, ()), strict=False):
            say(f"  {file}: {version}", err=True)
    say(f"The merged case is in {output}", err=True)

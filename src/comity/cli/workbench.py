"""The command `open`: the workbench in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from comity.cli.commands import Named, say
from comity.cli.given import login


@click.command("open")
@click.argument("case", default=".", type=Named(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen at; a free one if left out.")
@click.option("--no-browser", is_flag=True, help="Open no browser: the address is printed.")
@click.option("--by", default="", help="Who works at it, for the history; your name on this machine if left out.")
@click.option("--host", default="127.0.0.1", help="Where to listen: this machine alone if left out.")
@click.option(
    "--passphrase-file", type=Named(path_type=Path, dir_okay=False), help="Its first line opens the workbench."
)
@click.option("--certificate", type=Named(path_type=Path, dir_okay=False), help="A certificate for TLS, with --key.")
@click.option("--key", type=Named(path_type=Path, dir_okay=False), help="The key of the certificate.")
def open_(
    case: Path,
    port: int,
    no_browser: bool,
    by: str,
    host: str,
    passphrase_file: Path | None,
    certificate: Path | None,
    key: Path | None,
) -> None:
    """Open the workbench in the browser: the case on the table, to be changed and asked.

    CASE is a case file, or a folder of cases: the one you are in if left out. Nothing is sent anywhere: the pages come
    from this machine, and only the browser that is given the address can open them.
    """
    from comity.case.files import read_text
    from comity.problem import Place, Problem, Problems
    from comity.web.serve import Serving, serve

    if not case.exists():
        raise Problems(
            [Problem(Place(str(case)), "there is no such file or folder", "name a case, or a folder of cases")]
        )
    passphrase = None
    if passphrase_file is not None:
        passphrase = read_text(passphrase_file, 10_000, "its first line is the passphrase").split("\n")[0].strip()
        if len(passphrase) < 12:
            fix = "write one of at least 12 letters on the first line"
            raise Problems([Problem(Place(str(passphrase_file)), "the passphrase is too short", fix)])
    folder, start = (case, None) if case.is_dir() else (case.parent, case)
    how = Serving(host, port, passphrase, certificate, key)
    serve(folder, start, how, by or login(), say, not no_browser)

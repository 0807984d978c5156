"""The command line: a file a family of commands."""

from __future__ import annotations

import click

from comity.cli import ask, begin, case, compare, exchange, history, paper, read, survey, workbench
from comity.cli.commands import Commands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="comity")
def main() -> None:
    """Comity: what is possible in a negotiation, why, and how sure we are.

    A case is a file that says who wants what and refuses what; start with `comity new` or `comity catalog`.
    """


for command in (
    ask.ASK, ask.explain, begin.new, begin.catalog, case.check, case.find, case.schema, compare.compare,
    exchange.import_, exchange.export, history.history, history.pack, paper.brief, paper.PAPER, read.read,
    survey.survey, workbench.open_,
):  # fmt: skip
    main.add_command(command)

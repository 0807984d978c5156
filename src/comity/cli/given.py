"""What many commands are given: a case, what to suppose beside it, the options of a question or paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.commands import Named

if TYPE_CHECKING:
    from datetime import datetime

    from comity.case.model import Case
    from comity.questions.question import Option


CASE_FILES = (".yaml", ".yml")
"""How the names of case files end."""
WITHOUT = click.option(
    "--without", multiple=True, metavar="NAME", help="Leave out a red line or condition; repeatable."
)


SUPPOSE = click.option(
    "--suppose",
    multiple=True,
    metavar="WORDS",
    help='Suppose something beside the file: "PARTY: never issue=option|option unless issue=option" (a red line), the '
    'same with a red line\'s name (what it refuses instead), or "PARTY: no_deal=30..45"; repeatable.',
)


AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Take every judgement as it stood on that day (2025-08-16), where the case says what held earlier.",
)


WITH_DRAFTS = click.option(
    "--with-drafts", is_flag=True, help="A first look: count red lines and conditions alone, those that are drafts too."
)


AS_CSV = click.option(
    "--csv", "as_csv", metavar="TABLE", help="Print one table as CSV, by its name; a wrong name is told the right ones."
)


FIGURES = click.option(
    "--figures",
    type=Named(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write its figures into a folder as well, as drawings (.svg).",
)


AUTHOR = click.option("--author", metavar="WORDS", help="Who answers for it, if not as the case says.")


MARKING = click.option("--marking", metavar="WORDS", help="Who may see it, on every page, if not as the case says.")


AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print it for other programs.")


CASE = click.argument("case", type=Named(path_type=Path), metavar="CASE")


def check_together(options: dict[str, Option]) -> None:
    """Refuse options that were given with another one which leaves them nothing to say."""
    context = click.get_current_context()
    given = [name for name in options if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE]
    for option in (options[name] for name in given):
        for other in given:
            if other in option.alone:
                words = f"{_flag(option)} asks something of its own, on which {_flag(options[other])} says nothing"
                raise click.UsageError(f"{words}: leave one of them out.")


def _flag(option: Option) -> str:
    return option.flag or f"--{option.name}"


def as_option(option: Option) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Something that may be said with a question, as an option of its command."""
    kind: Any = option.kind
    if option.choices:
        kind = click.Choice(option.choices)
    elif option.least is not None:
        kind = click.IntRange(int(option.least)) if option.kind is int else click.FloatRange(option.least)
    return click.option(
        _flag(option),
        option.name,
        type=None if kind is bool else kind,
        is_flag=kind is bool,
        default=() if option.many else option.default,
        show_default=option.default is not None,
        metavar=option.metavar or None,
        multiple=option.many,
        nargs=option.values,
        help=option.meaning,
    )


def supposed_case(
    path: Path, without: tuple[str, ...], suppose: tuple[str, ...], as_of: datetime | None = None
) -> Case:
    """The case of a file, as of a day (its own where none is given), with what was supposed beside it."""
    from comity.agreements.suppose import supposed
    from comity.case.check import read_case

    read = read_case(path)
    return supposed(read if as_of is None else read.at(as_of.date()), without, suppose)


def login() -> str:
    """The name on this machine of who runs a command, for the history; empty where that is not known."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""

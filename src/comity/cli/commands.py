"""The frame of the command line: whatever is wrong is refused in plain lines, never with a traceback."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from comity.__main__ import INTERRUPTED
from comity.show.safe import safe

if TYPE_CHECKING:
    from comity.problem import Problem


def say(words: str, nl: bool = True, err: bool = False) -> None:
    """Print what a person is told: whatever files say in it cannot command the terminal."""
    click.echo(safe(words), nl=nl, err=err)


class Named(click.Path):
    """The path of a file or folder; no name at all, as of an empty variable of a shell, is not the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


class Sorry(click.ClickException):
    """Problems with what was given, shown one a line, with exit code 1."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))

    def show(self, file: Any = None) -> None:
        """Print the problems as they are."""
        say(self.message, err=True)


class Commands(click.Group):
    """A group whose commands turn problems with the input into plain lines, never into a traceback."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read what stands before the command's name."""
        try:
            return super().make_context(*args, **more)
        except click.ClickException as refused:
            raise told(refused) from None
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command; a question is one of `ask`, and a paper one of `paper`."""
        from comity.papers import PAPERS
        from comity.questions import QUESTIONS

        commands = self.list_commands(ctx)
        if args[0] in QUESTIONS and args[0] not in commands:
            ctx.fail(f"{args[0]} is a question: write `comity ask {' '.join(args[:2])}`.")
        if args[0] in PAPERS and args[0] not in commands:
            ctx.fail(f"{args[0]} is a paper: write `comity paper {' '.join(args[:2])}`.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        from comity.problem import Problems

        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # an output that lacks a character gets another one
        try:
            return super().invoke(ctx)
        except Problems as found:
            raise Sorry(tuple(map(_in_catalog, found.problems))) from None
        except click.ClickException as refused:
            raise told(refused) from None
        except KeyboardInterrupt:
            say("Stopped.", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            raise  # whoever reads the output has enough; click ends quietly
        except MemoryError:
            raise click.ClickException("there is not enough memory for this; ask for less at once") from None
        except OSError as error:
            where = error.filename or "the output"
            raise click.ClickException(safe(f"{where}: {error.strerror or error}")) from None


class Listed(click.Group):
    """A group of commands by a list that is read when it is asked for, each made then: starting stays quick."""

    def __init__(self, name: str, listing: str, make: Callable[[str], click.Command], tells: str) -> None:
        """Make the group; listing: where the names of the commands are, "module:NAMES"; make: makes one of them."""
        super().__init__(name, help=tells)
        self._listing, self._make = listing, make

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in their order."""
        module, _, names = self._listing.partition(":")
        return list(getattr(import_module(module), names))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        return self._make(cmd_name) if cmd_name in self.list_commands(ctx) else None


def _in_catalog(problem: Problem) -> Problem:
    """A problem; where a file was named that is not there and the catalog has a case of that name, how to get it."""
    from comity.case.files import NO_FILE
    from comity.catalog import conflicts, entries

    if problem.what != NO_FILE or "/" in (name := str(problem.place)):
        return problem
    known = {entry.name for entry in (*entries(), *conflicts())}
    return replace(problem, fix=f"copy it from the catalog: comity catalog copy {name}") if name in known else problem


def told(refused: click.ClickException) -> click.ClickException:
    """What is refused, as a terminal may have it: it may quote a file or an argument. An option that another command
    has is said to be that one's."""
    if isinstance(refused, click.NoSuchOption):
        root = refused.ctx.find_root().command if refused.ctx else None
        every = _commands("comity", root) if root else ()
        having = [name for name, command in every if _has(command, refused.option_name)]
        asking = [name for name in having if name.startswith("comity ask ")]
        if len(asking) > 3:
            having = ["comity ask ...", *(name for name in having if name not in asking)]
        if having:
            from comity.case.wording import listed

            what = f"{refused.message} It is an option of {listed(f'`{name}`' for name in having)}."
            return click.UsageError(safe(what), refused.ctx)
    refused.message = safe(refused.message)  # type: ignore[misc]
    return refused


def _commands(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command and all below it, each as it is written."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _commands(f"{name} {below}", found)


def _has(command: click.Command, option: str) -> bool:
    return any(option in param.opts for param in command.params)

"""Long work: the share done is shown, and Ctrl-C ends the wait at once."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from comity.cli.commands import say

if TYPE_CHECKING:
    from concurrent.futures import Executor

T = TypeVar("T")


SELDOM = (100_000, 20, 1_000)
"""After how many new objects, and of those how many times again, Python looks for what is no longer used."""
LONG = 10.0
"""After how many seconds a command that is still at work says so, and how it is stopped."""


@contextmanager
def progress_of(asks: str) -> Iterator[Callable[[float], None] | None]:
    """Show what is looked for and the share done on a terminal, on a line that is empty again afterwards; nothing where
    nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    most = max(8, shutil.get_terminal_size().columns - 8)
    what = asks if len(asks) <= most else f"{asks[: most - 3]}..."

    def show(share: float) -> None:
        click.echo(f"\r{what} {share:4.0%}", nl=False, err=True)

    try:
        show(0.0)
        yield show
    finally:
        click.echo(f"\r{' ' * (len(what) + 5)}\r", nl=False, err=True)


def interruptible(work: Callable[[], T]) -> T:
    """What some work comes to; Ctrl-C ends the wait for it at once.

    The libraries below compute for seconds without looking up, and Python tells a program of Ctrl-C only between its
    own steps. So the work is done beside, while this thread waits and hears; what is abandoned ends with the process.
    """
    from threading import Thread

    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # whatever it is, it is raised where the work was asked for
            failed.append(error)

    # While Python looks through all objects, of which there may be millions, nothing is heard: seldom, then.
    gc.set_threshold(*SELDOM)
    beside = Thread(target=run, daemon=True)
    beside.start()
    long = time.monotonic() + LONG
    while beside.is_alive():
        try:
            beside.join(0.2)
        except KeyboardInterrupt:
            gc.freeze()  # what is abandoned, millions of objects perhaps, is not looked through on the way out
            raise
        if beside.is_alive() and time.monotonic() > long:
            begun = "\n" if sys.stderr.isatty() else ""  # the share done stands on this line
            say(f"{begun}Still at work after {LONG:.0f} seconds; Ctrl-C stops it.", err=True)
            long = float("inf")
    if failed:
        raise failed[0]
    return done[0]


PROCESSES = click.option(
    "--processes",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="as many as cores",
    help="Work in so many processes.",
)
"""The option of commands that take many files on at once."""


@contextmanager
def processes_of(number: int) -> Iterator[Executor | None]:
    """So many processes to work in; none beside this one where one is enough."""
    if number == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Fresh processes: a copy of this one would copy its threads' locks too.
    executor = ProcessPoolExecutor(number, get_context("spawn"))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)

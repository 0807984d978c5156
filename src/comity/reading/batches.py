"""Work on many sources, batch by batch: in this process, or in parallel by an executor, with bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from comity.reading.intake.source import Source

R = TypeVar("R")
CHARACTERS = 30_000
"""Of so many characters of text a batch is made, or of one source that is longer."""
AHEAD = 16
"""So many batches are handed out at a time; what they give is taken before more are."""


def in_batches(
    work: Callable[..., R], tasks: Sequence[tuple[Any, ...]], common: tuple[Any, ...], executor: Executor | None
) -> Iterator[list[R]]:
    """The results of some work on every task, in the order of the tasks, a list a batch.

    A task begins with its source; `common` follows the rest of every task as arguments. Without an executor the work is
    done here, one task at a time.
    """
    if executor is None:
        for task in tasks:
            yield [work(*task, *common)]
        return
    waiting: deque[Future[list[R]]] = deque()
    try:
        for batch in _batches(tasks):
            waiting.append(executor.submit(_worked, work, batch, common))
            if len(waiting) >= AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _worked(work: Callable[..., R], batch: Sequence[tuple[Any, ...]], common: tuple[Any, ...]) -> list[R]:
    return [work(*task, *common) for task in batch]


def _batches(tasks: Sequence[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    size = 0
    for task in tasks:
        source: Source = task[0]
        if batch and size + len(source.text) > CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += len(source.text)
    if batch:
        yield batch

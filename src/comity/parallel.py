"""Work on many things: in this process, or in parallel by an executor; what comes of it is the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, as_completed
from typing import Any, TypeVar

R = TypeVar("R")
Progress = Callable[[float], None]


def in_parallel(
    work: Callable[..., R], tasks: Sequence[tuple[Any, ...]], executor: Executor | None, progress: Progress | None
) -> list[R]:
    """What some work comes to on every task, in the order of the tasks.

    tasks: the arguments of each; executor: any of concurrent.futures, None for this process; progress: told the share
    done, 0 to 1, whenever one is.
    """
    results: dict[int, R] = {}

    def told(number: int, result: R) -> None:
        results[number] = result
        if progress is not None:
            progress(len(results) / len(tasks))

    if executor is None:
        for number, task in enumerate(tasks):
            told(number, work(*task))
    else:
        futures = {executor.submit(work, *task): number for number, task in enumerate(tasks)}
        for future in as_completed(futures):
            told(futures[future], future.result())
    return [results[number] for number in range(len(tasks))]

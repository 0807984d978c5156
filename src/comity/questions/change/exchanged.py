"""Which agreements, and which options of possible agreements, came and went between two times."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from comity.agreements.allowed import Choices
from comity.agreements.space import Space


def _numbers(space: Space, choices: Choices) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Agreements as one number each."""
    numbers = np.zeros(len(choices), dtype=np.int64)
    for at, size in enumerate(space.sizes):
        numbers = numbers * size + choices[:, at]
    return numbers


def exchanged(space: Space, then: Choices | None, now: Choices | None) -> tuple[int | None, int | None]:
    """How many agreements are possible only on the later day, and only on the earlier one."""
    if then is None or now is None:
        return None, None
    both = len(np.intersect1d(_numbers(space, then), _numbers(space, now), assume_unique=True))
    return len(now) - both, len(then) - both


def options_exchanged(
    space: Space, then: Choices | None, now: Choices | None
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The options that some possible agreement has only on the later day, and only on the earlier one, by issue."""
    if then is None or now is None:
        return {}, {}
    return dict(_only(space, now, then)), dict(_only(space, then, now))


def _only(space: Space, here: Choices, there: Choices) -> Iterator[tuple[str, tuple[str, ...]]]:
    for at, issue in enumerate(space.issues):
        only = sorted({*here[:, at].tolist()} - {*there[:, at].tolist()})
        if only:
            yield issue, tuple(space.options[at][option] for option in only)

"""Many games at once: their last axis is the batch, and it is solved a chunk at a time to bound the memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

import numpy as np

from comity.questions.durability.game import Array, Game, Integers, Terms, figures_of

_Record = TypeVar("_Record")

CHUNK = 4096
"""Games at a time."""


def batch_of(game: Game, terms: Terms) -> int:
    """How many games there are; raises ValueError where the figures do not agree on it."""
    sizes = {np.shape(value)[-1]: name for record in (game, terms) for name, value in figures_of(record)
             if np.ndim(value)}  # fmt: skip
    sizes.pop(1, None)
    if len(sizes) > 1:
        raise ValueError("batches differ: " + ", ".join(f"{name} has {size}" for size, name in sizes.items()))
    return next(iter(sizes), 1)


def in_chunks(answer: Callable[[Game, Terms], _Record], game: Game, terms: Terms) -> _Record:
    """An answer about the whole batch, from the answers about its chunks."""
    batch = batch_of(game, terms)
    if batch <= CHUNK:
        return answer(game, terms)
    parts = [slice(first, first + CHUNK) for first in range(0, batch, CHUNK)]
    return _joined([answer(some(game, part), some(terms, part)) for part in parts])


def some(record: _Record, which: slice | Integers) -> _Record:
    """The record for these of the batch, by their places; a place may come more than once."""
    if isinstance(record, np.ndarray):
        return cast(_Record, record[..., which] if record.ndim and record.shape[-1] > 1 else record)
    if not is_dataclass(record):
        return record
    changed = {each.name: some(getattr(record, each.name), which) for each in fields(cast(Any, record))}
    return cast(_Record, replace(cast(Any, record), **changed))


def _joined(parts: list[_Record]) -> _Record:
    """One record of the answers for all parts of the batch."""
    first = cast(Any, parts[0])
    if isinstance(first, np.ndarray):
        return cast(_Record, np.concatenate(cast(list[Array], parts), axis=-1))
    joined = {each.name: _joined([getattr(part, each.name) for part in parts]) for each in fields(first)}
    return cast(_Record, type(first)(**joined))

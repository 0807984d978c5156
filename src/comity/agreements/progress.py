"""How far a long computation has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Told the share of the work done, 0 to 1; whatever it raises ends the computation."""


def part(progress: Progress | None, number: int, parts: int) -> Progress | None:
    """The progress of one of several parts of equal size, numbered from 0, as progress of the whole."""
    return None if progress is None else lambda share: progress((number + share) / parts)

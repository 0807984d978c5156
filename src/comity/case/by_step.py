"""Entries by option that a file states for several steps of an amount at once: `needs: {">300": ...}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import SerializerFunctionWrapHandler

from comity.case.steps import NoStep, Steps


class ByStep(dict[str, Any]):
    """Entries by step, kept as written, too: by step or comparison."""

    written: Mapping[str, Any]

    @classmethod
    def over(cls, steps: Steps, stated: Mapping[str, Any]) -> ByStep:
        """Entries by step or comparison as entries by step; raises NoStep where one is neither, or two meet."""
        written = stated.written if isinstance(stated, ByStep) else dict(stated)
        entries: dict[str, Any] = {}
        for words, entry in written.items():
            for step in steps.among((words,)):
                if step in entries:
                    raise NoStep(f"two entries speak of {step}", "let each step stand in one")
                entries[step] = entry
        return _by_step(entries, written)

    def __reduce__(self) -> tuple[Any, ...]:
        return _by_step, (dict(self), dict(self.written))


def _by_step(entries: Mapping[str, Any], written: Mapping[str, Any]) -> ByStep:
    by_step = ByStep(entries)
    by_step.written = written
    return by_step


def as_written(value: Any, handler: SerializerFunctionWrapHandler) -> Any:
    """How such entries go into a file."""
    return handler(dict(value.written) if isinstance(value, ByStep) else value)

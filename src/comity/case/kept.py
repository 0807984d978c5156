"""What was worked out from a case, kept with what it was worked out from, for the next question and the next edit."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

OF_ONE_NAME = 4
"""How much is kept under one name, at most: a case as filed, as supposed, and before and after an edit."""


class Kept:
    """Things worked out, by name, each with its source; given again as long as the source is equal.

    Nothing is ever out of date: what differs from the source is worked out anew. So it may be shared by all copies and
    edits of a case, and it makes no difference between cases.
    """

    def __init__(self) -> None:
        self._things: dict[Hashable, list[tuple[Any, Any]]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept)

    def __hash__(self) -> int:
        return 0

    def __reduce__(self) -> tuple[type[Kept], tuple[()]]:
        """Copied and sent to other processes empty: it can all be worked out again."""
        return Kept, ()

    def of(self, name: Hashable, source: Any, work_out: Callable[[], T]) -> T:
        """What was worked out under a name from an equal source, else what is worked out now.

        source: all that the result depends on, compared with `==`, in parts that nobody changes.
        """
        things = self._things.setdefault(name, [])
        for held, thing in things:
            if held == source:
                found: T = thing
                return found
        found = work_out()
        things.insert(0, (source, found))
        del things[OF_ONE_NAME:]
        return found

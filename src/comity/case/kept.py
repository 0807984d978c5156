"""What was worked out from a case, kept with what it was worked out from, for the next question and the next edit."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel

T = TypeVar("T")

OF_ONE_NAME = 4
"""How much is kept under one name, at most: a case as filed, as supposed, and before and after an edit."""

NAMES = 1 << 14
"""Under how many names something is kept, at most: names come and go while a case is edited."""


class Kept:
    """Things worked out, by name, each with its source; given again as long as the source is the same.

    Nothing is ever out of date: what differs from the source is worked out anew. So it may be shared by all copies and
    edits of a case, and it makes no difference between cases.
    """

    def __init__(self) -> None:
        self._things: dict[Hashable, tuple[tuple[Any, Any], ...]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept)

    def __hash__(self) -> int:
        return 0

    def __reduce__(self) -> tuple[type[Kept], tuple[()]]:
        """Copied and sent to other processes empty: it can all be worked out again."""
        return Kept, ()

    def of(self, name: Hashable, source: Any, work_out: Callable[[], T], keep: int = OF_ONE_NAME) -> T:
        """What was worked out under a name from the same source, else what is worked out now.

        source: all that the result depends on, in parts that nobody changes. It is the same where it is made of the
        same parts, or of equal ones in the same order: findings list things in the order of the file. An array is the
        same only as itself. keep: how many such results are kept; fewer of what is large.
        """
        things = self._things.get(name, ())
        for held, thing in things:
            if _same(held, source):
                found: T = thing
                return found
        found = work_out()
        self._things[name] = ((source, found), *things[: keep - 1])
        if len(self._things) > NAMES:
            for old in list(islice(self._things, NAMES // 2)):
                self._things.pop(old, None)
        return found


def _same(held: Any, source: Any) -> bool:
    if held is source:
        return True
    if type(held) is not type(source):
        return False
    if isinstance(held, tuple):
        return len(held) == len(source) and all(map(_same, held, source))
    if isinstance(held, dict):
        return _same(tuple(held), tuple(source)) and all(map(_same, held.values(), source.values()))
    if isinstance(held, BaseModel):
        return held.model_fields_set == source.model_fields_set and _same(held.__dict__, source.__dict__)
    return not hasattr(held, "__array__") and bool(held == source)


def same_parts(now: Any, before: Any) -> Any:
    """A section as it is; as it was before where it is made of the same parts in the same order."""
    if isinstance(now, dict) and isinstance(before, dict):
        parts, known = [*now, *now.values()], [*before, *before.values()]
    elif isinstance(now, tuple) and isinstance(before, tuple):
        parts, known = [*now], [*before]
    else:
        return before if not isinstance(now, BaseModel) and now == before else now
    if len(parts) != len(known):
        return now
    alike = (one is other or (isinstance(one, str) and one == other) for one, other in zip(parts, known, strict=True))
    return before if all(alike) else now

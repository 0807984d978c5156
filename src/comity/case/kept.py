"""What was worked out from parts of a case, for as long as these parts stay what they are.

A part stays what it is where it is the same object: parts of a case are not changed, but replaced. Of each kind of work
only the last outcome is held, so that nothing outgrows the work on one case, whatever is done to it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Parts = tuple[object, ...]


class Kept:
    """The outcomes of work, by the name of the work, each with the parts that it rests on."""

    def __init__(self) -> None:
        self._one: dict[str, tuple[Parts, Any]] = {}
        self._each: dict[str, dict[Any, tuple[Parts, Any]]] = {}

    def __eq__(self, other: object) -> bool:
        """Whether something is worked out yet makes no difference between cases."""
        return isinstance(other, Kept)

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> Kept:
        """The same outcomes, for a case that shares parts with this one: from here on both go their own ways."""
        copy = Kept()
        copy._one, copy._each = dict(self._one), dict(self._each)
        return copy

    def one(self, name: str, parts: Parts, work: Callable[[], Value]) -> Value:
        """What some work on parts comes to, done once for the same parts."""
        known = self._one.get(name)
        if known is None or not _same(known[0], parts):
            known = self._one[name] = parts, work()
        value: Value = known[1]
        return value

    def each(self, name: str, parts: Mapping[Key, Parts], work: Callable[[Key], Value]) -> dict[Key, Value]:
        """What the same work on each of several things comes to, done anew for those of which a part is another one.

        parts: what the work on each rests on.
        """
        before, after = self._each.get(name, {}), dict[Any, tuple[Parts, Any]]()
        for key, mine in parts.items():
            known = before.get(key)
            after[key] = known if known is not None and _same(known[0], mine) else (mine, work(key))
        self._each[name] = after
        return {key: value for key, (_, value) in after.items()}

    def like(self, name: str, value: Value) -> Value:
        """A value as it is; the one that stood here before where that is equal, so that what rests on it stays."""
        known = self._one.get(name)
        if known is None or known[1] != value:
            known = self._one[name] = (), value
        same: Value = known[1]
        return same


def _same(some: Parts, others: Parts) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))

"""One thing that is proposed for a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

Kind = Literal["source", "party", "issue", "condition", "linkage", "interest", "red line", "development"]
NAMED: tuple[Kind, ...] = ("source", "party", "issue")
"""What the judgements of a case speak of."""


@dataclass(frozen=True)
class Proposal:
    """One thing proposed for the case: its kind and a stable name, its path in the case file, its value.

    `draft`: whether it is a judgement, which counts only once the analyst has confirmed it; `statements`: the
    identifiers of those that it rests on; `earlier`: by the name of a number in its value, what it was before
    developments, by their ids.
    """

    kind: Kind
    name: str
    path: tuple[str, ...]
    value: Any
    draft: bool
    statements: tuple[str, ...] = ()
    earlier: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def dated(self) -> Proposal:
        """The same with what its numbers were earlier within its value, as a case file has it."""
        ranges = {name: {"value": self.value[name], "before": dict(before)} for name, before in self.earlier.items()}
        return replace(self, value={**self.value, **ranges}, earlier={}) if ranges else self

    @property
    def key(self) -> str:
        """Its kind and name, by which the record beside the case remembers it."""
        return f"{self.kind} {self.name}"


def kind_of(key: str) -> Kind | None:
    """The kind that a key of the record speaks of; None where it is no such key."""
    return next((kind for kind in get_args(Kind) if key.startswith(f"{kind} ")), None)

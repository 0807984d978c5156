"""One judgement that two cases do not share, or state otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.agreements.combined import Component

Path = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One judgement that two files do not share, or state otherwise.

    path: of the judgement, by names: ("interests", "usa", "sanctions", "new"); what: in words; whose: the party that it
    is of, empty where it is of none; old, new: what each file says, empty where it says nothing; counts: whether it
    may change a count; touches: the components of the count that it may change.
    """

    path: Path
    what: str
    whose: str
    old: str
    new: str
    counts: bool
    touches: frozenset[Component] = frozenset()

    def json(self) -> dict[str, Any]:
        """What is judged, where it stands, and what each file says."""
        said = {"old": self.old or None, "new": self.new or None, "party": self.whose or None}
        return {"what": self.what, "path": list(self.path), **said}

"""What marks the agreements that fall away, and those that come in addition, after something is supposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.agreements.allowed import Choices
from comity.agreements.space import Space
from comity.case.model import Case
from comity.questions.what_if import Sides


@dataclass(frozen=True)
class Mark:
    """How often one option of one issue stands in the agreements that changed.

    went, stay, came: how many of those that fall away, that stay and that come in addition have it; apart: by how much
    its share differs most between any two of these, 0 to 1.
    """

    issue: str
    option: str
    went: int
    stay: int
    came: int
    apart: float

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        told = {"went": self.went, "stay": self.stay, "came": self.came, "apart": self.apart}
        return {"issue": self.issue, "option": self.option, **told}


def marks(case: Case, sides: Sides, most: int = 6) -> tuple[Mark, ...]:
    """The options that tell lost, staying and gained agreements apart, those whose shares differ most first.

    most: how many, at most; an option that all have as often marks nothing. Ties in the order of the names.
    """
    space = Space.of(case)
    several = (sides.went, sides.stay, sides.came)
    if not len(sides.went) and not len(sides.came):
        return ()
    found = []
    for at, issue in enumerate(space.issues):
        counts = [_counts(choices, at, space.sizes[at]) for choices in several]
        shares = [count / len(choices) for count, choices in zip(counts, several, strict=True) if len(choices)]
        apart = np.max(shares, axis=0) - np.min(shares, axis=0)
        for number, option in enumerate(space.options[at]):
            went, stay, came = (int(count[number]) for count in counts)
            if apart[number]:
                found.append(Mark(issue, option, went, stay, came, float(apart[number])))
    return tuple(sorted(found, key=lambda mark: (-round(mark.apart, 9), mark.issue, mark.option))[:most])


def _counts(choices: Choices, at: int, size: int) -> Any:
    return np.bincount(choices[:, at], minlength=size)

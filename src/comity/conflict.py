"""A conflict in option form: decision makers, their yes-or-no options, what cannot be, and what each prefers.

This is how the graph model for conflict resolution is written down (Fang, Hipel and Kilgour 1993), and what files of
its programs hold. States are numbered from 1, among those that can be, as these programs do: in the order of the
numbers of which the first option is the last binary digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Direction = Literal["both", "fwd", "back"]
"""Whether an option may be taken and given up, only taken, or only given up."""

DIRECTIONS: tuple[Direction, ...] = ("both", "fwd", "back")

Pattern = str
"""A letter an option, in their order: Y taken, N not taken, - either."""

MOST_OPTIONS = 24
"""How many options a conflict has, at most: all combinations of them are looked at."""


@dataclass(frozen=True)
class Choice:
    """What a decision maker may take or not: its name, whose it is (by number), and which way it may change."""

    name: str
    decision_maker: int
    direction: Direction = "both"


@dataclass(frozen=True)
class Statements:
    """Preferences by priority: of two states the better one meets the first statement on which they differ.

    Statement k of P weighs 2^(P-k). each: a statement is met by a state that fits any of its patterns.
    """

    each: tuple[tuple[Pattern, ...], ...]


@dataclass(frozen=True)
class Ranking:
    """Preferences as a list: classes of states that tie, by number, the best first."""

    classes: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Conflict:
    """A conflict in option form.

    title: what it is called; decision_makers: their names; options: in the order of patterns; infeasible: what cannot
    be; preferences: by decision maker (no statements, or one class, for one without preferences); groups: decision
    makers who act together, by number, where the conflict says so.
    """

    title: str
    decision_makers: tuple[str, ...]
    options: tuple[Choice, ...]
    infeasible: tuple[Pattern, ...]
    preferences: tuple[Statements | Ranking, ...]
    groups: tuple[tuple[int, ...], ...] = ()

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The states that can be, in their order, each as the number whose binary digits are its options."""
        import numpy as np

        return np.flatnonzero(~fits_any(self.infeasible, np.arange(1 << len(self.options))))

    def state(self, number: int) -> str:
        """A state, by its number from 1, as Y and N in the order of the options."""
        return written(int(self.numbers[number - 1]), len(self.options))

    def ranks(self, decision_maker: int) -> NDArray[np.int64]:
        """How good each state is for a decision maker, in the order of the states: larger is better, equal a tie."""
        import numpy as np

        preference = self.preferences[decision_maker]
        ranks = np.zeros(len(self.numbers), dtype=np.int64)
        if isinstance(preference, Ranking):
            for worth, tied in enumerate(reversed(preference.classes)):
                ranks[np.array(tied, dtype=np.int64) - 1] = worth
            return ranks
        for statement in preference.each:  # ranked again each time, so that no weight overflows
            met = fits_any(statement, self.numbers)
            ranks = np.unique(2 * ranks + met, return_inverse=True)[1].astype(np.int64)
        return ranks


def fits_any(patterns: Sequence[Pattern], numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which states, as numbers, fit any of some patterns."""
    import numpy as np

    found = np.zeros(len(numbers), dtype=bool)
    for pattern in patterns:
        asked = sum(1 << at for at, letter in enumerate(pattern) if letter != "-")
        taken = sum(1 << at for at, letter in enumerate(pattern) if letter == "Y")
        found |= (numbers & asked) == taken
    return found


def written(number: int, options: int) -> str:
    """A state, as a number, as Y and N in the order of the options."""
    return "".join("Y" if number >> at & 1 else "N" for at in range(options))

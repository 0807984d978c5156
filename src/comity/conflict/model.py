"""A conflict in option form: decision makers, their options, what cannot be, and what each prefers.

This is how the graph model for conflict resolution is written down (Fang, Hipel and Kilgour 1993), and what files of
its programs hold. States are numbered from 1, among those that can be, as these programs do: in the order of numbers of
which the first option is the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Direction = Literal["both", "fwd", "back"]
"""Whether an option may be taken and given up, only taken, or only given up."""

DIRECTIONS: tuple[Direction, ...] = ("both", "fwd", "back")

Pattern = str
"""A letter an option, in their order: Y taken, N not taken, or its level from 0 on; - is any."""

MOST_OPTIONS = 24
"""How many binary digits the options of a conflict take up, at most (one a yes-or-no option): all are combined."""

MOST_LEVELS = 10
"""How many levels an option has, at most."""

YES_OR_NO = ("N", "Y")


@dataclass(frozen=True)
class Choice:
    """What a decision maker may take or not, or how far: its name, whose it is (by number), which way it may change.

    levels: how far, from the least on, in words; empty for yes or no.
    """

    name: str
    decision_maker: int
    direction: Direction = "both"
    levels: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """The letters of its levels: N and Y, or digits from 0 on."""
        return "".join(map(str, range(len(self.levels)))) if self.levels else "".join(YES_OR_NO)


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


Preferences = tuple[Statements | Ranking, ...]
"""What each decision maker prefers, in their order."""


@dataclass(frozen=True)
class Conflict:
    """A conflict in option form.

    title: what it is called; decision_makers: their names; options: in the order of patterns; infeasible: what cannot
    be; preferences: by decision maker (no statements, or one class, for one without preferences); groups: decision
    makers who act together, by number, where the conflict says so; status_quo: the number of the state in which it
    stands, None where that is not said; perceived: the preferences that a decision maker, by its number, takes all to
    have, where these are not those that they have (its own are its own).
    """

    title: str
    decision_makers: tuple[str, ...]
    options: tuple[Choice, ...]
    infeasible: tuple[Pattern, ...]
    preferences: Preferences
    groups: tuple[tuple[int, ...], ...] = ()
    status_quo: int | None = None
    perceived: tuple[tuple[int, Preferences], ...] = ()

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """By option: where its level stands among the binary digits of a state's number, and a mask of these digits."""
        places, first = [], 0
        for option in self.options:
            digits = (len(option.letters) - 1).bit_length()
            places.append((first, ((1 << digits) - 1) << first))
            first += digits
        return tuple(places)

    @property
    def digits(self) -> int:
        """How many binary digits the number of a state has."""
        return sum(mask.bit_count() for _, mask in self.places)

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The states that can be, in their order, each as the number whose digits are the levels of its options."""
        import numpy as np

        every = np.arange(1 << self.digits)
        can_be = ~self.fits_any(self.infeasible, every)
        for option, (first, mask) in zip(self.options, self.places, strict=True):
            if len(option.letters) - 1 < mask >> first:  # digits could spell more levels than there are
                can_be &= (every & mask) >> first < len(option.letters)
        return np.flatnonzero(can_be)

    def state(self, number: int) -> str:
        """A state, by its number from 1, as the letters of its options' levels in their order."""
        code = int(self.numbers[number - 1])
        levels = ((code & mask) >> first for first, mask in self.places)
        return "".join(option.letters[level] for option, level in zip(self.options, levels, strict=True))

    def number(self, letters: str) -> int | None:
        """The number, from 1, of the state that letters spell; None where they spell none that can be."""
        import numpy as np

        if len(letters) != len(self.options):
            return None
        levels = [option.letters.find(letter) for option, letter in zip(self.options, letters, strict=True)]
        if -1 in levels:
            return None
        code = sum(level << first for level, (first, _) in zip(levels, self.places, strict=True))
        at = int(np.searchsorted(self.numbers, code))
        return at + 1 if at < len(self.numbers) and self.numbers[at] == code else None

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
            met = self.fits_any(statement, self.numbers)
            ranks = np.unique(2 * ranks + met, return_inverse=True)[1].astype(np.int64)
        return ranks

    def fits_any(self, patterns: Sequence[Pattern], numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which states, as numbers, fit any of some patterns."""
        import numpy as np

        found = np.zeros(len(numbers), dtype=bool)
        for pattern in patterns:
            asked = taken = 0
            for letter, option, (first, mask) in zip(pattern, self.options, self.places, strict=True):
                if letter != "-":
                    asked |= mask
                    taken |= option.letters.index(letter) << first
            found |= (numbers & asked) == taken
        return found

    def seen_by(self, decision_maker: int) -> Conflict:
        """The conflict as a decision maker sees it: with the preferences that it takes the others to have."""
        seen = dict(self.perceived).get(decision_maker, self.preferences)
        own = {decision_maker: self.preferences[decision_maker]}
        preferences = tuple(own.get(number, each) for number, each in enumerate(seen))
        return replace(self, preferences=preferences, perceived=())

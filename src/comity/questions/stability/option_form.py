"""A conflict in option form as a game: an axis for all that a party may freely combine, and one a one-way option."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comity.conflict.model import Conflict
from comity.questions.stability.game import Axis, Game, Marks


@dataclass(frozen=True, eq=False)
class OptionForm:
    """The game of a conflict, and which of the conflict's states each of its states is.

    places: by state of the conflict, from 0, its place among all states of the game.
    """

    conflict: Conflict
    game: Game
    places: NDArray[np.intp]

    @classmethod
    def of(cls, conflict: Conflict) -> OptionForm:
        """The game of a conflict: only those combinations of a party's free options that are part of some state."""
        axes: list[Axis] = []
        parts: list[NDArray[np.int64]] = []
        for number in range(len(conflict.decision_makers)):
            own = [(at, option) for at, option in enumerate(conflict.options) if option.decision_maker == number]
            free = sum(conflict.places[at][1] for at, option in own if option.direction == "both")
            if free:
                parts.append(np.unique(conflict.numbers & free))
                axes.append(Axis(len(parts[-1]), (number,)))
            for at, option in own:
                if option.direction != "both":
                    ways = np.arange(len(option.letters), dtype=np.int64) << conflict.places[at][0]
                    parts.append(ways if option.direction == "fwd" else ways[::-1])
                    axes.append(Axis(len(ways), (number,), one_way=True))
        numbers: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        for part in parts:
            numbers = np.add.outer(numbers, part).ravel()
        nearest = np.searchsorted(conflict.numbers, numbers)
        nearest[nearest == len(conflict.numbers)] = 0
        feasible = conflict.numbers[nearest] == numbers
        worths = []
        for number in range(len(conflict.decision_makers)):
            worth = np.zeros(len(numbers), dtype=np.int64)
            worth[feasible] = conflict.ranks(number)[nearest[feasible]]
            worths.append(worth)
        places = np.empty(len(conflict.numbers), dtype=np.intp)
        places[nearest[feasible]] = np.flatnonzero(feasible)
        return cls(conflict, Game.of(conflict.decision_makers, axes, worths, feasible), places)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """By place of a state in the game: the number, from 1, of that state of the conflict."""
        return {place: number for number, place in enumerate(self.places.tolist(), 1)}

    def states(self, marks: Marks) -> tuple[int, ...]:
        """The numbers, from 1, of the conflict's states that are marked in the game."""
        return tuple(int(at) + 1 for at in np.flatnonzero(marks.ravel()[self.places]))

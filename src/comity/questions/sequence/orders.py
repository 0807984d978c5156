"""The safest orders of steps: a bottleneck path over the sets of settled issues, exact, with all ties.

    least(S) = max(risk(S), min over i not in S of least(S + i))        least(all) = 0

A set that may not come about (a precondition, or a condition that every stage must meet) has no finite risk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Sets = NDArray[np.int32]

MOST_STEPS = 20
"""How many steps are put in order, at most."""

NEVER = np.int64(2**62)
"""The risk of a set that may not come about."""


@dataclass(frozen=True, eq=False)
class Orders:
    """All orders of some steps, seen through the risk of every set of them.

    steps: how many; risks: by set, in whole units; set S has step k where bit k of S is set, `NEVER` where it may not
    come about; sizes: how many issues each step settles; together: how many issues may be settled at once, 1 or more; a
    step that settles more than these by itself stays one step.
    """

    steps: int
    risks: Whole
    sizes: tuple[int, ...]
    together: int = 1

    @cached_property
    def least(self) -> Whole:
        """By set: the smallest risk that anything must be taken from there until all is settled."""
        least = self.risks.copy()
        least[-1] = 0
        for layer in reversed(self._layers[:-1]):
            ahead = np.full(len(layer), NEVER)
            for move in self._moves:
                free = (layer & move) == 0
                ahead[free] = np.minimum(ahead[free], least[layer[free] | move])
            least[layer] = np.maximum(least[layer], ahead)
        return least

    @property
    def epsilon(self) -> int | None:
        """The smallest risk of any order, in whole units; None where no order may come about."""
        least = int(self.least[0])
        return None if least >= NEVER else least

    def least_from(self, begun: int) -> int | None:
        """The smallest risk of an order from a set on, its own risk not counted; None where there is none."""
        ahead = [int(self.least[begun | move]) for move in self._moves if not begun & move]
        least = min(ahead, default=0)
        return None if least >= NEVER else least

    @cached_property
    def _counts(self) -> Whole:
        """By set: in how many ways the rest of the steps can follow within the smallest risk of any order."""
        counts: Whole = np.zeros(len(self.risks), dtype=np.int64)
        if self.epsilon is None:
            return counts
        counts[-1] = 1
        fits = self.least <= self.epsilon
        for layer in reversed(self._layers[:-1]):
            rows = layer[fits[layer]]
            for move in self._moves:
                free = rows[(rows & move) == 0]
                counts[free] += counts[free | move]
        return counts

    @property
    def count(self) -> int:
        """How many orders have the smallest risk."""
        return int(self._counts[0])

    def listed(self, most: int) -> list[tuple[int, ...]]:
        """The first orders of the smallest risk, each as the sets of steps that are taken one after another."""
        found: list[tuple[int, ...]] = []
        for order in self._following(0):
            if len(found) == most:
                break
            found.append(order)
        return found

    def _following(self, begun: int) -> Iterator[tuple[int, ...]]:
        if begun == len(self.risks) - 1:
            yield ()
            return
        for move in self._moves:
            if not begun & move and self._counts[begun | move]:
                for order in self._following(begun | move):
                    yield (move, *order)

    def gentlest(self, names: Sequence[str], begun: int = 0) -> tuple[int, ...]:
        """Of the safest ways to go on, the one whose risks add up to least; of several the first by name.

        names: of the steps; begun: what is settled already. Empty where there is none.
        """
        bound = self.least_from(begun)
        if bound is None:
            return ()
        if self.risks[begun] < NEVER:
            bound = max(bound, int(self.risks[begun]))
        # Backwards over the sets that the bound leaves, from all steps to those that are begun.
        sums: Whole = np.full(len(self.risks), NEVER)
        sums[-1] = 0
        fits = self.least <= bound
        order = sorted(self._moves, key=lambda move: sorted(self._named(move, names)))
        chosen: Sets = np.zeros(len(self.risks), dtype=np.int32)
        for layer in reversed(self._layers[:-1]):
            rows = layer[fits[layer] | (layer == begun)]
            for move in order:
                free = rows[(rows & move) == 0]
                better = sums[free | move] < sums[free]
                sums[free[better]] = sums[free[better] | move]
                chosen[free[better]] = move
            known = rows[sums[rows] < NEVER]
            sums[known] += np.minimum(self.risks[known], NEVER // 4)
        path, at = [], begun
        while at != len(self.risks) - 1 and chosen[at]:
            path.append(int(chosen[at]))
            at |= int(chosen[at])
        return tuple(path)

    def places(self) -> dict[int, tuple[int, int]]:
        """By step: in which place of the safest orders it comes at the earliest and at the latest, from 1.

        Only where one step is taken at a time.
        """
        reached = np.zeros(len(self.risks), dtype=bool)
        reached[0] = self.count > 0
        found: dict[int, list[int]] = {}
        for place, layer in enumerate(self._layers[:-1], 1):
            rows = layer[reached[layer]]
            for step in range(self.steps):
                move = 1 << step
                next_ = rows[(rows & move) == 0] | move
                next_ = next_[self._counts[next_] > 0]
                if len(next_):
                    reached[next_] = True
                    found.setdefault(step, []).append(place)
        return {step: (places[0], places[-1]) for step, places in found.items()}

    def _named(self, move: int, names: Sequence[str]) -> list[str]:
        return [name for at, name in enumerate(names) if move >> at & 1]

    @cached_property
    def _layers(self) -> list[Sets]:
        """The sets by their number of steps."""
        numbers = np.arange(len(self.risks), dtype=np.int32)
        sizes = np.bitwise_count(numbers)
        order = np.argsort(sizes, kind="stable").astype(np.int32)
        return np.split(numbers[order], np.cumsum(np.bincount(sizes, minlength=self.steps + 1))[:-1])

    @cached_property
    def _moves(self) -> list[int]:
        """What may be settled at once: one step, or several that settle no more issues together than may be."""
        moves = [1 << step for step in range(self.steps)]
        for move in range(1, 1 << self.steps) if self.together > 1 else ():
            members = [step for step in range(self.steps) if move >> step & 1]
            if len(members) > 1 and sum(self.sizes[step] for step in members) <= self.together:
                moves.append(move)
        return moves


def closed_under(steps: int, edges: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """By set of steps: whether it holds, with every step, all that must come before it.

    edges: pairs of steps, the first of which must not come after the second.
    """
    numbers = np.arange(1 << steps, dtype=np.int32)
    closed = np.ones(len(numbers), dtype=bool)
    for first, then in edges:
        closed &= ((numbers >> then & 1) == 0) | ((numbers >> first & 1) == 1)
    return closed

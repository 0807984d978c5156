"""Bodies at home that nobody can rate: what the judged chances that they pass an agreement leave of how sure it is.

Whatever the bodies have to do with each other is left open, so what follows is an interval (Fréchet 1935): some all say
yes with a chance of at least the sum of theirs less one for each but one, and one of some does with that sum at most.
Their chances count the same in every reading of the ranges.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from comity.agreements.draws import Counts, Draws
from comity.case.estimate import Estimate

MOST = 4
"""Up to how many such bodies every set of them is looked at; beyond, those of none, one, all but one and all."""


def all_pass(chances: Iterable[Estimate]) -> float:
    """The least chance, 0 to 1, that all of some bodies say yes, each with its own."""
    each = [chance.low / 100 for chance in chances]
    return max(0.0, sum(each) - (len(each) - 1))


def passed_by_unrated(draws: Draws, counts: Counts) -> tuple[float, float]:
    """The least and the most, 0 to 1, that the chance of an agreement comes to with such bodies.

    counts: of agreements in the first draws, if all of them say yes.
    """
    chances = draws.ruling.consent.chances
    least, most = np.zeros(len(counts)), np.ones(len(counts))
    for refusing in _sets(tuple(chances)):
        there = (draws.refused_by(refusing).counts(len(counts)) if refusing else counts) > 0
        saying_yes = [chance for name, chance in chances.items() if name not in refusing]
        any_of_others = min(1.0, sum(chances[name].high / 100 for name in refusing))
        least = np.where(there, np.maximum(least, all_pass(saying_yes)), least)
        most = np.where(there, most, np.minimum(most, any_of_others))
    return float(least.mean()), float(most.mean())


def _sets(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    sizes = range(len(names) + 1) if len(names) <= MOST else (0, 1, len(names) - 1, len(names))
    return [some for size in sizes for some in combinations(names, size)]

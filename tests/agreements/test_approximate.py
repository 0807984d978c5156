"""The approximation: every point a true agreement, and as close to every agreement as it says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from comity.agreements.approximate import frontier
from comity.agreements.elimination import Limits
from graphs import efficient, found, looked_at, of_amounts, random_graph


@pytest.mark.parametrize("held", [4, 8, 16])
def test_an_approximation_comes_as_close_to_every_agreement_as_it_says(held: int) -> None:
    coarse = 0
    for seed in range(150):
        graph = random_graph(seed, parties=2 + seed % 3)
        result = frontier(*graph, limits=Limits(held=held))
        all_ = looked_at(graph)
        if result.within is None:  # nothing was let go, and nothing reached
            assert set(found(result)) == set(efficient(all_))
            continue
        for worths, (_, shown) in found(result).items():
            assert set(shown) <= set(all_[worths])
        for worths in all_:
            if not len(result):
                assert max(result.within) == math.inf
                break
            assert ((np.array(worths) - result.worths <= np.array(result.within)).all(axis=1)).any()
        coarse += set(found(result)) != set(efficient(all_))
    assert coarse > 5


def test_of_amounts_as_well_and_the_closer_the_more_work_is_taken_on() -> None:
    furthest = {0: 0.0, 20_000: 0.0}
    for seed in range(40):
        graph = of_amounts(seed)
        all_ = looked_at(graph)
        for close in furthest:
            result = frontier(*graph, limits=Limits(close=close))
            assert all(set(shown) <= set(all_[worths]) for worths, (_, shown) in found(result).items())
            assert (len(result) > 0) >= (result.within is not None and max(result.within) < math.inf)
            if result.within is None:
                assert not all_
            elif len(result):
                excess = np.array(list(all_))[:, None] - result.worths
                assert (excess <= np.array(result.within)).all(axis=2).any(axis=1).all()
                furthest[close] += sum(result.within)
    assert furthest[0] > 2 * furthest[20_000] > 0

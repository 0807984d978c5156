"""Dominance: few sums of a state in pairs, many by the library; and what it costs."""

from __future__ import annotations

import numpy as np
import pytest

from comity.agreements import nondominated as module
from comity.agreements.nondominated import CALL, FEW, comparing, nondominated


def by_definition(sums: np.ndarray, states: np.ndarray) -> list[bool]:
    """A sum is dominated by one of its state that is no less anywhere and more somewhere."""
    return [
        not any(
            states[other] == states[mine] and (sums[other] >= sums[mine]).all() and (sums[other] > sums[mine]).any()
            for other in range(len(sums))
        )
        for mine in range(len(sums))
    ]


@pytest.mark.parametrize("together", [1, 1 << 21])
@pytest.mark.parametrize("columns", [1, 2, 3, 5])
def test_it_is_what_the_definition_says(columns: int, together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAIRED", together)
    draw = np.random.default_rng(columns)
    dominated = 0
    for most in (1, 2, 3, FEW, FEW + 1, FEW + 30):
        lengths = draw.integers(1, most, 6, endpoint=True)
        states = np.repeat(np.arange(6), lengths)
        sums = draw.integers(0, 4, (len(states), columns)).astype(float)
        expected = by_definition(sums, states)
        assert nondominated(sums, states).tolist() == expected
        dominated += expected.count(False)
    assert dominated > 20
    assert nondominated(np.empty((0, columns)), np.empty(0, dtype=int)).tolist() == []


def test_the_cost_of_dominance_grows_with_what_a_state_keeps() -> None:
    assert comparing(1000, 999, 1000, 3) == 3000
    assert comparing(1000, 500, 1, 3) == 3000 + CALL
    # Against about the root of 400, a quarter each; and 4 to put each of those kept in order.
    assert comparing(1000, 400, 1, 5) == 5 * (1000 + 5000 + 1600) + CALL
    assert comparing(1000, 400, 4, 5) == 5 * (1000 + 2500 + 1600) + 4 * CALL
    assert comparing(1000, 400, 100, 5) == 5 * (1000 + 500 + 1600)

"""Counting and finding the nearest by branch and bound equals looking at every agreement."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from comity.agreements import nearest as nearest_module
from comity.agreements.nearest import FIRST, Counted, Floats, count, nearest, tied
from comity.agreements.space import Choice, Factor, Space


class Drawn:
    """A small random space with rules and sums, whose agreements have all been looked at."""

    def __init__(self, seed: int) -> None:
        draw = random.Random(seed)
        generator = np.random.default_rng(seed)
        sizes = [draw.randint(1, 4) for _ in range(draw.randint(1, 5))]
        self.space = Space(
            tuple(f"i{at}" for at in range(len(sizes))), tuple(tuple(f"o{to}" for to in range(size)) for size in sizes)
        )
        self.rules = [self.factor(draw, generator.random, 0.25) for _ in range(draw.randint(0, 3))]
        self.sums = [
            [
                self.factor(draw, lambda shape: generator.integers(-5, 10, shape), None)
                for _ in range(draw.randint(1, 4))
            ]
            for _ in range(draw.randint(1, 3))
        ]
        self.choices = list(product(*map(range, sizes)))
        self.feasible = [choice for choice in self.choices if not any(value(rule, choice) for rule in self.rules)]

    def factor(self, draw: random.Random, values: object, below: float | None) -> Factor:
        size = len(self.space.sizes)
        scope = tuple(sorted(draw.sample(range(size), draw.randint(1, min(3, size)))))
        drawn = values(tuple(self.space.sizes[issue] for issue in scope))  # type: ignore[operator]
        return Factor(scope, drawn.astype(float) if below is None else drawn < below)

    def worths(self, choice: Choice) -> list[float]:
        return [sum(value(factor, choice) for factor in row) for row in self.sums]


def value(factor: Factor, choice: Choice) -> float:
    return float(factor.values[tuple(choice[issue] for issue in factor.scope)])


@pytest.fixture(params=["whole", "in small parts"])
def _chunks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in small parts":
        monkeypatch.setattr(nearest_module, "CHUNK", 3)


@pytest.mark.usefixtures("_chunks")
def test_counts_are_those_of_enumeration() -> None:
    seen = set()
    for seed in range(150):
        drawn = Drawn(seed)
        needed = [random.Random(seed).randint(-5, 15) for _ in drawn.sums]
        meeting = sum(
            all(worth >= least for worth, least in zip(drawn.worths(choice), needed, strict=True))
            for choice in drawn.feasible
        )
        found = count(drawn.space, drawn.rules, drawn.sums, needed)
        assert (found.number, found.complete) == (meeting, True)
        seen.add(meeting)
    assert len(seen) > 15


@pytest.mark.usefixtures("_chunks")
def test_the_nearest_cost_what_the_best_of_all_cost() -> None:
    for seed in range(150):
        drawn = Drawn(seed)
        weights = np.array([random.Random(seed + at).randint(1, 3) for at in range(len(drawn.sums))])[:, None]
        limit = random.Random(seed).randint(-5, 5)

        def cost(sums: Floats, weights: Floats = weights, limit: int = limit) -> Floats:
            return np.where(sums[0] < limit, np.inf, -(weights * sums).sum(axis=0))

        costs = sorted(
            float(price)
            for choice in drawn.feasible
            if np.isfinite(price := cost(np.array(drawn.worths(choice))[:, None])[0])
        )
        found = nearest(drawn.space, drawn.rules, drawn.sums, cost, keep=4)
        assert found.complete
        assert list(found.costs) == costs[:4]
        assert len(set(found.choices)) == len(found.choices)
        assert all(choice in drawn.feasible for choice in found.choices)
        assert [float(cost(np.array(drawn.worths(choice))[:, None])[0]) for choice in found.choices] == costs[:4]


def test_work_that_runs_out_is_said() -> None:
    space = Space(("a", "b", "c"), (tuple("pqrst"),) * 3)
    everything = [[Factor((at,), np.zeros(5)) for at in range(3)]]
    found = count(space, [], everything, [0], work=5)
    assert not found.complete
    assert found.number <= 125
    assert count(space, [], everything, [0]).number == 125
    assert not nearest(space, [], everything, lambda sums: -sums[0], keep=200, work=5).complete


def test_without_sums_only_the_rules_count() -> None:
    space = Space(("a", "b"), (("p", "q"), ("p", "q")))
    rule = Factor((0, 1), np.array([[True, False], [False, False]]))
    assert count(space, [rule], [], []).number == 3


def test_all_that_tie_are_told_with_the_least_and_the_most_of_what_is_watched() -> None:
    several = 0
    for seed in range(200):
        drawn = Drawn(seed)
        if not drawn.feasible:
            continue

        def cost(sums: Floats) -> Floats:
            return np.maximum(0, 6 - sums[0])

        at = min(max(0.0, 6 - drawn.worths(choice)[0]) for choice in drawn.feasible)
        ties = [choice for choice in drawn.feasible if max(0.0, 6 - drawn.worths(choice)[0]) == at]
        watched = [*drawn.sums, drawn.rules]
        found = tied(drawn.space, drawn.rules, drawn.sums, cost, at, watched)
        assert found.number == Counted(len(ties), True)
        assert set(found.choices) <= set(ties)
        numbers = [[*drawn.worths(choice), sum(value(rule, choice) for rule in drawn.rules)] for choice in ties]
        assert found.low == tuple(map(min, zip(*numbers, strict=True)))
        assert found.high == tuple(map(max, zip(*numbers, strict=True)))
        assert [set(options) for options in found.options] == [set(options) for options in zip(*ties, strict=True)]
        several += len(ties) > 1
    assert several > 50


def test_issues_that_nothing_depends_on_are_counted_and_not_walked_through() -> None:
    space = Space(tuple(f"i{at}" for at in range(40)), (tuple("abcdefghij"),) * 40)
    matters = [Factor((3,), np.array([5.0, 5, 1, 1, 1, 1, 1, 1, 1, 1]))]
    found = tied(space, [], [matters], lambda sums: -sums[0], -5.0, [matters], work=1000)
    assert found.number == Counted(2 * 10**39, True)
    assert (found.low, found.high) == ((5.0,), (5.0,))
    assert found.options[3] == (0, 1)
    assert found.options[0] == tuple(range(10))


def test_where_the_work_ends_there_are_at_least_so_many() -> None:
    space = Space(tuple(f"i{at}" for at in range(12)), (("a", "b"),) * 12)
    flat = [Factor((at,), np.zeros(2)) for at in range(12)]
    found = tied(space, [], [flat], lambda sums: -sums[0], 0.0, [flat], work=100)
    assert not found.number.complete
    assert found.number.number < 2**12
    assert len(found.choices) <= FIRST

"""The best agreements for the worst-off signer: equal to looking at every agreement, in a space of any size."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from comity.agreements import best_first as module
from comity.agreements.best_first import Best, BestFirst, best
from comity.agreements.space import Choice, Factor, Space
from comity.agreements.worth import Worth
from graphs import Graph, random_graph, space_of

Ranked = list[tuple[Choice, tuple[float, ...]]]


def signers(graph: Graph, unit: Fraction = Fraction(1)) -> list[Worth]:
    return [
        Worth(f"p{at}", unit, each.factors, (-3, each.needed or -2, 5), True, 0) for at, each in enumerate(graph[2])
    ]


def by_hand(space: Space, rules: list[Factor], parties: list[Worth]) -> Ranked:
    """Every agreement that breaks no rule and gives each at least no deal, in the order that is told."""
    ranked = []
    for choice in product(*map(range, space.sizes)):
        gains = [(party.steps(choice) - party.needed) * party.unit for party in parties]
        if min(gains) >= 0 and not any(rule.at(choice) for rule in rules):
            ranked.append(([-min(gains), -sum(gains), *(-gain for gain in sorted(gains))], choice, gains))
    return [(choice, tuple(round(float(gain), 9) for gain in gains)) for _, choice, gains in sorted(ranked)]


def told(found: Best) -> Ranked:
    return [(choice, tuple(round(gain, 9) for gain in gains)) for choice, gains in found.ranked]


@pytest.mark.parametrize("together", [2, 1 << 10])
def test_the_best_are_those_of_all_agreements(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOGETHER", together)
    cut = short = 0
    for seed in range(120):
        graph = random_graph(seed, parties=1 + seed % 4)
        parties = signers(graph, Fraction(1, 1 + seed % 3))
        expected = by_hand(graph[0], graph[1], parties)
        for keep in (1, 7):
            found = best(graph[0], graph[1], parties, keep)
            assert found.complete
            assert told(found) == expected[:keep], seed
            cut += len(expected) > keep
            short += 0 < len(expected) < keep
    assert cut > 60
    assert short > 10


def test_a_search_that_is_cut_off_says_so_and_tells_only_what_is_true() -> None:
    cut = better = 0
    for seed in range(60):
        graph = random_graph(seed, parties=2)
        parties = signers(graph)
        expected = by_hand(graph[0], graph[1], parties)
        found = best(graph[0], graph[1], parties, 3, work=10)
        assert set(told(found)) <= set(expected)
        assert found.complete <= (told(found) == expected[:3])
        cut += not found.complete
        better += told(found) != expected[:3]
    assert cut >= better > 3


def test_what_matters_to_nobody_is_settled_in_every_way() -> None:
    space = space_of(2, 3, 2)
    party = Worth("p", Fraction(1), (Factor((1,), np.array([1.0, 5.0, 5.0])),), (0, 0, 0), True, 0)
    rule = Factor((1,), np.array([False, False, True]))
    found = best(space, [rule], [party], 6)
    assert [choice for choice, _ in found.ranked] == [*product(range(2), [1], range(2)), (0, 0, 0), (0, 0, 1)]
    assert found.complete


def test_nothing_is_best_where_nothing_is_left_or_nobody_signs() -> None:
    space = space_of(2, 2)
    party = Worth("p", Fraction(1), (Factor((0,), np.array([1.0, 2.0])),), (3, 3, 3), True, 0)
    assert best(space, [], [party], 5) == Best((), True)
    assert best(space, [Factor((1,), np.array([True, True]))], [party], 5) == Best((), True)
    assert best(space, [], [], 5) == Best((), False)
    assert best(space, [], [party], 0) == Best((), True)


def test_the_bound_is_so_close_that_little_of_a_large_space_is_looked_at() -> None:
    draw = np.random.default_rng(1)
    rated = draw.integers(0, 1000, (6, 12, 10)).astype(float)
    parties = [
        Worth("p", Fraction(1, 100), tuple(Factor((at,), row) for at, row in enumerate(rows)), (3500,) * 3, True, 0)
        for rows in rated
    ]
    found = best(space_of(*[10] * 12), [], parties, 10, work=600_000)
    assert found.complete
    assert len(found.ranked) == 10


def test_those_handed_over_little_by_little_are_ranked_as_a_whole() -> None:
    draw = np.random.default_rng(0)
    for keep in (0, 1, 5):
        gains = draw.integers(0, 4, (3, 60)).astype(float)
        little, whole = BestFirst(keep), BestFirst(keep)
        whole.take(gains, lambda at: (at,))
        for first in range(0, 60, 7):
            part = gains[:, first : first + 7]
            near = little.among(part)
            little.take(part[:, near], lambda at, near=near, first=first: (int(first + near[at]),))  # type: ignore[misc]
        assert little.ranked() == whole.ranked()
        assert len(whole.ranked()) == keep

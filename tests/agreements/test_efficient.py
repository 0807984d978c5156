"""Elimination: equal to enumeration on random factor graphs, in one part or many; honest where it approximates."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from comity.agreements.efficient import Frontier, Limits, Objective, TooLarge, best, feasible_count, frontier
from comity.agreements.space import Choice, Factor, Space

Graph = tuple[Space, list[Factor], list[Objective]]
MANY_PARTS = Limits(held=1)


def space_of(*sizes: int) -> Space:
    return Space(tuple(f"i{at}" for at in range(len(sizes))), tuple(tuple(map(str, range(size))) for size in sizes))


def random_graph(seed: int, parties: int | None = None) -> Graph:
    """Up to 6 issues, tables and rules over up to 3 of them; values so coarse that many sums are equal."""
    draw = random.Random(seed)
    values = np.random.default_rng(seed)
    space = space_of(*(draw.randint(1, 4) for _ in range(draw.randint(1, 6))))
    high = draw.choice((3, 10, 1000))

    def scope() -> tuple[int, ...]:
        return tuple(sorted(draw.sample(range(len(space.sizes)), draw.randint(0, min(3, len(space.sizes))))))

    def table() -> Factor:
        over = scope()
        return Factor(over, values.integers(-high, high, [space.sizes[at] for at in over]).astype(float))

    def rule() -> Factor:
        over = scope() or (0,)
        return Factor(over, values.random([space.sizes[at] for at in over]) < draw.choice((0.1, 0.3, 0.6)))

    def objective() -> Objective:
        factors = tuple(table() for _ in range(draw.randint(0, 4)))
        needed = draw.choice((None, None, draw.randint(-high, high // 2)))
        return Objective(factors, needed)

    count = draw.randint(0, 4) if parties is None else parties
    return space, [rule() for _ in range(draw.randint(0, 4))], [objective() for _ in range(count)]


def everywhere(space: Space, factor: Factor) -> NDArray[np.generic]:
    """A factor's value at every agreement."""
    at = np.indices(space.sizes).reshape(len(space.sizes), -1)
    return np.broadcast_to(factor.values[tuple(at[issue] for issue in factor.scope)], space.count)


def looked_at(graph: Graph) -> dict[tuple[float, ...], list[Choice]]:
    """The agreements that break no rule and meet all needs, by their worths."""
    space, rules, objectives = graph
    kept = ~np.any([np.zeros(space.count, dtype=bool), *(everywhere(space, rule) for rule in rules)], axis=0)
    worths = np.zeros((space.count, len(objectives)))
    for column, objective in enumerate(objectives):
        for factor in objective.factors:
            worths[:, column] += everywhere(space, factor)
        if objective.needed is not None:
            kept &= worths[:, column] >= objective.needed
    choices = np.indices(space.sizes).reshape(len(space.sizes), -1).T
    points: dict[tuple[float, ...], list[Choice]] = {}
    for at in np.flatnonzero(kept):
        points.setdefault(tuple(worths[at].tolist()), []).append(tuple(choices[at].tolist()))
    return points


def efficient(points: dict[tuple[float, ...], list[Choice]]) -> dict[tuple[float, ...], list[Choice]]:
    def dominated(mine: tuple[float, ...]) -> bool:
        return any(other != mine and all(a >= b for a, b in zip(other, mine, strict=True)) for other in points)

    return {worths: choices for worths, choices in points.items() if not dominated(worths)}


def found(result: Frontier) -> dict[tuple[float, ...], tuple[int, list[Choice]]]:
    rows = [tuple(row) for row in result.worths.tolist()]
    assert len(set(rows)) == len(rows)
    assert rows == sorted(rows, reverse=True)
    return {row: (result.counts[at], list(result.shown(at))) for at, row in enumerate(rows)}


@pytest.mark.parametrize("limits", [Limits(), MANY_PARTS], ids=["in one part", "in many parts"])
@pytest.mark.parametrize("block", range(10))
def test_the_frontier_is_that_of_all_agreements_with_all_ties(block: int, limits: Limits) -> None:
    split = 0
    for seed in range(30 * block, 30 * (block + 1)):
        graph = random_graph(seed)
        result = frontier(*graph, shown=3, limits=limits)
        expected = efficient(looked_at(graph))
        assert result.exact
        got = found(result)
        assert set(got) == set(expected)
        for worths, (count, shown) in got.items():
            assert count == len(expected[worths])
            assert len(shown) == min(3, count) == len(set(shown))
            assert set(shown) <= set(expected[worths])
            assert shown == sorted(shown)
        split += result.parts > 1
    assert (split > 5) == (limits is MANY_PARTS)


@pytest.mark.parametrize("held", [4, 8, 16])
def test_an_approximation_comes_as_close_to_every_agreement_as_it_says(held: int) -> None:
    coarse = 0
    for seed in range(150):
        graph = random_graph(seed, parties=2 + seed % 3)
        result = frontier(*graph, limits=Limits(held=held, looked_at=1))
        all_ = looked_at(graph)
        if result.exact:
            assert set(found(result)) == set(efficient(all_))
            continue
        assert result.within is not None
        for worths, (_, shown) in found(result).items():
            assert set(shown) <= set(all_[worths])
        for worths in all_:
            if not len(result):
                assert max(result.within) == math.inf
                break
            assert ((np.array(worths) - result.worths <= np.array(result.within)).all(axis=1)).any()
        coarse += set(found(result)) != set(efficient(all_))
    assert coarse > 5


@pytest.mark.parametrize("block", range(4))
def test_counts_and_maxima_are_those_of_all_agreements(block: int) -> None:
    for seed in range(50 * block, 50 * (block + 1)):
        space, rules, objectives = random_graph(seed, parties=3)
        free = [replace(each, needed=None) for each in objectives]
        assert feasible_count(space, rules) == sum(map(len, looked_at((space, rules, [])).values()))
        alone = looked_at((space, rules, free[:1]))
        assert best(space, rules, free[0]) == (max(alone)[0] if alone else None)
        left = looked_at((space, rules, objectives))
        assert best(space, rules, objectives[0], objectives[1:]) == (max(left)[0] if left else None)


def test_counts_beyond_64_bits_are_exact() -> None:
    space = space_of(*[10] * 25)
    rule = Factor((0, 1), np.eye(10, dtype=bool))
    assert feasible_count(space, [rule]) == 9 * 10**24
    flat = Objective((Factor((3,), np.repeat([1.0, 0.0], 5)),))
    result = frontier(space, [rule], [flat, flat])
    assert result.counts == (9 * 5 * 10**23,)
    assert len(result.shown(0)) == 5


def test_a_rule_that_forbids_everything_leaves_nothing() -> None:
    space = space_of(2, 2)
    result = frontier(space, [Factor((0,), np.array([True, True]))], [])
    assert (len(result), result.exact, feasible_count(space, [Factor((), np.array(True))])) == (0, True, 0)


def test_a_need_that_an_indifferent_party_never_meets_leaves_nothing() -> None:
    flat = Objective((Factor((0,), np.array([4.0, 4.0])),), needed=5)
    assert len(frontier(space_of(2), [], [flat])) == 0
    assert found(frontier(space_of(2), [], [replace(flat, needed=4)])) == {(4.0,): (2, [(0,), (1,)])}


def test_sums_within_the_slack_are_one_point() -> None:
    def objective(*values: list[float], slack: int) -> Objective:
        return Objective(tuple(Factor((at,), np.array(of)) for at, of in enumerate(values)), slack=slack)

    # Options 0, 1 and 3 are the same but for rounding; option 4 is worse by more than rounding.
    first, second = [100.0, 99.0, 50.0, 101.0, 97.0], [50.0, 51.0, 99.0, 50.0, 49.0]
    noisy = frontier(space_of(5), [], [objective(first, slack=0), objective(second, slack=0)])
    assert noisy.counts == (1, 1, 1)
    clean = frontier(space_of(5), [], [objective(first, slack=1), objective(second, slack=1)])
    assert clean.counts == (3, 1)
    assert clean.shown(0) == ((0,), (1,), (3,))
    # In sums as well, where what was made equal before is added up.
    thirds = [[0.0, 33.0]] * 3 + [[0.0, 100.0]]
    costs = [[0.0, -34.0]] * 3 + [[0.0, -100.0]]
    summed = frontier(space_of(2, 2, 2, 2), [], [objective(*thirds, slack=3), objective(*costs, slack=3)])
    assert summed.counts == (1, 3, 3, 2, 3, 3, 1)


def test_the_callback_is_told_the_share_done_and_can_end_the_work() -> None:
    told: list[float] = []
    graph = ring(6, 3, seed=0)
    frontier(*graph, progress=told.append, limits=MANY_PARTS)
    assert told == sorted(told)
    assert told[0] == 0
    assert all(0 <= share <= 1 for share in told)
    assert len(told) > len(graph[0].sizes)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        frontier(*graph, progress=stop)


def spread_out(parties: int, issues: int, seed: int = 0) -> tuple[Space, list[Objective]]:
    draw = np.random.default_rng(seed)
    objectives = [
        Objective(tuple(Factor((at,), np.round(draw.random(10) * 1e6)) for at in range(issues))) for _ in range(parties)
    ]
    return space_of(*[10] * issues), objectives


def test_work_does_not_grow_with_the_number_of_agreements() -> None:
    limits = Limits(looked_at=200_000)
    space, objectives = spread_out(3, 12)
    assert space.count == 10**12
    assert frontier(space, [], objectives, limits=limits).exact


def ring(size: int, options: int, seed: int) -> Graph:
    """Every issue tied to the next by a rule and, for someone, by a linkage: induced width 2."""
    draw = np.random.default_rng(seed)
    space = space_of(*[options] * size)
    pairs = [tuple(sorted((at, (at + 1) % size))) for at in range(size)]
    rules = [Factor(pair, draw.random((options, options)) < 0.2) for pair in pairs]
    linked = [Factor(pair, draw.integers(0, 100, (options, options)).astype(float)) for pair in pairs]
    own = [[Factor((at,), draw.integers(0, 100, options).astype(float)) for at in range(size)] for _ in range(3)]
    return space, rules, [Objective((*own[at], *linked[at::3])) for at in range(3)]


def test_rules_and_linkages_around_a_ring_of_thirty_issues() -> None:
    space, rules, objectives = ring(30, 4, seed=1)
    # Independent count: the trace of the product of the 0/1 matrices of allowed neighbours.
    around = np.eye(4, dtype=object)
    for at, rule in enumerate(rules):
        allowed = (~rule.values).astype(int).astype(object)
        around = around.dot(allowed.T if at == 29 else allowed)
    assert feasible_count(space, rules) == int(np.trace(around))
    result = frontier(space, rules, objectives, limits=Limits(looked_at=30_000_000))
    assert result.exact
    for at, objective in enumerate(objectives):
        assert best(space, rules, objective) == result.worths[:, at].max()
    tables: Callable[[Choice, Factor], float] = lambda choice, factor: float(  # noqa: E731
        factor.values[tuple(choice[issue] for issue in factor.scope)]
    )
    for point in range(0, len(result), 50):
        (choice, *_) = result.shown(point)
        assert not any(tables(choice, rule) for rule in rules)
        assert [sum(tables(choice, each) for each in objective.factors) for objective in objectives] == (
            result.worths[point].tolist()
        )


def test_what_cannot_be_found_within_the_limits_is_not_guessed() -> None:
    space, rules, objectives = ring(12, 4, seed=0)
    with pytest.raises(TooLarge):
        feasible_count(space, rules, limits=Limits(looked_at=100))
    with pytest.raises(TooLarge):
        best(space, rules, objectives[0], limits=Limits(looked_at=100))

"""Elimination: equal to enumeration on random factor graphs, in one part or many; it refuses what is too much work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from comity.agreements import elimination_order
from comity.agreements.elimination import Limits, TooLarge, frontier
from comity.agreements.elimination_order import Objective
from comity.agreements.space import Choice, Factor, Space
from graphs import efficient, found, looked_at, random_graph, ring, space_of

MANY_PARTS = Limits(held=1)


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


@pytest.mark.parametrize("block", range(4))
def test_counts_and_maxima_are_those_of_all_agreements(block: int) -> None:
    for seed in range(50 * block, 50 * (block + 1)):
        space, rules, objectives = random_graph(seed, parties=3)
        # Nobody to please: all agreements are worth the same, and one point counts them.
        assert sum(frontier(space, rules, []).counts) == sum(map(len, looked_at((space, rules, [])).values()))
        free = replace(objectives[0], needed=None)
        alone = looked_at((space, rules, [free]))
        assert frontier(space, rules, [free]).worths[:, 0].tolist() == ([max(alone)[0]] if alone else [])
        left = looked_at((space, rules, objectives))
        most = frontier(space, rules, objectives).worths[:, 0].max(initial=-np.inf)
        assert most == (max(left)[0] if left else -np.inf)


def test_counts_beyond_64_bits_are_exact() -> None:
    space = space_of(*[10] * 25)
    rule = Factor((0, 1), np.eye(10, dtype=bool))
    assert frontier(space, [rule], []).counts == (9 * 10**24,)
    flat = Objective((Factor((3,), np.repeat([1.0, 0.0], 5)),))
    result = frontier(space, [rule], [flat, flat])
    assert result.counts == (9 * 5 * 10**23,)
    assert len(result.shown(0)) == 5


def test_a_rule_that_forbids_everything_leaves_nothing() -> None:
    space = space_of(2, 2)
    result = frontier(space, [Factor((0,), np.array([True, True]))], [])
    assert (len(result), result.exact) == (0, True)
    assert len(frontier(space, [Factor((), np.array(True))], [])) == 0


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


def test_rules_and_linkages_around_a_ring_of_thirty_issues() -> None:
    space, rules, objectives = ring(30, 4, seed=1)
    # Independent count: the trace of the product of the 0/1 matrices of allowed neighbours.
    around = np.eye(4, dtype=object)
    for at, rule in enumerate(rules):
        allowed = (~rule.values).astype(int).astype(object)
        around = around.dot(allowed.T if at == 29 else allowed)
    assert frontier(space, rules, []).counts == (int(np.trace(around)),)
    result = frontier(space, rules, objectives, limits=Limits(looked_at=30_000_000))
    assert result.exact
    for at, objective in enumerate(objectives):
        assert frontier(space, rules, [objective]).worths.tolist() == [[result.worths[:, at].max()]]
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
    for some in ([], objectives[:1], objectives):
        with pytest.raises(TooLarge, match="more than 100 numbers would have to be looked at"):
            frontier(space, rules, some, limits=Limits(looked_at=100))


@pytest.mark.parametrize("limits", [Limits(), MANY_PARTS], ids=["in one part", "in many parts"])
def test_what_is_watched_ranges_over_all_agreements_of_a_point(limits: Limits) -> None:
    """Sums that nothing depends on, of tables over up to 3 issues."""
    differing = 0
    for seed in range(200):
        space, rules, objectives = random_graph(seed, parties=2)
        draw = np.random.default_rng(seed)
        watched = [tuple(_table(space, draw) for _ in range(draw.integers(0, 4))) for _ in range(2)]
        result = frontier(space, rules, objectives, watched=watched, shown=3, limits=limits)
        expected = efficient(looked_at((space, rules, objectives)))
        assert len(result) == len(expected)
        for point, worths in enumerate(map(tuple, result.worths.tolist())):
            sums = [
                [float(sum(factor.at(choice) for factor in factors)) for factors in watched]
                for choice in expected[worths]
            ]
            assert result.least[point].tolist() == list(map(min, zip(*sums, strict=True)))
            assert result.most[point].tolist() == list(map(max, zip(*sums, strict=True)))
            differing += (result.least[point] < result.most[point]).any()
    assert differing > 20


def _table(space: Space, draw: np.random.Generator) -> Factor:
    size = len(space.sizes)
    scope = tuple(sorted(draw.choice(size, draw.integers(0, min(3, size), endpoint=True), replace=False).tolist()))
    return Factor(scope, draw.integers(-9, 9, [space.sizes[at] for at in scope]).astype(float))


def test_many_rows_are_told_apart_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(0)
    for columns in (1, 3):
        rows = draw.integers(-1, 2, (40, columns)) * 1.0
        few = elimination_order._alike(rows)
        with monkeypatch.context() as patch:
            patch.setattr(elimination_order, "MANY", 0)
            many = elimination_order._alike(rows)
        assert (many[0].tolist(), many[1]) == (few[0].tolist(), few[1])

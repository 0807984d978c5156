"""Some of the steps of an amount: which are kept, and by how much any agreement exceeds the nearest of what is left."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from comity.agreements.elimination_order import Objective, Plan
from comity.agreements.space import Factor
from comity.agreements.ways import exceeding, sampled
from graphs import everywhere, of_amounts, space_of


def plan_of(*ratings: list[float], rules: tuple[Factor, ...] = ()) -> Plan:
    return Plan.of(space_of(len(ratings[0])), rules, tuple(Objective((Factor((0,), np.array(of)),)) for of in ratings))


def kept(plan: Plan, parts: float) -> list[int]:
    return sampled(plan, parts).ways[0].tolist()


def test_so_many_steps_are_kept_that_nobody_loses_more_than_a_part_from_one_to_the_next() -> None:
    straight = [float(step) for step in range(101)]
    assert kept(plan_of(straight), 1) == [0, 100]
    assert kept(plan_of(straight), 4) == [0, 25, 50, 75, 100]
    # It is the signer that the step means most to that counts: to one here in the first half, to one in the other.
    first = [min(step, 50.0) for step in straight]
    second = [max(50.0 - step, -50.0) if step > 50 else 0.0 for step in straight]
    assert kept(plan_of(first, second), 2) == [0, 25, 50, 75, 100]
    assert kept(plan_of(straight), 1000) == list(range(101))


def test_both_ends_are_kept_of_what_a_rule_allows() -> None:
    straight = [float(step) for step in range(101)]
    rule = Factor((0,), np.arange(101) >= 61)
    assert kept(plan_of(straight, rules=(rule,)), 2) == [0, 30, 60, 61, 100]


@pytest.mark.parametrize("parts", [1.5, 4.0])
def test_every_agreement_exceeds_one_that_is_left_by_no_more_than_is_said(parts: float) -> None:
    tight = dropped = 0
    for seed in range(60):
        space, rules, objectives = of_amounts(seed)
        plan = Plan.of(space, tuple(rules), tuple(objectives))
        some = sampled(plan, parts)
        said = exceeding(plan, some)
        assert (said >= 0).all()
        if not plan.vary.size:
            continue
        at = np.indices(space.sizes).reshape(len(space.sizes), -1).T
        worths = np.stack(
            [sum(everywhere(space, of) for of in objectives[each].factors) for each in plan.vary], axis=1
        ).astype(float)
        allowed = ~np.any([np.zeros(space.count, dtype=bool), *(everywhere(space, rule) for rule in rules)], axis=0)
        chosen = np.zeros((len(space.sizes), max(space.sizes)), dtype=bool)
        for issue, ways in zip(plan.order, some.ways, strict=True):
            chosen[issue, ways] = True
        left = worths[allowed & chosen[range(len(space.sizes)), at].all(axis=1)]
        excess = np.array([(worth - left - said).max(axis=1).min() for worth in worths[allowed]])
        assert excess.max(initial=-1.0) <= 1e-6
        tight += -10 < excess.max(initial=-np.inf) < 0
        dropped += len(left) < allowed.sum()
    assert dropped > 25
    assert tight > 5


def test_two_amounts_are_rounded_with_a_view_to_each_other() -> None:
    """Each by itself loses half a part of what it is worth; together one makes up for the other."""
    space = space_of(101, 101)
    rising, falling = np.arange(101.0), np.arange(100.0, -1, -1)
    objectives = tuple(Objective((Factor((0,), one), Factor((1,), one))) for one in (rising, falling))
    plan = Plan.of(space, (), objectives)
    some = sampled(plan, 8)  # of 200 points: from one step kept to the next, 25
    assert [ways.tolist() for ways in some.ways] == [[0, 25, 50, 75, 100]] * 2
    alone = exceeding(Plan.of(space_of(101), (), objectives[:0]), Plan.of(space_of(101), (), objectives[:0]))
    assert alone.tolist() == []
    said = exceeding(plan, some)
    assert (said <= 12.5 + 25 / 8).all()  # 25 where both are rounded to the nearest
    for first, second in product(range(26), repeat=2):
        sums = [a + b for a, b in product((0, 25), repeat=2)]
        assert min(abs(first + second - each) for each in sums) <= said.min()

"""What each rule removes, tallied together with others, is what it removes by itself."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest

from comity.agreements import space as spaces
from comity.agreements.exclusions import Rule
from comity.questions.agreement import tallies as module
from comity.questions.agreement.funnel import Removal
from comity.questions.agreement.tallies import RulesOfStage
from graphs import random_graph, space_of


@pytest.mark.parametrize(("together", "block"), [(1, 1), (30, 7), (1 << 14, 1 << 16)])
def test_rules_are_tallied_as_if_each_stood_alone(together: int, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOGETHER", together)
    monkeypatch.setattr(spaces, "BLOCK", block)
    removed = 0
    for seed in range(60):
        space, factors, _ = random_graph(seed)
        rules = [Rule(f"r{at}", "p" * (at % 2), factor) for at, factor in enumerate(factors)]
        ready = RulesOfStage(space, rules)
        of_each, alone = Counter[str](), Counter[str]()
        for choice in product(*map(range, space.sizes)):
            broken = [rule.name for rule in rules if rule.breaks.at(choice)]
            of_each.update(broken)
            alone.update(broken if len(broken) == 1 else ())
        counts = []
        for fixed in space.blocks():
            broken_here = ready.broken(fixed)
            counts += broken_here.tolist()
            ready.tally("alone", fixed, np.flatnonzero(broken_here))
            ready.tally("only", fixed, np.flatnonzero(broken_here == 1))
        assert counts == [
            sum(bool(rule.breaks.at(choice)) for rule in rules) for choice in product(*map(range, space.sizes))
        ]
        assert ready.removals() == tuple(
            Removal(rule.name, rule.party, of_each[rule.name], alone[rule.name], 0) for rule in rules
        )
        removed += sum(alone.values())
    assert removed > 50


def test_issues_are_put_together_up_to_so_many_combinations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOGETHER", 30)
    space = space_of(5, 6, 2, 7)
    # The largest first: 35 combinations stand alone, 1 joins it without adding any; 12 and 2 make 12.
    grouped = module._grouped(space, [(0,), (1, 2), (2,), (0, 3)])
    assert grouped == {(0, 3): [(0, 3), (0,)], (1, 2): [(1, 2), (2,)]}
    assert module._grouped(space, [(0,), (1,)]) == {(0, 1): [(1,), (0,)]}
    assert module._grouped(space, [(0,), (3,)]) == {(3,): [(3,)], (0,): [(0,)]}

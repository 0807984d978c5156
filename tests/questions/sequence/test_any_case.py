"""Any case with a course of talks is answered, and its orders are those of the definition."""

from __future__ import annotations

import json
from itertools import permutations

from hypothesis import given, settings

from comity.case.model import Case
from comity.questions.sequence.answer import sequence
from strategies import coursed_cases


@settings(max_examples=25)
@given(coursed_cases())
def test_any_case_is_answered_with_the_safest_orders(case: Case) -> None:
    finding = sequence(case.confirmed(0))
    assert finding.answer
    assert json.loads(finding.json())["data"]["orders"] == finding.data["orders"]
    steps, circling = finding.result.steps, finding.result.preconditions.cycles
    if steps is None or circling:
        return
    assert steps.safest is not None
    edges = [(edge.first, edge.then) for edge in finding.result.preconditions.edges]
    risks = [
        max(steps.interim.stage(order[:at]).risk for at in range(len(order)))
        for order in permutations(steps.interim.issues)
        if all(order.index(first) < order.index(then) for first, then in edges)
    ]
    assert abs(steps.safest.epsilon - min(risks)) < 1e-9
    assert steps.safest.count == sum(abs(risk - min(risks)) < 1e-9 for risk in risks)

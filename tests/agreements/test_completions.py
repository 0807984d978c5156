"""A case narrowed to the agreements of some terms: what is left of it is what it was."""

from __future__ import annotations

import random

from brute import Oracle, random_case
from comity.agreements.completions import completing


def test_the_agreements_of_some_terms_are_worth_and_ruled_out_as_before() -> None:
    for seed in range(60):
        oracle = Oracle(random_case(seed))
        draw = random.Random(seed)
        deal, issues = draw.choice(oracle.deals), list(oracle.case.issues)
        terms = {issue: deal[issue] for issue in draw.sample(issues, draw.randint(1, len(issues)))}
        narrowed = completing(oracle.case, terms)
        assert narrowed.kept is not oracle.case.kept
        assert list(narrowed.issues) == issues
        within = Oracle(narrowed)
        assert within.deals == [each for each in oracle.deals if terms.items() <= each.items()]
        assert within.zopa() == [each for each in oracle.zopa() if terms.items() <= each.items()]


def test_who_is_needed_for_options_that_are_gone_is_needed_no_more() -> None:
    case = random_case(1)
    issue, stated = next((name, each) for name, each in case.issues.items() if len(each.options) > 1)
    first, second, *_ = stated.options
    needs = {first: ("ash",), second: ("birch",)}
    wanting = case.model_copy(update={"issues": {**case.issues, issue: stated.model_copy(update={"needs": needs})}})
    assert completing(wanting, {issue: second}).issues[issue].needs == {second: ("birch",)}
    assert completing(wanting, {}).issues[issue].needs == needs

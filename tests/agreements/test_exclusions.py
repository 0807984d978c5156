"""Conditions and red lines as the combinations that they forbid."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from brute import coherent
from brute import crosses as crosses_plainly
from comity.agreements.exclusions import condition_rules, crosses, over, red_line_rules
from comity.agreements.space import Factor, Space
from comity.case.model import Case, RedLine
from enumerated import Enumerated
from strategies import cases

TALKS = Space(("land", "guarantee"), (("all", "half", "none"), ("yes", "no")))


def test_a_red_line_is_lifted_where_all_that_it_asks_for_holds() -> None:
    never = {"party": "p", "never": {"land": ["half", "none"]}, "firmness": "declared"}
    assert crosses(TALKS, RedLine.model_validate(never)).values.tolist() == [False, True, True]
    lifted = crosses(TALKS, RedLine.model_validate(never | {"unless": {"guarantee": "yes"}}))
    assert lifted.scope == (0, 1)
    assert lifted.values.tolist() == [[False, False], [False, True], [False, True]]
    on_itself = crosses(TALKS, RedLine.model_validate(never | {"unless": {"land": "none"}}))
    assert on_itself.values.tolist() == [False, True, False]


def test_a_factor_over_more_issues() -> None:
    factor = Factor((1,), np.array([1, 2]))
    assert over(TALKS, factor, (0, 1)).tolist() == [[1, 2]] * 3
    assert over(TALKS, factor, (1,)).tolist() == [1, 2]


def test_only_signers_have_a_veto_and_a_member_that_signs_is_bound_by_its_group() -> None:
    group = {"name": "Group", "members": {"loud": {"name": "Loud", "signs": "yes"}, "quiet": "Quiet"}}
    line = {"never": {"land": "all"}, "firmness": "declared"}
    case = Case.model_validate(
        {
            "title": "A group that does not sign",
            "parties": {"guest": "Guest", "group": group},
            "issues": {"land": {"name": "Land", "options": {"all": "All", "none": "None"}}},
            "red_lines": [{"party": party, **line} for party in ("guest", "group", "quiet", "loud")],
        }
    )
    rules = red_line_rules(case, Space.of(case))
    assert [(rule.name, rule.party) for rule in rules] == [("group-red-line-1", "group"), ("loud-red-line-1", "loud")]


@settings(max_examples=100)
@given(cases())
def test_rules_hold_where_their_words_say(case: Case) -> None:
    space = Space.of(case)
    plain = Enumerated(case)
    conditions, lines = condition_rules(case, space), red_line_rules(case, space)
    assert [rule.name for rule in conditions] == list(case.named_conditions())
    named = case.named_red_lines()
    assert {rule.name for rule in lines} == {list(named)[at] for at in plain.veto}
    for choice, deal in zip(plain.choices, plain.deals, strict=True):
        holds = [rule.breaks.values[tuple(choice[at] for at in rule.breaks.scope)] for rule in conditions]
        assert coherent(case, deal) == (not any(holds))
        for rule in lines:
            assert rule.party == named[rule.name].party
            crossed = rule.breaks.values[tuple(choice[at] for at in rule.breaks.scope)]
            assert crossed == crosses_plainly(named[rule.name], deal)

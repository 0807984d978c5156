"""In whose name a judgement stands that counts for a party."""

import pytest

from comity.case.holder import issue_holder, no_deal_holder
from comity.live import Live

CASE = """\
comity: 1
title: Nested groups
parties:
  union: {name: Union, members: {north: {name: North, members: {port: {name: Port, signs: yes}}}}}
  other: {name: Other}
issues:
  fish: {name: Fish, options: {more: More, less: Less}}
  tax: {name: Tax, options: {high: High, low: Low}}
interests:
  union: {no_deal: 10, fish: {weight: 1, more: 1, less: 0}, tax: {weight: 1, high: 1, low: 0}}
  north: {no_deal: 20, fish: {weight: 1, more: 0, less: 1}}
  port: {fish: {weight: 2, more: 0, less: 1}}
"""


@pytest.fixture
def case():
    return Live.of(CASE, "nested.yaml").checked.case


def test_a_partys_own_judgement_comes_before_that_of_its_nearest_group(case):
    assert [issue_holder(case, "port", issue) for issue in ("fish", "tax")] == ["port", "union"]
    assert [issue_holder(case, "north", issue) for issue in ("fish", "tax")] == ["north", "union"]
    assert no_deal_holder(case, "port") == "north"
    assert no_deal_holder(case, "union") == "union"


def test_what_nobody_has_judged_is_the_partys_own_to_judge(case):
    assert no_deal_holder(case, "other") == "other"
    assert issue_holder(case, "other", "fish") == "other"

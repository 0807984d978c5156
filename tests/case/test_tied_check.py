"""What ties too many steps to each other is told where it stands, and no question begins to hold a table of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.space import Space
from comity.agreements.worth import Payoff
from comity.case.check import check, read_case
from comity.case.tied_check import TOLD_APART, too_many
from comity.problem import Problems

CASE = """\
comity: 1
title: Two amounts of many steps
parties: {a: {name: A, signs: yes}, b: {name: B, signs: yes}}
issues:
  price: {name: Price, amount: {from: 1, to: 10000, step: 1, unit: euro}}
  volume: {name: Volume, amount: {from: 1, to: 10000, step: 1, unit: tonnes}}
  port: {name: Port, options: {east: East, west: West}}
interests:
  a: {no_deal: 30, price: {weight: 5, 1: 0, 10000: 100}, volume: {weight: 2, 1: 0, 10000: 100}}
  b: {no_deal: 30, price: {weight: 2, 1: 100, 10000: 0}, volume: {weight: 5, 1: 100, 10000: 0}}
"""

TIED = {
    "conditions": '- {if: {price: ">5000"}, then: {volume: "<5000"}}',
    "linkages": '- {party: a, when: {price: ">5000", volume: ">5000"}, adds: 5}',
    "red_lines": '- {party: a, never: {price: "<100"}, unless: {volume: ">5000"}, firmness: declared, because: So.}',
}


def test_it_is_told_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE + "".join(f"{section}:\n  {tied}\n" for section, tied in TIED.items()), encoding="utf-8")
    told = [problem for problem in check(file).problems if "are tied to each other" in problem.what]
    assert [(problem.severity, problem.place.line, problem.place.column) for problem in told] == [
        ("warning", line, 5) for line in (12, 14, 16)
    ]
    assert {problem.what for problem in told} == {
        "price and volume are tied to each other: 100,000,000 combinations, "
        "and no more than 16,777,216 can be told apart"
    }
    fix = "write steps 3 times as large for price and volume, or leave one of these issues out of it"
    assert {problem.fix for problem in told} == {fix}
    case = read_case(file)
    space = Space.of(case)
    for tied in (partial(condition_rules, case, space), partial(red_line_rules, case, space), partial(Payoff.of, case)):
        with pytest.raises(Problems, match="price and volume are tied to each other"):
            tied()


def test_larger_steps_mend_it_and_an_amount_may_be_tied_to_options() -> None:
    told = too_many({"price": 10_000, "volume": 10_000}, {"price", "volume"})
    assert told is not None
    assert "3 times" in told[1]
    assert too_many({"price": 3_334, "volume": 3_334}, {"price", "volume"}) is None
    assert too_many({"price": 10_000, "port": 2}, {"price"}) is None
    assert too_many({"a": TOLD_APART, "b": 1}, set()) is None
    assert too_many({"a": TOLD_APART, "b": 2}, set()) == (
        "a and b are tied to each other: 33,554,432 combinations, and no more than 16,777,216 can be told apart",
        "leave one of these issues out of it",
    )

"""Red lines on amounts give way step by step, told in units; an amount of very many steps is told to be one."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closed import Undecided


def sale(last: int, step: int, above: int, below: int) -> Case:
    """A buyer who pays no more than one price, and a seller who takes no less than another."""
    amount = {"from": 0, "to": last, "step": step, "unit": "million euro"}
    ends = {"buyer": ("100", "0"), "seller": ("0", "100")}
    content: dict[str, Any] = {
        "title": "A sale",
        "parties": {name: {"name": name.capitalize(), "signs": True} for name in ends},
        "issues": {"price": {"name": "The price", "amount": amount}},
        "interests": {
            name: {"no_deal": 10, "price": {"weight": 1, "0": low, str(last): high}}
            for name, (low, high) in ends.items()
        },
        "red_lines": [
            {"party": "buyer", "never": {"price": f">{above}"}, "firmness": "declared"},
            {"party": "seller", "never": {"price": f"<{below}"}, "firmness": "declared"},
        ],
    }
    return Case.model_validate(content)


def test_what_opens_it_is_told_in_units() -> None:
    """From 300 to 310: one step, which either side could go."""
    answer = deadlock(sale(500, 10, 300, 310)).answer
    assert "Buyer will not sign “more than 300 million euro” (declared)" in answer
    assert "Buyer also accepts “310 million euro” (10 million euro more)" in answer
    assert "Seller also accepts “300 million euro” (10 million euro less)" in answer


def test_very_many_steps_are_not_looked_at_one_by_one() -> None:
    finding = deadlock(sale(10_000, 10, 300, 340))
    assert isinstance(finding.result, Undecided)
    assert not finding.exact
    assert any("“The price” has 1,001 steps" in caveat for caveat in finding.caveats)

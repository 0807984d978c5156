"""Stability of agreements on an amount of very many steps."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.questions.stability.answer import stability


def test_the_last_of_forty_thousand_steps_holds() -> None:
    """All steps are efficient between a seller and a buyer; the seller signs the last 400 only."""
    content: dict[str, Any] = {
        "title": "A sale",
        "parties": {name: {"name": name.capitalize(), "signs": True} for name in ("buyer", "seller")},
        "issues": {"price": {"name": "The price", "amount": {"from": 0, "to": 39_999, "step": 1}}},
        "interests": {
            "buyer": {"no_deal": 0, "price": {"weight": 1, "0": 100, "39999": 0}},
            "seller": {"no_deal": 99, "price": {"weight": 1, "0": 0, "39999": 100}},
        },
    }
    result = stability(Case.model_validate(content)).result
    shown = [int(dict(each.agreement.options)["price"]) for each in result.holding]
    assert min(shown) > 2**15

"""Levers on amounts: red lines give way where they end, steps are told in one, and what cannot be listed is told."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.questions.influence.answer import influence
from comity.show.terminal import text


def sale(last: int, **more: Any) -> Case:
    """A buyer who would pay up to 30 million and a seller who takes no less than 10, of so many steps; and extras."""
    content: dict[str, Any] = {
        "title": "A sale",
        "parties": {name: {"name": name.capitalize(), "signs": True} for name in ("buyer", "seller")},
        "issues": {"price": {"name": "The price", "amount": {"from": 0, "to": last, "step": 10}}, **more},
        "interests": {
            "buyer": {"no_deal": 10, "price": {"weight": 1, "0": 100, str(last): 0}},
            "seller": {"no_deal": 0, "price": {"weight": 1, "0": 0, str(last): 100}},
        },
        "red_lines": [
            {"id": "dear", "party": "buyer", "never": {"price": ">30"}, "firmness": "declared"},
            {"id": "cheap", "party": "seller", "never": {"price": "<10"}, "firmness": "declared"},
        ],
    }
    return Case.model_validate(content)


def test_a_red_line_on_an_amount_gives_way_where_it_ends_and_is_told_in_one() -> None:
    finding = influence(sale(100))
    lines = {lever.allows: lever.agreements for lever in finding.result.levers if lever.kind == "red_line"}
    every = tuple(f"price={price}" for price in range(40, 101, 10))
    assert lines == {every: 9, ("price=40",): 4, ("price=0",): 4}
    assert "if it allowed price=40..100: 9 agreements are possible, 3 as judged" in finding.answer
    assert "price=50" not in text(finding)


def test_without_a_red_line_there_may_be_too_many_to_list() -> None:
    """8 x 3 agreements are left by the two red lines, but 8 x 17,000 without the first."""
    many = {"who": {"name": "Who", "options": {f"o{at}": f"Option {at}" for at in range(8)}}}
    finding = influence(sale(170_000, **many))
    assert finding.result.uncounted == ("dear",)
    assert finding.answer.startswith("Of all judgements that could be counted, moved alone, by 5 points")
    assert any("Without the red line dear the agreements are too many to be listed" in each for each in finding.caveats)
    assert finding.data["uncounted"] == ["dear"]
    assert influence(sale(100)).result.uncounted == ()

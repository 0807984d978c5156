"""Of an amount the tables of a sequence list no steps: what is alike stands in one row, of many what stands out."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.questions.sequence.answer import sequence

STRAIGHT = {"buyer": {"0": 100, "500": 0}, "seller": {"0": 0, "500": 100}}


def sale(step: int, prices: dict[str, Any] = STRAIGHT) -> Case:
    """A buyer who pays up to 300 and a seller who takes from 100, of 0 to 500; and who carries the goods."""
    amount = {"from": 0, "to": 500, "step": step, "unit": "euro", "short": "a price of {}"}
    carries = {"buyer": {"one": 0, "two": 100}, "seller": {"one": 100, "two": 0}}
    content: dict[str, Any] = {
        "title": "A sale",
        "parties": {name: {"name": name.capitalize(), "signs": True} for name in prices},
        "issues": {
            "price": {"name": "The price", "amount": amount},
            "carry": {"name": "Who carries", "options": {"one": "The buyer", "two": "The seller"}},
        },
        "interests": {
            name: {"no_deal": 0, "price": {"weight": 3, **rated}, "carry": {"weight": 1, **carries[name]}}
            for name, rated in prices.items()
        },
        "red_lines": [
            {"party": "buyer", "never": {"price": ">300"}, "firmness": "declared"},
            {"party": "seller", "never": {"price": "<100"}, "firmness": "declared"},
        ],
    }
    return Case.model_validate(content)


def test_stretches_that_leave_nothing_are_one_row_and_of_many_steps_some_stand_out() -> None:
    """Every step from 100 to 300 leaves two agreements: at 170, where the buyer carries, the worst-off gains 49.5; at
    200 nobody loses more than 15 of its best gain."""
    finding = sequence(sale(10))
    rows = [row for row in finding.tables["openings"].rows if row[0] == "The price"]
    assert [row[1:3] for row in rows] == [
        ("at most 90 euro", 0),
        ("a price of 100 euro", 2),
        ("a price of 170 euro", 2),
        ("a price of 200 euro", 2),
        ("a price of 300 euro", 2),
        ("at least 310 euro", 0),
    ]
    assert "of an amount of many steps" in str(finding.tables["openings"].note).lower()
    assert sum(each["issue"] == "price" for each in finding.data["openings"]) == 51


def test_few_steps_stand_alone() -> None:
    finding = sequence(sale(100))
    rows = [row[1] for row in finding.tables["openings"].rows if row[0] == "The price"]
    single = [f"a price of {price} euro" for price in (0, 100, 200, 300)]
    assert rows == [*single, "at least 400 euro"]
    assert "many steps" not in str(finding.tables["openings"].note)


def test_islands_that_are_neighbours_are_one_row() -> None:
    """Both rate 250 with 50, and nothing else; bent upwards, everything from 170 to the red line."""
    assert [row[1] for row in sequence(sale(50)).tables["islands"].rows] == ["250 euro"]
    bent = {"buyer": {"0": 100, "300": 60, "500": 0}, "seller": {"0": 0, "200": 60, "500": 100}}
    assert [row[1] for row in sequence(sale(10, bent)).tables["islands"].rows] == ["170 to 300 euro"]

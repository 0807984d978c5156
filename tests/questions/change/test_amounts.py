"""Two files with amounts compared: points and red lines that differ, told with units; other amounts are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amounts import as_options, drawn
from comity.case.model import Case
from comity.problem import Problems
from comity.questions.agreement.answer import agreement
from comity.questions.change.compare import compare


def sale(points: dict[str, Any] | None = None, above: int = 300, **amount: Any) -> Case:
    content: dict[str, Any] = {
        "title": "A sale",
        "parties": {name: {"name": name.capitalize(), "signs": True} for name in ("buyer", "seller")},
        "issues": {
            "price": {"name": "The price", "amount": {"from": 0, "to": 500, "step": 10, "unit": "euro"} | amount}
        },
        "interests": {
            "buyer": {"no_deal": 20, "price": {"weight": 1, **(points or {"0": 100, "500": 0})}},
            "seller": {"no_deal": 20, "price": {"weight": 1, "0": 0, "500": 100}},
        },
        "red_lines": [{"id": "dear", "party": "buyer", "never": {"price": f">{above}"}, "firmness": "declared"}],
    }
    return Case.model_validate(content)


def test_other_points_are_one_difference_and_stretches_are_told_in_one() -> None:
    """Prices from 100 to 300 are possible, and to 350 where the buyer pays up to that and its line is bent there."""
    other = sale({"500": 0, "350": 40, "0": 100}, 350)
    result = compare(sale(), other).result
    told = [(each.what, each.old, each.new) for each in result.differences]
    assert told == [
        ("Buyer: The price, its points", "0: 100, 500: 0", "0: 100, 350: 40, 500: 0"),
        ("Buyer: red line dear", "price>300", "price>350"),
    ]
    assert (result.old.stages["zopa"], result.new.stages["zopa"]) == (21, 26)
    assert [agreement(each).result.stages[-1].count for each in (sale(), other)] == [21, 26]
    finding = compare(sale(), other)
    assert finding.tables["options"].rows == (("The price", "310 to 350 euro", "possible only by the new file"),)
    assert compare(sale(), sale({"500": 0, "0": 100})).result.differences == ()


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ({"to": 1000}, "0 to 1,000 euro in steps of 10"),
        ({"step": 5}, "0 to 500 euro in steps of 5"),
        ({"unit": "thousand euro"}, "0 to 500 thousand euro in steps of 10"),
    ],
)
def test_another_amount_is_refused_as_one_problem(amount: dict[str, Any], said: str) -> None:
    content = sale().model_dump(by_alias=True, mode="json")
    content["issues"]["price"]["amount"] |= {name: str(value) for name, value in amount.items()}
    content["red_lines"], content["interests"] = [], {}
    with pytest.raises(Problems) as refused:
        compare(sale(), Case.model_validate(content), names=("old", "new"))
    assert [problem.what for problem in refused.value.problems] == [
        f"is 0 to 500 euro in steps of 10 in old and {said} in new"
    ]


@pytest.mark.parametrize("seed", [3, 7, 11])
def test_the_same_as_options(seed: int) -> None:
    """Each step rated; one rating and the red lines differ."""
    content, other = drawn(seed, every_step=True), drawn(seed, every_step=True)
    rated = other["interests"]["p0"]["i0"]
    step = next(name for name in rated if name != "weight")
    rated[step], other["red_lines"] = 7, []
    mine, theirs = (
        json.loads(json.dumps(dict(compare(*map(Case.model_validate, pair)).data)))
        for pair in ((content, other), (as_options(content), as_options(other)))
    )
    for side in (mine, theirs):
        side["differences"] = len(side["differences"])
    assert mine == theirs

"""Payments beside the terms: by hand, on a grid, and against brute force on random cases."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from comity.agreements.space import Agreement
from comity.case.check import Problems
from comity.case.model import Case
from comity.questions.consent import words
from comity.questions.consent.answer import consent
from comity.questions.consent.payments import Opened
from consents import Consents, ruled_case
from doubted import gain, middles
from talks import TALKS, talks

SEVERAL = (("ash", "birch"), ("cedar", "elm", "hazel")), (("birch",), ("fir",)), (("cedar",), ("ash", "iris"))


def paying(seed: int) -> Case:
    payers, payees = SEVERAL[seed % 3]
    content = json.loads(ruled_case(seed).model_dump_json(by_alias=True, exclude_none=True))
    return Case.model_validate(
        content | {"payments": {"from": payers, "to": payees, "at_most": (2.5, 25, 40)[seed % 3]}}
    )


def opened_by_hand(case: Case, payers: tuple[str, ...], payees: tuple[str, ...]) -> dict[str, Fraction]:
    """The cheapest payments that open each agreement that they open."""
    assert case.payments is not None
    by_hand, centre = Consents(case), middles(case, case.everyone())
    found = {}
    for deal in by_hand.stages()["coherent"]:
        gains = {name: gain(case, name, deal, centre) for name in (*payers, *payees)}
        afforded = sum((max(Fraction(0), gains[name]) for name in payers if by_hand.free(name, deal)), Fraction(0))
        afforded = min(afforded, Fraction(repr(case.payments.at_most)))
        prices = []
        for size in range(len(payees) + 1):
            for some in combinations(payees, size):
                price = sum((max(Fraction(0), -gains[name]) for name in some), Fraction(0))
                says = lambda name: by_hand.free(name, deal) and (name in some or by_hand.brute.accepted(name, deal))  # noqa: B023, E731
                if price <= afforded and by_hand.passes(deal, says):
                    prices.append(price)
        if prices and min(prices) > 0:
            found[json.dumps(deal)] = min(prices)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_what_payments_open_by_brute_force(seed: int) -> None:
    case = paying(seed)
    result = consent(case, draws=20).result
    assert len(result.payments) == (1 if len(SEVERAL[seed % 3][0]) * len(SEVERAL[seed % 3][1]) == 1 else 1 + len(
        SEVERAL[seed % 3][0]) * len(SEVERAL[seed % 3][1]))  # fmt: skip
    for told in result.payments:
        expected = opened_by_hand(case, told.payers, told.payees)
        assert told.opens == len(expected)
        assert told.least == min(expected.values(), default=None)
        if told.agreement is not None:
            assert expected[json.dumps(dict(told.agreement.options))] == told.least == sum(told.paid.values())
            assert told.tied == list(expected.values()).count(told.least)


@pytest.mark.parametrize("seed", range(0, 40, 3))
def test_no_payment_on_a_grid_opens_for_less(seed: int) -> None:
    """One payer and one payee: every whole number of points up to the most, taken from one and given to the other."""
    case = paying(seed)
    case = case.model_copy(update={"payments": type(case.payments).model_validate(
        {"from": "birch", "to": "ash", "at_most": 12})})  # fmt: skip
    (told,) = consent(case, draws=20).result.payments
    by_hand, centre = Consents(case), middles(case, case.everyone())
    opens = set()
    for deal in by_hand.stages()["spoilers"] and by_hand.stages()["coherent"]:
        for points in range(13):
            moved = {"birch": -points, "ash": points}
            says = lambda name: (  # noqa: E731
                by_hand.free(name, deal) and gain(case, name, deal, centre) + moved.get(name, 0) >= 0  # noqa: B023
            )
            # Who pays must still accept.
            if says("birch") and by_hand.passes(deal, says) and not by_hand.passes(deal, by_hand.says(deal)):
                opens.add(points)
    if opens:
        assert told.least is not None
        assert min(opens) - 1 < told.least <= min(opens)


def test_what_holds_a_group_together() -> None:
    """On random cases: members that refuse an agreement that passes, and are won back within what can be paid."""
    won = 0
    for seed in range(1, 120, 3):
        case = paying(seed)
        by_hand, centre = Consents(case), middles(case, case.everyone())
        (told,) = consent(case, draws=20).result.payments
        held = 0
        for deal in by_hand.stages()["spoilers"]:
            refusing = {name for name in ("elm", "fir", "gum") if not by_hand.accepts(name, deal)}
            short = -gain(case, "fir", deal, centre)
            spare = gain(case, "birch", deal, centre) if by_hand.free("birch", deal) else Fraction(0)
            held += refusing == {"fir"} and by_hand.free("fir", deal) and short <= min(max(spare, 0), 25)
        assert told.holds == {"cedar": held}
        won += held
    assert won > 5


def test_by_hand() -> None:
    """pp gains Alpha 60 and Beta loses 25: it takes 25 points. pq and qp pass as it is."""
    case = talks(payments={"from": "a", "to": "b", "at_most": 30})
    finding = consent(case, draws=20)
    (told,) = finding.data["payments"]
    assert (told["opens"], told["least"], told["paid"]) == (1, 25.0, {"b": 25.0})
    assert told["agreement"] == {"x": "p", "y": "p"}
    assert "Payments from Alpha to Beta would open 1 agreement, the first at 25.00 points." in finding.answer
    assert any("is a judgement" in caveat for caveat in finding.caveats)
    assert (
        consent(talks(payments={"from": "a", "to": "b", "at_most": 24.99}), draws=20).data["payments"][0]["opens"] == 0
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Opened(("a",), ("b",), 0), "Payments from Alpha to Beta would open no agreement."),
        (Opened(("a",), ("b",), 2, Fraction(1, 3), Agreement({"x": "p"}), 1),
         "Payments from Alpha to Beta would open 2 agreements, the first at 0.33 points."),
        (Opened(("a",), ("b",), 0, holds={"c": 1}),
         "Payments from Alpha to Beta would open no agreement, but hold Gamma together on 1 more that passes anyway."),
        (Opened(("a",), ("b", "c"), 1, Fraction(5), Agreement({"x": "p"}), 1, holds={"c": 3}),
         "Payments from Alpha to Beta and Gamma would open 1 agreement, the first at 5.00 points, and hold Gamma "
         "together on 3 more that pass anyway."),
    ],
)  # fmt: skip
def test_what_is_said_of_them(told: Opened, said: str) -> None:
    assert words.paid(talks(), told) == said


@pytest.mark.parametrize(
    ("payments", "what"),
    [
        ({"from": "a", "to": "nobody", "at_most": 5}, "unknown party 'nobody'"),
        ({"from": "a", "to": ["a", "b"], "at_most": 5}, "'a' cannot pay itself"),
        ({"from": "a", "to": "c", "at_most": 5}, "c has no interests or no `no_deal`"),
        ({"from": ["a", "a"], "to": "b", "at_most": 5}, "'a' stands there twice"),
    ],
)
def test_what_does_not_fit(payments: dict[str, Any], what: str, tmp_path: Any) -> None:
    from comity.case.check import read_case

    content = TALKS | {"payments": payments}
    (tmp_path / "case.yaml").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(Problems) as caught:
        read_case(tmp_path / "case.yaml")
    assert what in str(caught.value)

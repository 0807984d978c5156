"""Durability where a rule decides: the agreements that are looked at are those that pass, by plain enumeration."""

from __future__ import annotations

import random
from typing import Any

import pytest

from brute import Deal, efficient
from comity.case.contest import Contest
from comity.case.model import Case
from comity.questions.durability.answer import durability
from consents import Consents, ruled_case

DRAWS = 20


def contested(seed: int) -> Case:
    """A random case with a rule of consent in which Ash and Birch would fight on: one issue sets the share of each."""
    draw, case = random.Random(seed), ruled_case(seed)
    line, *others = case.issues
    promised = (
        {"guarantee": {"chance": 97, "decay": 0, "wavering": 1}},
        {"guarantee": {"chance": 60, "decay": 4, "wavering": 3}},
        {"limit": {"challenger": 70}},
        {"because": "It changes nothing."},
    )
    effects: dict[str, Any] = {line: {option: {"share": draw.randint(15, 40)} for option in case.issues[line].options}}
    effects |= {issue: {option: draw.choice(promised) for option in case.issues[issue].options} for issue in others}
    contest = Contest.model_validate({
        "challenger": "ash", "defender": "birch", "stake": "All of the land", "held": 20, "victory": 55, "land": 60,
        "arms": 60, "first_strike": {"challenger": 52, "defender": 52}, "cost": {"challenger": 3, "defender": 3},
        "discount": 92, "noise": 2, "accident": 1, "rebuilding": {"years": 4, "challenger": 2, "defender": 1},
        "guarantor": {"rescue": 25, "punishment": 1, "wavers": 2, "recovers": 30}, "effects": effects,
    })  # fmt: skip
    return case.model_copy(update={"contest": contest})


def looked_at(case: Case) -> list[Deal]:
    """The agreements that pass and than which none that passes is better for one signer and no worse for the rest."""
    consents = Consents(case)
    left = consents.stages()["spoilers"]
    worths = [tuple(consents.brute.worth(name, deal) for name in case.signers()) for deal in left]
    best = set(efficient(worths))
    return [deal for deal, worth in zip(left, worths, strict=True) if worth in best]


def compare(seed: int) -> str:
    """Hold what lasts of one case against its agreements one by one; says whether some, all or none last."""
    case = contested(seed)
    deals = looked_at(case)
    result = durability(case, draws=DRAWS).result
    assert result.lasting.of_that_kind == result.lasting.considered == len(deals)
    told = [dict(agreement.options) for fare in result.fares for agreement in fare.agreements]
    assert sorted(map(sorted, map(dict.items, told))) == sorted(map(sorted, map(dict.items, deals)))
    if not deals:
        return "nothing passes"
    # The contest between two parties knows nothing of who consents: the same agreement fares the same, named alone.
    alone = case.model_copy(update={"consent": None})
    lasting = 0
    for fare in result.fares:
        named = [", ".join(f"{issue}={option}" for issue, option in each.options.items()) for each in fare.agreements]
        same = durability(alone, agreements=named, draws=DRAWS).result
        assert same.fares[0].survival == fare.survival
        assert same.fares[0].least_guarantee == fare.least_guarantee
        lasting += same.lasting.lasting
    assert result.lasting.lasting == lasting
    return "all last" if lasting == len(deals) else "some last" if lasting else "none lasts"


KINDS = {0: "some last", 1: "none lasts", 3: "nothing passes", 9: "none lasts", 11: "some last", 19: "all last"}
"""Which random cases are held here, and what they come to; all of the first 250 were once."""


@pytest.mark.parametrize("seed", KINDS)
def test_what_lasts_is_what_lasts_of_those_that_pass(seed: int) -> None:
    assert compare(seed) == KINDS[seed]

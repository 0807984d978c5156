"""A case that shares what was worked out from another is answered as if it were the first."""

from __future__ import annotations

import random
from copy import deepcopy

import comity
from brute import random_case
from comity.agreements.worth import Payoff
from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.no_deal import NoDealValue

QUESTIONS = ("agreement", "frontier", "bargaining", "deadlock")


def edited(case: Case, seed: int) -> Case:
    """The same case, but for one no-deal value, red line, condition or weight."""
    draw = random.Random(seed)
    party = draw.choice(sorted(case.interests))
    interest, what = case.interests[party], draw.randrange(4)
    if what == 0 and case.red_lines:
        return case.model_copy(update={"red_lines": case.red_lines[1:]})
    if what == 1 and case.conditions:
        return case.model_copy(update={"conditions": case.conditions[1:]})
    if what == 2 and interest.issues:
        issue = draw.choice(sorted(interest.issues))
        stated = interest.issues[issue].model_copy(update={"weight": Estimate.model_validate(draw.randint(1, 9))})
        interest = interest.model_copy(update={"issues": {**interest.issues, issue: stated}})
    else:
        interest = interest.model_copy(update={"no_deal": NoDealValue.model_validate(draw.randint(0, 60))})
    return case.model_copy(update={"interests": {**case.interests, party: interest}})


def test_what_is_shared_changes_no_answer() -> None:
    changed = 0
    for seed in range(20):
        earlier = random_case(seed)
        for name in QUESTIONS:
            getattr(comity, name)(earlier)
        for other in (edited(earlier, seed), random_case(seed + 1000)):
            # Copied deeply, so that nothing is shared but what is said to be.
            alone, shared = deepcopy(other), deepcopy(other).sharing(earlier)
            for name in QUESTIONS:
                assert getattr(comity, name)(shared).json() == getattr(comity, name)(alone).json(), (seed, name)
            changed += comity.agreement(other).data != comity.agreement(earlier).data
    assert changed > 20


def test_only_what_an_edit_touches_is_worked_out_anew() -> None:
    earlier = random_case(3)
    before = Payoff.of(earlier)
    party = next(name for name in before.worths if earlier.interest_of(name).no_deal is not None)
    interest = earlier.interests[party].model_copy(update={"no_deal": None})
    after = Payoff.of(earlier.model_copy(update={"interests": {**earlier.interests, party: interest}}))
    assert after.space is before.space
    assert {name for name in before.worths if after.worths[name] is not before.worths[name]} == {party}
    assert Payoff.of(earlier) is before

"""From orders alone: against a linear programme over all numbers that have the orders."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog

from brute import Deal, holds, random_case
from comity.agreements.allowed import unbroken
from comity.agreements.judged import Account, Judged
from comity.agreements.ordinal import at_least, references
from comity.case.check import read_case
from comity.case.model import Case
from doubted import TRIED, middles, stated_by
from material import WASHINGTON
from talks import TALKS, talks


def extremes(case: Case, party: str, deal: Deal, other: Deal) -> tuple[float, float]:
    """The least and the most of the difference in worth, by a linear programme over weight times value."""
    interest, values = case.interest_of(party), middles(case)
    columns: dict[tuple[str, str], int] = {}
    rating, weight = {}, {}
    for issue, stated in interest.issues.items():
        holder = stated_by(case, party, issue)
        for option in stated.ratings:
            columns[issue, option] = len(columns)
            rating[issue, option] = values["interests", holder, issue, option]
        spread = max(rating[issue, o] for o in stated.ratings) - min(rating[issue, o] for o in stated.ratings)
        weight[issue] = spread if interest.scale == "points" else values.get(("interests", holder, issue, "weight"), 1)
    weights = {issue: len(columns) + at for at, issue in enumerate(interest.issues)}
    size = len(columns) + len(weights)
    above, equal = [], []

    def row(**terms: float) -> np.ndarray:
        found = np.zeros(size)
        for name, value in terms.items():
            found[int(name[1:])] += value
        return found

    for issue, stated in interest.issues.items():
        options = sorted(stated.ratings, key=lambda option: rating[issue, option])
        best, worst = rating[issue, options[-1]], rating[issue, options[0]]
        for lower, higher in pairwise(options):
            line = row(**{f"c{columns[issue, lower]}": 1}) + row(**{f"c{columns[issue, higher]}": -1})
            (equal if rating[issue, lower] == rating[issue, higher] else above).append(line)
        for option in options:
            if rating[issue, option] == worst:
                equal.append(row(**{f"c{columns[issue, option]}": 1}))
            if rating[issue, option] == best != worst:
                equal.append(row(**{f"c{columns[issue, option]}": 1}) + row(**{f"c{weights[issue]}": -1}))
    by_weight = sorted(weights, key=lambda issue: weight[issue])
    for lower, higher in pairwise(by_weight):
        line = row(**{f"c{weights[lower]}": 1}) + row(**{f"c{weights[higher]}": -1})
        (equal if weight[lower] == weight[higher] else above).append(line)
    for issue in weights:
        if not weight[issue]:
            equal.append(row(**{f"c{weights[issue]}": 1}))
    total = sum((row(**{f"c{at}": 1}) for at in weights.values()), np.zeros(size))
    if not any(weight.values()):
        return 0.0, 0.0
    objective = np.zeros(size)
    for issue in interest.issues:
        objective[columns[issue, deal[issue]]] += 1
        objective[columns[issue, other[issue]]] -= 1
    found = []
    for sign in (1, -1):
        solved = linprog(
            sign * objective, np.array(above) if above else None, np.zeros(len(above)) if above else None,
            np.array([*equal, total]), np.array([*[0.0] * len(equal), 1.0]), bounds=[(0, None)] * size,
        )  # fmt: skip
        assert solved.status == 0
        found.append(sign * solved.fun)
    return found[0], found[1]


def signs(case: Case, party: str, deal: Deal, other: Deal) -> tuple[bool, bool]:
    """Necessarily and possibly, linkages of any size added."""
    least, most = extremes(case, party, deal, other)
    for linkage in case.linkages_of(party):
        change = holds(linkage.when, deal) - holds(linkage.when, other)
        if change:
            up = (linkage.adds.high > 0 and change > 0) or (linkage.adds.low < 0 and change < 0)
            down = (linkage.adds.low < 0 and change > 0) or (linkage.adds.high > 0 and change < 0)
            least, most = least - 1000 * down, most + 1000 * up
    return least >= -1e-9, most >= -1e-9


def test_against_a_linear_programme() -> None:
    seen = {"necessarily": 0, "only possibly": 0, "not possibly": 0, "linked": 0}
    for seed in range(TRIED):
        case, draw = random_case(seed), random.Random(seed)
        judged = Judged.of(case)
        choices = unbroken(judged.space, [])
        deals = [dict(judged.space.agreement(choice).options) for choice in choices]
        for account in judged.accounts:
            for _ in range(2):
                other, at = draw.choice(deals), draw.randrange(len(deals))
                found = at_least(judged, account, choices, other)
                necessarily, possibly = bool(found.necessarily[at]), bool(found.possibly[at])
                assert (necessarily, possibly) == signs(case, account.party, deals[at], other), (seed, deals[at], other)
                seen["necessarily"] += necessarily
                seen["only possibly"] += possibly and not necessarily
                seen["not possibly"] += not possibly
                seen["linked"] += bool(account.linkages)
    assert min(seen.values()) > 3, seen


def a_of(case: Case) -> tuple[Judged, Account]:
    judged = Judged.of(case)
    return judged, judged.accounts[0]


def test_two_by_two() -> None:
    """Alpha: x weighs 3 and y 1, p above q on both. Against pq: pp for certain, qp (p on the lesser issue) never, since
    p is the best and q the worst on both."""
    judged, account = a_of(talks())
    choices = unbroken(judged.space, [])
    found = at_least(judged, account, choices, {"x": "p", "y": "q"})
    assert found.necessarily.tolist() == [True, True, False, False]
    assert found.possibly.tolist() == [True, True, True, False]  # qp: where both weigh the same
    partly = at_least(judged, account, choices, {"x": "p"})
    assert partly.necessarily.tolist() == [True, False, False, False]
    assert partly.possibly.tolist() == [True, True, True, False]


def test_what_no_deal_is_like() -> None:
    interests = {**TALKS["interests"], "a": {**TALKS["interests"]["a"], "no_deal": {"value": "40", "like": {"x": "q"}}}}
    assert references(talks(interests=interests)) == {"a": {"x": "q"}}
    assert references(talks()) == {}


def test_an_agreement_is_as_good_as_itself() -> None:
    judged = Judged.of(read_case(WASHINGTON))
    choice = np.zeros((1, 10), dtype=np.int16)
    for account in judged.accounts:
        found = at_least(judged, account, choice, dict(judged.space.agreement(choice[0]).options))
        assert found.necessarily.all()
        assert found.possibly.all()

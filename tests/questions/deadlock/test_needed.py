"""What it takes for a party to accept: every change is checked in a case where it has been made."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from brute import Deal, Oracle, random_case
from comity.agreements.space import Agreement
from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.questions.deadlock.needed import Consent, consent
from demanded import contested_case


def consents() -> list[tuple[Case, str, Deal, Consent]]:
    found = []
    for case in [*map(random_case, range(40)), *map(contested_case, range(40))]:
        oracle = Oracle(case)
        for party in case.signers():
            for deal in oracle.deals[::7]:
                found.append((case, party, deal, consent(case, party, Agreement(deal))))
    return found


CONSENTS = consents()


def test_worth_no_deal_and_the_points_short_are_those_of_the_case() -> None:
    for case, party, deal, found in CONSENTS:
        oracle = Oracle(case)
        assert found.worth == oracle.worth(party, deal)
        assert found.no_deal == oracle.no_deal(party)
        assert found.short == max(0, found.no_deal - found.worth)
    assert sum(found.short > 0 for *_, found in CONSENTS) > 200


def weights_of(case: Case, party: str) -> dict[str, Fraction]:
    issues = case.interest_of(party).issues
    return {issue: stated.weight.point for issue, stated in issues.items() if stated.weight}


def test_reframing_makes_up_for_exactly_what_is_short_and_keeps_the_sum() -> None:
    tried = 0
    for case, party, deal, found in CONSENTS:
        if not found.weights:
            continue
        weights = weights_of(case, party) | dict(found.weights)
        assert sum(weights.values()) == sum(weights_of(case, party).values())
        assert min(weights.values()) >= 0
        issues = case.interest_of(party).issues
        rated = {issue: stated.ratings[deal[issue]].point for issue, stated in issues.items()}
        mean = sum(weights[issue] * rated[issue] for issue in weights) / sum(weights.values())
        before = weights_of(case, party)
        assert mean - sum(before[issue] * rated[issue] for issue in before) / sum(before.values()) == found.short
        tried += 1
    assert tried > 100


def test_reframing_moves_the_least_weight_that_suffices() -> None:
    """By a linear program: weight taken from, and given to, every issue; as little as possible altogether."""
    from scipy.optimize import linprog

    tried = 0
    for case, party, deal, found in CONSENTS[::2]:
        before = weights_of(case, party)
        if not found.short or not before:
            continue
        rated = np.array([float(case.interest_of(party).issues[issue].ratings[deal[issue]].point) for issue in before])
        count, total = len(before), float(sum(before.values()))
        least = linprog(
            np.ones(2 * count),
            A_ub=[np.concatenate([rated, -rated])],
            b_ub=[-float(found.short) * total],
            A_eq=[np.concatenate([np.ones(count), -np.ones(count)])],
            b_eq=[0],
            bounds=[(0, float(weight)) for weight in before.values()] + [(0, None)] * count,
        )
        assert (found.weights is not None) == least.success
        if found.weights is not None:
            moved = sum(abs(weight - before[issue]) for issue, weight in found.weights.items())
            assert float(moved) == pytest.approx(least.fun, abs=1e-6)
            tried += 1
    assert tried > 50


def moved(estimate: Estimate, percent: int) -> Fraction:
    end = Fraction(repr(estimate.high if percent > 0 else estimate.low))
    return estimate.point + Fraction(abs(percent), 100) * (end - estimate.point)


def extreme(case: Case, party: str, deal: Deal, percent: int) -> Fraction:
    """Worth above no deal with ranges moved, over every choice of an end for every weight."""
    interest = case.interest_of(party)
    assert interest.no_deal is not None
    rated = {issue: moved(stated.ratings[deal[issue]], percent) for issue, stated in interest.issues.items()}
    linked = sum(
        (
            moved(each.adds, percent)
            for each in case.linkages_of(party)
            if all(deal[issue] in options for issue, options in each.when.items())
        ),
        Fraction(0),
    )
    rest = linked - moved(interest.no_deal, -percent)
    if interest.scale == "points":
        return sum(rated.values()) + rest
    ends = []
    weights = {issue: stated.weight for issue, stated in interest.issues.items() if stated.weight}
    for signs in product((1, -1), repeat=len(weights)):
        chosen = {
            issue: moved(weight, sign * percent) for sign, (issue, weight) in zip(signs, weights.items(), strict=True)
        }
        if total := sum(chosen.values()):
            ends.append(sum(chosen[issue] * rated[issue] for issue in chosen) / total)
    return (max if percent >= 0 else min)(ends) + rest


def test_ends_of_ranges_are_the_extremes_over_all_their_ends() -> None:
    for case, party, deal, found in CONSENTS[::3]:
        assert found.least == extreme(case, party, deal, -100)
        assert found.most == extreme(case, party, deal, 100)


def test_the_share_of_the_way_is_the_least_that_suffices() -> None:
    shares = set()
    for case, party, deal, found in CONSENTS[::3]:
        if found.share is None:
            assert extreme(case, party, deal, 100) < 0
            continue
        assert extreme(case, party, deal, found.share) >= 0
        assert found.share == 0 or extreme(case, party, deal, found.share - 1) < 0
        shares.add(found.share)
    assert len(shares) > 5


def test_ranges_of_weights_count_as_well() -> None:
    case = Case.model_validate({
        "title": "x",
        "parties": {"a": {"name": "A", "signs": "yes"}},
        "issues": {name: {"name": name, "options": {"yes": "yes", "no": "no"}} for name in ("land", "safety")},
        "interests": {
            "a": {
                "no_deal": 60,
                "land": {"weight": "30..70", "yes": 0, "no": 100},
                "safety": {"weight": 50, "yes": 100, "no": 0},
            }
        },
    })  # fmt: skip
    found = consent(case, "a", Agreement({"land": "yes", "safety": "yes"}))
    assert (found.worth, found.short) == (50, 10)
    assert found.weights == {"land": 40, "safety": 60}  # a tenth of all weight moves, and nothing less would do
    assert found.most == Fraction(100 * 50, 80) - 60
    assert found.least == Fraction(100 * 50, 120) - 60
    # At t of the way land weighs 50 - 20 t, and 5000 / (100 - 20 t) >= 60 from t = 5/6 on.
    assert found.share == 84


def test_no_weights_suffice_where_even_the_best_rated_issue_is_below_no_deal() -> None:
    case = Case.model_validate({
        "title": "x",
        "parties": {"a": {"name": "A", "signs": "yes"}},
        "issues": {"land": {"name": "Land", "options": {"yes": "yes", "no": "no"}}},
        "interests": {"a": {"no_deal": 60, "land": {"weight": 1, "yes": 50, "no": 100}}},
    })  # fmt: skip
    found = consent(case, "a", Agreement({"land": "yes"}))
    assert (found.weights, found.share) == (None, None)

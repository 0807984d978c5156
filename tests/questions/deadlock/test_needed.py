"""What it takes for a party to accept: every change is checked in a case where it has been made."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest

from brute import Deal, Oracle, random_case
from comity.agreements.space import Agreement
from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.finding import Band
from comity.questions.deadlock.needed import Acceptance, Need, needed
from deadlocks import RELUCTANT, WANTED
from demanded import contested_case


@cache
def needs() -> list[tuple[Case, str, Deal, Need]]:
    """What parties need, in cases that are not made before a test asks for them."""
    found = []
    for case in [*map(random_case, range(40)), *map(contested_case, range(40))]:
        oracle = Oracle(case)
        for party in case.signers():
            for deal in oracle.deals[::7]:
                found.append((case, party, deal, needed(case, party, Agreement(deal))))
    return found


def test_worth_no_deal_and_the_points_short_are_those_of_the_case() -> None:
    for case, party, deal, found in needs():
        oracle = Oracle(case)
        assert found.worth == oracle.worth(party, deal)
        assert found.no_deal == oracle.no_deal(party)
        assert found.short == max(0, found.no_deal - found.worth)
    assert sum(found.short > 0 for *_, found in needs()) > 200


def weights_of(case: Case, party: str) -> dict[str, Fraction]:
    issues = case.interest_of(party).issues
    return {issue: stated.weight.point for issue, stated in issues.items() if stated.weight}


def test_reframing_makes_up_for_exactly_what_is_short_and_keeps_the_sum() -> None:
    tried = 0
    for case, party, deal, found in needs():
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
    for case, party, deal, found in needs()[::2]:
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
    for case, party, deal, found in needs()[::3]:
        assert found.least == extreme(case, party, deal, -100)
        assert found.most == extreme(case, party, deal, 100)


def test_the_share_of_the_way_is_the_least_that_suffices() -> None:
    shares = set()
    for case, party, deal, found in needs()[::3]:
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
    found = needed(case, "a", Agreement({"land": "yes", "safety": "yes"}))
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
    found = needed(case, "a", Agreement({"land": "yes"}))
    assert (found.weights, found.share) == (None, None)


def sheet(no_deal: str, land: str) -> Need:
    """What a party needs on a score sheet of one issue."""
    case = Case.model_validate({
        "title": "x",
        "parties": {"a": {"name": "A", "signs": "yes"}},
        "issues": {"land": {"name": "Land", "options": {"yes": "yes", "no": "no"}}},
        "interests": {"a": {"scale": "points", "no_deal": no_deal, "land": {"yes": land, "no": 0}}},
    })  # fmt: skip
    return needed(case, "a", Agreement({"land": "yes"}))


def test_what_is_left_to_make_up_beyond_the_ranges() -> None:
    """50 against 60..70: 15 short of the middle, 10 below the range, and 10 short even of its favourable end."""
    need = sheet("60..70", "50")
    assert (need.gain, need.short, need.below_range, need.beyond_ranges) == (-15, 15, 10, 10)
    assert (need.has_ranges, need.weights_judged, need.weights, need.share) == (True, {}, None, None)
    assert need.judged == Band(60.0, 65.0, 70.0)


def test_ranges_that_reach_down_to_the_worth_leave_nothing_beyond() -> None:
    """50 against 45..65: 5 short of the middle, within the range, a half of the way down."""
    need = sheet("45..65", "50")
    assert (need.gain, need.short, need.below_range, need.beyond_ranges, need.share) == (-5, 5, 0, 0, 50)


def test_an_agreement_that_is_worth_more_than_no_deal_needs_nothing() -> None:
    need = sheet("40", "50")
    assert (need.gain, need.short, need.below_range, need.beyond_ranges) == (10, 0, 0, 0)
    assert not need.has_ranges
    assert Acceptance(need, ()).accepts
    assert not Acceptance(need, WANTED.signers[0].lifted).accepts
    assert not Acceptance(sheet("60", "50"), ()).accepts


def test_a_new_weight_is_allowed_at_either_end_of_its_range_and_not_beyond() -> None:
    for weight, allowed in ((29, False), (30, True), (70, True), (71, False)):
        need = replace(RELUCTANT.need, weights={"land": Fraction(weight)})
        assert need.range_allows("land") is allowed


def test_what_signers_need_as_json() -> None:
    reluctant, content, unable = WANTED.json()["parties"]
    assert reluctant == {
        "party": "ash",
        "accepts": False,
        "worth": 45.0,
        "no_deal": 50.0,
        "no_deal_judged": {"low": 40.0, "mid": 50.0, "high": 60.0},
        "gain": -5.0,
        "short": 5.0,
        "below_range": 0.0,
        "beyond_ranges": 0.0,
        "red_lines": ["land"],
        "lifted": [{"demand": "land", "party": "ash", "to": "none", "price": 3}],
        "weights": {"land": 45.0, "aid": 55.0},
        "weights_judged": {
            "land": {"low": 30.0, "mid": 50.0, "high": 70.0},
            "aid": {"low": 50.0, "mid": 50.0, "high": 50.0},
        },
        "share_of_ranges": 25,
        "gain_at_worst": -20.0,
        "gain_at_best": 15.0,
    }
    assert (content["accepts"], content["weights"], content["share_of_ranges"]) == (True, {}, 0)
    assert (unable["weights"], unable["share_of_ranges"]) == (None, None)
    assert (unable["below_range"], unable["beyond_ranges"]) == (5.0, 4.0)
    assert WANTED.settled == {"aid": "paid"}
    assert WANTED.exact
    assert not replace(WANTED, certain=False).exact


def test_issues_that_are_served_equally_well_share_what_is_given_and_taken_by_their_weights() -> None:
    """20 short of 60: 100 on `best` and on `good`, 0 on the others; whatever the order of the file."""
    rated = {"best": (30, 100), "good": (10, 100), "bad": (40, 0), "worse": (20, 0)}
    for order in (list(rated), list(rated)[::-1]):
        case = Case.model_validate({
            "title": "x",
            "parties": {"a": {"name": "A", "signs": "yes"}},
            "issues": {name: {"name": name, "options": {"yes": "yes", "no": "no"}} for name in order},
            "interests": {
                "a": {
                    "no_deal": 60,
                    **{name: {"weight": rated[name][0], "yes": rated[name][1], "no": 50} for name in order},
                }
            },
        })  # fmt: skip
        found = needed(case, "a", Agreement(dict.fromkeys(order, "yes")))
        assert found.short == 20
        assert found.weights == {
            "best": 45,
            "good": 15,
            "bad": Fraction(80, 3),
            "worse": Fraction(40, 3),
        }

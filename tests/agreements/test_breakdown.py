"""What a worth is made of: parts that add up exactly, ranges that every reading stays within and some reach."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brute import Oracle, coherent, heard, holds, random_case
from comity.agreements.breakdown import Breakdown, Span, breakdown
from comity.agreements.worth import Payoff
from comity.case.estimate import Estimate, exact
from comity.case.model import Case
from strategies import agreements, cases
from talks import TALKS, talks


def told_of(case: Case) -> list[str]:
    return list(Payoff.of(case).worths)


def test_the_parts_add_up_exactly_to_the_worth_on_300_random_cases() -> None:
    several = 0
    for seed in range(300):
        oracle = Oracle(random_case(seed))
        deal = random.Random(seed).choice(oracle.deals)
        for party in told_of(oracle.case):
            found = breakdown(oracle.case, party, deal)
            assert found.worth == Span(oracle.worth(party, deal), oracle.worth(party, deal))
            assert sum(part.points.least for part in found.parts) == found.worth.least
            for part in found.parts:
                if part.linkage is None and part.value is not None:
                    assert part.points.least == part.share * part.value.point
            scale = oracle.case.interest_of(party).scale
            shares = sum(part.share for part in found.parts if part.linkage is None)
            assert shares == (1 if scale == "weights" else len(oracle.case.interest_of(party).issues))
            no_deal = oracle.case.interest_of(party).no_deal
            if no_deal is not None:
                gain = oracle.worth(party, deal) - oracle.no_deal(party)
                assert found.gain == Span(gain, gain)
            assert found.fits == coherent(oracle.case, deal)
            several += len(found.parts) > 2
    assert several > 300


def test_partial_terms_reach_from_the_least_to_the_best_of_what_is_open() -> None:
    narrowed = 0
    for seed in range(150):
        oracle = Oracle(random_case(seed))
        draw = random.Random(seed)
        deal, issues = draw.choice(oracle.deals), list(oracle.case.issues)
        terms = {issue: deal[issue] for issue in draw.sample(issues, draw.randint(0, len(issues) - 1))}
        every = [each for each in oracle.deals if terms.items() <= each.items()]
        fitting = [each for each in every if coherent(oracle.case, each)]
        for party in told_of(oracle.case):
            found = breakdown(oracle.case, party, terms)
            worths = [oracle.worth(party, each) for each in fitting or every]
            assert found.worth == Span(min(worths), max(worths))
            assert (found.fits, found.complete) == (bool(fitting), True)
            assert found.open == tuple(issue for issue in issues if issue not in terms)
            assert found.ranged is found.gain_ranged is None
            least = sum(part.points.least for part in found.parts)
            narrowed += least < found.worth.least
    assert narrowed > 20


def readings(case: Case, party: str, deal: dict[str, str]) -> Iterator[Fraction]:
    """The worth of an agreement at every combination of ends of the ranges behind it."""
    interest = case.interest_of(party)
    one = Estimate(low=1.0, high=1.0)
    points = interest.scale == "points"
    weights = [one if points else (each.weight or one) for each in interest.issues.values()]
    ratings = [each.ratings[deal[issue]] for issue, each in interest.issues.items()]
    adds = [each.adds for each in case.linkages if each.party in heard(case, party) and holds(each.when, deal)]
    ends = [sorted({exact(number.low), exact(number.high)}) for number in (*weights, *ratings, *adds)]
    size = len(weights)
    for values in product(*ends):
        total = Fraction(1) if points else sum(values[:size], Fraction(0))
        if total:
            rated = zip(values[:size], values[size : 2 * size], strict=True)
            yield sum((weight * rating for weight, rating in rated), Fraction(0)) / total + sum(values[2 * size :])


@settings(max_examples=60, deadline=None)
@given(data=st.data(), case=cases())
def test_over_the_ranges_it_is_what_their_ends_come_to(data: st.DataObject, case: Case) -> None:
    deal = dict(data.draw(agreements(case)).options)
    for party in told_of(case):
        found, worths = breakdown(case, party, deal), list(readings(case, party, deal))
        assert found.ranged == Span(min(worths), max(worths))
        no_deal = case.interest_of(party).no_deal
        if no_deal is None:
            assert found.gain is found.gain_ranged is None
        else:
            low, high = exact(no_deal.low), exact(no_deal.high)
            assert found.gain_ranged == Span(min(worths) - high, max(worths) - low)


def test_a_part_by_hand() -> None:
    interests = {**TALKS["interests"], "b": {"no_deal": "20..30", "x": {"weight": "1..3", "p": "0", "q": "60..100"},
                                             "y": {"weight": "2", "p": "0", "q": "50"}}}  # fmt: skip
    linkages = [
        {"party": "b", "when": {"x": "q", "y": "q"}, "adds": "-4..6"},
        {"party": "b", "when": {"x": "p"}, "adds": "9"},
        {"party": "a", "when": {"x": "q"}, "adds": "9"},
    ]
    found = breakdown(talks(interests=interests, linkages=linkages), "b", {"x": "q", "y": "q"})
    x, y, both = found.parts
    assert (x.issue, x.option, x.share, x.points, x.ranged) == (
        "x", "q", Fraction(1, 2), Span(Fraction(40), Fraction(40)), Span(Fraction(20), Fraction(60)),
    )  # fmt: skip
    assert (y.points, y.ranged) == (Span(Fraction(25), Fraction(25)), Span(Fraction(20), Fraction(100, 3)))
    assert (both.linkage, both.holder, both.points, both.ranged) == (
        1, "b", Span(Fraction(1), Fraction(1)), Span(Fraction(-4), Fraction(6)),
    )  # fmt: skip
    assert found.worth == Span(Fraction(66), Fraction(66))
    # A third of 60 and two thirds of 50, less 4; three fifths of 100 and two fifths of 50, and 6.
    assert found.ranged == Span(Fraction(160, 3) - 4, Fraction(86))
    assert found.gain == Span(Fraction(41), Fraction(41))
    assert found.gain_ranged == Span(Fraction(160, 3) - 34, Fraction(66))
    assert found.json()["worth"] == {"low": 66.0, "mid": 66.0, "high": 66.0, "exact": ["66", "66"]}


def test_of_partial_terms_a_linkage_may_hold() -> None:
    linkages = [{"party": "b", "when": {"x": "q", "y": "q"}, "adds": "-4"}]
    found: Breakdown = breakdown(talks(linkages=linkages), "b", {"x": "q"})
    assert [part.points for part in found.parts] == [
        Span(Fraction(50), Fraction(50)), Span(Fraction(0), Fraction(25)), Span(Fraction(-4), Fraction(0)),
    ]  # fmt: skip
    assert found.worth == Span(Fraction(50), Fraction(71))
    assert [part.option for part in found.parts] == ["q", None, None]


def test_what_a_member_inherits_is_judged_for_its_group() -> None:
    parties = {**TALKS["parties"], "a": {"name": "Alpha", "signs": "yes", "members": {"m": "Em"}}}
    interests = {**TALKS["interests"], "m": {"y": {"weight": "1", "p": "5", "q": "10"}}}
    found = breakdown(talks(parties=parties, interests=interests), "m", {"x": "p", "y": "q"})
    assert [part.holder for part in found.parts] == ["a", "m"]


@pytest.mark.parametrize(("least", "most", "one"), [(1, 1, True), (1, 2, False)])
def test_a_span_may_be_one_number(least: int, most: int, one: bool) -> None:
    assert Span(Fraction(least), Fraction(most)).one is one

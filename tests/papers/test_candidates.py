"""The candidate agreements: of each kind the safest efficient one, two or three, whatever the order."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.agreements.common_ground import shares_and_ratings
from comity.agreements.judged import Judged
from comity.agreements.readings import DRAWS, Readings
from comity.agreements.space import Agreement
from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file
from comity.papers import candidates as module
from comity.papers.candidates import candidates, divides
from comity.papers.pool import LEAST_SHARE
from comity.questions.doubt.answer import doubt
from comity.questions.frontier.answer import frontier
from material import WASHINGTON
from talks import TALKS, line, talks


def terms(agreement: Agreement) -> str:
    return "".join(agreement.options.values())


def test_washington_has_three_kinds() -> None:
    """Figures of the design: 86, 45 and 45 of 100 readings, territory and guarantees dividing most."""
    found = candidates(read_case(WASHINGTON))
    assert found.headline == ("territory", "guarantees")
    assert [round(points) for _, points in found.divides[:3]] == [77, 76, 41]
    assert [each.kind for each in found.chosen] == [
        ("frozen", "article5"),
        ("frozen", "european"),
        ("partial", "article5"),
    ]
    assert [each.share for each in found.chosen] == pytest.approx([0.8604, 0.4478, 0.4448], abs=1e-4)
    assert [each.first.party for each in found.chosen if each.first] == ["russia", "ukraine", "russia"]
    assert found.safest == found.chosen[0].share
    assert found.common == ("status", "sanctions", "ceasefire", "participation")


def test_shares_are_those_of_doubt() -> None:
    case = read_case(WASHINGTON)
    found = candidates(case).chosen
    for each in found[1:2]:
        named = doubt(case, agreement=each.agreement).result.named
        assert named is not None
        assert each.share == named.share
        assert {of.party: of.share for of in each.signers} == {view.party: view.refuses for view in named.views}


def test_without_ranges_the_best_for_who_gains_least_comes_first() -> None:
    case = read_case(case_file("abdelnabi-2024"))
    found = candidates(case)
    assert {each.share for each in found.chosen} == {None}
    assert found.safest is None
    least = [min(of.gain for of in each.signers) for each in found.chosen]
    points = frontier(case).result.points
    assert least[0] == 3.0
    assert least == sorted(least, reverse=True)
    assert found.efficient == len(points)


def test_what_divides_is_weight_share_times_distance() -> None:
    # x: A 3/4 of 100 + B 1/2 of 100 = 125; y: A 1/4 of 100 + B 1/2 of 50 = 50
    assert divides(talks()) == (("x", 125.0), ("y", 50.0))
    sheet = {
        **TALKS["interests"],
        "a": {"scale": "points", "no_deal": 10, "x": {"p": 30, "q": 0}, "y": {"p": 10, "q": 5}},
    }
    assert shares_and_ratings(talks(interests=sheet), "a") == {
        "x": (Fraction(3, 4), {"p": Fraction(100), "q": Fraction(0)}),
        "y": (Fraction(1, 4), {"p": Fraction(100), "q": Fraction(50)}),
    }


def with_doubt(no_deal: str) -> Case:
    """Alpha likes r most and Gamma p; no deal is worth so much to Beta, to whom all options are worth 50."""
    issues = {"x": {"name": "The X", "options": {"p": "P", "q": "Q", "r": "R"}}}
    rated = {
        "a": ("30..66", (50, 55, 60)),
        "b": (no_deal, (50, 50, 50)),
        "c": ("40..60", (90, 70, 50)),
    }
    interests = {
        party: {"no_deal": worth, "x": {"weight": 1, **dict(zip("pqr", ratings, strict=True))}}
        for party, (worth, ratings) in rated.items()
    }
    parties = {party: {"name": party, "signs": "yes"} for party in rated}
    return talks(parties=parties, issues=issues, interests=interests)


def test_a_kind_that_is_too_seldom_possible_is_left_out() -> None:
    """p, q, r hold in 20, 25 and 30 of 36 for Alpha, r in half for Gamma, all in half or two thirds for Beta."""
    seldom = candidates(with_doubt("40..60"))
    assert [terms(each.agreement) for each in seldom.chosen] == ["q", "p"]  # r in 30/36/2/2 = 0.21
    assert [each.share for each in seldom.chosen] == pytest.approx([25 / 72, 20 / 72], abs=0.01)
    often = candidates(with_doubt("30..60"))
    assert [terms(each.agreement) for each in often.chosen] == ["q", "p", "r"]  # 30/36/2*2/3 = 0.28
    assert often.chosen[2].share == pytest.approx(30 / 108, abs=0.01)
    assert often.efficient == seldom.efficient == 3


def test_one_kind_is_joined_by_the_agreement_farthest_from_it() -> None:
    issues = {
        **TALKS["issues"],
        "z": {"name": "Z", "options": {"p": "P", "q": "Q"}},
        "w": {"name": "W", "options": {"p": "P", "q": "Q"}},
    }
    more = {"z": {"weight": 1, "p": 60, "q": 50}, "w": {"weight": 1, "p": 60, "q": 50}}
    less = {"z": {"weight": 1, "p": 50, "q": 60}, "w": {"weight": 1, "p": 50, "q": 60}}
    interests = {
        "a": {"no_deal": 20, "x": {"weight": 3, "p": 100, "q": 0}, "y": {"weight": 3, "p": 100, "q": 0}, **more},
        "b": {"no_deal": 20, "x": {"weight": 3, "p": 0, "q": 100}, "y": {"weight": 3, "p": 0, "q": 100}, **less},
    }
    lines = [line("a", x="q"), line("b", y="p")]
    found = candidates(talks(issues=issues, interests=interests, red_lines=lines))
    first, second = found.chosen
    assert first.kind == second.kind == ("p", "q")
    assert {issue for issue in issues if first.agreement.options[issue] != second.agreement.options[issue]} == {
        "z",
        "w",
    }


def test_fewer_than_two_possible_agreements_are_as_many_candidates() -> None:
    one = talks(red_lines=[line("a", x="q"), line("b", y="p")], interests={**TALKS["interests"], "b": {
        "no_deal": 0, "x": {"weight": 1, "p": 0, "q": 100}, "y": {"weight": 1, "p": 0, "q": 50}}})  # fmt: skip
    assert [terms(each.agreement) for each in candidates(one).chosen] == ["pq"]
    none = talks(red_lines=[line("a", x="q"), line("b", x="p")])
    assert candidates(none).chosen == ()


def test_pinned_agreements_stand_first_and_are_not_repeated() -> None:
    case = read_case(WASHINGTON)
    plain = candidates(case)
    second = plain.chosen[1].agreement
    found = candidates(case, {"leaked": second})
    assert [each.letter for each in found.chosen] == ["A", "B", "C"]
    assert (found.chosen[0].agreement, found.chosen[0].proposal) == (second, "leaked")
    assert [each.kind for each in found.chosen[1:]] == [("frozen", "article5"), ("partial", "article5")]
    assert found.safest == plain.safest
    bad = Agreement({**second.options, "territory": "donbas"})
    crossed = candidates(case, {"bad": bad}).chosen[0]
    assert "ukraine-constitution-land" in crossed.broken
    assert crossed.share == 0.0


RATINGS = st.sampled_from((0, 25, 50, 75, 100))


@st.composite
def small(draw: st.DrawFn) -> dict[str, Any]:
    """Two or three issues of two or three options, two signers with ranges."""
    sizes = draw(st.lists(st.integers(2, 3), min_size=2, max_size=3))
    issues = {
        f"i{at}": {"name": f"I{at}", "options": {f"o{n}": f"O{n}" for n in range(size)}}
        for at, size in enumerate(sizes)
    }
    interests = {}
    for party in ("a", "b"):
        low = draw(st.integers(0, 50))
        rated = {
            issue: {"weight": draw(st.integers(1, 3)), **{option: draw(RATINGS) for option in each["options"]}}
            for issue, each in issues.items()
        }
        interests[party] = {"no_deal": f"{low}..{low + draw(st.integers(1, 40))}", **rated}
    parties = {"a": {"name": "Alpha", "signs": "yes"}, "b": {"name": "Beta", "signs": "yes"}}
    return {"title": "T", "parties": parties, "issues": issues, "interests": interests}


def by_hand(case: Case) -> tuple[list[tuple[str, ...]], list[float]]:
    """The kinds that are put forward and their shares, from the definition: every agreement in every reading."""
    found = candidates(case)
    space = [dict(zip(case.issues, each, strict=True)) for each in
             itertools.product(*(issue.options for issue in case.issues.values()))]  # fmt: skip
    readings = Readings.of(case, Judged.of(case))
    drawn = readings.values(0, DRAWS)
    place = {number.path: at for at, number in enumerate(readings.judged.numbers)}

    def gains(values: np.ndarray[Any, Any], options: dict[str, str]) -> list[np.ndarray[Any, Any]]:
        made = []
        for party in ("a", "b"):
            weights = {
                issue: float(each.weight.point) for issue, each in case.interests[party].issues.items() if each.weight
            }
            worth = sum(weights[i] * values[:, place[("interests", party, i, o)]] for i, o in options.items())
            made.append(worth / sum(weights.values()) - values[:, place[("interests", party, "no_deal")]])
        return made

    middle = np.array([[float(number.ends[1]) for number in readings.judged.numbers]])
    at_middle = [[float(gain[0]) for gain in gains(middle, options)] for options in space]
    possible = [at for at, gain in enumerate(at_middle) if min(gain) >= -1e-9]
    efficient = [
        at
        for at in possible
        if not any(
            all(y >= x - 1e-9 for x, y in zip(at_middle[at], at_middle[other], strict=True))
            and any(y > x + 1e-9 for x, y in zip(at_middle[at], at_middle[other], strict=True))
            for other in possible
        )
    ]
    shares = {at: float(np.all([gain >= -1e-9 for gain in gains(drawn, space[at])], axis=0).mean()) for at in efficient}
    kinds: dict[tuple[str, ...], float] = {}
    for at in efficient:
        kind = tuple(space[at][issue] for issue in found.headline)
        kinds[kind] = max(kinds.get(kind, 0.0), shares[at])
    ranked = sorted(kinds, key=lambda kind: -kinds[kind])
    return ranked, [kinds[kind] for kind in ranked]


@settings(max_examples=25)
@given(small())
def test_candidates_are_the_safest_of_their_kinds(content: dict[str, Any]) -> None:
    case = Case.model_validate(content)
    found = candidates(case)
    kinds, shares = by_hand(case)
    sure = [share for share in shares if share >= LEAST_SHARE][: module.MOST]
    told = [each.share for each in found.chosen]
    assert told[: len(sure)] == pytest.approx(sure or told[:0])
    assert found.safest == (pytest.approx(shares[0]) if shares else 0.0 if found.efficient else found.safest)
    assert len(found.chosen) == min(max(len(sure), 2), found.efficient)
    if len(sure) > 1:
        assert {each.kind for each in found.chosen} <= set(kinds)
        assert len({each.kind for each in found.chosen}) == len(found.chosen)


@settings(max_examples=15)
@given(small(), st.randoms(use_true_random=False))
def test_no_order_and_no_name_of_a_party_changes_them(content: dict[str, Any], random: Any) -> None:
    def shuffled(mapping: dict[str, Any]) -> dict[str, Any]:
        names = list(mapping)
        random.shuffle(names)
        return {name: mapping[name] for name in names}

    issues = {
        name: {**issue, "options": shuffled(issue["options"])} for name, issue in shuffled(content["issues"]).items()
    }
    interests = {party: shuffled(interest) for party, interest in shuffled(content["interests"]).items()}
    other = Case.model_validate(
        {**content, "parties": shuffled(content["parties"]), "issues": issues, "interests": interests}
    )
    one = candidates(Case.model_validate(content))
    two = candidates(other)
    assert one.divides == two.divides
    assert [dict(each.agreement.options) for each in one.chosen] == [
        dict(each.agreement.options) for each in two.chosen
    ]
    assert [each.share for each in one.chosen] == [each.share for each in two.chosen]

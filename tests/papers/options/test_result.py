"""The numbers of an options paper: packages against every efficient agreement, objections against hand-made cases."""

from __future__ import annotations

from itertools import combinations
from math import inf

import pytest
from hypothesis import assume, given, settings

from comity.agreements.efficient import efficient
from comity.agreements.space import Agreement
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.papers.candidates import candidates
from comity.papers.options.result import CLOSE, Packages, options_of, packages
from strategies import cases
from talks import TALKS, line, talks


def worths(case: Case, agreement: Agreement) -> list[float]:
    payoff = Payoff.of(case)
    signers = [payoff.worths[party] for party in case.signers()]
    return [worth.points(worth.steps(payoff.space.choice(agreement))) for worth in signers]


def far(one: list[float], standing: list[float]) -> float:
    return max([0.0, *(a - b for a, b in zip(one, standing, strict=True))])


@given(cases())
@settings(max_examples=25, deadline=None)
def test_packages_come_as_close_to_every_efficient_agreement_as_they_say_and_no_others_closer(case: Case) -> None:
    assume(case.signers() and not case.by_rule)
    assume(all(case.interest_of(party).no_deal and case.interest_of(party).weighs for party in case.signers()))
    found = efficient(case, shown=1000)
    every = [each for row in range(len(found)) for each in found.agreements(row)]
    points = [worths(case, found.agreements(row)[0]) for row in range(len(found))]
    chosen = packages(case)
    assert (chosen.outcomes, chosen.agreements) == (len(found), len(every))
    if not every:
        assert chosen.packages == ()
        return
    standing = [worths(case, each.agreement) for each in chosen.packages]
    assert chosen.within == pytest.approx(max(min(far(worths(case, each), one) for one in standing) for each in every))
    assert chosen.exact
    size = len(chosen.packages)
    assert size == min(len(found), size)
    best = min(max(min(far(each, one) for one in some) for each in points) for some in combinations(points, size))
    assert chosen.within == pytest.approx(best)
    assert size <= 3 or best <= CLOSE or size == 5
    assert all(gain >= 0 for each in chosen.packages for gain in each.gains.values())


@given(cases())
@settings(max_examples=10, deadline=None)
def test_no_order_of_parties_changes_the_packages(case: Case) -> None:
    assume(case.signers() and not case.by_rule)
    assume(all(case.interest_of(party).no_deal and case.interest_of(party).weighs for party in case.signers()))
    turned = Case.model_validate(
        case.model_copy(update={"parties": dict(reversed(case.parties.items()))}).model_dump(by_alias=True, mode="json")
    )
    one, other = packages(case), packages(turned)
    assert [each.agreement for each in one.packages] == [each.agreement for each in other.packages]
    assert one.within == pytest.approx(other.within)


def test_what_is_not_known_of_a_bound_is_not_told_as_one() -> None:
    assert Packages((), 2, 2, inf, 0.0, False, False).json()["within"] is None
    assert not Packages((), 2, 2, 1.0, 1.0, False, True).exact


def test_objections_are_what_each_side_misses_and_the_red_lines_that_are_crossed() -> None:
    case = talks(red_lines=[line("c", x="p")])
    options = options_of(case, candidates(case), None)
    (alpha, beta, gamma) = options.objections
    assert (alpha.party, alpha.gain, alpha.missed, alpha.red_lines) == ("a", 35.0, (("y", 25.0),), ())
    assert (beta.party, beta.gain, beta.missed) == ("b", 0.0, (("x", 50.0),))
    assert (gamma.party, gamma.gain, gamma.refuses, gamma.red_lines) == ("c", None, None, ("c-red-line-1",))
    assert gamma.missed == (("x", 80.0),)


def test_others_who_would_accept_it_object_to_nothing() -> None:
    assert [each.party for each in options_of(talks(), candidates(talks()), None).objections] == ["a", "b"]
    assert TALKS["parties"]["c"] == "Gamma"

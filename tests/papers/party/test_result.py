"""The numbers of a party's page: against cases reckoned by hand, and against the case with what would be moved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from comity.case.model import Case
from comity.finding import Band
from comity.papers.party.paper import party_page
from comity.papers.party.result import Lever, PartyView, party_view
from comity.papers.possible import Possible
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.funnel import Funnel
from comity.questions.deadlock.answer import deadlock
from doubted import ruled_doubtful
from moved import with_line, with_number
from strategies import cases
from talks import line, talks


def view(case: Case, party: str) -> PartyView:
    return party_view(case, party, agreement(case).result, deadlock(case).result)


def count(case: Case) -> int:
    result = agreement(case).result
    assert isinstance(result, Funnel)
    return result.possible


def test_two_parties_reckoned_by_hand() -> None:
    alpha, beta = (view(talks(), party) for party in "ab")
    assert [(wish.issue, wish.share, wish.best, wish.fallback, wish.only) for wish in alpha.wishes] == [
        ("x", 0.75, ("p",), ("p",), True), ("y", 0.25, ("p",), ("q",), True)
    ]  # fmt: skip
    assert (alpha.possible, alpha.allowed, alpha.refuses, alpha.alone) == (1, 4, 2, 2)
    assert (beta.refuses, beta.alone) == (1, 1)
    assert (alpha.no_deal, alpha.worth) == (Band(40.0, 40.0, 40.0), Band(75.0, 75.0, 75.0))
    assert alpha.margin is not None
    assert alpha.margin.points == 35
    assert beta.levers == ()  # at 20 it refuses pp as well
    assert view(talks(red_lines=[line("c", x="q")]), "c").red_lines == ("c-red-line-1",)


def test_where_no_agreement_is_possible_the_openings_in_which_it_gives_way_are_there() -> None:
    closed = view(talks(red_lines=[line("a", y="q")]), "a")
    assert (closed.possible, closed.worth, closed.margin) == (0, None, None)
    assert all(wish.fallback == () for wish in closed.wishes)
    assert [lever.agreements for lever in closed.levers] == [1]
    assert closed.openings
    assert all("a" in {each.demand.party for each in opening.softenings} for opening in closed.openings)


def moved(case: Case, lever: Lever) -> Case:
    """The case in which what a lever names is so."""
    if lever.path is not None:
        assert lever.to is not None
        return with_number(case, lever.path, lever.to)
    variant = lever.variant and (lever.variant.never, lever.variant.unless)
    return with_line(case, lever.line, variant)


@given(cases())
@settings(max_examples=15, deadline=None)
def test_what_a_move_leaves_is_what_the_case_with_it_has(case: Case) -> None:
    signers = [party for party in case.signers() if case.interest_of(party).no_deal is not None]
    assume(signers and signers == list(case.signers()) and not case.by_rule)
    for party in signers:
        found = view(case, party)
        assert found.possible == count(case)
        for lever in found.levers[:4]:
            assert lever.complete
            assert lever.agreements > count(case)
            assert lever.agreements == count(moved(case, lever))


@pytest.mark.parametrize("seed", range(6))
def test_where_a_rule_of_consent_decides_moves_leave_what_passes(seed: int) -> None:
    case = ruled_doubtful(seed)
    for party in case.voices():
        found = party_view(case, party, agreement(case).result, None)
        assert found.possible == count(case)
        for lever in found.levers[:4]:
            assert lever.complete
            assert lever.agreements == count(moved(case, lever)) > count(case)


@given(cases())
@settings(max_examples=8, deadline=None)
def test_every_party_of_any_case_has_a_page_and_no_order_of_parties_changes_it(case: Case) -> None:
    assume(all(case.interest_of(party).no_deal is not None for party in case.signers()))
    turned = case.model_copy(update={"parties": dict(reversed(case.parties.items()))})
    for party in list(case.everyone())[:2]:
        (one, other) = (party_page(each, party=party) for each in (case, turned))
        assert one.sections
        numbers, others = dict(one.data["party"]), dict(other.data["party"])
        openings, turned_openings = numbers.pop("openings"), others.pop("openings")
        assert numbers == others
        assert sorted(each["cost"] for each in openings) == sorted(each["cost"] for each in turned_openings)


def test_the_possible_agreements_are_those_of_the_funnel() -> None:
    possible = Possible.of(talks())
    assert possible is not None
    assert [possible.space.agreement(row).options for row in possible.choices] == [{"x": "p", "y": "q"}]
    assert possible.options("x") == ("p",)
    assert len(possible.with_terms({"x": "q"}).choices) == 0
    assert possible.worth("c") == (10.0, 10.0)
    assert Possible(possible.payoff, np.zeros((0, 2), dtype=np.int16)).worth("a") is None


def test_a_signer_whose_consent_cannot_be_judged_leaves_it_open() -> None:
    silent = talks(interests={"a": {"x": {"weight": "1", "p": "1", "q": "0"}}})
    assert Possible.of(silent) is None


@pytest.mark.parametrize("party", ["a", "Alpha", "ALPHA"])
def test_a_party_is_named_short_or_at_length(party: str) -> None:
    assert party_page(talks(), party=party).title == "Alpha: party page"

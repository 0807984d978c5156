"""Which terms somebody means: a number of the list, a proposal, or terms; nothing is guessed."""

from __future__ import annotations

import pytest

from comity.agreements.space import Agreement
from comity.case.check import read_case
from comity.problem import Problems
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.meant import Meant, meant, whole
from comity.questions.agreement.objections import objections
from comity.questions.agreement.terms_words import named
from material import WASHINGTON
from talks import line, talks

PROPOSALS = {"leak": {"name": "The leaked text", "terms": {"y": "q", "x": "p"}}, "half": {"terms": {"y": "q"}}}
CASE = talks(proposals=PROPOSALS)


@pytest.mark.parametrize(
    ("given", "found", "called"),
    [
        ("1", Meant({"x": "p", "y": "q"}, number=1), "Agreement 1"),
        (1, Meant({"x": "p", "y": "q"}, number=1), "Agreement 1"),
        ("leak", Meant({"x": "p", "y": "q"}, proposal="leak"), "The proposal “The leaked text”"),
        ("the Leaked text", Meant({"x": "p", "y": "q"}, proposal="leak"), "The proposal “The leaked text”"),
        (" half ", Meant({"y": "q"}, proposal="half"), "The proposal “half”"),
        ("The Y=q", Meant({"y": "q"}), "An agreement with these terms"),
        ("y=q, x=q", Meant({"x": "q", "y": "q"}), "This agreement"),
        (Agreement({"x": "q", "y": "q"}), Meant({"x": "q", "y": "q"}), "This agreement"),
    ],
)
def test_what_is_meant(given: str | int | Agreement, found: Meant, called: str) -> None:
    assert meant(CASE, given) == found
    assert named(CASE, found.terms, found.number, found.proposal) == called


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2", "there is no agreement 2: the list has numbers 1 to 1; write one of these, or terms"),
        ("0", "there is no agreement 0: the list has numbers 1 to 1; write one of these, or terms"),
        ("leek", "this is no number of an agreement, no proposal and no terms; did you mean leak?"),
        ("x=r", "unknown option 'r' of issue x; known: p, q"),
    ],
)
def test_what_is_nothing_is_refused(given: str, said: str) -> None:
    with pytest.raises(Problems) as refused:
        meant(CASE, given)
    assert str(refused.value) == f"'{given}': error: {said}"


def test_what_may_be_two_things_is_not_guessed() -> None:
    with pytest.raises(Problems, match="1 is the number of an agreement and the name of a proposal; write its terms"):
        meant(talks(proposals={"1": {"terms": {"x": "p"}}}), "1")


def test_where_no_agreement_is_possible_none_has_a_number() -> None:
    with pytest.raises(Problems, match="there is no agreement 1: no agreement is possible, so none is listed"):
        meant(talks(red_lines=[line("a", x="p"), line("b", x="q")]), "1")


def test_numbers_are_those_of_the_list() -> None:
    case = read_case(WASHINGTON)
    left = agreement(case, show=20).result.left
    for number in (1, 7, 20, 326):
        assert meant(case, number).terms == agreement(case).result.left[number - 1].agreement.options
    assert len(left) == 326


def test_a_whole_agreement_settles_every_issue() -> None:
    assert whole(CASE, "leak") == (Agreement({"x": "p", "y": "q"}), None, "leak")
    with pytest.raises(Problems, match=r"nothing is said on x; settle every issue: .y=q, x=\.\.\."):
        whole(CASE, "half")


def test_objections_take_a_number_or_a_proposal() -> None:
    for given in ("1", 1, "leak"):
        found = objections(CASE, given)
        assert found.data["agreement"] == {"x": "p", "y": "q"}
        assert (found.data["number"], found.data["proposal"]) == ((None, "leak") if given == "leak" else (1, None))


def test_numbers_are_those_of_the_list_where_a_rule_decides() -> None:
    case = talks(consent={"at_least": 1})
    listed = [str(each.agreement) for each in agreement(case).result.left]
    assert len(listed) > 1
    for number, terms in enumerate(listed, 1):
        assert str(objections(case, number).result.agreement) == terms

"""What speaks against one agreement: equal to the judgements read one by one, and said as they say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brute import Oracle, crosses, heard, holds
from comity.case.model import Case
from comity.problem import Problems
from comity.questions.agreement.objections import objections
from comity.questions.agreement.words import OBJECTIONS_METHOD
from strategies import agreements, cases
from talks import TALKS, line, talks


@settings(max_examples=150)
@given(data=st.data(), case=cases())
def test_objections_are_what_the_judgements_say(data: st.DataObject, case: Case) -> None:
    deal = data.draw(agreements(case))
    terms = dict(deal.options)
    found = objections(case, str(deal))
    plain, named = Oracle(case), case.named_red_lines()
    assert found.data["agreement"] == terms
    assert found.data["conditions_broken"] == [
        name for name, rule in case.named_conditions().items() if holds(rule.if_, terms) and not holds(rule.then, terms)
    ]
    for row in found.data["parties"]:
        party = row["party"]
        mine = plain.worth(party, terms)
        assert row["worth"] == (float(mine) if case.interest_of(party).issues else None)
        assert row["red_lines"] == [
            name for name, each in named.items() if each.party in heard(case, party) and crosses(each, terms)
        ]
        assert row["signs"] == case.everyone()[party].signs
        if case.interest_of(party).no_deal is None:
            assert row["no_deal"] is None
            continue
        assert row["no_deal"] == float(plain.no_deal(party))
        assert row["short_by"] == pytest.approx(float(max(plain.no_deal(party) - mine, 0)), abs=1e-9)
        assert row["accepts"] == (not row["red_lines"] and mine >= plain.no_deal(party))
    refusing = [row["party"] for row in found.data["parties"] if row["signs"] and not row["accepts"]]
    possible = not refusing and not found.data["conditions_broken"]
    assert possible == (terms in plain.zopa())
    assert possible == found.answer.startswith("This agreement is possible")
    assert all(case.everyone()[party].name in found.answer for party in refusing)


@pytest.mark.parametrize(
    ("terms", "changed", "said"),
    [
        (
            "x=p, y=q",
            {},
            "This agreement is possible: it is coherent, crosses no red line and every signer prefers it to no deal.",
        ),
        ("x=q, y=q", {}, "This agreement is coherent, but Alpha would refuse it."),
        (
            "x=p, y=q",
            {"red_lines": [line("a", x="p"), line("b", y="q")]},
            "This agreement is coherent, but Alpha and Beta would refuse it.",
        ),
        (
            "x=q, y=p",
            {"conditions": [{"if": {"x": "q"}, "then": {"y": "q"}}]},
            "This agreement is not coherent: it breaks 1 condition, and Alpha would refuse it.",
        ),
        (
            "x=p, y=q",
            {"conditions": [{"if": {"x": "p"}, "then": {"y": "p"}}, {"if": {"y": "q"}, "then": {"x": "q"}}]},
            "This agreement is not coherent: it breaks 2 conditions.",
        ),
    ],
)
def test_objections_in_words(terms: str, changed: dict[str, Any], said: str) -> None:
    assert objections(talks(**changed), terms).answer == said


def test_each_party_says_what_it_objects_to_and_how_many_points_it_is_short() -> None:
    found = objections(talks(red_lines=[line("b", x="q")]), "y=p, x=q")
    assert found.tables["objections"].json()["rows"] == [
        ["Alpha", "signs", "refuses", 25.0, 40.0, 15.0, ""],
        ["Beta", "signs", "refuses", 50.0, 25.0, None, "will not sign x=q (declared)"],
        ["Gamma", "does not sign", "no view on signing", 90.0, None, None, ""],
    ]
    assert found.tables["terms"].json()["rows"] == [["The X", "Q it is"], ["The Y", "P"]]
    assert found.parameters == {"why": "x=q, y=p"}


def test_a_red_line_without_interests_is_an_objection_too() -> None:
    found = objections(talks(interests=TALKS["interests"] | {"c": {}}, red_lines=[line("c", x="p")]), "x=p, y=q")
    assert [row["red_lines"] for row in found.data["parties"] if row["party"] == "c"] == [["c-red-line-1"]]


def test_who_has_no_view_on_signing_does_not_accept() -> None:
    found = objections(talks(), "x=p, y=q")
    assert [row["accepts"] for row in found.data["parties"]] == [True, True, None]


def test_what_is_no_agreement_of_the_case_is_refused() -> None:
    with pytest.raises(Problems, match="unknown option 'r' of issue x"):
        objections(talks(), "x=r, y=p")


def test_what_is_left_out_or_supposed_is_in_force_and_said() -> None:
    case = talks(red_lines=[line("a", x="p") | {"id": "never-p"}])
    told: list[float] = []
    found = objections(case, "x=p, y=q", without=["never-p"], suppose=["b: no_deal=27"], progress=told.append)
    assert found.answer == (  # 25 is less than 27
        "Supposing “b: no_deal=27”, without “never-p” (no agreement is possible as in the file, none so). This "
        "agreement is coherent, but Beta would refuse it."
    )
    assert found.parameters == {"why": "x=p, y=q", "without": "never-p", "supposing": "b: no_deal=27"}
    assert "Not as in the file: never-p is left out." in found.caveats
    assert told == [1.0]
    assert (found.question, found.exact, found.method) == ("agreement", True, OBJECTIONS_METHOD)


def test_the_conditions_table_stands_only_where_one_is_broken() -> None:
    both = {"id": "both", "if": {"x": "q"}, "then": {"y": "q"}, "because": "said so"}
    assert list(objections(talks(conditions=[both]), "x=q, y=q").tables) == ["terms", "objections", "points"]
    found = objections(talks(conditions=[both]), "x=q, y=p")
    assert list(found.tables) == ["terms", "objections", "points", "conditions"]
    assert found.data["conditions_broken"] == ["both"]
    assert found.data["conditions_broken_count"] == 1


def test_under_a_rule_it_is_said_whether_the_agreement_passes() -> None:
    """One that the rule lets pass was told as refused, beside how many pass."""
    refused = "This agreement is coherent, but Beta would refuse it. By the case's own rule it "
    assert objections(talks(consent="any"), "x=p, y=p").answer.endswith(f": {refused}passes.")
    assert objections(talks(consent={"all": "b"}), "x=p, y=p").answer.endswith(f": {refused}does not pass.")
    assert "rule" not in objections(talks(), "x=p, y=p").answer

"""Which agreements are possible: the words, the tables and the data of the answer, and each party's objections."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brute import Oracle, crosses, heard, holds
from comity.agreements.space import Agreement
from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file
from comity.problem import Problems
from comity.questions.agreement.answer import LISTED, agreement, common_terms, objections
from strategies import agreements, cases

SITING = read_case(case_file("abdelnabi-2024"))

# Worths of pp, pq, qp, qq: 100, 75, 25, 0 to A (no deal 40); 0, 25, 50, 75 to B (no deal 20..30).
TALKS: dict[str, Any] = {
    "title": "Two issues, two parties",
    "parties": {"a": {"name": "Alpha", "signs": "yes"}, "b": {"name": "Beta", "signs": "yes"}, "c": "Gamma"},
    "issues": {
        "x": {"name": "The X", "options": {"p": "P it is", "q": "Q it is"}},
        "y": {"name": "The Y", "options": {"p": "P", "q": "Q"}},
    },
    "interests": {
        "a": {"no_deal": "40", "x": {"weight": "3", "p": "100", "q": "0"}, "y": {"weight": "1", "p": "100", "q": "0"}},
        "b": {
            "no_deal": "20..30",
            "x": {"weight": "1", "p": "0", "q": "100"},
            "y": {"weight": "1", "p": "0", "q": "50"},
        },
        "c": {"x": {"weight": "1", "p": "10", "q": "90"}},
    },
}


def talks(**changed: Any) -> Case:
    return Case.model_validate(TALKS | changed)


def line(party: str, **never: str) -> dict[str, Any]:
    return {"party": party, "never": never, "firmness": "declared"}


def test_the_answer_and_its_data() -> None:
    found = agreement(talks())
    assert found.question == "agreement"
    assert found.exact
    assert found.answer.startswith("1 of 4 possible agreements is coherent, ")
    assert found.data == {
        "stages": [
            {"name": "all", "count": 4},
            {"name": "coherent", "count": 4},
            {"name": "red_lines", "count": 4},
            {"name": "zopa", "count": 1},
        ],
        "agreements": [{"x": "p", "y": "q"}],
        "agreements_count": 1,
        "agreements_listed": 1,
        "removed": {
            "conditions": [],
            "red_lines": [],
            "no_deal": [
                {"party": "a", "name": "a", "removes": 2, "removes_alone": 2, "would_open": 2},
                {"party": "b", "name": "b", "removes": 1, "removes_alone": 1, "would_open": 1},
            ],
        },
        "zopa_at_no_deal": {"low": 1, "midpoint": 1, "high": 0},
    }
    assert list(found.tables) == ["funnel", "signers", "agreements", "others"]
    assert list(found.figures) == ["funnel"]
    assert found.parameters == {"show": 10}


def test_one_agreement_is_spoken_of_as_one() -> None:
    assert agreement(talks()).answer == (
        "1 of 4 possible agreements is coherent, crosses no red line and is worth at least no deal to every signer."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"conditions": [{"if": {"x": "p"}, "then": {"x": "q"}}, {"if": {"x": "q"}, "then": {"x": "p"}}]},
            "None of 4 possible agreements is coherent: the conditions exclude each other.",
        ),
        (
            {"red_lines": [line("a", x="p"), line("b", x="q")]},
            "There is no agreement: 4 of 4 possible agreements are coherent, but each crosses at least one red line.",
        ),
        (
            {"red_lines": [line("a", x="p")]},
            "There is no agreement: 2 of 4 possible agreements are coherent and cross no red line, but none is "
            "worth at least no deal to every signer. Alpha alone would refuse them all.",
        ),
        (
            {"red_lines": [line("a", y="q")]},
            "There is no agreement: 2 of 4 possible agreements are coherent and cross no red line, but none is "
            "worth at least no deal to every signer.",
        ),
    ],
)
def test_an_empty_stage_is_said_plainly(changed: dict[str, Any], said: str) -> None:
    found = agreement(talks(**changed))
    assert found.answer == said
    assert found.data["agreements"] == []
    assert "agreements" not in found.tables
    assert "others" not in found.tables


def test_the_tables_say_who_removes_what() -> None:
    rule = {"id": "both", "if": {"x": "q"}, "then": {"y": "q"}}
    found = agreement(talks(conditions=[rule], red_lines=[line("b", x="p", y="p"), line("c", x="q")]))
    rows = {name: table.json()["rows"] for name, table in found.tables.items()}
    assert rows["funnel"] == [
        ["all", 4, None, "", "every combination of options"],
        ["coherent", 3, 1, "75.0%", "meet every condition"],
        ["no red line crossed", 2, 1, "66.7%", "cross no red line of a signer"],
        ["worth at least no deal (ZOPA)", 1, 1, "50.0%", "every signer would rather sign than not"],
    ]
    assert rows["signers"] == [["Alpha", "40", 1, 1], ["Beta", "20..30", 0, 0]]
    assert rows["red_lines"] == [["Beta", "x=p with y=p", "declared", 1, 1, 0]]  # Gamma has no veto
    assert rows["conditions"] == [["x=q needs y=q", 1, 1, 0]]
    assert rows["others"] == [["Gamma", "does not sign", None, 10.0, 10.0]]
    assert rows["agreements"] == [[1, 35.0, 0.0]]
    assert found.tables["agreements"].columns == ("", "a", "b")
    assert found.tables["agreements"].note.startswith("Also: x=p, y=q. ")
    assert "at the low end of its range 1 agreement is left, at the high end no agreement is." in (
        found.tables["signers"].note
    )


def test_how_many_are_not_shown_is_said_and_the_data_list_them() -> None:
    found = agreement(SITING, show=5)
    table = found.tables["agreements"]
    assert len(table.rows) == 5
    assert "(5 of 12 shown)" in table.title
    assert "7 more agreements are not shown." in table.note
    assert found.data["agreements_listed"] == found.data["agreements_count"] == len(found.data["agreements"]) == 12
    worst = [min(row[1:7]) for row in table.json()["rows"]]
    assert worst == sorted(worst, reverse=True)


def test_no_more_than_a_thousand_are_listed_and_the_finding_says_so() -> None:
    easy = {"title": "Easy", "parties": {"a": {"name": "A", "signs": "yes"}}}
    easy["issues"] = {f"i{at}": {"name": "I", "options": {f"o{to}": "O" for to in range(11)}} for at in range(3)}
    easy["interests"] = {"a": {"no_deal": "0", "i0": {"weight": "1", **{f"o{to}": "1" for to in range(11)}}}}
    found = agreement(Case.model_validate(easy), show=3)
    assert (found.data["agreements_count"], found.data["agreements_listed"]) == (1331, LISTED)
    assert len(found.data["agreements"]) == LISTED
    assert "1,328 more agreements are not shown." in found.tables["agreements"].note
    assert any("A states no interest in I and I and counts as indifferent there" in each for each in found.caveats)


def test_a_judgement_that_is_a_draft_or_illustrative_is_said() -> None:
    rule = {"if": {"x": "q"}, "then": {"y": "q"}, "draft": "yes"}
    caveats = agreement(talks(illustrative="yes", conditions=[rule])).caveats
    assert "1 judgement is a draft that nobody has confirmed." in caveats
    assert "All ratings, weights and no-deal values are illustrative judgements." in caveats
    assert agreement(talks(interests={"a": TALKS["interests"]["a"], "b": TALKS["interests"]["b"]})).caveats == ()


def test_rounded_judgements_are_said_to_be_rounded() -> None:
    interests = TALKS["interests"] | {
        "a": {"no_deal": "3", "scale": "points", "x": {"p": "33.33333333333333", "q": "66.66666666666667"}}
    }
    (caveat,) = [each for each in agreement(talks(interests=interests)).caveats if "digits" in each]
    assert caveat.startswith("The judgements of Alpha have too many digits")


def test_a_space_too_large_to_look_at_gets_an_interval_and_the_words() -> None:
    issues = {f"i{at}": {"name": f"Issue {at}", "options": {"yes": "Yes", "no": "No"}} for at in range(70)}
    ratings = {issue: {"weight": "1", "yes": "100", "no": "0"} for issue in issues}
    found = agreement(
        Case.model_validate(
            {
                "title": "Large",
                "parties": {"a": {"name": "Alpha", "signs": "yes"}},
                "issues": issues,
                "interests": {"a": {"no_deal": "50", **ratings}},
                "conditions": [{"if": {"i0": "yes"}, "then": {"i1": "yes"}}],
                "red_lines": [line("a", i2="no")],
            }
        )
    )
    stages = {stage["name"]: stage for stage in found.data["stages"]}
    assert stages["all"]["count"] == 2**70
    assert stages["coherent"]["count"] == 3 * 2**68
    assert stages["red_lines"]["count"] == 3 * 2**67
    assert 0 < stages["zopa"]["low"] <= stages["zopa"]["high"] < 3 * 2**67
    assert found.data["agreements"] == []
    assert any("Nothing was sampled" in caveat for caveat in found.caveats)
    assert json.loads(found.json())["exact"] == found.exact


@settings(max_examples=60)
@given(cases())
def test_every_finding_can_be_rendered(case: Case) -> None:
    found = agreement(case, show=3)
    content = json.loads(found.json())
    assert set(content) == {"question", "answer", "exact", "method", "parameters", "caveats", "tables", "data"}
    assert [stage["name"] for stage in content["data"]["stages"]] == ["all", "coherent", "red_lines", "zopa"]
    assert content["data"] == json.loads(json.dumps(found.data))
    for name, table in content["tables"].items():
        assert set(table) == {"columns", "rows"}, name
        assert all(len(row) == len(table["columns"]) for row in table["rows"])
    assert found.answer in " ".join(found.text(400).split())


def test_common_terms() -> None:
    deals = [Agreement({"x": "p", "y": "q"}), Agreement({"x": "p", "y": "p"})]
    assert common_terms(deals) == {"x": "p"}
    assert common_terms(deals[:1]) == {"x": "p", "y": "q"}


# Objections to one agreement


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
            "This agreement is coherent, but Alpha and Beta",
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
    assert objections(talks(**changed), terms).answer.startswith(said)


def test_each_party_says_what_it_objects_to_and_how_many_points_it_is_short() -> None:
    found = objections(talks(red_lines=[line("b", x="q")]), "y=p, x=q")
    assert found.tables["objections"].json()["rows"] == [
        ["Alpha", "signs", "refuses", 25.0, 40.0, "15.0 points short of no deal"],
        ["Beta", "signs", "refuses", 50.0, 25.0, "will not sign x=q (declared)"],
        ["Gamma", "does not sign", "no view on signing", 90.0, None, ""],
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

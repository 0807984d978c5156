"""What is supposed changes the case as asked, nothing else, and never its file."""

from __future__ import annotations

from typing import Any

import pytest

from comity.agreements.suppose import supposed
from comity.case.model import Case
from comity.problem import Problems

CONTENT: dict[str, Any] = {
    "title": "x",
    "parties": {"a": {"name": "A", "signs": "yes", "members": {"m": "M"}}, "b": {"name": "B", "signs": "yes"}},
    "issues": {
        "land": {"name": "Land", "options": {"p": "p", "q": "q", "r": "r"}},
        "pledge": {"name": "Pledge", "options": {"none": "none", "full": "full"}},
    },
    "interests": {
        "a": {"no_deal": 40, "land": {"weight": 1, "p": 0, "q": 50, "r": 100}},
        "b": {"no_deal": "30..50", "land": {"weight": 1, "p": 100, "q": 50, "r": 0}},
    },
    "red_lines": [
        {"party": "a", "never": {"land": "p"}, "firmness": "preferred", "because": "said"},
        {"party": "a", "never": {"pledge": "none"}, "firmness": "constitutional"},
        {"id": "named", "party": "b", "never": {"land": "r"}, "firmness": "declared"},
    ],
    "conditions": [{"if": {"land": "q"}, "then": {"pledge": "full"}}],
}
CASE = Case.model_validate(CONTENT)


def test_red_lines_and_conditions_are_left_out_by_name_and_the_others_keep_theirs() -> None:
    changed = supposed(CASE, without=["a-red-line-1", "condition-1"])
    assert list(changed.named_red_lines()) == ["a-red-line-2", "named"]
    assert changed.conditions == ()
    assert changed.interests == CASE.interests


def test_a_red_line_is_added() -> None:
    line = supposed(CASE, suppose=["b: never land=q|r, pledge=none unless pledge = full"]).named_red_lines()[
        "supposed-1"
    ]
    assert (line.party, line.firmness) == ("b", "declared")
    assert line.never == {"land": ("q", "r"), "pledge": ("none",)}
    assert line.unless == {"pledge": ("full",)}


def test_a_red_line_is_read_otherwise_and_keeps_the_rest() -> None:
    changed = supposed(CASE, suppose=["a-red-line-1: land=p|q"]).named_red_lines()["a-red-line-1"]
    assert changed.never == {"land": ("p", "q")}
    assert (changed.party, changed.firmness, changed.because) == ("a", "preferred", "said")


def test_a_no_deal_value_is_supposed_for_a_party_and_for_a_member() -> None:
    changed = supposed(CASE, suppose=["b: no_deal=55", "m: no_deal=10..20"])
    b, m = changed.interest_of("b"), changed.interest_of("m")
    assert b.no_deal
    assert b.no_deal.words() == "55"
    assert b.issues == CASE.interest_of("b").issues
    assert m.no_deal
    assert m.no_deal.words() == "10..20"
    assert m.issues == CASE.interest_of("a").issues


@pytest.mark.parametrize("words", ["b: no deal = 55", "b: No deal=55", "b: no-deal=55"])
def test_no_deal_is_understood_as_findings_write_it(words: str) -> None:
    no_deal = supposed(CASE, suppose=[words]).interest_of("b").no_deal
    assert no_deal == supposed(CASE, suppose=["b: no_deal=55"]).interest_of("b").no_deal


def test_nothing_supposed_is_the_same_case_in_all_that_counts() -> None:
    same = supposed(CASE)
    assert list(same.named_red_lines()) == list(CASE.named_red_lines())
    assert [line.never for line in same.red_lines] == [line.never for line in CASE.red_lines]


def test_the_texts_of_sources_stay_at_hand() -> None:
    assert supposed(CASE.with_texts({"s": "text"}), without=["named"]).texts == {"s": "text"}


@pytest.mark.parametrize(
    "words",
    [
        "b", "b:", "nobody: never land=p", "b: never", "b: never unless land=p", "nobody: land=p", "b: land=x",
        "b: lnad=p", "b: land", "b: land=p unless", "b: land=p unless land=x",
        "b: no_deal=much", "named: no_deal=3", "b: no_deal=",
    ],
)  # fmt: skip
def test_what_cannot_be_supposed_is_a_problem(words: str) -> None:
    with pytest.raises(Problems):
        supposed(CASE, suppose=[words])


def test_options_of_a_party_need_the_word_never_and_those_of_a_red_line_do_not() -> None:
    """ "b: land=p" may mean that b refuses it or that it insists on it; a red line can only refuse."""
    with pytest.raises(Problems) as raised:
        supposed(CASE, suppose=["b: land=p|q unless pledge=full"])
    (problem,) = raised.value.problems
    assert problem.what == "this does not say whether b is to refuse land=p|q, or to have it"
    assert problem.fix == (
        'write "b: never land=p|q unless pledge=full" for what it refuses; to have it is to refuse every other option'
    )
    for words in ("named: land=p|q", "named: never land=p|q", "named: NEVER  land=p|q"):
        assert supposed(CASE, suppose=[words]).named_red_lines()["named"].never == {"land": ("p", "q")}


def test_what_is_supposed_is_held_against_the_file() -> None:
    once = supposed(CASE, suppose=["b: never land=p"])
    twice = supposed(once, without=["named"])
    assert CASE.as_filed is CASE
    assert once.as_filed is twice.as_filed is CASE
    assert (twice.supposed, twice.left_out) == (("b: never land=p",), ("named",))


def test_every_problem_is_named_with_the_nearest_name() -> None:
    with pytest.raises(Problems) as raised:
        supposed(CASE, without=["nmed"], suppose=["c: land=p", "b: land=s"])
    assert len(raised.value.problems) == 3
    assert any("did you mean named?" in problem.fix for problem in raised.value.problems)


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("price=>300", ("310", "320")),
        ("price>300", ("310", "320")),
        ("price >= 300", ("300", "310", "320")),
        ("price≤300", ("300",)),
        ("The price<310", ("300",)),
        ("price>310|<310", ("300", "320")),
        ("price=300..310", ("300", "310")),
    ],
)
def test_an_amount_is_compared_as_findings_write_it(words: str, refused: tuple[str, ...]) -> None:
    case = Case.model_validate(
        {
            "title": "A sale",
            "parties": {name: {"name": name, "signs": True} for name in ("a", "b")},
            "issues": {"price": {"name": "The price", "amount": {"from": 300, "to": 320, "step": 10}}},
            "interests": {name: {"no_deal": 0, "price": {"weight": 1, "300": 0, "320": 1}} for name in ("a", "b")},
        }
    )
    (line,) = supposed(case, suppose=[f"a: never {words}"]).red_lines
    assert tuple(line.never["price"]) == refused

"""What says nothing is left out of tables, and what findings say in short names is told in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from comity.case.model import Case
from comity.finding import Lines, Link, Table
from comity.papers.in_words import in_words
from comity.papers.telling import telling
from strategies import cases
from talks import TALKS, talks


def test_empty_columns_go_and_what_all_rows_share_is_said_once() -> None:
    rows = ((1, "a", "", True, None, 5), (2, "b", "", True, None, 5))
    table = Table("T", ("", "name", "nothing", "same", "none", "number"), rows, "Note.", ("x", "y"))
    told = telling(table)
    assert told == Table(
        "T", ("", "name", "number"), ((1, "a", 5), (2, "b", 5)), "Note. Same, in every row: yes.", ("x", "y")
    )


def test_a_first_column_that_names_one_thing_goes_where_words_follow() -> None:
    told = telling(Table("T", ("group", "member", "n"), (("G", "a", 1), ("G", "b", 2))))
    assert told is not None
    assert (told.columns, told.note) == (("member", "n"), "Group, in every row: G.")
    same = Table("T", ("group", "n"), (("G", 1), ("G", 2)))
    assert telling(same) == same


def test_one_row_keeps_what_it_says_and_no_row_is_no_table() -> None:
    table = Table("T", ("a", "b"), (("x", "y"),))
    assert telling(table) == table
    assert telling(Table("T", ("a", "b"), ())) is None
    assert telling(None) is None


CASE = Case.model_validate(
    {
        "title": "Talks",
        "parties": {"a": {"name": "A", "signs": "yes"}},
        "issues": {
            "land": {
                "name": "The land",
                "options": {"all": "All of it", "all-but": {"name": "Most", "short": "most land"}},
            },
            "land-2": {"name": "More land", "options": {"all": "Of that too"}},
        },
        "interests": {"a": {"no_deal": "1", "land": {"weight": "1", "all": "1", "all-but": "2"}}},
    }
)


@pytest.mark.parametrize(("short", "words"), [
    ("never land=all.", "will not accept “The land: All of it”."),
    ("land=all-but", "most land"),
    ("land=all or all-but with land-2=all", "“The land: All of it” or most land with “More land: Of that too”"),
    ("land=all, land-2=all", "“The land: All of it”, “More land: Of that too”"),
    ("land=allx and x.land=all and a=b", "land=allx and x.land=all and a=b"),
    ("land-2=all-but", "land-2=all-but"),
])  # fmt: skip
def test_terms_become_words_and_all_else_stays(short: str, words: str) -> None:
    assert in_words(CASE, short) == words


def test_comparisons_become_words_where_no_other_term_stands() -> None:
    raised = {"name": "The raise", "amount": {"from": "2", "to": "7", "step": "0.5", "unit": "%"}}
    case = talks(issues=TALKS["issues"] | {"raise": raised})
    assert in_words(case, "the red line on raise<3.5") == "the red line on “The raise: less than 3.5%”"
    assert in_words(case, "raise>=6") == "“The raise: at least 6%”"
    assert in_words(case, "a rise<3.5") == "a rise<3.5"


def test_every_part_of_a_table_is_told_in_words() -> None:
    table = Table(
        "T land=all", ("land=all",), (("land=all",), (Link("land=all", "x"),), (Lines(("land=all",)),)), "land=all"
    )
    said = "“The land: All of it”"
    assert in_words(CASE, table) == Table(
        f"T {said}", (said,), ((said,), (Link(said, "x"),), (Lines((said,)),)), said
    )  # fmt: skip


@settings(max_examples=40)
@given(cases())
def test_no_term_of_any_case_is_left(case: Case) -> None:
    terms = [f"{name}={option}" for name, issue in case.issues.items() for option in issue.options]
    said = in_words(case, f"It has {', '.join(terms)}.")
    assert "=" not in said
    for issue in case.issues.values():
        assert all(f"“{issue.name}: {option.name}”" in said for option in issue.options.values())

"""Problems say where, what and how to mend it; the nearest name is offered."""

from __future__ import annotations

import time
from difflib import SequenceMatcher, get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.problem import MOST, Place, Problem, Problems, closest, first, nearest


def test_a_problem_reads_as_editors_and_compilers_write_them() -> None:
    place = Place("case.yaml", 3, 7)
    assert str(Problem(place, "unknown option 'donbass'", "did you mean donbas?")) == (
        "case.yaml:3:7: error: unknown option 'donbass'; did you mean donbas?"
    )
    assert str(Problem(place, "no party signs", severity="warning")) == "case.yaml:3:7: warning: no party signs"
    assert str(Problem(Place("case.yaml"), "the file is empty")) == "case.yaml: error: the file is empty"


def test_problems_come_in_the_order_of_the_file_and_once_each() -> None:
    late, early = Problem(Place("f", 10, 1), "b"), Problem(Place("f", 9, 4), "z")
    whole = Problem(Place("f"), "y")
    raised = Problems([late, early, late, whole])
    assert raised.problems == (whole, early, late)
    assert str(raised) == "f: error: y\nf:9:4: error: z\nf:10:1: error: b"


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("donbass", ["restored", "donbas"], "did you mean donbas?"),
        ("Article5", ["none", "article5"], "did you mean article5?"),
        ("ARTICLE5", ["none", "article5"], "did you mean article5?"),
        ("Rusia", ["ukraine", "russia", "usa"], "did you mean russia?"),
        ("zzz", ["restored", "donbas"], "known: restored, donbas"),
        (
            "zzz",
            [f"option-{at}" for at in range(13)],
            "known: " + ", ".join(f"option-{at}" for at in range(12)) + ", ...",
        ),
        ("zzz", [], ""),
        ("", ["a"], "known: a"),
    ],
)
def test_the_nearest_name(word: str, known: list[str], said: str) -> None:
    assert nearest(word, known) == said


def test_what_is_said_of_a_name_over_several_lines_is_one_line() -> None:
    assert (
        Problem(Place("f", 1, 1), "'weight\n\n 3': must be a number", "write\r\n3").what
        == "'weight 3': must be a number"
    )
    assert Problem(Place("f", 1, 1), "odd", "write\r\n3").fix == "write 3"


def alike(name: str, word: str) -> float:
    """How alike a name and a word are when capitals do not count."""
    return SequenceMatcher(None, name.lower(), word.lower()).ratio()


WORDS = st.text("abAB-1", min_size=1, max_size=8)


@given(WORDS, st.lists(WORDS, max_size=12))
def test_the_closest_name_is_that_of_difflib(word: str, known: list[str]) -> None:
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    lowered = {name.lower(): name for name in known}
    folded = [lowered[match] for match in get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)]
    if not close or (folded and not word.islower() and alike(folded[0], word) > alike(close[0], word)):
        close = folded
    assert closest(word, known) == (close[0] if close else None)


def test_many_misspelt_names_among_many_cost_little() -> None:
    names = [f"issue-{at:03}-{('water', 'land', 'money')[at % 3]}" for at in range(600)]
    start = time.process_time()
    found = [closest(name.replace("issue", "isue") + "x", names) for name in names]
    assert found == names
    assert time.process_time() - start < 6  # a tenth of it on an idle machine; difflib alone takes 12


def test_a_name_of_any_length_costs_nothing() -> None:
    assert closest("x" * 1_000_000, ["x" * 1_000_000, "y"]) is None
    assert nearest("x" * 1_000_000, ["y"]) == "known: y"


def problems(number: int, severity: str = "error") -> list[Problem]:
    return [Problem(Place("f", at + 1, 1), "odd", severity=severity) for at in range(number)]  # type: ignore[arg-type]


def test_the_first_problems_are_told_and_how_many_more_there_are() -> None:
    assert first(problems(MOST)) == tuple(problems(MOST))
    told = first(problems(5000))
    assert told[:-1] == tuple(problems(MOST))
    assert str(told[-1]) == (
        f"f:{MOST + 1}:1: error: from here on, {5000 - MOST:,} more problems are not shown; "
        "mend these first, then check again"
    )
    assert first(told) == told


def test_warnings_give_way_to_errors() -> None:
    late = Problem(Place("f", 9000, 1), "wrong")
    told = first([*problems(5000, "warning"), late])
    assert late in told
    assert [each.severity for each in told].count("error") == 1
    assert len(told) == MOST + 1


def test_problems_that_are_raised_are_no_more_than_are_told() -> None:
    assert len(Problems(problems(5000)).problems) == MOST + 1


def test_a_sentence_ends_with_one_mark() -> None:
    place = Place("--suppose")
    assert Problem(place, "unknown party 'rusia'", nearest("rusia", ["russia"])).sentence == (
        "unknown party 'rusia'; did you mean russia?"
    )
    assert Problem(place, "it is too small", "write 1 or more").sentence == "it is too small; write 1 or more."

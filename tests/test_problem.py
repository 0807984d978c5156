"""Problems say where, what and how to mend it; the nearest name is offered."""

from __future__ import annotations

import pytest

from comity.problem import Place, Problem, Problems, nearest


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

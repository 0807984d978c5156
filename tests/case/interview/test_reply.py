"""What an answer means, by its kind; what is not understood is told with the nearest fix."""

from __future__ import annotations

import pytest

from comity.case.interview.prompt import Choice, Prompt
from comity.case.interview.reply import understood
from comity.problem import Problems

SHARES = (Choice("even", "half to each village"), Choice("people", "by inhabitants"), Choice("3", "a third"))


def prompt(kind: str, most: float = 100.0) -> Prompt:
    return Prompt(("topic",), "Heading", "Asked?", "Help.", kind, SHARES, most)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "given", "meant"),
    [
        ("words", "  The   well ", ("The well",)),
        ("date", "2025-08-18", ("2025-08-18",)),
        ("yes or no", "Yes", ("yes",)),
        ("yes or no", "n", ("no",)),
        ("choice", "1", ("even",)),
        ("choice", "2.", ("people",)),
        ("choice", "#3", ("3",)),
        ("choice", "EVEN", ("even",)),
        ("choice", "By  inhabitants", ("people",)),
        ("order", "2, 1, 3", ("people", "even", "3")),
        ("order", "2 1 3", ("people", "even", "3")),
        ("order", "people > even > a third", ("people", "even", "3")),
        ("order", "by inhabitants; half to each village; a third", ("people", "even", "3")),
        ("order", "=", ()),
        ("order", "all equal", ()),
        ("number", "60", ("60",)),
        ("number", "62.5", ("62.5",)),
        ("number", "55..70", ("55..70",)),
        ("number", "55 - 70", ("55..70",)),
        ("number", "55–70", ("55..70",)),
        ("number", "55 to 70", ("55..70",)),
        ("number", "60..60", ("60",)),
        ("number", "0", ("0",)),
        ("number", "100", ("100",)),
    ],
)
def test_an_answer_is_understood(kind: str, given: str, meant: tuple[str, ...]) -> None:
    assert understood(prompt(kind), given) == meant


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("words", "  ", "this one is needed; ? says what is meant"),
        ("words", "a\x1b[2Jb", "this holds characters that cannot be shown; type it again without them"),
        ("words", "a" * 2001, "this has 2,001 letters; say it in 2,000 or fewer"),
        ("date", "18.8.2025", "“18.8.2025” is no date; write it as 2025-08-18"),
        ("date", "2025-02-30", "“2025-02-30” is no date; write it as 2025-08-18"),
        ("yes or no", "perhaps", "“perhaps” is neither yes nor no; type yes or no"),
        ("choice", "7", "there is no number 7; type a number from 1 to 3"),
        ("choice", "0", "there is no number 0; type a number from 1 to 3"),
        ("choice", "by inhabitant", "“by inhabitant” is none of these; did you mean by inhabitants?"),
        ("choice", "xyz", "“xyz” is none of these; type a number from 1 to 3"),
        ("order", "1, 2", "missing: a third; name each once, the most important first, with commas between"),
        ("order", "1, 2, 2", "named twice: by inhabitants; name each once"),
        ("order", "1, 2, evn", "“evn” is none of these; did you mean even?"),
        ("number", "about 60", "“about 60” is no number; type a number from 0 to 100, such as 60, or a range, such as"),
        ("number", "60%", "“60%” is no number; type 60"),
        ("number", "62,5", "“62,5” is no number; type 62.5"),
        ("number", "55,70", "“55,70” is no number; type a range as 50..70"),
        ("number", "70..55", "the range 70..55 runs backwards; type 55..70"),
        ("number", "101", "101 is more than 100; type at most 100, or < to go back and change what came before"),
        ("number", "90..101", "101 is more than 100; type at most 100"),
        ("number", "-5", "“-5” is no number; type a number from 0 to 100"),
    ],
)
def test_an_answer_that_is_not_understood_is_told_the_nearest_fix(kind: str, given: str, said: str) -> None:
    with pytest.raises(Problems) as raised:
        understood(prompt(kind), given)
    assert f"your answer: error: {said}" in str(raised.value)


def test_a_number_that_is_also_a_name_is_not_guessed() -> None:
    choices = (Choice("2", "two"), Choice("1", "one"))
    asked = Prompt(("topic",), "", "", "", "choice", choices)
    with pytest.raises(Problems, match="may be number 1 of the list, two, or what is called so; type #1 for the first"):
        understood(asked, "1")
    assert understood(asked, "#1") == ("2",)
    assert understood(asked, "#2") == ("1",)


def test_a_limit_of_its_own_is_kept() -> None:
    assert understood(prompt("number", most=40), "40") == ("40",)
    with pytest.raises(Problems, match="41 is more than 40; type at most 40"):
        understood(prompt("number", most=40), "30..41")


def test_every_problem_of_an_order_is_told_at_once() -> None:
    with pytest.raises(Problems) as raised:
        understood(prompt("order"), "9, 1, 1")
    assert len(raised.value.problems) == 2

"""What may be asked, as a form: what was typed is kept, taken as the question takes it, or refused beside its field."""

from __future__ import annotations

import pytest

from comity.problem import Problems
from comity.questions import QUESTIONS, registered
from comity.questions.question import Option
from comity.web import asking

SHOW = Option("show", "How many agreements to show.", int, default=10, least=1, label="Agreements shown")
TARGET = Option("target", "With at least this chance.", float, default=0.5)
OVER = Option("over", "Among which.", default="zopa", choices=("zopa", "coherent"), said=("preferred", "coherent"))
MANY = Option("agreements", "Look at this one; repeatable.", flag="--agreement", metavar="TERMS", many=True)
WHY = Option("why", "What speaks against it.", metavar="AGREEMENT", alone=("show",), label="Against")
AXES = Option("axes", "The two signers.", metavar="PARTY PARTY", values=2)
PACKAGES = Option("packages", "Also packages.", bool, default=False)
ALL = (SHOW, TARGET, OVER, MANY, WHY, AXES, PACKAGES)
KNOWN = asking.Known((asking.Choice("ukraine", "Ukraine"),), (asking.Choice("A", "A: frozen"),))


def taken(*sent: tuple[str, str]) -> dict[str, object]:
    return asking.options_of(ALL, asking.typed(ALL, sent))


def refused(*sent: tuple[str, str]) -> dict[str, str]:
    typed = asking.typed(ALL, sent)
    with pytest.raises(Problems) as wrong:
        asking.options_of(ALL, typed)
    told = asking.fields(ALL, typed, KNOWN, wrong.value.problems)
    return {field.name: field.problem for field in told if field.problem}


def test_what_is_not_said_is_as_usual() -> None:
    as_usual = {"show": 10, "target": 0.5, "over": "zopa", "agreements": (), "why": None, "axes": None}
    assert taken() == {**as_usual, "packages": False}
    assert taken(("show", " "), ("axes", ""), ("axes", ""), ("else", "x")) == taken()


def test_what_is_said_is_taken_as_the_question_takes_it() -> None:
    told = taken(
        ("show", "1,000"),
        ("target", ".25"),
        ("over", "coherent"),
        ("agreements", "A"),
        ("agreements", " a=b, c=d \n\n2"),
        ("axes", "ukraine"),
        ("axes", "russia"),
        ("packages", "yes"),
    )
    assert told["show"] == 1000
    assert told["target"] == 0.25
    assert told["over"] == "coherent"
    assert told["agreements"] == ("A", "a=b, c=d", "2")
    assert told["axes"] == ("ukraine", "russia")
    assert told["packages"] is True


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("show", "many", "'many' is not a whole number; write a whole number, as 10"),
        ("show", "1.5", "'1.5' is not a whole number; write a whole number, as 10"),
        ("show", "0", "0 is too small; write 1 or more"),
        ("show", "9" * 30, f"'{'9' * 30}' is too large; write at most 1,000,000,000"),
        ("show", "9" * 5000, "is not a whole number"),
        ("target", "nan", "'nan' is too large"),
        ("target", "half", "'half' is not a number; write a number, as 0.5"),
        ("over", "zop", "'zop' is none of the choices; did you mean zopa?"),
        ("axes", "ukraine", "2 are needed, and 1 given"),
    ],
)
def test_what_cannot_be_taken_is_refused_beside_its_field(name: str, value: str, said: str) -> None:
    problems = refused((name, value))
    assert list(problems) == [name]
    assert said in problems[name]
    kept = next(field for field in asking.fields(ALL, {name: (value,)}, KNOWN) if field.name == name)
    assert kept.value == (value,)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert list(refused(("show", "x"), ("target", "y"), ("why", "A"))) == ["show", "target"]


def test_what_says_nothing_beside_another_one_is_refused() -> None:
    assert refused(("why", "A"), ("show", "5")) == {
        "show": "this says nothing beside “Against”; leave one of them as it was"
    }
    assert taken(("why", "A"), ("show", "10"))["why"] == "A"  # a form sends what is usual as well


def test_an_address_keeps_what_is_not_as_usual() -> None:
    typed = asking.typed(ALL, [("show", "10"), ("why", "a=b, c"), ("axes", "x"), ("axes", "y")])
    assert asking.address(typed) == "?why=a%3Db%2C+c&axes=x&axes=y"
    assert asking.address(asking.typed(ALL, [("show", "10"), ("over", "zopa")])) == ""


def test_what_says_something_of_conflicts_alone_is_not_asked_of_a_case() -> None:
    state = Option("status_quo", "Where a conflict stands.", metavar="STATE")
    assert asking.fields((state,), {}, KNOWN) == []
    assert asking.typed((state,), [("status_quo", "YN")]) == {}
    assert asking.options_of((state,), {}) == {"status_quo": None}


def test_a_problem_that_names_no_field_is_told_apart() -> None:
    from comity.problem import Place, Problem

    problems = [Problem(Place("--agreement"), "no terms", "write some"), Problem(Place("'H'"), "no such letter")]
    assert asking.unplaced(ALL, problems) == ["no such letter."]
    field = next(field for field in asking.fields(ALL, {}, KNOWN, problems) if field.name == "agreements")
    assert field.problem == "no terms; write some"


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_makes_a_form_in_words(name: str) -> None:
    question = registered(name)
    told = asking.fields(question.options, {}, KNOWN)
    of_cases = [option.name for option in question.options if option.metavar != "STATE"]
    assert [field.name for field in told] == of_cases
    for field in told:
        assert "--" not in field.hint
        assert "repeatable" not in field.hint
        assert field.label[0].isupper()
    asked = asking.options_of(question.options, {})
    assert asked == {option.name: () if option.many else option.default for option in question.options}


def test_fields_are_of_the_kind_of_what_they_take() -> None:
    kinds = {field.name: field.kind for field in asking.fields(ALL, {}, KNOWN)}
    assert kinds == {
        "show": "text",
        "target": "text",
        "over": "select",
        "agreements": "agreements",
        "why": "agreement",
        "axes": "pair",
        "packages": "tick",
    }
    several = next(field for field in asking.fields(ALL, {"agreements": ("A", "x=y")}, KNOWN) if field.choices)
    assert several.choices == tuple(map(asking.Choice, OVER.choices, OVER.said))
    held = next(
        field for field in asking.fields(ALL, {"agreements": ("A", "x=y")}, KNOWN) if field.name == "agreements"
    )
    assert held.rest == ("x=y",)

"""Arguments that make no sense are problems, each with its name and its mend, and never an error from inside."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import comity
from comity.agreements.elimination import Limits
from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed
from comity.problem import Problem, Problems
from comity.questions.deadlock.demands import Prices
from talks import talks

CASE = talks()
DEAL = Agreement({"x": "p", "y": "q"})
DEAL_IN_WORDS = "x=p, y=q"

ALL: dict[str, Callable[..., Any]] = {
    "agreement": comity.agreement,
    "objections": lambda case, **asked: comity.objections(case, **{"terms": DEAL_IN_WORDS, **asked}),
    "frontier": comity.frontier,
    "bargaining": comity.bargaining,
    "deadlock": comity.deadlock,
    "what_it_takes": lambda case, **asked: comity.what_it_takes(case, **{"wanted": DEAL_IN_WORDS, **asked}),
    "durability": comity.durability,
    "brief": comity.brief,
}

READ = "give what comity.read_case(...) returns"
NO_CASE: tuple[tuple[Any, str], ...] = (
    ("talks.yaml", "case is text, no Case; read it first: comity.read_case('talks.yaml')"),
    (Path("talks.yaml"), "case is a path, no Case; read it first: comity.read_case('talks.yaml')"),
    (None, f"case is None, no Case; {READ}"),
    ({"title": "x"}, f"case is a dict, no Case; {READ}"),
    (7, f"case is 7, no Case; {READ}"),
)

FUNCTION = "give a function"
HOLDS = {"without": "give the name of a red line or condition", "suppose": 'give words such as "party: no_deal=30..45"'}
SHARED: tuple[tuple[str, Any, str], ...] = (
    *((name, "a: x", f"{name} is one text, 'a: x', no list; put it in a list: {name}=[...]") for name in HOLDS),
    *((name, None, f"{name} is None, no list; put it in a list: {name}=[...]") for name in HOLDS),
    *((name, b"a", f"{name} is a bytes, no list; put it in a list: {name}=[...]") for name in HOLDS),
    *((name, {"a": 1}, f"{name} is a dict, no list; put it in a list: {name}=[...]") for name in HOLDS),
    *((name, [3], f"{name} holds 3, no text; {mend}") for name, mend in HOLDS.items()),
    *((name, (None,), f"{name} holds None, no text; {mend}") for name, mend in HOLDS.items()),
    ("progress", True, f"progress is True, no function; {FUNCTION}"),
    ("progress", "yes", f"progress is 'yes', no function; {FUNCTION}"),
    ("progress", [], f"progress is a list, no function; {FUNCTION}"),
)

NONE_WHOLE: tuple[Any, ...] = (1.5, 5.0, True, math.nan, math.inf, None, "ten", [3])
SHOWN = ("1.5", "5.0", "True", "nan", "inf", "None", "'ten'", "a list")


def none_whole(name: str, mend: str) -> tuple[tuple[str, Any, str], ...]:
    return tuple(
        (name, given, f"{name} is {shown}, no whole number; {mend}")
        for given, shown in zip(NONE_WHOLE, SHOWN, strict=True)
    )


TERMS = 'write "issue=option, ..."'
CHANCE = "write a number between 0 and 1, both excluded"
TWO = 'name two signers: axes=("...", "...")'
LIMIT = "write a number, 0 or more"
ABOVE = "write a number above 0"

OWN: dict[str, tuple[tuple[str, Any, str], ...]] = {
    "agreement": (
        *none_whole("show", "show 0 or more"),
        ("show", -1, "cannot show -1 agreements; show 0 or more"),
        ("count", 0, "count is 0; write a whole number, 1 or more"),
        ("count", 1.5, "count is 1.5, no whole number; write a whole number, 1 or more"),
    ),
    "objections": (
        ("terms", None, f"terms is None, no terms; {TERMS}"),
        ("terms", {"x": "p"}, f"terms is a dict, no terms; {TERMS}"),
        ("terms", 3.5, f"terms is 3.5, no terms; {TERMS}"),
    ),
    "frontier": (
        *none_whole("show", "show 0 or more"),
        ("show", -1, "cannot show -1 points; show 0 or more"),
        ("over", None, "unknown set of agreements 'None'; known: zopa, coherent"),
        ("axes", "a", f"axes is one text, 'a', no list; {TWO}"),
        ("axes", 3, f"axes is 3, no list; {TWO}"),
        ("axes", {"a", "b"}, f"axes is a set, without an order; {TWO}"),
        ("axes", (), "a scatter has two axes; name two signers"),
        ("axes", ("a",), "a scatter has two axes; name two signers"),
        ("axes", ("a", "a"), "a scatter has two axes; name two signers"),
        ("axes", ("a", "b", "a"), "a scatter has two axes; name two signers"),
        ("axes", ("a", 3), "axes holds 3, no text; give the name of a signer"),
        ("axes", ("a", "c"), "'c' does not sign; known: a, b"),
        ("limits", 3, "limits is 3, no Limits; write limits=Limits(...)"),
    ),
    "bargaining": (
        ("limits", 3, "limits is 3, no Limits; write limits=Limits(...)"),
        ("weights", 2, 'weights is 2, no mapping; write weights={"party": number, ...}'),
        ("weights", [("a", 2)], 'weights is a list, no mapping; write weights={"party": number, ...}'),
        ("weights", {"a": "2"}, f"the weight of a is '2', no number; {ABOVE}"),
        ("weights", {"a": None}, f"the weight of a is None, no number; {ABOVE}"),
        ("weights", {"a": True}, f"the weight of a is True, no number; {ABOVE}"),
        ("weights", {"a": 10**400}, f"the weight of a is an int, no number; {ABOVE}"),
        ("weights", {"a": 0}, f"the weight 0 of a is not a number above 0; {ABOVE}"),
        ("weights", {"a": math.nan}, f"the weight nan of a is not a number above 0; {ABOVE}"),
        ("weights", {3: 1.0}, "3 is no name of a party; write the name of a signer"),
        ("weights", {"c": 1.0}, "'c' does not sign; known: a, b"),
    ),
    "deadlock": (
        *none_whole("show", "write a whole number, 0 or more"),
        ("show", -1, "show is -1; write a whole number, 0 or more"),
        *none_whole("work", "write a whole number, 0 or more"),
        ("work", -1, "work is -1; write a whole number, 0 or more"),
        ("seconds", -0.5, f"-0.5 seconds are no limit; {LIMIT}"),
        ("seconds", math.nan, f"nan seconds are no limit; {LIMIT}"),
        ("seconds", math.inf, f"inf seconds are no limit; {LIMIT}"),
        ("seconds", "9", f"seconds is '9', no number; {LIMIT}"),
        ("seconds", True, f"seconds is True, no number; {LIMIT}"),
        ("prices", {"declared": 3}, "prices is a dict, no Prices; write prices=Prices(...)"),
    ),
    "what_it_takes": (
        ("wanted", None, f"wanted is None, no terms; {TERMS}"),
        ("wanted", ["x=p"], f"wanted is a list, no terms; {TERMS}"),
        ("prices", 3, "prices is 3, no Prices; write prices=Prices(...)"),
    ),
    "durability": (
        *none_whole("draws", "write a whole number, 20 or more"),
        ("draws", 19, "draws must be at least 20, or there is no band; write a whole number, 20 or more"),
        (
            "draws",
            10**9,
            "draws must be at most 100,000, or they take more memory than there is; write a whole number, 20 or more",
        ),
        *none_whole("seed", "write a whole number, 0 or more"),
        ("seed", -1, "seed must be 0 or more; write a whole number, 0 or more"),
        *none_whole("year", "write a whole number, 1 to 40"),
        ("year", 0, "year must be 1 to 40; write a whole number, 1 to 40"),
        ("year", 41, "year must be 1 to 40; write a whole number, 1 to 40"),
        *none_whole("show", "write a whole number, 1 or more"),
        ("show", 0, "show must be at least 1; write a whole number, 1 or more"),
        ("target", 0, f"target must lie between 0 and 1; {CHANCE}"),
        ("target", 1, f"target must lie between 0 and 1; {CHANCE}"),
        ("target", math.nan, f"target must lie between 0 and 1; {CHANCE}"),
        ("target", "0.5", f"target is '0.5', no number; {CHANCE}"),
        ("target", None, f"target is None, no number; {CHANCE}"),
        ("target", True, f"target is True, no number; {CHANCE}"),
        ("agreements", "x=p", "agreements is one text, 'x=p', no list; put it in a list: agreements=[...]"),
        ("agreements", DEAL, "agreements is one agreement, no list; put it in a list: agreements=[...]"),
        ("agreements", 3, "agreements is 3, no list; put it in a list: agreements=[...]"),
        (
            "agreements",
            [DEAL, {"x": "p"}],
            'agreements holds a dict, no text; give an agreement as "issue=option, ..."',
        ),
    ),
    "brief": (),
}

TABLE = [
    *((name, "case", given, said) for name in ALL for given, said in NO_CASE),
    *((name, argument, given, said) for name in ALL for argument, given, said in SHARED),
    *((name, argument, given, said) for name, rows in OWN.items() for argument, given, said in rows),
]


def refused(name: str, **asked: Any) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        ALL[name](asked.pop("case", CASE), **asked)
    return caught.value.problems


@pytest.mark.parametrize(("name", "argument", "given", "said"), TABLE)
def test_a_wrong_argument_is_a_problem(name: str, argument: str, given: Any, said: str) -> None:
    assert [str(problem) for problem in refused(name, **{argument: given})] == [f"{argument}: error: {said}"]


@pytest.mark.parametrize("name", ALL)
def test_all_that_is_wrong_is_told_at_once(name: str) -> None:
    asked = {argument: given for argument, given, _ in reversed(OWN[name])}
    told = refused(name, case="talks.yaml", without="w", suppose="s", progress=3, **asked)
    assert {str(problem.place) for problem in told} == {"case", "without", "suppose", "progress", *asked}
    assert all(problem.fix for problem in told)


GOOD: dict[str, tuple[dict[str, Any], ...]] = {
    "agreement": ({"show": 0}, {"show": np.int64(3)}, {"count": np.int64(2)}),
    "objections": ({"terms": DEAL}, {"terms": DEAL_IN_WORDS}),
    "frontier": ({"show": 0, "axes": ("a", "b")}, {"axes": ["b", "a"], "limits": Limits(held=100, looked_at=1000)}),
    "bargaining": (
        {"limits": Limits(looked_at=1)},
        {"weights": {}},
        {"weights": {"a": 2, "b": 0.5}},
        {"weights": {"a": np.float64(2)}},
    ),
    "deadlock": (
        {"show": 0, "work": 0, "seconds": 0},
        {"work": np.int64(9), "seconds": Fraction(1, 2)},
        {"seconds": 9.5, "prices": Prices(declared=2)},
    ),
    "what_it_takes": ({"wanted": DEAL, "prices": Prices()}, {"wanted": "x=p"}, {"wanted": Agreement({"x": "p"})}),
    "durability": (
        {"agreements": [DEAL, DEAL_IN_WORDS], "draws": 20, "year": 40, "show": 1},
        {"target": 0.01, "seed": 1},
        {"target": Fraction(1, 2)},
    ),
    "brief": ({},),
}


@pytest.mark.parametrize(("name", "asked"), [(name, asked) for name, every in GOOD.items() for asked in every])
def test_what_makes_sense_is_answered(name: str, asked: dict[str, Any]) -> None:
    told: list[float] = []
    assert ALL[name](CASE, without=(), suppose=["a: no_deal=30..45"], progress=told.append, **asked)


def test_numbers_of_other_libraries_can_be_written_down() -> None:
    ford = comity.read_case(Path(__file__).parents[2] / "docs" / "theory" / "ford.yaml")
    whole = {"draws": np.int64(20), "seed": np.int64(1), "year": np.int64(5), "show": np.int64(1)}
    found = comity.durability(ford, agreements=None, target=Fraction(1, 2), **whole)  # type: ignore[arg-type]
    assert found.json() == comity.durability(ford, draws=20, seed=1, year=5, show=1, target=0.5).json()
    weighed = comity.bargaining(CASE, weights={"a": Fraction(1, 2), "b": np.float32(2)})  # type: ignore[dict-item]
    assert weighed.json() == comity.bargaining(CASE, weights={"a": 0.5, "b": 2.0}).json()
    assert comity.agreement(CASE, show=np.int64(3)).json() == comity.agreement(CASE, show=3).json()  # type: ignore[arg-type]
    assert comity.frontier(CASE, show=np.int64(3)).json() == comity.frontier(CASE, show=3).json()  # type: ignore[arg-type]
    limited = comity.deadlock(CASE, work=np.int64(99), seconds=Fraction(9))  # type: ignore[arg-type]
    assert limited.json() == comity.deadlock(CASE, work=99, seconds=9.0).json()


def test_an_agreement_says_what_its_words_say() -> None:
    assert comity.objections(CASE, DEAL).data == comity.objections(CASE, DEAL_IN_WORDS).data
    wanted = comity.what_it_takes(CASE, DEAL)
    assert wanted.data == comity.what_it_takes(CASE, DEAL_IN_WORDS).data
    assert wanted.parameters["for"] == DEAL_IN_WORDS


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("60..40", "the range 60..40 runs backwards; write 40..60"),
        ("1e12", "1e12 is too large to be meant; write a number or 30..45"),
        ("much", "'much' is no number or range; write a number or 30..45"),
        ("", "'' is no number or range; write a number or 30..45"),
    ],
)
def test_a_no_deal_value_that_is_none_says_why(value: str, said: str) -> None:
    with pytest.raises(Problems) as caught:
        supposed(CASE, suppose=[f"a: no_deal={value}"])
    assert str(caught.value) == f"'a: no_deal={value}': error: {said}"


@pytest.mark.parametrize(
    ("given", "shown"),
    [("x", "'x'"), (None, "None"), ([1], "a list"), (math.nan, "nan"), (math.inf, "inf"), (0, "0"), (1.5, "1.5"),
     (False, "False"), (True, "True")],
)  # fmt: skip
def test_what_is_no_price_is_refused_in_words(given: Any, shown: str) -> None:
    with pytest.raises(Problems) as caught:
        Prices(preferred=given, no_deal=given)
    assert {str(problem) for problem in caught.value.problems} == {
        f"prices: error: the price of {name} is {shown}; a price is a whole number above 0"
        for name in ("preferred", "no_deal")
    }


@pytest.mark.parametrize(("given", "shown"), [("x", "'x'"), (None, "None"), (math.nan, "nan"), (0, "0"), (101, "101")])
def test_what_is_no_step_of_points_is_refused_in_words(given: Any, shown: str) -> None:
    with pytest.raises(Problems, match=f"prices: error: a step of {shown} points; give points above 0, up to 100$"):
        Prices(points=given)


@pytest.mark.parametrize("given", ["x", None, math.nan, math.inf, -1, 1e308, True])
def test_what_is_no_multiple_of_the_work_is_refused_in_words(given: Any) -> None:
    with pytest.raises(Problems, match=r"work: error: .* times the work is no limit; write a number from 0 to 1,0"):
        Limits().times(given)
    assert Limits().times(0.5).looked_at == Limits().looked_at // 2

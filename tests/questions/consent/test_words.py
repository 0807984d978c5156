"""What is said of who must say yes, on both sides of every turn of a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.agreements.space import Agreement
from comity.finding import Band
from comity.questions.consent import words
from comity.questions.consent.coalitions import Coalitions, Reach
from comity.questions.consent.groups import Held, Refuser
from comity.questions.consent.home import Effect, Hands, Home
from comity.questions.consent.result import Consented, Pick
from talks import TALKS, talks

CASE = talks(parties=TALKS["parties"] | {"a": {"name": "Alpha", "signs": "yes", "members": {"m": "Mu", "n": "Nu"}}})
FIRST = "2 of 4 coherent agreements pass by the rule, the yes of all who sign."
NOBODY_WITHOUT = "If either signer were left out, the other alone could make no agreement."


def result(passing: int = 2, coherent: int = 4, b_without_a: int = 0, **more: object) -> Consented:
    without = {"a": Reach(("b",), b_without_a), "b": Reach(("a",), 0)}
    made = Coalitions(coherent, passing, {}, (Reach(("a", "b"), passing),), without)
    return replace(Consented(("a", "b"), made), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (result(), f"{FIRST} {NOBODY_WITHOUT}"),
        (result(passing=1),
         f"1 of 4 coherent agreements passes by the rule, the yes of all who sign. {NOBODY_WITHOUT}"),
        (result(passing=0, coherent=1),
         f"None of 1 coherent agreement pass by the rule, the yes of all who sign. {NOBODY_WITHOUT}"),
        (result(b_without_a=3),
         f"{FIRST} If one signer were left out, the other alone could make some: without Alpha 3."),
        (Consented((), None), "Nobody's yes is needed: no party signs."),
        (Consented(("a",), None), words.TOO_MANY),
    ],
)  # fmt: skip
def test_who_could_do_without_whom(found: Consented, said: str) -> None:
    assert words.answer(CASE, found) == said


def test_who_would_be_asked_is_said_of_all_others_and_of_a_few_alone() -> None:
    parties = TALKS["parties"] | {name: {"name": name.title(), "signs": "yes"} for name in ("dee", "elm")}
    case, signers = talks(parties=parties), ("a", "b", "dee", "elm")
    sets = (Reach(("a", "b"), 7), Reach(("a", "elm"), 2))

    def said(able: dict[str, int], small: tuple[Reach, ...]) -> str:
        without = {out: Reach(tuple(each for each in signers if each != out), able.get(out, 0)) for out in signers}
        return words.answer(case, Consented(signers, Coalitions(9, 3, {}, small, without)))

    first = "3 of 9 coherent agreements pass by the rule, the yes of all who sign."
    assert said({}, sets[:1]) == (
        f"{first} If any one signer were left out and all the others had to say yes, they could make no agreement. If "
        "only Alpha and Beta had to say yes, and no other signer were asked, they could make 7."
    )
    assert said({"dee": 4, "elm": 1}, sets) == (
        f"{first} If one signer were left out and all the others had to say yes, they could make some: without Dee 4 "
        "and without Elm 1. If only Alpha and Beta had to say yes, and no other signer were asked, they could make 7; "
        "other small sets of parties could make some as well."
    )
    assert said({}, ()) == (
        f"{first} If any one signer were left out and all the others had to say yes, they could make no agreement."
    )


@pytest.mark.parametrize(
    ("holds", "alone", "passing", "said"),
    [
        (5, {}, 5, "Alpha holds on the 5 that pass: no member refuses any."),
        (1, {}, 1, "Alpha holds on the one that passes."),
        (0, {}, 5, "Alpha holds on none of the 5 that pass."),
        (2, {"m": Refuser(3, 0.5, 1.25)}, 5,
         "Alpha holds on 2 of the 5 that pass; Mu alone refuses 3, by at most 1.25 points."),
        (2, {"m": Refuser(1, 0, 0), "n": Refuser(2, 1, 2)}, 5,
         "Alpha holds on 2 of the 5 that pass; Nu alone refuses 2, by at most 2.00 points and Mu alone refuses 1."),
    ],
)  # fmt: skip
def test_whether_a_group_holds(holds: int, alone: dict[str, Refuser], passing: int, said: str) -> None:
    assert words.holds(CASE, Held("a", holds, 0, {}, alone), passing) == said


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ("helps", "That the yes of Alpha must be ratified helps it at the table."),
        ("hurts", "That the yes of Alpha must be ratified hurts it at the table."),
        ("changes nothing", "That the yes of Alpha must be ratified changes nothing for it."),
        ("costs the deal", "That the yes of Alpha must be ratified costs the deal."),
        ("depends on ties", "That the yes of Alpha must be ratified helps or hurts it, as ties are broken."),
    ],
)
def test_tied_hands(effect: Effect, said: str) -> None:
    assert words.tied(CASE, Hands("a", effect, Band(1, 1, 1), None)) == said


@pytest.mark.parametrize(
    ("ratified", "said"),
    [
        (0.53, "The Nash and Egalitarian agreement would be stopped at home in 47 of 100 readings of the ranges in "
               "which it is signed."),
        (1.0, ""),
        (None, ""),
    ],
)  # fmt: skip
def test_what_is_stopped_at_home(ratified: float | None, said: str) -> None:
    pick = Pick(("nash", "egalitarian"), Agreement({"x": "p", "y": "p"}), 1, {}, Home(0.9, ratified, {}))
    assert words.answer(CASE, result(picks=(pick,))) == f"{FIRST} {NOBODY_WITHOUT} {said}".rstrip()


def test_what_a_reader_must_know() -> None:
    said = words.caveats(CASE, result(core=1))
    assert any(each.startswith("No option says who is needed for it") for each in said)
    needed = CASE.model_copy(
        update={"issues": {**CASE.issues, "x": CASE.issues["x"].model_copy(update={"needs": {"p": ("a",)}})}}
    )
    assert not any(each.startswith("No option says who is needed") for each in words.caveats(needed, result(core=1)))
    assert not any("core" in each for each in said)
    assert any("The core was not worked out" in each for each in words.caveats(CASE, result()))

"""What is said of who would move away, on both sides of every turn of a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from comity.questions.stability import words
from comity.questions.stability.concepts import Concept
from comity.questions.stability.result import Change, Core, Departure, Move, Stability, Tally
from talks import talks

CHANGED = Change("a", "x", "p", "q", 2)
LEFT = Change("b", "", "", "", 1)


def result(of: int | None, nash: int = 0, seq: int = 0, decided: str | None = "a", **more: Any) -> Stability:
    stable: dict[Concept, int] = {"Nash": nash, "SEQ": seq, "GMR": seq, "SMR": seq}
    tally = None if of is None else Tally(of, stable)
    undone = 0 if of is None else of - seq
    told = {"looked_at": undone, **more}
    return Stability(("a", "b"), {} if decided is None else {"x": decided}, efficient=tally, **told)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Stability((), {}), "Nobody signs, so there is no agreement to move away from."),
        (
            result(None),
            "It is left open who would move away: a signer has no judgements, or there are too many states.",
        ),
        (result(0), "No agreement is possible, so there is none to move away from."),
        (
            result(1, 1, 1, decided=None),
            "The only efficient agreement is stable: no issue is decided by one party alone, and no signer prefers no "
            "deal.",
        ),
        (
            result(3, 3, 3, decided=None),
            "All 3 efficient agreements are stable: no issue is decided by one party alone, and no signer prefers no "
            "deal.",
        ),
        (
            result(3, 3, 3),
            "All 3 efficient agreements would hold: nobody gains by changing what it decides alone, or others would "
            "leave over it.",
        ),
        (
            result(3, 1, 3),
            "All 3 efficient agreements would hold: nobody gains by changing what it decides alone, or others would "
            "leave over it. 1 of the 3 holds even if nobody answered (Nash).",
        ),
        (
            result(1, 0, 1),
            "The only efficient agreement would hold: nobody gains by changing what it decides alone, or others would "
            "leave over it. It does not hold if nobody answered (Nash).",
        ),
        (
            result(2, changes=(CHANGED,)),
            "All 2 efficient agreements would be undone. In each of them, Alpha would change x from p to q, and "
            "nothing that others would do answers it.",
        ),
        (
            result(1, changes=(LEFT,)),
            "The only efficient agreement would be undone. In it, Beta would leave, and nothing that others would do "
            "answers it.",
        ),
        (
            result(7, 2, 5, changes=(CHANGED, LEFT)),
            "5 of the 7 efficient agreements would not be undone. In the other 2, Alpha would change x from p to q, "
            "and nothing that others would do answers it. In 1 of the other 2, Beta would leave, and nothing that "
            "others would do answers it. 2 of the 5 hold even if nobody answered (Nash).",
        ),
        (
            result(2, 0, 1, changes=(LEFT,)),
            "1 of the 2 efficient agreements would not be undone. In the other one, Beta would leave, and nothing that "
            "others would do answers it. It does not hold if nobody answered (Nash).",
        ),
        (
            result(5, 2, 2, looked_at=2, changes=(CHANGED,)),
            "2 of the 5 efficient agreements would not be undone. In 2 of the first 2 of the others, Alpha would "
            "change x from p to q, and nothing that others would do answers it.",
        ),
        (
            result(4, 0, 0, changes=(CHANGED,)),
            "All 4 efficient agreements would be undone. In 2 of them, Alpha would change x from p to q, and "
            "nothing that others would do answers it.",
        ),
        (
            result(4, 0, 3, changes=(Change("a", "x", "p", "q", 1),)),
            "3 of the 4 efficient agreements would not be undone. In the other one, Alpha would change x from p to q, "
            "and nothing that others would do answers it. None of the 3 holds if nobody answered (Nash).",
        ),
    ],
)
def test_the_answer(found: Stability, said: str) -> None:
    assert words.answer(talks(), found) == said


def test_moves_and_what_answers_them() -> None:
    case, leaves = talks(), Move("b", {}, leaves=True)
    change = Move("a", {"x": "q", "y": "p"})
    assert words.answered(case, Departure(change, 1.0, None)) == "nothing answers it"
    assert words.answered(case, Departure(change, 1.0, (change, leaves))) == "Alpha: x=q and y=p, then Beta leaves"
    assert (words.terms(change), words.terms(leaves)) == ("x=q and y=p", "leaves")


BREACH = (
    "Where an agreement binds, changing x later is a breach of it. The model asks what a party would like to do where "
    "nothing but what others would do in return holds it."
)
MIDDLE = "Judged at the middle of every range."
UNKNOWN = "What no deal is worth to Gamma is not judged, so that nobody's leaving counts as a loss to it."
RULED = "Only those end an agreement by leaving without whose yes nothing passes by the rule."
CORE = "What those would agree instead whose yes suffices, the question consent says (the core)."


@pytest.mark.parametrize(
    ("found", "changed", "said"),
    [
        (result(None), {}, ()),
        (result(0), {}, ()),
        (result(2, 2, 2, decided=None), {}, ()),
        (result(2, 2, 2), {}, (BREACH, MIDDLE)),
        (result(2, 2, 2, decided="c"), {}, (BREACH, MIDDLE, UNKNOWN)),
        (
            result(2, 2, 2, decided=None),
            {"consent": {"at_least": 1}},
            (
                RULED,
                CORE,
            ),
        ),
        (
            result(2, 2, 2, decided=None, exact=False),
            {},
            ("The efficient agreements are approximated, so there may be others.",),
        ),
        (
            result(5, 2, 2, looked_at=2),
            {},
            (BREACH, MIDDLE, "What would be changed first is told of the first 2 that would be undone."),
        ),
    ],
)
def test_what_a_reader_must_know(found: Stability, changed: dict[str, Any], said: tuple[str, ...]) -> None:
    case = talks(**changed)
    usual = set(words.caveats(case, result(None)))
    assert tuple(each for each in words.caveats(case, found) if each not in usual) == said


@pytest.mark.parametrize(
    ("core", "of", "said"),
    [
        (Core(1, 1), 1, "not replace it together by one that each of them likes better (the core)."),
        (Core(0, 0), 1, "replace it together by one that each of them likes better (the core)."),
        (Core(0, 0), 5, "replace each of the 5 together by one that each of them likes better (the core is empty)."),
        (Core(5, 2), 5, "replace none of the 5 together by one that each of them likes better (the core)."),
        (
            Core(3, 2),
            5,
            "replace all but 3 of the 5 together by one that each of them likes better (the core), and 2 of these "
            "would not be undone by one party alone either.",
        ),
        (
            Core(3, 3),
            5,
            "replace all but 3 of the 5 together by one that each of them likes better (the core), and none of these "
            "would be undone by one party alone.",
        ),
        (
            Core(1, 1),
            5,
            "replace all but 1 of the 5 together by one that each of them likes better (the core), and it would not be "
            "undone by one party alone.",
        ),
        (
            Core(1, 0),
            5,
            "replace all but 1 of the 5 together by one that each of them likes better (the core), and it would be "
            "undone by one party alone.",
        ),
    ],
)
def test_what_those_whose_yes_suffices_would_replace(core: Core, of: int, said: str) -> None:
    assert words.replaced(core, of) == f"Those whose yes suffices would {said}"

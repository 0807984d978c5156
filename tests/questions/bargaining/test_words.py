"""What is said of the four measures of fairness, on both sides of every branch."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from comity.questions.bargaining import words
from comity.questions.bargaining.result import Bargaining
from fair import made, outcome, three

COMPARED = (
    "Adding up or comparing points across parties (utilitarian, egalitarian) assumes that a point means as much to one "
    "as to another; the Nash and Kalai-Smorodinsky solutions do not."
)
UNDEFINED = "Nash is not defined: no agreement gives every signer that can gain more than no deal."
ALIKE = "is the same in every efficient agreement, so it is left out of the product and the shares."
FOUR = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


def picking(points_count: int, *agreeing: tuple[str, ...]) -> Bargaining:
    """A result in which every group of solutions picks one outcome, and those in no group are not defined."""
    x = outcome("x", 1.0)
    defined = {name for group in agreeing for name in group}
    solutions = {name: (x,) if name in defined else () for name in FOUR}
    return Bargaining(("ash",), True, points_count, (), solutions, len(agreeing), agreeing)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (Bargaining((), exact=True), "Nothing can be fair or unfair: no party signs."),
        (
            Bargaining(("ash",), exact=True),
            "Nothing can be fair or unfair: there is no agreement that every signer prefers to no deal.",
        ),
        (
            Bargaining(("ash",), exact=False),
            "No agreement was found that every signer prefers to no deal; that there is none has not been shown.",
        ),
        (picking(1, FOUR), "All four measures of fairness pick the same of 1 efficient point."),
        (picking(2000, FOUR), "All four measures of fairness pick the same of 2,000 efficient points."),
        (
            picking(2, FOUR[1:]),
            "The four measures of fairness pick 1 of 2 efficient points: "
            "Kalai-Smorodinsky, Egalitarian and Utilitarian agree.",
        ),
        (
            picking(2, FOUR[:3], FOUR[3:]),
            "The four measures of fairness pick 2 of 2 efficient points: "
            "Nash, Kalai-Smorodinsky and Egalitarian agree; Utilitarian alone.",
        ),
        (
            picking(9, FOUR[:2], FOUR[2:]),
            "The four measures of fairness pick 2 of 9 efficient points: "
            "Nash and Kalai-Smorodinsky agree; Egalitarian and Utilitarian agree.",
        ),
        (
            picking(87, *((name,) for name in FOUR)),
            "The four measures of fairness pick 4 of 87 efficient points: "
            "Nash alone; Kalai-Smorodinsky alone; Egalitarian alone; Utilitarian alone.",
        ),
    ],
)
def test_the_answer_says_which_measures_agree(result: Bargaining, said: str) -> None:
    assert words.answer(result) == said


def test_the_same_four_names_may_pick_several_that_tie() -> None:
    """All four agree on two outcomes that tie: that is not one pick."""
    tied = replace(picking(3, FOUR), picked=2)
    assert words.answer(tied) == (
        "The four measures of fairness pick 2 of 3 efficient points: "
        "Nash, Kalai-Smorodinsky, Egalitarian and Utilitarian agree."
    )


def test_measures_are_named_with_what_they_seek() -> None:
    assert [words.measure(name) for name in FOUR] == [
        "Nash: largest product of gains",
        "Kalai-Smorodinsky: equal shares of what each could gain at best",
        "Egalitarian: the smallest gain as large as possible",
        "Utilitarian: largest sum of gains",
    ]
    assert words.called(FOUR[:1]) == "Nash"
    assert words.called(FOUR[:2]) == "Nash and Kalai-Smorodinsky"


def test_the_method_names_its_sources() -> None:
    assert words.METHOD == (
        "Over the efficient agreements of the ZOPA, gains counted from no deal: Nash (1950) maximises the product of "
        "gains; Kalai and Smorodinsky (1975) the smallest share of a party's best possible gain, then the next "
        "smallest; egalitarian (Kalai 1977) the smallest gain, then the next smallest; utilitarian the sum of gains. "
        "All ties are kept."
    )


def test_without_an_outcome_there_is_nothing_to_be_careful_with() -> None:
    assert words.caveats(three(), Bargaining(("ash",), exact=False)) == []


def test_all_four_defined_exact_and_nobody_indifferent() -> None:
    assert words.caveats(three(), picking(2, FOUR)) == [COMPARED]


def test_signers_who_cannot_gain_or_lose_are_named() -> None:
    one, two = made(), replace(made(), alike=("ash", "birch"))
    assert words.caveats(three(), one) == [f"The gain of Birch {ALIKE}", UNDEFINED, COMPARED]
    assert words.caveats(three(), two) == [f"The gain of Ash and Birch {ALIKE}", UNDEFINED, COMPARED]
    # With one outcome all gains are the same, and nothing follows from it.
    assert words.caveats(three(), replace(one, points_count=1)) == [UNDEFINED, COMPARED]


def test_a_measure_that_is_not_defined_is_said_to_be() -> None:
    assert words.undefined(made()) == [UNDEFINED]
    assert words.undefined(picking(2, FOUR)) == []


def test_what_is_approximate_is_said_to_be() -> None:
    close = replace(picking(2, FOUR), exact=False)
    best = "The frontier is approximate, so the picks are the best of the points found, not certainly of all."
    assert words.caveats(three(), close) == [best, COMPARED]
    far = "No agreement exceeds all points found by more than 1.5 points for Ash and 0.0 points for Birch."
    bounded = replace(close, within={"ash": 1.5, "birch": 0.0})
    assert words.caveats(three(), bounded) == [best, far, COMPARED]
    assert words.caveats(three(), replace(close, within={"ash": math.inf, "birch": 0.0})) == [best, COMPARED]
    first, second = made().left_out
    without = replace(picking(2, FOUR), left_out=(replace(first, exact=False), second))
    assert words.caveats(three(), without) == [
        "The frontier without Ash is approximate or was not looked through for every tie, "
        "so what leaving out would mean is, too.",
        COMPARED,
    ]
    both = replace(without, exact=False, left_out=(replace(first, exact=False), replace(second, exact=False)))
    assert words.caveats(three(), both) == [
        best,
        "The frontier without Ash or Birch is approximate or was not looked through for every tie, "
        "so what leaving out would mean is, too.",
        COMPARED,
    ]

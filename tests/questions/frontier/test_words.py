"""What is said of the efficient agreements, on both sides of every turn of a sentence."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from comity.agreements.space import Agreement
from comity.questions.frontier import words
from comity.questions.frontier.answer import frontier
from comity.questions.frontier.points import Frontier, Point
from talks import line, talks

POINT = Point((Agreement({"x": "p", "y": "q"}),), 1, {"a": 75.0, "b": 25.0}, {"a": 35.0, "b": 0.0}, {})
TWO = Frontier("zopa", 4, 2, 2, (POINT, POINT), (), ("a", "b"))


@pytest.mark.parametrize(
    ("frontier", "said"),
    [
        (
            TWO,
            "2 agreements are efficient, of 4 possible agreements: no other that is coherent, crosses no red line and "
            "is worth at least no deal to every signer is better for one signer and no worse for the rest.",
        ),
        (
            replace(TWO, all=1, count=1, agreements_count=1, varying=()),
            "1 agreement is efficient, of 1 possible agreement: no other that is coherent, crosses no red line and is "
            "worth at least no deal to every signer is better for one signer and no worse for the rest.",
        ),
        (
            replace(TWO, over="coherent", all=2000, agreements_count=1500),
            "1,500 agreements are efficient, with 2 different outcomes for the signers, of 2,000 possible agreements: "
            "no other that is coherent (red lines and no deal left aside) is better for one signer and no worse for "
            "the rest.",
        ),
        (
            replace(TWO, count=1, agreements_count=2, varying=()),
            "2 agreements are efficient, of 4 possible agreements; the signers have nothing to choose between them.",
        ),
        (
            replace(TWO, count=0, agreements_count=0, points=(), varying=()),
            "No agreement is efficient, because there is none to choose from: of 4 possible agreements, there is none "
            "that is coherent, crosses no red line and is worth at least no deal to every signer.",
        ),
        (
            replace(TWO, over="coherent", count=0, agreements_count=0, points=(), varying=(), within={"a": math.inf}),
            "No agreement was found that is coherent (red lines and no deal left aside), of 4 possible agreements; "
            "that there is none has not been shown.",
        ),
        (
            replace(TWO, count=2000, within={"a": 1.25, "b": 0.5}),
            "Of 4 possible agreements, 2,000 were found that together come close to every one that is coherent, "
            "crosses no red line and is worth at least no deal to every signer: none exceeds all of them by more than "
            "1.3 points for Alpha and 0.5 points for Beta.",
        ),
        (
            replace(TWO, count=1, agreements_count=1, within={"a": 1.25, "b": math.inf}),
            "Of 4 possible agreements, 1 was found that comes close to every one that is coherent, crosses no red line "
            "and is worth at least no deal to every signer: none exceeds it by more than an unknown amount.",
        ),
    ],
)
def test_how_many_are_efficient_among_which(frontier: Frontier, said: str) -> None:
    assert words.answer(talks(), frontier) == said


def test_an_exact_frontier_of_those_who_all_sign_has_no_caveat() -> None:
    assert words.caveats(talks(), TWO) == ()


@pytest.mark.parametrize(
    ("frontier", "said"),
    [
        (replace(TWO, others=("c",)), "Efficient means for those who sign; Gamma has no say in it."),
        (replace(TWO, others=("b", "c")), "Efficient means for those who sign; Beta and Gamma have no say in it."),
        (
            replace(TWO, indifferent=("a",)),
            "Alpha is indifferent between all agreements and plays no part in what is efficient.",
        ),
        (
            replace(TWO, indifferent=("a", "b")),
            "Alpha and Beta are indifferent and play no part in what is efficient.",
        ),
        (
            replace(TWO, rounded=("b",)),
            "The judgements of Beta have too many digits to be added without rounding; worths within 1e-9 of the scale "
            "count as equal.",
        ),
        (
            replace(TWO, within={"a": 1.5, "b": 0.0}),
            "The exact set would take more work or memory than was allowed, so close agreements were represented by "
            "one of them. No agreement exceeds all points by more than 1.5 points for Alpha and 0.0 points for Beta; "
            "counts are of those found.",
        ),
        (
            replace(TWO, within={"a": math.inf, "b": 0.0}),
            "The exact set would take more work or memory than was allowed, so close agreements were represented by "
            "one of them. No agreement exceeds all points by more than an unknown amount; counts are of those found.",
        ),
        (
            replace(TWO, parts=2000),
            "The search was split into 2,000 parts to stay within memory; the result is the same.",
        ),
        (
            replace(TWO, count=20_000, agreements_count=20_000),
            "The data lists the 2 points that are best for the worst-off signer, of 20,000.",
        ),
    ],
)
def test_what_a_reader_must_know(frontier: Frontier, said: str) -> None:
    assert words.caveats(talks(), frontier) == (said,)


def test_the_standing_caveats_come_first() -> None:
    said = words.caveats(talks(illustrative="yes"), replace(TWO, parts=2))
    assert said == (
        "All ratings, weights and no-deal values are illustrative judgements.",
        "The search was split into 2 parts to stay within memory; the result is the same.",
    )


def test_the_method_names_its_sources() -> None:
    assert words.METHOD == (
        "Issues are settled one after the other; of the partial agreements that the open rules and linkages cannot "
        "tell apart, those that another betters for one signer without worsening another are dropped (Pareto 1906; "
        "elimination with several objectives, Rollon and Larrosa 2006; Dubus, Gonzales and Perny 2009). Ties are kept "
        "and counted."
    )


def test_under_a_rule_what_is_efficient_is_so_among_what_passes() -> None:
    """Where one of two suffices, the other's no deal is not what the agreements are held against."""
    assert frontier(talks(consent="any")).answer.startswith(
        "4 agreements are efficient, of 4 possible agreements: no other that passes by the rule of the case is better "
        "for one signer and no worse for the rest."
    )
    none = talks(consent=["a"], red_lines=[line("a", x="p"), line("a", y="p")])
    assert frontier(none).answer.startswith(
        "No agreement is efficient, because there is none to choose from: of 4 possible agreements, there is none that "
        "passes by the rule of the case."
    )

"""What is said of a number that is explained, whole, on both sides of every turn."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from comity.questions.explain.answer import explain
from comity.questions.explain.words import number, points
from talks import TALKS, line, talks

BANNED = [line("a", x="q") | {"id": "ban"}]
RANGED = {**TALKS["interests"], "b": {**TALKS["interests"]["b"], "y": {"weight": "1", "p": "0", "q": "50..60"}}}


@pytest.mark.parametrize(
    ("words", "changed", "said"),
    [
        ("a worth of 1", {}, "Agreement 1 is worth 75.00 points to Alpha, 35.00 more than no deal (40.00)."),
        ("a gain of x=q, y=p", {}, "This agreement is worth 25.00 points to Alpha, 15.00 less than no deal (40.00)."),
        (
            "b worth of x=p, y=q",
            {},
            "This agreement is worth 25.00 points to Beta, exactly what no deal is worth to it (25.00).",
        ),
        (
            "c worth of x=p, y=q",
            {},
            "This agreement is worth 10.00 points to Gamma; what no deal is worth to it is not stated.",
        ),
        (
            "b worth of x=p, y=q",
            {"interests": RANGED},
            "This agreement is worth 27.50 points to Beta, 2.50 more than no deal (25.00). Over the ranges of the "
            "judgements it is worth 25.00 to 30.00 points, -5.00 to +10.00 points over no deal.",
        ),
        (
            "c worth of x=p, y=q",
            {"interests": {**TALKS["interests"], "c": {"x": {"weight": "1", "p": "10..12", "q": "90"}}}},
            "This agreement is worth 11.00 points to Gamma; what no deal is worth to it is not stated. Over the ranges "
            "of the judgements it is worth 10.00 to 12.00 points.",
        ),
        (
            "a worth of x=q, y=p",
            {"conditions": [{"if": {"x": "q"}, "then": {"y": "q"}}]},
            "This agreement is worth 25.00 points to Alpha, 15.00 less than no deal (40.00). It breaks a condition.",
        ),
        (
            "a worth of x=q",
            {},
            "An agreement with these terms is worth 0.00 to 25.00 points to Alpha, by what is agreed on the issue left "
            "open: -40.00 to -15.00 points over no deal (40.00).",
        ),
        (
            "c worth of x=q",
            {},
            "An agreement with these terms is worth 90.00 points to Gamma, whatever is agreed on the issue left open; "
            "what no deal is worth to it is not stated.",
        ),
        (
            "b worth of open",
            {
                "issues": {**TALKS["issues"], "z": {"name": "Z", "options": {"p": "P", "q": "Q"}}},
                "proposals": {"open": {"terms": {"z": "p"}}},
                "conditions": [{"if": {"z": "p"}, "then": {"x": "p"}}, {"if": {"z": "p"}, "then": {"x": "q"}}],
            },
            "The proposal “open” is worth 0.00 to 75.00 points to Beta, by what is agreed on the 2 issues left open: "
            "-25.00 to +50.00 points over no deal (25.00). No agreement of these terms meets every condition; all of "
            "them are taken.",
        ),
        ("a no deal", {}, "No deal is worth 40 to Alpha."),
        ("b no deal", {}, "No deal is worth 20 to 30 (25.00 in the middle) to Beta."),
        ("a weight of x", {}, "Alpha gives “The X” the weight 3: 75.0 in 100 of all its weights."),
        (
            "a rating of y=p",
            {},
            "Alpha rates “P” 100: with 25.0 in 100 of all its weights on “The Y” it adds 25.00 points.",
        ),
        (
            "b rating of x=p",
            {"interests": {**TALKS["interests"], "b": {"scale": "points", "no_deal": 5, "x": {"p": 1, "q": 9}}}},
            "Beta rates “P it is” 1: points that add to what an agreement is worth to it.",
        ),
        (
            "m weight of y",
            {"parties": {**TALKS["parties"], "a": {"name": "Alpha", "signs": "yes", "members": {"m": "Em"}}}},
            "Em gives “The Y” the weight 1, as judged for Alpha: 25.0 in 100 of all its weights.",
        ),
        (
            "count of all",
            {},
            "4 agreements are all there are: one for every combination of the options of 2 issues (2 x 2).",
        ),
        (
            "count of all",
            {"issues": {"x": {"name": "The X", "options": {"p": "P"}}},
             "interests": {"a": {"no_deal": 1, "x": {"weight": 1, "p": 2}},
                           "b": {"no_deal": 1, "x": {"weight": 1, "p": 2}}}},
            "1 agreement is all there is: one for every combination of the options of 1 issue (1).",
        ),
        (
            "count of coherent",
            {},
            "4 are left of the 4 before the stage “coherent”, which removes 0.",
        ),
        (
            "count of coherent",
            {"conditions": [{"if": {"x": "q"}, "then": {"y": "q"}}]},
            "3 are left of the 4 before the stage “coherent”, which removes 1. The condition that x=q needs "
            "y=q removes most: 1 (1 of them alone).",
        ),
        (
            "count of red lines",
            {"red_lines": [*BANNED, line("b", x="q", y="p")]},
            "2 are left of the 4 before the stage “no red line crossed”, which removes 2. The red line of Alpha on x=q "
            "removes most: 2 (1 of them alone).",
        ),
        (
            "count of red lines",
            {"red_lines": [*BANNED, line("b", x="q")]},
            "2 are left of the 4 before the stage “no red line crossed”, which removes 2. The red line of Beta on x=q "
            "removes most: 2 (none of them alone).",
        ),
        (
            "count of zopa",
            {},
            "1 is left of the 4 before the stage “worth at least no deal (ZOPA)”, which removes 3. Alpha, to which no "
            "deal is worth more, removes most: 2 (2 of them alone).",
        ),
        (
            "count of zopa",
            {"red_lines": [line("a", x="p"), line("b", x="q")]},
            "None is left of the 0 before the stage “worth at least no deal (ZOPA)”, which removes 0.",
        ),
    ],
)  # fmt: skip
def test_the_answer(words: str, changed: dict[str, Any], said: str) -> None:
    assert explain(talks(**changed), words).answer == said


@pytest.mark.parametrize(
    ("value", "signed", "written"),
    [
        (Fraction(1, 3), False, "0.33"),
        (Fraction(-1, 1000), False, "0.00"),
        (Fraction(1, 1000), True, "0.00"),
        (Fraction(-5), True, "-5.00"),
        (Fraction(1234), True, "+1,234.00"),
    ],
)
def test_a_number(value: Fraction, signed: bool, written: str) -> None:
    assert number(value, signed) == written


@pytest.mark.parametrize(("value", "written"), [(1, "1.00 point"), (-1, "-1.00 point"), (2, "2.00 points")])
def test_points(value: int, written: str) -> None:
    assert points(Fraction(value)) == written

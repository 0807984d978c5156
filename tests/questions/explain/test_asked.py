"""What may be explained, and how it is refused where it is not understood."""

from __future__ import annotations

import pytest

from comity.problem import Problems
from comity.questions.agreement.meant import Meant
from comity.questions.explain.asked import FORMS, Asked, OfIssue, OfNoDeal, OfStage, OfTerms, parsed
from talks import TALKS, talks

NOTHING = {"d": "Delta"}
CASE = talks(parties={**TALKS["parties"], **NOTHING}, proposals={"leak": {"terms": {"x": "p"}}})


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("a worth of 1", OfTerms("a", Meant({"x": "p", "y": "q"}, number=1))),
        ("Alpha's  gain of leak", OfTerms("a", Meant({"x": "p"}, proposal="leak"))),
        ("ALPHA Worth Of x=q, y=p", OfTerms("a", Meant({"x": "q", "y": "p"}))),
        ("c worth of x=q", OfTerms("c", Meant({"x": "q"}))),
        ("beta no deal", OfNoDeal("b")),
        ("b no_deal", OfNoDeal("b")),
        ("b weight of the x", OfIssue("b", "x")),
        ("b rating of y = q", OfIssue("b", "y", "q")),
        ("count of zopa", OfStage("zopa")),
        ("count of red lines", OfStage("red_lines")),
        ("Count of  ALL", OfStage("all")),
    ],
)
def test_what_is_understood(words: str, asked: Asked) -> None:
    assert parsed(CASE, words) == asked


NO_NUMBER = f"this is no number that can be explained; write {', or '.join(FORMS)}"
NO_INTEREST = "c states no interest in y, so it adds nothing to what anything is worth to it; known: x"
NO_GAIN = (
    "what no deal is worth to c is not stated, so no gain over it is known; ask for its worth, or state no_deal for c"
)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("why not", [NO_NUMBER]),
        ("", [NO_NUMBER]),
        (
            "alfa worth of x=r",
            ["unknown party 'alfa'; known: a, b, c, d", "unknown option 'r' of issue x; known: p, q"],
        ),
        ("c gain of x=q", [NO_GAIN]),
        ("d worth of x=q", ["d has no interests; known: a, b, c"]),
        ("c no deal", ["what no deal is worth to c is not stated; state no_deal for c in `interests`"]),
        ("c weight of y", [NO_INTEREST]),
        ("c rating of y=q", [NO_INTEREST]),
        (
            "d rating of x=p, y=p",
            ["a rating is of one option; name one issue=option", "d has no interests; known: a, b, c"],
        ),
        ("e weight of z", ["unknown issue 'z'; known: x, y", "unknown party 'e'; known: a, b, c, d"]),
        ("count of stable", ["unknown stage 'stable'; known: all, coherent, red_lines, zopa"]),
        ("count of ratified", ["unknown stage 'ratified'; known: all, coherent, red_lines, zopa"]),
    ],
)
def test_what_is_not_understood(words: str, said: list[str]) -> None:
    with pytest.raises(Problems) as refused:
        parsed(CASE, words)
    assert [str(problem).partition("error: ")[2] for problem in refused.value.problems] == said


def test_every_stage_that_the_forms_offer_is_one_of_the_funnel() -> None:
    assert FORMS[-1] == "count of all|coherent|red_lines|zopa|ratified|spoilers"


def test_points_have_no_weights() -> None:
    interests = {**TALKS["interests"], "b": {"scale": "points", "no_deal": 5, "x": {"p": 0, "q": 9}}}
    with pytest.raises(
        Problems, match='b counts in points that add up, without weights; ask for "b rating of x=OPTION"'
    ):
        parsed(talks(interests=interests), "b weight of x")


def test_stages_that_a_case_has() -> None:
    parties = {**TALKS["parties"], "a": {"name": "Alpha", "signs": "yes", "ratified_by": {"all": ["c"]}}}
    interests = {**TALKS["interests"], "c": {"no_deal": 5, "x": {"weight": 1, "p": 10, "q": 90}}}
    issues = {**TALKS["issues"], "x": {**TALKS["issues"]["x"], "needs": {"q": "c"}}}
    case = talks(parties=parties, interests=interests, issues=issues)
    assert parsed(case, "count of ratified at home") == OfStage("ratified")
    assert parsed(case, "count of spoilers") == OfStage("spoilers")
    assert parsed(case, "count of worth at least no deal") == OfStage("zopa")
    assert parsed(case, "count of worth at least no deal (ZOPA)") == OfStage("zopa")

"""What is said of doubt: every sentence whole, on both of its sides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from comity.agreements.nearest import Counted
from comity.agreements.space import Agreement
from comity.case.check import read_case
from comity.questions.doubt import words
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.named import Named, View
from comity.questions.doubt.ranking import Ranked
from comity.questions.doubt.red_lines import LineInDoubt, Variant
from comity.questions.doubt.result import Doubt, Shared
from comity.questions.doubt.reversals import Move, Reversal
from comity.questions.sureness import Sureness, clause
from material import WASHINGTON
from talks import TALKS, talks

SURE = Sureness(1, 4096, 0, "uniform", 0.5, 0.5, 0, 0, 1, 0, 1)
CLAUSE = clause(SURE)
NO_DEAL = Ranked("interests.b.no_deal", "b", (), (20, 25, 30), (1200, 1, 0), None, 25)
SAFEST = (Shared(Agreement({"x": "p", "y": "q"}), 0.86, 0.5, {}),)
TURN = (Move("interests.b.no_deal", "high", 30, 5), Move("interests.a.x.weight", "low", 2.5, 0.5))


def line(stands: int, read: int, complete: bool = True) -> LineInDoubt:
    reading = Variant({"x": ("q",)}, {}, Counted(read, complete))
    return LineInDoubt("ban", "a", Counted(stands, True), Counted(9, True), (), (reading,))


def told(**changed: Any) -> str:
    case = talks(red_lines=[{"id": "ban", "party": "a", "never": {"y": "q"}, "firmness": "declared"}])
    return words.answer(case, Doubt(12, SURE, 10, **changed))


SAFE = "No agreement is possible in all of them for certain; the safest is in 86 of 100."
HANGS = (
    "Most hangs on the no-deal value (Beta): 1,200 agreements are possible with it at the low end of its range, 1 "
    "in the middle, no at the high end."
)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, CLAUSE),
        ({"agreements": SAFEST, "judgements": (NO_DEAL,)}, f"{CLAUSE} {SAFE} {HANGS}"),
        ({"judgements": (replace(NO_DEAL, agreements=(2, 2, 2)),)}, f"{CLAUSE} No judgement changes the number of "
         "agreements by itself."),
        ({"reversals": (Reversal("agreement", True, 2, (TURN,), 1, 2),)}, f"{CLAUSE} With the no-deal value "
         "(Beta) at 30 and the weight of x (Alpha) at 2.5, no agreement is left."),
        ({"reversals": (Reversal("agreement", False, 1, (TURN[:1],), 1, 1),)}, f"{CLAUSE} With the no-deal value "
         "(Beta) at 30, there is an agreement."),
        ({"reversals": (Reversal("agreement", True, None, (), 0, 3),)}, f"{CLAUSE} No 3 judgements within their ranges "
         "change whether there is one."),
        ({"reversals": (Reversal("agreement", True, None, (), 0, 1),)}, f"{CLAUSE} No single judgement within its "
         "range changes whether there is one."),
        ({"reversals": (Reversal("agreement", True, None, (), 0, 0),)}, CLAUSE),
        ({"red_lines": (line(3, 0),)}, f"{CLAUSE} Read so that Alpha never x=q, its red line means that no agreement "
         "is possible."),
        ({"red_lines": (line(0, 1),)}, f"{CLAUSE} Read so that Alpha never x=q, its red line means that 1 agreement "
         "is possible."),
        ({"red_lines": (line(0, 0), line(3, 2), line(0, 1, complete=False))}, CLAUSE),
        ({"listed": False, "agreements": SAFEST, "judgements": (NO_DEAL,)}, CLAUSE),
    ],
)  # fmt: skip
def test_the_answer(changed: dict[str, Any], said: str) -> None:
    assert told(**changed) == said


def test_what_is_certain_needs_no_safest() -> None:
    sure = replace(SURE, necessary=3)
    said = words.answer(talks(), Doubt(12, sure, 10, agreements=SAFEST))
    assert said == clause(sure)


def test_without_a_range() -> None:
    sure = replace(SURE, ranges=0)
    first = Ranked("interests.a.x.p", "a", (), (90, 100, 100), (0, 1, 2), None, None)
    said = "No judged number has a range, so nothing follows on how sure this is."
    assert words.answer(talks(), Doubt(12, sure, 10)) == said
    assert words.answer(talks(), Doubt(12, sure, 10, widened=(replace(first, agreements=(1, 1, 1)),))) == said
    assert words.answer(talks(), Doubt(12, sure, 10, widened=(first,))) == (
        f"{said} Of 1 number of low confidence, the rating of x=p (Alpha) decides most: no and 2 agreements with it 10 "
        "points lower and higher."
    )
    assert words.answer(talks(), Doubt(12, sure, 2.5, widened=(first, first))) == (
        f"{said} Of 2 numbers of low confidence, the rating of x=p (Alpha) decides most: no and 2 agreements with it "
        "2.5 points lower and higher."
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("interests.russia.no_deal", "the no-deal value (Russia)"),
        ("interests.russia.territory.frozen", "the rating of territory=frozen (Russia)"),
        ("interests.russia.territory.weight", "the weight of territory (Russia)"),
        ("linkages.0.adds", "the points of linkage 1 (Ukraine)"),
    ],
)
def test_judgements(name: str, said: str) -> None:
    assert words.judgement(read_case(WASHINGTON), name) == said


@pytest.mark.parametrize(
    ("reversal", "headline", "none"),
    [
        (Reversal("agreement", True, None, (), 0, 3), "an agreement is possible", "no set of up to 3 found"),
        (Reversal("agreement", False, None, (), 0, 0), "no agreement is possible", "not searched: too many ranges"),
        (Reversal("agreement", False, None, (), 0, 0, True), "no agreement is possible", "nothing within the ranges "
         "changes it"),
        (Reversal("nash", False, None, (), 0, 0), "what Nash picks", "it picks none in the middle"),
        (Reversal("nash", True, None, (), 0, 2), "what Nash picks", "no set of up to 2 found"),
    ],
)  # fmt: skip
def test_reversals(reversal: Reversal, headline: str, none: str) -> None:
    assert (words.headline(reversal), words.no_reversal(reversal)) == (headline, none)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"broken": ("ban", "rule")},
            "The agreement asked about: it breaks ban and rule, so no values make it possible",
        ),
        ({"necessary": True}, "The agreement asked about: possible whatever the values in the ranges"),
        ({"possible": False}, "The agreement asked about: possible at no values in the ranges"),
        ({}, "The agreement asked about: possible in 73 of 100 readings; Beta refuses first"),
        ({"views": (View("a", 1, 0, 0.5, ()),)}, "The agreement asked about: possible in 73 of 100 readings"),
    ],
)
def test_one_agreement(changed: dict[str, Any], said: str) -> None:
    views = (View("a", 1, 0.1, 0.5, ()), View("b", 1, 0.2, 0.5, ()))
    plain = Named(Agreement({}), (), False, True, 0.5, 0.73, views, ())
    assert words.named(talks(), replace(plain, **changed)) == said


def test_caveats() -> None:
    plain = Doubt(12, SURE, 10)
    shares, *_ = words.caveats(talks(), plain)
    assert shares == (
        "Shares of readings are no probabilities of what the parties will do: they say how often an answer holds when "
        "every judged number lies somewhere in its range, each place as good as another."
    )
    assert words.caveats(talks(), replace(plain, sureness=replace(SURE, ranges=0))) == ()

    def added(**changed: Any) -> tuple[str, ...]:
        return words.caveats(talks(), replace(plain, **changed))[1:]

    assert added(shapes={"triangular": 0.001, "correlated": 0.05}) == (
        "Drawn in other shapes, fewer than 1 of 100 to 5 of 100 readings leave no agreement.",
    )
    assert added(shapes={"triangular": 0.05, "correlated": 0.05}) == (
        "Drawn in other shapes, 5 of 100 readings leave no agreement.",
    )
    assert added(shared=True) == (
        "A signing member inherits numbers from a group that signs as well: what is possible is an upper bound.",
    )
    assert added(judgements=(replace(NO_DEAL, idle=True),)) == (
        "The range of the no-deal value (Beta) changes nothing, however wide: no agreement that breaks no rule "
        "and that the others could accept depends on it.",
    )
    still = "The range of the no-deal value (Beta) changes nothing"
    assert added(judgements=(replace(NO_DEAL, turns=0.0),)) == (
        f"{still}, as wide as it is: in no reading does any agreement hang on where in it the number lies.",
    )
    assert added(judgements=(replace(NO_DEAL, turns=0.0002),)) == (
        f"{still} with all else in the middle; in fewer than 1 of 100 readings some agreement hangs on where in it the "
        "number lies.",
    )
    others = (
        "What turns which agreements are efficient, or which one lasts longest, was not looked for; what turns whether "
        "there is one turns these, too."
    )
    assert added(reversals=(Reversal("agreement", True, None, (), 0, 2),)) == (others,)
    assert added(reversals=(Reversal("nash", True, None, (), 0, 2),)) == (
        others,
        "What turns a pick was looked for at the ends of ranges only; less may turn it inside of them.",
    )
    assert added(reversals=(Reversal("nash", False, None, (), 0, 0),)) == (others,)
    assert added(listed=False) == (
        "More agreements than can be listed: shares are told as the two numbers between which they lie.",
    )


def test_the_headline_of_washington() -> None:
    result = doubt(read_case(WASHINGTON))
    assert result.answer == (
        f"{clause(result.result.sureness)} No agreement is possible in all of them for certain; the safest is in 86 of "
        "100. Most hangs on the no-deal value (Russia): 1,058 agreements are possible with it at the low end of "
        "its range, 326 in the middle, 42 at the high end. With the no-deal value (European group) at 72 and the "
        "no-deal value (Russia) at 56, no agreement is left."
    )


def test_curves() -> None:
    case = talks(interests=TALKS["interests"])
    moved = doubt(case, curve="interests.a.x.weight > interests.a.y.weight").result.curve
    alone = doubt(case, curve="interests.a.x.weight").result.curve
    assert moved is not None
    assert alone is not None
    assert words.curve(case, moved) == "weight moved from the weight of x (Alpha) to the weight of y (Alpha)"
    assert words.curve(case, alone) == "the weight of x (Alpha)"

"""The funnel as a result: its stages and its data, of numbers made by hand."""

from __future__ import annotations

from comity.agreements.space import Agreement
from comity.finding import Band
from comity.questions.agreement.funnel import AgreementLeft, Funnel, Onlooker, Refusal, Removal, Stage

FUNNEL = Funnel(
    all=40,
    coherent=30,
    red_lines=12,
    zopa=3,
    zopa_low=5,
    zopa_high=0,
    conditions=(Removal("both", "", 10, 9, 8),),
    lines=(Removal("never-p", "a", 18, 17, 16),),
    signers=(Refusal("a", Band(20, 25, 30), 7, 6),),
    left=(AgreementLeft(Agreement({"x": "p"}), {"a": 4.5}), AgreementLeft(Agreement({"x": "q"}), {"a": 2.5})),
    onlookers=(Onlooker("c", 1, 10.0, 90.0),),
    rounded=("a",),
    shown=1,
)


def test_a_stage_says_what_it_removes_of_the_stage_before() -> None:
    assert FUNNEL.stages == (
        Stage("all", 40, None, None),
        Stage("coherent", 30, 10, 0.75),
        Stage("red_lines", 12, 18, 0.4),
        Stage("zopa", 3, 9, 0.25),
    )


def test_of_an_empty_stage_no_share_is_left() -> None:
    empty = Funnel(4, 0, 0, 0, 0, 0, (), (), (), (), ())
    assert empty.stages[1:] == (Stage("coherent", 0, 4, 0.0), Stage("red_lines", 0, 0, None), Stage("zopa", 0, 0, None))


def test_the_data_are_the_whole_result() -> None:
    assert FUNNEL.json() == {
        "stages": [
            {"name": "all", "count": 40, "removed": None, "share": None},
            {"name": "coherent", "count": 30, "removed": 10, "share": 0.75},
            {"name": "red_lines", "count": 12, "removed": 18, "share": 0.4},
            {"name": "zopa", "count": 3, "removed": 9, "share": 0.25},
        ],
        "agreements": [{"x": "p"}, {"x": "q"}],
        "agreements_count": 3,
        "agreements_listed": 2,
        "agreements_shown": 1,
        "agreements_not_shown": 2,
        "left": [{"number": 1, "gains": {"a": 4.5}}, {"number": 2, "gains": {"a": 2.5}}],
        "removed": {
            "conditions": [{"name": "both", "removes": 10, "removes_alone": 9, "would_open": 8}],
            "red_lines": [{"party": "a", "name": "never-p", "removes": 18, "removes_alone": 17, "would_open": 16}],
            "no_deal": [
                {
                    "party": "a",
                    "name": "a",
                    "no_deal": {"low": 20, "mid": 25, "high": 30},
                    "removes": 7,
                    "removes_alone": 6,
                    "would_open": 6,
                }
            ],
        },
        "zopa_at_no_deal": {"low": 5, "midpoint": 3, "high": 0},
        "others": [{"party": "c", "accepts": 1, "least": 10.0, "most": 90.0}],
        "rounded": ["a"],
    }

"""The result of `bargaining` as plain values, whole."""

from __future__ import annotations

import math

from comity.questions.bargaining.result import Bargaining
from fair import made, one


def test_json_is_complete() -> None:
    x = {
        "worth": {"ash": 46.25, "birch": 32.0, "cedar": 23.0},
        "gains": {"ash": 45.25, "birch": 30.0, "cedar": 20.0},
        "sum": 95.25,
        "agreements": [{"deal": "x"}],
        "agreements_count": 1,
    }
    y = {
        "worth": {"ash": 16.0, "birch": 62.0, "cedar": 43.0},
        "gains": {"ash": 15.0, "birch": 60.0, "cedar": 40.0},
        "sum": 115.0,
        "agreements": [{"deal": "y"}, {"deal": "z"}],
        "agreements_count": 12,
    }
    no_deal = {"low": 0.0, "mid": 2.75, "high": 5.5}
    assert made().json() == {
        "solutions": {
            "kalai_smorodinsky": {**y, "ties": [x], "picks": 13},
            "egalitarian": {**x, "ties": [], "picks": 1},
            "utilitarian": {**y, "ties": [], "picks": 12},
        },
        "undefined": {"nash": "no agreement gives every signer that can gain more than no deal"},
        "exact": True,
        "within": {},
        "efficient_points": 3,
        "points": [x["worth"], y["worth"]],
        "picked": 2,
        "agreeing": [["kalai_smorodinsky"], ["egalitarian"], ["utilitarian"]],
        "signers": ["ash", "birch", "cedar"],
        "alike": ["birch"],
        "favourites": [
            {
                "signer": "ash",
                "best": ["egalitarian"],
                "least": ["kalai_smorodinsky", "utilitarian"],
                "between": None,
                "between_range": {"low": 0.0, "mid": 15.125, "high": 30.25},
                "gains": {
                    "kalai_smorodinsky": {"low": 15.0, "mid": 30.125, "high": 45.25},
                    "egalitarian": one(45.25).json(),
                    "utilitarian": one(15.0).json(),
                },
            },
            {
                "signer": "birch",
                "best": ["egalitarian", "utilitarian"],
                "least": ["egalitarian", "utilitarian"],
                "between": 0.0,
                "between_range": one(0.0).json(),
                "gains": {"egalitarian": one(30.0).json(), "utilitarian": one(30.0).json()},
            },
        ],
        "moved": [
            {
                "signer": "ash",
                "no_deal": no_deal,
                "solution": "nash",
                "worth": {"low": None, "middle": 46.25, "high": None},
                "worth_range": {
                    "low": None,
                    "middle": one(46.25).json(),
                    "high": {"low": 16.0, "mid": 20.0, "high": 24.0},
                },
                "picks": 3,
            },
            {
                "signer": "ash",
                "no_deal": no_deal,
                "solution": "utilitarian",
                "worth": {"low": 16.0, "middle": 16.0, "high": 16.0},
                "worth_range": dict.fromkeys(("low", "middle", "high"), one(16.0).json()),
                "picks": 1,
            },
        ],
        "left_out": [
            {
                "signer": "ash",
                "agreements_count": 7,
                "worth": 20.0,
                "worth_range": one(20.0).json(),
                "no_deal": 1.0,
                "change": {"ash": -25.25, "birch": 0.0, "cedar": None},
                "change_range": {
                    "ash": one(-25.25).json(),
                    "birch": one(0.0).json(),
                    "cedar": {"low": -1.5, "mid": 1.5, "high": 4.5},
                },
                "exact": True,
            },
            {
                "signer": "birch",
                "agreements_count": 1,
                "worth": None,
                "worth_range": None,
                "no_deal": 2.0,
                "change": {},
                "change_range": {},
                "exact": True,
            },
        ],
    }


def test_without_an_outcome_nothing_is_picked() -> None:
    content = Bargaining(("ash",), exact=True).json()
    assert content.pop("signers") == ["ash"]
    assert content.pop("exact") is True
    assert not any(content.values())


def test_how_close_an_approximation_comes_is_in_the_data() -> None:
    close = Bargaining(("ash", "birch"), exact=False, within={"ash": 1.5, "birch": math.inf})
    assert close.json()["within"] == {"ash": 1.5, "birch": None}

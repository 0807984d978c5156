"""Judged numbers: as written, as ranges, and exact at their midpoint."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from comity.case.estimate import LARGEST, Estimate, exact


@pytest.mark.parametrize(
    ("written", "low", "high", "words"),
    [
        ("30", 30, 30, "30"),
        ("30..45", 30, 45, "30..45"),
        (" 30 .. 45 ", 30, 45, "30..45"),
        ("-12..-4", -12, -4, "-12..-4"),
        ("+5", 5, 5, "5"),
        (".5", 0.5, 0.5, "0.5"),
        ("5.", 5, 5, "5"),
        ("1e3", 1000, 1000, "1000"),
        ("0.1..0.30", 0.1, 0.3, "0.1..0.3"),
        ("45..45", 45, 45, "45"),
        (30, 30, 30, "30"),
        (2.5, 2.5, 2.5, "2.5"),
        ("1000000000", LARGEST, LARGEST, "1000000000"),
    ],
)
def test_what_an_analyst_may_write(written: object, low: float, high: float, words: str) -> None:
    read = Estimate.model_validate(written)
    assert (read.low, read.high, read.words()) == (low, high, words)
    assert read.is_range == (low != high)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("about 30", "must be a number or a range such as 30..45, not 'about 30'"),
        ("", "must be a number or a range"),
        ("30-45", "must be a number or a range"),
        ("1..2..3", "must be a number or a range"),
        ("nan", "must be a number or a range"),
        (float("nan"), "must be a number or a range"),
        ("inf", "must be a number or a range"),
        (float("inf"), "must be a number or a range"),
        ("0x1f", "must be a number or a range"),
        ("1_000", "must be a number or a range"),
        (True, "must be a number or a range"),
        (None, "must be a number or a range"),
        (["30"], "must be a number or a range"),
        ("45..30", "the range 45..30 runs backwards; write 30..45"),
        ("1e10", "1e10 is too large to be meant"),
        ("-2000000000..5", "too large to be meant"),
        ("1e999", "too large to be meant"),
        ({"because": "no number"}, "an estimate needs its number"),
        ({"value": "45..30"}, "runs backwards"),
    ],
)
def test_what_is_refused(written: object, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Estimate.model_validate(written)
    assert said in refused.value.errors()[0]["msg"]


@pytest.mark.parametrize("written", [{"low": "60", "high": "40"}, {"low": "1e300", "high": "1e301"}])
def test_bounds_are_checked_however_they_come(written: object) -> None:
    with pytest.raises(ValidationError):
        Estimate.model_validate(written)


def test_a_reason_may_stand_with_the_number() -> None:
    read = Estimate.model_validate({"value": "30..45", "because": "fatigue", "confidence": "low", "evidence": "s:1-2"})
    assert (read.low, read.high, read.because, read.confidence) == (30, 45, "fatigue", "low")
    assert str(read.evidence[0]) == "s:1-2"
    written = {"value": "30..45", "because": "fatigue", "confidence": "low", "evidence": ["s:1-2"]}
    assert read.model_dump(mode="json") == written
    assert Estimate.model_validate(written) == read
    assert Estimate.model_validate("7").model_dump() == "7"


def test_the_midpoint_is_exact_in_decimals() -> None:
    assert Estimate.model_validate("0.1..0.2").point == Fraction(3, 20)
    assert Estimate.model_validate("30..45").point == Fraction(75, 2)
    assert exact(0.1) == Fraction(1, 10)
    assert exact(1e-7) == Fraction(1, 10**7)


@given(st.decimals(-1000, 1000, places=3), st.decimals(0, 1000, places=3))
def test_a_range_keeps_its_decimals(low: Decimal, width: Decimal) -> None:
    high = low + width
    read = Estimate.model_validate(f"{low}..{high}")
    assert read.point == (Fraction(low) + Fraction(high)) / 2
    assert Estimate.model_validate(read.words()) == read

"""Amounts: their steps in exact fractions and by the calendar, by name and in words, and what is wrong with one."""

from __future__ import annotations

import datetime as dt
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from comity.case.amount import Amount, numeral, value_of
from comity.case.steps import NoStep, Steps
from comity.case.terms import Compared


def steps(first: object, last: object, step: object, unit: str = "") -> Steps:
    return Steps(Amount.model_validate({"from": first, "to": last, "step": step, "unit": unit}).grid)


PRICE = steps(100, 500, 10, "million euro")
START = steps("2026-01-01", "2027-01-01", "3 months")
SHARE = steps("-0.5", "1.25", "0.25", "%")


def test_steps_are_options_by_plain_numerals_and_say_their_unit() -> None:
    assert list(PRICE)[:2] == ["100", "110"]
    assert len(PRICE) == 41
    assert PRICE.ends == ("100", "500")
    assert PRICE["250"].name == "250 million euro"
    assert list(SHARE) == ["-0.5", "-0.25", "0", "0.25", "0.5", "0.75", "1", "1.25"]
    assert [SHARE[name].name for name in ("-0.25", "0")] == ["-0.25%", "0%"]
    assert steps(0, 12_500, 2_500, "tonnes")["12500"].name == "12,500 tonnes"


def test_dates_move_on_by_the_calendar() -> None:
    assert list(START) == ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"]
    assert START["2026-04-01"].name == "1 April 2026"
    ends = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert list(steps(ends[0], ends[-1], "1 month")) == ends
    assert list(steps("2026-03-01", "2026-03-29", "2 weeks")) == ["2026-03-01", "2026-03-15", "2026-03-29"]
    assert list(steps("2024-02-29", "2026-02-28", "year")) == ["2024-02-29", "2025-02-28", "2026-02-28"]


def test_from_the_last_day_of_a_month_to_that_of_another_months_end() -> None:
    ends = ["2026-06-30", "2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]
    assert list(steps(ends[0], ends[-1], "3 months")) == ends
    assert list(steps(ends[0], "2027-03-30", "quarter"))[1:3] == ["2026-09-30", "2026-12-30"]
    assert list(steps("2028-02-29", "2028-05-31", "month")) == ["2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"]
    assert list(steps("2027-02-28", "2027-05-28", "month"))[1:] == ["2027-03-28", "2027-04-28", "2027-05-28"]
    assert list(steps("2026-06-30", "2026-07-31", "31 days")) == ["2026-06-30", "2026-07-31"]


@pytest.mark.parametrize(
    ("words", "meant", "said"),
    [
        (">300", range(310, 501, 10), "more than 300 million euro"),
        (">=300", range(300, 501, 10), "at least 300 million euro"),
        ("≤ 120", range(100, 121, 10), "at most 120 million euro"),
        ("<120", range(100, 120, 10), "less than 120 million euro"),
        ("100..150", range(100, 151, 10), "100 to 150 million euro"),
        (">494", range(500, 501), "more than 494 million euro"),
        ("250", range(250, 251), "250 million euro"),
    ],
)  # fmt: skip
def test_a_comparison_means_steps_and_is_kept_as_written(words: str, meant: range, said: str) -> None:
    found = PRICE.among((words,))
    assert found == tuple(map(str, meant))
    assert PRICE.said(found) == [said]
    assert PRICE.short(found) == [words]
    if isinstance(found, Compared):
        assert pickle.loads(pickle.dumps(found)).written == (words,)


def test_comparisons_of_dates() -> None:
    assert START.among((">2026-07-15", "2026-01-01")) == ("2026-01-01", "2026-10-01", "2027-01-01")
    assert START.said(START.among(("<=2026-04-01",))) == ["not after 1 April 2026"]
    assert START.said(START.among((">=2026-04-01",))) == ["not before 1 April 2026"]
    assert START.said(("2026-07-01", "2026-10-01")) == ["1 July 2026 to 1 October 2026"]


def test_steps_that_are_neighbours_are_said_in_one() -> None:
    assert PRICE.said(("260", "250", "270", "400", "490", "500")) == [
        "250 to 270 million euro", "400 million euro", "at least 490 million euro",
    ]  # fmt: skip
    assert PRICE.said(("100", "110")) == ["at most 110 million euro"]
    assert PRICE.said(tuple(PRICE)) == ["100 to 500 million euro"]
    assert PRICE.short(("260", "250", "400")) == ["250..260", "400"]


@pytest.mark.parametrize(
    ("steps", "words", "what", "fix"),
    [
        (PRICE, "255", "'255' lies between two steps of this amount", "write 250 or 260"),
        (PRICE, "600", "'600' lies outside this amount, which runs from 100 to 500", "write 500"),
        (PRICE, ">600", "'>600' lies outside this amount, which runs from 100 to 500", ""),
        (PRICE, ">500", "no step of this amount is >500", "it runs from 100 to 500"),
        (PRICE, "300..200", "300..200 runs backwards", "write 200..300"),
        (PRICE, "300000000", "'300000000' lies outside", "write 300: the unit is million euro"),
        (PRICE, "300 million", "'300 million' is no number", "write 300: the unit is million euro"),
        (PRICE, "0.3 billion euro", "'0.3 billion euro' is no number", "write 300: the unit is million euro"),
        (steps(10**8, 5 * 10**8, 10**7, "euro"), "300 million", "no number", "write 300000000: the unit is euro"),
        (PRICE, "high", "'high' is no number", "write a step from 100 to 500, such as 300"),
        (START, "2026-05-01", "lies between two steps", "write 2026-04-01 or 2026-07-01"),
        (START, "300", "'300' is no date such as 2026-04-01", "write a step from 2026-01-01 to 2027-01-01"),
    ],
)  # fmt: skip
def test_what_names_no_step_says_why_and_the_nearest(steps: Steps, words: str, what: str, fix: str) -> None:
    with pytest.raises(NoStep) as raised:
        steps.stated(words)
    assert what in raised.value.what
    assert fix in raised.value.fix


@pytest.mark.parametrize(
    ("steps", "words", "fix"),
    [
        (PRICE, "=>300", 'write ">=300"'),
        (PRICE, "not above 300", 'write "<=300", at most 300 million euro'),
        (START, "after 1 April 2026", 'write ">1 April 2026", after 1 April 2026'),
        (PRICE, "100..", 'write ">=100"'),
        (PRICE, "over 600", "write a step from 100 to 500, such as 300"),
        (PRICE, ">1e2", "write 100"),
    ],
)  # fmt: skip
def test_what_is_no_comparison_says_which_is_nearest(steps: Steps, words: str, fix: str) -> None:
    with pytest.raises(NoStep) as raised:
        steps.stated(words)
    assert raised.value.fix == fix


def test_where_one_step_is_asked_for_a_comparison_is_none() -> None:
    with pytest.raises(NoStep) as raised:
        PRICE.step(">300")
    assert str(raised.value) == "'>300' compares, where one step is asked for; write one, such as 300"


@pytest.mark.parametrize(
    ("steps", "words", "name"),
    [
        (PRICE, "250.0", "250"), (PRICE, "250 million euro", "250"), (PRICE, " 250 ", "250"),
        (START, "1 April 2026", "2026-04-01"), (SHARE, "0.50%", "0.5"),
        (steps(0, 12_500, 2_500, "tonnes"), "12,500 tonnes", "12500"),
    ],
)  # fmt: skip
def test_a_step_is_found_by_what_it_is_called(steps: Steps, words: str, name: str) -> None:
    assert steps.step(words) == name


@pytest.mark.parametrize(
    ("amount", "what"),
    [
        ({"from": 100, "to": 505, "step": 10}, "steps of 10 from 100 do not reach 505; write to: 500 or 510"),
        ({"from": 500, "to": 100, "step": 10}, "an amount rises; write from: 100, to: 500"),
        ({"from": 1, "to": 1, "step": 1}, "an amount rises"),
        ({"from": 0, "to": 10, "step": -1}, "the step of numbers is a number above 0, not '-1'"),
        ({"from": "5 million", "to": 10, "step": 1}, "give the unit apart, as unit:"),
        ({"from": "12,5", "to": 20, "step": 1}, "write 12.5"),
        ({"from": "1,000", "to": "2,000", "step": 1}, "not '1,000'; write 1000"),
        ({"from": "1_000", "to": 2000, "step": 1}, "write 1000"),
        ({"from": "1e2", "to": 200, "step": 1}, "write 100"),
        ({"from": 0, "to": "1E+3", "step": 1}, "write 1000"),
        ({"from": 0, "to": 1, "step": "2.5e-3"}, "not '2.5e-3'; write 0.0025"),
        ({"from": 0, "to": 1, "step": "0,25"}, "write 0.25"),
        ({"from": 0, "to": 1, "step": "10 euro"}, "give the unit apart, as unit:"),
        ({"from": "€5", "to": 10, "step": 1}, "give the unit apart, as unit:"),
        ({"from": 0, "to": "1.0000000000001", "step": 1}, "in another unit, with fewer figures"),
        ({"from": 0, "to": float("nan"), "step": 1}, "not 'nan'; write it in plain figures"),
        ({"from": True, "to": 10, "step": 1}, "write it in plain figures"),
        ({"from": "0x10", "to": 32, "step": 1}, "write it in plain figures"),
        ({"from": "1 April 2026", "to": "2027-04-01", "step": "year"}, "write 2026-04-01"),
        ({"from": "9998-01-01", "to": "9999-12-31", "step": "year"}, "do not reach 9999-12-31; write to: 9999-01-01"),
        ({"from": "9999-01-01", "to": "9999-12-31", "step": "99999 years"}, "write a shorter step"),
        ({"from": "2026-01-01", "to": 20, "step": 1}, "write two numbers, or two dates"),
        ({"from": "2026-01-01", "to": "2026-06-01", "step": "3 months"}, "write to: 2026-04-01 or 2026-07-01"),
        ({"from": "2026-01-01", "to": "2026-02-01", "step": "3 months"}, "write to: 2026-04-01"),
        ({"from": "2026-01-01", "to": "2026-06-01", "step": 3}, "the step of dates is 10 days, 2 weeks"),
        ({"from": "2026-01-01", "to": "2026-04-01", "step": "month", "unit": "months"}, "dates have no unit"),
        ({"from": 0, "to": 10**7, "step": 1}, "10,000,001 steps are more than 50,000; write step: 250"),
        ({"from": 0, "to": 10**6, "step": 1}, "1,000,001 steps are more than 50,000; write step: 25"),
        ({"from": 0, "to": 5000, "step": "0.01"}, "500,001 steps are more than 50,000; write step: 0.2"),
        ({"from": 0, "to": 100_003, "step": 1}, "100,004 steps are more than 50,000; write a larger step, 3 or more"),
        ({"from": "2000-01-01", "to": "2199-12-31", "step": "day"}, "more than 50,000; write step: 2 days"),
        ({"from": "2000-01-01", "to": "2200-01-01", "step": "day"}, "write a larger step, 2 days or more"),
        ({"from": 0, "to": 10**16, "step": 10**15}, "beyond 10^15"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_amount_is_said_with_a_fix(amount: dict[str, object], what: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Amount.model_validate(amount)
    assert what in raised.value.errors()[0]["msg"]


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**4), st.integers(1, 300), st.sampled_from((1, 2, 10, 1000)))
def test_every_step_is_its_own_name(first: int, step: int, many: int, part: int) -> None:
    """The number of a step, its value and its name are one to one, exact in decimals."""
    each = Fraction(step, part)
    grid = steps(numeral(Fraction(first, part)), numeral(Fraction(first, part) + each * many), numeral(each))
    assert len(grid) == many + 1 == len(set(grid))
    for at in (0, many // 2, many):
        name = grid.names[at]
        assert grid.place(name) == at
        assert value_of(name) == Fraction(first, part) + each * at == grid.grid.value(at)
        assert numeral(Fraction(name)) == name
    assert [name in grid for name in (grid.names[0] + "0", "x", "1e3", str(dt.date(2026, 1, 1)))] == [
        grid.names[0] + "0" in grid.names, False, False, False,
    ]  # fmt: skip

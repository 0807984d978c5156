"""An amount: what an issue is measured in, from one number or date to another in equal steps.

Its steps are counted from 0. A number is a fraction, exact as written in decimals; a date moves on by days or by whole
months. Where both ends are last days of months, every step of months is one: 30 June, 30 September, 31 December.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from comity.case import meant
from comity.case.judgement import Part

MOST = 50_000
"""How many steps an amount has, at most: all that is looked at together (`comity.agreements.space.BLOCK`).

A million would be held as well, but in a gigabyte, and for every question some ten seconds.
"""

HERE = "{}"
"""Stands for the amount in phrases."""

LARGEST = Fraction(10) ** 15
"""How large its numbers are, at most."""

Value: TypeAlias = Fraction | dt.date

_NUMBER = re.compile(r"[-+]?(?:\d{1,18}(?:\.\d{0,12})?|\.\d{1,12})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERIOD = re.compile(r"(\d{1,5})?\s*(day|week|month|quarter|year)s?", re.IGNORECASE)
_PERIODS = {"day": (1, False), "week": (7, False), "month": (1, True), "quarter": (3, True), "year": (12, True)}


def value_of(words: str) -> Value | None:
    """The number or date that stands in plain figures: 250, 2.5, 2026-04-01; None where it is neither."""
    if _NUMBER.fullmatch(words):
        return Fraction(words)
    if _DATE.fullmatch(words):
        try:
            return dt.date.fromisoformat(words)
        except ValueError:
            return None
    return None


def numeral(value: Value) -> str:
    """A number in plain decimals ("2.5") or a date as 2026-04-01: the short name of a step."""
    if isinstance(value, dt.date):
        return value.isoformat()
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole = abs(int(value * 10**digits))
    figures = f"{whole:0{digits + 1}d}"
    point = len(figures) - digits
    sign = "-" if value < 0 else ""
    return f"{sign}{figures[:point]}.{figures[point:]}" if digits else f"{sign}{figures}"


class Amount(Part):
    """What an issue is measured in: a number or a date, from one to another in equal steps.

    All as text in plain figures: numbers in decimals, dates as 2026-04-01 with a step such as "3 months".
    """

    from_: str = Field(alias="from", description="Where it begins: a number, or a date as 2026-04-01.")
    to: str = Field(description="Where it ends, above where it begins.")
    step: str = Field(
        description="From one step to the next: a number, or for dates 10 days, 2 weeks, 3 months, 1 year."
    )
    unit: str = Field("", description="What the number counts: million euro, %, tonnes. Dates have none.")

    short: str | None = Field(None, description="A step as a noun phrase, {} standing for it: a raise of {}.")
    says: str | None = Field(None, description="A step as a sentence of an agreement: Wages rise by {}.")

    @field_validator("short", "says")
    @classmethod
    def _stands_for(cls, phrase: str | None) -> str | None:
        if phrase is not None and (phrase.count(HERE) != 1 or set("{}") & set(phrase.replace(HERE, ""))):
            raise _amiss("'{phrase}' must hold {here} once, where the amount stands", phrase=phrase[:60], here=HERE)
        return phrase

    @model_validator(mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        read = {name: str(each) if isinstance(each, int | float | dt.date) else each for name, each in value.items()}
        return {name: each.strip() if isinstance(each, str) else each for name, each in read.items()}

    @model_validator(mode="after")
    def _in_steps(self) -> Amount:
        _grid(self.from_, self.to, self.step, self.unit)
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Its ends and its step may be written as numbers."""
        schema: dict[str, Any] = handler.resolve_ref_schema(handler(core_schema))
        for name in ("from", "to", "step"):
            of = {key: item for key, item in schema["properties"][name].items() if key != "type"}
            schema["properties"][name] = {**of, "anyOf": [{"type": "number"}, {"type": "string"}]}
        return schema

    @property
    def grid(self) -> Grid:
        """Its steps."""
        return _grid(self.from_, self.to, self.step, self.unit)


@dataclass(frozen=True)
class Grid:
    """The steps of an amount, counted from 0.

    first: where it begins; step: a fraction, or so many days or months (monthly); size: how many steps it has, both
    ends included; unit: what a number counts; month_ends: whether every step is the last day of a month.
    """

    first: Value
    step: Fraction | int
    monthly: bool
    size: int
    unit: str
    month_ends: bool = False

    def value(self, at: int) -> Value:
        """The number or date of a step."""
        if isinstance(self.first, Fraction):
            return self.first + self.step * at
        return _later(self.first, int(self.step) * at, self.monthly, self.month_ends)

    @property
    def last(self) -> Value:
        """Where it ends."""
        return self.value(self.size - 1)

    @property
    def dates(self) -> bool:
        """Whether it is one of dates."""
        return isinstance(self.first, dt.date)

    def numerals(self) -> tuple[str, ...]:
        """The short names of all steps, in order."""
        if not isinstance(self.first, Fraction):
            return tuple(numeral(self.value(at)) for at in range(self.size))
        digits = 0
        while any((each * 10**digits).denominator != 1 for each in (self.first, Fraction(self.step))):
            digits += 1
        first, step = int(self.first * 10**digits), int(self.step * 10**digits)
        if not digits:
            return tuple(map(str, range(first, first + step * self.size, step)))
        return tuple(numeral(Fraction(first + step * at, 10**digits)) for at in range(self.size))

    def said(self, value: Value) -> str:
        """A number with its unit, or a date, as a sentence has it: "250 million euro", "2.5%", "1 April 2026"."""
        return f"{figures(value)}{self.counted}"

    @property
    def counted(self) -> str:
        """The unit as it stands behind a number."""
        return self.unit if self.unit in ("", "%", "°", "‰") else f" {self.unit}"

    def said_from(self, first: Value, last: Value) -> str:
        """A stretch in words: "250 to 300 million euro"."""
        return f"{figures(first)} to {self.said(last)}"


def figures(value: Value) -> str:
    """A number or date in figures for reading: "12,500", "1 April 2026"."""
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B %Y}"
    whole, point, decimals = numeral(value).partition(".")
    return f"{int(whole):,}{point}{decimals}" if whole != "-0" else f"{whole}{point}{decimals}"


@lru_cache(maxsize=256)
def _grid(first: str, last: str, step: str, unit: str) -> Grid:
    start, end = _end(first, "from"), _end(last, "to")
    if type(start) is not type(end):
        raise _amiss("from {first} to {last}: write two numbers, or two dates", first=first, last=last)
    if isinstance(start, dt.date):
        return _of_dates(start, end, step, unit)  # type: ignore[arg-type]
    assert isinstance(end, Fraction), "both are numbers"
    each = value_of(step)
    if not isinstance(each, Fraction) or each <= 0:
        fix = _plain_fix(step) if each is None else ""
        what = "the step of numbers is a number above 0, not '{step}'"
        raise _amiss(f"{what}; {fix}" if fix else what, step=step[:40])
    if start >= end:
        raise _amiss("an amount rises; write from: {last}, to: {first}", first=first, last=last)
    if max(abs(start), abs(end)) > LARGEST:
        raise _amiss("numbers beyond 10^15 are too large; write them in a larger unit")
    whole, rest = divmod(end - start, each)
    if rest:
        below, above = (numeral(start + each * many) for many in (whole, whole + 1))
        fix = f"write to: {above}" if whole == 0 else f"write to: {below} or {above}"
        raise _amiss("steps of {step} from {first} do not reach {last}; " + fix, step=step, first=first, last=last)
    return Grid(start, each, False, _few(int(whole), lambda many: numeral(each * many)), unit)


def _of_dates(start: dt.date, end: dt.date, step: str, unit: str) -> Grid:
    period = _PERIOD.fullmatch(step)
    if not period or not int(period[1] or 1):
        raise _amiss("the step of dates is 10 days, 2 weeks, 3 months or 1 year, not '{step}'", step=step[:40])
    if unit:
        raise _amiss("dates have no unit; leave '{unit}' out", unit=unit[:40])
    if start >= end:
        raise _amiss("an amount rises; write from: {last}, to: {first}", first=str(start), last=str(end))
    many, monthly = _PERIODS[period[2].lower()]
    many *= int(period[1] or 1)
    apart = (end.year - start.year) * 12 + end.month - start.month if monthly else (end - start).days
    month_ends = monthly and all(_later(day, 0, True, True) == day for day in (start, end))
    whole = apart // many
    if _later(start, whole * many, monthly, month_ends) > end:
        whole -= 1
    if (below := _later(start, whole * many, monthly, month_ends)) != end:
        near = [str(below)] if whole else []
        with suppress(ValueError, OverflowError):  # beyond the last year of the calendar
            near.append(str(_later(start, (whole + 1) * many, monthly, month_ends)))
        fix = f"write to: {' or '.join(near)}" if near else "write a shorter step"
        raise _amiss("steps of {step} from {first} do not reach {last}; " + fix, step=step, first=start, last=end)
    period_of = "months" if monthly else "days"
    return Grid(start, many, monthly, _few(whole, lambda times: f"{many * times} {period_of}"), "", month_ends)


def _few(whole: int, said: Callable[[int], str]) -> int:
    """How many steps an amount has that ends so many steps after its first; said: so many steps in one, in words."""
    if whole < MOST:
        return whole + 1
    least = -(-whole // (MOST - 1))
    larger = next((times for times in _rounder(least) if not whole % times), None)
    fix = f"write step: {said(larger)}" if larger else f"write a larger step, {said(least)} or more"
    raise _amiss("{size} steps are more than {most}; " + fix, size=f"{whole + 1:,}", most=f"{MOST:,}")


def _rounder(least: int) -> list[int]:
    """Numbers from a least one on, the round ones first: 250 before 201."""
    power = 10 ** (len(str(least)) - 1)
    rounder = [times for times in (power, 2 * power, 5 * power // 2, 5 * power, 10 * power) if times >= least]
    return [times for times in (*rounder, *range(least, least + 1000)) if times < 3 * least]


def _end(words: str, name: str) -> Value:
    value = value_of(words)
    if value is None:
        fix = _plain_fix(words) or "write it in plain figures"
        raise _amiss(
            "{name} must be a number or a date such as 2026-04-01, not '{words}'; " + fix, name=name, words=words[:40]
        )
    return value


def plainly(words: str) -> str | None:
    """A number or date in plain figures that was meant by 1,000, 2.5e-3, 12,5 or 1 April 2026; None where none was."""
    ungrouped = re.sub(r"(?<=\d)[,_ ](?=\d{3}(?!\d))", "", words)
    tried = (_without_exponent(words), ungrouped, meant.number(words), meant.date(words))
    return next((instead for instead in tried if instead is not None and value_of(instead) is not None), None)


def _plain_fix(words: str) -> str:
    """The nearest fix for what is a number or date, but not in plain figures; empty where it is neither."""
    if instead := plainly(words):
        return f"write {instead}"
    if re.match(r"[-+]?\.?\d[\d.,_]*\s*[^\W\d_]{2}|[-+]?[\d.,]+\s*[%°‰€$£¥]|[€$£¥]", words):
        return "give the unit apart, as unit:"
    if re.fullmatch(r"[-+]?\d*\.\d{13,}|[-+]?\d{19,}", words):
        return "write it in another unit, with fewer figures"
    return ""


def _without_exponent(words: str) -> str | None:
    """What 1e6 or 2.5E-3 means, in plain decimals; None for other words."""
    scaled = re.fullmatch(r"([-+]?\d{1,15}(?:\.\d{1,12})?)[eE]([-+]?\d{1,2})", words)
    return numeral(Fraction(scaled[1]) * Fraction(10) ** int(scaled[2])) if scaled else None


def _later(date: dt.date, many: int, monthly: bool, month_ends: bool) -> dt.date:
    """A date so many days or months later; the last day of a month that has no such day, or of every month."""
    if not monthly:
        return date + dt.timedelta(days=many)
    year, month = divmod(date.year * 12 + date.month - 1 + many, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, last if month_ends else min(date.day, last))


def _amiss(what: str, **said: object) -> PydanticCustomError:
    return PydanticCustomError("amount", what, {name: str(each) for name, each in said.items()})

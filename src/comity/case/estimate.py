"""A judged number: a value or a range, with its reason and evidence."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pydantic import Field, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from comity.case.judgement import JUDGEMENT_FIELDS, Judgement
from comity.case.terms import Name

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*(?:\.\.\s*({_NUMBER})\s*)?")
LARGEST = 1e9
NUMBERS = 1 << 14
"""How many numbers are kept as fractions, at most: a case has far fewer, and asks for each of them very often."""


@lru_cache(NUMBERS)
def exact(number: float) -> Fraction:
    """The number as it was written in decimals, free of binary rounding."""
    return Fraction(repr(float(number)))


@lru_cache(NUMBERS)
def _middle(low: float, high: float) -> Fraction:
    return (exact(low) + exact(high)) / 2


class Estimate(Judgement):
    """A judged number between low and high; point answers use the midpoint, and the range is kept and shown."""

    low: float
    high: float
    before: dict[Name, Estimate] = Field(
        {}, description="What it was before a development, by the development's id: {ban-lifted: 60}."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("low"), int | float) and "high" in value:
            return {**value, **_bounds(f"{value['low']}..{value['high']}")}  # from a program; a file says low..high
        if isinstance(value, dict):
            rest = {key: item for key, item in value.items() if key != "value"}
            if "value" not in value:
                raise PydanticCustomError(
                    "estimate", "an estimate needs its number: {example}", {"example": "{value: 30..45, ...}"}
                )
            return {**_bounds(value["value"]), **rest}
        return _bounds(value)

    @model_serializer
    def _to_words(self) -> Any:
        number = self.words()
        said = {name: getattr(self, name) for name in ("before", *JUDGEMENT_FIELDS)}
        kept = {name: item for name, item in said.items() if item}
        return {"value": number, **kept} if kept else number

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """A number, a range such as 30..45, or a mapping with value and its reason."""
        number = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[-+\d.eE ]+(\.\.[-+\d.eE ]+)?$"}]}
        fields = handler(core_schema)
        fields = handler.resolve_ref_schema(fields)
        kept = {name: fields["properties"][name] for name in ("before", *JUDGEMENT_FIELDS)}
        mapping = {
            "type": "object",
            "properties": {"value": number, **kept},
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [*number["anyOf"], mapping], "description": cls.__doc__}

    @property
    def ends(self) -> tuple[Fraction, Fraction, Fraction]:
        """Its low end, middle and high end, exact in decimals."""
        return exact(self.low), self.point, exact(self.high)

    @property
    def point(self) -> Fraction:
        """The midpoint, exact in decimals."""
        return _middle(self.low, self.high)

    @property
    def is_range(self) -> bool:
        """Whether low and high differ."""
        return self.low != self.high

    def words(self) -> str:
        """The number as an analyst writes it: 30, or 30..45."""
        return f"{_shortest(self.low)}..{_shortest(self.high)}" if self.is_range else _shortest(self.low)

    def said(self) -> str:
        """The number as a sentence has it: 30, or 30 to 45."""
        return f"{_shortest(self.low)} to {_shortest(self.high)}" if self.is_range else _shortest(self.low)


def _shortest(number: float) -> str:
    """A number without needless digits, and without losing any."""
    short = f"{number:.12g}"
    return short if float(short) == number else repr(number)


def _bounds(value: Any) -> dict[str, Any]:
    match = _RANGE.fullmatch(str(value)) if isinstance(value, str | int | float) else None
    if not match or isinstance(value, bool):
        hint = "must be a number or a range such as 30..45, not '{given}'"
        raise PydanticCustomError("estimate", hint, {"given": str(value)[:40]})
    low = float(match[1])
    high = float(match[2]) if match[2] else low
    if max(abs(low), abs(high)) > LARGEST:
        raise PydanticCustomError("estimate", "{given} is too large to be meant", {"given": str(value)[:40]})
    if low > high:
        hint = "the range {given} runs backwards; write {high}..{low}"
        raise PydanticCustomError("estimate", hint, {"given": str(value), "low": f"{low:g}", "high": f"{high:g}"})
    return {"low": low, "high": high}

"""Names, options and combinations of options, as they stand in many places of a case file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError


def _name(value: str) -> str:
    if not value or not all(letter.isalnum() or letter in "_-." for letter in value):
        hint = "'{given}' cannot be a name here: use letters, digits, _ - . only"
        raise PydanticCustomError("name", hint, {"given": value[:40]})
    return value


def entries(value: Any) -> Any:
    """Nothing stated where named entries stand."""
    return {} if value is None else value


def items(value: Any) -> Any:
    """Nothing stated where a list stands."""
    return () if value is None else value


def _one_or_more(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Name = Annotated[str, BeforeValidator(lambda value: _name(value) if isinstance(value, str) else value)]
_OPTION = {"anyOf": [{"type": "string"}, {"type": "number"}]}  # an editor takes a bare 600 for a number
Options = Annotated[
    tuple[str, ...],
    Field(min_length=1),
    BeforeValidator(_one_or_more),
    WithJsonSchema({"anyOf": [_OPTION, {"type": "array", "items": _OPTION, "minItems": 1}]}),
]
Combination = Annotated[dict[str, Options], Field(min_length=1)]
"""One or several options of one or several issues, all of which must hold together."""

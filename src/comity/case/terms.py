"""Names, options and combinations of options, as they stand in many places of a case file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, WithJsonSchema, WrapSerializer
from pydantic_core import PydanticCustomError


class Compared(tuple[str, ...]):
    """Steps of an amount that a file states by comparison (">300"): they are options, and are kept as written."""

    written: tuple[str, ...]

    def __new__(cls, steps: Iterable[str], written: tuple[str, ...]) -> Compared:
        """Steps by name, in the order of the amount, and the words that state them."""
        compared = super().__new__(cls, steps)
        compared.written = written
        return compared

    def __getnewargs__(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(self), self.written


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
    value = (value,) if isinstance(value, str) else value
    return value.written if isinstance(value, Compared) else value


def _as_written(value: Any, handler: SerializerFunctionWrapHandler) -> Any:
    return handler(value.written if isinstance(value, Compared) else value)


Name = Annotated[str, BeforeValidator(lambda value: _name(value) if isinstance(value, str) else value)]
_OPTION = {"anyOf": [{"type": "string"}, {"type": "number"}]}  # an editor takes a bare 600 for a number
OptionName = Annotated[str, WithJsonSchema(_OPTION)]
"""An option by its short name, or a step of an amount."""

Options = Annotated[
    tuple[str, ...],
    Field(min_length=1),
    BeforeValidator(_one_or_more),
    WrapSerializer(_as_written),
    WithJsonSchema({"anyOf": [_OPTION, {"type": "array", "items": _OPTION, "minItems": 1}]}),
]
Combination = Annotated[dict[str, Options], Field(min_length=1)]
"""One or several options of one or several issues, all of which must hold together; of an amount, comparisons, too."""

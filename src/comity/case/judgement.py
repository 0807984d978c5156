"""What every judgement in a case carries: its reason, its evidence, how confident, whether still a draft."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

Confidence = Literal["low", "medium", "high"]

_EVIDENCE = re.compile(r"([\w.-]+):(\d{1,9})-(\d{1,9})")
_EVIDENCE_SCHEMA = {"type": "string", "pattern": r"^[\w.-]+:\d+-\d+$"}
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _yes_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _YES_NO:
        return _YES_NO[value.lower()]
    raise PydanticCustomError("yes_no", "must be yes or no, not '{given}'", {"given": str(value)})


def _listed(value: Any) -> Any:
    """One item where a list is meant is a list of one; nothing stated is an empty list."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}),
]


class Part(BaseModel):
    """Anything written in a case file: frozen, and unknown fields are problems, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Evidence(Part):
    """A span of a source that bears on a judgement: text[start:end] in characters of the stored source."""

    source: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("start"), int):
            return value  # from a program; in a file it is one word
        match = _EVIDENCE.fullmatch(value.strip()) if isinstance(value, str) else None
        if not match:
            hint = "must read source:start-end, for example leaders:1203-1299, not '{given}'"
            raise PydanticCustomError("evidence", hint, {"given": str(value)[:60]})
        start, end = int(match[2]), int(match[3])
        if end <= start:
            hint = "must end after it starts: '{given}'"
            raise PydanticCustomError("evidence", hint, {"given": value})
        return {"source": match[1], "start": start, "end": end}

    @model_serializer
    def _to_words(self) -> str:
        return str(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Evidence is written as one word in the file."""
        return {**_EVIDENCE_SCHEMA, "description": cls.__doc__}

    def __str__(self) -> str:
        return f"{self.source}:{self.start}-{self.end}"


class Judgement(Part):
    """What an analyst adds to a number or a claim so that it can be checked."""

    because: str | None = Field(None, description="The reason, in a sentence.")
    evidence: Annotated[
        tuple[Evidence, ...],
        BeforeValidator(_listed),
        WithJsonSchema(
            {
                "anyOf": [_EVIDENCE_SCHEMA, {"type": "array", "items": _EVIDENCE_SCHEMA}],
                "description": "Where sources bear it out, as source:start-end.",
            }
        ),
    ] = ()
    confidence: Confidence | None = Field(None, description="How sure the analyst is.")
    draft: YesNo = Field(False, description="yes while proposed by the reader and not yet confirmed.")


JUDGEMENT_FIELDS = tuple(Judgement.model_fields)

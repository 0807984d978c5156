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
Firmness = Literal["constitutional", "declared", "preferred"]
"""How firmly something is refused or asked for: the price of giving it up."""

_SOURCE = r"([\w.-]+)"
_SPAN = r"(\d{1,9})-(\d{1,9})(?:~([0-9a-f]{4}))?"
_PLACE = re.compile(rf"{_SOURCE}:{_SPAN}(?:\s+(\S.*))?", re.DOTALL)
_ALONE = re.compile(rf"{_SOURCE}:\s+{_SPAN}")
_WORDS = re.compile(rf"{_SOURCE}:\s+(\S.*)", re.DOTALL)
_PHRASE = {"type": "string", "pattern": r"^[\w.-]+:(\d+-\d+(~[0-9a-f]{4})?(\s+\S.*)?|\s+\S.*)$"}
_ENTRY = {"type": "object", "additionalProperties": {"type": "string"}}
_EVIDENCE_SCHEMA = {"anyOf": [_PHRASE, _ENTRY]}
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
    return (value,) if isinstance(value, str | dict) else value


YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}),
]


class Part(BaseModel):
    """Anything written in a case file: frozen, and unknown fields are problems, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class NamedPart(Part):
    """A part that has a name, and may be written as just that."""

    name: str

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The name alone, or all of its fields."""
        schema: dict[str, Any] = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [{"type": "string"}, dict(schema)], "description": cls.__doc__}


class Evidence(Part):
    """Words of a source that bear on a judgement: their place, the words they begin with, or both.

    start, end: text[start:end] in characters of the stored source, both None where only words are given; words: those
    that the place begins with, all of it where it is short; digest: four figures that tell whether it reads otherwise.
    In a file: "leaders:1203-1299", "leaders:1203-1299~5be1 The constitution forbids" or {leaders: cast-iron}.
    """

    source: str
    start: int | None = Field(None, ge=0)
    end: int | None = Field(None, gt=0)
    words: str = ""
    digest: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("start"), int):
            return value  # from a program; in a file it is one phrase
        written = _phrase(value)
        if place := _PLACE.fullmatch(written) or _ALONE.fullmatch(written):
            start, end = int(place[2]), int(place[3])
            if end <= start:
                hint = "must end after it starts: '{given}'"
                raise PydanticCustomError("evidence", hint, {"given": written[:60]})
            words = " ".join(place[5].split()) if place.re is _PLACE and place[5] else ""
            return {"source": place[1], "start": start, "end": end, "words": words, "digest": place[4] or ""}
        if words_only := _WORDS.fullmatch(written):
            return {"source": words_only[1], "words": " ".join(words_only[2].split())}
        hint = "must read source:start-end, for example leaders:1203-1299, not '{given}'"
        raise PydanticCustomError("evidence", hint, {"given": str(value)[:60]})

    @model_serializer
    def _to_words(self) -> str:
        return str(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Evidence is written as one phrase in the file, or as words under the name of their source."""
        return {**_EVIDENCE_SCHEMA, "description": cls.__doc__.split("\n")[0] if cls.__doc__ else ""}

    def __str__(self) -> str:
        if self.start is None:
            return f"{self.source}: {self.words}"
        digest = f"~{self.digest}" if self.digest else ""
        return f"{self.place()}{digest} {self.words}".rstrip()

    def place(self) -> str:
        """Its place without its words, "leaders:1203-1299"; the source alone where it has no place."""
        return self.source if self.start is None else f"{self.source}:{self.start}-{self.end}"


def _phrase(value: Any) -> str:
    """What a file writes as evidence, as one phrase: `leaders: cast-iron` is an entry to YAML."""
    if isinstance(value, str):
        return value.strip()
    if not isinstance(value, dict):
        return ""
    if len(value) != 1:
        hint = (
            "must name one source an item: write each as an item of its own, [leaders: cast-iron, minutes: as agreed]"
        )
        raise PydanticCustomError("evidence", hint)
    (source, words), *_ = value.items()
    return f"{source}: {words}".strip() if isinstance(words, str) else ""


Pieces = Annotated[
    tuple[Evidence, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [_PHRASE, {"type": "array", "items": _EVIDENCE_SCHEMA}, _ENTRY]}),
]


class Judgement(Part):
    """What an analyst adds to a number or a claim so that it can be checked."""

    because: str | None = Field(None, description="The reason, in a sentence.")
    evidence: Pieces = Field((), description="Where sources bear it out: source:start-end, or words of the source.")
    confidence: Confidence | None = Field(None, description="How sure the analyst is.")
    draft: YesNo = Field(False, description="yes while proposed by the reader and not yet confirmed.")


JUDGEMENT_FIELDS = tuple(Judgement.model_fields)

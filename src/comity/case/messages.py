"""Messages: how far an argument could move one judgement of one party at most, and offices that may carry one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from comity.case.dated import Dated
from comity.case.estimate import LARGEST
from comity.case.judgement import NamedPart, Part
from comity.case.terms import Name

NO_DEAL, WEIGHT = "no_deal", "weight"

ONE = "a message moves one judgement: {no_deal: 46}, {guarantees: {article5: 60}} or {guarantees: {weight: 25}}"


def _number(value: Any) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if abs(number) > LARGEST:
        raise PydanticCustomError("limit", "{given} is too large to be meant", {"given": str(value)[:40]})
    if not math.isfinite(number):
        hint = "must be one number, as far as the argument could carry it at most, not '{given}'"
        raise PydanticCustomError("limit", hint, {"given": str(value)[:40]})
    return number


def _moves(value: Any) -> Any:
    """One judgement and its limit: the no-deal value, or the weight or the rating of an option of one issue."""
    if not isinstance(value, dict):
        raise PydanticCustomError("moves", "{one}", {"one": ONE})
    within = [each for each in value.values() if isinstance(each, dict)]
    if len(value) != 1 or any(len(each) != 1 for each in within) or (NO_DEAL in value) == bool(within):
        raise PydanticCustomError("moves", "{one}", {"one": ONE})
    return {
        name: {entry: _number(limit) for entry, limit in each.items()} if isinstance(each, dict) else _number(each)
        for name, each in value.items()
    }


class Messenger(NamedPart):
    """An office that may carry a message and is no party."""

    name: str = Field(description="What it is called in findings.")
    about: str | None = Field(None, description="What a reader should know of it.")


class Shift(Part):
    """Weight that an argument could move from one issue to another, at most."""

    from_: str = Field(alias="from", description="The issue that would come to matter less.")
    to: str = Field(description="The issue that would come to matter more.")
    weight: float = Field(gt=0, description="How much weight could be moved at most, on the scale of its weights.")


@dataclass(frozen=True)
class Aim:
    """What a message is aimed at: one judgement, and how far the argument could carry it at most.

    issue: None for the no-deal value; entry: the option whose rating is meant, or "weight"; limit: on its scale.
    """

    issue: str | None
    entry: str
    limit: float


class Message(Dated):
    """An argument that could move one judgement of one party, up to a limit."""

    id: Name | None = Field(None, description="A short name, for findings to refer to.")
    to: str = Field(description="The party or member whose judgement it is aimed at.")
    says: str | None = Field(None, description="What it says, in a few words, as findings call it.")
    moves: Annotated[
        dict[str, Any] | None,
        BeforeValidator(_moves),
        WithJsonSchema(
            {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {
                    "anyOf": [{"type": "number"}, {"type": "object", "additionalProperties": {"type": "number"}}]
                },
            }
        ),
    ] = Field(
        None,
        description="The judgement and the value as far as the argument could carry it at most: {no_deal: 46}, "
        "{guarantees: {article5: 60}} or {guarantees: {weight: 25}}.",
    )
    shifts: Shift | None = Field(None, description="In place of `moves`: weight from one issue to another.")

    @model_validator(mode="after")
    def _one(self) -> Message:
        if (self.moves is None) == (self.shifts is None):
            hint = "a message has one of `moves` and `shifts`, {given}"
            given = "not both" if self.shifts is not None else "and this has neither"
            raise PydanticCustomError("message", hint, {"given": given})
        return self

    @property
    def aim(self) -> Aim | None:
        """What it moves; None where it shifts weight."""
        if self.moves is None:
            return None
        (name, stated), *_ = self.moves.items()
        if not isinstance(stated, dict):
            return Aim(None, name, stated)
        (entry, limit), *_ = stated.items()
        return Aim(name, entry, limit)


def message_names(messages: tuple[Message, ...]) -> tuple[str, ...]:
    """The ids of messages; one without an id is named by whom it is for and its number."""
    counts: dict[str, int] = {}
    names = []
    for message in messages:
        counts[message.to] = counts.get(message.to, 0) + 1
        names.append(message.id or f"{message.to}-message-{counts[message.to]}")
    return tuple(names)

"""What no deal is worth to a party: an estimate, which may say what state of affairs having no deal is like."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_serializer, model_validator

from comity.case.estimate import Estimate
from comity.case.judgement import JUDGEMENT_FIELDS

FURTHER = ("like", "per_month", "before")
"""What a no-deal value may say beside its number, in the order in which it is written."""


class NoDealValue(Estimate):
    """What having no agreement is worth, and, where that is known, the options that come closest to it."""

    like: dict[str, str] = Field({}, description="What having no agreement is like: the option of an issue, or of all.")
    per_month: Estimate | None = Field(
        None, description="By how much it rises each month without an agreement; below 0 it falls, as fatigue grows."
    )

    @model_serializer
    def _to_words(self) -> Any:
        said = {name: getattr(self, name) for name in (*FURTHER, *JUDGEMENT_FIELDS)}
        kept = {name: item for name, item in said.items() if item}
        return {"value": self.words(), **kept} if kept else self.words()

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """As of every estimate, with what no deal is like beside the value or instead of it."""
        schema = super().__get_pydantic_json_schema__(core_schema, handler)
        own = handler.resolve_ref_schema(handler(core_schema))["properties"]
        like = {**own["like"]}
        like["additionalProperties"] = {"anyOf": [{"type": "string"}, {"type": "number"}]}
        mapping = schema["anyOf"][-1]
        mapping["properties"] |= {"like": like, "per_month": own["per_month"]}
        mapping.pop("required")
        return schema


class LikeValue(NoDealValue):
    """A no-deal value that follows from what no deal is like: what the party's own judgements make of these options.

    low and high are filled in when the case is read.
    """

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        return value

    @model_serializer
    def _to_words(self) -> Any:
        said = {name: getattr(self, name) for name in (*FURTHER, *JUDGEMENT_FIELDS)}
        return {name: item for name, item in said.items() if item}

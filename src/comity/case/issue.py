"""What is to be settled: issues, and their options or the amount that they are settled at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapSerializer,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from comity.case.amount import Amount
from comity.case.by_step import ByStep, as_written
from comity.case.consent import Parties
from comity.case.judgement import JUDGEMENT_FIELDS, Judgement, Part, YesNo
from comity.case.option import Option as Option
from comity.case.steps import NoStep, Steps
from comity.case.terms import Name, entries

NOT_OPTIONS = ("weight", "ratings", *JUDGEMENT_FIELDS)
"""What no option can be named, since interests give it another meaning."""


class Today(Judgement):
    """The option that comes closest to what holds while nothing is agreed."""

    option: str = Field(description="The option of the issue, by its short name.")

    @model_validator(mode="before")
    @classmethod
    def _from_option(cls, value: Any) -> Any:
        return {"option": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The option alone, or all of its fields."""
        schema: dict[str, Any] = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [{"type": "string"}, {"type": "number"}, dict(schema)], "description": cls.__doc__}


class Issue(Part):
    """What is to be settled, and the options considered: named ones, or the steps of an amount."""

    name: str = Field(description="What is to be settled, in words.")
    amount: Amount | None = Field(None, description="Where it is a number or a date: from where to where, in steps.")
    options: Mapping[Name, Option] = Field(
        min_length=1, description="Each option's short name and what it contains; none where there is an amount."
    )
    decided_by: str | None = Field(None, description="The one party that settles it alone; joint where not given.")
    binding: YesNo = Field(
        False, description="yes where the agreement binds whoever decides it alone: to change it later is a breach."
    )
    ordered: YesNo = Field(False, description="yes where the options are a ladder from one end to the other.")
    needs: Annotated[dict[str, Parties], BeforeValidator(entries), WrapSerializer(as_written)] = Field(
        {},
        description="By option: who must take part for it to exist. It is possible only where each of these accepts; "
        "one who does not sign can spoil it.",
    )
    today: Today | None = Field(
        None, description="What holds while nothing is agreed: an option, or an entry of `option` and its reason."
    )
    reversible: YesNo = Field(
        False, description="yes where a step on it lapses when talks stop; otherwise it stays once it is in force."
    )
    about: str | None = Field(None, description="What a reader should know of it.")

    def confirmed(self) -> Issue:
        """The same issue without what holds today where that is still a draft."""
        return self.model_copy(update={"today": None}) if self.today is not None and self.today.draft else self

    @model_validator(mode="before")
    @classmethod
    def _options_or_amount(cls, value: Any) -> Any:
        if not isinstance(value, dict) or value.get("amount") is None:
            return value
        if value.get("options") and not isinstance(value["options"], Steps):
            hint = "an issue has options or an amount, not both; leave one out"
            raise PydanticCustomError("options_or_amount", hint)
        return {**value, "options": _FROM_AMOUNT}

    @field_validator("options", mode="wrap")
    @classmethod
    def _steps(cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Mapping[str, Option]:
        if value is _FROM_AMOUNT:
            amount = info.data.get("amount")
            return Steps.of(amount) if amount else {}
        options: Mapping[str, Option] = handler(value)
        for option in options:
            if option in NOT_OPTIONS:
                hint = "an option cannot be named '{option}', which has another meaning in interests"
                raise PydanticCustomError("reserved", hint, {"option": option})
        return options

    @model_validator(mode="after")
    def _needs_of_steps(self) -> Issue:
        if self.steps is not None:
            with suppress(NoStep):  # the check says which
                self.__dict__["needs"] = ByStep.over(self.steps, self.needs)
        return self

    @model_serializer(mode="wrap")
    def _without_steps(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        if self.steps is None:
            return handler(self)  # type: ignore[no-any-return]
        said: dict[str, Any] = handler(self.model_copy(update={"options": {}}))
        return {name: item for name, item in said.items() if name != "options"}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Options, or an amount."""
        schema: dict[str, Any] = handler.resolve_ref_schema(handler(core_schema))
        required = [name for name in schema["required"] if name != "options"]
        return {**schema, "required": required, "anyOf": [{"required": ["options"]}, {"required": ["amount"]}]}

    @property
    def steps(self) -> Steps | None:
        """Its options where they are the steps of an amount; None where they are named ones."""
        return self.options if isinstance(self.options, Steps) else None

    def unrated(self, ratings: Mapping[str, Any]) -> list[str]:
        """The options of which ratings must say something and do not: all, of an amount both of its ends."""
        asked = self.options if self.steps is None else self.steps.ends
        return [option for option in asked if option not in ratings]

    def some(self, options: Iterable[str]) -> tuple[str, ...]:
        """Some options as a combination states them; many steps of an amount by the stretches that they fill."""
        return tuple(options) if self.steps is None else self.steps.some(options)

    def shorts(self, options: Iterable[str]) -> list[str]:
        """Some options by their short names; steps of an amount that are neighbours in one: "250..300"."""
        return list(options) if self.steps is None else self.steps.short(options)

    def beside(self, options: Iterable[str]) -> list[str]:
        """Some options as a table has them beside the issue: short names; of an amount numbers with their unit."""
        return list(options) if self.steps is None else self.steps.said(options)

    def listed(self, options: Iterable[str]) -> list[str]:
        """Some options by what they contain; steps of an amount that are neighbours in one: "250 to 300 tonnes"."""
        if self.steps is not None:
            return self.steps.said(options)
        return [self.options[option].name for option in options]


_FROM_AMOUNT: Any = Steps.of(Amount(**{"from": "0", "to": "1", "step": "1"}))
"""Stands for the options of an amount until this is read."""

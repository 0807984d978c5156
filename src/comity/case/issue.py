"""What is to be settled: issues and their options."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from comity.case.consent import Parties
from comity.case.judgement import JUDGEMENT_FIELDS, Judgement, NamedPart, Part, YesNo
from comity.case.terms import Name, entries

NOT_OPTIONS = ("weight", "ratings", *JUDGEMENT_FIELDS)
"""What no option can be named, since interests give it another meaning."""


class Option(NamedPart):
    """One way to settle an issue."""

    name: str = Field(description="What it contains, in words.")
    short: str | None = Field(None, description="The same as a noun phrase of at most four words: sanctions relief.")
    says: str | None = Field(None, description="The same as one sentence, as an agreement would say it.")
    one_way: YesNo = Field(
        False, description="yes where it cannot be undone: whoever decides the issue alone cannot change it again."
    )
    since: str | None = Field(None, description="The id of the development since which it is considered.")
    until: str | None = Field(None, description="The id of the development until which it was considered.")
    verified_by: Parties = Field((), description="Who verifies that it is kept: a party, a member, or several.")
    breach: str | None = Field(None, description="What follows where it is not kept, in a sentence.")


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
    """What is to be settled, and the options considered."""

    name: str = Field(description="What is to be settled, in words.")
    options: dict[Name, Option] = Field(min_length=1, description="Each option's short name and what it contains.")
    decided_by: str | None = Field(None, description="The one party that settles it alone; joint where not given.")
    binding: YesNo = Field(
        False, description="yes where the agreement binds whoever decides it alone: to change it later is a breach."
    )
    ordered: YesNo = Field(False, description="yes where the options are a ladder from one end to the other.")
    needs: Annotated[dict[Name, Parties], BeforeValidator(entries)] = Field(
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

    @field_validator("options")
    @classmethod
    def _not_reserved(cls, options: dict[str, Option]) -> dict[str, Option]:
        for option in options:
            if option in NOT_OPTIONS:
                hint = "an option cannot be named '{option}', which has another meaning in interests"
                raise PydanticCustomError("reserved", hint, {"option": option})
        return options

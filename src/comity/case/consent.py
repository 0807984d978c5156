"""Who must say yes: rules of consent as a case file writes them, for signers, groups and bodies at home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from comity.case.judgement import Part

KINDS = ("party", "all", "any", "at_least", "share", "weight", "quota")
"""The fields of which a rule has exactly one: they say what it counts."""

WORDS: Mapping[str, Mapping[str, Any]] = {"all": {"share": 100.0}, "any": {"at_least": 1}}
"""Rules that are written as one word: everyone in question, and any one of them."""


def _several(value: Any) -> Any:
    """One where several are meant is a list of one."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str | dict) else value


def _parts(value: Any) -> Any:
    return None if value is None else _several(value)


def _voters(value: Any) -> Any:
    return value if value is None or value in ("members", "signers") else _several(value)


Parties = Annotated[tuple[str, ...], BeforeValidator(_several)]
"""One or several parties by name."""


class Rule(Part):
    """Whose yes suffices: a party by name, `all`, `any`, a list of which all are needed, or what is counted.

    A rule is a tree of thresholds: wherever a party may stand in `all`, `any` or `of`, a rule may. There is no way to
    write that a yes does harm, so every rule is monotone.
    """

    party: str | None = Field(None, description="One party or member; usually written as just its name.")
    all: Annotated[tuple[Rule, ...] | None, BeforeValidator(_parts)] = Field(
        None, description="All of these parties and rules."
    )
    any: Annotated[tuple[Rule, ...] | None, BeforeValidator(_parts)] = Field(
        None, description="Any one of these parties and rules."
    )
    at_least: int | None = Field(None, ge=1, description="So many of those in `of`.")
    share: float | None = Field(None, gt=0, le=100, description="So many percent of those in `of`, by their number.")
    weight: float | None = Field(None, gt=0, le=100, description="So many percent of the weight of those in `of`.")
    quota: float | None = Field(None, gt=0, description="So much weight of those in `of`.")
    by: str | dict[str, float] | None = Field(
        None, description="What `weight` and `quota` count: an entry of the parties' `votes`, or weights by party."
    )
    of: Annotated[tuple[Rule, ...] | Literal["members", "signers"] | None, BeforeValidator(_voters)] = Field(
        None,
        description="Among whom: parties and rules; `signers`, or `members` of the group, are all of them, as where "
        "nothing is said.",
    )
    including: Parties = Field((), description="Who must be among them: these have a veto.")
    or_blocked_by_fewer_than: int | None = Field(
        None, ge=1, description="It also suffices that fewer than so many of those in `of` are against."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        if isinstance(value, str):
            return dict(WORDS.get(value) or {"party": value})
        if isinstance(value, list | tuple):
            return {"all": value}
        if isinstance(value, dict) and value.get("party") is None:
            stated = [name for name in KINDS if value.get(name) is not None]
            if len(stated) != 1:
                counts = ", ".join(KINDS[1:])
                hint = "a rule of consent needs exactly one of {counts}{given}"
                given = f", not {' and '.join(stated)}" if stated else ""
                raise PydanticCustomError("consent", hint, {"counts": counts, "given": given})
            if stated[0] in ("weight", "quota") and not value.get("by"):
                hint = "`{kind}` needs `by`: an entry of the parties' `votes`, or weights by party"
                raise PydanticCustomError("consent", hint, {"kind": stated[0]})
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """A rule may be written as one word, or as a list of which all are needed."""
        schema: dict[str, Any] = dict(handler.resolve_ref_schema(handler(core_schema)))
        listed = {"type": "array", "items": {"type": ["string", "object", "array"]}, "minItems": 1}
        return {"anyOf": [{"type": "string"}, listed, schema], "description": cls.__doc__}

    def voters(self, everyone: tuple[str, ...]) -> Iterator[Rule]:
        """Among whom the rule counts; everyone: who that is where it names nobody."""
        for part in (self.all, self.any, self.of):
            if isinstance(part, tuple):
                yield from part
        if self.party is None and self.all is None and self.any is None and not isinstance(self.of, tuple):
            yield from (Rule(party=name) for name in everyone)

    def parties(self, everyone: tuple[str, ...]) -> tuple[str, ...]:
        """Everyone whose yes the rule asks for, by name, each once."""
        if self.party is not None:
            return (self.party,)
        named = [name for voter in self.voters(everyone) for name in voter.parties(everyone)]
        return tuple(dict.fromkeys([*named, *self.including]))

"""The contest behind a case: who would fight on, at what odds and costs, and what each option changes in that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializeAsAny,
    ValidationError,
    WrapSerializer,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from comity.case.by_step import ByStep, as_written
from comity.case.estimate import Estimate
from comity.case.judgement import JUDGEMENT_FIELDS, Judgement, Part
from comity.case.no_deal import LikeValue, NoDealValue

Path: TypeAlias = tuple[str | int, ...]

_ANCHORS = {"nothing", "everything"}
_DECIMALS = 2  # of a no-deal value that is worked out: enough for a reader, few enough to add up exactly


def _within(low: float, high: float, said: str) -> Callable[[Estimate], Estimate]:
    """A check that the whole range of an estimate lies where it has a meaning."""

    def check(estimate: Estimate) -> Estimate:
        for each in (estimate, *estimate.before.values()):
            if not low <= each.low <= each.high <= high:
                where = f"at most {high:,.0f}" if "or more" in said and each.low >= low else said
                raise PydanticCustomError(
                    "outside", "must be {said}, not {given}", {"said": where, "given": each.words()}
                )
        return estimate

    return check


Percent = Annotated[Estimate, AfterValidator(_within(0.0, 100.0, "0 to 100 percent"))]
Yearly = Annotated[Estimate, AfterValidator(_within(0.0, 99.0, "0 to 99 percent a year"))]
Chance = Annotated[Estimate, AfterValidator(_within(0.1, 99.9, "0.1 to 99.9 percent"))]
Helped = Annotated[Estimate, AfterValidator(_within(50.0, 99.9, "50 (no help) to 99.9 percent"))]
Discount = Annotated[Estimate, AfterValidator(_within(1.0, 99.9, "1 to 99.9 percent"))]
Cost = Annotated[Estimate, AfterValidator(_within(0.0, 1e6, "0 or more"))]
Spread = Annotated[Estimate, AfterValidator(_within(0.01, 1e6, "0.01 or more"))]
Level = Annotated[Estimate, AfterValidator(_within(5.0, 1000.0, "5 to 1000 percent of today's arms"))]
Change = Annotated[Estimate, AfterValidator(_within(-50.0, 100.0, "-50 to 100 percentage points a year"))]
Years = Annotated[Estimate, AfterValidator(_within(0.0, 100.0, "0 to 100 years"))]


class Costs(Part):
    """What a war would cost each side, in years of holding the whole stake."""

    challenger: Cost
    defender: Cost


class FirstStrike(Part):
    """What an otherwise even chance becomes for the side that strikes first, in percent; 50: nothing is gained."""

    challenger: Helped
    defender: Helped


class Fatigue(Part):
    """How much of its arms each side loses in a year of fighting on, in percent of today's; below 0 they grow."""

    challenger: Annotated[Estimate, AfterValidator(_within(-100.0, 20.0, "-100 to 20 percent a year"))]
    defender: Annotated[Estimate, AfterValidator(_within(-100.0, 20.0, "-100 to 20 percent a year"))]


class Rebuilding(Part):
    """How each side's arms grow in peace unless the agreement changes it, and for how long."""

    years: Years = Field(description="For how many years arms grow; after that they stay.")
    challenger: Change = Field(description="Growth in percent of today's arms a year.")
    defender: Change = Field(description="Growth in percent of today's arms a year.")


class Incentive(Part):
    """What the guarantor has to lose, in points of a scale of its own."""

    defeat: Cost = Field(description="Its loss if the defender is defeated, in points.")
    reputation: Cost = Field(description="Its loss if it breaks its promise, in points.")
    fighting: Cost = Field(description="Its cost of fighting, in points.")
    noise: Spread = Field(description="Spread of what moves it beyond these, in points.")


class Guarantor(Part):
    """Who would come to the defender's aid, and how firmly it stands by its promise over the years."""

    party: str | None = Field(None, description="The party, where one stands for the promise.")
    rescue: Percent = Field(description="Chance, in percent, that the challenger wins although the guarantor fights.")
    punishment: Cost = Field(
        description="What a fighting guarantor costs the challenger beyond the war, in years of the whole stake."
    )
    wavers: Yearly = Field(description="Yearly chance, in percent, that a firm guarantor becomes a wavering one.")
    recovers: Yearly = Field(description="Yearly chance, in percent, that a wavering guarantor becomes firm again.")
    incentive: Incentive | None = Field(None, description="Whether it would be in its interest to keep the promise.")


class Cheating(Part):
    """A challenger that may break the limits on its arms unseen."""

    arms: Annotated[Estimate, AfterValidator(_within(100.0, 1000.0, "100 to 1000 percent"))] = Field(
        description="Its arms while it cheats, in percent of what they would be."
    )
    begins: Yearly = Field(description="Yearly chance, in percent, that cheating begins.")
    found: Yearly = Field(description="Yearly chance, in percent, that cheating is found out without any monitors.")


class Guarantee(Part):
    """What an option promises to the defender."""

    chance: Percent = Field(description="Chance, in percent, that the promise is kept if the challenger attacks today.")
    decay: Yearly = Field(description="How much of that chance is lost each year, in percent of it.")
    wavering: Percent = Field(
        description="How much of that chance is left while the guarantor wavers, in percent of it."
    )


class ByChange(Part):
    """Percentage points that an option adds to the yearly growth of each side's arms (below 0: takes off)."""

    challenger: Change | None = None
    defender: Change | None = None


class ByLimit(Part):
    """The most that each side's arms may be, in percent of today's."""

    challenger: Level | None = None
    defender: Level | None = None


class ByFlow(Part):
    """What each side has from peace every year and would lose on attack, in percent of a year of the whole stake."""

    challenger: Percent | None = None
    defender: Percent | None = None


class Effect(Judgement):
    """What one option does to the contest. What is not mentioned stays as it would be without an agreement on it."""

    share: Percent | None = Field(None, description="Part of the stake that the challenger has, in percent.")
    guarantee: Guarantee | None = None
    odds: Chance | None = Field(
        None,
        description="What an otherwise even chance of the challenger becomes under this option, in percent "
        "(lines of defence given up or gained); 50 changes nothing.",
    )
    rebuilding: ByChange | None = None
    limit: ByLimit | None = None
    flow: ByFlow | None = None
    first_strike: Percent | None = Field(
        None, description="How much of what striking first adds to the odds is left, in percent (monitors, zones)."
    )
    accident: Percent | None = Field(None, description="How much of the risk of accidents is left, in percent.")
    found: Percent | None = Field(
        None, description="Chance a year, in percent, that this option finds out cheating on limits."
    )


class Contest(Judgement):
    """Who would fight on, at what odds and costs. Worth is in years of holding the whole stake, as a side sees it."""

    challenger: str = Field(description="The party that might attack to change what is agreed.")
    defender: str = Field(description="The party that it might attack.")
    stake: str = Field(description="What they would fight over, in words; a war is for all of it.")
    held: Percent = Field(description="Part of the stake that the challenger holds today, in percent.")
    victory: Chance = Field(
        description="Chance, in percent, that the challenger would win all of the stake if the war were fought to an "
        "end from today's line, with nobody else coming in."
    )
    land: Helped = Field(
        description="What an otherwise even chance becomes for a side that holds the whole stake rather than none of "
        "it, in percent; 50: holding land does not help to win."
    )
    arms: Helped = Field(
        description="What an otherwise even chance becomes for a side with twice the other's arms, in percent."
    )
    first_strike: FirstStrike
    cost: Costs
    discount: Discount = Field(description="Worth of next year beside this one, in percent.")
    noise: Spread = Field(
        description="Spread of what moves a side beyond this model, in years of the whole stake: a side to which "
        "attack is worth three times as much less than peace attacks once in about twenty years."
    )
    accident: Yearly = Field(description="Yearly chance, in percent, that peace ends without anyone having chosen so.")
    rebuilding: Rebuilding
    fatigue: Fatigue | None = Field(None, description="Needed to say who gains by waiting.")
    guarantor: Guarantor | None = None
    cheating: Cheating | None = None
    effects: dict[str, Annotated[dict[str, Effect], WrapSerializer(as_written)]] = Field(
        min_length=1, description="By issue and option: what it does to the contest."
    )

    def judgements(self) -> Iterator[tuple[Path, Judgement]]:
        """Every judgement of the section below its top, with its path from there."""
        return _judgements((), self)

    @property
    def sides(self) -> tuple[str, str]:
        """The challenger and the defender."""
        return self.challenger, self.defender


class WarValue(NoDealValue):
    """A no-deal value that follows from the contest: what fighting on is worth, between two anchors on the scale.

    low and high are filled in when the case is read.
    """

    from_: Literal["contest"] = Field("contest", alias="from")
    nothing: Estimate
    everything: Estimate

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        return value

    @model_serializer
    def _to_words(self) -> Any:
        said = {name: getattr(self, name) for name in ("nothing", "everything", "like", "before", *JUDGEMENT_FIELDS)}
        return {"from": self.from_, **{name: item for name, item in said.items() if item}}

    def of(self, war: tuple[Fraction, Fraction]) -> WarValue:
        """The value where fighting on is worth as much as those parts of the stake held for ever, least and most."""
        ends = [(nothing, everything) for nothing in _ends(self.nothing) for everything in _ends(self.everything)]
        worths = [nothing + (everything - nothing) * part for nothing, everything in ends for part in war]
        bounds = {"low": round(float(min(worths)), _DECIMALS), "high": round(float(max(worths)), _DECIMALS)}
        return self.model_copy(update=bounds)


def _worked_out(value: Any) -> Any:
    """A no-deal value that is no number yet: it follows from the contest, or from what no deal is like."""
    if isinstance(value, Estimate) and not isinstance(value, NoDealValue):
        return NoDealValue.model_validate(dict(value))
    if isinstance(value, dict) and value.get("like") and not value.keys() & {"from", "value", "low"}:
        try:
            return LikeValue.model_validate({"low": 0.0, "high": 0.0, **value})
        except ValidationError as error:
            wrong = error.errors()[0]
            hint = "{field}: {problem}"
            about = {"field": ".".join(map(str, wrong["loc"])), "problem": wrong["msg"]}
            raise PydanticCustomError("no_deal", hint, about) from None
    if not isinstance(value, dict) or "from" not in value:
        return value
    if value["from"] != "contest":
        hint = "can be worked out from: contest, not from '{given}'"
        raise PydanticCustomError("no_deal", hint, {"given": str(value["from"])[:40]})
    if value.keys() - {"from", "like", "before", *_ANCHORS, *JUDGEMENT_FIELDS} or not value.keys() >= _ANCHORS:
        hint = (
            "from: contest needs two more numbers and no others, `nothing` and `everything`: what it would be worth, "
            "on the party's own scale, to have none and all of the stake for ever"
        )
        raise PydanticCustomError("no_deal", hint)
    try:
        return WarValue.model_validate({"low": 0.0, "high": 0.0, **value})
    except ValidationError as error:
        wrong = error.errors()[0]
        hint = "{field} {problem}"
        raise PydanticCustomError("no_deal", hint, {"field": wrong["loc"][0], "problem": wrong["msg"]}) from None


class _NoDealSchema:
    """In the schema a no-deal value is an estimate, or the way to work it out."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        estimate = handler(core_schema)
        fields = {"from": {"const": "contest"}, **dict.fromkeys(sorted(_ANCHORS), estimate)}
        fields |= {"because": {"type": "string"}, "confidence": {"enum": ["low", "medium", "high"]}}
        fields |= {"evidence": True, "draft": True, "like": {"type": "object"}, "before": {"type": "object"}}
        worked_out = {
            "type": "object",
            "description": "Worked out from the contest: what fighting on is worth, between two anchors.",
            "properties": fields,
            "required": ["from", *sorted(_ANCHORS)],
            "additionalProperties": False,
        }
        return {"anyOf": [estimate, worked_out]}


NoDeal = Annotated[SerializeAsAny[NoDealValue], BeforeValidator(_worked_out), _NoDealSchema]
"""A no-deal value as it stands in a file: an estimate, what no deal is like, ``{like: {issue: option}}``, or
``{from: contest, nothing: .., everything: ..}``."""


def war_share(contest: Contest, party: str) -> tuple[Fraction, Fraction]:
    """What part of the stake, held for ever, is fighting on worth as much as? The least and the most, by the ranges.

    It is the chance of winning less the cost of war, which is spread over the years: ``p - (1 - discount) cost``.
    Below 0 where the war costs more than it can win. Source: war as a costly lottery, Fearon (1995).
    """
    won = [chance / 100 for chance in _ends(contest.victory)]
    if party == contest.defender:
        won = [1 - chance for chance in won]
    cost = contest.cost.challenger if party == contest.challenger else contest.cost.defender
    spread = [1 - each / 100 for each in _ends(contest.discount)]
    parts = [chance - loss * part for chance in won for loss in _ends(cost) for part in spread]
    return min(parts), max(parts)


def _ends(estimate: Estimate) -> tuple[Fraction, Fraction]:
    return Fraction(repr(estimate.low)), Fraction(repr(estimate.high))


def _judgements(path: Path, value: Any) -> Iterator[tuple[Path, Judgement]]:
    if isinstance(value, Part) and not isinstance(value, Estimate):
        entries = {name: getattr(value, name) for name in type(value).model_fields if name not in JUDGEMENT_FIELDS}
    elif isinstance(value, dict):
        entries = dict(value.written) if isinstance(value, ByStep) else value
    else:
        return
    for name, entry in entries.items():
        at = (*path, name)
        if isinstance(entry, Judgement):
            yield at, entry
        yield from _judgements(at, entry)

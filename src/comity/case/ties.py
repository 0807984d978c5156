"""Ties: how well a party or an office gets on with a party, and how much pressure between the two helps.

Ties are between parties, members and offices as they stand to each other in these talks, never about persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Annotated, Any

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from comity.case.contest import Percent
from comity.case.dated import Dated, as_judged
from comity.case.estimate import Estimate
from comity.case.gathered import gathered, opened
from comity.case.judgement import JUDGEMENT_FIELDS, Judgement

MOST_PRESSURE = 1000.0

TOGETHER = 6
"""Of how many developments every set is looked at, as if just these had not happened."""


def _pressure(estimate: Estimate) -> Estimate:
    for each in (estimate, *estimate.before.values()):
        if not 0 < each.low <= each.high <= MOST_PRESSURE:
            hint = "must be above 0 and at most {most}, not {given}"
            raise PydanticCustomError("outside", hint, {"most": f"{MOST_PRESSURE:g}", "given": each.words()})
    return estimate


Pressure = Annotated[Estimate, AfterValidator(_pressure)]


class Tie(Dated):
    """How far one could move another by a message, and from what pressure on that turns into its opposite."""

    from_: str = Field(alias="from", description="Who speaks: a party, a member or a messenger.")
    to: str = Field(description="Who is spoken to: a party or member.")
    rapport: Percent = Field(
        description="What part of the way to its limit a message at a pressure of 100 moves a judgement where nothing "
        "is lost by pressing, in percent."
    )
    best: Pressure = Field(description="The pressure that moves most; 100: a message put once and plainly.")
    turns: Pressure = Field(
        description="The pressure from which on it backfires; above `best`, and at most twice as much."
    )

    @property
    def drafted(self) -> bool:
        """Whether it, or one of its numbers, is still a draft."""
        return self.draft or self.rapport.draft or self.best.draft or self.turns.draft


def unfit(tie: Tie, timeline: Iterable[str]) -> tuple[str, str] | None:
    """Why the pressures of a tie cannot stand together, and what would fit; None where they can whenever judged.

    From the best one to the one that backfires is no further than to none at all. timeline: the developments of the
    case by their ids, the earliest first.
    """
    for when, judged in _whenever(tie, timeline):
        best, turns = judged.best, judged.turns
        if best.high >= turns.low:
            what = f"pressure turns at {turns.words()}, which is not above the best, {best.words()}"
            return f"{what}{when}", f"write more than {best.high:g}, or less as `best`"
        if turns.low > 2 * best.low or turns.high > 2 * best.high:
            what = f"pressure turns at {turns.words()}, more than twice the best, {best.words()}"
            return f"{what}{when}", f"write {_twice(best)} at most, or more as `best`"
    return None


def _whenever(tie: Tie, timeline: Iterable[str]) -> Iterator[tuple[str, Tie]]:
    """A tie as it is judged now, and as it was before each of the developments that its pressures name, with when."""
    yield "", tie
    order = {name: at for at, name in enumerate(timeline)}
    named = sorted({*tie.best.before, *tie.turns.before} & order.keys(), key=order.__getitem__)
    if len(named) > TOGETHER:  # (too many to look at every set of them)
        sets: Iterable[tuple[str, ...]] = (tuple(named[at:]) for at in range(len(named)))
    else:
        sets = (each for size in range(1, len(named) + 1) for each in combinations(named, size))
    for ahead in sets:
        yield f" (before {', '.join(ahead)})", as_judged(tie, order.keys() - set(ahead), order)


def _twice(best: Estimate) -> str:
    return f"{2 * best.low:g}..{2 * best.high:g}" if best.is_range else f"{2 * best.low:g}"


class Listening(Judgement):
    """How far each member of a group forms its view by what the others say."""

    members: dict[str, dict[str, float]] = Field(
        {},
        description="A member, with how much of its view it takes from which others, in percent; it keeps the rest. A "
        "member not named here listens to nobody.",
    )

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, value: Any) -> Any:
        return gathered(value, "members", JUDGEMENT_FIELDS)

    @field_validator("members")
    @classmethod
    def _shares(cls, members: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
        for member, others in members.items():
            if min(others.values(), default=0.0) < 0 or sum(others.values()) > 100 + 1e-9:
                hint = "what {member} takes from others must be 0 or more each, and 100 percent at most together"
                raise PydanticCustomError("listening", hint, {"member": member})
        return members

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The members stand beside the reason, by name."""
        return opened(handler.resolve_ref_schema(handler(core_schema)), "members")

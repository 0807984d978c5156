"""Steps beside the issues that would build confidence: what each would move, as judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from comity.case.contest import Cost, Percent
from comity.case.dated import Dated
from comity.case.estimate import Estimate
from comity.case.judgement import Judgement, Part, YesNo
from comity.case.terms import Name, entries
from comity.case.ties import Pressure, Tie


class Moved(Part):
    """What a measure moves of a party's judgements."""

    no_deal: Estimate = Field(description="What no deal would be worth to it once the measure is taken.")


class MovedTie(Judgement):
    """What a tie would be once a measure is taken; what is not stated stays as it is."""

    rapport: Percent | None = Field(None, description="What its rapport would be, in percent.")
    best: Pressure | None = Field(None, description="What the pressure that moves most would be.")
    turns: Pressure | None = Field(None, description="What the pressure from which on it backfires would be.")

    @model_validator(mode="after")
    def _something(self) -> MovedTie:
        if not self.numbers:
            hint = "says nothing of what becomes of the tie; write `rapport`, `best` or `turns`"
            raise PydanticCustomError("moved", hint)
        return self

    @property
    def numbers(self) -> dict[str, Estimate]:
        """The numbers that are moved, by their fields."""
        stated = {"rapport": self.rapport, "best": self.best, "turns": self.turns}
        return {name: number for name, number in stated.items() if number is not None}

    @property
    def drafted(self) -> bool:
        """Whether it, or a number of it, is still a draft."""
        return self.draft or any(number.draft for number in self.numbers.values())

    def of(self, tie: Tie) -> Tie:
        """A tie as it is once the measure is taken."""
        return tie.model_copy(update=self.numbers)


class Measure(Dated):
    """A step that builds confidence: an exchange of prisoners, a hotline, aid let through."""

    name: str = Field(description="What is done, in words.")
    by: str | None = Field(None, description="The party that would take it.")
    reversible: YesNo = Field(False, description="yes where it can be taken back.")
    cost: Cost | None = Field(None, description="What it costs who takes it, in points of its own scale.")
    moves: Annotated[dict[str, Moved], BeforeValidator(entries)] = Field(
        {}, description="By party: what no deal would be worth to it then, {usa: {no_deal: 55..60}}."
    )
    ties: Annotated[dict[str, dict[str, MovedTie]], BeforeValidator(entries)] = Field(
        {}, description="By who speaks and who is spoken to: what their tie would be then, {uk: {usa: {rapport: 70}}}."
    )

    @property
    def drafted(self) -> bool:
        """Whether it, or a number of it, is still a draft."""
        numbers = [*(moved.no_deal for moved in self.moves.values()), *([self.cost] if self.cost else [])]
        return (
            self.draft
            or any(number.draft for number in numbers)
            or any(moved.drafted for _, moved in self.moved_ties())
        )

    def moved_ties(self) -> Iterator[tuple[tuple[str, str], MovedTie]]:
        """The ties that it moves, each by who speaks and who is spoken to."""
        for speaker, heard in self.ties.items():
            for party, moved in heard.items():
                yield (speaker, party), moved


Measures = Annotated[dict[Name, Measure], BeforeValidator(entries)]
"""Measures by their short names."""

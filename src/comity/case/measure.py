"""Steps beside the issues that would build confidence: what each would move, as judged."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from comity.case.contest import Cost
from comity.case.dated import Dated
from comity.case.estimate import Estimate
from comity.case.judgement import Part, YesNo
from comity.case.terms import Name, entries


class Moved(Part):
    """What a measure moves of a party's judgements."""

    no_deal: Estimate = Field(description="What no deal would be worth to it once the measure is taken.")


class Measure(Dated):
    """A step that builds confidence: an exchange of prisoners, a hotline, aid let through."""

    name: str = Field(description="What is done, in words.")
    by: str | None = Field(None, description="The party that would take it.")
    reversible: YesNo = Field(False, description="yes where it can be taken back.")
    cost: Cost | None = Field(None, description="What it costs who takes it, in points of its own scale.")
    moves: Annotated[dict[str, Moved], BeforeValidator(entries)] = Field(
        {}, description="By party: what no deal would be worth to it then, {usa: {no_deal: 55..60}}."
    )

    @property
    def drafted(self) -> bool:
        """Whether it, or a number of it, is still a draft."""
        numbers = [*(moved.no_deal for moved in self.moves.values()), *([self.cost] if self.cost else [])]
        return self.draft or any(number.draft for number in numbers)


Measures = Annotated[dict[Name, Measure], BeforeValidator(entries)]
"""Measures by their short names."""

"""What holds across issues: conditions of coherence, linkages of worth, red lines and their other readings."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from comity.case.dated import Dated
from comity.case.estimate import Estimate
from comity.case.judgement import Firmness, Judgement
from comity.case.terms import Combination, Name, Options, entries, items


class Condition(Dated):
    """What makes an agreement coherent whoever likes it: where `if` holds, `then` must hold too."""

    id: Name | None = Field(None, description="A short name, for findings to refer to.")
    if_: Combination = Field(alias="if", description="When all of this holds ...")
    then: Combination = Field(description="... all of this must hold as well.")


class Linkage(Dated):
    """A party's extra (or, below 0, lost) worth in points where a combination across issues holds."""

    party: str = Field(description="Whose worth it changes.")
    when: Combination = Field(description="When all of this holds ...")
    adds: Estimate = Field(description="... so many points are added, or, below 0, taken away.")


class Reading(Judgement):
    """Another reading of a red line: what its words may mean instead."""

    never: Combination = Field(description="It then signs nothing in which all of this holds.")
    unless: Annotated[dict[str, Options], BeforeValidator(entries)] = Field(
        {}, description="It is then lifted where all of this holds."
    )


class RedLine(Dated):
    """Options, or a combination, that a party will not sign, unless something else is agreed with it."""

    id: Name | None = Field(None, description="A short name, for findings to refer to.")
    party: str = Field(description="Whose red line it is.")
    never: Combination = Field(description="It signs nothing in which all of this holds.")
    unless: Annotated[dict[str, Options], BeforeValidator(entries)] = Field(
        {}, description="The red line is lifted where all of this holds."
    )
    firmness: Firmness = Field(description="The price of a concession.")
    or_reads: Annotated[tuple[Reading, ...], BeforeValidator(items)] = Field(
        (), description="Other readings of its words, where these are in doubt; `comity ask doubt` counts them."
    )

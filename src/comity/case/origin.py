"""Where an imported case came from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from comity.case.judgement import Part
from comity.case.terms import Name


class PartyOrigin(Part):
    """How one party's numbers stood in the file that they were imported from."""

    file: str | None = Field(None, description="The file's name.")
    scale: float = Field(gt=0, description="How many points here one unit of the file's utility is.")
    discount: float | None = Field(None, description="The file's discount factor; no answer uses it.")
    stand_in: float | None = Field(
        None, description="What no_deal was set to because the file states no reservation value."
    )


class Origin(Part):
    """The file of another program that a case was imported from: what it takes to read and write it back unchanged."""

    format: str = Field(description="The format's name.")
    definitions: dict[str, str] = Field({}, description="What terms mean in numbers published with such files.")
    parties: dict[Name, PartyOrigin] = Field({}, description="How each party's numbers stood there.")
    issues: dict[Name, Literal["integer", "real"]] = Field(
        {}, description="Issues that were ranges of numbers rather than lists of options."
    )

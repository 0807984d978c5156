"""Terms on the table, and how the talks ended."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from comity.case.judgement import Part, Pieces
from comity.case.terms import OptionName


class Proposal(Part):
    """Terms on the table, whole or partial."""

    name: str | None = Field(None, description="What it is called in findings; its short name where not given.")
    by: str | None = Field(None, description="The party that made it.")
    date: dt.date | None = Field(None, description="When it was made, as 2025-08-18.")
    terms: dict[str, OptionName] = Field(
        min_length=1, description="One option of each issue that it settles; issues left out are open."
    )
    about: str | None = Field(None, description="What a reader should know of it.")
    evidence: Pieces = Field((), description="Where sources report it: source:start-end, or words of the source.")


NO_OUTCOME = "none"
"""The outcome of talks that ended, or stand, without an agreement."""

"""What happened in the course of a negotiation, and when."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from comity.case.judgement import Part, Pieces
from comity.case.terms import Name


class Development(Part):
    """A dated change in the negotiation."""

    id: Name | None = Field(None, description="A short name, by which judgements say since when, or until when.")
    date: dt.date = Field(description="When it happened, as 2025-08-18.")
    what: str = Field(description="What happened, in a sentence.")
    evidence: Pieces = Field((), description="Where sources report it: source:start-end, or words of the source.")

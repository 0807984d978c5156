"""Payments that the analyst judges possible beside an agreement: from whom, to whom, and how much."""

from __future__ import annotations

from pydantic import Field

from comity.case.consent import Parties
from comity.case.judgement import Judgement


class Payments(Judgement):
    """What some parties could pay others for their yes, beside the terms.

    A point paid is worth a point to who pays and a point to who is paid: that is a judgement on two scales, not a fact.
    """

    from_: Parties = Field(alias="from", min_length=1, description="Who could pay; a party or several.")
    to: Parties = Field(
        min_length=1, description="Who could be paid: who signs, a member of a group, or a body at home."
    )
    at_most: float = Field(gt=0, le=10_000, description="How much in all, in points of who pays and of who is paid.")

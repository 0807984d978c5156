"""An option: one of the ways to settle an issue that are considered."""

from __future__ import annotations

from pydantic import Field

from comity.case.consent import Parties
from comity.case.judgement import NamedPart, YesNo


class Option(NamedPart):
    """One way to settle an issue."""

    name: str = Field(description="What it contains, in words.")
    short: str | None = Field(None, description="The same as a noun phrase of at most four words: sanctions relief.")
    says: str | None = Field(None, description="The same as one sentence, as an agreement would say it.")
    one_way: YesNo = Field(
        False, description="yes where it cannot be undone: whoever decides the issue alone cannot change it again."
    )
    since: str | None = Field(None, description="The id of the development since which it is considered.")
    until: str | None = Field(None, description="The id of the development until which it was considered.")
    verified_by: Parties = Field((), description="Who verifies that it is kept: a party, a member, or several.")
    breach: str | None = Field(None, description="What follows where it is not kept, in a sentence.")

"""Who takes part: parties, and groups with members of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from comity.case.consent import Rule
from comity.case.contest import Percent
from comity.case.judgement import NamedPart, YesNo
from comity.case.terms import Name, entries


class Party(NamedPart):
    """Who takes part; a group has members with views of their own."""

    name: str = Field(description="What it is called in findings.")
    signs: YesNo = Field(False, description="yes for a party whose consent an agreement needs.")
    members: Annotated[dict[Name, Party], BeforeValidator(entries)] = Field(
        {},
        description="The members of a group; each inherits the group's judgements unless it states its own.",
    )
    decides: Rule | None = Field(
        None, description="How a group forms its yes out of those of its members, in place of its own judgements."
    )
    ratified_by: Rule | None = Field(
        None, description="Whose yes at home it needs beside its own: bodies with judgements of their own, or members."
    )
    passes: Percent | None = Field(
        None, description="Chance, in percent, that it says yes at home, where nobody can rate what it wants."
    )
    votes: dict[Name, Annotated[float, Field(ge=0)]] = Field(
        {}, description="What it weighs in a rule of consent, by what is counted: {population: 83.2}."
    )
    about: str | None = Field(None, description="What a reader should know of it.")


def everyone(parties: Mapping[str, Party]) -> Iterator[tuple[str, Party]]:
    """All parties and members with their names, each group before its members."""
    for name, party in parties.items():
        yield name, party
        yield from everyone(party.members)


def groups_above(parties: Mapping[str, Party], sought: str) -> tuple[str, ...] | None:
    """The groups that a member belongs to, outermost first; None where nobody of that name is among them."""
    for name, party in parties.items():
        if name == sought:
            return ()
        below = groups_above(party.members, sought)
        if below is not None:
            return (name, *below)
    return None

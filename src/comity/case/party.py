"""Who takes part: parties, and groups with members of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from comity.case.consent import Rule
from comity.case.contest import Percent
from comity.case.judgement import NamedPart, YesNo
from comity.case.terms import Name, entries
from comity.case.ties import Listening


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
    listens: Listening | None = Field(
        None,
        description="How far the members of a group form their views by each other's, as in `comity ask influence`.",
    )
    about: str | None = Field(None, description="What a reader should know of it.")


def everyone(parties: Mapping[str, Party]) -> Iterator[tuple[str, Party]]:
    """All parties and members with their names, each group before its members."""
    for name, party in parties.items():
        yield name, party
        yield from everyone(party.members)


def path_of(parties: Mapping[str, Party], sought: str) -> tuple[str, ...]:
    """Where a party or member stands in a case file."""
    within = (step for group in groups_above(parties, sought) or () for step in (group, "members"))
    return ("parties", *within, sought)


def without_draft_listening(parties: Mapping[str, Party]) -> dict[str, Party]:
    """Parties and members of whose listening to each other nothing is a draft; the same ones where none was."""

    def confirmed(party: Party) -> Party:
        members = without_draft_listening(party.members)
        listens = None if party.listens is None or party.listens.draft else party.listens
        if listens is party.listens and all(members[name] is each for name, each in party.members.items()):
            return party
        return party.model_copy(update={"members": members, "listens": listens})

    return {name: confirmed(party) for name, party in parties.items()}


def groups_above(parties: Mapping[str, Party], sought: str) -> tuple[str, ...] | None:
    """The groups that a member belongs to, outermost first; None where nobody of that name is among them."""
    for name, party in parties.items():
        if name == sought:
            return ()
        below = groups_above(party.members, sought)
        if below is not None:
            return (name, *below)
    return None

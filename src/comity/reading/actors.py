"""Who may hold a position: parties, members and persons, and the names that lead to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Title:
    """An office held from one date to another (ISO dates); `also` are other ways to write it."""

    title: str
    also: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A speaker as the registry knows them: the party, within it the member, within that the person.

    `party` is the identifier of the outermost group, `member` that of the member, if any.
    """

    party: str | None
    member: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A party or member as registered."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Mapping[str, tuple[Title, ...]] = field(default_factory=dict)
    members: tuple[Party, ...] = ()


@dataclass(frozen=True)
class Registry:
    """Parties and the words that name them.

    `parties` stand in order of precedence. `names` and `adjectives` say whom a name or an adjective stands for, by its
    `key` (how a name is looked up); `pattern` finds any of them in a text. `roles` and `documents` are the nouns that
    turn an adjective or the name of a country into a speaker; `offices` those of the roles that speak for the party
    they are of; `reporters` the names and nouns of those who only pass on what others hold.
    """

    parties: tuple[Party, ...]
    names: Mapping[str, Actor]
    adjectives: Mapping[str, Actor]
    pattern: re.Pattern[str]
    key: Callable[[str], str]
    roles: frozenset[str]
    documents: frozenset[str]
    offices: frozenset[str]
    reporters: frozenset[str]

    def is_state(self, actor: Actor) -> bool:
        """Is this a country, so that "the ministry" or "the army" may be its own?"""
        party = self.find(actor.member or actor.party or "")
        return party is not None and bool(party.adjectives) and not party.members

    def find(self, identifier: str) -> Party | None:
        """The party or member of this identifier."""
        return self._by_id.get(identifier)

    @cached_property
    def _by_id(self) -> dict[str, Party]:
        """Every party and member by its identifier; of two that share one, the first."""
        return {party.id: party for _, party in reversed(flat(self.parties))}

    def lookup(self, name: str) -> Actor | None:
        """Whom does this name or adjective stand for?"""
        known = self.key(name)
        return self.names.get(known) or self.adjectives.get(known)


def flat(parties: Iterable[Party]) -> list[tuple[Actor, Party]]:
    """Every party and member, each group before its members, with the actor that it is."""
    found: list[tuple[Actor, Party]] = []
    for party in parties:
        found.append((Actor(party.id), party))
        found += [(Actor(party.id, member.id), member) for member in party.members]
    return found

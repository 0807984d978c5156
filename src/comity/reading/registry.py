"""The actor registry: which parties, members and persons there are, and how reports name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from comity.reading.actors import Actor, Party, Registry, Title, flat
from comity.reading.editable import TEXT, TEXTS, Shape, loaded_file, supplied
from comity.reading.english.nouns import name_key, people, slug, without_article

_TITLE = Shape("title", fields={"title": TEXT, "also": TEXTS, "since": TEXT, "until": TEXT})
_PERSON = Shape("person", texts=True, fields={"aliases": TEXTS, "titles": Shape(items=_TITLE)})
_PARTY_FIELDS = {
    "name": TEXT,
    "aliases": TEXTS,
    "adjectives": TEXTS,
    "people": Shape(named=_PERSON),
    "signs": TEXT,
}
_NOUNS = {  # each with the lists that it is made of: who speaks for a party can speak
    "roles": ("roles", "offices"),
    "documents": ("documents",),
    "offices": ("offices",),
    "reporters": ("reporters",),
}
PARTY = Shape("party", text=True, fields=_PARTY_FIELDS)
PARTY.fields = {**_PARTY_FIELDS, "members": Shape(named=PARTY)}
REGISTRY = Shape(
    fields={
        "parties": Shape(named=PARTY),
        "roles": TEXTS,
        "documents": TEXTS,
        "offices": TEXTS,
        "reporters": TEXTS,
        "countries": Shape(named=Shape("country", fields={"name": TEXT, "aliases": TEXTS, "adjectives": TEXTS})),
    },
    required="parties",
)
"""What a registry must be; `countries` may be left over from a copy of the list that comes with Comity."""


def registry(file: Path | None = None) -> Registry:
    """Which parties and persons does the reader know?

    `file` is the analyst's own registry (the format is explained at the top of actors.yaml); its parties come
    before the built-in ones and replace those of the same identifier or name.

    Raises Problems where the file cannot be understood.
    """
    built_in = supplied("actors.yaml")
    own: Mapping[str, Any] = {}
    if file is not None:
        own = _own(file)
    parties = _parties(own.get("parties", {}))
    taken = {p.id for _, p in flat(parties)} | {name_key(n) for _, p in flat(parties) for n in (p.name, *p.aliases)}
    countries = _countries(built_in["countries"])
    by_name = {name_key(country.name): country for country in countries}
    parties = tuple(_with_country(party, countries) for party in parties)
    taken |= {name_key(n) for _, p in flat(parties) for n in (p.name, *p.aliases)}
    defaults = tuple(
        _with_country(p, countries)
        for p in _parties(built_in["parties"])
        if p.id not in taken and name_key(p.name) not in taken
    )
    # A member of a built-in group that is a party of its own in the analyst's file leaves the group.
    defaults = tuple(_without(p, taken) for p in defaults)
    taken |= {name_key(p.name) for _, p in flat(defaults)}
    rest = tuple(country for name, country in by_name.items() if name not in taken and country.id not in taken)
    return _registered(
        (*parties, *defaults, *rest),
        {
            part: frozenset(word for of in parts for word in [*built_in[of], *own.get(of, [])])
            for part, parts in _NOUNS.items()
        },
    )


def _registered(parties: tuple[Party, ...], nouns: Mapping[str, frozenset[str]]) -> Registry:
    return Registry(parties, _names(parties), _adjectives(parties), _pattern(parties), name_key, **nouns)


def _names(parties: tuple[Party, ...]) -> Mapping[str, Actor]:
    """What each name stands for: persons before parties, and of two the first registered."""
    found: dict[str, Actor] = {}
    for actor, party in flat(parties):
        for person, aliases in party.people.items():
            for name in (person, *aliases):
                found.setdefault(name_key(name), Actor(actor.party, actor.member, person))
    for actor, party in flat(parties):
        for name in (party.name, *party.aliases):
            found.setdefault(name_key(name), actor)
    return found


def _adjectives(parties: tuple[Party, ...]) -> Mapping[str, Actor]:
    """Whose officials "Ukrainian officials" are, and who "the Egyptians" are."""
    found: dict[str, Actor] = {}
    for actor, party in flat(parties):
        for adjective in party.adjectives:
            found.setdefault(name_key(adjective), actor)
            if named := people(adjective):
                found.setdefault(name_key(named), actor)
    return found


def _pattern(parties: tuple[Party, ...]) -> re.Pattern[str]:
    """Finds every registered name or adjective, longest first; capital letters must match."""
    words: set[str] = set()
    for _, party in flat(parties):
        words |= {party.name, *party.aliases, *party.adjectives, *party.people}
        words |= {named for adjective in party.adjectives if (named := people(adjective))}
        for aliases in party.people.values():
            words |= set(aliases)
    words = {without_article(word) for word in words if word}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    joined = "|".join(re.escape(word) for word in ordered) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")


def _own(file: Path) -> Mapping[str, Any]:
    content: Mapping[str, Any] = loaded_file(file, "the registry", "actors.yaml", REGISTRY)
    return content


def _parties(data: Mapping[str, Any]) -> tuple[Party, ...]:
    return tuple(_party(str(identifier), entry) for identifier, entry in data.items())


def _party(identifier: str, entry: Any) -> Party:
    if entry is None or isinstance(entry, str):
        return Party(identifier, entry or _title(identifier))
    people: dict[str, tuple[str, ...]] = {}
    titles: dict[str, tuple[Title, ...]] = {}
    for person, known in (entry.get("people") or {}).items():
        full = known if isinstance(known, Mapping) else {"aliases": known or []}
        people[str(person)] = tuple(str(alias) for alias in full.get("aliases", []))
        titles[str(person)] = tuple(
            Title(str(t["title"]), tuple(t.get("also", ())), _date(t.get("since")), _date(t.get("until")))
            for t in full.get("titles", [])
        )
    return Party(
        id=identifier,
        name=str(entry.get("name", _title(identifier))),
        aliases=tuple(str(alias) for alias in entry.get("aliases") or ()),
        adjectives=tuple(str(adjective) for adjective in entry.get("adjectives") or ()),
        people=people,
        titles=titles,
        members=_parties(entry.get("members") or {}),
    )


def _date(value: Any) -> str | None:
    return None if value is None else str(value)


def _title(identifier: str) -> str:
    return identifier.replace("_", " ").title()


def _without(party: Party, taken: set[str]) -> Party:
    kept = (m for m in party.members if m.id not in taken and name_key(m.name) not in taken)
    return replace(party, members=tuple(kept))


def _countries(table: Mapping[str, Any]) -> list[Party]:
    """Every country of the ISO list, with the adjectives and capitals of the table, and its name where that has one."""
    from iso3166 import countries_by_alpha3

    names = {c.alpha2: c.apolitical_name.split(",")[0] for _, c in sorted(countries_by_alpha3.items())}
    names |= {code: str(known["name"]) for code, known in table.items() if "name" in known}
    found = []
    for code, name in names.items():
        known = table.get(code, {})
        found.append(Party(slug(name), name, tuple(known.get("aliases", ())), tuple(known.get("adjectives", ()))))
    # "Congo, Democratic Republic of the" and its neighbour are both "Congo" before the comma: known by aliases only.
    shared = [party.name for party in found]
    return [p for p in found if shared.count(p.name) == 1] + [
        Party(slug(p.aliases[0]), p.aliases[0], p.aliases, p.adjectives)
        for p in found
        if shared.count(p.name) > 1 and p.aliases
    ]


def _with_country(party: Party, countries: list[Party]) -> Party:
    """A party that is a country also answers to the country's adjectives and capital."""
    known = {name_key(party.name), party.id.casefold(), *(name_key(alias) for alias in party.aliases)}
    country = next(
        (c for c in countries if known & {name_key(c.name), c.id, *(name_key(a) for a in c.aliases[:1])}), None
    )
    members = tuple(_with_country(member, countries) for member in party.members)
    if country is None:
        return replace(party, members=members)
    return replace(
        party,
        aliases=tuple(dict.fromkeys([*party.aliases, country.name, *country.aliases])),
        adjectives=tuple(dict.fromkeys([*party.adjectives, *country.adjectives])),
        members=members,
    )


def with_standing(known: Registry, standing: Mapping[str, Any]) -> Registry:
    """The registry with the parties of a case before all others: their identifiers, groups and members as they stand.

    standing: the parties as the case file has them. What the registry knows of them (aliases, persons, titles, further
    members) is kept; a country that the case has as a member is that member, and no party of its own.
    """
    by_name = {name_key(party.name): party for _, party in reversed(flat(known.parties))}
    by_name |= {name_key(party.id): party for _, party in flat(known.parties)}
    own = tuple(_levelled(party) for party in _parties(standing))
    # The name tells before the identifier: `eu: European leaders` is whom the registry calls so.
    same = {party.id: by_name.get(name_key(party.name)) or by_name.get(name_key(party.id)) for _, party in flat(own)}
    taken = {party.id for _, party in flat(own)} | {party.id for party in same.values() if party}

    def enriched(party: Party) -> Party:
        members = tuple(enriched(member) for member in party.members)
        other = same[party.id]
        if other is None:
            return replace(party, members=members)
        further = tuple(member for member in other.members if member.id not in taken)
        return replace(
            party,
            aliases=tuple(dict.fromkeys([*party.aliases, other.name, *other.aliases])),
            adjectives=tuple(dict.fromkeys([*party.adjectives, *other.adjectives])),
            people={**other.people, **party.people},
            titles={**other.titles, **party.titles},
            members=(*members, *further),
        )

    first = tuple(enriched(party) for party in own)
    rest = tuple(_without(party, taken) for party in known.parties if party.id not in taken)
    return _registered((*first, *rest), {part: getattr(known, part) for part in _NOUNS})


def _levelled(party: Party) -> Party:
    """A party whose members' members are its own members too: a speaker is of one party and one member."""
    members = [member for one in party.members for member in (one, *_levelled(one).members)]
    return replace(party, members=tuple(replace(member, members=()) for member in members))

"""The actor registry: which parties, members and persons there are, and how reports name them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from comity.problem import Place, Problem, Problems
from comity.reading.editable import loaded, loaded_file

PARTY_KEYS = ("name", "aliases", "adjectives", "people", "members", "signs")


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

    `parties` stand in order of precedence; `roles` and `documents` are the nouns that turn an adjective or the
    name of a country into a speaker.
    """

    parties: tuple[Party, ...]
    roles: frozenset[str]
    documents: frozenset[str]

    @cached_property
    def names(self) -> Mapping[str, Actor]:
        """What each name, in lower case, stands for: the first registered wins."""
        found: dict[str, Actor] = {}
        for actor, party in self._all():
            for person, aliases in party.people.items():
                for name in (person, *aliases):
                    found.setdefault(_key(name), Actor(actor.party, actor.member, person))
        for actor, party in self._all():
            for name in (party.name, *party.aliases):
                found.setdefault(_key(name), actor)
        return found

    @cached_property
    def adjectives(self) -> Mapping[str, Actor]:
        """Whose officials "Ukrainian officials" are, by the adjective in lower case."""
        found: dict[str, Actor] = {}
        for actor, party in self._all():
            for adjective in party.adjectives:
                found.setdefault(_key(adjective), actor)
                if adjective[-1:] in "nitkb":  # "the Egyptians"
                    found.setdefault(_key(adjective) + "s", actor)
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds every registered name or adjective, longest first; capital letters must match."""
        words: set[str] = set()
        for _, party in self._all():
            words |= {party.name, *party.aliases, *party.adjectives, *party.people}
            words |= {adjective + "s" for adjective in party.adjectives if adjective[-1:] in "nitkb"}
            for aliases in party.people.values():
                words |= set(aliases)
        words = {re.sub(r"^[Tt]he ", "", word) for word in words if word}
        ordered = sorted(words, key=lambda word: (-len(word), word))
        joined = "|".join(re.escape(word) for word in ordered) or r"(?!)"
        return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")

    def is_state(self, actor: Actor) -> bool:
        """Is this a country, so that "the ministry" or "the army" may be its own?"""
        party = self.find(actor.member or actor.party or "")
        return party is not None and bool(party.adjectives) and not party.members

    def find(self, identifier: str) -> Party | None:
        """The party or member of this identifier."""
        return next((party for _, party in self._all() if party.id == identifier), None)

    def lookup(self, name: str) -> Actor | None:
        """Whom does this name or adjective stand for?"""
        key = _key(name)
        return self.names.get(key) or self.adjectives.get(key)

    def _all(self) -> list[tuple[Actor, Party]]:
        flat: list[tuple[Actor, Party]] = []
        for party in self.parties:
            flat.append((Actor(party.id), party))
            flat += [(Actor(party.id, member.id), member) for member in party.members]
        return flat


def slug(name: str) -> str:
    """A name as an identifier of the case file."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"^[Tt]he\s+", "", plain.strip())
    return re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_").lower() or "unnamed"


def _key(name: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"^[Tt]he\s+", "", name.strip())).casefold()


def registry(file: Path | None = None) -> Registry:
    """Which parties and persons does the reader know?

    `file` is the analyst's own registry (the format is explained at the top of actors.yaml); its parties come
    before the built-in ones and replace those of the same identifier or name.

    Raises Problems where the file cannot be understood.
    """
    built_in = loaded(resources.files("comity.reading").joinpath("actors.yaml").read_text(encoding="utf-8"))
    own: Mapping[str, Any] = {}
    if file is not None:
        own = _own(file)
    parties = _parties(own.get("parties", {}))
    taken = {p.id for p in _flat(parties)} | {_key(n) for p in _flat(parties) for n in (p.name, *p.aliases)}
    countries = _countries(built_in["countries"])
    by_name = {_key(country.name): country for country in countries}
    parties = tuple(_with_country(party, countries) for party in parties)
    taken |= {_key(n) for p in _flat(parties) for n in (p.name, *p.aliases)}
    defaults = tuple(
        _with_country(p, countries)
        for p in _parties(built_in["parties"])
        if p.id not in taken and _key(p.name) not in taken
    )
    # A member of a built-in group that is a party of its own in the analyst's file leaves the group.
    defaults = tuple(_without(p, taken) for p in defaults)
    taken |= {_key(p.name) for p in _flat(defaults)}
    rest = tuple(country for name, country in by_name.items() if name not in taken and country.id not in taken)
    return Registry(
        parties=(*parties, *defaults, *rest),
        roles=frozenset([*built_in["roles"], *own.get("roles", [])]),
        documents=frozenset([*built_in["documents"], *own.get("documents", [])]),
    )


def _own(file: Path) -> Mapping[str, Any]:
    place = Place(str(file))
    data = loaded_file(file, "the registry", "actors.yaml")
    problems = []
    if not isinstance(data, Mapping) or not isinstance(data.get("parties"), Mapping):
        raise Problems(
            [
                Problem(
                    place,
                    "a registry needs `parties:` with one entry a party",
                    "see the top of actors.yaml for the format",
                )
            ]
        )
    for identifier, party in data["parties"].items():
        problems += _wrong(place, str(identifier), party)
    if problems:
        raise Problems(problems)
    return data


def _wrong(place: Place, identifier: str, party: Any) -> list[Problem]:
    if party is None or isinstance(party, str):
        return []
    if not isinstance(party, Mapping):
        return [Problem(place, f"party {identifier} must be a name or a mapping", "write  identifier: {name: ...}")]
    problems = [
        Problem(place, f"unknown word {key!r} for party {identifier}", f"known: {', '.join(PARTY_KEYS)}")
        for key in party
        if key not in PARTY_KEYS
    ]
    for key in ("aliases", "adjectives"):
        if not isinstance(party.get(key, []), list):
            problems.append(Problem(place, f"{key} of party {identifier} must be a list", f"write  {key}: [..., ...]"))
    for key in ("people", "members"):
        if not isinstance(party.get(key, {}), Mapping):
            problems.append(
                Problem(place, f"{key} of party {identifier} must be a mapping", f"write  {key}: {{Name: ...}}")
            )
    if isinstance(party.get("members"), Mapping):
        for member, entry in party["members"].items():
            problems += _wrong(place, str(member), entry)
    return problems


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


def _flat(parties: Iterable[Party]) -> list[Party]:
    return [p for party in parties for p in (party, *party.members)]


def _without(party: Party, taken: set[str]) -> Party:
    return _changed(party, members=tuple(m for m in party.members if m.id not in taken and _key(m.name) not in taken))


def _changed(party: Party, **changes: Any) -> Party:
    from dataclasses import replace

    return replace(party, **changes)


def _countries(table: Mapping[str, Any]) -> list[Party]:
    """Every country of the ISO list, with the adjectives and capitals of the table."""
    import pycountry

    found = []
    for country in pycountry.countries:
        known = table.get(country.alpha_2, {})
        name = str(getattr(country, "common_name", country.name)).split(",")[0]
        found.append(Party(slug(name), name, tuple(known.get("aliases", ())), tuple(known.get("adjectives", ()))))
    for code, known in table.items():
        if pycountry.countries.get(alpha_2=code) is None:
            found.append(Party(slug(known["name"]), known["name"], tuple(known["aliases"]), tuple(known["adjectives"])))
    # "Korea, Republic of" and its neighbour are both "Korea" before the comma: they are known by their aliases only.
    names = [party.name for party in found]
    return [p for p in found if names.count(p.name) == 1] + [
        Party(slug(p.aliases[0]), p.aliases[0], p.aliases, p.adjectives)
        for p in found
        if names.count(p.name) > 1 and p.aliases
    ]


def _with_country(party: Party, countries: list[Party]) -> Party:
    """A party that is a country also answers to the country's adjectives and capital."""
    known = {_key(party.name), party.id.casefold(), *(_key(alias) for alias in party.aliases)}
    country = next((c for c in countries if known & {_key(c.name), c.id, *(_key(a) for a in c.aliases[:1])}), None)
    members = tuple(_with_country(member, countries) for member in party.members)
    if country is None:
        return _changed(party, members=members)
    return _changed(
        party,
        aliases=tuple(dict.fromkeys([*party.aliases, country.name, *country.aliases])),
        adjectives=tuple(dict.fromkeys([*party.adjectives, *country.adjectives])),
        members=members,
    )

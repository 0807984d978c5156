"""Names to reconcile: two spellings of one person, and titles that are out of date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from comity.reading.actors import Party, Registry
from comity.reading.english.nouns import FORMER, without_possessive
from comity.reading.intake import Source
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class NameNote:
    """A name the analyst may want to settle: another spelling of `person`, or a `title` no longer (or not yet) held."""

    kind: Literal["spelling", "title"]
    source: str
    written: str
    person: str
    note: str


def name_notes(source: Source, docs: Iterable[Doc], actors: Registry) -> list[NameNote]:
    """Which names of this source are unusual spellings or come with an outdated title?

    A full name is offered as a spelling of a registered person when its last word, or its first, is theirs and the
    rest is alike (at least 0.8 by the longest common runs of letters).
    """
    people = {
        person: (aliases, party.titles.get(person, ()))
        for party in _everybody(actors)
        for person, aliases in party.people.items()
    }
    notes: list[NameNote] = []
    for doc in docs:
        for entity in doc.ents:
            name = without_possessive(entity.text)
            if len(name.split()) >= 2 and entity.label_ in ("PERSON", "GPE", "ORG"):
                notes += _spelling(source, name, people)
    for person, (aliases, titles) in people.items():
        for title in titles:
            for words in (title.title, *title.also):
                for name in (person, *aliases):
                    match = re.search(rf"{FORMER}{re.escape(words)}\s+{re.escape(name)}", source.text, re.IGNORECASE)
                    if match is None:
                        continue
                    current = next((t.title for t in titles if t.until is None), None)
                    ended = title.until is not None and (source.date is None or source.date > title.until)
                    if ended:
                        since = (
                            f"; {current} since {next(t.since for t in titles if t.title == current)}"
                            if current
                            else ""
                        )
                        written = Span(match.start(), match.end()).of(source.text)
                        notes.append(
                            NameNote("title", source.id, written, person, f"{title.title} until {title.until}{since}")
                        )
    return list({(n.kind, n.written, n.person): n for n in notes}.values())


def _spelling(source: Source, name: str, people: Mapping[str, tuple[tuple[str, ...], object]]) -> list[NameNote]:
    words = name.casefold().split()
    for person, (aliases, _) in people.items():
        known = person.casefold().split()
        if name == person or name in aliases or len(known) < 2:
            continue
        same_last = words[-1] == known[-1] and words[0] != known[0] and _alike(words[0], known[0])
        same_first = words[0] == known[0] and words[-1] != known[-1] and _alike(words[-1], known[-1])
        if same_last or same_first:
            return [NameNote("spelling", source.id, name, person, f"read as {person}")]
    return []


def _alike(a: str, b: str) -> bool:
    return len(a) > 2 and SequenceMatcher(None, a, b).ratio() >= ALIKE


def _everybody(actors: Registry) -> list[Party]:
    return [p for party in actors.parties for p in (party, *party.members)]

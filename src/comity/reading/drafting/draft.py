"""A drafted case: sources, parties, issues and judgements proposed from statements.

Every judgement proposed is marked `draft: yes`, with its evidence; nothing counts until the analyst confirms it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from comity.reading.drafting.developments import Options
from comity.reading.drafting.judgements import is_red_line, judgements
from comity.reading.drafting.proposal import Proposal
from comity.reading.found import Reading
from comity.reading.intake import Source
from comity.reading.library import Issue
from comity.reading.statement import Statement


def proposals(reading: Reading) -> list[Proposal]:
    """What do the statements suggest for the case file?"""
    spoken = [s for s in reading.distinct if s.party is not None]
    standing = set(_everyone(reading.standing.parties))
    found = [_source(source) for source in reading.sources]
    found += [p for p in _parties(reading, spoken) if p.path[-1] not in standing]
    found += [p for p in _issues(reading, spoken) if p.path[-1] not in reading.standing.issues]
    found += judgements(reading, spoken, options_of(reading))
    return list({p.key: p for p in found}.values())


def options_of(reading: Reading) -> Options:
    """The issues of the case as it will be, with the options of each: its own, and those that are drafted."""
    spoken = [s for s in reading.distinct if s.party is not None]
    drafted = {p.path[-1]: list(p.value["options"]) for p in _issues(reading, spoken)}
    return drafted | {name: list(issue["options"]) for name, issue in reading.standing.issues.items()}


def _everyone(parties: Mapping[str, Any]) -> Iterator[str]:
    for name, party in parties.items():
        yield name
        yield from _everyone(party.get("members") or {} if isinstance(party, Mapping) else {})


def _source(source: Source) -> Proposal:
    entry = {"file": source.file, "title": source.title, "date": source.date, "publisher": source.publisher}
    return Proposal("source", source.id, ("sources", source.id), {k: v for k, v in entry.items() if v}, False)


def _parties(reading: Reading, spoken: Sequence[Statement]) -> Iterator[Proposal]:
    """The parties that speak: those of the registry in its order, members under their group, then the others."""
    speaking = {s.party for s in spoken}
    members = {(s.party, s.member) for s in spoken if s.member}
    for party in reading.registry.parties:
        if party.id not in speaking:
            continue
        entry: dict[str, Any] = {"name": party.name}
        own = [m for m in party.members if (party.id, m.id) in members]
        if own:
            entry["members"] = {m.id: {"name": m.name} for m in own}
        yield Proposal("party", party.id, ("parties", party.id), entry, False)
        # Members met in later sources find their group already there.
        for m in own:
            path = ("parties", party.id, "members", m.id)
            yield Proposal("party", f"{party.id}/{m.id}", path, {"name": m.name}, False)
    known = {party.id for party in reading.registry.parties}
    for identifier in sorted(speaking - known - {None}, key=str):
        names = [s.organisation for s in spoken if s.party == identifier and s.organisation]
        entry = {"name": names[0] if names else str(identifier)}
        yield Proposal("party", str(identifier), ("parties", str(identifier)), entry, False)


def _issues(reading: Reading, spoken: Sequence[Statement]) -> Iterator[Proposal]:
    """The issues spoken of, with their options."""
    for issue in reading.library.issues:
        about = [s for s in spoken if s.issue == issue.id]
        if not about or not issue.position:
            continue
        entry: dict[str, Any] = {"name": issue.name}
        if issue.ordered:
            entry["ordered"] = "yes"
        options = _considered(issue, about)
        entry["options"] = options or {"unspecified": "To be described"}
        yield Proposal("issue", issue.id, ("issues", issue.id), entry, False)


def _considered(issue: Issue, about: Sequence[Statement]) -> dict[str, str]:
    """The options of an issue that were mentioned.

    The whole ladder where fewer than two were mentioned, where one party refuses all that were, or where the list is
    the analyst's own.
    """
    mentioned = {s.option for s in about}
    options = [o for o in issue.options if o.id in mentioned]
    refused = [{s.option for s in about if s.party == p and is_red_line(s)} for p in {s.party for s in about}]
    if issue.own or len(options) < 2 or any({o.id for o in options} <= never for never in refused):
        options = list(issue.options)
    return {o.id: o.name for o in options}

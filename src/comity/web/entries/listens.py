"""Who listens to whom within a group: how much of its view each member takes from which others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from comity.case.called import called
from comity.case.model import Case
from comity.case.party import path_of
from comity.case.tree import Path
from comity.case.wording import listed
from comity.live import Live
from comity.papers.option_words import capital, named
from comity.problem import nearest
from comity.web import edits
from comity.web.edits import Edit, inside
from comity.web.entries.evidence import evidence_field, put_evidence
from comity.web.entries.kind import CONFIDENCES, Kind, Line, Missing, because_field, put
from comity.web.forms import Field, Form, Sent, select

_APART = re.compile(r"\s*[;,\n]\s*")
_SHARE = re.compile(r"(.+?)[\s:]+(\d+(?:\.\d+)?)\s*%?")


def _members(case: Case, group: str) -> dict[str, str]:
    """The members of a group, with what each is called in a form: its short name where its name would be read apart."""
    members = case.everyone()[group].members
    return {name: name if re.search(r"[;,\d]", each.name) else each.name for name, each in members.items()}


def _listed(case: Case) -> tuple[Line, ...]:
    lines = []
    for group, party in case.everyone().items():
        if party.members:
            held = party.listens
            says = _in_words(case, held.members) if held else "nothing is said"
            why = (held.because or "", held.draft) if held else ("", False)
            lines.append(Line(group, f"{party.name}: {says}", (), *why, counts=held is not None))
    return tuple(lines)


def _in_words(case: Case, members: Mapping[str, Mapping[str, float]]) -> str:
    told = []
    for member, others in members.items():
        shares = [f"{share:g} from {named(case, other)}" for other, share in others.items() if share]
        told += [f"{named(case, member)} takes {listed(shares)}"] if shares else []
    return f"of 100 of its view, {'; '.join(told)}" if told else "nobody listens to anybody"


def _path(case: Case, group: str) -> Path:
    return (*path_of(case.parties, group), "listens")


def _within(live: Live, case: Case, group: str) -> Path:
    """Where its members stand in what is said of a group: beside its reason, or spelled out."""
    spelled = live.document.node((*_path(case, group), "members")) is not None
    return ("members",) if spelled else ()


def _form(live: Live, case: Case, at: str) -> Form | None:
    party = case.everyone().get(at)
    if party is None or not party.members:
        return None
    held, members = party.listens, _members(case, at)
    example = next((f"“{name} 20”" for name in list(members.values())[1:]), "")
    hint = f"Of 100, such as {example or 'a name and 20'}, with commas between. It keeps the rest."
    fields = [Field("", "How much of its view each takes from which others.", kind="words", hint=hint)]
    for member, name in members.items():
        taken = held.members.get(member, {}) if held else {}
        said = ", ".join(f"{members.get(other, other)} {share:g}" for other, share in taken.items())
        path = (*_within(live, case, at), member)
        fields.append(Field(f"takes.{member}", capital(name), said, path=path))
    fields += [
        because_field(held.because if held else ""),
        evidence_field(case, held),
        select("confidence", "Confidence", (held.confidence or "") if held else "", CONFIDENCES, ("confidence",)),
    ]
    removes = "Nobody in this group is then said to listen to anybody. History keeps it." if held else ""
    seen = edits.stands(live, _path(case, at))
    return Form("listens", at, f"Who listens to whom: {party.name}", tuple(fields), seen, removes)


def _shares(words: str, member: str, members: Mapping[str, str]) -> dict[str, str]:
    """The shares that are typed, by member; raises ValueError with what is wrong with them."""
    shares: dict[str, str] = {}
    for part in filter(None, _APART.split(words.strip())):
        said = _SHARE.fullmatch(part)
        if said is None:
            raise ValueError(f"“{part}” does not say of whom and how much; write it as a name and a number")
        other = called(said[1], members)
        if other is None:
            raise ValueError(f"“{said[1]}” is no member; {nearest(said[1], list(members.values()))}")
        if other in shares:
            raise ValueError(f"{members[other]} stands there twice; leave one out")
        shares[other] = said[2]
    if sum(map(float, shares.values())) > 100:
        raise ValueError(f"what {members[member]} takes from others must be 100 percent at most together")
    return shares


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    party, members, where = case.everyone()[at], _members(case, at), _path(case, at)
    taken: dict[str, dict[str, str]] = {}
    wrong: dict[str, str] = {}
    for member in members:
        try:
            taken[member] = _shares(sent.line(f"takes.{member}"), member, members)
        except ValueError as refused:
            wrong[f"takes.{member}"] = str(refused)
    if wrong:
        raise Missing(live.file, wrong)
    before = party.listens.members if party.listens else {}
    said = {
        member: shares
        for member, shares in taken.items()
        if {other: float(share) for other, share in shares.items()} != dict(before.get(member, {}))
    }

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        holder = inside(content, where[:-1])
        entry = dict(holder["listens"]) if isinstance(holder.get("listens"), dict) else {}
        entries = inside(entry, _within(live, case, at))
        for member, shares in said.items():
            put(entries, member, shares)
        put(entry, "confidence", sent.one("confidence"))
        put(entry, "because", sent.line("because"))
        put_evidence(entry, sent, case)
        holder["listens"] = entry
        if not entry:
            del holder["listens"]
        return content

    return edits.content(f"{party.name}: who listens to whom", where, changed)


def _taken_out(live: Live, case: Case, at: str) -> Edit | None:
    party = case.everyone().get(at)
    if party is None or party.listens is None:
        return None
    return edits.removed(f"Taken out: who listens to whom in {named(case, at)}", _path(case, at))


LISTENS = Kind(
    "listens",
    "Who listens within a group",
    "How far the members of a group form their views by each other's.",
    "",
    _listed,
    _form,
    lambda live, case, at, sent: _path(case, at),
    _edit,
    _taken_out,
    "No party here is a group. A group has members: a new party may be made a member of another.",
    "influence",
)

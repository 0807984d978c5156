"""The parties of a case, members of groups too: who they are, and whether they sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from comity.case.model import Case
from comity.case.tree import Path
from comity.live import Live
from comity.web import edits
from comity.web.edits import Edit, inside
from comity.web.entries.kind import Kind, Line, Missing, name_for, named, put, put_number
from comity.web.forms import Field, Form, Sent, select

SIGNS = (("no", "no: it is heard, or must bear what is agreed"), ("yes", "yes: nothing is agreed without it"))


def path_of(case: Case, party: str) -> Path:
    """Where a party stands in the file: "parties", then each group above it with its members."""
    path: list[str | int] = ["parties"]
    for group in case.groups_of(party):
        path += [group, "members"]
    return (*path, party)


def _listed(case: Case) -> tuple[Line, ...]:
    lines = []
    for name, party in case.everyone().items():
        notes = ("signs",) if party.signs else ()
        within = bool(case.groups_of(name))
        lines.append(Line(name, party.name, notes, party.about or "", within=within))
    return tuple(lines)


def _form(live: Live, case: Case, at: str) -> Form | None:
    party = case.everyone().get(at)
    if at and party is None:
        return None
    fields = [
        Field("name", "Name", party.name if party else "", hint="As papers name it.", path=("name",)),
        select("signs", "Does it sign?", "yes" if party and party.signs else "no", SIGNS, ("signs",)),
        Field(
            "about", "What a reader should know of it", (party.about or "") if party else "", "area", path=("about",)
        ),
    ]
    if party is None:
        groups = (("", "none: a party of its own"), *((name, each.name) for name, each in case.parties.items()))
        hint = "A member has the views of its group until it states its own."
        fields.insert(1, select("group", "Member of", "", groups, (), hint))
        hint = "What it has where nothing is signed: 0 to 100, or a range. Whoever signs must have one."
        fields.insert(3, Field("no_deal", "Without a deal", "", hint=hint))
        return Form("parties", "", "A new party", tuple(fields))
    fields += [
        Field(
            "votes",
            "Votes",
            _votes(party.votes),
            hint="By what is counted, as “population 83.2”, with commas between; for rules that count votes.",
            path=("votes",),
        ),
    ]
    if not party.signs:
        hint = "In 100, or a range. For a body at home alone that nobody can rate; else empty."
        said = party.passes.words() if party.passes else ""
        fields.append(Field("passes", "Chance that it says yes at home", said, hint=hint, path=("passes",)))
    removes = f"{party.name} is taken out, with all that is judged of it."
    return Form("parties", at, party.name, tuple(fields), edits.stands(live, path_of(case, at)), removes)


def _where(live: Live, case: Case, at: str, sent: Sent) -> Path:
    if at:
        return path_of(case, at)
    name = name_for(sent.line("name"), case.everyone(), "party")
    group = sent.one("group")
    return ("parties", group, "members", name) if group in case.parties else ("parties", name)


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    name = sent.line("name")
    if not name:
        raise Missing(live.file, {"name": "write what the party is called"})
    where = _where(live, case, at, sent)
    try:
        votes = _voted(sent.line("votes"))
    except ValueError as wrong:
        raise Missing(live.file, {"votes": str(wrong)}) from None
    before = dict(case.everyone()[at].votes) if at else {}

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        group = inside(content, where[:-2])
        if len(where) > 2:  # the group may be written as its name alone
            holder, step = inside(content, where[:-3]), where[-3]
            group = holder[step] = named(group)
        members = inside(content, where[:-1]) if len(where) == 2 else group.setdefault("members", {})
        old = members.get(where[-1])
        entry = named(old) if old is not None else {}
        put(entry, "name", name)
        says = str(entry.get("signs") or "no").lower()  # nobody signs who is not said to
        if says not in _SAME.get(sent.one("signs"), (says,)):
            entry["signs"] = sent.one("signs")
        put(entry, "about", sent.line("about"))
        if {kind: float(weight) for kind, weight in votes.items()} != before:
            put(entry, "votes", votes)
        if any(name == "passes" for name, _ in sent.fields):
            put_number(entry, "passes", sent.line("passes"))
        members[where[-1]] = entry["name"] if not isinstance(old, dict) and len(entry) == 1 else entry
        if not at and sent.one("no_deal"):
            inside(content, ("interests",))[str(where[-1])] = {"no_deal": sent.line("no_deal")}
        return content

    what = f"{case.everyone()[at].name} changed" if at else f"A new party: {name}"
    return edits.content(what, where, changed)


def _votes(votes: Mapping[str, float]) -> str:
    return ", ".join(f"{kind} {weight:.12g}" for kind, weight in votes.items())


def _voted(words: str) -> dict[str, str]:
    """Votes as typed, by what is counted; raises ValueError for what says none."""
    parts = [part.strip() for part in re.split(r"[;,]", words) if part.strip()]
    said = [re.fullmatch(r"(.+?)[\s:]+(\d+(?:\.\d+)?)", part) for part in parts]
    for part, match in zip(parts, said, strict=True):
        if match is None:
            raise ValueError(f"“{part}” does not say what is counted and how much; write it as a word and a number")
    return {match[1]: match[2] for match in said if match}


_SAME = {"yes": ("yes", "true"), "no": ("no", "false")}


def _taken_out(live: Live, case: Case, at: str) -> Edit | None:
    party = case.everyone().get(at)
    if party is None:
        return None
    where = path_of(case, at)

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        inside(content, where[:-1]).pop(at)
        if isinstance(content.get("interests"), dict):
            content["interests"].pop(at, None)
        return content

    return edits.content(f"{party.name} is taken out", where, changed)


PARTIES = Kind(
    "parties",
    "Parties",
    "Who takes part, and whose yes is needed.",
    "Add a party",
    _listed,
    _form,
    _where,
    _edit,
    _taken_out,
)

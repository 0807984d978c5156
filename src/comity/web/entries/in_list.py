"""Entries that stand in lists: how one is found by its number, asked, written and taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from comity.case.model import Case
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import named
from comity.web import edits
from comity.web.edits import Edit
from comity.web.entries.combination import combination
from comity.web.entries.confirmed import confirmed, with_number
from comity.web.entries.evidence import EVIDENCE, put_evidence
from comity.web.entries.kind import Kind, Line, Missing, put
from comity.web.forms import Field, Form, Sent
from comity.web.ordinal import ordinal

FIRMNESS = (
    ("preferred", "preferred: it would rather not, and can be brought to it"),
    ("declared", "declared: it has said so, and giving it up has a price"),
    ("constitutional", "constitutional: its constitution or founding law is against it"),
)


def why(judgement: Any) -> tuple[str, bool]:
    """Why something is judged so, and whether it is a draft: the end of its line."""
    return judgement.because or "", judgement.draft


def dated(case: Case, judgement: Any) -> tuple[str, ...]:
    """From and until when something counts, in a few words each."""
    told = {each.id: f"{each.date.day} {each.date:%B %Y}" for each in case.developments}
    counts = (("since", judgement.since), ("until", judgement.until))
    return tuple(f"{word} {told.get(name, name)}" for word, name in counts if name)


def parties(case: Case) -> tuple[tuple[str, str], ...]:
    """Everybody of whom something is judged, those who sign first: to choose from."""
    signers = set(case.signers())
    ordered = sorted(case.everyone().items(), key=lambda item: item[0] not in signers)
    return tuple((name, party.name) for name, party in ordered)


def unchosen(held: object) -> tuple[tuple[str, str], ...]:
    """The choice of nothing, where nothing is chosen yet."""
    return () if held else (("", "choose one"),)


def in_list(
    name: str,
    title: str,
    about: str,
    adds: str,
    one: str,
    line: Callable[[Any, Case, int], Line],
    fields: Callable[[Case, Any], tuple[Field, ...]],
    needed: dict[str, str],
    lacks: Callable[[Sent], dict[str, str]] = lambda sent: {},
    state: Callable[[dict[str, Any], Sent], None] = lambda entry, sent: None,
    none: str = "None yet.",
    question: str = "",
) -> Kind:
    """A kind of entries that stand in a list.

    one: what one is called; needed: what is said where a field is not filled, by its name; lacks: what else is missing;
    state: states in an entry what its fields do not state each under its own name, where any of these was changed;
    none, question: as of a Kind.
    """

    def held(case: Case, at: str) -> Any:
        entries, number = getattr(case, name), ordinal(at)
        return entries[number] if number is not None and number < len(entries) else None

    def form(live: Live, case: Case, at: str) -> Form | None:
        entry = held(case, at)
        if at and entry is None:
            return None
        seen = edits.stands(live, (name, int(at))) if at else ""
        head = f"Change this {one}" if at else f"A new {one}"
        removes = f"This {one} is taken out of the case. History keeps it." if at else ""
        return Form(name, at, head, fields(case, entry), seen, removes)

    def where(live: Live, case: Case, at: str, sent: Sent) -> Path:
        return name, int(at) if at else len(getattr(case, name))

    def edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
        asked = fields(case, held(case, at))
        wanting = {
            field.name: needed[field.name]
            for field in asked
            if field.name in needed and not (sent.terms(field.name) or sent.one(field.name))
        }
        wanting |= lacks(sent)
        if wanting:
            raise Missing(live.file, wanting)

        def stated(entry: dict[str, Any]) -> dict[str, Any]:
            if any(sent.line(field.name) != field.value for field in asked if not _own(field)):
                state(entry, sent)
            for field in filter(_own, asked):
                if field.kind == "terms":
                    put(entry, field.name, combination(sent.terms(field.name), entry.get(field.name)))
                elif field.name == EVIDENCE:
                    put_evidence(entry, sent, case)
                elif isinstance(number := entry.get(field.name), dict):  # with a reason of its own
                    entry[field.name] = with_number(number, sent.line(field.name))
                else:
                    put(entry, field.name, sent.line(field.name))
            return entry

        if not at:
            return edits.entry(f"A new {one}{_whose(case, sent)}", (name, "+"), stated({}))

        def changed(content: dict[str, Any]) -> dict[str, Any]:
            held = content[name][int(at)]
            content[name][int(at)] = confirmed(held, stated(dict(held)))
            return content

        return edits.content(f"A {one} changed{_whose(case, sent)}", (name, int(at)), changed)

    def taken_out(live: Live, case: Case, at: str) -> Edit | None:
        entry = held(case, at)
        if entry is None:
            return None
        return edits.removed(f"Taken out: {line(entry, case, 0).says.rstrip('.')}", (name, int(at)))

    def listed(case: Case) -> tuple[Line, ...]:
        return tuple(line(entry, case, number) for number, entry in enumerate(getattr(case, name)))

    return Kind(name, title, about, adds, listed, form, where, edit, taken_out, none, question)


def _own(field: Field) -> bool:
    """Whether a field states what stands under its own name in the entry."""
    return field.path == (field.name,)


def _whose(case: Case, sent: Sent) -> str:
    for word, name in (("of", "party"), ("to", "to")):
        if sent.one(name) in case.everyone():
            return f" {word} {named(case, sent.one(name))}"
    return ""

"""Entries that stand under short names of their own: how one is asked, written and taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from comity.case.model import Case
from comity.case.tree import Path
from comity.live import Live
from comity.web import edits
from comity.web.edits import Edit, inside
from comity.web.entries.kind import Kind, Line, Missing, name_for, named
from comity.web.forms import Field, Form, Sent


def by_name(
    name: str,
    title: str,
    about: str,
    adds: str,
    one: str,
    line: Callable[[Any, Case, str], Line],
    fields: Callable[[Case, Any], tuple[Field, ...]],
    state: Callable[[dict[str, Any], Sent, Case], None],
    none: str,
    question: str,
) -> Kind:
    """A kind of entries that stand under short names; each has a `name` in words.

    one: what one is called; none, question: as of a Kind; state: states in an entry all that was sent but its name.
    """

    def held(case: Case) -> Mapping[str, Any]:
        entries: Mapping[str, Any] = getattr(case, name)
        return entries

    def form(live: Live, case: Case, at: str) -> Form | None:
        entry = held(case).get(at)
        if at and entry is None:
            return None
        seen = edits.stands(live, (name, at)) if at else ""
        removes = f"This {one} is taken out of the case. History keeps it." if at else ""
        return Form(name, at, entry.name if entry else f"A new {one}", fields(case, entry), seen, removes)

    def where(live: Live, case: Case, at: str, sent: Sent) -> Path:
        return name, at or name_for(sent.line("name"), {*held(case), *case.everyone(), *case.messengers}, one)

    def edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
        called = sent.line("name")
        if not called:
            raise Missing(live.file, {"name": f"write what the {one} is called"})
        path = where(live, case, at, sent)

        def changed(content: dict[str, Any]) -> dict[str, Any]:
            entries = inside(content, path[:-1])
            old = entries.get(path[-1])
            entry = named(old) if old is not None else {}
            if " ".join(str(entry.get("name", "")).split()) != called:
                entry["name"] = called
            state(entry, sent, case)
            entries[path[-1]] = called if not isinstance(old, dict) and len(entry) == 1 else entry
            return content

        return edits.content(f"{called} changed" if at else f"A new {one}: {called}", path, changed)

    def taken_out(live: Live, case: Case, at: str) -> Edit | None:
        entry = held(case).get(at)
        return edits.removed(f"Taken out: {entry.name}", (name, at)) if entry else None

    def listed(case: Case) -> tuple[Line, ...]:
        return tuple(line(entry, case, short) for short, entry in held(case).items())

    return Kind(name, title, about, adds, listed, form, where, edit, taken_out, none, question)

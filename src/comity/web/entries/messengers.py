"""Messengers: offices that may carry a message and are no party."""

from __future__ import annotations

from typing import Any

from comity.case.messages import Messenger
from comity.case.model import Case
from comity.web.entries.by_name import by_name
from comity.web.entries.kind import Line, put
from comity.web.forms import Field, Sent


def _fields(case: Case, office: Messenger | None) -> tuple[Field, ...]:
    about = (office.about or "") if office else ""
    return (
        Field("name", "Office", office.name if office else "", hint="An office, never a person.", path=("name",)),
        Field("about", "What a reader should know of it", about, "area", path=("about",)),
    )


def _state(entry: dict[str, Any], sent: Sent, case: Case) -> None:
    put(entry, "about", sent.line("about"))


MESSENGERS = by_name(
    "messengers",
    "Messengers",
    "Offices that may carry a message and are no party.",
    "Add a messenger",
    "messenger",
    lambda office, case, name: Line(name, office.name, (), office.about or ""),
    _fields,
    _state,
    "None yet. Parties and members may carry messages, too; name here an office that is neither, as a mediator's.",
    "influence",
)

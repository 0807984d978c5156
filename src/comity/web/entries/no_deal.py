"""What each party has without a deal: the number, how it changes with time, and which options having none is like."""

from __future__ import annotations

from typing import Any

from comity.case.contest import WarValue
from comity.case.model import Case
from comity.case.no_deal import LikeValue, NoDealValue
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import beside
from comity.web import amount_field, edits
from comity.web.edits import Edit, inside
from comity.web.entries.confirmed import confirmed, with_number
from comity.web.entries.kind import CONFIDENCES, Kind, Line, Missing, because_field, put
from comity.web.forms import Field, Form, Sent, select
from comity.web.sheet import number_words


def _form(live: Live, case: Case, at: str) -> Form | None:
    party = case.everyone().get(at)
    if party is None:
        return None
    held = case.stated(at).no_deal if at in case.interests else None
    if isinstance(held, WarValue):
        return None  # it follows from the contest, whose numbers are judged elsewhere
    like = held.like if held else {}
    number = "" if held is None or isinstance(held, LikeValue) else held.words()
    hint = "0 to 100, or a range: 30..45. Leave it empty where the options below say it all."
    fields = [
        Field("value", "Worth to it", number, hint=hint, path=("value",)),
        Field(
            "per_month",
            "More each month without a deal",
            held.per_month.words() if held and held.per_month else "",
            hint="Points a month. Below 0 where its strength wears out.",
            path=("per_month",),
        ),
        select("confidence", "Confidence", (held.confidence or "") if held else "", CONFIDENCES, ("confidence",)),
        because_field(held.because if held else ""),
    ]
    fields.append(Field("", "What having no deal is like.", kind="words", hint="As if these had been agreed, so far."))
    for issue, stated in case.issues.items():
        name, path = f"like.{issue}", ("like", issue)
        if hint := amount_field.hint(case, issue):
            fields.append(Field(name, stated.name, like.get(issue, ""), hint=hint, path=path))
            continue
        options = (("", "not said"), *((option, beside(case, issue, option)) for option in stated.options))
        fields.append(select(name, stated.name, like.get(issue, ""), options, path))
    where: Path = ("interests", at, "no_deal")
    return Form("no_deal", at, f"{party.name}, without a deal", tuple(fields), edits.stands(live, where))


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    path: Path = ("interests", at, "no_deal")
    like = {issue: sent.one(f"like.{issue}") for issue in case.issues if sent.one(f"like.{issue}")}
    value = sent.line("value")
    if not value and not like:
        raise Missing(live.file, {"value": "write what no deal is worth to it, or say below what it is like"})

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        held = inside(content, path[:-1])
        old = held.get("no_deal")
        entry = dict(old) if isinstance(old, dict) else {} if old is None else {"value": old}
        for name in ("value", "per_month", "confidence", "because"):
            before = entry.get(name)
            if isinstance(before, dict) and sent.line(name):
                entry[name] = with_number(before, sent.line(name))
            else:
                put(entry, name, sent.line(name))
        put(entry, "like", like)
        entry = confirmed(old, entry)
        held["no_deal"] = entry["value"] if set(entry) == {"value"} else entry
        return content

    return edits.content(f"{case.everyone()[at].name}, without a deal", path, changed)


def _listed(case: Case) -> tuple[Line, ...]:
    lines = []
    for name, party in case.everyone().items():
        held = case.interests[name].no_deal if name in case.interests else None
        if isinstance(held, NoDealValue) and held.like:
            terms = ", ".join(beside(case, issue, option) for issue, option in held.like.items())
            lines.append(
                Line(name, f"{party.name}: {number_words(held)}, as with {terms}", (), held.because or "", held.draft)
            )
        elif held is not None:
            formed = not isinstance(held, WarValue)
            said = f"{party.name}: {number_words(held)}"
            lines.append(Line(name, said, (), held.because or "", held.draft, formed=formed))
        elif party.signs:
            lines.append(Line(name, f"{party.name}: nothing is judged", counts=False))
    return tuple(lines)


NO_DEAL = Kind(
    "no_deal",
    "Without a deal",
    "What each has where nothing is signed, and which options that is like.",
    "",
    _listed,
    _form,
    lambda live, case, at, sent: ("interests", at, "no_deal"),
    _edit,
    lambda live, case, at: None,
)

"""The amount of an issue: its fields, what is sent of it, and the ratings of its ends where these move."""

from __future__ import annotations

from typing import Any

from comity.case.amount import Amount
from comity.case.issue import NOT_OPTIONS
from comity.case.model import Case
from comity.case.points import Points
from comity.case.steps import NoStep, Steps
from comity.live import Live
from comity.papers.option_words import named
from comity.web.edits import inside
from comity.web.entries.confirmed import with_number
from comity.web.entries.points import step_named
from comity.web.forms import Field, Sent
from comity.web.number import in_file

PARTS = ("from", "to", "step", "unit")


def amount_fields(amount: Amount | None) -> list[Field]:
    """The fields of an amount; None for a new one."""
    held = (amount.from_, amount.to, amount.step, amount.unit) if amount else ("",) * 4
    labels = ("From", "To", "In steps of", "Unit")
    hints = ("A number, or a day: 2026-04-01", "Above where it begins", "5, 0.1, 3 months", "million euro, %, tonnes")
    paths = (("amount",), ("amount", "to"), ("amount", "step"), ("amount", "unit"))
    told = zip(PARTS, labels, held, hints, paths, strict=True)
    return [Field(f"amount.{part}", label, value, hint=hint, path=path) for part, label, value, hint, path in told]


def sent_amount(sent: Sent) -> dict[str, str]:
    """The parts of an amount that a form sends; nothing where all are empty."""
    parts = {part: sent.line(f"amount.{part}") for part in PARTS}
    return parts if any(parts.values()) else {}


def missing_of(amount: dict[str, str]) -> dict[str, str]:
    """What must be said of an amount and is not, by field."""
    asked = {"from": "say where it begins", "to": "say where it ends", "step": "say how long a step is"}
    return {f"amount.{part}": what for part, what in asked.items() if not amount.get(part)}


def _rated(case: Case, issue: str) -> list[tuple[str, Points]]:
    """Who has a view of an amount, and its points."""
    held = ((party, each.issues[issue].ratings) for party, each in case.interests.items() if issue in each.issues)
    return [(party, ratings) for party, ratings in held if isinstance(ratings, Points)]


def end_fields(case: Case, issue: str) -> list[Field]:
    """How good the ends are for each who has a view of the amount: what counts for new ends where these move."""
    if not _rated(case, issue):
        return []
    hint = "Where the ends move, they are rated so, and points beyond them are taken out."
    fields = [Field("", "How good its ends are.", kind="words", hint=hint)]
    for party, points in _rated(case, issue):
        for end, step in zip(("from", "to"), points.steps.ends, strict=True):
            label = f"{'Where it begins' if end == 'from' else 'Where it ends'}, for {named(case, party)}"
            fields.append(Field(f"end.{end}.{party}", label, points[step].words() if step in points else ""))
    return fields


def ends_moved(live: Live, case: Case, issue: str, sent: Sent, content: dict[str, Any]) -> None:
    """Rate the ends of an amount that is being changed, and take out the points beyond them."""
    try:
        now = Steps(Amount.model_validate(dict(content["issues"][issue]["amount"])).grid)
    except ValueError:  # the check says what is wrong with it
        return
    for party, points in _rated(case, issue):
        entry = inside(content, in_file(live, ("interests", party, issue)))
        ratings = entry["ratings"] if isinstance(entry.get("ratings"), dict) else entry
        for name in list(ratings):
            if name not in NOT_OPTIONS and _beyond(now, name):
                del ratings[name]
        for end, step, old in zip(("from", "to"), now.ends, points.steps.ends, strict=True):
            rating = sent.line(f"end.{end}.{party}")
            name = next((name for name in ratings if step_named(now, name) == step), step)
            held = ratings.get(name)
            if step == old and step in points and rating == points[step].words():
                continue
            if rating:
                ratings[name] = with_number(held, rating) if isinstance(held, dict) else rating


def _beyond(steps: Steps, name: str) -> bool:
    try:
        steps.among((f"{steps.ends[0]}..{name}",))
    except NoStep:
        return True
    return False

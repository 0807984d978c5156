"""The points of a party's rating over an amount: their fields, what is sent of them, and how the file takes them."""

from __future__ import annotations

from typing import Any

from comity.case.issue import NOT_OPTIONS
from comity.case.model import Case
from comity.case.steps import NoStep, Steps
from comity.live import Live
from comity.web import amount_field
from comity.web.curve import curve
from comity.web.entries.confirmed import with_number
from comity.web.entries.kind import Missing
from comity.web.forms import Field, Point, Sent

FIELD = "points"
SPARE = 2
"""How many rows are left free for further points."""


def points_field(case: Case, party: str, issue: str, hint: str) -> Field:
    """The field for the points of a party, both ends among them; hint: what a rating may be."""
    steps = case.issues[issue].steps
    assert steps is not None, "asked for amounts alone"
    held = case.interests[party].issues.get(issue) if party in case.interests else None
    rated = {step: held.ratings[step].words() for step in held.ratings} if held else {}
    names = sorted({*steps.ends, *rated}, key=steps.place)
    points = [Point(step, rated.get(step, "")) for step in names] + [Point()] * SPARE
    said = (
        f"{amount_field.hint(case, issue)}. {hint}. Straight lines run between the points; empty a row to take it out."
    )
    return Field(FIELD, "Points", kind="points", hint=said, points=tuple(points), curve=curve(case, party, issue))


def sent_points(live: Live, case: Case, issue: str, sent: Sent) -> dict[str, str]:
    """The points that a form sends, by step; raises Missing for what is no step, has no rating, or stands twice."""
    steps = case.issues[issue].steps
    if steps is None:
        return {}
    points: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for number, (at, rating) in enumerate(sent.points(FIELD)):
        if not at and not rating:
            continue
        try:
            step = steps.step(at)
        except NoStep as none:
            wrong[f"{FIELD}.{number}"] = str(none) if at else "say of which amount this is the rating"
            continue
        if step in points:
            wrong[f"{FIELD}.{number}"] = f"two points are at {at}; leave one of them"
        if not rating and step in steps.ends:
            wrong[f"{FIELD}.{number}"] = "both ends must be rated; write how good this one is"
        elif rating:
            points[step] = rating
    for end in steps.ends:
        if end not in points and not wrong:
            wrong[FIELD] = f"both ends must be rated; write how good {steps[end].name} is"
    if wrong:
        raise Missing(live.file, wrong)
    return points


def write_points(entry: dict[str, Any], steps: Steps, points: dict[str, str]) -> None:
    """Put points into an entry of ratings in the order of the amount; what has a reason of its own keeps it."""
    written = {step: name for name in entry if (step := step_named(steps, name)) is not None}
    names = list(entry)
    first = min((names.index(name) for name in written.values()), default=len(names))
    before = {name: entry[name] for name in names[:first]}
    after = {name: entry[name] for name in names[first:] if name not in written.values()}
    rated: dict[str, Any] = {}
    for step in sorted(points, key=steps.place):
        name = written.get(step, step)
        old = entry.get(name)
        rated[name] = with_number(old, points[step]) if isinstance(old, dict) else points[step]
    entry.clear()
    entry.update({**before, **rated, **after})


def step_named(steps: Steps, name: str) -> str | None:
    """The step that a name in ratings means; None where it means none."""
    if name in NOT_OPTIONS:
        return None
    try:
        return steps.step(name)
    except NoStep:
        return None

"""What a party has if nothing is signed: the course of things in words, what that is like, and a range for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comity.case.interview.prompt import Choice, Prompt
from comity.case.interview.so_far import SoFar, middle
from comity.case.interview.writing import put
from comity.case.steps import NoStep, Steps
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = ("course", "like", "no_deal")
FAR = 15.0
"""How far a no-deal value may lie from what no deal is said to be like before it is asked whether it is meant so."""


def prompts(so_far: SoFar, party: str) -> Iterator[Prompt]:
    """What is still to be asked of what no deal is worth to a party."""
    if not so_far.is_open("interests", party, "no_deal"):
        return
    stated = _stated(so_far, party)
    if "because" not in stated:
        yield _course(so_far, party)
    for issue in _rated(so_far, party):
        if issue not in (stated.get("like") or {}):
            yield _like(so_far, party, issue)
    yield _value(so_far, party)


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for what is no step of an amount."""
    topic, party, *about = prompt.about
    (given,) = reply
    stated = _stated(so_far, party)
    name = so_far.parties()[party]
    if topic == "course":
        stated["because"], noted = given, given if given.endswith((".", "!", "?")) else f"{given}."
    elif topic == "like":
        given, said = _named(so_far, about[0], given)
        stated["like"] = {**(stated.get("like") or {}), about[0]: given}
        noted = f"without a deal it is like “{said}”."
    else:
        stated = {name: value for name, value in stated.items() if name != "draft"} | {"value": given}
        noted = _noted(name, given, worth_of_like(so_far, party))
    return put(so_far.document, ("interests", party, "no_deal"), stated), noted


def worth_of_like(so_far: SoFar, party: str) -> float | None:
    """What the options that no deal is like are worth to a party by its own weights and ratings; None where one of the
    issues that it has judged is left out."""
    like: Mapping[str, str] = _stated(so_far, party).get("like") or {}
    total = worth = 0.0
    for issue in _rated(so_far, party):
        weight = so_far.number("interests", party, issue, "weight")
        if weight is None or not middle(weight):
            continue
        rating = _rating(so_far, party, issue, like.get(issue, ""))
        if rating is None:
            return None
        total += middle(weight)
        worth += middle(weight) * rating
    return worth / total if total else None


def _rating(so_far: SoFar, party: str, issue: str, option: str) -> float | None:
    """How good an option is for a party, a step of an amount by the points around it; None where that is not judged."""
    grid = so_far.amount(issue)
    if grid is None or not option:
        rating = so_far.settled(party, issue).get(option)
        return None if rating is None else middle(rating)
    steps = Steps(grid)
    judged = {
        name: so_far.number("interests", party, issue, name) for name in so_far.entries("interests", party, issue)
    }
    points = {name: middle(rating) for name, rating in judged.items() if name in steps and rating is not None}
    if not set(steps.ends) <= points.keys():
        return None
    first, second, part = steps.between(points, option)
    return points[first] + (points[second] - points[first]) * float(part)


def _named(so_far: SoFar, issue: str, given: str) -> tuple[str, str]:
    """The option, or step of an amount, that an answer names, and in words; raises Problems where it names none."""
    grid = so_far.amount(issue)
    if grid is None:
        return given, so_far.options(issue)[given]
    try:
        step = Steps(grid).step(given)
    except NoStep as wrong:
        raise Problems([Problem(Place("your answer"), wrong.what, wrong.fix)]) from None
    return step, Steps(grid)[step].name


def _noted(name: str, given: str, worth: float | None) -> str:
    """What a value means, and whether it is far from what the options that no deal is like come to."""
    low, high = (float(end) for end in (given.split("..") * 2)[:2])
    noted = f"an agreement worth less than {given} is refused by {name}."
    if worth is None or low - FAR <= worth <= high + FAR:
        return noted
    less = "less" if worth > high else "more"
    return (
        f"{noted} That is much {less} than what you named comes to ({worth:.0f}): if the reason you gave says why, "
        "leave it; if not, < goes back."
    )


def _stated(so_far: SoFar, party: str) -> dict[str, Any]:
    """What stands of it in the file, as a mapping."""
    return so_far.entries("interests", party, "no_deal")


def _rated(so_far: SoFar, party: str) -> list[str]:
    return [issue for issue in so_far.issues() if so_far.rated(party, issue) and not so_far.indifferent(party, issue)]


def _course(so_far: SoFar, party: str) -> Prompt:
    name = so_far.parties()[party]
    return Prompt(
        ("course", party),
        _heading(name),
        f"If nothing is signed, what will {name} have a year from now? Say in a sentence or two what is likely.",
        "Not what it threatens, but what would happen: what stays as it is, what others do without it, what it can do "
        "alone, what that costs, when one would talk again. Say which report says so, if one does.",
        passing="no reason is given for its no-deal value",
    )


def _like(so_far: SoFar, party: str, issue: str) -> Prompt:
    name, grid = so_far.parties()[party], so_far.amount(issue)
    asks = f"which option comes closest to how things then are for {name}?"
    if grid is not None:
        which = "day" if grid.dates else "amount"
        span = grid.said_from(grid.first, grid.last)
        asks = f"which {which} comes closest to how things then are for {name}? ({span})"
    return Prompt(
        ("like", party, issue),
        _heading(name),
        f"{so_far.issues()[issue]}: {asks}",
        "Without an agreement, too, water flows or does not, land is held by somebody, prices are paid. Leave it out "
        f"where no {'option' if grid is None else which} comes near.",
        "choice" if grid is None else "words",
        tuple(Choice(*option) for option in so_far.options(issue).items()) if grid is None else (),
        passing="none of them comes near",
    )


def _value(so_far: SoFar, party: str) -> Prompt:
    name = so_far.parties()[party]
    worth = worth_of_like(so_far, party)
    like = f" By its own ratings, what you named comes to {worth:.0f}." if worth is not None else ""
    return Prompt(
        ("no_deal", party),
        _heading(name),
        f"From 0 (all its worst options) to 100 (all its best): what is that worth to {name}, from what it may well be "
        f"at worst to what it may well be at best?{like}",
        "A range, such as 30..45. Start from both ends: how good would an agreement have to be for it to sign without "
        "doubt? How bad, for it to leave the table without doubt? What lies between is the range. Count costs and "
        "delay, and what it would lose by walking away. A single number claims to know it exactly.",
        "number",
        passing=f"it stays a draft, and the interests of {name} do not count yet",
    )


def _heading(name: str) -> str:
    return f"Without a deal: {name}"

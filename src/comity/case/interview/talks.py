"""What rounds of talks cost and how often they settle an issue, where that is to be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comity.case.called import called
from comity.case.interview.prompt import About, Choice, Prompt
from comity.case.interview.so_far import SoFar
from comity.case.interview.writing import begun, put, short_name
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = ("round", "round_format", "round_cost", "round_success", "round_ends_talks", "round_reason", "round_later")
HELD = ("round",)
HEADING = "Rounds of talks"
_UNTIL_JUDGED = {"cost": "0..100", "success": "1..100"}


def prompts(so_far: SoFar) -> Iterator[Prompt]:
    """What is still to be asked of rounds of talks, once what anybody wants is judged."""
    if not so_far.judged():
        return
    formats = list(_formats(so_far))
    for issue, short, stated in formats:
        path = ("talks", "issues", issue, "formats", short)
        asked = next((number for number in _UNTIL_JUDGED if so_far.is_open(*path, number)), None)
        if asked is not None:
            yield _number(so_far, asked, issue, short, stated)
        elif "because" not in stated and "evidence" not in stated:
            if "ends_talks" not in stated:
                yield _number(so_far, "ends_talks", issue, short, stated)
            yield _reason(so_far, issue, short, stated)
    if formats and so_far.at("talks", "patience") is None:
        yield _later()
    told = "; ".join(_whose(so_far, issue, short, stated) for issue, short, stated in formats)
    yield Prompt(
        ("round", str(len(formats) + 1)),
        HEADING,
        f"Is there another format in which an issue could be discussed? On which? (so far: {told})"
        if formats
        else "Is there an issue that takes rounds of talks of its own, whose cost and odds you could judge? Which?",
        "It is for choosing the round to begin with: the question what to settle first weighs what a round costs, how "
        "often it settles the issue, and how often one that fails ends all talks.",
        "choice",
        tuple(Choice(*each) for each in so_far.issues().items()),
        passing="there is no other" if formats else "no rounds of talks are weighed",
    )


def following(so_far: SoFar, chosen: About) -> Prompt:
    """The format of a round that is not in the file yet; chosen: on which issue it is."""
    _, number, issue = chosen
    return Prompt(
        ("round_format", number, issue),
        HEADING,
        f"In what format could a round on “{so_far.issues()[issue]}” be held?",
        "It is for telling apart ways to hold a round, which differ in cost and odds: “a summit”, “letters between the "
        "two clerks”.",
        passing="this one is left out",
    )


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for a format that is there already,
    and for a round that never settles anything."""
    topic, *about = prompt.about
    (given,) = reply
    document = so_far.document
    if topic == "round_format":
        _, issue = about
        known = {short: _name(short, stated) for on, short, stated in _formats(so_far) if on == issue}
        if (there := called(given, known)) is not None:
            raise _refused(f"{known[there]} is a format of this issue already", "call it otherwise")
        numbers = {number: {"value": value, "draft": "yes"} for number, value in _UNTIL_JUDGED.items()}
        path = ("talks", "issues", issue, "formats", short_name(given, known))
        document = begun(document, "talks", [(path, {"name": given, **numbers})])
        return document, f"{given}, on “{so_far.issues()[issue]}”."
    if topic == "round_later":
        if given.split("..")[0] == "0":
            raise _refused("then nothing that comes later would count", "type more than 0; 100 is as much as now")
        return put(document, ("talks", "patience"), given), f"what comes a round later counts {given} in 100."
    issue, short = about
    path = ("talks", "issues", issue, "formats", short)
    number = topic.removeprefix("round_")
    if number == "reason":
        return put(document, path, dict(so_far.entries(*path)) | {"because": given}), given
    if number == "success" and float(given.split("..")[0]) <= 0:
        raise _refused("a round that cannot succeed never settles it", "type more than 0")
    return put(document, (*path, number), given), f"{_whose(so_far, issue, short, so_far.entries(*path))}: {given}."


def _formats(so_far: SoFar) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every format of every issue, with the short names of both."""
    for issue in so_far.entries("talks", "issues"):
        for short, stated in so_far.entries("talks", "issues", issue, "formats").items():
            if isinstance(stated, Mapping):
                yield issue, short, stated


def _name(short: str, stated: Mapping[str, Any]) -> str:
    return str(stated.get("name") or short)


def _whose(so_far: SoFar, issue: str, short: str, stated: Mapping[str, Any]) -> str:
    return f"{_name(short, stated)}, on “{so_far.issues().get(issue, issue)}”"


def _number(so_far: SoFar, number: str, issue: str, short: str, stated: Mapping[str, Any]) -> Prompt:
    whose, on = _whose(so_far, issue, short, stated), so_far.issues().get(issue, issue)
    asks, helps, passing = {
        "cost": (
            f"{whose}: what does such a round cost whoever convenes it, in points of 100?",
            "It is for weighing rounds against each other. 100 is all that is at stake for who convenes the talks; a "
            "range says how sure that is.",
            "this format stays a draft and counts nowhere",
        ),
        "success": (
            f"{whose}: of 100 such rounds, how many would settle “{on}”?",
            "It is for weighing rounds against each other: more than 0, alone or as a range, such as 20..40.",
            "this format stays a draft and counts nowhere",
        ),
        "ends_talks": (
            f"{whose}: and of 100 that fail, after how many are all talks at an end?",
            "It is for the risk of trying: a summit without result may end more than an exchange of letters.",
            "none ends all talks",
        ),
    }[number]
    return Prompt((f"round_{number}", issue, short), HEADING, asks, helps, "number", passing=passing)


def _reason(so_far: SoFar, issue: str, short: str, stated: Mapping[str, Any]) -> Prompt:
    return Prompt(
        ("round_reason", issue, short),
        HEADING,
        f"Why these numbers: {_whose(so_far, issue, short, stated)}?",
        "It is for readers, who find it beside the answer: a sentence, and which report says so, if one does.",
        passing="they have no reason",
    )


def _later() -> Prompt:
    return Prompt(
        ("round_later",),
        HEADING,
        "What comes one round later: how much is it worth, in 100 of what it is worth now?",
        "It is for how much haste counts: 100 says that a round more or less makes no difference, 90 that each costs a "
        "tenth of all that is still to come.",
        "number",
        passing="as much as what comes now",
    )


def _refused(what: str, fix: str) -> Problems:
    return Problems([Problem(Place("your answer"), what, fix)])

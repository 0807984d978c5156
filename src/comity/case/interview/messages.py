"""Arguments that could move one judgement of one party, where these are to be told, and how far each carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comity.case.interview.prompt import About, Choice, Prompt
from comity.case.interview.so_far import SoFar
from comity.case.interview.writing import begun, put
from comity.case.issue import NOT_OPTIONS
from comity.case.messages import NO_DEAL, WEIGHT
from comity.case.steps import Steps
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = ("message", "message_aim", "message_limit", "message_says", "message_reason")
HELD = ("message", "message_aim")
HEADING = "Arguments that could move somebody"


def prompts(so_far: SoFar) -> Iterator[Prompt]:
    """What is still to be asked of messages, once what anybody wants is judged."""
    if not so_far.judged():
        return
    there = _messages(so_far)
    for at, stated in there:
        if "says" not in stated and "id" not in stated:
            yield _says(so_far, at, stated)
        if "because" not in stated and "evidence" not in stated:
            yield _reason(so_far, at, stated)
    open_to = {party: name for party, name in so_far.parties().items() if len(_aims(so_far, party)) > 0}
    if open_to:
        yield _message(so_far, open_to, [stated for _, stated in there])


def following(so_far: SoFar, chosen: About) -> Prompt:
    """The next question of a message that is not in the file yet; chosen: what is known of it."""
    topic, number, party, *aim = chosen
    name, aims = so_far.parties()[party], _aims(so_far, party)
    passing = "this one is left out"
    if topic == "message":
        choices = tuple(Choice(at, f"{words} (now {now})") for at, (words, now) in aims.items())
        helps = "It is for counting what the argument opens: it moves one number, which is judged already."
        asks = f"Which judgement of {name} could it move?"
        return Prompt(("message_aim", number, party), HEADING, asks, helps, "choice", choices, passing=passing)
    words, now = aims[aim[0]]
    return Prompt(
        ("message_limit", number, party, aim[0]),
        HEADING,
        f"{name}: {words}, now {now}. How far could the argument carry that, at most?",
        "It is for counting what the argument opens: one number, as far as it carries if it is put as well as can be. "
        "How far it does carry depends on who puts it.",
        "number",
        passing=passing,
    )


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for a limit that is none."""
    topic, *about = prompt.about
    (given,) = reply
    if topic == "message_limit":
        _, party, aim = about
        words, now = _aims(so_far, party)[aim]
        if ".." in given:
            raise _refused("an argument has one limit", f"type one number, such as {given.split('..')[1]}")
        if float(given) == _number(now):
            raise _refused(f"it is {now} already, so that nothing would be moved", "type how far it could go")
        issue, _, entry = aim.partition("/")
        message = {"to": party, "moves": {issue: {entry: given}} if entry else {issue: given}}
        document = begun(so_far.document, "messages", [(("messages", "+"), message)])
        return document, f"{so_far.parties()[party]}: {words}, from {now} to {given} at most."
    at = int(about[0])
    field = {"message_says": "says", "message_reason": "because"}[topic]
    return put(so_far.document, ("messages", at), dict(so_far.at("messages")[at]) | {field: given}), given


def _messages(so_far: SoFar) -> list[tuple[int, Mapping[str, Any]]]:
    """The messages that say for whom they are, each with its place in the list."""
    stated = so_far.at("messages")
    several = enumerate(stated if isinstance(stated, list) else [])
    return [(at, each) for at, each in several if isinstance(each, Mapping) and "to" in each]


def _aims(so_far: SoFar, party: str) -> dict[str, tuple[str, str]]:
    """What is judged of a signer and could be moved, by its address in a message: in words, and the number now."""
    if party not in so_far.signers() or not so_far.by_weights(party):
        return {}
    aims = {NO_DEAL: ("what it has without a deal", so_far.number("interests", party, NO_DEAL))}
    for issue, name in so_far.issues().items():
        if not so_far.rated(party, issue):
            continue
        aims[f"{issue}/{WEIGHT}"] = (
            f"how much “{name}” matters to it",
            so_far.number("interests", party, issue, WEIGHT),
        )
        for option, words in _options(so_far, party, issue).items():
            rating = so_far.number("interests", party, issue, option)
            aims[f"{issue}/{option}"] = (f"{name}: how good “{words}” is for it", rating)
    return {at: (words, now) for at, (words, now) in aims.items() if now is not None}


def _options(so_far: SoFar, party: str, issue: str) -> dict[str, str]:
    """The options that a party rates, in words; of an amount every point."""
    grid = so_far.amount(issue)
    if grid is None:
        return so_far.options(issue)
    steps = Steps(grid)
    rated = (name for name in so_far.entries("interests", party, issue) if name not in NOT_OPTIONS and name in steps)
    return {name: steps[name].name for name in rated}


def _number(written: str) -> float | None:
    return None if ".." in written else float(written)


def _message(so_far: SoFar, open_to: Mapping[str, str], there: list[Mapping[str, Any]]) -> Prompt:
    told = "; ".join(_called(so_far, stated) for stated in there)
    return Prompt(
        ("message", str(len(there) + 1)),
        HEADING,
        f"Is there another argument that could move somebody? Whom? (so far: {told})"
        if there
        else "Is there an argument that could move somebody who signs? Whom?",
        "It is for the question whom to send: it tells what each argument would open, and, with ties, who should put "
        "it and how hard to press.",
        "choice",
        tuple(Choice(*each) for each in open_to.items()),
        passing="there is no other" if there else "no argument is weighed",
    )


def _called(so_far: SoFar, stated: Mapping[str, Any]) -> str:
    """A message in a few words: for whom it is, and what it says."""
    to = so_far.everyone().get(str(stated["to"]), stated["to"])
    return f"to {to}, “{stated['says']}”" if stated.get("says") else f"to {to}"


def _says(so_far: SoFar, at: int, stated: Mapping[str, Any]) -> Prompt:
    return Prompt(
        ("message_says", str(at)),
        HEADING,
        f"What does the argument say, {_called(so_far, stated)}?",
        "It is for papers, which call it so: a few words, as “a line is safer than a claim”.",
        passing="papers call it by for whom it is and its number",
    )


def _reason(so_far: SoFar, at: int, stated: Mapping[str, Any]) -> Prompt:
    return Prompt(
        ("message_reason", str(at)),
        HEADING,
        f"Why would that carry, {_called(so_far, stated)}?",
        "It is for readers, who find it beside the answer: a sentence, and which report says so, if one does.",
        passing="it has no reason",
    )


def _refused(what: str, fix: str) -> Problems:
    return Problems([Problem(Place("your answer"), what, fix)])

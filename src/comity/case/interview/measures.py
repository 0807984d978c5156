"""Steps beside the issues that would build confidence, where these are to be told: what each would move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comity.case.called import called
from comity.case.interview.prompt import About, Choice, Prompt
from comity.case.interview.so_far import SoFar
from comity.case.interview.writing import begun, put, short_name
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = ("measure", "measure_by", "measure_moves", "measure_worth", "measure_reversible", "measure_reason")
HELD = ("measure_moves",)
HEADING = "Measures that build confidence"
NO_MEASURE = ("yes", "y", "no", "none", "nothing", "n", "-")
"""What is no name of a measure, but an answer to another question."""


def prompts(so_far: SoFar) -> Iterator[Prompt]:
    """What is still to be asked of measures, once what anybody wants is judged."""
    if not so_far.judged():
        return
    there = _measures(so_far)
    for short, stated in there.items():
        yield from _of(so_far, short, stated)
    told = "; ".join(_name(short, stated) for short, stated in there.items())
    yield Prompt(
        ("measure", str(len(there) + 1)),
        HEADING,
        f"Is there another step that would build confidence? (so far: {told})"
        if there
        else "Is there a step beside these issues that would build confidence? Say what is done.",
        "It is for finding steps that open agreements: a hotline, an exchange of prisoners, aid let through. Each is "
        "judged by what having no deal is then worth to whom.",
        passing="there is no other" if there else "no such step is weighed",
    )


def following(so_far: SoFar, chosen: About) -> Prompt:
    """What no deal would be worth to a party once a measure is taken; chosen: which measure, and which party."""
    _, short, _, party = chosen
    name, now = so_far.parties()[party], so_far.number("interests", party, "no_deal")
    stated = _measures(so_far)[short]
    return Prompt(
        ("measure_worth", short, party),
        HEADING,
        f"{_name(short, stated)}: what would {name} then have without a deal? (now {now})",
        "It is for counting what the measure opens: a number from 0 to 100, or a range. Lower, where having no deal "
        "grows worse for it; higher, where it grows better.",
        "number",
        passing="it stays as it is",
    )


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for one that is there already."""
    topic, short, *party = prompt.about
    (given,) = reply
    document = so_far.document
    if topic == "measure":
        known = {name: _name(name, stated) for name, stated in _measures(so_far).items()}
        if given.lower().rstrip(".") in NO_MEASURE:
            raise _refused(f"“{given}” would become a name", "say what is done, or pass this question")
        if called(given, known) is not None:
            raise _refused("this measure is there already", "name another one")
        name = short_name(given, known)
        return begun(document, "measures", [(("measures", name), {"name": given})]), f"{given}, in short {name}."
    stated = dict(_measures(so_far)[short])
    if topic == "measure_worth":
        moves = stated.get("moves")
        stated["moves"] = {**(moves if isinstance(moves, Mapping) else {}), party[0]: {"no_deal": given}}
        return put(document, ("measures", short), stated), f"{so_far.parties()[party[0]]}: {given} without a deal."
    field = {"measure_by": "by", "measure_reversible": "reversible", "measure_reason": "because"}[topic]
    noted = {
        "measure_by": f"{so_far.everyone().get(given, given)} takes it.",
        "measure_reversible": "it can be taken back." if given == "yes" else "it stays once it is taken.",
    }
    return put(document, ("measures", short), stated | {field: given}), noted.get(topic, given)


def _of(so_far: SoFar, short: str, stated: Mapping[str, Any]) -> Iterator[Prompt]:
    """What is still to be asked of one measure; once it is said whether it can be taken back, so is whom it moves."""
    name = _name(short, stated)
    if {"because", "evidence"} & set(stated):
        return
    if "reversible" not in stated:
        if "by" not in stated:
            yield _by(so_far, short, name)
        moved = stated.get("moves")
        left = {
            party: words
            for party, words in so_far.parties().items()
            if party in so_far.signers()
            and party not in (moved if isinstance(moved, Mapping) else {})
            and so_far.by_weights(party)
            and so_far.number("interests", party, "no_deal") is not None
        }
        if left:
            yield _moves(short, name, left, len(moved) if isinstance(moved, Mapping) else 0)
        yield _reversible(short, name)
    yield Prompt(
        ("measure_reason", short),
        HEADING,
        f"Why, and who says so: {name}?",
        "It is for readers, who find it beside the answer: a sentence, and which report says so, if one does.",
        passing="it has no reason",
    )


def _by(so_far: SoFar, short: str, name: str) -> Prompt:
    return Prompt(
        ("measure_by", short),
        HEADING,
        f"{name}: who would take this step?",
        "It is for telling whom to ask for it; of a step that several take together, pass this question.",
        "choice",
        tuple(Choice(*each) for each in so_far.everyone().items()),
        passing="it is not said who takes it",
    )


def _moves(short: str, name: str, left: Mapping[str, str], some: int) -> Prompt:
    other = "anybody else have" if some else "anybody have"
    return Prompt(
        ("measure_moves", short, str(some + 1)),
        HEADING,
        f"{name}: would {other} more, or less, without a deal once this is done? Who?",
        "It is for counting what the measure opens: a party that has less without a deal accepts more agreements.",
        "choice",
        tuple(Choice(*each) for each in left.items()),
        passing="for nobody else" if some else "nobody’s judgement is moved by it",
    )


def _reversible(short: str, name: str) -> Prompt:
    return Prompt(
        ("measure_reversible", short),
        HEADING,
        f"{name}: once it is taken, can it be taken back?",
        "It is for the risk of taking it first: what can be taken back is tried more easily, and counts for less.",
        "yes or no",
        passing="it stays once it is taken",
    )


def _measures(so_far: SoFar) -> dict[str, Mapping[str, Any]]:
    return {short: stated for short, stated in so_far.entries("measures").items() if isinstance(stated, Mapping)}


def _name(short: str, stated: Mapping[str, Any]) -> str:
    return str(stated.get("name") or short)


def _refused(what: str, fix: str) -> Problems:
    return Problems([Problem(Place("your answer"), what, fix)])

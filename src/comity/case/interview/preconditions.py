"""What a party will not discuss before something else is settled, where that is to be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comity.case.interview.prompt import About, Choice, Prompt
from comity.case.interview.so_far import YES, SoFar
from comity.case.interview.writing import begun, put
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = (
    "precondition",
    "precondition_then",
    "precondition_first",
    "precondition_firmness",
    "precondition_reason",
)
HELD = ("precondition", "precondition_then")
HEADING = "What must be settled before what"
FIRM = {
    "constitutional": "law or statutes forbid it to talk of the one before the other",
    "declared": "it has said so, in public or at the table",
    "preferred": "so far it is only a strong wish",
}


def prompts(so_far: SoFar) -> Iterator[Prompt]:
    """What is still to be asked of preconditions, once what anybody wants is judged."""
    if not so_far.judged() or len(so_far.issues()) < 2:
        return
    there = _preconditions(so_far)
    for at, stated in there:
        if str(stated.get("draft")).lower() in YES:
            yield _firmness(so_far, at, stated)
        elif "because" not in stated and "evidence" not in stated:
            yield _reason(so_far, at, stated)
    told = "; ".join(_said(so_far, stated) for _, stated in there)
    yield Prompt(
        ("precondition", str(len(there) + 1)),
        HEADING,
        f"Is there anybody else who will not discuss one issue before another is settled? (so far: {told})"
        if there
        else "Is there anybody who will not discuss one issue before another is settled?",
        "It is for finding out whether talks can begin at all: two who wait for each other cannot. The question what "
        "to settle first names such circles, and which of the demands is dropped most cheaply.",
        "choice",
        tuple(Choice(*each) for each in so_far.everyone().items()),
        passing="there is nobody else" if there else "nobody makes one issue wait for another",
    )


def following(so_far: SoFar, chosen: About) -> Prompt:
    """The next question of a precondition that is not in the file yet; chosen: what is known of it."""
    topic, number, party, *then = chosen
    name = so_far.everyone()[party]
    passing = "this one is left out"
    if topic == "precondition":
        asks = f"What will {name} not discuss yet?"
        helps = "It is for the order of the talks: this issue has to wait for another one."
        issues = so_far.issues()
        return Prompt(
            ("precondition_then", number, party), HEADING, asks, helps, "choice", _choices(issues), passing=passing
        )
    (waits,) = then
    asks = f"And what does {name} want settled before it discusses “{so_far.issues()[waits]}”?"
    helps = "It is for the order of the talks: this issue comes before the other one."
    first = {issue: words for issue, words in so_far.issues().items() if issue != waits}
    about = ("precondition_first", number, party, waits)
    return Prompt(about, HEADING, asks, helps, "choice", _choices(first), passing=passing)


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for one that is there already."""
    topic, *about = prompt.about
    (given,) = reply
    if topic == "precondition_first":
        _, party, then = about
        stated = {"party": party, "first": given, "then": then}
        said = _said(so_far, stated)
        if any(stated.items() <= dict(other).items() for _, other in _preconditions(so_far)):
            raise Problems([Problem(Place("your answer"), f"it is there already that {said}", "choose another issue")])
        document = begun(so_far.document, "preconditions", [(("preconditions", "+"), {**stated, "draft": "yes"})])
        return document, f"{said}."
    at = int(about[0])
    entry = dict(so_far.at("preconditions")[at])
    if topic == "precondition_reason":
        return put(so_far.document, ("preconditions", at), entry | {"because": given}), given
    entry.pop("draft", None)
    return put(so_far.document, ("preconditions", at), entry | {"firmness": given}), f"{given}, {FIRM[given]}."


def _preconditions(so_far: SoFar) -> list[tuple[int, Mapping[str, Any]]]:
    """The preconditions that say whose they are and what waits for what, each with its place in the list."""
    stated = so_far.at("preconditions")
    several = enumerate(stated if isinstance(stated, list) else [])
    return [(at, each) for at, each in several if isinstance(each, Mapping) and {"party", "first", "then"} <= set(each)]


def _said(so_far: SoFar, stated: Mapping[str, Any]) -> str:
    """What a precondition says, in words."""
    issues, party = so_far.issues(), so_far.everyone().get(str(stated["party"]), stated["party"])
    first, then = (issues.get(str(stated[end]), stated[end]) for end in ("first", "then"))
    return f"{party} will not discuss “{then}” before “{first}” is settled"


def _choices(issues: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(*each) for each in issues.items())


def _firmness(so_far: SoFar, at: int, stated: Mapping[str, Any]) -> Prompt:
    return Prompt(
        ("precondition_firmness", str(at)),
        HEADING,
        f"How firm is that: {_said(so_far, stated)}?",
        "It is for the price of dropping it: where two wait for each other, the softest is looked at first.",
        "choice",
        tuple(Choice(*each) for each in FIRM.items()),
        passing="it stays a draft and counts nowhere",
    )


def _reason(so_far: SoFar, at: int, stated: Mapping[str, Any]) -> Prompt:
    return Prompt(
        ("precondition_reason", str(at)),
        HEADING,
        f"Why, and who says so: {_said(so_far, stated)}?",
        "It is for readers, who find it beside the answer: a sentence, and which report says so, if one does.",
        passing="it has no reason",
    )

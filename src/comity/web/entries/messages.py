"""Messages: how far an argument could move one judgement of one party, or weight between two of its issues, at most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.case.messages import NO_DEAL, WEIGHT, Message, message_names
from comity.case.model import Case
from comity.papers.option_words import named, short
from comity.web.entries.evidence import evidence_field
from comity.web.entries.in_list import dated, in_list, parties, unchosen, why
from comity.web.entries.kind import CONFIDENCES, Line, because_field
from comity.web.forms import Field, Sent, select

SHIFT = ("shift_from", "shift_to", "shift_weight")


def _line(message: Message, case: Case, number: int) -> Line:
    said = f"“{message.says}”" if message.says else message_names(case.messages)[number]
    says = f"To {named(case, message.to)}: {said} could at most move {_moved(case, message)}."
    return Line(str(number), says, dated(case, message), *why(message))


def _moved(case: Case, message: Message) -> str:
    """What a message moves and how far at most, in words."""
    if message.shifts is not None:
        one, other = (case.issues[issue].name for issue in (message.shifts.from_, message.shifts.to))
        return f"a weight of {message.shifts.weight:g} from “{one}” to “{other}”"
    aim = message.aim
    assert aim is not None, "a message has one of the two"
    if aim.issue is None:
        return f"what it has without a deal to {aim.limit:g}"
    if aim.entry == WEIGHT:
        return f"the weight of “{case.issues[aim.issue].name}” to {aim.limit:g}"
    return f"its rating of {short(case, aim.issue, aim.entry)} to {aim.limit:g}"


def _aims(case: Case) -> Iterator[tuple[str, str]]:
    """Every judgement that a message may be aimed at, by its address, with what it is in words."""
    yield NO_DEAL, "what it has without a deal"
    for issue, stated in case.issues.items():
        yield f"{issue}/{WEIGHT}", f"{stated.name}: its weight"
        views = (held.issues[issue].ratings for held in case.interests.values() if issue in held.issues)
        for option in dict.fromkeys(option for ratings in views for option in ratings):
            yield f"{issue}/{option}", f"{stated.name}: {short(case, issue, option)}"


def _fields(case: Case, message: Message | None) -> tuple[Field, ...]:
    aim, shifts = (message.aim, message.shifts) if message else (None, None)
    at = "" if aim is None else NO_DEAL if aim.issue is None else f"{aim.issue}/{aim.entry}"
    issues = (("", "none"), *((name, stated.name) for name, stated in case.issues.items()))
    to = message.to if message else ""
    return (
        select("to", "For whom", to, (*unchosen(message), *parties(case)), ("to",)),
        Field(
            "says",
            "What it says",
            (message.says or "") if message else "",
            hint="In a few words, as findings call it.",
            path=("says",),
        ),
        select("aim", "What it could move", at, (("", "no single number: weight, below"), *_aims(case)), ()),
        Field(
            "limit",
            "How far at most",
            f"{aim.limit:.12g}" if aim else "",
            hint="One number on the scale of what is moved, as far as the argument could carry it.",
            path=("moves",),
        ),
        Field(
            "", "Or weight that it could move", kind="words", hint="from one issue to another, in place of a number."
        ),
        select("shift_from", "From", shifts.from_ if shifts else "", issues, ("shifts", "from")),
        select("shift_to", "To", shifts.to if shifts else "", issues, ("shifts", "to")),
        Field("shift_weight", "How much", f"{shifts.weight:.12g}" if shifts else "", path=("shifts", "weight")),
        select("confidence", "Confidence", (message.confidence or "") if message else "", CONFIDENCES, ("confidence",)),
        because_field(message.because if message else ""),
        evidence_field(case, message),
    )


def _lacks(sent: Sent) -> dict[str, str]:
    """What is missing of the one thing that a message moves."""
    shift = [name for name in SHIFT if sent.line(name)]
    number = [name for name in ("aim", "limit") if sent.line(name)]
    if number and shift:
        return {"aim": "a message moves a number or weight, not both: empty one of them"}
    if not number and not shift:
        return {"aim": "choose what it could move, or say below which weight"}
    asked = {"aim": "choose what it could move", "limit": "write how far at most"}
    asked |= {"shift_from": "choose where weight is taken", "shift_to": "choose where it goes"}
    asked["shift_weight"] = "write how much at most"
    return {name: asked[name] for name in (SHIFT if shift else ("aim", "limit")) if not sent.line(name)}


def _state(entry: dict[str, Any], sent: Sent) -> None:
    entry.pop("moves", None)
    entry.pop("shifts", None)
    if not sent.line("aim"):
        entry["shifts"] = {name.removeprefix("shift_"): sent.line(name) for name in SHIFT}
        return
    issue, _, judged = sent.line("aim").partition("/")
    entry["moves"] = {issue: {judged: sent.line("limit")} if judged else sent.line("limit")}


MESSAGES = in_list(
    "messages",
    "Messages",
    "What an argument could move of one party's judgements, as far as it carries.",
    "Add a message",
    "message",
    _line,
    _fields,
    {"to": "choose whom it is for"},
    _lacks,
    _state,
    none="None yet. Put down an argument that somebody could use, and how far it could carry one judgement at most: "
    "then it is known what it would open.",
    question="influence",
)

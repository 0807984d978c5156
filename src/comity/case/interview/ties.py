"""Whose word moves whom, and how much pressure helps: ties between offices and parties, where these are to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from comity.case.called import called
from comity.case.interview.prompt import Prompt
from comity.case.interview.so_far import SoFar
from comity.case.interview.writing import OPEN, begun, put, short_name
from comity.case.text import Document
from comity.case.ties import MOST_PRESSURE
from comity.problem import Place, Problem, Problems, nearest

NUMBERS = ("rapport", "best", "turns")
TOPICS = ("tie", "tie_rapport", "tie_best", "tie_turns", "tie_reason")
HEADING = "Whose word moves whom"
_BETWEEN = re.compile(r"\s+to\s+|\s*(?:→|->|>)\s*", re.IGNORECASE)
_ALIKE = 0.8
_UNTIL_JUDGED = {"rapport": "0..100", "best": "100", "turns": "150"}


def prompts(so_far: SoFar) -> Iterator[Prompt]:
    """What is still to be asked of ties, once what anybody wants is judged."""
    if not so_far.judged():
        return
    there = _ties(so_far)
    for at, tie in there:
        asked = next((number for number in NUMBERS if _is_open(tie.get(number))), None)
        if asked is not None:
            yield _number(so_far, asked, at, tie)
        elif "because" not in tie and "evidence" not in tie:
            yield _reason(so_far, at, tie)
    yield _tie(so_far, [tie for _, tie in there])


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for a tie that cannot be."""
    topic, at = prompt.about
    (given,) = reply
    if topic == "tie":
        return _begun(so_far, given)
    tie = dict(so_far.at("ties")[int(at)])
    if topic == "tie_reason":
        return put(so_far.document, ("ties", int(at)), tie | {"because": given}), given
    number = topic.removeprefix("tie_")
    if number == "best":
        tie |= {"turns": {**OPEN, "value": _where_it_may_turn(given)}}
    if number == "turns":
        _refuse_elsewhere(given, _written(tie["best"]))
    tie |= {number: given}
    if not any(_is_open(tie.get(each)) for each in NUMBERS):
        tie.pop("draft", None)
    return put(so_far.document, ("ties", int(at)), tie), f"{_whose(so_far, tie)}: {given}."


def _ties(so_far: SoFar) -> list[tuple[int, Mapping[str, Any]]]:
    """The ties that say between whom they are, each with its place in the list."""
    stated = so_far.at("ties")
    several = enumerate(stated if isinstance(stated, list) else [])
    return [(at, tie) for at, tie in several if isinstance(tie, Mapping) and {"from", "to"} <= set(tie)]


def _is_open(number: Any) -> bool:
    return number is None or (isinstance(number, Mapping) and str(number.get("draft")).lower() in ("yes", "true"))


def _written(number: Any) -> str:
    return str(number.get("value") if isinstance(number, Mapping) else number)


def _begun(so_far: SoFar, given: str) -> tuple[Document, str]:
    """The document with a tie of which no number is judged yet; who speaks becomes a messenger where it is no party."""
    document, everyone, offices = so_far.document, so_far.everyone(), so_far.messengers()
    speaker, to = _named(given, everyone)
    name = called(speaker, everyone | offices)
    if name is None:
        if meant := _mistyped(speaker, [*everyone.values(), *offices.values()]):
            raise _refused(f"“{speaker}” is not named here", f"did you mean {meant}?")
        name = short_name(speaker, {*everyone, *offices})
        document = begun(document, "messengers", [(("messengers", name), {"name": speaker})])
        offices |= {name: speaker}
    if name == to:
        raise _refused(f"{everyone[to]} would speak to itself", "name somebody else on the left")
    if any((tie["from"], tie["to"]) == (name, to) for _, tie in _ties(so_far)):
        raise _refused(f"there is a tie from {(everyone | offices)[name]} to {everyone[to]} already", "name another")
    numbers = {number: {**OPEN, "value": value} for number, value in _UNTIL_JUDGED.items()}
    document = begun(document, "ties", [(("ties", "+"), {"from": name, "to": to, **numbers, "draft": "yes"})])
    office = "" if name in everyone else ", an office that is no party,"
    return document, f"{(everyone | offices)[name]}{office} to {everyone[to]}."


def _named(given: str, everyone: Mapping[str, str]) -> tuple[str, str]:
    """Who speaks, as it was typed, and the party or member that is spoken to, by its short name."""
    parts = [(given[: found.start()].strip(), given[found.end() :].strip()) for found in _BETWEEN.finditer(given)]
    parts = [(left, right) for left, right in parts if left and right]
    for left, right in parts:
        if (to := called(right, everyone)) is not None:
            return left, to
    if not parts:
        raise _refused(f"“{given}” does not say who speaks to whom", f"write it as “{_example(everyone)}”")
    spoken_to = parts[-1][1]
    fix = nearest(spoken_to, [*everyone.values(), *everyone])
    if not fix.startswith("did you mean"):
        fix = f"write it as “{_example(everyone)}”, a party on the right"
    raise _refused(f"“{spoken_to}” is no party", fix)


def _mistyped(speaker: str, names: list[str]) -> str | None:
    """The name that is so much like what was typed that no other office is meant; None where none is."""
    close = {name: SequenceMatcher(None, name.lower(), speaker.lower()).ratio() for name in names}
    best = max(close, key=lambda name: close[name])
    return best if close[best] >= _ALIKE else None


def _where_it_may_turn(best: str) -> str:
    """From where on pressure may turn, as wide as can be; raises Problems where the best one is told too widely."""
    low, high = _ends(best)
    if low <= 0:
        raise _refused("a pressure of 0 moves nothing", "type more than 0; 100 is once and plainly")
    if high >= 2 * low:
        what = f"{best} is too wide: its end is twice its beginning, or more"
        raise _refused(what, "choose a narrower range, in which you are fairly sure that it lies")
    return f"{2 * low:g}..{2 * high:g}" if high > low else f"{2 * low:g}"


def _refuse_elsewhere(turns: str, best: str) -> None:
    (best_low, best_high), (low, high) = _ends(best), _ends(turns)
    if low <= best_high:
        raise _refused(f"{turns} is not above {best}, the pressure that moves most", f"type more than {best_high:g}")
    if low > 2 * best_low or high > 2 * best_high:
        most = f"{2 * best_low:g}..{2 * best_high:g}" if best_high > best_low else f"{2 * best_low:g}"
        raise _refused(f"{turns} is more than twice {best}, the pressure that moves most", f"type {most} at most")


def _ends(number: str) -> tuple[float, float]:
    low, high = (number.split("..") * 2)[:2]
    return float(low), float(high)


def _refused(what: str, fix: str) -> Problems:
    return Problems([Problem(Place("your answer"), what, fix)])


def _whose(so_far: SoFar, tie: Mapping[str, Any]) -> str:
    """Between whom a tie is: "Ministry to Aldby"."""
    names = so_far.messengers() | so_far.everyone()
    return f"{names.get(tie['from'], tie['from'])} to {names.get(tie['to'], tie['to'])}"


def _example(everyone: Mapping[str, str]) -> str:
    first, second, *_ = everyone.values()
    return f"{second} to {first}"


def _tie(so_far: SoFar, there: list[Mapping[str, Any]]) -> Prompt:
    example = _example(so_far.everyone())
    told = "; ".join(_whose(so_far, tie) for tie in there)
    return Prompt(
        ("tie", str(len(there) + 1)),
        HEADING,
        f"Is there anybody else whose word moves somebody? (so far: {told})"
        if there
        else f"Is there anybody whose word moves somebody here? Say whose and whom, as “{example}”.",
        "On the right a party, on the left another party, or an office that is none, such as a ministry or a mediator. "
        "It is about how these stand to each other in the talks, never about persons. With it, the question whom to "
        "send tells who should carry a message, and how hard to press.",
        passing="there is nobody else" if there else "it is left out who moves whom",
    )


def _number(so_far: SoFar, number: str, at: int, tie: Mapping[str, Any]) -> Prompt:
    names = so_far.messengers() | so_far.everyone()
    speaker, to = (names.get(str(tie[end]), str(tie[end])) for end in ("from", "to"))
    passing = "this tie stays a draft and counts nowhere"
    if number == "rapport":
        return Prompt(
            ("tie_rapport", str(at)),
            HEADING,
            f"{speaker} puts a point to {to} once and plainly. Of the way to where {to} could be moved at most, how "
            "much does it then go, in 100?",
            "0: it does not listen. 100: it goes all the way. A range, such as 40..60, says how sure that is.",
            "number",
            passing=passing,
        )
    if number == "best":
        return Prompt(
            ("tie_best", str(at)),
            HEADING,
            f"How hard should {speaker} press {to} to move it most? 100: once and plainly; 200: twice as hard.",
            "Some are moved by a quiet word and resent more, others by insisting. A range says how sure that is.",
            "number",
            most=MOST_PRESSURE / 2,
            passing=passing,
        )
    low, high = _ends(_written(tie["best"]))
    return Prompt(
        ("tie_turns", str(at)),
        HEADING,
        f"And from which pressure on does {to} move the other way? It is more than {high:g} and at most {2 * low:g}"
        + (f" to {2 * high:g}." if high > low else "."),
        "Pressed too hard, parties harden. As hard again as what moves most is where nothing at all is left of it.",
        "number",
        most=2 * high,
        passing=passing,
    )


def _reason(so_far: SoFar, at: int, tie: Mapping[str, Any]) -> Prompt:
    return Prompt(
        ("tie_reason", str(at)),
        HEADING,
        f"Why, and who says so: {_whose(so_far, tie)}?",
        "A sentence, as it is to stand in the brief: “It pays for half of the pump.” Say which report says so, if one "
        "does.",
        passing="it has no reason",
    )

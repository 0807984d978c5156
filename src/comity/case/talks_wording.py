"""How messages, listening, rounds of talks and measures are put into words: the same in every table and document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.case.estimate import Estimate
from comity.case.measure import Measure, MovedTie
from comity.case.messages import WEIGHT, Message
from comity.case.model import Case
from comity.case.talks import Format
from comity.case.ties import Tie
from comity.case.wording import listed

OF_A_TIE = {"rapport": "rapport", "best": "best pressure", "turns": "turns at"}
"""What the numbers of a tie are, before them."""


def moves(case: Case, message: Message) -> str:
    """What a message moves, and as far as it carries at most."""
    if message.shifts is not None:
        one, other = (case.issues[issue].name for issue in (message.shifts.from_, message.shifts.to))
        return f"weight {message.shifts.weight:g} from {one} to {other}"
    aim = message.aim
    assert aim is not None, "a message has one of the two"
    if aim.issue is None:
        return f"no deal {aim.limit:g}"
    what = aim.entry if aim.entry == WEIGHT else case.label(aim.issue, aim.entry)
    return f"{case.issues[aim.issue].name}, {what}: {aim.limit:g}"


def tie(stated: Tie) -> str:
    """The numbers of a tie."""
    return _numbers({"rapport": stated.rapport, "best": stated.best, "turns": stated.turns})


def _numbers(stated: Mapping[str, Estimate]) -> str:
    return ", ".join(f"{OF_A_TIE[name]} {number.said()}" for name, number in stated.items())


def moved_ties(case: Case, stated: Measure) -> Iterator[tuple[str, MovedTie, str]]:
    """Of each tie that a measure moves: whose it is, in words, what is judged of it, and that in words."""
    called = case.speakers()
    for (speaker, party), moved in stated.moved_ties():
        yield f"tie from {called[speaker]} to {called[party]}", moved, _numbers(moved.numbers)


def listening(case: Case, group: str) -> str:
    """Who takes how much of its view from whom in a group, in percent; empty where nobody listens."""
    everyone, said = case.everyone(), []
    stated = everyone[group].listens
    for member, takes in stated.members.items() if stated else ():
        shares = listed(f"{share:g} from {everyone[name].name}" for name, share in takes.items())
        said += [f"{everyone[member].name} takes {shares}"] if takes else []
    return "; ".join(said)


def expected(held: Format) -> str:
    """What is expected of a round of talks that is held so."""
    said = f"costs {points(held.cost)}, succeeds in {held.success.said()} of 100"
    return said if held.ends_talks is None else f"{said}, ends all talks in {held.ends_talks.said()} of 100 if it fails"


def measure(case: Case, stated: Measure) -> str:
    """What a measure costs, what it moves, and whether it can be taken back."""
    said = [f"costs {points(stated.cost)}"] if stated.cost else []
    said += [
        f"no deal of {case.everyone()[party].name} {moved.no_deal.said()}" for party, moved in stated.moves.items()
    ]
    said += [f"{whose}: {numbers}" for whose, _, numbers in moved_ties(case, stated)]
    return "; ".join([*(said or ["nothing judged"]), *(["can be taken back"] if stated.reversible else [])])


def points(estimate: Estimate) -> str:
    """A number of points: "1 point", "2 to 5 points"."""
    said = estimate.said()
    return f"{said} point" if said == "1" else f"{said} points"

"""How messages, listening, rounds of talks and measures are put into words: the same in every table and document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.case.article import named
from comity.case.estimate import Estimate
from comity.case.measure import Measure, MovedTie
from comity.case.messages import WEIGHT, Message
from comity.case.model import Case
from comity.case.talks import Format
from comity.case.ties import Tie
from comity.case.tree import Path
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


IN_GENERAL = {
    "patience": "how much of 100 now what comes a round later is worth",
    "waiting": "what every round costs besides, while not all is settled",
    "worth": "what it is worth that all is settled",
}
"""What the numbers of all rounds are."""


def numbers_of_a_format(case: Case, issue: str, short: str, held: Format) -> dict[str, str]:
    """What the numbers of rounds on an issue, held in a format, are, by their fields."""
    rounds = f"rounds on “{case.issues[issue].name}” held as “{held.name or short}”"
    return {
        "cost": f"what {rounds} cost",
        "success": f"in how many of 100 {rounds} succeed",
        "ends_talks": f"in how many of 100 failed {rounds} end all talks",
    }


def easier_round(case: Case, issue: str, other: str) -> str:
    """What the number is that says how much likelier a round succeeds once another issue is settled."""
    called = f"“{case.issues[issue].name}” once “{case.issues[other].name}” is settled"
    return f"in how many of 100 more a round succeeds on {called}"


def numbers_of_a_tie(case: Case, speaker: str, party: str) -> dict[str, str]:
    """What the numbers of a tie are, by their fields."""
    one, other = named(case, speaker), named(case, party)
    return {
        "rapport": f"the rapport of {one} with {other}",
        "best": f"the best pressure of {one} on {other}",
        "turns": f"the pressure of {one} on {other} that backfires",
    }


def numbers_of_a_measure(case: Case, stated: Measure) -> dict[Path, str]:
    """What the numbers of a measure are, by their paths in it."""
    called = f"the measure “{stated.name}”"
    said: dict[Path, str] = {("cost",): f"what {called} costs"}
    for party in stated.moves:
        said["moves", party, "no_deal"] = f"what no deal is worth to {named(case, party)} after {called}"
    for (speaker, party), moved in stated.moved_ties():
        for name in moved.numbers:
            said["ties", speaker, party, name] = f"{numbers_of_a_tie(case, speaker, party)[name]} after {called}"
    return said


def numbers(case: Case) -> dict[Path, str]:
    """What every number of rounds of talks and of measures is, in words, by its path in the case."""
    said: dict[Path, str] = {("talks", name): words for name, words in IN_GENERAL.items()}
    for issue, stated in case.talks.issues.items() if case.talks else ():
        for short, held in stated.formats.items():
            for name, words in numbers_of_a_format(case, issue, short, held).items():
                said["talks", "issues", issue, "formats", short, name] = words
        for other in stated.easier_after:
            said["talks", "issues", issue, "easier_after", other] = easier_round(case, issue, other)
    for short, each in case.measures.items():
        said |= {("measures", short, *path): words for path, words in numbers_of_a_measure(case, each).items()}
    return said

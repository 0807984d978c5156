"""What is judged of the course of talks: what holds today, preconditions, rounds of talks, and measures."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case import anchors, talks_wording
from comity.case.model import Case
from comity.papers.judged import Judged, in_general, reasoned


def today(case: Case) -> Iterator[Judged]:
    """What holds on each issue while nothing is agreed."""
    for name, issue in case.issues.items():
        if issue.today is not None:
            yield Judged(anchors.today(name), issue.name, case.label(name, issue.today.option), issue.today)


def preconditions(case: Case) -> Iterator[Judged]:
    """Which issue each party wants settled before which, and how firmly."""
    everyone = case.everyone()
    for number, each in enumerate(case.preconditions, 1):
        first, then = (f"“{case.issues[issue].name}”" for issue in (each.first, each.then))
        what = f"{everyone[each.party].name}: {first} before {then}"
        yield Judged(anchors.precondition(each.id or str(number)), what, each.firmness, each)


def talks(case: Case) -> Iterator[Judged]:
    """What rounds of talks cost and bring."""
    if case.talks is None:
        return
    yield from in_general(anchors.talks(), "in general", case.talks)
    said = {
        "patience": "what comes a round later, of 100 now",
        "waiting": "what every round costs besides while not all is settled",
        "worth": "what it is worth that all is settled",
    }
    for name, number in case.talks.numbers().items():
        if number is not None:
            value = number.said() if name == "patience" else talks_wording.points(number)
            yield Judged(anchors.talks(name), said[name], value, number)
    for issue, stated in case.talks.issues.items():
        named = case.issues[issue].name
        yield from in_general(anchors.talks(issue), named, stated)
        for short, held in stated.formats.items():
            what, anchor = f"{named}, held as “{held.name or short}”", anchors.talks(issue, short)
            yield Judged(anchor, what, talks_wording.expected(held), held)
            numbers = {"cost": held.cost, "success": held.success, "end of all talks": held.ends_talks}
            yield from reasoned(anchor, what, numbers)
        for other, points in stated.easier_after.items():
            what = f"{named}, once “{case.issues[other].name}” is settled"
            value = f"a round succeeds in {points.said()} of 100 more"
            yield Judged(anchors.talks(issue, "easier-after", other), what, value, points)


def measures(case: Case) -> Iterator[Judged]:
    """What each measure costs who takes it, and what it moves."""
    everyone = case.everyone()
    for short, each in case.measures.items():
        anchor, what = (
            anchors.measure(short),
            each.name if each.by is None else f"{each.name} ({everyone[each.by].name})",
        )
        moved = {f"no deal of {everyone[party].name}": by.no_deal for party, by in each.moves.items()}
        yield Judged(anchor, what, talks_wording.measure(case, each), each)
        yield from reasoned(anchor, what, {"cost": each.cost, **moved})
        for whose, tie, numbers in talks_wording.moved_ties(case, each):
            if tie.because or tie.evidence:
                yield Judged(f"{anchor}/{whose.replace(' ', '-')}", f"{what}, {whose}", numbers, tie)
            stated = {f"{whose}, {talks_wording.OF_A_TIE[name]}": number for name, number in tie.numbers.items()}
            yield from reasoned(anchor, what, stated)

"""Whether what a case says of the course of talks fits it: what holds today, preconditions, rounds, measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from comity.case.estimate import Estimate
from comity.case.measure import Measure
from comity.case.model import Case
from comity.case.ties import unfit
from comity.case.tree import Path
from comity.problem import Problem, Severity, nearest


class At(Protocol):
    """A problem at a path of the case."""

    def __call__(self, path: Path, what: str, fix: str = "", severity: Severity = "error") -> Problem:
        """The problem with its place in the file."""
        ...


Whole = Callable[[Path], bool]
"""Whether nothing at or below a path had to be left out, so that what is missing there is truly missing."""


def talks_problems(case: Case, at: At, whole: Whole) -> Iterator[Problem]:
    """Everything that does not fit in `today`, `verified_by`, `preconditions`, `talks` and `measures`."""
    yield from _verified(case, at)
    yield from _today(case, at, whole)
    yield from _preconditions(case, at)
    yield from _rounds(case, at, whole)
    yield from _measures(case, at, whole)


def _verified(case: Case, at: At) -> Iterator[Problem]:
    everyone = case.everyone()
    for issue, stated in case.issues.items():
        for option, each in stated.options.items():
            for party in each.verified_by:
                if party not in everyone:
                    path: Path = ("issues", issue, "options", option, "verified_by")
                    yield at(path, f"unknown party '{party}'", nearest(party, everyone))


def _today(case: Case, at: At, whole: Whole) -> Iterator[Problem]:
    """Where it is said of some issues and not of others what holds today: steps are then not told."""
    stated = [name for name, issue in case.issues.items() if issue.today is not None]
    silent = [name for name in case.issues if name not in stated and whole(("issues", name))]
    if stated and silent:
        what = f"nothing is said of what holds today on {', '.join(silent)}, so no step can be weighed against today"
        yield at(("issues", silent[0]), what, "add `today: option` to each issue", "warning")


def _preconditions(case: Case, at: At) -> Iterator[Problem]:
    seen: set[str] = set()
    stated: set[tuple[str, str, str]] = set()
    for number, each in enumerate(case.preconditions):
        path: Path = ("preconditions", number)
        if each.id is not None and each.id in seen:
            yield at((*path, "id"), f"the id '{each.id}' is used twice", "give each its own")
        seen.add(each.id or "")
        if each.first == each.then:
            yield at((*path, "then"), f"{each.first} is to be settled before itself", "name the issue that waits")
        elif (each.party, each.first, each.then) in stated:
            yield at(path, "this precondition stands there twice", "leave one out", "warning")
        stated.add((each.party, each.first, each.then))


def _rounds(case: Case, at: At, whole: Whole) -> Iterator[Problem]:
    if case.talks is None:
        return
    patience = case.talks.patience
    if patience is not None and patience.low <= 0:
        what = "with a patience of 0 nothing that comes later counts"
        yield at(("talks", "patience"), what, "write 95 where a round later counts a twentieth less")
    for issue, stated in case.talks.issues.items():
        path: Path = ("talks", "issues", issue)
        for name, each in stated.formats.items():
            if each.success.low <= 0:
                what = f"a round on {issue} that cannot succeed never settles it"
                yield at((*path, "formats", name, "success"), what, "give a chance above 0, or leave the format out")
        for other in stated.easier_after:
            if other == issue:
                yield at((*path, "easier_after", other), f"{issue} cannot be easier after itself", "name another issue")
            elif other in case.issues and other not in case.talks.issues and whole(("talks", "issues")):
                what = f"{other} needs no round of talks here, so it is never settled by one"
                yield at((*path, "easier_after", other), what, "give it `formats` as well, or leave it out")


def _measures(case: Case, at: At, whole: Whole) -> Iterator[Problem]:
    for name, measure in case.measures.items():
        yield from _moved_ties(case, measure, ("measures", name, "ties"), at, whole)
        for party, moved in measure.moves.items():
            path: Path = ("measures", name, "moves", party, "no_deal")
            interest = case.interest_of(party) if party in case.everyone() else None
            if interest is not None and (interest.no_deal is None or not interest.issues):
                fix = "say what no agreement is worth to it, with what it wants"
                yield at(path, f"{party} has no interests or no `no_deal` that could be moved", fix)
            elif interest is not None and party not in case.signers() and party not in case.voices():
                what = f"{party} neither signs nor is asked for its yes, so moving this opens nothing"
                yield at(path, what, "is another party meant?", "warning")
            if interest is not None and interest.no_deal is not None and case.scale_of(party) == "weights":
                for number in (moved.no_deal, *moved.no_deal.before.values()):
                    yield from _outside(number, path, at)


def _moved_ties(case: Case, measure: Measure, path: Path, at: At, whole: Whole) -> Iterator[Problem]:
    """Whether each tie that a measure moves is there, and its pressures fit each other once they are moved."""
    for (speaker, party), moved in measure.moved_ties():
        place = (*path, speaker, party)
        standing = [tie for tie in case.ties if (tie.from_, tie.to) == (speaker, party)]
        if not standing and whole(("ties",)):
            known = [f"{tie.from_} to {tie.to}" for tie in case.ties]
            fix = nearest(f"{speaker} to {party}", known) if known else "write it into `ties`"
            yield at(place, f"there is no tie from {speaker} to {party} that measure {path[1]} could move", fix)
        pressures = [name for name in ("turns", "best") if name in moved.numbers]
        then = [moved.of(tie) for tie in standing]
        if pressures and (misfits := [found for tie in then if (found := unfit(tie, case.timeline()))]):
            yield at((*place, pressures[0]), *misfits[0])


def _outside(moved: Estimate, path: Path, at: At) -> Iterator[Problem]:
    if not 0 <= moved.low <= moved.high <= 100:
        yield at(path, f"the no-deal value {moved.words()} lies outside 0..100", "say what it would be worth then")

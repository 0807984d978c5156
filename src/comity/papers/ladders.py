"""Ladders of options: who leaves at which rung of an issue whose options run from one end to the other."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from comity.agreements.allowed import Choices, TooMany, allowed
from comity.agreements.common_ground import refuses
from comity.agreements.space import Space
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.papers.possible import Possible


@dataclass(frozen=True)
class Rung:
    """One option of an ordered issue.

    refused_by: the signers whose red lines refuse it whatever else is agreed; conditional: those whose red lines refuse
    it only together with, or unless there is, something else; left_by: the other signers to whom no agreement with it
    that breaks no condition and no red line is worth as much as no deal; possible: how many agreements with it are
    possible, None where they were not counted.
    """

    option: str
    refused_by: tuple[str, ...]
    conditional: tuple[str, ...]
    left_by: tuple[str, ...]
    possible: int | None

    @property
    def held_by_all(self) -> bool:
        """Whether nobody leaves at this rung."""
        return not self.refused_by and not self.left_by


@dataclass(frozen=True)
class Ladder:
    """The rungs of one issue, in its order."""

    issue: str
    rungs: tuple[Rung, ...]

    @property
    def says_something(self) -> bool:
        """Whether anybody leaves at any rung."""
        return not all(rung.held_by_all for rung in self.rungs)


def ladders(case: Case) -> tuple[Ladder, ...]:
    """The ladder of every ordered issue with more than one option; ranges in their middle."""
    ordered = [name for name, issue in case.issues.items() if issue.ordered and len(issue.options) > 1]
    if not ordered or not case.signers():
        return ()
    space, payoff = Space.of(case), Payoff.of(case)
    unbroken: Choices | None = None
    with suppress(TooMany):
        unbroken = allowed(case, space)
    possible = Possible.of(case)
    worths = [payoff.worths[party] for party in case.signers() if party in payoff.worths]
    worths = [worth for worth in worths if worth.no_deal is not None]
    accepts = {}
    if unbroken is not None:
        accepts = {worth.party: worth.steps_of(unbroken) >= worth.needed for worth in worths}
    lines = {party: case.red_lines_of(party).values() for party in case.signers()}
    found = []
    for issue in ordered:
        at, rungs = space.issues.index(issue), []
        for option in case.issues[issue].options:
            number = space.options[at].index(option)
            here = None if unbroken is None else unbroken[:, at] == number
            leaving = (
                tuple(party for party, accepted in accepts.items() if here.any() and not accepted[here].any())
                if here is not None
                else ()
            )
            refusing = tuple(party for party in lines if refuses(lines[party], issue, option))
            named = (party for party in lines if any(option in line.never.get(issue, ()) for line in lines[party]))
            hedged = tuple(party for party in named if party not in refusing)
            left = tuple(party for party in leaving if party not in refusing)
            count = None if possible is None else len(possible.with_terms({issue: option}).choices)
            rungs.append(Rung(option, refusing, hedged, left, count))
        found.append(Ladder(issue, tuple(rungs)))
    return tuple(found)

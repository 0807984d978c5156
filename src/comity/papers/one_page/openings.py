"""Where no agreement is possible: the cheapest ways to open one, and the safest agreement that each would leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from comity.agreements.nearest import Counted
from comity.case.model import Case, Interest
from comity.case.no_deal import NoDealValue
from comity.papers.candidates import Candidate, candidates
from comity.papers.one_page.obstacles import possible_with
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.deadlock.closed import Deadlock
from comity.questions.deadlock.demands import Softening

WAYS = 2
"""How many openings the page shows, at most."""


@dataclass(frozen=True)
class Way:
    """One way to open an agreement.

    number: by which the page calls it; softenings: the demands that give way, and by how much; leaves: how many
    agreements it leaves; safest: the safest of these, None where there are too many to compare; consent: where a rule
    decides, the sets of parties on whose yes they rest.
    """

    number: int
    softenings: tuple[Softening, ...]
    leaves: Counted
    safest: Candidate | None
    consent: tuple[tuple[str, ...], ...] = ()

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "number": self.number,
            "steps": [step for softening in self.softenings for step in softening.json()],
            "leaves": self.leaves.number,
            "leaves_exact": self.leaves.complete,
            "safest": self.safest and self.safest.json(),
            **({"consent": [list(parties) for parties in self.consent]} if self.consent else {}),
        }


@dataclass(frozen=True)
class OtherReading:
    """A red line of the clash, read otherwise: how many agreements are then possible; read: which of its readings."""

    line: str
    read: int
    leaves: Counted

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {"line": self.line, "read": self.read, "leaves": self.leaves.number}


@dataclass(frozen=True)
class Openings:
    """What would open an agreement, and what would not.

    ways: the cheapest openings; together: how many demands the cheapest of them needs to give way at once; useless: how
    many red lines open nothing when given up alone, of how many; as_filed: how many agreements there are without what
    is supposed here, None where nothing is; readings: other readings of red lines of the clash that leave some.
    """

    ways: tuple[Way, ...]
    together: int
    useless: int
    lines: int
    as_filed: int | None
    readings: tuple[OtherReading, ...]

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "ways": [way.json() for way in self.ways],
            "together": self.together,
            "useless": self.useless,
            "lines": self.lines,
            "as_filed": self.as_filed,
            "readings": [reading.json() for reading in self.readings],
        }


def openings(
    case: Case, deadlock: Deadlock, result: Funnel | Bounds, clash: Sequence[str], as_filed: int | None
) -> Openings | None:
    """What would open an agreement; None where nothing was found that would.

    deadlock: of the question of that name; result: of `agreement`; clash: the demands of the smallest clash;
    as_filed: how many agreements there are without what is supposed.
    """
    if not deadlock.openings:
        return None
    ways = []
    for number, opening in enumerate(deadlock.openings[:WAYS], 1):
        found = candidates(opened(case, opening.softenings), most=1).chosen
        safest = replace(found[0], letter=str(number)) if found else None
        ways.append(Way(number, opening.softenings, opening.number, safest, opening.consent))
    lines = () if isinstance(result, Bounds) else result.lines
    named, readings = case.named_red_lines(), []
    for name in clash:
        for at, reading in enumerate(named[name].or_reads if name in named else ()):
            read = named[name].model_copy(update={"never": reading.never, "unless": reading.unless})
            leaves = possible_with(case, name, [read])
            readings += [OtherReading(name, at, leaves)] if leaves.number else []
    together = min(len(opening.softenings) for opening in deadlock.openings)
    return Openings(
        tuple(ways), together, sum(not line.would_open for line in lines), len(lines), as_filed, tuple(readings)
    )


def opened(case: Case, softenings: Sequence[Softening]) -> Case:
    """The case after some demands have given way; the range of a no-deal value moves as a whole."""
    names = case.named_red_lines()
    lines = {name: line.model_copy(update={"id": name}) for name, line in names.items()}
    interests = dict(case.interests)
    for softening in softenings:
        demand, to = softening.demand, [step.to for step in softening.steps]
        if demand.points is not None:
            interests[demand.party] = _asking(case, demand.party, demand.points, to[-1])
        elif to[0] is None:
            del lines[demand.name]
        else:
            (issue,) = lines[demand.name].never
            never = case.issues[issue].some(each for each in lines[demand.name].never[issue] if each not in to)
            lines[demand.name] = lines[demand.name].model_copy(update={"never": {issue: never}})
            if not never:
                del lines[demand.name]
    return case.altered((), (), red_lines=tuple(lines.values()), interests=interests)


def _asking(case: Case, party: str, before: float, to: str | float | None) -> Interest:
    """The interests of a party that asks for less; for nothing at all where it accepts any worth."""
    judged = case.interest_of(party).no_deal
    assert judged is not None  # or it would have no demand
    down = before - float(to) if to is not None else judged.high
    value = NoDealValue.model_validate({"low": judged.low - down, "high": judged.high - down})
    own = case.interests.get(party) or Interest(scale=case.interest_of(party).scale)
    return own.model_copy(update={"no_deal": value})

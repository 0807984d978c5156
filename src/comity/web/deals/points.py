"""How the points of agreements come about for a party: weight, rating, points, no deal, gain, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.case.model import Case
from comity.case.tree import Path
from comity.web.deals.deal import Deal, points
from comity.web.number import address, judged, known, title

if TYPE_CHECKING:
    from comity.agreements.breakdown import Breakdown, Part
    from comity.papers.document import Note


@dataclass(frozen=True)
class Cell:
    """What one agreement has on one line: the rating in words, None for a linkage; the points; why: the path of the
    rating, empty for a linkage."""

    rating: str | None
    points: str
    differs: bool
    why: str
    href: None = None


@dataclass(frozen=True)
class Row:
    """One issue or linkage: its name, its weight in hundredths where weights count, and a cell an agreement."""

    issue: str
    weight: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Total:
    """One line of the foot; lesser: whether it is only there to be compared with."""

    label: str
    points: tuple[str, ...]
    lesser: bool = False


@dataclass(frozen=True)
class Points:
    """How the points of several agreements come about for one party; note: all of it in one line."""

    party: str
    name: str
    signs: bool
    note: str
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]


@dataclass(frozen=True)
class Ground:
    """What one number rests on: what it is, as judged, its reasons, and the words of sources."""

    title: str
    says: str
    at: str
    remarks: tuple[str, ...]
    notes: tuple[Note, ...]


def points_of(case: Case, several: Sequence[Deal]) -> tuple[Points, ...]:
    """How they come about for everyone who has interests, signers first."""
    from comity.agreements.breakdown import breakdown
    from comity.agreements.worth import Payoff

    signers = set(case.signers())
    weighing = sorted(Payoff.of(case).worths, key=lambda party: party not in signers)
    return tuple(
        _points(
            case, party, party in signers, several, [breakdown(case, party, each.agreement.options) for each in several]
        )
        for party in weighing
    )


def _points(case: Case, party: str, signs: bool, several: Sequence[Deal], found: Sequence[Breakdown]) -> Points:
    name, no_deal = case.everyone()[party].name, found[0].no_deal
    worths = [points(float(each.worth.least)) for each in found]
    told = [f"{deal.letter} {worth}" for deal, worth in zip(several, worths, strict=True)]
    totals = [Total("Worth", tuple(worths))]
    if no_deal is not None:
        middle = points(float(no_deal.point))
        told.append(f"no deal {middle}")
        label = f"No deal ({no_deal.said()})" if no_deal.is_range else "No deal"
        gains = tuple(points(float(each.gain.least), signed=True) for each in found if each.gain is not None)
        totals += [Total(label, (middle,) * len(found), lesser=True), Total("Gain over no deal", gains)]
    return Points(party, name, signs, " · ".join(told), tuple(_rows(case, found)), tuple(totals))


def _rows(case: Case, found: Sequence[Breakdown]) -> Iterator[Row]:
    """A row an issue, then a row a linkage that any of the agreements has."""
    for parts in zip(*([part for part in each.parts if part.linkage is None] for each in found), strict=True):
        first = parts[0]
        weight = points(float(first.share * 100)) if first.share != 1 or first.weight is not None else None
        cells = (
            Cell(
                "" if part.value is None else f"{float(part.value.point):g}",
                points(float(part.points.least)),
                part.option != first.option,
                address(("interests", part.holder, part.issue, part.option or "")),
            )
            for part in parts
        )
        yield Row(case.issues[first.issue].name, weight, tuple(cells))
    held: list[dict[int, Part]] = [
        {part.linkage: part for part in each.parts if part.linkage is not None} for each in found
    ]
    for number in sorted({number for each in held for number in each}):
        added = [float(each[number].points.least) if number in each else 0.0 for each in held]
        linked = (Cell(None, points(value, signed=True), value != added[0], "") for value in added)
        yield Row(f"Linkage: {_when(case, number)}", None, tuple(linked))


def _when(case: Case, number: int) -> str:
    from comity.papers.option_words import shorts

    return shorts(case, case.linkages[number - 1].when)


def why(case: Case, at: str) -> tuple[Ground, ...]:
    """What the rating at an address rests on, and the weight that it counts with; nothing where there is none."""
    path = known(case, at)
    if path is None or judged(case, path) is None:
        return ()
    weight: Path = (*path[:3], "weight")
    found = [_ground(case, path)]
    if len(path) == 4 and path != weight and judged(case, weight) is not None:
        found.append(_ground(case, weight))
    return tuple(found)


def _ground(case: Case, path: Path) -> Ground:
    from comity.papers.number_words import grounds

    number = judged(case, path)
    assert number is not None
    notes, remarks = grounds(case, path)
    return Ground(title(case, path), number.said(), address(path), remarks, notes)

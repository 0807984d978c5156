"""The tables of the four measures of fairness, and of what they depend on."""

from __future__ import annotations

from comity.agreements.picks import SOLUTIONS
from comity.case import anchors
from comity.case.model import Case
from comity.finding import Band, Cell, Link, Quantity, Table
from comity.questions.bargaining import words
from comity.questions.bargaining.left_out import LeftOut
from comity.questions.bargaining.result import Bargaining

SHOWN = 5
"""How many of the outcomes that tie for a measure are shown, at most."""


def solutions(case: Case, result: Bargaining) -> Table:
    """What each signer gains by each measure: a row an outcome."""
    rows: list[tuple[Cell, ...]] = []
    for name, outcomes in result.solutions.items():
        picks = sum(outcome.count for outcome in outcomes)
        if not outcomes:
            rows.append((words.measure(name), picks, *[None] * (len(result.signers) + 1)))
        for outcome in outcomes[:SHOWN]:
            rows.append((words.measure(name), picks, *outcome.gains.values(), outcome.total))
    columns = ("measure", "agreements", *(_name(case, party) for party in result.signers), "sum")
    note = " ".join(["Points gained over no deal, at the middle of its range.", *words.undefined(result)])
    return Table("What each signer gains", columns, tuple(rows), note)


def agreements(case: Case, result: Bargaining) -> Table:
    """The agreement that each measure picks: a row an issue."""
    picked = {SOLUTIONS[name]: outcomes[0].agreements[0] for name, outcomes in result.solutions.items() if outcomes}
    rows = tuple(
        (issue.name, *(said for deal in picked.values() for said in issue.beside([deal.options[name]])))
        for name, issue in case.issues.items()
    )
    return Table("The agreement that each measure picks (the first, where several tie)", ("issue", *picked), rows)


def favourites(case: Case, result: Bargaining) -> Table:
    """Which measure each signer would argue for."""
    rows: list[tuple[Cell, ...]] = []
    for favourite in result.favourites:
        alike = favourite.best == favourite.least
        best = words.alike(favourite) if alike else words.liked(favourite, favourite.best)
        least = "" if alike else words.liked(favourite, favourite.least)
        rows.append((_signer(case, favourite.signer), best, least, favourite.between.cell))
    columns = ("signer", "likes best", "likes least", "points between them")
    tied = any(
        favourite.gains[name].one is None
        for favourite in result.favourites
        for name in (*favourite.best, *favourite.least)
    )
    note = (
        "Where several agreements tie for a measure, it is judged by the least that it is sure to give, then by the "
        "most; the points in brackets are what it gives, from the one to the other."
    )
    return Table("Which measure each signer would argue for", columns, tuple(rows), note if tied else "")


def no_deal(case: Case, result: Bargaining) -> Table | None:
    """How the picks move with what no deal is worth; None where no no-deal value is a range."""
    rows: list[tuple[Cell, ...]] = [
        (
            _signer(case, moved.signer),
            Quantity(moved.no_deal, "range"),
            SOLUTIONS[moved.solution],
            *map(_told, (moved.low, moved.middle, moved.high)),
            moved.picks,
        )
        for moved in result.moved
    ]
    columns = ("no deal that moves", "its range", "measure", "its worth at low", "at middle", "at high", "picks")
    note = (
        "One no-deal value moves, the others stay in the middle. The worth is that of the agreement picked, to the "
        "signer whose no-deal value moves, a range where several tie; empty where no agreement is left or the measure "
        "is not defined. The last column counts the different picks among the three: one where the pick stays the same."
    )
    return Table("How the picks move with what no deal is worth", columns, tuple(rows), note) if rows else None


def left_out(case: Case, result: Bargaining) -> Table | None:
    """What leaving a signer out would mean; None where there are too few to leave one out."""
    rows: list[tuple[Cell, ...]] = [
        (
            _signer(case, out.signer),
            out.count,
            _told(out.worth),
            out.no_deal,
            _change(out, out.signer),
            *(None if party == out.signer else _change(out, party) for party in result.signers),
        )
        for out in result.left_out
    ]
    names = [_name(case, party) for party in result.signers]
    columns = ("left out", "efficient", "worth to it", "its no deal", "it loses or gains", *names)
    note = (
        "Each row leaves out one signer: its red lines and its no-deal value no longer count, and the others take the "
        "Nash solution among themselves. Losses and gains, those of the others under their names, are points against "
        "the Nash solution with everyone."
    )
    if any(
        number.one is None for out in result.left_out for number in (*out.change.values(), *filter(None, [out.worth]))
    ):
        note += " A range is over all agreements that tie for the one or the other."
    return Table("What leaving a party out would mean", columns, tuple(rows), note) if rows else None


def _change(out: LeftOut, party: str) -> Cell:
    return _told(out.change.get(party))


def _told(number: Band | None) -> Cell:
    """A number or its range; empty where there is none."""
    return None if number is None else number.cell


def _name(case: Case, party: str) -> str:
    return case.everyone()[party].name


def _signer(case: Case, party: str) -> Link:
    """A signer, with the way to what no deal is worth to it."""
    return Link(_name(case, party), anchors.no_deal(party))

"""The tables of what measures would open."""

from __future__ import annotations

from comity.case import anchors
from comity.case.model import Case
from comity.case.talks_wording import OF_A_TIE
from comity.case.wording import message_said
from comity.finding import Band, Cell, Link, Quantity, Table
from comity.questions.sequence.carrying import BestCarried
from comity.questions.sequence.measure_words import Measured, called
from comity.questions.sequence.measures import Opened, TieMoved
from comity.questions.sequence.words import NOT_SAID


def all_of(case: Case, found: Measured) -> dict[str, Table | None]:
    """Every table of measures."""
    return {
        "measures": measures(case, found),
        "moved_ties": moved_ties(case, found),
        "measures_none_left": none_left(case, found),
    }


def measures(case: Case, found: Measured) -> Table | None:
    """What each measure would open; None where there is none."""
    if not found:
        return None
    over_ties = any(each.over_ties is not None for each in found)
    rows = []
    for each in found:
        stated = case.measures[each.measure]
        moved = [
            f"{called(case, party)}: no deal from {Quantity(before, 'range')} to {Quantity(after, 'range')}"
            for party, (before, after) in each.moves.items()
        ]
        moved += [f"{called(case, tie.speaker)} to {called(case, tie.to)}: their tie" for tie in each.ties]
        left: tuple[Cell, ...] = (Quantity(each.agreements, "counts"),)
        if over_ties:
            left = _over_ties(each)
        rows.append(
            (
                Link(stated.name, anchors.measure(each.measure)),
                called(case, stated.by) if stated.by else NOT_SAID,
                NOT_SAID if each.cost is None else Quantity(each.cost, "range"),
                "yes" if stated.reversible else "no",
                "; ".join(moved) or "nothing judged",
                *left,
                each.adds,
                (stated.because or "").strip(),
            )
        )
    note = f"{found[0].before:,} agreements are possible without any."
    counted = ("agreements", "without it") if over_ties else ("agreements",)
    if over_ties:
        note += (
            " Where a measure moves ties, agreements are those with the message that is best carried over one of them, "
            "at worst to at best; those without it, with what is best carried over the ties as they are, at worst; and "
            "it adds so many at worst."
        )
    columns = ("measure", "by", "cost", "can be taken back", "moves", *counted, "adds", "because")
    return Table("Measures that would build confidence", columns, tuple(rows), note)


def _over_ties(opened: Opened) -> tuple[Cell, Cell]:
    """How many agreements are left once a measure is taken, and how many it is held against."""
    if opened.over_ties is None:
        return Quantity(opened.agreements, "counts"), opened.before
    before, after = opened.over_ties
    return _worst_to_best(after), before.worst


def _worst_to_best(sent: BestCarried) -> Quantity:
    return Quantity(Band(float(sent.worst), (sent.worst + sent.best) / 2, float(sent.best)), "counts")


def moved_ties(case: Case, found: Measured) -> Table | None:
    """The ties that measures would move, and what is best carried over each; None where none moves one."""
    rows: list[tuple[Cell, ...]] = []
    for each in found or ():
        for tie in each.ties:
            told = [
                f"{OF_A_TIE[name]} {Quantity(now, 'range')}, then {Quantity(then, 'range')}"
                for name, (now, then) in tie.moves.items()
            ]
            counts = [None if sent is None else _worst_to_best(sent) for sent in (tie.before, tie.after)]
            rows.append(
                (
                    Link(case.measures[each.measure].name, anchors.measure(each.measure)),
                    called(case, tie.speaker),
                    called(case, tie.to),
                    "; ".join(told),
                    _best_carried(case, tie),
                    *counts,
                )
            )
    if not rows:
        return None
    note = (
        "Each tie moved alone, from worst to best over its ranges, with the message that leaves most agreements at "
        "worst, at the pressure that moves most at worst. Nothing is carried where no message adds one without the "
        "risk of taking some away. Rapport and pressures in percent."
    )
    columns = ("measure", "from", "to", "the tie", "best carried", "agreements as it is", "agreements then")
    return Table("Ties that measures would move", columns, tuple(rows), note)


def _best_carried(case: Case, tie: TieMoved) -> str:
    """The messages that are best carried over a tie as it is and once it is moved."""
    sent = [each.message and message_said(case, each.message) for each in (tie.before, tie.after) if each is not None]
    told = list(dict.fromkeys(each or "nothing" for each in sent))
    return ", then ".join(told)


def none_left(case: Case, found: Measured) -> Table | None:
    """In how many readings no agreement is left, before and after each measure; None where they were not looked at."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Link(case.measures[each.measure].name, anchors.measure(each.measure)),
            *(Quantity(getattr(each.none_left, name), "of_100") for name in ("before", "worst", "best")),
        )
        for each in found or ()
        if each.none_left is not None
    )
    if not rows:
        return None
    draws = next(each.none_left.draws for each in found or () if each.none_left is not None)
    note = (
        "In so many of 100 readings of the ranges no agreement is left, with what is best carried over the ties that a "
        "measure moves: as they are, where that moves least; then where it moves least, and most. "
        f"Over {draws:,} readings, drawn evenly and independently."
    )
    columns = ("measure", "without it", "once it is taken, at worst", "at best")
    return Table("Readings without an agreement, by measures", columns, rows, note)

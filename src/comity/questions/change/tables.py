"""The tables of a change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from comity.agreements.picks import SOLUTIONS
from comity.case.model import Case
from comity.finding import Band, Cell, Quantity, Table
from comity.questions.agreement.terms_words import STAGES
from comity.questions.change.difference import Difference
from comity.questions.change.result import Change, Drawn, Moment

Options = Mapping[str, tuple[str, ...]]


def all_of(case: Case, result: Change) -> dict[str, Table]:
    """Every table that has something to say."""
    made = {
        "stages": stages(result.then, result.now, _days(result)),
        "developments": developments(result),
        "margins": margins(result),
        "timeline": timeline(result),
        "options": options(case, result.gained, result.lost, ("became possible", "became impossible")),
        "picks": picks(case, result.then, result.now, _days(result)),
        "parties": parties(case, result.then, result.now, _days(result)),
        "uncounted": uncounted(result.uncounted, _days(result)),
        "values": values(result),
        "months": months(case, result),
        "waiting": waiting(case, result),
    }
    return {name: table for name, table in made.items() if table is not None}


def _days(result: Change) -> tuple[str, str]:
    """How the two days are called above columns."""
    return (str(result.then.day), str(result.now.day)) if result.then.day != result.now.day else ("then", "now")


def stages(then: Moment, now: Moment, called: tuple[str, str], title: str = "The funnel on both days") -> Table:
    """How many agreements each stage left then, and leaves now.

    called: how the two are called above columns.
    """
    names = dict.fromkeys([*then.stages, *now.stages])
    rows: list[tuple[Cell, ...]] = [
        (label, then.stages.get(name), now.stages.get(name)) for name, label in STAGES.items() if name in names
    ]
    if then.margin is not None or now.margin is not None:
        rows.append(("margin of the best agreement", then.margin, now.margin))
    note = (
        "The margin: what the agreement that is best for whoever gains least leaves to that signer over no deal, in "
        "points; below 0 where none is possible."
    )
    return Table(title, ("stage", *called), tuple(rows), note)


def uncounted(differences: Iterable[Difference], called: tuple[str, str]) -> Table | None:
    """What is judged otherwise though no count rests on it; None where nothing is. called: what the two are called."""
    rows = tuple(
        (f"{each.what[:1].upper()}{each.what[1:]}", each.old or "not there", each.new or "not there")
        for each in differences
    )
    title = "Who can move whom, and the course of talks: what is judged otherwise"
    return Table(title, ("judgement", *called), rows, "No count of agreements rests on these.") if rows else None


def developments(result: Change) -> Table | None:
    """What each development did; None where there is none."""
    rows = tuple(
        (
            cause.days,
            cause.what,
            cause.credit.alone,
            cause.credit.last,
            None if cause.credit.share is None else Quantity(float(cause.credit.share), "price"),
            cause.credit.ordered,
        )
        for cause in result.causes
    )
    note = (
        "By how many agreements each changed what is possible. Alone: without the others; last: after all the others; "
        "share: on average over all orders (Shapley 1953), adding up to the whole difference; in order: as they came."
    )
    columns = ("date", "development", "alone", "last", "share", "in order")
    return Table("What each development did", columns, rows, note) if rows else None


def margins(result: Change) -> Table | None:
    """What each development did to the margin where none is possible on either day; None elsewhere."""
    rows = tuple(
        (
            each.what,
            Quantity(each.alone, "price"),
            Quantity(each.last, "price"),
            None if each.share is None else Quantity(each.share, "price"),
        )
        for each in result.closer
    )
    note = "By how many points each brought the best agreement nearer to being possible; below 0: further from it."
    columns = ("development", "alone", "last", "share")
    return Table("What each development did to the margin", columns, rows, note) if rows else None


def timeline(result: Change) -> Table | None:
    """How many agreements were possible after each day; None where nothing is dated between."""
    rows = tuple((str(day), count) for day, count in result.timeline)
    return Table("Agreements possible after each day", ("date", "possible"), rows) if len(rows) > 1 else None


def options(
    case: Case, gained: Options, lost: Options, said: tuple[str, str], title: str = "Options that came and went"
) -> Table | None:
    """The options that some possible agreement has only now, and only then; None where none is.

    said: what is told of the one and of the other.
    """
    rows = [
        (case.issues[issue].name, option, words)
        for words, found in zip(said, (gained, lost), strict=True)
        for issue, names in found.items()
        for option in case.issues[issue].listed(names)
    ]
    return Table(title, ("issue", "option", "what happened"), tuple(rows)) if rows else None


def picks(case: Case, then: Moment, now: Moment, called: tuple[str, str], only: str = "on") -> Table | None:
    """In what the agreements picked then and now differ; None where nothing was or is picked.

    only: the word before the one of the two by which alone a pick is defined.
    """
    rows: list[tuple[Cell, ...]] = []
    for name, title in SOLUTIONS.items():
        first, second = then.picks.get(name), now.picks.get(name)
        if first is None and second is None:
            continue
        if first is None or second is None:
            rows.append((title, f"defined only {only} {called[second is not None]}", None, None))
            continue
        before, after = (
            {issue: " or ".join(case.issues[issue].beside(names)) for issue, names in pick.options.items()}
            for pick in (first, second)
        )
        differing = [issue for issue in after if before.get(issue) != after[issue]]
        rows += [(title, case.issues[issue].name, before.get(issue), after[issue]) for issue in differing]
        rows += [] if differing else [(title, "the same options", None, None)]
    return Table("In what the picks differ", ("measure", "issue", *called), tuple(rows)) if rows else None


def parties(case: Case, then: Moment, now: Moment, called: tuple[str, str]) -> Table | None:
    """What the first pick that is defined both times is worth to each signer; None where none is."""
    both = next((name for name in SOLUTIONS if name in then.picks and name in now.picks), None)
    if both is None:
        return None
    first, second = then.picks[both], now.picks[both]
    rows = tuple(
        (
            case.everyone()[party].name,
            first.worth[party].cell,
            second.worth[party].cell,
            first.no_deal[party],
            second.no_deal[party],
        )
        for party in second.worth
        if party in first.worth
    )
    columns = ("signer", *(f"{what} {day}" for what in ("worth", "no deal") for day in called))
    return Table(f"What the pick of {SOLUTIONS[both]} is worth to each", columns, rows)


def values(result: Change) -> Table | None:
    """How many agreements every set of developments leaves, where that was asked for."""
    if not result.shown or result.values is None or not result.causes:
        return None
    names = [cause.name for cause in result.causes]
    rows = tuple(
        (", ".join(name for at, name in enumerate(names) if made >> at & 1) or "none", value)
        for made, value in enumerate(result.values)
    )
    return Table("Agreements possible with every set of developments", ("developments", "possible"), rows)


def months(case: Case, result: Change) -> Table | None:
    """How many agreements are possible after some months of waiting, and what is then picked; None without drifts."""
    if result.waiting is None:
        return None
    drawn = any(each.drawn is not None for each in result.waiting.months)
    rows = tuple(
        (
            Quantity(each.month, "plain"),
            int(each.agreements.mid),
            int(each.agreements.low),
            int(each.agreements.high),
            *(_drawn(each.drawn) if drawn else ()),
            *(each.worth[party].cell if each.worth else None for party in case.signers()),
        )
        for each in result.waiting.months
    )
    signers = (f"worth to {case.everyone()[party].name}" for party in case.signers())
    closes = result.waiting.closes_at
    ends = ""
    if closes is not None and math.isfinite(closes.mid):
        ends = f" The last agreement ceases to be possible after {Quantity(closes.mid, 'price')} months."
    note = (
        "At least and at most: with every drift at the end of its range that leaves fewest and most, all else in the "
        "middle. Of 100 readings of all ranges so many leave any, and half leave at least the median. Worth: of the "
        f"agreement that Nash picks in that month, by today's judgements.{ends}"
    )
    of_readings = ("median", "leave any of 100") if drawn else ()
    columns = ("month", "possible", "at least", "at most", *of_readings, *signers)
    return Table("What waiting does", columns, rows, note)


def waiting(case: Case, result: Change) -> Table | None:
    """By how much no deal drifts for each signer; None without drifts."""
    if result.waiting is None:
        return None
    rows = tuple(
        (case.everyone()[party].name, _drift(band), result.waiting.no_deal[party])
        for party, band in result.waiting.drifts.items()
    )
    return Table("How no deal drifts", ("signer", "points a month", "worth of no deal today"), rows)


def _drawn(drawn: Drawn | None) -> tuple[Cell, Cell]:
    return (None, None) if drawn is None else (int(drawn.count.mid), Quantity(drawn.share, "of_100"))


def _drift(band: Band) -> Cell:
    return Quantity(band.low, "plain") if band.low == band.high else Quantity(band, "range")

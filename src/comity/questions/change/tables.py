"""The tables of a change."""

from __future__ import annotations

import math

from comity.agreements.picks import SOLUTIONS
from comity.case.model import Case
from comity.finding import Band, Cell, Quantity, Table
from comity.questions.change.result import Change

STAGES = {
    "all": "all",
    "coherent": "coherent",
    "red_lines": "no red line crossed",
    "zopa": "worth at least no deal (ZOPA)",
    "ratified": "ratified at home",
    "spoilers": "survives the spoilers",
}
"""Each stage of the funnel as it is called."""


def all_of(case: Case, result: Change) -> dict[str, Table]:
    """Every table that has something to say."""
    made = {
        "stages": stages(result),
        "developments": developments(result),
        "timeline": timeline(result),
        "options": options(case, result),
        "picks": picks(case, result),
        "parties": parties(case, result),
        "values": values(result),
        "months": months(case, result),
        "waiting": waiting(case, result),
    }
    return {name: table for name, table in made.items() if table is not None}


def _days(result: Change) -> tuple[str, str]:
    """How the two days are called above columns."""
    return (str(result.then.day), str(result.now.day)) if result.then.day != result.now.day else ("then", "now")


def stages(result: Change) -> Table:
    """How many agreements each stage left then, and leaves now."""
    rows: list[tuple[Cell, ...]] = []
    for name in result.now.stages:
        then, now = result.then.stages.get(name), result.now.stages[name]
        rows.append((STAGES[name], then, now))
    if result.then.margin is not None or result.now.margin is not None:
        rows.append(("margin of the best agreement", result.then.margin, result.now.margin))
    note = (
        "The margin: what the agreement that is best for whoever gains least leaves to that signer over no deal, in "
        "points; below 0 where none is possible."
    )
    return Table("The funnel on both days", ("stage", *_days(result)), tuple(rows), note)


def developments(result: Change) -> Table | None:
    """What each development did; None where there is none."""
    rows = tuple(
        (
            str(cause.date),
            cause.what,
            cause.credit.alone,
            cause.credit.last,
            None if cause.credit.share is None else Quantity(float(cause.credit.share), "plain"),
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


def timeline(result: Change) -> Table | None:
    """How many agreements were possible after each day; None where nothing is dated between."""
    rows = tuple((str(day), count) for day, count in result.timeline)
    return Table("Agreements possible after each day", ("date", "possible"), rows) if len(rows) > 1 else None


def options(case: Case, result: Change) -> Table | None:
    """The options that have become possible, and those that have become impossible; None where none has."""
    rows = [
        (case.issues[issue].name, case.label(issue, option), came)
        for came, found in (("became possible", result.gained), ("became impossible", result.lost))
        for issue, names in found.items()
        for option in names
    ]
    return Table("Options that came and went", ("issue", "option", "what happened"), tuple(rows)) if rows else None


def picks(case: Case, result: Change) -> Table | None:
    """In what the agreements picked then and now differ; None where nothing was or is picked."""
    rows: list[tuple[Cell, ...]] = []
    for name, title in SOLUTIONS.items():
        then, now = result.then.picks.get(name), result.now.picks.get(name)
        if then is None and now is None:
            continue
        if then is None or now is None:
            said = "defined only then" if now is None else "defined only now"
            rows.append((title, said, None, None))
            continue
        before, after = ({issue: " or ".join(names) for issue, names in pick.options.items()} for pick in (then, now))
        differing = [issue for issue in after if before.get(issue) != after[issue]]
        rows += [(title, case.issues[issue].name, before.get(issue), after[issue]) for issue in differing]
        rows += [] if differing else [(title, "the same options", None, None)]
    columns = ("measure", "issue", *_days(result))
    return Table("In what the picks differ", columns, tuple(rows)) if rows else None


def parties(case: Case, result: Change) -> Table | None:
    """What the first pick that is defined on both days is worth to each signer; None where none is."""
    both = next((name for name in SOLUTIONS if name in result.then.picks and name in result.now.picks), None)
    if both is None:
        return None
    then, now = result.then.picks[both], result.now.picks[both]
    rows = tuple(
        (
            case.everyone()[party].name,
            then.worth[party].cell,
            now.worth[party].cell,
            then.no_deal[party],
            now.no_deal[party],
        )
        for party in now.worth
        if party in then.worth
    )
    first, last = _days(result)
    columns = ("signer", f"worth {first}", f"worth {last}", f"no deal {first}", f"no deal {last}")
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
    rows = tuple(
        (
            Quantity(each.month, "plain"),
            int(each.agreements.mid),
            int(each.agreements.low),
            int(each.agreements.high),
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
        "At least and at most: with every drift at the end of its range that leaves fewest and most. Worth: of the "
        f"agreement that Nash picks in that month, by today's judgements.{ends}"
    )
    columns = ("month", "possible", "at least", "at most", *signers)
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


def _drift(band: Band) -> Cell:
    return Quantity(band.low, "plain") if band.low == band.high else Quantity(band, "range")

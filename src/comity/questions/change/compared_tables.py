"""The tables of two files compared."""

from __future__ import annotations

from comity.case.model import Case
from comity.finding import Quantity, Table
from comity.questions.change import tables
from comity.questions.change.compared import Compared


def all_of(case: Case, result: Compared) -> dict[str, Table]:
    """Every table that has something to say."""
    names = result.names
    said = f"possible only by {names[1]}", f"possible only by {names[0]}"
    made = {
        "stages": tables.stages(result.old, result.new, names, "The funnel by both"),
        "differences": differences(result),
        "groups": groups(result),
        "options": tables.options(case, result.gained, result.lost, said, "Options that only one has"),
        "picks": tables.picks(case, result.old, result.new, names, "by"),
        "parties": tables.parties(case, result.old, result.new, names),
        "uncounted": tables.uncounted(result.uncounted, names),
        "grounds": grounds(result),
    }
    return {name: table for name, table in made.items() if table is not None}


def differences(result: Compared) -> Table | None:
    """What differs, and what it does; None where nothing does."""
    rows = tuple(
        (
            each.what,
            each.old or "not there",
            each.new or "not there",
            credit.alone,
            credit.last,
            None if credit.share is None else Quantity(float(credit.share), "price"),
        )
        for each, credit in zip(result.differences, result.credits, strict=True)
    )
    note = (
        "By how many agreements each changes what is possible. Alone: made in the first file; last: after all the "
        "others; share: on average over all orders (Shapley 1953)."
    )
    return Table("What differs", ("judgement", *result.names, "alone", "last", "share"), rows, note) if rows else None


def groups(result: Compared) -> Table | None:
    """What the differences do by whose judgements they are; None where each has a share of its own."""
    rows = tuple(
        (
            group.what,
            group.credit.alone,
            group.credit.last,
            None if group.credit.share is None else Quantity(float(group.credit.share), "price"),
        )
        for group in result.groups
    )
    return (
        Table("The differences by whose judgements they are", ("whose", "alone", "last", "share"), rows)
        if rows
        else None
    )


def grounds(result: Compared) -> Table | None:
    """The judgements of which only the grounds differ; None where none are."""
    rows, columns = tuple((each.what,) for each in result.grounds), ("judgement",)
    return (
        Table("Only the reason, evidence, confidence, firmness or what holds on other days differs", columns, rows)
        if rows
        else None
    )

"""The tables of a number that is explained: each part with the judgement it rests on and its source."""

from __future__ import annotations

from collections.abc import Iterator

from comity.agreements.breakdown import Breakdown, Part, Span
from comity.case import anchors
from comity.case.estimate import Estimate
from comity.case.judgement import Judgement
from comity.case.model import Case
from comity.finding import Band, Cell, Link, Quantity, Table
from comity.questions.agreement.stands import Removed
from comity.questions.agreement.terms_words import STAGES, removing
from comity.questions.explain.result import JudgementExplained, StageExplained
from comity.questions.explain.words import grounds, part_name


def worth(case: Case, found: Breakdown) -> Table:
    """Weight x rating = points, part by part; columns that would be empty are left out."""
    weighted = case.interest_of(found.party).scale == "weights"
    ranged = found.ranged is not None and not found.ranged.one
    rows = [_part_row(case, part) for part in found.parts] + list(_sums(found))
    columns = ("part", "weight", "of all weights", "rating", "points", "over the ranges")
    shown = [
        at
        for at, column in enumerate(columns)
        if (weighted or column not in ("weight", "of all weights")) and (ranged or column != "over the ranges")
    ]
    title = f"What it is worth to {case.everyone()[found.party].name}, part by part"
    note = (
        "Points: the part of all weights, times the rating. Before rounding they add up to the worth."
        if weighted
        else ""
    )
    if found.open:
        note = (
            f"{note} Of what is open: from the least to the most that it adds by itself. The worth is that of whole "
            "agreements."
        )
    kept = tuple(tuple(row[at] for at in shown) for row in rows)
    return Table(title, tuple(columns[at] for at in shown), kept, note.strip())


def _part_row(case: Case, part: Part) -> tuple[Cell, ...]:
    if part.linkage is not None:
        name = Link(part_name(case, part), anchors.linkage(part.linkage))
        return (name, None, None, _judged(part.value), _span(part.points), _span(part.ranged))
    name = Link(part_name(case, part), anchors.interest(part.holder, part.issue))
    weight = Quantity(1.0, "plain") if part.weight is None else _judged(part.weight)
    share = Quantity(float(part.share), "share")
    return (name, weight, share, _judged(part.value), _span(part.points), _span(part.ranged))


def _sums(found: Breakdown) -> Iterator[tuple[Cell, ...]]:
    """The worth, no deal and the gain over it."""
    yield ("worth", None, None, None, _span(found.worth), _span(found.ranged))
    if found.no_deal is not None:
        name, middle = Link("no deal", anchors.no_deal(found.party)), Quantity(float(found.no_deal.point), "price")
        yield (name, None, None, None, middle, _judged(found.no_deal))
        yield ("gain over no deal", None, None, None, _span(found.gain), _span(found.gain_ranged))


def rests_on(case: Case, found: Breakdown) -> Table | None:
    """The reasons and quotations of every judgement that a worth is made of; None where none has any."""
    told: list[tuple[Cell, str, str]] = [
        (_part_row(case, part)[0], *grounds(case, _judgements(case, found.party, part))) for part in found.parts
    ]
    if found.no_deal is not None:
        told.append((Link("no deal", anchors.no_deal(found.party)), *grounds(case, [("", found.no_deal)])))
    rows = tuple(row for row in told if row[1] or row[2])
    return Table("What each part rests on", ("part", "because", "source"), rows) if rows else None


def _judgements(case: Case, party: str, part: Part) -> Iterator[tuple[str, Judgement | None]]:
    """The judgements that a part rests on, the nearest first."""
    if part.linkage is not None:
        linkage = case.linkages[part.linkage - 1]
        yield "", linkage
        yield "", linkage.adds
        return
    stated = case.interest_of(party).issues[part.issue]
    yield "", part.value
    yield "", stated
    yield "Weight: ", part.weight
    if not any(each is not None and each.because for each in (part.value, stated)):
        yield "", case.interests[part.holder]


def judged(case: Case, result: JudgementExplained) -> Table:
    """The judgement with its reason and source."""
    number, stated = result.number, case.interests[result.holder]
    found: list[tuple[str, Judgement | None]] = [("", number)]
    if result.issue is not None:
        found.append(("", stated.issues[result.issue]))
        title = case.issues[result.issue].name
        named = title if result.option is None else f"{title}: {case.label(result.issue, result.option)}"
        anchor = anchors.interest(result.holder, result.issue)
    else:
        named, anchor = "no deal", anchors.no_deal(result.party)
    if not any(each is not None and each.because for _, each in found):
        found.append(("", stated))
    row = (Link(named, anchor), case.everyone()[result.holder].name, _judged(number), *grounds(case, found))
    return Table("The judgement", ("of", "judged for", "value", "because", "source"), (row,))


def beside(case: Case, result: JudgementExplained) -> Table | None:
    """The other judgements of its kind; None where there is none."""
    if not result.beside:
        return None
    party = case.everyone()[result.party].name
    if result.option is None:
        rows: list[tuple[Cell, ...]] = [
            (case.issues[name].name, _judged(number), Quantity(float(part), "share"))
            for name, number, part in result.beside
        ]
        return Table(f"All weights of {party}", ("issue", "weight", "of all weights"), tuple(rows))
    issue = result.issue or ""
    rated: list[tuple[Cell, ...]] = [
        (case.label(issue, name), _judged(number), Quantity(float(part), "price"))
        for name, number, part in result.beside
    ]
    title = f"How {party} rates every option of “{case.issues[issue].name}”"
    return Table(title, ("option", "rating", "points it adds"), tuple(rated))


def stage(case: Case, result: StageExplained) -> Table | None:
    """What removes agreements at a stage, or the options whose product it is; None where that is not counted."""
    if result.sizes:
        sizes = tuple((case.issues[issue].name, size) for issue, size in result.sizes)
        return Table("How many options every issue has", ("issue", "options"), sizes)
    if not result.removed:
        return None
    rows = tuple(
        (removing(case, each).rstrip(","), each.removes, each.removes_alone, each.would_open) for each in result.removed
    )
    columns = ("what removes agreements", "removes", "removes alone", "would open")
    note = (
        "Removes alone: what nothing else at this stage removes. Would open: what would be left in the end without it."
    )
    return Table(f"What the stage “{STAGES[result.stage]}” removes", columns, rows, note)


def removed_for(case: Case, result: StageExplained) -> Table | None:
    """The reasons and quotations of what removes agreements; None where nothing has any."""
    told = [(removing(case, each).rstrip(","), *grounds(case, [("", _rule(case, each))])) for each in result.removed]
    rows = tuple(row for row in told if row[1] or row[2])
    return Table("What each of these rests on", ("what", "because", "source"), rows) if rows else None


def _rule(case: Case, removed: Removed) -> Judgement | None:
    """The judgement by which something is removed."""
    if removed.kind == "condition":
        return case.named_conditions()[removed.name]
    if removed.kind == "red_line":
        return case.named_red_lines()[removed.name]
    return case.interest_of(removed.party).no_deal if removed.kind != "ratification" else None


def _judged(number: Estimate | None) -> Quantity | None:
    if number is None:
        return None
    if not number.is_range:
        return Quantity(number.low, "plain")
    return Quantity(Band(number.low, float(number.point), number.high), "range")


def _span(span: Span | None) -> Quantity | None:
    if span is None:
        return None
    if span.one:
        return Quantity(float(span.least), "price")
    least, most = float(span.least), float(span.most)
    return Quantity(Band(least, (least + most) / 2, most), "span")

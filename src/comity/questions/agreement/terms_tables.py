"""The tables of particular terms: what they are worth part by part, and what improves them."""

from __future__ import annotations

from collections.abc import Sequence

from comity.case.model import Case
from comity.case.wording import combination, counted, role
from comity.finding import Band, Cell, Quantity, Table
from comity.questions.agreement.improvements import Improvements
from comity.questions.agreement.stands import Gain, Left, Stands
from comity.questions.agreement.terms_words import MOST_NAMED, STAGES, removing
from comity.questions.agreement.views import Objections


def points(case: Case, objections: Objections) -> Table | None:
    """What it is worth to every signer, part by part: one row a part; None where no signer has interests."""
    found = [each for each in objections.parts if case.everyone()[each.party].signs]
    if not found:
        return None
    options = objections.agreement.options
    titles = [f"{stated.name}: {case.label(issue, options[issue])}" for issue, stated in case.issues.items()]
    linked = [f"linkage: {combination(linkage.when)}" for linkage in case.linkages]
    of_issue = dict(zip(case.issues, titles, strict=True))
    added = [dict[str, float]() for _ in found]
    for points, each in zip(added, found, strict=True):
        for part in each.parts:
            name = of_issue[part.issue] if part.linkage is None else linked[part.linkage - 1]
            points[name] = points.get(name, 0.0) + float(part.points.least)
    rows: list[tuple[Cell, ...]] = [
        (name, *(_hundredths(points.get(name)) for points in added))
        for name in dict.fromkeys([*titles, *linked])
        if any(name in points for points in added)
    ]
    rows.append(("worth", *(_hundredths(float(each.worth.least)) for each in found)))
    no_deals = [each.no_deal for each in found]
    rows.append(("no deal", *(_hundredths(float(each.point)) if each else None for each in no_deals)))
    gains = [each.gain for each in found]
    rows.append(("gain over no deal", *(_hundredths(float(gain.least)) if gain else None for gain in gains)))
    note = "Each part with its weight, rating, reason and source: comity explain CASE “PARTY worth of AGREEMENT”."
    columns = ("points that it adds", *(case.everyone()[each.party].name for each in found))
    return Table("What it is worth, part by part", columns, tuple(rows), note)


def improvements(case: Case, found: Improvements) -> Table | None:
    """The improvements of an agreement, fewest changes first, with what each signer gains; None where none is shown."""
    shown = found.held[: found.shown]
    if not shown:
        return None
    parties = list(shown[0].gains)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            number,
            len(each.changes),
            "; ".join(
                f"{case.issues[issue].name}: {case.label(issue, each.agreement.options[issue])}"
                for issue in each.changes
            ),
            *(Quantity(each.gains[party], "gain") for party in parties),
            each.possible,
        )
        for number, each in enumerate(shown, 1)
    )
    hidden = found.count - len(shown)
    more = f"{counted(hidden, 'more is', 'more are')} not shown. " if hidden else ""
    note = f"{more}Under a signer stand the points it gains over the agreement that is improved."
    names = (case.everyone()[party].name for party in parties)
    columns = ("", "changes", "instead", *names, "would be agreed")
    return Table("What is better for some signer and worse for none", columns, rows, note)


def proposals(case: Case, stands: Sequence[Stands]) -> Table | None:
    """How many agreements of every proposal each stage leaves, and what removes the last; None where there is none."""
    if not stands:
        return None
    stages = [stage for stage in STAGES if any(left.stage == stage for each in stands for left in each.stages)]
    rows: list[tuple[Cell, ...]] = []
    for each in stands:
        stated = case.proposals[each.proposal]
        left = {of.stage: _count(of) for of in each.stages}
        who = ", ".join(removing(case, removed).removesuffix(",") for removed in each.removed[:MOST_NAMED])
        by = case.everyone()[stated.by].name if stated.by else ""
        rows.append((stated.name or each.proposal, by, len(each.open), *map(left.get, stages), who))
    columns = ("proposal", "by", "open issues", *(STAGES[stage] for stage in stages), "removed by")
    note = "Counted are the agreements that hold its terms: one for a whole text."
    return Table("Where the proposals stand", columns, tuple(rows), note)


def proposal_gains(case: Case, stands: Sequence[Stands]) -> Table | None:
    """What every proposal gains each party over no deal; None where there is none, or nobody's no-deal value."""
    parties = list(dict.fromkeys(gain.party for each in stands for gain in each.gains))
    if not parties:
        return None
    gains = [{gain.party: gain for gain in each.gains} for each in stands]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (case.everyone()[party].name, role(case, party), *(_gain(of.get(party)) for of in gains)) for party in parties
    )
    names = (case.proposals[each.proposal].name or each.proposal for each in stands)
    note = (
        "Points over no deal. Of a whole text: in the middle of every range, and over the ranges. Of one that leaves "
        "issues open: in the middle, by what is agreed on these."
    )
    return Table("What each party gains by the proposals", ("party", "role", *names), rows, note)


def _count(left: Left) -> int | Quantity:
    if left.low == left.high:
        return left.low
    return Quantity(Band(left.low, (left.low + left.high) / 2, left.high), "range")


def _gain(gain: Gain | None) -> Quantity | None:
    if gain is None:
        return None
    least, most = float(gain.gain.least), float(gain.gain.most)
    if gain.ranged is None:
        return Quantity(Band(least, (least + most) / 2, most), "span")
    low, high = float(gain.ranged.least), float(gain.ranged.most)
    return Quantity(least, "gain") if low == high else Quantity(Band(low, least, high), "gain")


def _hundredths(value: float | None) -> Quantity | None:
    return None if value is None else Quantity(value, "price")

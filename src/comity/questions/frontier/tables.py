"""The tables of the efficient agreements."""

from __future__ import annotations

from comity.agreements.space import common_terms
from comity.case import anchors
from comity.case.model import Case
from comity.case.wording import counted, listed, role
from comity.finding import Band, Cell, Link, Quantity, Table
from comity.questions.frontier.points import Frontier
from comity.questions.frontier.prices import TRADED


def points(case: Case, frontier: Frontier, show: int) -> Table | None:
    """Gains and terms of the first outcomes, terms that all share being said once; None where none is shown."""
    shown = frontier.points[:show]
    if not shown:
        return None
    firsts = [point.agreements[0] for point in shown]
    common = common_terms(firsts)
    differing = [issue for issue in case.issues if issue not in common]
    rows: list[tuple[Cell, ...]] = [
        (number, *point.gains.values(), point.count, *(first.options[issue] for issue in differing))
        for number, (point, first) in enumerate(zip(shown, firsts, strict=True), 1)
    ]
    said = listed(f"{issue}={option}" for issue, option in common.items())
    note = (f"All of these have {said}. " if len(shown) > 1 else f"Its terms: {said}. ") if said else ""
    note += "Under a signer stand the points it gains over no deal. "
    if any(point.count > 1 for point in shown):
        note += "Several agreements can be worth exactly the same to every signer; the first of them is shown. "
    hidden = frontier.count - len(shown)
    note += f"{counted(hidden, 'more outcome is', 'more outcomes are')} not shown." if hidden else ""
    title = f"Efficient outcomes, best for the worst-off signer first ({len(shown):,} of {frontier.count:,} shown)"
    return Table(title, ("", *shown[0].gains, "agreements", *differing), tuple(rows), note.strip(), alike=common)


def worths(case: Case, frontier: Frontier, show: int) -> Table | None:
    """What the first outcomes are worth to the signers, and to others; None where none is shown."""
    shown = frontier.points[:show]
    if not shown:
        return None
    rows: list[tuple[Cell, ...]] = [
        (number, *point.worth.values(), *(worth.cell for worth in point.others.values()))
        for number, point in enumerate(shown, 1)
    ]
    others = shown[0].others
    note = "In brackets: does not sign." if others else ""
    if any(worth.one is None for point in shown for worth in point.others.values()):
        over = "all agreements that tie" if frontier.others_exact else "those listed of the agreements that tie"
        note += f" To them tied agreements differ; the range is over {over}."
    columns = ("", *shown[0].worth, *(f"({party})" for party in others))
    return Table("What they are worth, in points", columns, tuple(rows), note)


def ranges(case: Case, frontier: Frontier) -> Table | None:
    """What no deal is worth to each signer, and the least and most of the outcomes; None where there is nothing."""
    rows: list[tuple[Cell, ...]] = []
    for stake in frontier.stakes:
        name = case.everyone()[stake.party].name
        cell: Cell = name if stake.no_deal is None else Link(name, anchors.no_deal(stake.party))
        rows.append((cell, role(case, stake.party), stake.no_deal, stake.least, stake.most))
    columns = ("party", "role", "no deal", "least", "most")
    return Table("What is at stake between efficient agreements", columns, tuple(rows)) if rows else None


def trade_offs(case: Case, frontier: Frontier) -> Table | None:
    """What one more point for one signer costs another; None where no two signers trade."""
    everyone = case.everyone()
    rows: list[tuple[Cell, ...]] = []
    for price in frontier.prices:
        costs = [Quantity(cost, "price") for cost in (price.typical, price.cheapest, price.dearest)]
        from_first = None if price.from_first is None else _from_first(price.from_first)
        names = everyone[price.gains].name, everyone[price.loses].name
        rows.append((*names, *costs, from_first, price.points))
    columns = ("one more point for", "costs", "typically", "cheapest", "dearest", "from agreement 1", "agreements")
    note = (
        "From an efficient agreement: the smallest loss for each point gained, over all moves to another efficient "
        "agreement by which the one gains, the other loses and no other signer loses; each in its own points. "
        "Typically: the median over the efficient outcomes from which there is such a move, counted in the last column."
    )
    if any(price.from_first and price.from_first.one is None for price in frontier.prices):
        note += " Several are as good for the worst-off signer and in sum as agreement 1; a range is over all of them."
    if frontier.count > TRADED:
        note += f" Between the {TRADED:,} efficient outcomes that are best for the worst-off signer."
    title = "What one more point for one signer costs another"
    return Table(title, columns, tuple(rows), note) if rows else None


def _from_first(price: Band) -> Quantity:
    """The price from the first agreement: a number, or a range where several share the first place."""
    return Quantity(price, "span") if price.one is None else Quantity(price.low, "price")

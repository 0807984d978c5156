"""Which agreements are efficient: no other is better for one signer and no worse for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from comity.agreements import efficient
from comity.agreements.efficient import Limits, Objective
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.worth import Payoff, Worth
from comity.case.model import Case
from comity.case.wording import counted, listed, role, standing_caveats
from comity.figure import INK, Figure
from comity.finding import Cell, Finding, Link, Table, Untyped
from comity.problem import Place, Problem, Problems, nearest
from comity.questions.agreement.answer import common_terms

Over = Literal["zopa", "coherent"]

TIES = 5
"""How many agreements of equal worth are listed with a point, at most; all are counted."""

LISTED = 10_000
"""How many points are listed in the data, at most; all are counted."""

TRADED, DRAWN = 2000, 400
"""Between how many points trade-offs are sought, and how many the figures draw, at most."""

METHOD = (
    "Issues are settled one after the other; of the partial agreements that the open rules and linkages cannot tell "
    "apart, those that another betters for one signer without worsening another are dropped (Pareto 1906; elimination "
    "with several objectives, Rollon and Larrosa 2006; Dubus, Gonzales and Perny 2009). Ties are kept and counted."
)


@dataclass(frozen=True)
class _Efficient:
    """The efficient points of a case, best for the worst-off signer first."""

    case: Case
    payoff: Payoff
    over: Over
    signers: tuple[Worth, ...]
    found: efficient.Frontier

    def __len__(self) -> int:
        return len(self.found)

    @cached_property
    def names(self) -> list[str]:
        """The signers' names for people."""
        return [self.case.everyone()[worth.party].name for worth in self.signers]

    @cached_property
    def agreements(self) -> int:
        """How many agreements are efficient, ties included."""
        return sum(self.found.counts)

    @cached_property
    def order(self) -> list[int]:
        """The rows of the points: by the smallest gain, then the sum of gains, then the first signers' gains."""
        gains = self.gains.round(9)
        keys = (*(-gains.T[::-1]), -gains.sum(axis=1), -gains.min(axis=1, initial=np.inf))
        rows: list[int] = np.lexsort(keys).tolist()
        return rows

    @cached_property
    def gains(self) -> NDArray[np.float64]:
        """Points gained over no deal (over 0 where a signer has none): a row a point, a column a signer."""
        units = np.array([float(worth.unit) for worth in self.signers])
        no_deal = np.array([worth.no_deal[1] if worth.no_deal else 0 for worth in self.signers], dtype=float)
        gains: NDArray[np.float64] = (self.found.worths - no_deal) * units
        return gains

    @cached_property
    def varying(self) -> list[int]:
        """The signers to whom the efficient points are not all worth the same."""
        spread = np.ptp(self.found.worths, axis=0) if len(self) else np.zeros(len(self.signers))
        return [at for at, worth in enumerate(self.signers) if spread[at] > worth.slack]

    def deals(self, row: int) -> list[Agreement]:
        """The first agreements of a point."""
        return [self.payoff.space.agreement(choice) for choice in self.found.shown(row)]

    def worth(self, row: int) -> dict[str, float]:
        """What a point is worth to each signer, in points."""
        return {worth.party: worth.points(self.found.worths[row, at]) for at, worth in enumerate(self.signers)}


def frontier(
    case: Case,
    *,
    over: Over = "zopa",
    show: int = 10,
    axes: tuple[str, str] | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Finding[Any]:
    """Which agreements are efficient among the signers, what they are worth, and what one signer's gain costs another.

    over: zopa, the agreements that are coherent, cross no red line and are worth at least no deal to every signer; or
    coherent, all that meet the conditions. show: how many points the tables show, best for the worst-off signer first.
    axes: the two signers of the scatter, the first two that differ where not given. limits: how much work to take on
    before the answer is an approximation that says so. progress: told the share done, 0 to 1; it may raise to cancel.
    Raises Problems for axes that are not two signers, an unknown `over` or a negative `show`. Method: Pareto (1906);
    Rollon and Larrosa (2006); Dubus, Gonzales and Perny (2009).
    """
    _check(case, over, show, axes)
    payoff = Payoff.of(case)
    signers = tuple(payoff.worths[party] for party in case.signers())
    rules = condition_rules(case, payoff.space)
    if over == "zopa":
        rules += red_line_rules(case, payoff.space)
    objectives = [Objective(each.factors, each.needed if over == "zopa" else None, each.slack) for each in signers]
    found = efficient.frontier(
        payoff.space, [rule.breaks for rule in rules], objectives, shown=TIES, limits=limits, progress=progress
    )
    points = _Efficient(case, payoff, over, signers, found)
    prices = _prices(points)
    parameters = {"over": over, "show": show} | ({"axes": ", ".join(axes)} if axes else {})
    return Finding(
        question="frontier",
        answer=_answer(points),
        exact=found.exact,
        method=METHOD,
        parameters=parameters,
        caveats=tuple(_caveats(points)),
        tables=_tables(points, prices, show) if len(points) else {},
        figures=_figures(points, show, axes) if len(points) > 1 else {},
        result=Untyped(
            {
                "count": len(points),
                "agreements_count": points.agreements,
                "points_listed": min(len(points), LISTED),
                "points": [_point(points, row) for row in points.order[:LISTED]],
                "trade_offs": [_price(points, each) for each in prices],
            }
        ),
    )


def _check(case: Case, over: str, show: int, axes: Sequence[str] | None) -> None:
    problems = []
    if over not in ("zopa", "coherent"):
        problems.append(Problem(Place("over"), f"unknown set of agreements '{over}'", nearest(over, get_args(Over))))
    if show < 0:
        problems.append(Problem(Place("show"), f"cannot show {show} points", "show 0 or more"))
    if axes is not None:
        signers = case.signers()
        problems += [
            Problem(Place("axes"), f"'{party}' does not sign", nearest(party, signers))
            for party in axes
            if party not in signers
        ]
        if len(set(axes)) != 2:
            problems.append(Problem(Place("axes"), "a scatter has two axes", "name two signers"))
    if problems:
        raise Problems(problems)


def _answer(points: _Efficient) -> str:
    space = f"of {points.payoff.space.count:,} possible agreements"
    among = {
        "zopa": "that is coherent, crosses no red line and is worth at least no deal to every signer",
        "coherent": "that is coherent (red lines and no deal left aside)",
    }[points.over]
    if not len(points) and points.found.exact:
        return f"No agreement is efficient, because there is none to choose from: {space}, there is none {among}."
    if not len(points):
        return f"No agreement was found {among}, {space}; that there is none has not been shown."
    if not points.found.exact:
        return (
            f"{space.capitalize()}, {len(points):,} were found that together come close to every one {among}: "
            f"none exceeds all of them by more than {_within(points)}."
        )
    efficient = counted(points.agreements, "agreement is efficient", "agreements are efficient")
    if not points.varying:
        return f"{efficient}, {space}; the signers have nothing to choose between them."
    outcomes = "" if points.agreements == len(points) else f", with {len(points):,} different outcomes for the signers"
    return f"{efficient}{outcomes}, {space}: no other {among} is better for one signer and no worse for the rest."


def _within(points: _Efficient) -> str:
    assert points.found.within is not None
    steps = zip(points.names, points.signers, points.found.within, strict=True)
    if max(points.found.within, default=0) == np.inf:
        return "an unknown amount"
    return listed(f"{worth.points(within):.1f} points for {name}" for name, worth, within in steps)


def _caveats(points: _Efficient) -> list[str]:
    caveats = list(standing_caveats(points.case))
    others = [points.case.everyone()[party].name for party in points.payoff.worths if not _signs(points, party)]
    if others:
        has = "has" if len(others) == 1 else "have"
        caveats.append(f"Efficient means for those who sign; {listed(others)} {has} no say in it.")
    flat = [
        name
        for name, worth in zip(points.names, points.signers, strict=True)
        if worth.bounds[1] - worth.bounds[0] <= worth.slack
    ]
    if flat:
        are = "is indifferent between all agreements and plays" if len(flat) == 1 else "are indifferent and play"
        caveats.append(f"{listed(flat)} {are} no part in what is efficient.")
    rounded = [name for name, worth in zip(points.names, points.signers, strict=True) if not worth.exact]
    if rounded:
        caveats.append(
            f"The judgements of {listed(rounded)} have too many digits to be added without rounding; "
            "worths within 1e-9 of the scale count as equal."
        )
    if not points.found.exact:
        caveats.append(
            "The exact set would take more work or memory than was allowed, so close agreements were represented by "
            f"one of them. No agreement exceeds all points by more than {_within(points)}; counts are of those found."
        )
    if points.found.parts > 1:
        caveats.append(
            f"The search was split into {points.found.parts:,} parts to stay within memory; the result is the same."
        )
    if len(points) > LISTED:
        caveats.append(
            f"The data lists the {LISTED:,} points that are best for the worst-off signer, of {len(points):,}."
        )
    return caveats


def _signs(points: _Efficient, party: str) -> bool:
    return points.case.everyone()[party].signs


def _point(points: _Efficient, row: int) -> dict[str, Any]:
    return {
        "worth": points.worth(row),
        "gains": {
            worth.party: float(points.gains[row, at]) for at, worth in enumerate(points.signers) if worth.no_deal
        },
        "agreements_count": points.found.counts[row],
        "agreements": [dict(deal.options) for deal in points.deals(row)],
    }


def _price(points: _Efficient, each: _Price) -> dict[str, Any]:
    return {
        "gains": points.signers[each.gains].party,
        "loses": points.signers[each.loses].party,
        "typical": each.typical,
        "cheapest": each.cheapest,
        "dearest": each.dearest,
        "from_first": each.first,
        "points": each.among,
    }


def _tables(points: _Efficient, prices: Sequence[_Price], show: int) -> dict[str, Table]:
    rows = points.order[:show]
    tables = {}
    if rows:
        tables["points"] = _points_table(points, rows)
        tables["worths"] = _worths_table(points, rows)
    if points.signers:
        tables["ranges"] = _ranges_table(points)
    if prices:
        tables["trade_offs"] = _prices_table(points, prices)
    return tables


def _points_table(points: _Efficient, rows: Sequence[int]) -> Table:
    """Gains and terms, the terms that all points shown share being said once."""
    deals = [points.deals(row)[0] for row in rows]
    common = common_terms(deals)
    differing = [issue for issue in points.case.issues if issue not in common]
    parties = [worth.party for worth in points.signers]
    cells: list[tuple[Cell, ...]] = [
        (
            number,
            *(round(gain, 1) for gain in points.gains[row].tolist()),
            points.found.counts[row],
            *(deal.options[issue] for issue in differing),
        )
        for number, (row, deal) in enumerate(zip(rows, deals, strict=True), 1)
    ]
    said = listed(f"{issue}={option}" for issue, option in common.items())
    note = (f"All of these have {said}. " if len(rows) > 1 else f"Its terms: {said}. ") if said else ""
    note += "Under a signer stand the points it gains over no deal. "
    if any(points.found.counts[row] > 1 for row in rows):
        note += "Several agreements can be worth exactly the same to every signer; the first of them is shown. "
    hidden = len(points) - len(rows)
    note += f"{counted(hidden, 'more outcome is', 'more outcomes are')} not shown." if hidden else ""
    title = f"Efficient outcomes, best for the worst-off signer first ({len(rows):,} of {len(points):,} shown)"
    return Table(title, ("", *parties, "agreements", *differing), tuple(cells), note.strip())


def _worths_table(points: _Efficient, rows: Sequence[int]) -> Table:
    others = [worth for party, worth in points.payoff.worths.items() if not _signs(points, party)]
    cells: list[tuple[Cell, ...]] = []
    for number, row in enumerate(rows, 1):
        first = points.found.shown(row)[0]
        mine = [round(worth, 1) for worth in points.worth(row).values()]
        cells.append((number, *mine, *(round(worth.points(worth.steps(first)), 1) for worth in others)))
    columns = ("", *(worth.party for worth in points.signers), *(f"({worth.party})" for worth in others))
    note = "In brackets: does not sign. " if others else ""
    if others and any(points.found.counts[row] > 1 for row in rows):
        note += "To them tied agreements may differ; the worth is that of the one shown."
    return Table("What they are worth, in points", columns, tuple(cells), note.strip())


def _ranges_table(points: _Efficient) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for at, worth in enumerate(points.signers):
        steps = points.found.worths[:, at]
        no_deal = None if worth.no_deal is None else round(worth.points(worth.no_deal[1]), 1)
        name = points.names[at]
        cell: Cell = Link(name, f"no-deal-{worth.party}") if worth.no_deal else name
        least, most = (round(worth.points(each), 1) for each in (steps.min(), steps.max()))
        rows.append((cell, role(points.case, worth.party), no_deal, least, most))
    columns = ("party", "role", "no deal", "least", "most")
    return Table("What is at stake between efficient agreements", columns, tuple(rows))


@dataclass(frozen=True)
class _Price:
    """What one more point for one signer costs another, where it can be had at the cost of that one alone.

    cheapest, typical, dearest: over the efficient points from which it can be had, the smallest, middle and largest
    price, and `among` how many these are; first: the price from the first point, None where it cannot be had there.
    """

    gains: int
    loses: int
    cheapest: float
    typical: float
    dearest: float
    first: float | None
    among: int


def _prices(points: _Efficient) -> list[_Price]:
    """The prices between the first TRADED points, for every two signers between whom there is one.

    From a point, the price of a point for one signer is the smallest loss of the other for each point gained, over
    all moves to another efficient point by which the one gains, the other loses and no other signer loses.
    """
    units = np.array([float(worth.unit) for worth in points.signers])
    slack = np.array([worth.slack for worth in points.signers], dtype=float)
    worths = points.found.worths[points.order[:TRADED]]
    pairs = [(gainer, loser) for gainer in points.varying for loser in points.varying if gainer != loser]
    if not pairs:
        return []
    prices = np.full((len(pairs), len(worths)), np.inf)
    for start, base in enumerate(worths):
        moved = worths - base
        loses = moved < -slack
        one = np.flatnonzero(loses.sum(axis=1) == 1)
        moved, loser_of = moved[one], loses[one].argmax(axis=1)
        gains, moved = moved > slack, moved * units
        for at, (gainer, loser) in enumerate(pairs):
            which = gains[:, gainer] & (loser_of == loser)
            prices[at, start] = (-moved[which, loser] / moved[which, gainer]).min(initial=np.inf)
    found = []
    for (gainer, loser), each in zip(pairs, prices, strict=True):
        if (had := each[np.isfinite(each)]).size:
            cheapest, typical, dearest = (round(float(price), 9) for price in (had.min(), np.median(had), had.max()))
            first = round(float(each[0]), 9) if np.isfinite(each[0]) else None
            found.append(_Price(gainer, loser, cheapest, typical, dearest, first, had.size))
    return found


def _prices_table(points: _Efficient, prices: Sequence[_Price]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in prices:
        from_first = "" if each.first is None else f"{each.first:.2f}"
        costs = (f"{each.typical:.2f}", f"{each.cheapest:.2f} to {each.dearest:.2f}", from_first)
        rows.append((points.names[each.gains], points.names[each.loses], *costs, each.among))
    columns = ("one more point for", "costs", "typically", "range", "from agreement 1", "agreements")
    note = (
        "From an efficient agreement: the smallest loss for each point gained, over all moves to another efficient "
        "agreement by which the one gains, the other loses and no other signer loses; each in its own points. "
        "Typically: the median over the efficient outcomes from which there is such a move, counted in the last column."
    )
    if len(points) > TRADED:
        note += f" Between the {TRADED:,} efficient outcomes that are best for the worst-off signer."
    return Table("What one more point for one signer costs another", columns, tuple(rows), note)


def _figures(points: _Efficient, show: int, axes: tuple[str, str] | None) -> dict[str, Figure]:
    figures = {}
    parties = [worth.party for worth in points.signers]
    chosen = [parties.index(party) for party in axes] if axes else points.varying[:2]
    if len(chosen) == 2:
        figures["scatter"] = _scatter(points, show, chosen)
    if len(points.varying) > 2:
        figures["parallel"] = _parallel(points)
    return figures


def _some(points: _Efficient) -> str:
    return f" (the {DRAWN:,} best for the worst-off signer)" if len(points) > DRAWN else ""


def _scatter(points: _Efficient, show: int, axes: Sequence[int]) -> Figure:
    x, y = axes
    values = [
        {
            "x": points.signers[x].points(points.found.worths[row, x]),
            "y": points.signers[y].points(points.found.worths[row, y]),
            "number": str(number) if number <= show else "",
        }
        for number, row in enumerate(points.order[:DRAWN], 1)
    ]
    encoding = {
        "x": _axis("x", f"worth to {points.names[x]}"),
        "y": _axis("y", f"worth to {points.names[y]}"),
    }
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "point", "filled": True, "size": 45, "color": INK, "opacity": 0.75}, "encoding": encoding},
        {
            "mark": {"type": "text", "dx": 8, "dy": -8, "fontSize": 10},
            "encoding": {**encoding, "text": {"field": "number", "type": "nominal"}},
        },
    ]
    for channel, at in (("x", x), ("y", y)):
        no_deal = points.signers[at].no_deal
        if no_deal is not None:
            layers.append(_line(channel, points.signers[at].points(no_deal[1])))
    spec = {"data": {"values": values}, "width": 420, "height": 320, "layer": layers}
    ends = [f"{points.names[at]} from {_span(points, at)}" for at in axes]
    title = (
        f"The efficient agreements for {points.names[x]} and {points.names[y]}{_some(points)}; "
        "dashed: no deal; numbers as in the table"
    )
    return Figure(title, f"Scatter of {len(values):,} efficient outcomes: {listed(ends)}.", spec)


def _parallel(points: _Efficient) -> Figure:
    values = [
        {"point": number, "party": points.names[at], "gain": float(points.gains[row, at])}
        for number, row in enumerate(points.order[:DRAWN], 1)
        for at in range(len(points.signers))
    ]
    spec = {
        "data": {"values": values},
        "width": {"step": 120},
        "height": 280,
        "layer": [
            {
                "mark": {"type": "line", "color": INK, "strokeWidth": 1, "opacity": 0.35},
                "encoding": {
                    "x": {"field": "party", "type": "nominal", "sort": None, "title": None, "axis": {"labelAngle": 0}},
                    "y": {"field": "gain", "type": "quantitative", "title": "points gained over no deal"},
                    "detail": {"field": "point", "type": "nominal"},
                },
            },
            _line("y", 0.0),
        ],
    }
    ends = [f"{name} from {_span(points, at)}" for at, name in enumerate(points.names)]
    title = f"What each efficient agreement gives each signer{_some(points)}: one line an outcome; dashed: no deal"
    return Figure(title, f"Parallel coordinates of efficient outcomes. Worth: {listed(ends)}.", spec)


def _span(points: _Efficient, at: int) -> str:
    steps, worth = points.found.worths[:, at], points.signers[at]
    return f"{worth.points(steps.min()):.1f} to {worth.points(steps.max()):.1f}"


def _axis(field: str, title: str) -> Mapping[str, Any]:
    return {"field": field, "type": "quantitative", "title": title, "scale": {"zero": False, "nice": True}}


def _line(channel: str, at: float) -> dict[str, Any]:
    mark = {"type": "rule", "strokeDash": [4, 3], "color": "#999"}
    return {
        "data": {"values": [{"at": at}]},
        "mark": mark,
        "encoding": {channel: {"field": "at", "type": "quantitative"}},
    }

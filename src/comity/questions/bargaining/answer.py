"""Which agreements are fair, by four measures, and how much that depends on what no deal is worth.

All four measures are taken over the efficient agreements that every signer prefers to no deal. That loses nothing:
an agreement that maximises the product or the sum of gains, or their leximin, is efficient.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.efficient import Frontier, Objective, frontier
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.worth import HIGH, LOW, MIDDLE, Payoff, Worth
from comity.case.model import Case
from comity.case.wording import counted, listed, standing_caveats
from comity.figure import Figure
from comity.finding import Cell, Finding, Link, Table, Untyped
from comity.problem import Place, Problem, Problems, nearest

NEAR = 1e-9
"""Points this close in floating point, relative to the scale, are compared again in exact fractions."""

DRAWN = 2000
"""How many efficient points a figure shows, at most."""

SHOWN = 5
"""How many of the agreements of a solution are listed, at most; all are counted."""

METHOD = (
    "Over the efficient agreements of the ZOPA, gains counted from no deal: Nash (1950) maximises the product of "
    "gains; Kalai and Smorodinsky (1975) the smallest share of a party's best possible gain, then the next smallest; "
    "egalitarian (Kalai 1977) the smallest gain, then the next smallest; utilitarian the sum of gains. All ties are "
    "kept."
)

SOLUTIONS = {
    "nash": "Nash: largest product of gains",
    "kalai_smorodinsky": "Kalai-Smorodinsky: equal shares of what each could gain at best",
    "egalitarian": "Egalitarian: the smallest gain as large as possible",
    "utilitarian": "Utilitarian: largest sum of gains",
}


@dataclass(frozen=True)
class _Points:
    """The efficient agreements for some signers, with what no deal is worth to each of them in steps."""

    signers: tuple[Worth, ...]
    no_deal: tuple[int, ...]
    found: Frontier
    rows: NDArray[np.intp]

    @classmethod
    def of(cls, signers: Sequence[Worth], found: Frontier, ends: Sequence[int]) -> _Points:
        """The points that every signer prefers to no deal, each at its end of the no-deal range."""
        needed = np.array([worth.needed_at(end) for worth, end in zip(signers, ends, strict=True)])
        rows = np.flatnonzero((found.worths >= needed).all(axis=1))
        no_deal = tuple(worth.at_no_deal(end) for worth, end in zip(signers, ends, strict=True))
        return cls(tuple(signers), no_deal, found, rows)

    def gains(self) -> NDArray[np.float64]:
        """Gains over no deal in points: a row a point, a column a signer."""
        units = np.array([float(worth.unit) for worth in self.signers])
        gains: NDArray[np.float64] = (self.found.worths[self.rows] - np.array(self.no_deal, dtype=float)) * units
        return gains

    def gain(self, row: int, at: int) -> Fraction:
        """One gain as an exact fraction."""
        return (int(self.found.worths[row, at]) - self.no_deal[at]) * self.signers[at].unit

    def varying(self) -> list[int]:
        """The signers whose gain differs between points; the others cannot be treated better or worse."""
        worths = self.found.worths[self.rows]
        return [at for at in range(len(self.signers)) if worths[:, at].min() < worths[:, at].max()]

    def worth(self, row: int) -> dict[str, float]:
        """What a point is worth to each signer."""
        return {worth.party: worth.points(self.found.worths[row, at]) for at, worth in enumerate(self.signers)}


@dataclass(frozen=True)
class _Solution:
    """The points that a measure picks: rows of the frontier, all tied; `undefined` says why there is none."""

    rows: tuple[int, ...]
    undefined: str = ""


def bargaining(
    case: Case, *, weights: Mapping[str, float] | None = None, progress: Progress | None = None
) -> Finding[Any]:
    """Which agreements are fair by four measures, who would like which, and what the answer depends on.

    weights: exponents of the Nash product by signer, 1 where not given; progress: told the share done, 0 to 1.
    Raises Problems for a weight of a party that does not sign, or not above 0. Methods: Nash (1950), Kalai and
    Smorodinsky (1975), Kalai (1977); leximin for the two that maximise the smallest gain.
    """
    weights = weights or {}
    _check_weights(case, weights)
    payoff = Payoff.of(case)
    signers = [payoff.worths[party] for party in case.signers()]
    wide = _efficient(case, payoff, case.signers(), LOW, progress)
    middle = [MIDDLE] * len(signers)
    points = _Points.of(signers, wide, middle)
    if not signers or not points.rows.size:
        why = "no party signs" if not signers else "there is no agreement that every signer prefers to no deal"
        return Finding(
            "bargaining", f"Nothing can be fair or unfair: {why}.", wide.exact, METHOD,
            caveats=standing_caveats(case), result=Untyped({"solutions": {}}),
        )  # fmt: skip
    solutions = _solutions(points, weights)
    tables = {
        "solutions": _solutions_table(case, payoff, points, solutions),
        "agreements": _agreements_table(case, payoff, points, solutions),
        "favourites": _favourites(case, points, solutions),
    }
    moves = _moves(case, signers, wide, weights)
    if moves.rows:
        tables["no_deal"] = moves
    if len(signers) > 2:
        tables["left_out"] = _left_out(case, payoff, points, solutions, weights)
    return Finding(
        question="bargaining",
        answer=_answer(points, solutions),
        exact=wide.exact,
        method=METHOD,
        parameters={"weights": dict(weights)} if weights else {},
        caveats=(*standing_caveats(case), *_caveats(case, points, solutions, wide)),
        tables=tables,
        figures=_figures(case, points, solutions),
        result=Untyped(
            {
                "solutions": {
                    name: _solution_data(payoff, points, solution)
                    for name, solution in solutions.items()
                    if solution.rows
                },
                "undefined": {name: solution.undefined for name, solution in solutions.items() if solution.undefined},
                "efficient_points": int(points.rows.size),
            }
        ),
    )


def _check_weights(case: Case, weights: Mapping[str, float]) -> None:
    place = Place("weights")
    problems = [
        Problem(place, f"'{party}' does not sign", nearest(party, case.signers()))
        for party in weights
        if party not in case.signers()
    ]
    problems += [
        Problem(place, f"the weight {weight:g} of {party} is not above 0")
        for party, weight in weights.items()
        if weight <= 0
    ]
    if problems:
        raise Problems(problems)


def _efficient(case: Case, payoff: Payoff, signers: Sequence[str], end: int, progress: Progress | None) -> Frontier:
    """The efficient agreements for some signers, with every no-deal value at one end of its range.

    Raising a threshold later only takes points away: what dominates an acceptable agreement is acceptable.
    """
    space = payoff.space
    rules = [*condition_rules(case, space), *red_line_rules(case, space, signers)]
    worths = [payoff.worths[party] for party in signers]
    objectives = [Objective(worth.factors, worth.needed_at(end), worth.slack) for worth in worths]
    return frontier(space, [rule.breaks for rule in rules], objectives, shown=SHOWN, progress=progress)


def _solutions(points: _Points, weights: Mapping[str, float]) -> dict[str, _Solution]:
    """The four solutions over some points, of which there is at least one."""
    gains = points.gains()
    varying = points.varying()
    everything = range(len(points.signers))
    ideal = {at: max(points.gain(int(row), at) for row in points.rows[[int(gains[:, at].argmax())]]) for at in varying}
    shares = [at for at in varying if ideal[at] > 0]

    def share(row: int, at: int) -> Fraction:
        return points.gain(row, at) / ideal[at]

    best = np.array([float(ideal[at]) for at in shares])
    return {
        "nash": _nash(points, gains, varying, weights),
        "kalai_smorodinsky": _leximin(points, gains[:, shares] / best, shares, share),
        "egalitarian": _leximin(points, gains, list(everything), points.gain),
        "utilitarian": _largest(points, gains.sum(axis=1), lambda row: sum(points.gain(row, at) for at in everything)),
    }


def _nash(points: _Points, gains: NDArray[np.float64], varying: list[int], weights: Mapping[str, float]) -> _Solution:
    """The largest product of gains, compared as a sum of logarithms so that many parties do not underflow."""
    exponents = np.array([weights.get(points.signers[at].party, 1.0) for at in varying])
    positive = (gains[:, varying] > 0).all(axis=1)
    if not positive.any():
        return _Solution((), "no agreement gives every signer that can gain more than no deal")
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(positive, np.log(np.where(gains > 0, gains, 1.0))[:, varying] @ exponents, -np.inf)
    if not weights:
        return _largest(points, logs, lambda row: _product(points, row, varying))
    near = np.flatnonzero(logs >= logs.max() - NEAR)
    return _Solution(tuple(int(row) for row in points.rows[near]))


def _product(points: _Points, row: int, varying: list[int]) -> Fraction:
    product = Fraction(1)
    for at in varying:
        product *= points.gain(row, at)
    return product


def _largest(points: _Points, values: NDArray[np.float64], exact: Callable[[int], Fraction | int]) -> _Solution:
    """The points where a value is largest, with ties decided in exact fractions."""
    near = points.rows[values >= values.max() - NEAR * max(1.0, abs(float(values.max())))]
    worth = {int(row): exact(int(row)) for row in near}
    most = max(worth.values())
    return _Solution(tuple(row for row, value in worth.items() if value == most))


def _leximin(
    points: _Points, values: NDArray[np.float64], columns: list[int], exact: Callable[[int, int], Fraction]
) -> _Solution:
    """The points whose smallest value is largest, then the next smallest, and so on, ties decided exactly."""
    if not columns:
        return _Solution(tuple(int(row) for row in points.rows))
    least = values.min(axis=1)
    near = points.rows[least >= least.max() - NEAR * max(1.0, abs(float(least.max())))]
    ranked = {int(row): sorted(exact(int(row), at) for at in columns) for row in near}
    most = max(ranked.values())
    return _Solution(tuple(row for row, value in ranked.items() if value == most))


def _answer(points: _Points, solutions: Mapping[str, _Solution]) -> str:
    defined = {name: solution for name, solution in solutions.items() if solution.rows}
    picked = {row for solution in defined.values() for row in solution.rows}
    efficient = counted(points.rows.size, "efficient point", "efficient points")
    if len(picked) == 1 and len(defined) == len(SOLUTIONS):
        return f"All four measures of fairness pick the same of {efficient}."
    shared: dict[tuple[int, ...], list[str]] = {}
    for name, solution in defined.items():
        shared.setdefault(solution.rows, []).append(SOLUTIONS[name].split(":")[0])
    groups = [listed(names) + (" agree" if len(names) > 1 else " alone") for names in shared.values()]
    return f"The four measures of fairness pick {len(picked)} of {efficient}: {'; '.join(groups)}."


def _solution_data(payoff: Payoff, points: _Points, solution: _Solution) -> dict[str, Any]:
    first, *others = [_point_data(payoff, points, row) for row in solution.rows]
    return {**first, "ties": others}


def _point_data(payoff: Payoff, points: _Points, row: int) -> dict[str, Any]:
    worth = points.worth(row)
    gains = {each.party: float(points.gain(row, at)) for at, each in enumerate(points.signers)}
    deals = [dict(payoff.space.agreement(choice).options) for choice in points.found.shown(row)]
    return {"worth": worth, "gains": gains, "agreements": deals, "agreements_count": points.found.counts[row]}


def _solutions_table(case: Case, payoff: Payoff, points: _Points, solutions: Mapping[str, _Solution]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name, solution in solutions.items():
        if not solution.rows:
            rows.append((SOLUTIONS[name], f"not defined: {solution.undefined}", *[None] * (len(points.signers) + 1)))
        for row in solution.rows[:SHOWN]:
            gains = tuple(round(float(points.gain(row, at)), 2) for at in range(len(points.signers)))
            tied = sum(points.found.counts[each] for each in solution.rows)
            rows.append((SOLUTIONS[name], counted(tied, "agreement", "agreements"), *gains, round(sum(gains), 2)))
    names = [case.everyone()[worth.party].name for worth in points.signers]
    note = "Points gained over no deal, at the middle of its range."
    return Table("What each signer gains", ("measure", "picks", *names, "sum"), tuple(rows), note)


def _agreements_table(case: Case, payoff: Payoff, points: _Points, solutions: Mapping[str, _Solution]) -> Table:
    picked: dict[str, Agreement] = {}
    for name, solution in solutions.items():
        if solution.rows:
            picked[name] = payoff.space.agreement(points.found.shown(solution.rows[0])[0])
    names = tuple(SOLUTIONS[name].split(":")[0] for name in picked)
    rows = tuple((case.issues[issue].name, *(deal.options[issue] for deal in picked.values())) for issue in case.issues)
    return Table("The agreement that each measure picks (the first, where several tie)", ("issue", *names), rows)


def _favourites(case: Case, points: _Points, solutions: Mapping[str, _Solution]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for at, worth in enumerate(points.signers):
        best = {name: max(points.gain(row, at) for row in each.rows) for name, each in solutions.items() if each.rows}
        most, least = max(best.values()), min(best.values())
        likes = listed(SOLUTIONS[name].split(":")[0] for name, gain in best.items() if gain == most)
        dislikes = listed(SOLUTIONS[name].split(":")[0] for name, gain in best.items() if gain == least)
        no_deal = Link(case.everyone()[worth.party].name, f"no-deal-{worth.party}")
        same = most == least
        rows.append((no_deal, "all alike" if same else likes, "" if same else dislikes, round(float(most - least), 2)))
    columns = ("signer", "likes best", "likes least", "points between them")
    return Table("Which measure each signer would argue for", columns, tuple(rows))


def _moves(case: Case, signers: Sequence[Worth], wide: Frontier, weights: Mapping[str, float]) -> Table:
    """How each solution answers when one no-deal value moves through its range."""
    rows: list[tuple[Cell, ...]] = []
    for mover, worth in enumerate(signers):
        no_deal = case.interest_of(worth.party).no_deal
        if no_deal is None or not no_deal.is_range:
            continue
        solved: dict[int, tuple[_Points, dict[str, _Solution]] | None] = {}
        for end in (LOW, MIDDLE, HIGH):
            ends = [end if at == mover else MIDDLE for at in range(len(signers))]
            points = _Points.of(signers, wide, ends)
            solved[end] = (points, _solutions(points, weights)) if points.rows.size else None
        for name in SOLUTIONS:
            cells = [_worth_at(found, name, mover) for found in solved.values()]
            picks = {found[1][name].rows if found else None for found in solved.values()}
            said = "the same agreement" if len(picks) == 1 else f"{len(picks)} different outcomes"
            who = Link(f"{case.everyone()[worth.party].name} ({no_deal.words()})", f"no-deal-{worth.party}")
            rows.append((who, SOLUTIONS[name].split(":")[0], *cells, said))
    columns = ("no deal that moves", "measure", "its worth at low", "at middle", "at high", "picks")
    note = (
        "One no-deal value moves, the others stay in the middle. The worth is that of the agreement picked, to the "
        "signer whose no-deal value moves; empty where no agreement is left or the measure is not defined."
    )
    return Table("How the picks move with what no deal is worth", columns, tuple(rows), note)


def _worth_at(found: tuple[_Points, dict[str, _Solution]] | None, name: str, at: int) -> float | None:
    if found is None or not found[1][name].rows:
        return None
    points, solutions = found
    return round(max(points.signers[at].points(points.found.worths[row, at]) for row in solutions[name].rows), 1)


def _left_out(
    case: Case,
    payoff: Payoff,
    points: _Points,
    solutions: Mapping[str, _Solution],
    weights: Mapping[str, float],
) -> Table:
    """What an agreement without one signer's consent would mean, by the Nash solution of the others."""
    everyone = case.everyone()
    rows: list[tuple[Cell, ...]] = []
    with_all = solutions["nash"].rows
    for out in points.signers:
        others = [worth for worth in points.signers if worth.party != out.party]
        found = _efficient(case, payoff, [worth.party for worth in others], MIDDLE, None)
        among = _Points.of(others, found, [MIDDLE] * len(others))
        nash = _solutions(among, weights)["nash"] if among.rows.size else _Solution(())
        name = Link(everyone[out.party].name, f"no-deal-{out.party}")
        no_deal = round(out.points(out.at_no_deal(MIDDLE)), 1)
        if not nash.rows or not with_all:
            rows.append((name, sum(found.counts), None, no_deal, None, None))
            continue
        row = nash.rows[0]
        its = out.points(out.steps(found.shown(row)[0]))
        before = points.worth(with_all[0])
        change = {worth.party: among.worth(row)[worth.party] - before[worth.party] for worth in others}
        told = ", ".join(f"{everyone[party].name} {points_:+.1f}" for party, points_ in change.items())
        rows.append((name, sum(found.counts), round(its, 1), no_deal, round(its - before[out.party], 1), told))
    columns = ("left out", "efficient agreements", "worth to it", "its no deal", "it loses or gains", "the others")
    note = (
        "Each row leaves out one signer: its red lines and its no-deal value no longer count, and the others take the "
        "Nash solution among themselves. Losses and gains are points against the Nash solution with everyone."
    )
    return Table("What leaving a party out would mean", columns, tuple(rows), note)


def _caveats(case: Case, points: _Points, solutions: Mapping[str, _Solution], wide: Frontier) -> list[str]:
    everyone = case.everyone()
    still = [worth.party for at, worth in enumerate(points.signers) if at not in points.varying()]
    said = []
    if still and points.rows.size > 1:
        names = listed(everyone[party].name for party in still)
        said.append(
            f"The gain of {names} is the same in every efficient agreement, so it is left out of the product and "
            "the shares."
        )
    said += [
        f"{SOLUTIONS[n].split(':')[0]} is not defined: {s.undefined}." for n, s in solutions.items() if s.undefined
    ]
    if not wide.exact:
        said.append("The frontier is approximate, so the picks are the best of the points found, not certainly of all.")
    said.append(
        "Adding up or comparing points across parties (utilitarian, egalitarian) assumes that a point means as much to "
        "one as to another; the Nash and Kalai-Smorodinsky solutions do not."
    )
    return said


def _figures(case: Case, points: _Points, solutions: Mapping[str, _Solution]) -> dict[str, Figure]:
    figures = {"gains": _gains(case, points, solutions)}
    varying = points.varying()
    if len(varying) > 1:
        figures["scatter"] = _scatter(case, points, solutions, varying[0], varying[1])
    return figures


def _scatter(case: Case, points: _Points, solutions: Mapping[str, _Solution], x: int, y: int) -> Figure:
    """The efficient agreements by what they are worth to two signers, with the solutions marked."""
    names = [case.everyone()[points.signers[at].party].name for at in (x, y)]

    def placed(row: int) -> dict[str, Any]:
        return {name: points.signers[at].points(points.found.worths[row, at]) for name, at in (("x", x), ("y", y))}

    marked = [
        placed(solution.rows[0]) | {"measure": SOLUTIONS[name].split(":")[0]}
        for name, solution in solutions.items()
        if solution.rows
    ]
    encoding = {
        axis: {
            "field": axis,
            "type": "quantitative",
            "title": f"worth to {name}",
            "scale": {"zero": False},
        }
        for axis, name in zip(("x", "y"), names, strict=True)
    }
    colour = {"field": "measure", "type": "nominal", "sort": None, "title": None}
    spec = {
        "width": 420,
        "height": 320,
        "layer": [
            {
                "data": {"values": [placed(int(row)) for row in points.rows[:DRAWN]]},
                "mark": {"type": "point", "filled": True, "size": 25, "color": "#9fb4be"},
                "encoding": encoding,
            },
            {
                "data": {"values": marked},
                "mark": {"type": "point", "filled": True, "size": 130},
                "encoding": {**encoding, "color": colour, "shape": colour},
            },
        ],
    }
    said = "; ".join(f"{each['measure']} {each['x']:.1f} and {each['y']:.1f}" for each in marked)
    some = f" (the first {DRAWN:,} of {points.rows.size:,})" if points.rows.size > DRAWN else ""
    title = f"The efficient agreements{some} for {names[0]} and {names[1]}, with what each measure picks"
    return Figure(title, f"Worth to {names[0]} and {names[1]}: {said}.", spec)


def _gains(case: Case, points: _Points, solutions: Mapping[str, _Solution]) -> Figure:
    everyone = case.everyone()
    values = [
        {
            "measure": SOLUTIONS[name].split(":")[0],
            "party": everyone[worth.party].name,
            "gain": float(points.gain(row, at)),
        }
        for name, solution in solutions.items()
        for row in solution.rows[:1]
        for at, worth in enumerate(points.signers)
    ]
    said = "; ".join(f"{each['measure']}: {each['party']} {each['gain']:.1f}" for each in values)
    spec = {
        "data": {"values": values},
        "width": 420,
        "height": {"step": 26},
        "mark": {"type": "point", "filled": True, "size": 90},
        "encoding": {
            "x": {
                "field": "gain",
                "type": "quantitative",
                "title": "points gained over no deal",
                "axis": {"grid": True},
            },
            "y": {"field": "party", "type": "nominal", "sort": None, "title": None},
            "color": {"field": "measure", "type": "nominal", "sort": None, "title": None},
            "shape": {"field": "measure", "type": "nominal", "sort": None, "title": None},
        },
    }
    return Figure("What each measure gives each signer", f"Gains by measure and signer. {said}.", spec)

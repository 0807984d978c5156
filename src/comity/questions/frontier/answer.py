"""Which agreements are efficient: no other is better for one signer and no worse for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from comity.agreements.arguments import one_of, refuse_nonsense, signers_meant, two_names, whole_number
from comity.agreements.efficient import Over
from comity.agreements.elimination import Limits
from comity.agreements.progress import Progress
from comity.agreements.suppose import supposed, supposing
from comity.case.model import Case
from comity.figure import Figure
from comity.finding import Finding, Table
from comity.problem import Place, Problem, nearest
from comity.questions.frontier import figures, tables, words
from comity.questions.frontier.points import Frontier, frontier_of
from comity.questions.supposition import told_first
from comity.questions.sureness import how_sure, picked


def frontier(
    case: Case,
    *,
    over: Over = "zopa",
    show: int = 10,
    axes: tuple[str, str] | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Finding[Frontier]:
    """Which agreements are efficient among the signers, what they are worth, and what one signer's gain costs another.

    over: zopa, the agreements that are coherent, cross no red line and are worth at least no deal to every signer; or
    coherent, all that meet the conditions. show: how many points the tables show, best for the worst-off signer first.
    axes: the two signers of the scatter, the first two that differ where not given. without, suppose: red lines and
    conditions to leave out, and judgements to suppose instead (see `comity.agreements.suppose`). limits: how much work
    to take on before the answer is an approximation that says so. progress: told the share done, 0 to 1; it may raise
    to cancel. Raises Problems for axes that are not two signers, an unknown `over`, a negative `show`, for what is not
    in the case, and for arguments of a wrong kind. Method: Pareto (1906); Rollon and Larrosa (2006);
    Dubus, Gonzales and Perny (2009).
    """
    named = axes if isinstance(axes, Sequence) and not isinstance(axes, str) else ()
    meant, unknown = signers_meant("axes", dict.fromkeys(named), case)
    problems = (*_nonsense(over, show, axes, limits), *unknown)
    refuse_nonsense(case, problems, without=without, suppose=suppose, progress=progress)
    case, show = supposed(case, without, suppose), int(show)
    axes = (meant[axes[0]], meant[axes[1]]) if axes else None
    points = frontier_of(case, over=over, show=show, limits=limits, progress=progress)
    finding = Finding(
        question="frontier",
        answer=words.answer(case, points),
        exact=points.exact,
        method=words.METHOD,
        result=points,
        parameters={
            "over": over,
            "show": show,
            **({"axes": ", ".join(axes)} if axes else {}),
            **(limits or Limits()).told(),
            **supposing(case),
        },
        caveats=words.caveats(case, points),
        tables=_tables(case, points),
        figures=_figures(case, points, axes),
    )
    if over != "zopa":
        return told_first(case, finding)
    best = points.best
    return told_first(case, how_sure(case, finding, picked(case, words.BEST, best) if best else None))


def _tables(case: Case, points: Frontier) -> dict[str, Table]:
    """Every table that has something to say."""
    made = {
        "points": tables.points(case, points, show=points.shown),
        "worths": tables.worths(case, points, show=points.shown),
        "ranges": tables.ranges(case, points),
        "trade_offs": tables.trade_offs(case, points),
    }
    return {name: table for name, table in made.items() if table is not None}


def _figures(case: Case, points: Frontier, axes: Sequence[str] | None) -> dict[str, Figure]:
    """Every figure that has something to show."""
    made = {
        "scatter": figures.scatter(case, points, show=points.shown, axes=axes),
        "parallel": figures.parallel(case, points),
    }
    return {name: figure for name, figure in made.items() if figure is not None}


def _nonsense(over: object, show: object, axes: object, limits: object) -> Iterator[Problem]:
    """What is wrong with the arguments of this question alone."""
    if over not in get_args(Over):
        yield Problem(Place("over"), f"unknown set of agreements '{over}'", nearest(str(over), get_args(Over)))
    yield from whole_number("show", show, 0, what=f"cannot show {show} points", fix="show 0 or more")
    yield from two_names("axes", axes)
    yield from one_of("limits", limits, Limits)

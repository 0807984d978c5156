"""Which agreements are fair, by four measures, and how much that depends on what no deal is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from comity.agreements.arguments import one_of, plain, refuse_nonsense, signers_meant, weights_above_zero
from comity.agreements.efficient import efficient
from comity.agreements.elimination import Limits
from comity.agreements.picks import Gains, Picks
from comity.agreements.progress import Progress, part
from comity.agreements.suppose import supposed, supposing
from comity.agreements.worth import LOW
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.finding import Finding
from comity.questions.bargaining import figures, tables, words
from comity.questions.bargaining.favourites import favourites
from comity.questions.bargaining.left_out import left_out
from comity.questions.bargaining.no_deal import moved
from comity.questions.bargaining.outcomes import LISTED, Outcome
from comity.questions.bargaining.result import Bargaining
from comity.questions.supposition import told_first
from comity.questions.sureness import how_sure, picked

POINTS = 2000
"""How many efficient outcomes the result lists, at most; all are counted."""


def bargaining(
    case: Case,
    *,
    weights: Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Finding[Bargaining]:
    """Which agreements are fair by four measures, who would like which, and what the answer depends on.

    weights: exponents of the Nash product by signer, above 0, 1 where not given; without, suppose: red lines and
    conditions to leave out, and what to suppose beside the file (`comity.agreements.suppose`); limits: how much work to
    take on for the efficient agreements before they are only approached, and as much again for those without each one
    of the signers; progress: told the share done, 0 to 1. Raises Problems for a weight of a party that does not sign,
    or not above 0, for what is not in the case, and for arguments of a wrong kind. Methods: Nash (1950), Kalai and
    Smorodinsky (1975), Kalai (1977); leximin for the two that maximise the smallest gain.
    """
    meant, unknown = signers_meant("weights", weights if isinstance(weights, Mapping) else (), case)
    problems = (*weights_above_zero(weights), *unknown, *one_of("limits", limits, Limits))
    refuse_nonsense(case, problems, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    weights = {meant[party]: plain(weight) for party, weight in (weights or {}).items()}
    limits = limits or Limits()
    result = _solved(case, weights, limits, progress)
    shown = {
        "solutions": tables.solutions(case, result),
        "agreements": tables.agreements(case, result),
        "favourites": tables.favourites(case, result),
        "no_deal": tables.no_deal(case, result),
        "left_out": tables.left_out(case, result),
    }
    drawn = {"gains": figures.gains(case, result), "scatter": figures.scatter(case, result)}
    some = result.points_count > 0
    finding = Finding(
        question="bargaining",
        answer=words.answer(result, case.by_rule),
        exact=result.exact and all(out.exact for out in result.left_out),
        method=words.METHOD,
        parameters={**({"weights": weights} if weights else {}), **limits.told(), **supposing(case)},
        caveats=(*standing_caveats(case), *words.caveats(case, result)),
        tables={name: table for name, table in shown.items() if some and table},
        figures={name: figure for name, figure in drawn.items() if some and figure},
        result=result,
    )
    name, first = result.put_first
    return told_first(case, how_sure(case, finding, picked(case, words.put_first(name), first) if first else None))


def _solved(case: Case, weights: Mapping[str, float], limits: Limits, progress: Progress | None) -> Bargaining:
    """The numbers: the solutions with no deal in the middle of its range, and what they depend on."""
    signers = case.signers()
    several = len(signers) > 2
    told = part(progress, 0, 2 if several else 1)
    frontier = efficient(case, no_deal=LOW, shown=LISTED, limits=limits, progress=told)
    gains = Gains.of(frontier)
    if not signers or not gains.rows:
        losing = efficient(case, payoff=frontier.payoff, shown=1, limits=limits).count if case.by_rule else 0
        return Bargaining(tuple(signers), frontier.exact, losing=losing)
    # Where the agreements that are efficient for all are too much work, so are those for all but one, in equal shares.
    left = limits if frontier.exact else replace(limits, looked_at=0)
    picks = Picks.of(gains, weights)
    together: dict[tuple[int, ...], list[str]] = {}
    for name, rows in picks.by_name().items():
        together.setdefault(rows, []).append(name)
    return Bargaining(
        signers=tuple(signers),
        exact=frontier.exact,
        points_count=len(gains.rows),
        points=tuple(frontier.worth(row) for row in gains.rows[:POINTS]),
        solutions={name: tuple(Outcome.of(gains, row) for row in rows) for name, rows in picks.by_name().items()},
        picked=len({row for rows in together for row in rows}),
        agreeing=tuple(tuple(names) for rows, names in together.items() if rows),
        alike=tuple(party for at, party in enumerate(signers) if at not in gains.varying),
        favourites=favourites(gains, picks),
        moved=moved(case, frontier, weights),
        left_out=left_out(case, gains, picks, weights, left, part(progress, 1, 2)) if several else (),
        within=frontier.within or {},
    )

"""How sure it is that there is an agreement and which, and which judgements that hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace

import numpy as np

from comity.agreements.allowed import TooMany, allowed
from comity.agreements.arguments import one_agreement, one_of, refuse_nonsense, whole_number
from comity.agreements.bounded_draws import BoundedDraws
from comity.agreements.curves import Curves
from comity.agreements.drawn_picks import DrawnPicks
from comity.agreements.draws import Counts, Draws
from comity.agreements.judged import Judged
from comity.agreements.progress import Progress, part
from comity.agreements.readings import DRAWS, SEED, SHAPES, Floats, Readings, Shape
from comity.agreements.space import Agreement, Space
from comity.agreements.suppose import supposed, supposing
from comity.agreements.worth import HIGH, LOW
from comity.case.model import Case
from comity.finding import Finding
from comity.problem import Place, Problem, Problems, nearest
from comity.questions.doubt import figures, ranking, tables, words
from comity.questions.doubt.grounds import widened
from comity.questions.doubt.indices import indices
from comity.questions.doubt.named import Named, named
from comity.questions.doubt.orders import orders
from comity.questions.doubt.ranking import Ranked
from comity.questions.doubt.red_lines import red_lines
from comity.questions.doubt.response import response
from comity.questions.doubt.result import LISTED, Doubt, Radius, Shared
from comity.questions.doubt.reversals import reversals
from comity.questions.supposition import told_first
from comity.questions.sureness import Sureness

PARTS = 4
"""Into how many parts the work is divided, for progress."""


def doubt(
    case: Case,
    *,
    agreement: str | Agreement | None = None,
    against: str | Agreement | None = None,
    curve: str | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    shape: Shape = "uniform",
    rows: int = 0,
    show: int = 10,
    executor: Executor | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Doubt]:
    """How sure it is, by the ranges of the judgements, that there is an agreement and which, and what that hangs on.

    agreement: one to look at more closely; against: another one, with which it is compared by orders alone; curve: the
    path of a judged number, or of two weights with ">" between them, whose response curve is asked for; draws, seed,
    shape: of the readings, `SHAPES` of `comity.agreements.readings`; rows: of points for Sobol' indices, 0 for none;
    show: how many rows tables show; executor: who shares the draws, any of concurrent.futures or one used like these;
    without, suppose: as in every question (`comity.agreements.suppose`); progress: told the share done, 0 to 1. Raises
    Problems for what is not in the case and for arguments that make no sense. Sources: Lahdelma, Hokkanen and Salminen
    (1998) for shares of draws, Greco, Mousseau and Slowinski (2008) for what follows from orders, Saltelli and others
    (2010) for indices.
    """
    wrong = _nonsense(agreement, against, curve, draws, seed, shape, rows, show, executor)
    refuse_nonsense(case, wrong, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    _refuse_silence(case)
    space = Space.of(case)
    one, other = (_agreement(space, each) for each in (agreement, against))
    asked = {"draws": int(draws), "seed": int(seed), "shape": shape, **({"rows": int(rows)} if rows else {})}
    shown = {"show": int(show)}
    try:
        result = _doubt(case, int(draws), Draws.of(case, shape, int(seed)), int(rows), executor, progress)
        curves = _curves(case)
        result = replace(result, curve=response(curves, curve) if curve is not None else None)
    except TooMany:
        result = _bounded(case, int(draws), int(seed), shape)
        if curve is not None:
            fix = "leave it out, or settle some issues by red lines first"
            problem = Problem(Place("curve"), "the agreements are too many for a response curve", fix)
            raise Problems([problem]) from None
    if one is not None:
        judged = Judged.of(case)
        readings = Readings.of(case, judged, shape, int(seed))
        result = replace(result, named=_named(case, readings, int(draws), one, other))
    finding = Finding(
        question="doubt",
        answer=words.answer(case, result),
        exact=False,
        method=words.METHOD if result.listed else words.BOUNDED_METHOD,
        result=result,
        parameters={**asked, **shown, **supposing(case)},
        caveats=words.caveats(case, result),
        tables=tables.all_of(case, result, int(show)),
        figures=figures.all_of(case, result, int(show)),
    )
    return told_first(case, finding)


def _nonsense(
    agreement: object,
    against: object,
    curve: object,
    draws: object,
    seed: object,
    shape: object,
    rows: object,
    show: object,
    executor: object,
) -> Iterator[Problem]:
    """What is wrong with the arguments of this question alone."""
    for name, given in (("agreement", agreement), ("against", against)):
        if given is not None:
            yield from one_agreement(name, given)
    if against is not None and agreement is None:
        yield Problem(Place("against"), "against what is not said which agreement", "name it: agreement=...")
    yield from one_of("curve", curve, str)
    yield from whole_number("draws", draws, 20, 10**8, fix="write a whole number from 20 to 100000000")
    yield from whole_number("seed", seed, 0, what="seed must be 0 or more")
    yield from whole_number("rows", rows, 0, 1 << 20)
    yield from whole_number("show", show, 1)
    if shape not in SHAPES:
        yield Problem(Place("shape"), f"there is no shape '{shape}'", nearest(str(shape), SHAPES))
    if executor is not None and not callable(getattr(executor, "submit", None)):
        yield Problem(Place("executor"), "executor takes no tasks", "give one of concurrent.futures, or one like these")


def _refuse_silence(case: Case) -> None:
    """Refuse a case in which nobody can tell whether someone whose yes counts would give it; raises Problems."""
    fix, signers = "say what no agreement is worth to it, and its interests", case.signers()
    silent = [
        Problem(
            Place(f"interests.{party}"),
            f"{party} {'signs' if party in signers else 'is asked'}, but has no interests or no `no_deal`",
            fix,
        )
        for party in case.voices()
        if not (interest := case.interest_of(party)).issues or interest.no_deal is None
    ]
    if silent:
        raise Problems(silent)


def _agreement(space: Space, given: str | Agreement | None) -> Agreement | None:
    return space.parse(str(given)) if given is not None else None


def _named(case: Case, readings: Readings, draws: int, one: Agreement, other: Agreement | None) -> Named:
    return named(case, readings, draws, one, () if other is None else (other,))


def _curves(case: Case) -> Curves:
    judged = Judged.of(case)
    return Curves.of(judged, allowed(case, judged.space))


def _doubt(
    case: Case, number: int, draws: Draws, rows: int, executor: Executor | None, progress: Progress | None
) -> Doubt:
    """The numbers of a case whose agreements can be listed."""
    judged, curves = draws.readings.judged, _curves(case)
    counts = draws.counts(number, executor, part(progress, 0, PARTS))
    looked_at = min(number, DRAWS)
    picks = DrawnPicks.of(draws, looked_at, executor, part(progress, 1, PARTS))
    judgements = _judgements(case, draws, curves, counts[:looked_at], rows, part(progress, 2, PARTS))
    idle = widened(case, judged)
    sure = Sureness.of_counts(draws, counts)
    shapes: dict[str, float] = {
        shape: float((Draws.among(replace(draws.readings, shape=shape), draws.choices).counts(looked_at) == 0).mean())
        for shape in SHAPES
        if shape != draws.readings.shape
    }
    return Doubt(
        numbers=len(judged.numbers),
        sureness=sure,
        widening=case.widening,
        shared=bool(judged.shared),
        shapes=shapes if draws.readings.places else {},
        radius=_radius(draws) if draws.readings.places else None,
        options=picks.options(draws),
        agreements=_shared(draws, picks),
        agreements_count=int((picks.possible > 0).sum()),
        judgements=judgements,
        widened=ranking.ranked(ranking.at_ends(case, curves, idle)),
        by_party=ranking.by_party(judgements),
        by_source=ranking.by_source(judgements),
        reversals=reversals(draws) if draws.readings.places else (),
        red_lines=red_lines(case),
        orders=orders(case, judged, curves.choices),
    )


def _judgements(
    case: Case, draws: Draws, curves: Curves, counts: Counts, rows: int, progress: Progress | None
) -> tuple[Ranked, ...]:
    """The judgements that are ranges, what decides most first."""
    readings = draws.readings
    places, judged = readings.places, readings.judged
    if not places:
        return ()
    ranges = {place: (judged.numbers[place].ends[LOW], judged.numbers[place].ends[HIGH]) for place in places}
    parts = readings.parts(0, len(counts))
    told = zip(
        ranking.at_ends(case, curves, ranges),
        ranking.changes(draws, places),
        ranking.in_thirds(parts, counts),
        ranking.knowing(draws, parts, counts),
        ranking.idle(curves, places),
        strict=True,
    )
    found = [
        replace(each, changes=changes, thirds=thirds, knowing=knowing, idle=idle)
        for each, changes, thirds, knowing, idle in told
    ]
    found = [
        each if each.idle or each.swing else replace(each, turns=ranking.turning(draws, place, len(counts)))
        for place, each in zip(places, found, strict=True)
    ]
    if rows:

        def looked_at(parts: Floats) -> Floats:
            counts = draws.counts_at(readings.at(parts))
            return np.stack([np.log1p(counts), counts == 0], axis=1).astype(float)

        total, empty = indices(looked_at, len(places), rows, readings.seed, progress)
        found = [replace(each, total=one, empty=other) for each, one, other in zip(found, total, empty, strict=True)]
    return ranking.ranked(found)


def _radius(draws: Draws) -> Radius | None:
    """The largest radius, and the first agreement that has it; None where none is possible in the middle."""
    radius = draws.certain.radius
    if not np.isfinite(radius).any():
        return None
    most = float(np.nanmax(radius))
    rows = np.flatnonzero(radius >= most - 1e-12)
    return Radius(most, draws.readings.judged.space.agreement(draws.choices[rows[0]]), len(rows))


def _shared(draws: Draws, picks: DrawnPicks) -> tuple[Shared, ...]:
    """The agreements that are possible in most draws, then efficient in most, then picked in most."""
    picked = sum(picks.picked.values(), np.zeros(len(draws.choices)))
    order = np.lexsort((-picked.round(9), -picks.efficient, -picks.possible))[:LISTED]
    space = draws.readings.judged.space
    return tuple(
        Shared(
            space.agreement(draws.choices[row]),
            float(picks.possible[row]),
            float(picks.efficient[row]),
            {name: float(of[row]) for name, of in picks.picked.items()},
        )
        for row in order.tolist()
        if picks.possible[row] > 0
    )


def _bounded(case: Case, number: int, seed: int, shape: Shape) -> Doubt:
    """The bounds of a case whose agreements are too many to be listed."""
    bounded = BoundedDraws.of(case, shape, seed)
    readings = bounded.some.readings
    sure = Sureness.of_bounds(bounded, number)
    return Doubt(len(readings.judged.numbers), sure, case.widening, listed=False, shared=bool(readings.judged.shared))

"""Which agreements would last: how long, what breaks them first, and the least guarantee that holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from comity.agreements.arguments import is_number, number, refuse_nonsense, several_agreements, whole_number
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement, Space
from comity.agreements.suppose import supposed, supposing
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.finding import NO_METHOD, Finding
from comity.problem import Problem
from comity.questions.durability import DRAWS, figures, tables, words
from comity.questions.durability.around import PARTS, Around, around
from comity.questions.durability.lasting import Considered, Fare, banded_kinds, considered, lasting
from comity.questions.durability.literature import METHOD
from comity.questions.durability.reference import Reference
from comity.questions.durability.result import Durability, judged, nothing_considered
from comity.questions.durability.terms import YEARS, Arena
from comity.questions.durability.waiting import by_party, fighting_on, waiting
from comity.questions.supposition import told_first
from comity.questions.sureness import how_sure, picked

FEWEST_DRAWS = 20
MOST_DRAWS = 100_000
DRAWS_FIX = f"write a whole number, {FEWEST_DRAWS} or more"


def durability(
    case: Case,
    *,
    agreements: Sequence[str | Agreement] | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = 0,
    target: float = 0.5,
    year: int = 10,
    show: int = 5,
    progress: Progress | None = None,
) -> Finding[Durability]:
    """Which agreements would last, how long, what breaks them first, and the least guarantee that holds.

    agreements: which to look at, as "territory=frozen, ..." with one option for every issue; if left out, the
    efficient agreements among those worth at least no deal to every signer. without, suppose: red lines and conditions
    to leave out, and what to suppose beside the file, as in `comity.agreements.suppose`. draws: how many times every
    estimate is drawn from its range, at least 20. seed: of the draws, at least 0. target: an agreement lasts if no
    side ever gains by breaking it, or if peace still holds after `year` years (1 to 40) with at least this chance,
    between 0 and 1, both excluded. show: how many agreements to compare in tables and figures, the most lasting first.
    progress: told the share of the games that are solved.

    Raises Problems where these make no sense or an agreement is none of the case.
    Method: commitment problem (Fearon 1995; Powell 2006), by backward induction; see `game` and `solve`.
    """
    problems = (*several_agreements("agreements", agreements), *_nonsense(draws, seed, target, year, show))
    refuse_nonsense(case, problems, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    draws, seed, year, show, target = int(draws), int(seed), int(year), int(show), float(target)
    space = Space.of(case)
    named = None if agreements is None else tuple(space.parse(str(each)) for each in agreements)
    if case.contest is None:
        return _not_posed(case, Durability.without_contest(year, target))
    looked_at = considered(case) if named is None else Considered(named, len(named), "named")
    result = _result(Arena(case, draws, seed, YEARS), looked_at, year, target, progress)
    asked = {"draws": draws, "seed": seed, "target": target, "year": year, "show": show}
    return _finding(case, result, asked, show)


def _result(arena: Arena, looked_at: Considered, year: int, target: float, progress: Progress | None) -> Durability:
    """The numbers."""
    case, contest = arena.case, arena.contest
    counted = nothing_considered(looked_at.kind)
    fares: tuple[Fare, ...] = ()
    sides: Around | None = None
    if looked_at.agreements:
        kinds = len({arena.settled(agreement.options) for agreement in looked_at.agreements})
        told = _told(progress, (banded_kinds(arena, kinds) + PARTS * _EACH_PART) * arena.each)
        counted, fares = lasting(arena, looked_at, year, target, told)
        reference = Reference(arena, arena.settled(fares[0].terms), year)
        sides = around(reference, target, lambda: told(_EACH_PART * arena.each))
    return Durability(
        year=year,
        target=target,
        lasting=counted,
        fares=fares,
        fighting_on=by_party(arena, fighting_on(arena)),
        waiting=waiting(arena),
        around=sides,
        estimates=tuple(judged(contest)),
        names={party: case.everyone()[party].name for party in contest.sides},
    )


_EACH_PART = 6  # games a draw that a part of looking around an agreement takes, in about


def _told(progress: Progress | None, games: int) -> Callable[[int], None]:
    """Something to be told of games whenever they are solved; it tells the share of all."""
    solved = 0

    def told(more: int) -> None:
        nonlocal solved
        solved += more
        if progress is not None:
            progress(solved / games)

    return told


def _finding(case: Case, result: Durability, asked: dict[str, float], show: int) -> Finding[Durability]:
    """The numbers in words, tables and figures."""
    caveats = words.caveats(case, result.lasting, result.fares, result.around.unsettled if result.around else 0)
    if result.fares:
        answer = words.answer(result.lasting, result.fares[0], result.year)
        caveats = (*caveats, words.OWN_DRAWS)
    else:
        answer = words.nothing_to_look_at(result.lasting.kind)
    shown = {
        "plain": tables.plain(case, result),
        "lasting": tables.lasting(case, result),
        "agreements": tables.agreements(case, result, show),
        "failures": tables.failures(case, result, show),
        "terms": tables.terms(case, result),
        "land": tables.land(case, result),
        "worth": tables.worth(case, result, show),
        "fighting_on": tables.fighting_on(case, result),
        "waiting": tables.waiting(case, result),
        "guarantor": tables.guarantor(case, result),
        "cheating": tables.cheating(case, result),
        "division": tables.division(case, result),
        "base_rates": tables.base_rates(case, result),
        "estimates": tables.estimates(case, result) if result.fares else None,
    }
    drawn = {
        "survival": figures.survival(case, result, show),
        "margins": figures.margins(case, result),
        "land": figures.land(case, result),
    }
    finding = Finding(
        question="durability",
        answer=answer,
        exact=False,
        method=METHOD,
        result=result,
        parameters={**asked, **words.parameters(case), **supposing(case)},
        caveats=caveats,
        tables={name: table for name, table in shown.items() if table is not None},
        figures={name: figure for name, figure in drawn.items() if figure is not None},
    )
    if not result.fares:
        return told_first(case, finding if result.lasting.kind == "named" else how_sure(case, finding))
    first = picked(case, words.put_first(result.lasting), result.fares[0].agreements)
    return told_first(case, how_sure(case, finding, first))


def _not_posed(case: Case, result: Durability) -> Finding[Durability]:
    """The finding for a case without a contest: what is missing."""
    missing = tables.missing(case, result)
    finding = Finding(
        question="durability",
        answer=words.NO_CONTEST,
        exact=True,
        method=NO_METHOD,
        result=result,
        parameters=supposing(case),
        caveats=standing_caveats(case),
        tables={"missing": missing} if missing else {},
    )
    return told_first(case, finding)


def _nonsense(draws: object, seed: object, target: object, year: object, show: object) -> Iterator[Problem]:
    """What is wrong with the numbers of this question."""
    few = f"draws must be at least {FEWEST_DRAWS}, or there is no band"
    beyond = isinstance(draws, int) and draws > MOST_DRAWS
    many = f"draws must be at most {MOST_DRAWS:,}, or they take more memory than there is"
    yield from whole_number("draws", draws, FEWEST_DRAWS, MOST_DRAWS, what=many if beyond else few, fix=DRAWS_FIX)
    yield from whole_number("seed", seed, 0, what="seed must be 0 or more")
    fits, what = is_number(target) and 0.0 < target < 1.0, "target must lie between 0 and 1"
    yield from number("target", target, fits, what=what, fix="write a number between 0 and 1, both excluded")
    yield from whole_number("year", year, 1, YEARS, what=f"year must be 1 to {YEARS}")
    yield from whole_number("show", show, 1, what="show must be at least 1")

"""Why there is no agreement, and what would open one; or, where there is one, how little would close the space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.agreements.arguments import one_of, plain, refuse_nonsense, seconds_to_take, whole_number
from comity.agreements.progress import Progress
from comity.agreements.suppose import supposed, supposing
from comity.case.model import Case
from comity.case.remarks import possible_not_agreed
from comity.case.wording import standing_caveats
from comity.figure import Figure
from comity.finding import Finding, Table
from comity.questions.deadlock import figures, tables, words
from comity.questions.deadlock.clashes import clashes
from comity.questions.deadlock.closed import OPENINGS, Deadlock, Incoherent, Undecided, closed
from comity.questions.deadlock.closeness import Closeness, closeness
from comity.questions.deadlock.concessions import concessions
from comity.questions.deadlock.demands import Prices
from comity.questions.deadlock.impasse import WORK, Impasse
from comity.questions.deadlock.work import Work
from comity.questions.supposition import told_first
from comity.questions.sureness import how_sure, how_sure_of_none
from comity.questions.unanimity import all_must_agree, asking_everybody, at_most_by_rule, rule_is_followed

Answer = Deadlock | Closeness | Incoherent | Undecided
"""There is no agreement; there is one, and how little would close the space; the conditions alone exclude all; or
whether there is one could not be decided within the work allowed."""


def deadlock(
    case: Case,
    *,
    show: int = 3,
    prices: Prices | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    work: int = WORK,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Finding[Answer]:
    """Why there is no agreement and what would open one; or how close to empty the space of agreements is.

    show: how many clashes and openings to show in tables; prices: what a step of a concession costs; without: names of
    red lines and conditions to leave out; suppose: what to suppose beside the file (see `comity.agreements.suppose`);
    work, seconds: how many propagations of the solver, and how much time, may go into the lists of openings and clashes
    (where that does not suffice they are incomplete, and the finding says so); progress: told the share of the work
    used, and whatever it raises ends it. Raises Problems for names that are not in the case, for limits that are no
    numbers, and for arguments of a wrong kind.
    Methods: Reiter (1987), Ignatiev et al. (2015, 2019).
    """
    refuse_nonsense(
        case,
        whole_number("show", show, 0),
        one_of("prices", prices, Prices),
        whole_number("work", work, 0),
        seconds_to_take(seconds),
        without=without,
        suppose=suppose,
        progress=progress,
    )
    case = supposed(case, without, suppose)
    show, work, seconds = int(show), int(work), None if seconds is None else plain(seconds)
    filed, case = case, _followed(case)
    priced = prices or Prices()
    impasse = Impasse.of(case, priced)
    result = _result(impasse, show, Work(work, seconds, progress))
    limit = {} if seconds is None else {"seconds": seconds}
    finding = Finding(
        question="deadlock",
        answer=_answer(case, result),
        exact=result.exact,
        method=words.METHOD if impasse.stretches is None else words.BY_STRETCHES,
        result=result,
        parameters={"show": show, "prices": priced.words(), "work": work, **limit, **supposing(case)},
        caveats=(
            *standing_caveats(case, *_remarks(case, result)),
            *words.by_rule(case),
            *_caveats(case, result),
        ),
        tables=_tables(case, result, show),
        figures=_figures(case, result),
    )
    if isinstance(result, Undecided):
        finding = how_sure(case, finding)
    else:
        ruled_out = isinstance(result, Incoherent) or (isinstance(result, Deadlock) and result.ruled_out)
        finding = how_sure_of_none(case, finding, ruled_out)
    return told_first(filed, finding if case.by_rule else at_most_by_rule(filed, finding))


def _followed(case: Case) -> Case:
    """The same case where its rule can be followed; else with everybody whose yes may matter as one who must agree."""
    return case if rule_is_followed(case) and not all_must_agree(case) else asking_everybody(case, case.voices())


def _result(impasse: Impasse, show: int, work: Work) -> Answer:
    opened = concessions(impasse.demanded, OPENINGS, work)
    found = clashes(impasse.demanded, work)
    if frozenset() in found.clashes:
        return Incoherent(impasse.excluding({}))
    if not found.clashes and not opened.concessions and not found.complete and (some := impasse.some_clash()):
        found = replace(found, clashes=(some,))
    if found.clashes or opened.concessions:
        return closed(impasse, found, opened, show, work)
    return closeness(impasse) if found.complete else Undecided()


def _answer(case: Case, result: Answer) -> str:
    if isinstance(result, Deadlock):
        return words.no_agreement(case, result)
    if isinstance(result, Closeness):
        return words.how_close(case, result)
    return words.incoherent(result) if isinstance(result, Incoherent) else words.UNDECIDED


def _remarks(case: Case, result: Answer) -> tuple[str, ...]:
    return possible_not_agreed(case) if isinstance(result, Closeness) else ()


def _caveats(case: Case, result: Answer) -> tuple[str, ...]:
    if isinstance(result, Deadlock):
        return words.incomplete(result)
    return words.not_found(case, result) if isinstance(result, Closeness) else ()


def _tables(case: Case, result: Answer, show: int) -> dict[str, Table]:
    made: dict[str, Table | None] = {}
    if isinstance(result, Deadlock):
        made = {
            "clashes": tables.clashes(case, result, show),
            "openings": tables.openings(case, result, show),
            "opened": tables.opened(case, result, show),
            "nearest": tables.nearest(case, result),
            "blocking": tables.blocking(case, result),
            "sets": tables.sets(case, result),
            "demands": tables.demands(case, result),
        }
    elif isinstance(result, Closeness):
        made = {
            "margins": tables.margins(case, result),
            "options": tables.options(case, result),
            "demands": tables.demands(case, result),
        }
    elif isinstance(result, Incoherent):
        made = {"conditions": tables.conditions(case, result)}
    return {name: table for name, table in made.items() if table is not None}


def _figures(case: Case, result: Answer) -> dict[str, Figure]:
    made: dict[str, Figure | None] = {}
    if isinstance(result, Deadlock):
        made = {"clashes": figures.clashes(case, result)}
    elif isinstance(result, Closeness):
        made = {"margins": figures.margins(case, result)}
    return {name: figure for name, figure in made.items() if figure is not None}

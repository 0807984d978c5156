"""What two files of one negotiation judge differently, and whether it matters: two versions, or two analysts."""

from __future__ import annotations

from comity.agreements.allowed import TooMany
from comity.agreements.arguments import one_of, refuse_nonsense
from comity.agreements.combined import Changes, Component
from comity.agreements.progress import Progress
from comity.agreements.space import Space
from comity.case.model import Case
from comity.finding import Finding, Table
from comity.problem import Place, Problem, Problems
from comity.questions.change import compared_tables, compared_words
from comity.questions.change.compared import Compared, Credited
from comity.questions.change.crediting import MOST, Crediting
from comity.questions.change.differences import (
    Difference,
    differences,
    elsewhere,
    in_order_of,
    refuse_others,
    with_differences,
)
from comity.questions.change.exchanged import exchanged, options_exchanged
from comity.questions.change.moment import moment_of, possible_of
from comity.questions.change.uncounted import uncounted

NAMES = ("the old file", "the new file")
"""What two cases are called that were not given a name."""


def compare(
    old: Case, new: Case, *, names: tuple[str, str] = NAMES, progress: Progress | None = None
) -> Finding[Compared]:
    """What two files of one negotiation judge differently, and what each difference does to the possible agreements.

    old, new: two versions, or the work of two analysts; judgements are matched by their names, each case as of its own
    day; names: what the two are called; progress: told the share done, 0 to 1. Raises Problems where the issues or
    options differ, where there are too many agreements to be counted, and for arguments of a wrong kind. Source:
    Shapley (1953) for shares; every count is exact.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> case = comity.read_case(case_file("abdelnabi-2024"))
    >>> other = comity.Live.open(case_file("abdelnabi-2024")).changed(("interests", "cities", "no_deal"), "35").case
    >>> result = comity.compare(case, other).result
    >>> [(each.what, each.old, each.new) for each in result.differences], result.difference
    ([('Neighbouring cities: no deal', '31', '35')], -4)
    """
    refuse_nonsense(old, one_of("new", new, Case), progress=progress)
    refuse_others(old, new, names)
    try:
        result = _compared(old, new, names)
    except TooMany:
        fix = "settle some issues by red lines in both files first"
        raise Problems([Problem(Place("case"), "there are too many agreements to be counted", fix)]) from None
    if progress is not None:
        progress(1.0)
    tables: dict[str, Table] = compared_tables.all_of(new, result)
    return Finding(
        question="compare",
        answer=compared_words.answer(new, result),
        exact=True,
        method=compared_words.METHOD,
        result=result,
        parameters={"old": names[0], "new": names[1]},
        caveats=compared_words.caveats(old, new, result),
        tables=tables,
    )


def _compared(old: Case, new: Case, names: tuple[str, str]) -> Compared:
    """The numbers; what is possible by both is told apart issue by issue, so both have these in one order."""
    filed, new = new, in_order_of(old, new)
    found = differences(old, new)
    counting = [each for each in found if each.counts]
    crediting = _crediting(old, new, [[each] for each in counting])
    groups: dict[str, list[Difference]] = {}
    if len(counting) > MOST:
        for each in counting:
            groups.setdefault(each.whose, []).append(each)
    by_group = _crediting(old, new, [*groups.values()])
    lists, space = (possible_of(old), possible_of(new)), Space.of(old)
    came, went = exchanged(space, *lists)
    gained, lost = options_exchanged(space, *lists)
    everyone = {**old.everyone(), **new.everyone()}
    return Compared(
        names=names,
        old=moment_of(old, old.as_of),
        new=moment_of(new, new.as_of),
        differences=tuple(counting),
        credits=crediting.credits(crediting.values()) if counting else (),
        groups=tuple(
            Credited(everyone[whose].name if whose else "all others", credit)
            for whose, credit in zip(groups, by_group.credits(by_group.values()) if groups else (), strict=True)
        ),
        grounds=tuple(each for each in found if not each.counts),
        elsewhere=elsewhere(old, filed),
        came=came,
        went=went,
        gained=gained,
        lost=lost,
        uncounted=uncounted(old, new),
    )


def _crediting(old: Case, new: Case, units: list[list[Difference]]) -> Crediting:
    """The counting with some of several differences made, or of groups of them."""

    def made(chosen: Changes) -> Case:
        return with_differences(old, new, [each for at in sorted(chosen) for each in units[at]])

    touched: dict[Component, set[int]] = {}
    for at, unit in enumerate(units):
        for each in unit:
            for component in each.touches:
                touched.setdefault(component, set()).add(at)
    return Crediting(len(units), made, {component: frozenset(units) for component, units in touched.items()})

"""Where a case stands: the numbers that its overview is made of, worked out once a state."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.case.model import Case
from comity.problem import Problems

if TYPE_CHECKING:
    from comity.finding import Finding
    from comity.papers.one_page.keeping import Keeping
    from comity.papers.one_page.result import Numbers
    from comity.papers.stances import Left
    from comity.questions.agreement.bounds import Bounds
    from comity.questions.agreement.funnel import Funnel
    from comity.questions.deadlock.impasse import Margin
    from comity.questions.durability.lasting import Lasting

SMALL = 500_000
"""Up to how many combinations of options a case is looked at while its page is waited for."""

SAME = 1e-6
"""Margins that differ by less, in points, are the same."""


@dataclass(frozen=True)
class Standing:
    """Where a case stands.

    possible: the answer to `agreement`; numbers: those of the one page, but for how long agreements would last;
    efficient: how many agreements are, None where they were not counted or none is possible; nearest: the signers that
    could ask for least more before nothing is left, none where that is not known; left: by issue, the options that some
    possible agreement has.
    """

    possible: Finding[Funnel | Bounds]
    numbers: Numbers
    efficient: int | None
    nearest: tuple[Margin, ...]
    left: Left | None


@dataclass(frozen=True)
class Holding:
    """How long agreements would last: those put forward, and how many of the efficient ones.

    year: after how many years peace is looked at; target: the chance of it from which an agreement counts as lasting.
    """

    keeping: Keeping | None
    lasting: Lasting
    year: int
    target: float


def soon(case: Case) -> bool:
    """Whether where it stands is found while a page is waited for."""
    from comity.agreements.space import Space
    from comity.questions.agreement.answer import agreement
    from comity.questions.agreement.funnel import Funnel

    if not case.signers():
        return True
    if Space.of(case).count > SMALL:
        return False
    result = agreement(case).result
    return isinstance(result, Funnel) and result.possible > 0


def standing(case: Case) -> Standing:
    """Where a case stands; raises Problems where it cannot be asked."""
    return case.kept.of("where it stands", case, lambda: _standing(case))


def holding(case: Case) -> Holding:
    """How long agreements would last, for a case with a section on who would fight."""
    return case.kept.of("how long it holds", case, lambda: _holding(case))


def _standing(case: Case) -> Standing:
    from comity.papers.one_page.answer import at_once
    from comity.papers.stances import options_left
    from comity.questions.agreement.answer import agreement
    from comity.questions.deadlock.answer import deadlock
    from comity.questions.deadlock.closeness import Closeness
    from comity.questions.frontier.answer import frontier
    from comity.questions.unanimity import rule_is_followed

    possible = agreement(case, show=0)
    blocked = deadlock(case) if case.signers() and rule_is_followed(case) else None
    numbers = at_once(case, possible, blocked)
    efficient: int | None = None
    nearest: tuple[Margin, ...] = ()
    if numbers.verdict.possible:
        with suppress(Problems):
            efficient = frontier(case).result.agreements_count
    if blocked is not None and isinstance(blocked.result, Closeness):
        nearest = _nearest(blocked.result.margins)
    return Standing(possible, numbers, efficient, nearest, options_left(case, blocked.result if blocked else None))


def _nearest(margins: tuple[Margin, ...]) -> tuple[Margin, ...]:
    """The signers with the smallest margin, all of them where several have the same."""
    least = min((margin.points for margin in margins), default=0.0)
    return tuple(margin for margin in margins if margin.points - least < SAME)


def _holding(case: Case) -> Holding:
    from comity.papers.one_page.answer import put_forward
    from comity.papers.one_page.keeping import keeping
    from comity.questions.durability.answer import durability

    result = durability(case).result
    kept = keeping(case, put_forward(standing(case).numbers), result)
    return Holding(kept, result.lasting, result.year, result.target)

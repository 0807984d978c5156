"""What comes of several suppositions, alone and together: numbers, for the page that says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.case.model import Case
from comity.live import Live
from comity.problem import Problem, Problems
from comity.web.following.at_once import Standing, standing
from comity.web.what_if.suppositions import Supposition, together

if TYPE_CHECKING:
    from comity.agreements.space import Agreement
    from comity.questions.marks import Mark


@dataclass(frozen=True)
class Side:
    """Where one side stands: as the case is, or as supposed.

    standing: how many agreements are possible, and the fair picks; gains: what the one fair pick gains each signer over
    no deal, in points, empty where there is none or several; least: the most that the signer who gains least can gain,
    None where nothing is possible or that is not known; against: who would refuse the agreement that is put forward
    first for the case as it is; None where none is.
    """

    standing: Standing
    gains: Mapping[str, float]
    least: float | None
    against: tuple[str, ...] | None


@dataclass(frozen=True)
class Tried:
    """What several suppositions come to.

    before, after: the two sides; stay: how many agreements are possible on both, None where they cannot be listed;
    alone: how many are possible with each supposition by itself, None where that is not known; marks: what tells lost,
    staying and gained ones apart; problems: why there is no such case, where there is none.
    """

    before: Side
    after: Side | None
    stay: int | None
    alone: tuple[int | None, ...]
    marks: tuple[Mark, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def lost(self) -> int | None:
        """How many fall away."""
        possible = self.before.standing.possible
        return None if possible is None or self.stay is None else possible - self.stay

    @property
    def gained(self) -> int | None:
        """How many come in addition."""
        possible = self.after.standing.possible if self.after else None
        return None if possible is None or self.stay is None else possible - self.stay


def tried(live: Live, several: Sequence[Supposition]) -> Tried:
    """What several suppositions about a case come to."""
    from comity.questions.marks import marks
    from comity.questions.what_if import exchanged

    first = _first(live.case)
    before = _side(live, first)
    alone = tuple(_possible(live, [each]) for each in several)
    try:
        so = together(live, several)
        after = _side(so, first)
    except Problems as wrong:
        return Tried(before, None, None, alone, (), wrong.problems)
    sides = exchanged(live.case, so.case)
    if sides is None:
        return Tried(before, after, None, alone, ())
    return Tried(before, after, len(sides.stay), alone, marks(live.case, sides))


def _possible(live: Live, several: Sequence[Supposition]) -> int | None:
    with suppress(Problems):
        return standing(together(live, several)).possible
    return None


def _first(case: Case) -> Agreement | None:
    """The agreement that is put forward first."""
    from comity.papers.candidates import candidates
    from comity.papers.one_page.answer import pinned

    with suppress(Problems):
        return next((each.agreement for each in candidates(case, pinned(case)).chosen), None)
    return None


def _side(live: Live, first: Agreement | None) -> Side:
    from comity.questions.agreement.listing import listing
    from comity.questions.agreement.views import objections_to
    from comity.questions.unanimity import asking_everybody

    case, found = live.case, standing(live)
    listed = listing(case, number=1) if case.signers() else None
    best = listed.listed[0].gains.values() if listed is not None and listed.listed else ()
    against = None if first is None else objections_to(asking_everybody(case), first).against
    gains = _gains(case, found.picks[0]) if len(found.picks) == 1 else {}
    return Side(found, gains, min(best, default=None), against)


def _gains(case: Case, agreement: Agreement) -> dict[str, float]:
    from comity.agreements.breakdown import breakdown

    found = {party: breakdown(case, party, agreement.options).gain for party in case.signers()}
    return {party: float(gain.least) for party, gain in found.items() if gain is not None}

"""What follows an edit: how many agreements are possible before and after, which fair pick, which headline.

Numbers first; the sentences are made of them. What takes longer follows later (`comity.web.later`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from comity.case.check import Checked
from comity.live import Live
from comity.problem import Problem, Problems

if TYPE_CHECKING:
    from comity.agreements.space import Agreement

Class = Literal["room", "just", "none", "nobody"]
"""Possible with every no-deal value as high as judged; possible in the middle only; not possible; nobody signs yet."""


@dataclass(frozen=True)
class Standing:
    """Where a case stands after a change.

    possible, efficient: how many agreements are, None where they were not counted; at_high: how many are possible with
    every no-deal value at the high end of its range, None where not counted; picks: the fair agreements (Nash), several
    where they tie, none where there is none; wanting: why it cannot be asked, where it cannot.
    """

    possible: int | None = None
    efficient: int | None = None
    at_high: int | None = None
    picks: tuple[Agreement, ...] = ()
    wanting: tuple[Problem, ...] = ()

    @property
    def class_(self) -> Class | None:
        """What a headline would say; None where that is not known."""
        if self.wanting or self.possible is None:
            return None
        if not self.possible:
            return "none"
        return None if self.at_high is None else "room" if self.at_high else "just"


@dataclass(frozen=True)
class Followed:
    """What followed a change.

    before, after: where the case stood and stands; gained, lost: how many agreements became possible and impossible,
    None where they were not listed; repicked: whether there are other fair picks; options: by issue, the option of the
    fair pick before and after, where these differ and there is one pick on either side;
    remarks: what the check says that it did not say before; mended: how many things it said that it says no more.
    """

    before: Standing
    after: Standing
    gained: int | None
    lost: int | None
    repicked: bool
    options: Mapping[str, tuple[str, str]]
    remarks: tuple[Problem, ...]
    mended: int


def followed(before: Live, after: Live) -> Followed:
    """What follows a change from one state to another: check, funnel, frontier and picks."""
    gained, lost = _exchanged(before, after)
    then, now = standing(before), standing(after)
    options = {}
    if len(then.picks) == len(now.picks) == 1:
        old, new = then.picks[0].options, now.picks[0].options
        options = {name: (old[name], new[name]) for name in new if name in old and old[name] != new[name]}
    said, still = _said(before.checked), _said(after.checked)
    remarks = tuple(problem for problem in after.checked.problems if (problem.what, problem.fix) not in said)
    repicked = any(pick not in now.picks for pick in then.picks) or len(then.picks) != len(now.picks)
    return Followed(then, now, gained, lost, repicked, options, remarks, len(said - still))


def standing(live: Live) -> Standing:
    """Where a case stands; what is worked out is kept with the case, so asking again costs little."""
    from comity.questions.agreement.answer import agreement
    from comity.questions.agreement.funnel import Funnel
    from comity.questions.bargaining.answer import bargaining
    from comity.questions.frontier.answer import frontier

    try:
        case = live.case
    except Problems as wanting:
        return Standing(wanting=wanting.problems)
    if not case.signers():
        return Standing()
    found: dict[str, Any] = {}
    funnel = agreement(case).result
    if isinstance(funnel, Funnel):
        found |= {"possible": funnel.zopa, "at_high": funnel.zopa_high}
    with suppress(Problems):
        found["efficient"] = frontier(case).result.agreements_count
        nash = bargaining(case).result.solutions.get("nash", ())
        found["picks"] = tuple(agreement for outcome in nash for agreement in outcome.agreements)
    return Standing(**found)


def _exchanged(before: Live, after: Live) -> tuple[int | None, int | None]:
    from comity.questions.what_if import what_if

    with suppress(Problems):
        found = what_if(before.case, after.case, shown=0)
        if found is not None:
            return found.after - found.stay, found.before - found.stay
    return None, None


def _said(checked: Checked) -> set[tuple[str, str]]:
    return {(problem.what, problem.fix) for problem in checked.problems}

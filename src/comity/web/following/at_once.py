"""What follows an edit at once: how many agreements are possible before and after, which fair pick, which headline.

Numbers first; the sentences are made of them. What takes longer follows later (`comity.web.following.later`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from comity.case.check import Checked
from comity.live import Live
from comity.problem import Problem, Problems

if TYPE_CHECKING:
    from comity.agreements.space import Agreement

AT_ONCE = 1 << 21
"""Up to how many agreements every one is looked at: some tenths of a second."""
LOOKED_AT = 20_000_000
"""How many numbers are looked at for the efficient agreements, at most."""
TIES = 5
"""How many agreements that come to the same for every signer are told, at most."""

Class = Literal["room", "just", "none", "nobody"]
"""Possible with every no-deal value as high as judged; possible in the middle only; not possible; nobody signs yet."""


@dataclass(frozen=True)
class Standing:
    """Where a case stands after a change.

    possible, efficient: how many agreements are, None where they were not counted; at_high: how many are possible with
    every no-deal value at the high end of its range, None where not counted; picks: the fair agreements (Nash), several
    where they tie, none where there is none or they are not known; wanting: why it cannot be asked, where it cannot;
    signed: whether anybody signs.
    """

    possible: int | None = None
    efficient: int | None = None
    at_high: int | None = None
    picks: tuple[Agreement, ...] = ()
    wanting: tuple[Problem, ...] = ()
    signed: bool = True

    @property
    def class_(self) -> Class | None:
        """What a headline would say; None where that is not known."""
        if not self.signed:
            return "nobody"
        if self.wanting or self.possible is None:
            return None
        if not self.possible:
            return "none"
        return None if self.at_high is None else "room" if self.at_high else "just"


@dataclass(frozen=True)
class Followed:
    """What followed a change.

    before, after: where the case stood and stands; gained, lost: how many agreements became possible and impossible,
    None where they were not listed; repicked: whether there are other fair picks, as far as both are known; options:
    by issue, the option of the fair pick before and after, where these differ and there is one pick on either side;
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


_STANDINGS: WeakKeyDictionary[Live, Standing] = WeakKeyDictionary()
_POSSIBLE: WeakKeyDictionary[Live, frozenset[bytes] | None] = WeakKeyDictionary()


def followed(before: Live, after: Live) -> Followed:
    """What follows a change from one state to another: check, funnel, frontier and picks."""
    gained, lost = _exchanged(before, after)
    then, now = standing(before), standing(after)
    options: dict[str, tuple[str, str]] = {}
    if len(then.picks) == len(now.picks) == 1:
        old, new = then.picks[0].options, now.picks[0].options
        options = {name: (old[name], new[name]) for name in new if name in old and old[name] != new[name]}
    said, still = _said(before.checked), _said(after.checked)
    remarks = tuple(problem for problem in after.checked.problems if (problem.what, problem.fix) not in said)
    both_known = then.efficient is not None and now.efficient is not None
    repicked = both_known and set(map(str, then.picks)) != set(map(str, now.picks))
    return Followed(then, now, gained, lost, repicked, options, remarks, len(said - still))


def standing(live: Live) -> Standing:
    """Where a case stands, by the counts of the funnel, the frontier and the picks alone. Worked out once a state."""
    known = _STANDINGS.get(live)
    if known is None:
        known = _STANDINGS[live] = _standing(live)
    return known


def _standing(live: Live) -> Standing:
    from comity.agreements.efficient import efficient
    from comity.agreements.elimination import Limits
    from comity.agreements.picks import Gains, Picks
    from comity.agreements.space import Space
    from comity.agreements.worth import LOW
    from comity.questions.agreement.counting import funnel_of
    from comity.questions.possible import possible

    try:
        case = live.case
    except Problems as wanting:
        return Standing(wanting=wanting.problems)
    if not case.signers():
        return Standing(signed=False)
    found: dict[str, Any] = {}
    with suppress(Problems):
        if Space.of(case).count <= AT_ONCE:
            funnel = funnel_of(case, show=0, keep=0)
            found |= {"possible": funnel.zopa, "at_high": funnel.zopa_high}
        elif (counted := possible(case)) is not None and counted.complete:
            found["possible"] = counted.number
    with suppress(Problems):
        limits = Limits(looked_at=LOOKED_AT, close=0)
        at_middle = efficient(case, shown=1, limits=limits)
        low = efficient(case, no_deal=LOW, shown=TIES, limits=limits)
        if at_middle.exact and low.exact:
            gains = Gains.of(low)
            rows = Picks.of(gains, {}).by_name()["nash"] if gains.rows else ()
            found["efficient"] = at_middle.count
            found["picks"] = tuple(agreement for row in rows for agreement in low.agreements(row))
    return Standing(**found)


def _exchanged(before: Live, after: Live) -> tuple[int | None, int | None]:
    """How many agreements became possible and impossible; None where they were not listed, or have other options."""
    from comity.agreements.space import Space

    with suppress(Problems):
        if Space.of(before.case) == Space.of(after.case):
            then, now = _possible(before), _possible(after)
            if then is not None and now is not None:
                return len(now - then), len(then - now)
    return None, None


def _possible(live: Live) -> frozenset[bytes] | None:
    """The agreements that are possible, each as something that can be looked up; None where they are not listed."""
    import numpy as np

    from comity.questions.possible import possible_choices

    if live not in _POSSIBLE:
        choices = possible_choices(live.case)
        _POSSIBLE[live] = (
            None if choices is None else frozenset(row.tobytes() for row in np.asarray(choices, dtype=np.int32))
        )
    return _POSSIBLE[live]


def _said(checked: Checked) -> set[tuple[str, str]]:
    return {(problem.what, problem.fix) for problem in checked.problems}

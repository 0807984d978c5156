"""How many agreements there are of a kind, without looking at each: for spaces too large for that.

What conditions and red lines leave is counted by elimination (`comity.agreements.elimination`). Where worth matters,
issues are taken up one after another, keeping a count for every combination of options that a later rule or linkage
still refers to, and for every level of worth reached so far; an issue that nothing later refers to is summed out. The
work grows with the number of such combinations, not with the number of agreements (the transfer of counts along a path
decomposition; Dechter 1999 for elimination in general).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.best_first import WORK, best
from comity.agreements.elimination import Limits, TooLarge, frontier
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.space import Factor, Space
from comity.agreements.worth import Payoff, Worth
from comity.case.model import Case
from comity.finding import Result
from comity.questions.agreement.funnel import COUNTABLE, AgreementLeft
from comity.questions.agreement.rated_amounts import RatedAmount
from comity.questions.agreement.stands import Stands

CELLS = 1 << 22
"""The most counts kept at a time; beyond it only bounds without counting are given of what a signer accepts."""

HARD_STAGES = Limits(looked_at=50_000_000)
"""How much work is taken on to count what conditions and red lines leave."""

LEVELS = range(1 << 6, (1 << 12) + 1)
"""Into how many levels worth is divided; a worth of fewer steps than that is counted exactly."""


@dataclass(frozen=True)
class Interval:
    """A count known to lie from low to high, both included."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True, repr=False)
class Bounds(Result):
    """The stages of the funnel of a space too large to be looked at, each as an interval that is certain to hold it.

    all, coherent, red_lines, zopa: as in `comity.questions.agreement.funnel.Funnel`; accepts: for every signer, how
    many of the agreements that cross no red line are worth at least no deal to it; rounded: whose judgements have too
    many digits to be added without rounding; left: the best agreements of the last stage, as in a funnel; left_exact:
    whether it is sure that none is better; shown: how many of them a reader is shown; countable: how many agreements
    would have been looked at one by one; proposals, amounts, between_steps: as in a funnel. The last stage follows from
    what each signer accepts by itself (Fréchet 1935), and from those that were found.
    """

    all: int
    coherent: Interval
    red_lines: Interval
    zopa: Interval
    accepts: dict[str, Interval]
    rounded: tuple[str, ...] = ()
    left: tuple[AgreementLeft, ...] = ()
    left_exact: bool = True
    shown: int = 0
    countable: int = COUNTABLE
    proposals: tuple[Stands, ...] = ()
    amounts: tuple[RatedAmount, ...] = ()
    between_steps: dict[str, float] = field(default_factory=dict)

    @property
    def stages(self) -> dict[str, Interval]:
        """The four stages by their names, the widest first."""
        every = Interval(self.all, self.all)
        return {"all": every, "coherent": self.coherent, "red_lines": self.red_lines, "zopa": self.zopa}

    @property
    def exact(self) -> bool:
        """Whether every stage is one number."""
        return all(stage.exact for stage in self.stages.values())

    def json(self) -> dict[str, Any]:
        """The bounds for other programs, by the names of a funnel."""
        return {
            "stages": [
                {"name": name, "count": stage.low if stage.exact else None, "low": stage.low, "high": stage.high}
                for name, stage in self.stages.items()
            ],
            "agreements": [dict(each.agreement.options) for each in self.left],
            "agreements_count": self.zopa.low if self.zopa.exact else None,
            "agreements_listed": len(self.left),
            "agreements_shown": self.shown,
            "left": [{"number": number, "gains": dict(each.gains)} for number, each in enumerate(self.left, 1)],
            "left_exact": self.left_exact,
            "accepts": {party: {"low": each.low, "high": each.high} for party, each in self.accepts.items()},
            "countable": self.countable,
            "rounded": list(self.rounded),
            **({"proposals": [each.json() for each in self.proposals]} if self.proposals else {}),
            **({"amounts": [each.json() for each in self.amounts]} if self.amounts else {}),
            **({"between_steps": dict(self.between_steps)} if self.between_steps else {}),
        }


def bounds_of(case: Case, *, show: int = 10, countable: int = COUNTABLE, work: int = WORK) -> Bounds:
    """The funnel of a case of any size: exact counts where they can be had, else the interval they lie in.

    show: how many of the best agreements to find; countable: how many agreements would have been looked at; work: how
    many partial agreements to look at for the best, at most. The last stage lies between what is left when refusals of
    different signers never coincide and what the pickiest signer accepts (Fréchet 1935).
    """
    payoff = Payoff.of(case)
    space = payoff.space
    conditions = [rule.breaks for rule in condition_rules(case, space)]
    rules = [*conditions, *(rule.breaks for rule in red_line_rules(case, space))]
    coherent, allowed = (count_of(space, each) for each in (conditions, rules))
    signers = [payoff.worths[party] for party in case.signers()]
    accepts = {worth.party: accepted_of(space, rules, worth, allowed) for worth in signers}
    refused = sum(allowed.high - each.low for each in accepts.values())
    pickiest = min([allowed.high, *(each.high for each in accepts.values())])
    found = best(space, rules, signers, show, work)
    all_found = bool(signers) and found.complete and len(found.ranked) < show
    least = max(0, allowed.low - refused, len(found.ranked))
    return Bounds(
        space.count,
        coherent,
        allowed,
        Interval(least, least if all_found else pickiest),
        accepts,
        tuple(worth.party for worth in payoff.worths.values() if not worth.exact),
        tuple(
            AgreementLeft(space.agreement(choice), dict(zip(accepts, gains, strict=True)))
            for choice, gains in found.ranked
        ),
        found.complete,
        len(found.ranked),
        countable,
    )


def count_of(space: Space, rules: Sequence[Factor]) -> Interval:
    """How many agreements break no rule: where nobody is to be pleased, all that are left are one point, counted."""
    try:
        count = sum(frontier(space, rules, [], shown=0, limits=HARD_STAGES).counts)
    except TooLarge:
        return Interval(0, space.count)
    return Interval(count, count)


def accepted_of(space: Space, rules: Sequence[Factor], worth: Worth, allowed: Interval) -> Interval:
    """How many agreements that break no rule are worth at least no deal to one party."""
    least, most = worth.bounds
    sweep = _Sweep(space, [*rules, *worth.factors], 0)
    afforded = min(LEVELS.stop - 1, CELLS // sweep.peak)
    if afforded < LEVELS.start:
        return Interval(0, allowed.high)
    width = math.ceil((most - least + 1) / afforded)
    levels = [
        Factor(factor.scope, ((factor.values - factor.values.min()) // width).astype(int)) for factor in worth.factors
    ]
    counts = _Sweep(space, [*rules, *levels], (most - least) // width + 1).counts(levels)
    # Each factor was rounded down by less than one level, so the true level is up to one a factor higher.
    lost = len(levels) if width > 1 else 0
    sure = max(0, math.ceil((worth.needed - least) / width))
    possible = max(0, (worth.needed - least) // width - lost) if width > 1 else sure
    return Interval(int(counts[sure:].sum()), int(counts[possible:].sum()))


class _Sweep:
    """One pass over the issues that counts the agreements breaking no rule, by level of worth.

    factors: rules, where a value other than 0 forbids, and levels, whose values add up.
    """

    def __init__(self, space: Space, factors: Sequence[Factor], levels: int) -> None:
        self.space = space
        self.pending = list(factors)
        self.levels = levels
        self.held: list[int] = []
        self.order, self.peak = self._plan()

    def counts(self, levels: Sequence[Factor]) -> NDArray[Any]:
        """The counts by level, where `levels` are those of the factors that add up."""
        kind: Any = np.int64 if self.space.count < 2**62 else object
        state: NDArray[Any] = np.zeros(self.levels, dtype=kind)
        state[0] = 1
        for issue in self.order:
            shape = (*state.shape[:-1], self.space.sizes[issue], self.levels)
            state = np.broadcast_to(state[..., None, :], shape).copy()
            self.held.append(issue)
            for factor in self._ready():
                self._apply(state, factor, adds=any(factor is level for level in levels))
            for done in self._done():
                state = state.sum(axis=self.held.index(done))
                self.held.remove(done)
        return state

    def _plan(self) -> tuple[list[int], int]:
        """The order that keeps the fewest combinations at each step, and the most that are kept at any."""
        factors, order, peak = list(self.pending), [], 1
        left = set(range(len(self.space.issues)))
        while left:
            issue = min(left, key=lambda each: (self._kept_after(each), each))
            peak = max(peak, self._size([*self.held, issue]))
            left.remove(issue)
            order.append(issue)
            self.held.append(issue)
            self._ready()
            for done in self._done():
                self.held.remove(done)
        self.pending = factors
        return order, peak

    def _size(self, issues: Sequence[int]) -> int:
        return math.prod(self.space.sizes[issue] for issue in issues)

    def _kept_after(self, issue: int) -> int:
        """How many combinations are kept once an issue is taken up and what can be is summed out."""
        held = {*self.held, issue}
        waiting = {each for factor in self.pending if not set(factor.scope) <= held for each in factor.scope}
        return self._size([each for each in held if each in waiting])

    def _ready(self) -> list[Factor]:
        """Take out the factors whose issues are all taken up."""
        ready = [factor for factor in self.pending if set(factor.scope) <= set(self.held)]
        self.pending = [factor for factor in self.pending if not set(factor.scope) <= set(self.held)]
        return ready

    def _done(self) -> list[int]:
        """The issues that no later factor refers to."""
        waiting = {issue for factor in self.pending for issue in factor.scope}
        return [issue for issue in self.held if issue not in waiting]

    def _apply(self, state: NDArray[Any], factor: Factor, adds: bool) -> None:
        axes = [self.held.index(issue) for issue in factor.scope]
        for cell in np.ndindex(*factor.values.shape):
            value = int(factor.values[cell])
            where: list[Any] = [slice(None)] * len(self.held)
            for axis, option in zip(axes, cell, strict=True):
                where[axis] = option
            part = state[tuple(where)]
            if adds and value:
                part[..., value:] = part[..., :-value].copy()
                part[..., :value] = 0
            elif value:
                part[...] = 0

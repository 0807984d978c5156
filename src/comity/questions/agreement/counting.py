"""The counting of the funnel: every agreement is looked at once, block by block, so that memory stays bounded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.agreements.best_first import BestFirst, gained
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.progress import Progress
from comity.agreements.space import BlockSum, Choice
from comity.agreements.worth import HIGH, LOW, Payoff
from comity.case.model import Case
from comity.finding import Band
from comity.questions.agreement.funnel import LISTED, AgreementLeft, Funnel, Refusal
from comity.questions.agreement.onlookers import Watch
from comity.questions.agreement.ruled import RuledCount
from comity.questions.agreement.tallies import RulesOfStage

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]


def funnel_of(case: Case, *, show: int = 10, keep: int = LISTED, progress: Progress | None = None) -> Funnel:
    """The funnel of a case of at most COUNTABLE agreements.

    show: how many of the agreements left a reader is to be shown; keep: how many of them to hold, at least those;
    progress: told the share done, 0 to 1, after each block; whatever it raises ends the count.
    """
    kind = RuledCount if case.by_rule else _Count
    count = kind(case, Payoff.of(case), max(show, keep))
    space = count.space
    blocks = space.count // space.block_size
    for done, fixed in enumerate(space.blocks(), 1):
        count.look_at(fixed)
        if progress is not None:
            progress(done / blocks)
    return count.funnel(show)


class _Count:
    """The tallies of the funnel while blocks are looked at, where every signer must agree and nobody else is asked.

    Then counting who refuses an agreement is enough; who they are need not be kept (`RuledCount` keeps it).
    """

    def __init__(self, case: Case, payoff: Payoff, keep: int) -> None:
        self.case = case
        self.payoff = payoff
        self.space = payoff.space
        self.conditions = RulesOfStage(self.space, condition_rules(case, self.space))
        self.lines = RulesOfStage(self.space, red_line_rules(case, self.space))
        signers = [payoff.worths[party] for party in case.signers()]
        self.signers = signers
        self.worths = [BlockSum(self.space, worth.factors) for worth in signers]
        self.short, self.short_only = (np.zeros(len(signers), dtype=np.int64) for _ in range(2))
        self.counts = dict.fromkeys(("coherent", "red_lines", "zopa", "zopa_low", "zopa_high"), 0)
        self.best = BestFirst(keep)
        self.onlookers = [Watch(case, payoff, party) for party in payoff.worths if party not in case.signers()]

    def look_at(self, fixed: Choice) -> None:
        """Take one block into account."""
        incoherent = self.conditions.broken(fixed)
        self.conditions.tally("alone", fixed, np.flatnonzero(incoherent))
        self.conditions.tally("only", fixed, np.flatnonzero(incoherent == 1))
        self.counts["coherent"] += int(np.count_nonzero(incoherent == 0))
        near = np.flatnonzero(incoherent <= 1)
        if not near.size:
            return
        crossed = self.lines.broken(fixed)
        coherent = incoherent == 0
        self.lines.tally("alone", fixed, np.flatnonzero(coherent & (crossed > 0)))
        self.lines.tally("only", fixed, np.flatnonzero(coherent & (crossed == 1)))
        broken = incoherent + crossed
        self.counts["red_lines"] += int(np.count_nonzero(broken == 0))
        near = near[broken[near] <= 1]
        if near.size:
            self._compare(fixed, near, broken[near])

    def _compare(self, fixed: Choice, near: Places, broken: NDArray[np.uint16]) -> None:
        """Compare with no deal: the agreements that break no rule, and those that break just one."""
        places: Places | slice = slice(None) if near.size == self.space.block_size else near
        steps = [np.broadcast_to(worth.at(fixed, places), near.shape) for worth in self.worths]
        shorts = [mine < worth.needed for mine, worth in zip(steps, self.signers, strict=True)]
        missed = np.zeros(near.size, dtype=np.uint16)
        for short in shorts:
            missed += short.view(np.uint8)
        within = broken == 0
        for at, short in enumerate(shorts):
            self.short[at] += np.count_nonzero(short & within)
            self.short_only[at] += np.count_nonzero(short & within & (missed == 1))
        opened = near[~within & (missed == 0)]
        self.conditions.tally("opens", fixed, opened)
        self.lines.tally("opens", fixed, opened)
        for name, end in (("zopa_low", LOW), ("zopa_high", HIGH)):
            fits = within.copy()
            for mine, worth in zip(steps, self.signers, strict=True):
                fits &= mine >= worth.needed_at(end)
            self.counts[name] += int(np.count_nonzero(fits))
        left = np.flatnonzero(within & (missed == 0))
        if left.size:
            self.counts["zopa"] += left.size
            self._keep(fixed, near[left], [mine[left] for mine in steps])
            for onlooker in self.onlookers:
                onlooker.watch(fixed, near[left])

    def _keep(self, fixed: Choice, places: Places, steps: list[Numbers]) -> None:
        if not self.best.keep:
            return
        gains = gained(steps, self.signers, places.size)
        near = self.best.among(gains)
        if near.size:
            self.best.take(gains[:, near], lambda at: self.space.in_block(fixed, int(places[near[at]])))

    def funnel(self, show: int) -> Funnel:
        """The tallies as they stand."""
        names = [worth.party for worth in self.signers]
        missed = zip(names, self.short, self.short_only, strict=True)
        left, counts = self.counts["zopa"], self.counts
        return Funnel(
            all=self.space.count,
            coherent=counts["coherent"],
            red_lines=counts["red_lines"],
            zopa=left,
            zopa_low=counts["zopa_low"],
            zopa_high=counts["zopa_high"],
            conditions=self.conditions.removals(),
            lines=self.lines.removals(),
            signers=tuple(Refusal(name, self._no_deal(name), int(alone), int(only)) for name, alone, only in missed),
            left=tuple(
                AgreementLeft(self.space.agreement(choice), dict(zip(names, gains, strict=False)))
                for choice, gains in self.best.ranked()
            ),
            onlookers=tuple(onlooker.onlooker() for onlooker in self.onlookers if self.counts["zopa"]),
            rounded=tuple(worth.party for worth in self.payoff.worths.values() if not worth.exact),
            shown=min(show, self.counts["zopa"]),
        )

    def _no_deal(self, party: str) -> Band:
        judged = self.case.interest_of(party).no_deal
        assert judged is not None  # or its worth at no deal could not have been compared
        return Band(judged.low, float(judged.point), judged.high)

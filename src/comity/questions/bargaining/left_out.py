"""What an agreement without one signer's consent would mean: to that signer, and to the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.efficient import efficient
from comity.agreements.elimination import Limits
from comity.agreements.picks import Gains, Picks
from comity.agreements.progress import Progress, part
from comity.agreements.worth import MIDDLE
from comity.case.model import Case
from comity.finding import Band
from comity.questions.bargaining.outcomes import LISTED, one_or_range


@dataclass(frozen=True)
class LeftOut:
    """The Nash solution among the other signers, when one signer's red lines and no-deal value no longer count.

    signer: who is left out; count: how many agreements are efficient for the others; worth: what their Nash solution is
    worth to the one left out, in points; no_deal: what no deal is worth to it; change: by signer, itself among them,
    the points gained (or lost, below 0) against the Nash solution with everyone. Where several agreements tie, for the
    others or for everyone, worth and change range over all of them. exact: whether these are all the efficient
    agreements, and the range over all that tie. Where either Nash solution is not defined, worth is None and change
    empty.
    """

    signer: str
    count: int
    worth: Band | None
    no_deal: float
    change: Mapping[str, Band]
    exact: bool

    def json(self) -> dict[str, Any]:
        """The row for other programs: a number that ties leave open is None, and its range stands beside it."""
        return {
            "signer": self.signer,
            "agreements_count": self.count,
            **one_or_range("worth", self.worth),
            "no_deal": self.no_deal,
            "change": {party: change.one for party, change in self.change.items()},
            "change_range": {party: change.json() for party, change in self.change.items()},
            "exact": self.exact,
        }


def left_out(
    case: Case,
    gains: Gains,
    picks: Picks,
    weights: Mapping[str, float],
    limits: Limits,
    progress: Progress | None = None,
) -> tuple[LeftOut, ...]:
    """What leaving out each signer would mean.

    gains, picks: with everyone; weights: as in `Picks.of`; limits: how much work to take on, in equal
    shares; progress: told the share done, 0 to 1.
    """
    count = len(gains.efficient.signers)
    share = limits.share(count)
    return tuple(_left_out(case, gains, picks, weights, out, share, part(progress, out, count)) for out in range(count))


def _left_out(
    case: Case,
    gains: Gains,
    picks: Picks,
    weights: Mapping[str, float],
    at: int,
    limits: Limits,
    progress: Progress | None,
) -> LeftOut:
    """The same for one signer."""
    everyone = gains.efficient
    out = everyone.signers[at]
    others = [worth.party for worth in everyone.signers if worth.party != out.party]
    among_others = efficient(
        case,
        others,
        others=[out.party],
        payoff=everyone.payoff,
        shown=LISTED,
        limits=limits,
        progress=progress,
    )
    exact = among_others.exact and among_others.others_exact
    nash = Picks.of(Gains.of(among_others), weights).nash
    no_deal = out.points(out.at_no_deal(MIDDLE))
    if not nash or not picks.nash:
        return LeftOut(out.party, among_others.count, None, no_deal, {}, exact)
    worth = Band.over(end for row in nash for end in among_others.spans(row)[out.party])
    before, after = [everyone.worth(row) for row in picks.nash], [among_others.worth(row) for row in nash]
    change = {}
    for party in before[0]:
        ends = [worth.low, worth.high] if party == out.party else [points[party] for points in after]
        change[party] = Band.over(end - points[party] for points in before for end in (min(ends), max(ends)))
    return LeftOut(out.party, among_others.count, worth, no_deal, change, exact)

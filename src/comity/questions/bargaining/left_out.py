"""What an agreement without one signer's consent would mean: to that signer, and to the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.efficient import efficient
from comity.agreements.picks import Gains, Picks
from comity.agreements.progress import Progress
from comity.agreements.worth import MIDDLE
from comity.case.model import Case
from comity.questions.bargaining.outcomes import LISTED


@dataclass(frozen=True)
class LeftOut:
    """The Nash solution among the other signers, when one signer's red lines and no-deal value no longer count.

    signer: who is left out; count: how many agreements are efficient for the others; worth: what their Nash solution is
    worth to the one left out, in points (the first agreement of the first outcome, where several tie); no_deal: what no
    deal is worth to it; change: by signer, itself among them, the points gained (or lost, below 0) against the Nash
    solution with everyone; exact: whether these are all the efficient agreements. Where either Nash solution is not
    defined, worth is None and change empty.
    """

    signer: str
    count: int
    worth: float | None
    no_deal: float
    change: Mapping[str, float]
    exact: bool

    def json(self) -> dict[str, Any]:
        """The row for other programs."""
        return {
            "signer": self.signer,
            "agreements_count": self.count,
            "worth": self.worth,
            "no_deal": self.no_deal,
            "change": dict(self.change),
            "exact": self.exact,
        }


def left_out(
    case: Case, gains: Gains, picks: Picks, weights: Mapping[str, float], progress: Progress | None = None
) -> tuple[LeftOut, ...]:
    """What leaving out each signer would mean.

    gains, picks: with everyone; weights: as in `Picks.of`; progress: told the share done, 0 to 1.
    """
    signers = gains.efficient.signers
    return tuple(
        _left_out(case, gains, picks, weights, out, part(progress, out, len(signers))) for out in range(len(signers))
    )


def _left_out(
    case: Case, gains: Gains, picks: Picks, weights: Mapping[str, float], at: int, progress: Progress | None
) -> LeftOut:
    """The same for one signer."""
    everyone = gains.efficient
    out = everyone.signers[at]
    others = [worth.party for worth in everyone.signers if worth.party != out.party]
    among_others = efficient(case, others, payoff=everyone.payoff, shown=LISTED, progress=progress)
    nash = Picks.of(Gains.of(among_others), weights).nash
    no_deal = out.points(out.at_no_deal(MIDDLE))
    if not nash or not picks.nash:
        return LeftOut(out.party, among_others.count, None, no_deal, {}, among_others.exact)
    worth = out.points(out.steps(among_others.points.shown(nash[0])[0]))
    before, after = everyone.worth(picks.nash[0]), {**among_others.worth(nash[0]), out.party: worth}
    change = {party: after[party] - points for party, points in before.items()}
    return LeftOut(out.party, among_others.count, worth, no_deal, change, among_others.exact)


def part(progress: Progress | None, number: int, parts: int) -> Progress | None:
    """The progress of one of several parts of equal size, numbered from 0, as progress of the whole."""
    return None if progress is None else lambda share: progress((number + share) / parts)

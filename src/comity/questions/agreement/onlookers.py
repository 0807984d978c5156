"""What the agreements left mean to those who have no say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.agreements.exclusions import crosses
from comity.agreements.space import BlockFactor, BlockSum, Choice
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.agreement.funnel import Onlooker

Places = NDArray[np.intp]


class Watch:
    """What the agreements left mean to one party or member that does not sign."""

    def __init__(self, case: Case, payoff: Payoff, party: str) -> None:
        self.worth = payoff.worths[party]
        self.steps = BlockSum(payoff.space, self.worth.factors)
        crossed = (crosses(payoff.space, line) for line in case.red_lines_of(party).values())
        self.lines = [BlockFactor(payoff.space, factor) for factor in crossed]
        self.accepts = 0
        self.range = (np.inf, -np.inf)

    def watch(self, fixed: Choice, places: Places) -> None:
        """Take the agreements left of one block into account."""
        steps = np.broadcast_to(self.steps.at(fixed, places), places.shape)
        self.range = min(self.range[0], steps.min()), max(self.range[1], steps.max())
        if self.worth.no_deal is not None:
            accepts = steps >= self.worth.needed
            for line in self.lines:
                accepts &= ~line.at(fixed, places)
            self.accepts += int(np.count_nonzero(accepts))

    def onlooker(self) -> Onlooker:
        """The tallies as they stand."""
        accepts = self.accepts if self.worth.no_deal is not None else None
        return Onlooker(self.worth.party, accepts, *map(self.worth.points, self.range))

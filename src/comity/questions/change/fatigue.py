"""By how much no deal drifts where it is war: fatigue wears arms down, and arms decide.

Nothing is mixed: where a no-deal value follows from the contest, its drift does, too, and none is stated beside it.
"""

from __future__ import annotations

import math
from itertools import product

from comity.case.contest import Contest, WarValue
from comity.case.estimate import Estimate

MONTHS = 12
"""Over how many months the drift is taken: a year, which is how fatigue is judged."""

_DECIMALS = 4
_LEAST_ARMS = 0.01


def war_drift(contest: Contest | None, party: str, no_deal: WarValue) -> Estimate | None:
    """By how many points a month what fighting on is worth to a side changes over the first year.

    The range is over the judged fatigue of both sides; all other numbers stand in the middle of theirs. None where the
    contest says nothing of fatigue, or the party does not fight in it. Sources: the odds of war by arms, Hirshleifer
    (1989); war as a costly lottery, Fearon (1995).
    """
    if contest is None or contest.fatigue is None or party not in contest.sides:
        return None
    span = _middle(no_deal.everything) - _middle(no_deal.nothing)
    sign = 1.0 if party == contest.challenger else -1.0
    worn = [(fatigue.low, fatigue.high) for fatigue in (contest.fatigue.challenger, contest.fatigue.defender)]
    drifts = [
        sign * span * (_won(contest, challenger, defender) - _middle(contest.victory) / 100.0) / MONTHS
        for challenger, defender in product(*worn)
    ]
    return Estimate(low=round(min(drifts), _DECIMALS), high=round(max(drifts), _DECIMALS))


def _won(contest: Contest, challenger: float, defender: float) -> float:
    """The chance that the challenger wins after a year in which each side has lost so many percent of its arms."""
    left = [max(_LEAST_ARMS, 1.0 - lost / 100.0) for lost in (challenger, defender)]
    twice = _log_odds(_middle(contest.arms)) / math.log(2.0)
    odds = _log_odds(_middle(contest.victory)) + twice * (math.log(left[0]) - math.log(left[1]))
    return 1.0 / (1.0 + math.exp(-odds))


def _log_odds(percent: float) -> float:
    return math.log(percent / (100.0 - percent))


def _middle(estimate: Estimate) -> float:
    return float(estimate.point)

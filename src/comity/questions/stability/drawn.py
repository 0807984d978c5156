"""In how many readings of the ranges nobody would move away from an agreement."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from comity.agreements.acceptance import acceptance
from comity.agreements.allowed import Choices
from comity.agreements.judged import Balance, Judged
from comity.agreements.readings import Readings
from comity.questions.stability.concepts import stability
from comity.questions.stability.slices import STATES, Slices

MOST = 1 << 22
"""How many states of slices are looked at in all readings, at most."""

DIGITS = 9
"""To how many digits points are compared, so that what is equal by the judgements is equal in every reading."""

Floats = NDArray[np.float64]


def number_looked_at(slices: Slices, draws: int) -> int:
    """How many agreements can be looked at in some readings."""
    return max(1, MOST // (2 * draws * math.prod(slices.sizes)))


def share_stable(slices: Slices, choices: Choices, draws: int) -> Floats | None:
    """In what share of the first readings each of some agreements is stable for everybody (SEQ); None without ranges.

    draws: how many readings. Who neither signs nor is asked for its yes has its worths in the middle of its ranges.
    """
    judged = Judged.of(slices.case)
    if not judged.ranged or not len(choices):
        return None
    readings = Readings.of(slices.case, judged)
    stable = np.zeros(len(choices))
    for rows, grid, places in slices.parts(choices):
        stretch = max(1, STATES // (2 * len(grid)))
        for start in range(0, draws, stretch):
            many = min(stretch, draws - start)
            worths = _worths(slices, judged, grid, readings.values(start, many))
            game = slices.game(grid, worths, many)
            marks = stability(game, ("SEQ",)).equilibria("SEQ").reshape(many, -1)
            stable[rows] += marks[:, places].sum(axis=0)
    return stable / draws


def _worths(slices: Slices, judged: Judged, grid: Choices, values: Floats) -> list[Floats]:
    """By party, what agreements and no deal are worth in some readings, one reading after the other."""
    accounts = {account.party: account for account in judged.accounts}
    found = []
    for party in slices.parties:
        if party not in accounts:
            found.append(np.tile(slices.worths(party, grid), len(values)))
            continue
        gains = acceptance(Balance.of(judged, accounts[party], grid)).gains(values).every(slice(None))
        worths = np.zeros((len(values), len(grid), 2))
        worths[:, :, 0] = np.round(gains, DIGITS)
        below = min(float(worths.min()), 0.0) - 1
        worths[:, slices.crossed(party, grid), 0] = below
        found.append(worths.ravel())
    return found

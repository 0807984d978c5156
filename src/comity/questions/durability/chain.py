"""The chain of regimes: what is worth how much once next year's regime is open."""

from __future__ import annotations

import numpy as np

from comity.questions.durability.game import Array, Flags, Terms


def occurring(terms: Terms) -> Flags:
    """Which regimes can have come about by each year, ``(years, regimes, n)``, n as in the chain."""
    follows = terms.transition > 0.0
    now = np.broadcast_to(terms.start > 0.0, (terms.regimes, follows.shape[-1]))
    years = [now]
    for year in range(1, terms.years):
        now = np.asarray((now[:, None] & follows).any(axis=0))
        years.append(now)
        if (now == years[-2]).all():  # then for ever
            return np.stack(years + [now] * (terms.years - 1 - year))
    return np.stack(years)


def expected(chain: Array, value: Array) -> Array:
    """Next year's value ``(..., regimes, n)`` as expected in each regime, by a chain ``(regimes, regimes, n)``."""
    return np.asarray((chain * value[..., None, :, :]).sum(axis=-2))


def accumulated(later: Array, yearly: Array) -> Array:
    """Worth of gains ``(sides, regimes, n)`` each year for ever; later: the chain, discounted."""
    matrix = np.eye(len(later))[:, :, None] - later
    return np.asarray(np.linalg.solve(matrix.transpose(2, 0, 1), yearly.transpose(2, 1, 0)).transpose(2, 1, 0))

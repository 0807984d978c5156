"""The stationary tail: what both sides do, and what it is worth to them, once nothing changes any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from comity.questions.durability.chain import accumulated, expected
from comity.questions.durability.game import PRECISION, TIE, Array, Flags, Integers
from comity.questions.durability.payoffs import Payoffs
from comity.questions.durability.turn import Turn, slopes, turn

SETTLED = 1e-9
"""Up to which the stationary values may miss their equation, as a part of what is at stake."""

_FALLS = 0.9  # a residual falls if it is below this part of the one before


def stationary(payoffs: Payoffs) -> tuple[Array, Array]:
    """What are both sides' values ``(2, regimes, n)`` after the last year, and by how much do they miss their equation?

    The values are those of playing one turn and then the same for ever. All ways to them start from lasting peace, so
    that peace is found wherever it is an equilibrium, and each takes up what the one before left open: Newton's steps,
    of value iteration where these come no nearer, settle all but one game in hundreds within a few sweeps; careful
    steps all but a few in a million; ever more careful ones, slowly, the rest. With noise there is always a solution;
    with sure choices there may be none, and then the values of the last sweep are returned. The residual ``(n,)`` is a
    part of what is at stake; up to `SETTLED` counts as none.
    Source: pseudo-transient continuation for the careful steps, Kelley and Keyes (1998).
    """
    games = _Games(
        payoffs.peace[:, -1],
        payoffs.attack[:, -1],
        payoffs.strike[:, -1],
        np.broadcast_to(payoffs.later, (*payoffs.later.shape[:2], payoffs.discount.size)),
        payoffs.noise,
        payoffs.tie,
    )
    peace = accumulated(games.later, games.peace)
    value, residual = peace.copy(), np.full(payoffs.discount.size, np.inf)
    for way in _WAYS:
        left = np.flatnonzero(~(residual <= PRECISION))
        if left.size:
            value[..., left], residual[left] = _swept(games.some(left), peace[..., left], way)
    return value, residual


@dataclass(frozen=True)
class _Way:
    """A way to the stationary values: how many steps it takes at most, and how careful they are.

    A step with caution c solves ``((1 + c) I - J) step = miss``, with the slopes J of the turn's values: it is
    Newton's for c = 0, and an implicit step of length 1/c along the path of value iteration otherwise; without an end
    (infinite) it is a step of value iteration itself.
    """

    sweeps: int
    caution: Callable[[Array, Array], Array]  # by the residuals now and before


def _newton() -> _Way:
    """Newton's steps, and one of value iteration where the residual did not fall."""
    return _Way(16, lambda now, before: np.where(now < _FALLS * before, 0.0, np.inf))


def _careful(factor: float) -> _Way:
    """Steps that are the longer the nearer they have come."""
    return _Way(200, lambda now, before: factor * np.sqrt(now))


_WAYS = (_newton(), *map(_careful, (3.0, 10.0, 30.0, 100.0, 300.0)))
"""Of the factors from 1 to 10 the first leaves fewest games open in the fewest sweeps."""


@dataclass(frozen=True)
class _Games:
    """The last year of some games."""

    peace: Array  # (2, regimes, n), as are attack and strike
    attack: Array
    strike: Array
    later: Array  # (regimes, regimes, n)
    noise: Array  # (n,)
    tie: Array  # (2, 1, n)

    def some(self, which: Integers | Flags) -> _Games:
        """These of the games."""
        peace, attack, strike = self.peace[..., which], self.attack[..., which], self.strike[..., which]
        return _Games(peace, attack, strike, self.later[..., which], self.noise[which], self.tie[..., which])


def _swept(games: _Games, start: Array, way: _Way) -> tuple[Array, Array]:
    """The values and residuals to which a way comes from a start."""
    value, residual, going = start.copy(), np.full(games.noise.size, np.inf), np.arange(games.noise.size)
    now, before = start, residual
    for _ in range(way.sweeps):
        hold = games.peace + expected(games.later, now)
        moves = turn(hold, games.attack, games.strike, games.noise, games.tie)
        miss = moves.value - now
        after = (np.abs(miss) * (TIE / games.tie)).max(axis=(0, 1))
        now, before = now + _step(games, moves, hold, miss, way.caution(after, before)), after
        open_ = ~(after <= PRECISION)
        if not open_.all():
            value[..., going], residual[going] = now, after
            if not open_.any():
                return value, residual
            going, games = going[open_], games.some(open_)
            now, before = now[..., open_], after[open_]
    value[..., going], residual[going] = now, before
    return value, residual


def _step(games: _Games, moves: Turn, hold: Array, miss: Array, caution: Array) -> Array:
    """The step ``(2, regimes, n)`` of that caution; of value iteration where the equations have no one solution."""
    within = np.isfinite(caution)
    if not within.any():
        return miss
    both, regimes, n = miss.shape
    size = both * regimes
    slope = slopes(moves, hold, games.attack, games.strike, games.noise)
    jacobian = (slope[:, :, :, None] * games.later).transpose(4, 0, 2, 1, 3).reshape(n, size, size)
    matrix = (1.0 + np.where(within, caution, 0.0))[:, None, None] * np.eye(size) - jacobian
    with np.errstate(over="ignore", invalid="ignore"):
        try:
            step = np.linalg.solve(matrix, miss.reshape(size, n).T[..., None])[..., 0].T.reshape(miss.shape)
        except np.linalg.LinAlgError:
            return miss
    return np.where(within & np.isfinite(step).all(axis=(0, 1)), step, miss)

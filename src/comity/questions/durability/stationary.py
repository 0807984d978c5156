"""The stationary tail: what both sides do, and what it is worth to them, once nothing changes any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from comity.questions.durability.chain import accumulated, expected
from comity.questions.durability.game import PRECISION, TIE, Array, Flags, Integers
from comity.questions.durability.payoffs import Payoffs
from comity.questions.durability.turn import slopes, turn

SETTLED = 1e-9
"""Up to which the stationary values may miss their equation, as a part of what is at stake."""

_FALLS = 0.9  # a residual falls if it is below this part of the one before


def stationary(payoffs: Payoffs) -> tuple[Array, Array]:
    """What are both sides' values ``(2, regimes, n)`` after the last year, and by how much do they miss their equation?

    The values are those of playing one turn and then the same for ever. All ways to them start from lasting peace, so
    that peace is found wherever it is an equilibrium, and each takes what the one before left open: Newton's, with
    value iteration where that does not come nearer, settles all but a few games in a few sweeps; careful steps all but
    a few of those; value iteration alone, which is backward induction from ever later years, the rest, slowly. With
    noise there is always a solution; with sure choices there may be none, and then the values of the last sweep are
    returned. The residual ``(n,)`` is a part of what is at stake; up to `SETTLED` counts as none.
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
    for way in (_NEWTON, _CAREFUL, _ITERATION):
        left = np.flatnonzero(~(residual <= PRECISION))
        if left.size:
            value[..., left], residual[left] = _swept(games.some(left), peace[..., left], way)
    return value, residual


@dataclass(frozen=True)
class _Way:
    """A way to the stationary values: how careful its steps are, and how many it takes at most.

    A step with caution c solves ``((1 + c) I - J) step = miss``, with the slopes J of the turn's values: it is
    Newton's for c = 0, and an implicit step of length 1/c along the path of value iteration otherwise; without an end
    (infinite) it is a step of value iteration itself.
    """

    sweeps: int
    first: float
    after: Callable[[Flags, Array], Array]  # the caution, by whether the residual fell and the caution before


_NEWTON = _Way(16, 0.0, lambda fell, caution: np.where(fell, 0.0, np.inf))
_CAREFUL = _Way(60, 0.1, lambda fell, caution: np.where(fell, caution / 10.0, np.minimum(caution * 10.0, 0.5)))
_ITERATION = _Way(2000, np.inf, lambda fell, caution: caution)


@dataclass(frozen=True)
class _Games:
    """The last year of some games."""

    peace: Array  # (2, regimes, n), as are attack and strike
    attack: Array
    strike: Array
    later: Array  # (regimes, regimes, n)
    noise: Array  # (n,)
    tie: Array  # (2, 1, n)

    def some(self, which: Integers) -> _Games:
        """These of the games."""
        peace, attack, strike = self.peace[..., which], self.attack[..., which], self.strike[..., which]
        return _Games(peace, attack, strike, self.later[..., which], self.noise[which], self.tie[..., which])


def _swept(games: _Games, start: Array, way: _Way) -> tuple[Array, Array]:
    """The values and residuals to which a way comes from a start."""
    value, residual = start.copy(), np.full(games.noise.size, np.inf)
    caution, going, part = np.full(games.noise.size, way.first), np.arange(games.noise.size), games
    for sweep in range(way.sweeps):
        now = value[..., going]
        hold = part.peace + expected(part.later, now)
        moves = turn(hold, part.attack, part.strike, part.noise, part.tie)
        miss = moves.value - now
        before, after = residual[going], (np.abs(miss) * (TIE / part.tie)).max(axis=(0, 1))
        if sweep:
            caution[going] = way.after(after < _FALLS * before, caution[going])
        careful = caution[going]
        step = miss
        if np.isfinite(careful).any():
            solved = _step(slopes(moves, hold, part.attack, part.strike, part.noise), part.later, careful, miss)
            step = np.where(np.isfinite(careful) & np.isfinite(solved).all(axis=(0, 1)), solved, miss)
        value[..., going], residual[going] = now + step, after
        still = ~(after <= PRECISION)
        if not still.all():
            going = going[still]
            if not going.size:
                break
            part = games.some(going)
    return value, residual


def _step(slope: Array, later: Array, caution: Array, miss: Array) -> Array:
    """The step ``(2, regimes, n)`` of that caution; not finite where the equations have no one solution."""
    both, regimes, n = miss.shape
    size = both * regimes
    jacobian = (slope[:, :, :, None] * later).transpose(4, 0, 2, 1, 3).reshape(n, size, size)
    matrix = (1.0 + np.where(np.isfinite(caution), caution, 0.0))[:, None, None] * np.eye(size) - jacobian
    with np.errstate(over="ignore", invalid="ignore"):
        try:
            solved = np.linalg.solve(matrix, miss.reshape(size, n).T[..., None])
        except np.linalg.LinAlgError:
            return np.full_like(miss, np.nan)
    return np.asarray(solved[..., 0].T.reshape(miss.shape))

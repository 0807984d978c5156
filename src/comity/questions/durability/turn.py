"""One year's moves: the challenger's, reckoning with the defender's, then the defender's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.questions.durability.game import Array


@dataclass(frozen=True)
class Turn:
    """The moves of one year. The first axis of two is the side: 0 the challenger, 1 the defender.

    chance: that each side attacks, once it is its move, ``(2, regimes, n)``.
    waits: what it is worth to the defender that the challenger does not attack, ``(regimes, n)``.
    value: what the year and all that follows is worth to each side, ``(2, regimes, n)``.
    """

    chance: Array
    waits: Array
    value: Array


def turn(hold: Array, attack: Array, strike: Array, noise: Array, tie: Array) -> Turn:
    """How do both sides move, and what is that worth to them?

    hold: worth of peace this year and of what follows; attack, strike: worth to both if the challenger or the defender
    attacks, all ``(2, regimes, n)``. noise, tie: as in `Payoffs`.
    Source: quantal response in extensive games, McKelvey and Palfrey (1998).
    """
    strikes, better = _choice(strike[1] - hold[1], noise, tie[1])
    waits = hold[1] + better
    expects = hold[0] + strikes * (strike[0] - hold[0])
    attacks, better = _choice(attack[0] - expects, noise, tie[0])
    chance, value = np.empty_like(hold), np.empty_like(hold)
    chance[0], chance[1] = attacks, strikes
    value[0], value[1] = expects + better, waits + attacks * (attack[1] - waits)
    return Turn(chance, waits, value)


def slopes(moves: Turn, hold: Array, attack: Array, strike: Array, noise: Array) -> Array:
    """By how much does each side's value rise with what holding is worth to each, ``(2, 2, regimes, n)``?

    The first axis is the side whose value it is, the second the side whose hold rises. moves: the turn of these holds.
    Without noise the moves do not change with them.
    """
    attacks, strikes = moves.chance
    slope = np.zeros((2, *hold.shape))
    slope[0, 0] = slope[1, 1] = (1.0 - attacks) * (1.0 - strikes)
    if _sure(noise):
        return slope
    with np.errstate(over="ignore", invalid="ignore"):  # with next to no noise a slope may be beyond all numbers
        expects = strikes * (1.0 - strikes) / noise * (hold[0] - strike[0])
        spared = attacks * (1.0 - attacks) / noise * (moves.waits - attack[1])
        slope[0, 1], slope[1, 0] = (1.0 - attacks) * expects, spared * (1.0 - strikes)
        slope[1, 1] += spared * expects
    return slope


def _sure(noise: Array) -> bool:
    """Whether choices are sure: there is noise throughout a batch or nowhere in it."""
    return bool(noise[0] == 0.0)


def _choice(gain: Array, noise: Array, tie: Array) -> tuple[Array, Array]:
    """The chance of attacking for that gain, and what being able to choose is worth beyond not attacking."""
    better = np.maximum(gain, 0.0)
    if _sure(noise):
        return (gain > tie).astype(np.float64), better
    kept, attacked = np.exp(-better / noise), np.exp((gain - better) / noise)  # as parts of the better of the two
    both = kept + attacked
    return attacked / both, better + noise * np.log(both)

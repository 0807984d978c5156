"""The solver: how agreements would fare when both sides move year after year, knowing that the other will."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from comity.questions.durability.batch import in_chunks
from comity.questions.durability.chain import accumulated, expected, occurring
from comity.questions.durability.game import Array, Flags, Game, Integers, Sides, Terms, sides
from comity.questions.durability.payoffs import Payoffs, payoffs_of
from comity.questions.durability.stationary import stationary
from comity.questions.durability.turn import turn


@dataclass(frozen=True)
class Outlook:
    """How agreements would fare. All arrays end with the batch.

    survival: chance that the peace has lasted t years, ``(years + 1, batch)``.
    broken: chance that the peace ends in a year by each side's attack, ``(years, batch)``; accidents are the
        rest.
    value: worth of the agreement to each side, ``(batch,)``.
    value_by_regime: the same if the first year's regime is known, ``(regimes, batch)``.
    margin: what peace is worth to each side beyond attacking, with sure choices, in the worst regime that can
        have come about, ``(years, batch)``. A side that waits for a better year to attack has positive margins
        until then: that is delay, not peace, and the margin of that year is negative.
    self_enforcing: whether no margin is negative, ``(batch,)``.
    failing_year, failing_side, failing_regime: where a margin is first negative, ``(batch,)``; -1 where none
        is. Side 0 is the challenger, 1 the defender; of several in one year the worst, in parts of the side's
        stake.
    residual: by how much the stationary values miss their equation, as a part of what is at stake,
        ``(batch,)``. Above 1e-9 no stationary play was found, and the values of the tail are approximate.
    """

    survival: Array
    broken: Sides[Array]
    value: Sides[Array]
    value_by_regime: Sides[Array]
    margin: Sides[Array]
    self_enforcing: Flags
    failing_year: Integers
    failing_side: Integers
    failing_regime: Integers
    residual: Array


def outlook(game: Game, terms: Terms) -> Outlook:
    """How would each agreement fare: how long does it last, who breaks it first, what is it worth to whom?

    Survival, breaking and values are those of noisy choices (``game.noise``); margins, and whether the
    agreement is self-enforcing, those of sure ones.
    Source: quantal response in extensive games, McKelvey and Palfrey (1998); margins, Fearon (1995), Powell
    (2006).
    """
    return in_chunks(_outlook, game, terms)


@dataclass(frozen=True)
class Endurance:
    """How long peace would last: survival and residual as in `Outlook`."""

    survival: Array
    residual: Array


def endurance(game: Game, terms: Terms) -> Endurance:
    """How likely is it that the peace has lasted t years?"""
    return in_chunks(_endurance, game, terms)


@dataclass(frozen=True)
class Margins:
    """What peace is worth to each side beyond attacking, with sure choices, ``(years, regimes, batch)``.

    residual: as in `Outlook`.
    """

    challenger: Array
    defender: Array
    residual: Array


def margins(game: Game, terms: Terms) -> Margins:
    """What is peace worth to each side beyond attacking, with sure choices?

    A side keeps the peace where its margin is at least 0. The worth of peace reckons with attacks to come,
    its own and the other's. Source: Fearon (1995), Powell (2006).
    """
    return in_chunks(_margins, game, terms)


# The game of one chunk. Arrays have the side as their first axis: 0 the challenger, 1 the defender.


@dataclass(frozen=True)
class _Play:
    chance: Array  # (2, years, regimes, n), as in a turn
    hold: Array  # (2, years, regimes, n): worth of peace
    value: Array  # (2, regimes, n): at the start
    residual: Array  # (n,)

    def margin(self, payoffs: Payoffs) -> Array:
        """What peace is worth to each side beyond attacking, ``(2, years, regimes, n)``."""
        return np.stack([self.hold[0] - payoffs.attack[0], self.hold[1] - payoffs.strike[1]])


@dataclass(frozen=True)
class _Course:
    survival: Array  # (years + 1, n)
    broken: Array  # (2, years, n)


def _play(payoffs: Payoffs) -> _Play:
    """Backward induction from the stationary tail."""
    value, residual = stationary(payoffs)
    chance, hold = np.empty_like(payoffs.peace), np.empty_like(payoffs.peace)
    for year in reversed(range(payoffs.peace.shape[1])):
        hold[:, year] = payoffs.peace[:, year] + expected(payoffs.later, value)
        moves = turn(hold[:, year], payoffs.attack[:, year], payoffs.strike[:, year], payoffs.noise, payoffs.tie)
        chance[:, year], value = moves.chance, moves.value
    return _Play(chance, hold, value, residual)


def _course(payoffs: Payoffs, play: _Play) -> _Course:
    """What happens from the start on."""
    years, batch = payoffs.peace.shape[1], payoffs.discount.size
    attacks, strikes = play.chance
    unattacked = 1.0 - attacks
    stays = unattacked * (1.0 - strikes) * (1.0 - payoffs.accident)
    at_peace = np.empty_like(stays)
    now = payoffs.start
    for year in range(years):
        at_peace[year] = now
        now = ((now * stays[year])[:, None] * payoffs.transition).sum(axis=0)
    lasting = np.concatenate([np.ones((1, batch)), (at_peace * stays).sum(axis=1)])
    broken = [(at_peace * attacks).sum(axis=1), (at_peace * unattacked * strikes).sum(axis=1)]
    return _Course(lasting, np.stack(broken))


def _outlook(game: Game, terms: Terms) -> Outlook:
    payoffs = payoffs_of(game, terms)
    noisy = _play(payoffs)
    sure = noisy if not payoffs.noise.any() else _play(replace(payoffs, noise=np.zeros_like(payoffs.noise)))
    course = _course(payoffs, noisy)
    margin = np.where(occurring(terms), sure.margin(payoffs), np.inf)
    fails = margin < -payoffs.tie[:, None]
    failing = fails.any(axis=(0, 2))
    lasts = ~failing.any(axis=0)
    year = failing.argmax(axis=0)
    batch = np.arange(lasts.size)
    worst = (margin / payoffs.stake[:, None])[:, year, :, batch].reshape(lasts.size, -1).argmin(axis=1)
    side, regime = np.divmod(worst, terms.regimes)
    return Outlook(
        survival=course.survival,
        broken=sides(course.broken),
        value=sides((payoffs.start * noisy.value).sum(axis=1)),
        value_by_regime=sides(noisy.value),
        margin=sides(margin.min(axis=2)),
        self_enforcing=np.asarray(lasts),
        failing_year=np.where(lasts, -1, year),
        failing_side=np.where(lasts, -1, side),
        failing_regime=np.where(lasts, -1, regime),
        residual=np.maximum(noisy.residual, sure.residual),
    )


def _endurance(game: Game, terms: Terms) -> Endurance:
    payoffs = payoffs_of(game, terms)
    play = _play(payoffs)
    return Endurance(_course(payoffs, play).survival, play.residual)


def _margins(game: Game, terms: Terms) -> Margins:
    payoffs = payoffs_of(replace(game, noise=0.0), terms)
    play = _play(payoffs)
    challenger, defender = play.margin(payoffs)
    return Margins(challenger, defender, play.residual)


def lasting_peace(payoffs: Payoffs) -> Array:
    """The worth of peace to both sides if nobody ever attacks, ``(2, years, regimes, n)``."""
    worth = payoffs.peace.copy()
    value = accumulated(payoffs.later, worth[:, -1])
    for year in reversed(range(worth.shape[1])):
        value = worth[:, year] + expected(payoffs.later, value)
        worth[:, year] = value
    return worth

"""The solver: how agreements would fare when both sides move year after year, knowing that the other will."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from comity.questions.durability.batch import batch_of, in_chunks
from comity.questions.durability.game import (
    PRECISION,
    TIE,
    Array,
    Figure,
    Flags,
    Game,
    Integers,
    Sides,
    Terms,
    sides,
)
from comity.questions.durability.war import log_odds, logistic

_SWEEPS = 400


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


def survival(game: Game, terms: Terms) -> Array:
    """How likely is it that the peace has lasted t years? As ``Outlook.survival``, ``(years + 1, batch)``."""
    return in_chunks(_survival, game, terms)


def margins(game: Game, terms: Terms) -> Sides[Array]:
    """What is peace worth to each side beyond attacking, with sure choices, ``(years, regimes, batch)``?

    A side keeps the peace where its margin is at least 0. The worth of peace reckons with attacks to come,
    its own and the other's. Source: Fearon (1995), Powell (2006).
    """
    return in_chunks(_margins, game, terms)


# The game of one chunk. Arrays have the side as their first axis: 0 the challenger, 1 the defender.


@dataclass(frozen=True)
class Payoffs:
    """What one chunk of games pays, year by year."""

    stake: Array  # (2, 1, n)
    tie: Array  # (2, 1, n): differences below are rounding
    peace: Array  # (2, years, regimes, n): the year's worth of peace
    attack: Array  # (2, years, regimes, n): worth to both if the challenger attacks
    strike: Array  # (2, years, regimes, n): worth to both if the defender attacks
    discount: Array  # (n,)
    transition: Array  # (regimes, regimes, n)
    start: Array  # (regimes, n)
    noise: Array  # (n,)
    accident: Array  # (n,)


@dataclass(frozen=True)
class _Turn:
    chance: Array  # (2, regimes, n): each side attacks, once it is its move
    value: Array  # (2, regimes, n)


@dataclass(frozen=True)
class _Play:
    chance: Array  # (2, years, regimes, n), as in a turn
    margin: Array  # (2, years, regimes, n): worth of peace less that of attacking
    value: Array  # (2, regimes, n): at the start
    residual: Array  # (n,)


@dataclass(frozen=True)
class _Course:
    survival: Array  # (years + 1, n)
    broken: Array  # (2, years, n)


def payoffs_of(game: Game, terms: Terms) -> Payoffs:
    """What each move pays, for one chunk."""
    batch, discount = batch_of(game, terms), game.discount
    share, edge, guarantee = terms.share, terms.edge, terms.guarantee
    ours, theirs = game.stake.challenger / (1.0 - discount), game.stake.defender / (1.0 - discount)
    even = log_odds(game, share, terms.arms)
    alone, struck = logistic(even + edge.challenger), logistic(even - edge.defender)
    guarded = alone + guarantee * (game.rescue - alone)

    def paths(challenger: Figure, defender: Figure) -> Array:
        shape = (terms.years, terms.regimes, batch)
        return np.stack([np.broadcast_to(challenger, shape), np.broadcast_to(defender, shape)])

    def each(challenger: Figure, defender: Figure) -> Array:
        return np.stack([np.broadcast_to(challenger, (1, batch)), np.broadcast_to(defender, (1, batch))])

    return Payoffs(
        stake=each(game.stake.challenger, game.stake.defender),
        tie=TIE * each(ours + game.cost.challenger, theirs + game.cost.defender),
        peace=paths(
            game.stake.challenger * share + terms.flow.challenger,
            game.stake.defender * (1.0 - share) + terms.flow.defender,
        ),
        attack=paths(
            ours * guarded - game.cost.challenger - guarantee * game.punishment,
            theirs * (1.0 - guarded) - game.cost.defender,
        ),
        strike=paths(
            ours * struck - game.cost.challenger,
            theirs * (1.0 - struck) - game.cost.defender,
        ),
        discount=np.broadcast_to(discount, batch),
        transition=np.broadcast_to(terms.transition, (terms.regimes, terms.regimes, batch)),
        start=np.broadcast_to(terms.start, (terms.regimes, batch)),
        noise=np.broadcast_to(game.noise, batch),
        accident=np.broadcast_to(game.accident, batch),
    )


def _play(payoffs: Payoffs) -> _Play:
    """Backward induction from the stationary tail."""
    value, residual = _tail(payoffs)
    chance, margin = np.empty_like(payoffs.peace), np.empty_like(payoffs.peace)
    for year in reversed(range(payoffs.peace.shape[1])):
        attack, strike = payoffs.attack[:, year], payoffs.strike[:, year]
        hold = payoffs.peace[:, year] + payoffs.discount * expected(payoffs.transition, value)
        turn = _turn(hold, attack, strike, payoffs.noise, payoffs.tie)
        margin[0, year], margin[1, year] = hold[0] - attack[0], hold[1] - strike[1]
        chance[:, year], value = turn.chance, turn.value
    return _Play(chance, margin, value, residual)


def _tail(payoffs: Payoffs) -> tuple[Array, Array]:
    """The stationary values after the last year, and by how much they miss their equation.

    The sweeps start from lasting peace, so that peace is found wherever it is an equilibrium. A sweep plays
    one turn and corrects the values as if its chances of attack were to stay as they are, which is policy
    iteration: it takes a few sweeps where value iteration takes hundreds. With two sides it need not
    converge; where a sweep came no nearer, the next is one of plain value iteration.
    """
    peace, attack, strike = payoffs.peace[:, -1], payoffs.attack[:, -1], payoffs.strike[:, -1]
    value = accumulated(payoffs.discount, payoffs.transition, np.ones_like(peace[0]), peace)
    residual = np.full_like(payoffs.discount, np.inf)
    going = np.arange(residual.size)
    for _ in range(_SWEEPS):
        discount, transition, tie = payoffs.discount[going], payoffs.transition[..., going], payoffs.tie[..., going]
        now = value[..., going]
        hold = peace[..., going] + discount * expected(transition, now)
        turn = _turn(hold, attack[..., going], strike[..., going], payoffs.noise[going], tie)
        miss = turn.value - now
        before, after = residual[going], (np.abs(miss) * (TIE / tie)).max(axis=(0, 1))
        corrected = accumulated(discount, transition, (1.0 - turn.chance[0]) * (1.0 - turn.chance[1]), miss)
        value[..., going] = now + np.where(after < 0.9 * before, corrected, miss)
        residual[going] = after
        going = going[after > PRECISION]
        if not going.size:
            break
    return value, residual


def _turn(hold: Array, attack: Array, strike: Array, noise: Array, tie: Array) -> _Turn:
    """One year's moves: the challenger's, reckoning with the defender's, then the defender's."""
    strikes, better = _choice(strike[1] - hold[1], noise, tie[1])
    waits = hold[1] + better
    expects = hold[0] + strikes * (strike[0] - hold[0])
    attacks, better = _choice(attack[0] - expects, noise, tie[0])
    value = np.stack([expects + better, waits + attacks * (attack[1] - waits)])
    return _Turn(np.stack([attacks, strikes]), value)


def _choice(gain: Array, noise: Array, tie: Array) -> tuple[Array, Array]:
    """The chance of attacking for that gain, and what being able to choose is worth beyond not attacking."""
    sure_worth = np.maximum(gain, 0.0)
    if not noise.any():
        return (gain > tie).astype(np.float64), sure_worth
    small = np.exp(-np.abs(gain) / noise)
    return np.where(gain < 0.0, small, 1.0) / (1.0 + small), sure_worth + noise * np.log1p(small)


def _course(payoffs: Payoffs, play: _Play) -> _Course:
    """What happens from the start on."""
    years, batch = payoffs.peace.shape[1], payoffs.discount.size
    lasting, broken = np.ones((years + 1, batch)), np.empty((2, years, batch))
    at_peace = payoffs.start
    for year in range(years):
        attacks, strikes = play.chance[:, year]
        after = at_peace * (1.0 - attacks)
        broken[0, year], broken[1, year] = (at_peace * attacks).sum(axis=0), (after * strikes).sum(axis=0)
        after = after * (1.0 - strikes) * (1.0 - payoffs.accident)
        lasting[year + 1] = after.sum(axis=0)
        at_peace = (after[:, None] * payoffs.transition).sum(axis=0)
    return _Course(lasting, broken)


def _outlook(game: Game, terms: Terms) -> Outlook:
    payoffs = payoffs_of(game, terms)
    noisy = _play(payoffs)
    sure = noisy if not payoffs.noise.any() else _play(replace(payoffs, noise=np.zeros_like(payoffs.noise)))
    course = _course(payoffs, noisy)
    margin = np.where(occurring(terms), sure.margin, np.inf)
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


def _survival(game: Game, terms: Terms) -> Array:
    payoffs = payoffs_of(game, terms)
    return _course(payoffs, _play(payoffs)).survival


def _margins(game: Game, terms: Terms) -> Sides[Array]:
    return sides(_play(payoffs_of(replace(game, noise=0.0), terms)).margin)


def lasting_peace(payoffs: Payoffs) -> Array:
    """The worth of peace to both sides if nobody ever attacks, ``(2, years, regimes, n)``."""
    worth = payoffs.peace.copy()
    value = accumulated(payoffs.discount, payoffs.transition, np.ones_like(payoffs.start), worth[:, -1])
    for year in reversed(range(worth.shape[1])):
        value = worth[:, year] + payoffs.discount * expected(payoffs.transition, value)
        worth[:, year] = value
    return worth


def occurring(terms: Terms) -> Flags:
    """Which regimes can have come about by each year, ``(years, regimes, n)``, n as in the chain."""
    now = terms.start
    years = []
    for _ in range(terms.years):
        years.append(now > 0.0)
        now = (now[:, None] * terms.transition).sum(axis=0)
    return np.stack(np.broadcast_arrays(*years))


def expected(transition: Array, value: Array) -> Array:
    """Next year's value ``(..., regimes, n)`` as expected in each regime."""
    return np.asarray((transition * value[..., None, :, :]).sum(axis=-2))


def accumulated(discount: Array, transition: Array, stay: Array, yearly: Array) -> Array:
    """Worth of gains ``(sides, regimes, n)`` each year for ever, which end where the peace does not stay."""
    matrix = np.eye(len(transition))[:, :, None] - discount * stay[:, None, :] * transition
    return np.asarray(np.linalg.solve(matrix.transpose(2, 0, 1), yearly.transpose(2, 1, 0)).transpose(2, 1, 0))

"""War: how likely it is won, and what fighting on is worth."""

from __future__ import annotations

import numpy as np

from comity.questions.durability.game import AS_TODAY, Array, Figure, Game, Sides


def victory(game: Game, share: Figure, arms: Sides[Figure] = AS_TODAY) -> Array:
    """How likely is it that the challenger wins a war, holding that share, if the guarantor stands aside?

    share: part of the stake, 0 to 1. arms: each side's, as multiples of today's. The figures broadcast.
    Source: Hirshleifer (1989).
    """
    return logistic(log_odds(game, share, arms))


def no_deal(game: Game, arms: Sides[Figure] = AS_TODAY) -> Sides[Array]:
    """What is fighting on worth to each side: war over the line held today, no guarantee, no first strike?

    arms: each side's, as multiples of today's; a path over years gives the worth of war in each of them.
    Times ``(1 - discount) / stake`` it is the part of the stake that, held for ever, is worth as much.
    Source: war as a costly lottery, Fearon (1995).
    """
    won = victory(game, game.held, arms)
    whole = 1.0 / (1.0 - np.asarray(game.discount))
    return Sides(
        game.stake.challenger * whole * won - game.cost.challenger,
        game.stake.defender * whole * (1.0 - won) - game.cost.defender,
    )


def log_odds(game: Game, share: Figure, arms: Sides[Figure]) -> Array:
    """The log odds that the challenger wins a war, holding that share, if the guarantor stands aside."""
    relative = np.log(arms.challenger) - np.log(arms.defender)
    return np.asarray(game.log_odds + game.decisiveness * relative + game.land * share)


def logistic(value: Array) -> Array:
    """The chance behind log odds."""
    small = np.exp(-np.abs(value))
    return np.where(value < 0.0, small, 1.0) / (1.0 + small)

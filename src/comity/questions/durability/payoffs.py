"""What a batch of games pays, year by year: peace, and what an attack by either side is worth to both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from comity.questions.durability.batch import batch_of
from comity.questions.durability.game import TIE, Array, Figure, Game, Terms
from comity.questions.durability.war import log_odds, logistic


@dataclass(frozen=True)
class Payoffs:
    """What one chunk of games pays, year by year. The first axis is the side: 0 the challenger, 1 the defender."""

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

    @cached_property
    def later(self) -> Array:
        """What one regime this year counts of another next year, ``(regimes, regimes, n)``: its chance, discounted."""
        return self.discount * self.transition


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

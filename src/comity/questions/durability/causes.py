"""Why peace fails where it fails first: each cause is undone in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from comity.questions.durability.batch import in_chunks
from comity.questions.durability.game import NOTHING, Array, Figure, Game, Sides, Terms
from comity.questions.durability.payoffs import payoffs_of
from comity.questions.durability.solve import margins, outlook


@dataclass(frozen=True)
class Causes:
    """What each cause takes off the margin that fails first, ``(batch,)``; NaN where none fails.

    Each is the change of that margin, in years of the side's whole stake, if that cause alone is undone:
    rebuilding: both sides' arms stay as in the first year.
    land: the odds of war are those of the land held today.
    decay: the guarantee stays as in the first year.
    wavering: the guarantee is in every regime what it is in the best.
    first_strike: striking first gives no edge.

    residual: by how much the stationary values miss their equation, at most, in the games that were solved for this,
        as in `Outlook`.
    """

    rebuilding: Array
    land: Array
    decay: Array
    wavering: Array
    first_strike: Array
    residual: Array


def causes(game: Game, terms: Terms) -> Causes:
    """Why does the margin fail that fails first? Each cause is undone in turn and the game solved again."""
    return in_chunks(_causes, game, terms)


def _causes(game: Game, terms: Terms) -> Causes:
    found = outlook(game, terms)
    batch = np.arange(found.failing_year.size)
    stake = payoffs_of(game, terms).stake[found.failing_side, 0, batch]
    residual = found.residual.copy()

    def margin(game: Game, terms: Terms) -> Array:
        both = margins(game, terms)
        np.maximum(residual, both.residual, out=residual)
        cell = np.stack([both.challenger, both.defender])[
            found.failing_side, found.failing_year, found.failing_regime, batch
        ]
        return np.where(found.self_enforcing, np.nan, cell / stake)

    actual = margin(game, terms)
    there = replace(game, log_odds=game.log_odds + game.land * game.held, land=0.0)
    arms = Sides(_first_year(terms.arms.challenger), _first_year(terms.arms.defender))
    guarantee = np.broadcast_to(terms.guarantee, (terms.years, terms.regimes, batch.size))
    return Causes(
        rebuilding=margin(game, replace(terms, arms=arms)) - actual,
        land=margin(there, terms) - actual,
        decay=margin(game, replace(terms, guarantee=_first_year(terms.guarantee))) - actual,
        wavering=margin(game, replace(terms, guarantee=guarantee.max(axis=1, keepdims=True))) - actual,
        first_strike=margin(game, replace(terms, edge=NOTHING)) - actual,
        residual=residual,
    )


def _first_year(figure: Figure) -> Figure:
    return figure[:1] if isinstance(figure, np.ndarray) and figure.ndim == 3 else figure

"""Division: could any split of the stake hold, even one that changes with the years?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from comity.questions.durability.batch import in_chunks
from comity.questions.durability.chain import accumulated, expected
from comity.questions.durability.game import (
    INSIDE,
    NOTHING,
    PRECISION,
    TIE,
    Array,
    Figure,
    Flags,
    Game,
    Sides,
    Terms,
    refuse,
    sides,
)
from comity.questions.durability.payoffs import payoffs_of
from comity.questions.durability.solve import lasting_peace


@dataclass(frozen=True)
class Division:
    """Whether any division of the stake could hold, ``(years, regimes, batch)``, in years of the whole stake.

    claim: the least that each side must be given from that year on, or it would rather fight, now or later.
    spare: what the stake is worth beyond both claims; negative: no division holds.
    """

    claim: Sides[Array]
    spare: Array

    @property
    def exists(self) -> Flags:
        """Whether some division, changing over time if need be, holds throughout, ``(batch,)``."""
        whole = self.claim.challenger + self.claim.defender + self.spare
        return np.asarray((self.spare >= -TIE * whole).all(axis=(0, 1)))


def war_claims(game: Game, terms: Terms) -> Sides[Array]:
    """What could each side secure by attacking, beyond what peace gives it besides its share of the stake?

    ``(years, regimes, batch)``, in years of the whole stake: the input of ``division``. The odds are those of
    the share that the terms give; where land moves the odds, look at several.
    """
    return in_chunks(_war_claims, game, terms)


def division(claims: Sides[Array], discount: Figure, transition: Array | None = None) -> Division:
    """Could any division of the stake hold, even one that changes with the years and with what has happened?

    claims: what each side can secure by war in each year and regime, ``(years, regimes, batch)``, in years of
        the whole stake; the last year's hold for ever after.
    discount: a number or ``(batch,)``. transition: as in ``Terms``; if left out there is one regime.

    A side can wait for a better year to fight, so that its claim is the better of war now and its claim of
    next year, discounted. In each year a side is given something between nothing and the whole; a path of
    divisions exists exactly if the two claims never exceed what the stake is worth from then on. One year
    ahead that is the condition of Powell (2006); over all years it covers slow shifts of power, too (Krainin
    2017). Raises ValueError if a figure is no number or the discount not between 0 and 1.
    """
    chain = np.ones((1, 1, 1)) if transition is None else transition
    factor = np.atleast_1d(np.asarray(discount, dtype=np.float64))
    war = np.stack([claims.challenger, claims.defender])
    problems = [] if np.isfinite(war).all() else ["claims must be numbers"]
    refuse(problems if ((factor > 0.0) & (factor < 1.0)).all() else [*problems, f"discount must be {INSIDE[2]}"])
    shape = np.broadcast_shapes(war.shape, (len(chain), chain.shape[-1]), factor.shape)
    claim = np.array(np.broadcast_to(war, shape))
    last = claim[:, -1].copy()
    while True:  # the best time to stop in a chain: policy iteration, which ends after finitely many sweeps
        later = factor * expected(chain, claim[:, -1])
        miss = np.maximum(last, later) - claim[:, -1]
        if np.abs(miss).max() <= PRECISION * np.abs(claim).max():
            break
        for side, waits in enumerate(later > last):
            claim[side, -1] += accumulated(factor * waits[:, None] * chain, miss[[side]])[0]
    for year in reversed(range(claim.shape[1] - 1)):
        claim[:, year] = np.maximum(claim[:, year], factor * expected(chain, claim[:, year + 1]))
    return Division(sides(claim), 1.0 / (1.0 - factor) - claim[0] - claim[1])


def _war_claims(game: Game, terms: Terms) -> Sides[Array]:
    payoffs = payoffs_of(game, terms)
    besides = lasting_peace(payoffs) - lasting_peace(payoffs_of(game, replace(terms, flow=NOTHING)))
    war = np.stack([payoffs.attack[0], payoffs.strike[1]])
    return sides((war - besides) / payoffs.stake[:, None])

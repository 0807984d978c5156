"""Games that tests play, and what is reckoned of them by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from comity.questions.durability import batch
from comity.questions.durability.game import Array, Flags, Game, Integers, Sides, Terms
from comity.questions.durability.guarantee import least
from comity.questions.durability.solve import endurance

LOST = np.array([[[0.92], [0.08]], [[0.0], [1.0]]])  # a guarantor that is lost at 8 % a year, for good
FIRM_FIRST = np.array([[1.0], [0.0]])


def log_odds(chance: float) -> float:
    return math.log(chance / (1.0 - chance))


def logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


def path(*values: float) -> Array:
    return np.array(values, dtype=np.float64)[:, None, None]


def by_regime(*values: float) -> Array:
    return np.array(values, dtype=np.float64)[:, None]


def plain(chance: float = 0.5, cost: float = 1.0, discount: float = 0.9, **figures: float) -> Game:
    """A stake of 1 for both and the same cost of war."""
    return Game(Sides(1.0, 1.0), Sides(cost, cost), discount, log_odds(chance), **figures)


def random_batch(size: int, noise: float, seed: int) -> tuple[Game, Terms]:
    """Everything at once: rebuilding, land, a decaying and wavering guarantee, first strikes, flows."""
    rng = np.random.default_rng(seed)

    def draw(low: float, high: float) -> Array:
        return rng.uniform(low, high, size)

    year = np.arange(12)[:, None, None]
    keep, back = draw(0.7, 1.0), draw(0.1, 0.5)
    return (
        Game(
            stake=Sides(draw(0.8, 1.2), draw(0.8, 1.2)),
            cost=Sides(draw(0.5, 3.0), draw(0.5, 3.0)),
            discount=draw(0.85, 0.96),
            log_odds=draw(-0.5, 1.0),
            decisiveness=draw(0.5, 1.5),
            land=draw(0.0, 1.5),
            held=0.2,
            rescue=draw(0.05, 0.3),
            punishment=draw(0.0, 3.0),
            noise=noise,
            accident=0.01,
        ),
        Terms(
            years=12,
            share=draw(0.1, 0.75),
            guarantee=draw(0.3, 0.95) * (1.0 - draw(0.0, 0.03)) ** year * np.stack([np.ones(size), draw(0.1, 0.7)]),
            arms=Sides(1.0 + draw(0.0, 0.6) * year / 11.0, 1.0 + draw(0.0, 0.4) * year / 11.0),
            flow=Sides(draw(0.0, 0.2), draw(0.0, 0.2)),
            edge=Sides(draw(0.0, 0.4), draw(0.0, 0.4)),
            transition=np.array([[keep, 1.0 - keep], [back, 1.0 - back]]),
            start=FIRM_FIRST,
        ),
    )


def expected_years(lasted: Array) -> Array:
    """Expected years of peace within the years looked at."""
    return np.asarray(lasted[1:].sum(axis=0))


def least_lasting(game: Game, terms: Terms, year: int, chance: float) -> Array:
    """The least part of the guarantee with which the peace lasts that long with that chance."""
    size = batch.batch_of(game, terms)

    def lasts(levels: Array, which: Integers) -> Flags:
        those, kept = batch.some(game, which), batch.some(terms, which)
        by_level = [
            endurance(those, replace(kept, guarantee=level * kept.guarantee)).survival[year] for level in levels
        ]
        return np.stack(by_level) >= chance

    return least(lasts, size)


chances = st.floats(0.05, 0.95)
discounts = st.floats(0.5, 0.98)

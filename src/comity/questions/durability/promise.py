"""The guarantor's own interest: would it keep its promise?"""

from __future__ import annotations

from dataclasses import dataclass

from comity.questions.durability.game import (
    NOT_NEGATIVE,
    POSITIVE,
    Array,
    Figure,
    Game,
    Terms,
    out_of_range,
    refuse,
)
from comity.questions.durability.war import log_odds, logistic


@dataclass(frozen=True)
class Guarantor:
    """What the guarantor has to lose, in a unit of its own. Figures broadcast to ``(years, regimes, batch)``.

    stake: its loss if the defender is defeated, at least 0.
    reputation: its loss if it breaks its promise, at least 0.
    cost: its cost of fighting, at least 0.
    noise: spread of what moves it beyond these, above 0.

    Raises ValueError, naming every figure that is out of range.
    """

    stake: Figure
    reputation: Figure
    cost: Figure
    noise: Figure

    def __post_init__(self) -> None:
        losses = dict.fromkeys(("stake", "reputation", "cost"), NOT_NEGATIVE)
        refuse(out_of_range(self, {**losses, "noise": POSITIVE}))


@dataclass(frozen=True)
class Promise:
    """Whether the guarantor would keep its promise, broadcasting to ``(years, regimes, batch)``.

    margin: what fighting is worth to it beyond standing aside.
    kept: chance that it fights.
    """

    margin: Array
    kept: Array


def promise(game: Game, terms: Terms, guarantor: Guarantor) -> Promise:
    """Would it be in the guarantor's interest to keep its promise, once the challenger attacks?

    It would where the defeat that it averts and the reputation that it saves outweigh its cost of fighting.
    Terms with ``guarantee=terms.guarantee * promise(...).kept`` reckon with it.
    Source: alliances as costly commitments, Morrow (1994), Smith (1995).
    """
    struck = logistic(log_odds(game, terms.share, terms.arms) + terms.edge.challenger)
    margin = guarantor.stake * (struck - game.rescue) + guarantor.reputation - guarantor.cost
    return Promise(margin, logistic(margin / guarantor.noise))

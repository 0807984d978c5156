"""What a game may hold: every problem of one is named."""

import math

import numpy as np
import pytest

from comity.questions.durability.division import division
from comity.questions.durability.game import Game, Sides, Terms
from comity.questions.durability.promise import Guarantor
from comity.questions.durability.regimes import with_persistence
from comity.questions.durability.solve import outlook
from games import path, plain


def test_all_problems_of_a_contest_are_named() -> None:
    with pytest.raises(ValueError, match="discount") as caught:
        Game(Sides(0.0, 1.0), Sides(1.0, -1.0), 1.0, math.nan, rescue=1.5, noise=np.array([0.0, 0.1]))
    for name in ("stake.challenger", "cost.defender", "log_odds", "rescue", "noise"):
        assert name in str(caught.value)


def test_all_problems_of_terms_are_named() -> None:
    with pytest.raises(ValueError, match="share") as caught:
        Terms(years=3, share=1.2, guarantee=np.zeros((4, 1, 1)), arms=Sides(0.0, 1.0),
              transition=np.full((2, 2, 1), 0.6), start=np.ones((3, 1)))  # fmt: skip
    for part in ("guarantee has shape", "arms.challenger", "row of transition", "start has shape"):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: outlook(plain(), Terms(years=1, share=np.array([0.1, 0.2]), guarantee=np.zeros(3))),
        lambda: with_persistence(Terms(years=1, share=0.5), 0.5),
        lambda: Guarantor(1.0, 1.0, 1.0, 0.0),
        lambda: Terms(years=0, share=0.5),
        lambda: division(Sides(path(math.nan), path(1.0)), 1.0),
    ],
)
def test_what_cannot_be_asked_is_refused(ask: object) -> None:
    with pytest.raises(
        ValueError, match=r"batches differ|second regime|noise must|years must|claims must .*; discount must"
    ):
        ask()  # type: ignore[operator]

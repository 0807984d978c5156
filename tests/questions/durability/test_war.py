"""What war is worth."""

import numpy as np
import pytest

from comity.questions.durability.game import Game, Sides
from comity.questions.durability.war import no_deal, victory
from games import log_odds, logistic


def test_no_deal_is_the_war_lottery_of_today() -> None:
    game = Game(Sides(1.0, 2.0), Sides(1.0, 3.0), 0.9, log_odds(0.6) - 0.5, land=2.5, held=0.2)
    value = no_deal(game)
    assert value.challenger == pytest.approx(10.0 * 0.6 - 1.0)
    assert value.defender == pytest.approx(20.0 * 0.4 - 3.0)
    later = no_deal(game, Sides(1.0, np.array([1.0, 2.0])))
    assert later.challenger[1] == pytest.approx(10.0 * 0.75 / 1.75 - 1.0)
    assert victory(game, 0.0) == pytest.approx(logistic(log_odds(0.6) - 0.5))

"""What takes most off the worth of peace: each cause alone is named."""

import numpy as np
import pytest

from comity.questions.durability.causes import causes
from comity.questions.durability.game import Game, Sides, Terms
from comity.questions.durability.solve import margins, outlook
from games import FIRM_FIRST, LOST, by_regime, logistic, path, plain

CAUSES = {
    "rebuilding": (plain(0.3), Terms(years=4, share=0.3, arms=Sides(path(1.0, 1.5, 3.0, 6.0), 1.0))),
    "land": (
        Game(Sides(1.0, 1.0), Sides(0.5, 0.5), 0.9, -1.85, land=10.0, held=0.1),
        Terms(years=2, share=0.3),
    ),
    "decay": (plain(0.7, rescue=0.1), Terms(years=4, share=0.3, guarantee=path(0.9, 0.6, 0.4, 0.1))),
    "wavering": (
        plain(0.7, rescue=0.1),
        Terms(years=4, share=0.3, guarantee=by_regime(0.9, 0.1), transition=LOST, start=FIRM_FIRST),
    ),
    "first_strike": (plain(0.5), Terms(years=2, share=0.5, edge=Sides(2.0, 0.0))),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_one_cause_is_named(cause: str) -> None:
    game, terms = CAUSES[cause]
    found, why = outlook(game, terms), causes(game, terms)
    side, year, regime = found.failing_side[0], found.failing_year[0], found.failing_regime[0]
    margin = (margins(game, terms).challenger, margins(game, terms).defender)[side][year, regime, 0]
    assert margin < 0
    for name in CAUSES:
        effect = getattr(why, name)[0]
        if name == cause:
            assert margin + effect >= 0
        else:
            assert effect == pytest.approx(0.0, abs=1e-12)


def test_how_much_land_takes_off() -> None:
    here, there = 10.0 * logistic(1.15) - 0.5, 10.0 * logistic(-0.85) - 0.5
    expected = (3.0 - there) - (0.3 + 0.9 * here - here)  # peace for ever, less peace for a year before the attack
    assert causes(*CAUSES["land"]).land == pytest.approx(expected)


def test_of_two_that_fail_the_worse_in_parts_of_its_stake_is_named() -> None:
    game = Game(Sides(100.0, 1.0), Sides(10.0, 0.1), 0.9, 0.0)
    terms = Terms(years=1, share=0.5, edge=Sides(1.5, 1.5))
    found, margin = outlook(game, terms), margins(game, terms)
    assert margin.challenger < margin.defender < 0
    assert margin.challenger / 100.0 > margin.defender
    assert found.failing_side == 1
    assert causes(game, terms).first_strike == pytest.approx(5.0 - 4.9 - margin.defender[0, 0])


def test_causes_of_what_does_not_fail_are_unknown() -> None:
    assert np.isnan(causes(plain(), Terms(years=2, share=0.5)).land)

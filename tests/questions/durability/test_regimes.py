"""Regimes that follow one another: persistence, cheating and monitors, in closed form."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.questions.durability.game import Array, Integers, Sides, Terms
from comity.questions.durability.guarantee import least
from comity.questions.durability.regimes import with_cheating, with_persistence
from comity.questions.durability.solve import endurance, outlook
from games import FIRM_FIRST, LOST, by_regime, discounts, plain


def least_detection(comply: float, cheat: float, caught: float, discount: float) -> Array:
    """The least yearly chance of being found out at which cheating does not pay; war is out of the question."""
    game = plain(cost=1e3, discount=discount)
    terms = Terms(years=1, share=caught, flow=Sides(comply - caught, 0.0))

    def deterred(levels: Array, _: Integers) -> np.ndarray:
        cheating = with_cheating(terms, arms=1.0, found=levels[:, 0])
        flow = Sides(by_regime(comply - caught, cheat - caught, 0.0), 0.0)
        value = outlook(game, replace(cheating, flow=flow)).value_by_regime.challenger
        return (value[1] <= value[0])[:, None]

    return least(deterred, 1, tolerance=1e-9)


def test_monitoring_threshold() -> None:
    assert least_detection(0.5, 0.8, 0.2, 0.9) == pytest.approx(1.0 / 9.0, abs=1e-8)


@settings(max_examples=30)
@given(st.floats(0.2, 0.5), st.floats(0.05, 0.4), st.floats(0.05, 0.19), discounts)
def test_monitoring_closed_form(comply: float, gain: float, loss: float, discount: float) -> None:
    expected = (1.0 - discount) * gain / (discount * loss)
    assume(expected < 0.999)
    found = least_detection(comply, comply + gain, comply - loss, discount)
    assert found == pytest.approx(expected, abs=1e-6)


def test_least_lasting_persistence_closed_form() -> None:
    """Attacked once the guarantor is lost, the peace lasts eleven years with its persistence to the tenth."""
    terms = Terms(years=15, share=0.1, guarantee=by_regime(1.0, 0.0), transition=LOST, start=FIRM_FIRST)
    game = plain(0.7, rescue=0.05)
    found = least(lambda keep, _: endurance(game, with_persistence(terms, keep[:, 0])).survival[11][:, None] >= 0.5, 1)
    assert found == pytest.approx(0.5**0.1, abs=1e-6)


def test_persistence_keeps_the_proportions_of_what_follows() -> None:
    chain = np.array([[0.5, 0.3, 0.2], [0.1, 0.9, 0.0], [0.0, 0.0, 1.0]])[..., None]
    terms = Terms(years=1, share=0.5, transition=chain, start=np.array([[1.0], [0.0], [0.0]]))
    np.testing.assert_allclose(with_persistence(terms, 0.9).transition[0, :, 0], [0.9, 0.06, 0.04])
    never_left = replace(terms, transition=np.eye(3)[..., None])
    np.testing.assert_allclose(with_persistence(never_left, 0.9).transition[0, :, 0], [0.9, 0.05, 0.05])


def test_cheating_shortens_the_peace_and_monitors_lengthen_it() -> None:
    game = plain(0.4, cost=1.0, noise=0.3)
    terms = Terms(years=20, share=0.3, flow=Sides(0.15, 0.1), transition=LOST, guarantee=by_regime(0.5, 0.2),
                  start=FIRM_FIRST)  # fmt: skip
    kept = endurance(game, terms).survival[20]
    np.testing.assert_allclose(endurance(game, with_cheating(terms, arms=3.0, found=0.5, rate=0.0)).survival[20], kept)
    unseen, seen = endurance(game, with_cheating(terms, 3.0, found=np.array([0.05, 0.9]), rate=0.2)).survival[20]
    assert unseen < seen < kept

"""Whether keeping a promise pays the guarantor."""

import pytest

from comity.questions.durability.game import Sides, Terms
from comity.questions.durability.promise import Guarantor, promise
from games import logistic, path, plain


def test_keeping_a_promise_is_weighed() -> None:
    game, terms = plain(0.7, rescue=0.2), Terms(years=2, share=0.5, arms=Sides(path(1.0, 9.0), 1.0))
    found = promise(game, terms, Guarantor(stake=10.0, reputation=1.0, cost=6.0, noise=0.5))
    assert found.margin[0] == pytest.approx(10.0 * 0.5 + 1.0 - 6.0, abs=1e-12)
    assert found.kept[0] == pytest.approx(0.5)
    later = 9.0 * 0.7 / (9.0 * 0.7 + 0.3)
    assert found.kept[1] == pytest.approx(logistic((10.0 * (later - 0.2) - 5.0) / 0.5))

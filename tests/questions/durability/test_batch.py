"""Many agreements at once: parts do not show."""

import numpy as np
import pytest

from comity.questions.durability import batch
from comity.questions.durability.solve import outlook
from games import least_lasting, random_batch


def test_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    game, terms = random_batch(20, 0.2, seed=3)
    whole, level = outlook(game, terms), least_lasting(game, terms, 5, 0.8)
    monkeypatch.setattr(batch, "CHUNK", 7)
    parts = outlook(game, terms)
    np.testing.assert_array_equal(parts.survival, whole.survival)
    np.testing.assert_array_equal(parts.broken.defender, whole.broken.defender)
    np.testing.assert_array_equal(parts.failing_year, whole.failing_year)
    np.testing.assert_array_equal(least_lasting(game, terms, 5, 0.8), level)

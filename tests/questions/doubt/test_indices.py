"""Sobol' indices, against functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest

from comity.agreements.draws import Draws
from comity.case.check import read_case
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.indices import indices
from material import WASHINGTON


def ishigami(points: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * points - 1)
    return (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]


def test_the_function_of_ishigami() -> None:
    """a 7, b .1: S .3139 .4424 0, T .5576 .4424 .2437 (Saltelli and others 2010); .314 .443 .000 at N = 8,192."""
    (found,) = indices(ishigami, 3, 8192, 0)
    assert [each.alone for each in found] == pytest.approx([0.3139, 0.4424, 0], abs=0.0015)
    assert [each.total for each in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.0015)
    for each, total in zip(found, (0.5576, 0.4424, 0.2437), strict=True):
        assert abs(each.total - total) < each.off


def test_a_sum_and_a_switch() -> None:
    """Of a sum the parts are c^2 / sum c^2, alone and in all; of "either, not both" alone 0 and in all 1; a column that
    nothing depends on is behind nothing."""
    weights = np.array([3.0, 2.0, 1.0, 0.0])

    def both(points: np.ndarray) -> np.ndarray:
        either = (points[:, 0] > 0.5) ^ (points[:, 1] > 0.5)
        return np.stack([points @ weights, either.astype(float)], axis=1)

    of_sum, of_switch = indices(both, 4, 4096, 1)
    assert [each.alone for each in of_sum] == pytest.approx([9 / 14, 4 / 14, 1 / 14, 0], abs=0.01)
    assert [each.total for each in of_sum] == pytest.approx([9 / 14, 4 / 14, 1 / 14, 0], abs=0.01)
    assert [each.alone for each in of_switch] == pytest.approx([0, 0, 0, 0], abs=0.05)
    assert [each.total for each in of_switch] == pytest.approx([1, 1, 0, 0], abs=0.05)
    assert (of_sum[3].total, of_switch[3].total, of_switch[3].off) == (0, 0, 0)


def test_what_never_varies_has_no_indices() -> None:
    shares: list[float] = []
    (found,) = indices(lambda points: np.ones((len(points), 1)), 2, 64, 0, shares.append)
    assert [(each.alone, each.total, each.off) for each in found] == [(0, 0, 0)] * 2
    assert shares == [0.5, 1]


# methods/sensitivity.md, section 2: total (alone) at N = 4,096.
LOG = {"russia.no_deal": (0.56, 0.47), "europe.no_deal": (0.21, 0.13), "russia.territory.frozen": (0.14, 0.05),
       "ukraine.no_deal": (0.13, 0.09)}  # fmt: skip
EMPTY = {"russia.no_deal": 0.82, "europe.no_deal": 0.64, "russia.territory.frozen": 0.58}


def test_washington() -> None:
    result = doubt(read_case(WASHINGTON), rows=4096).result
    by_name = {each.judgement.removeprefix("interests."): each for each in result.judgements}
    for name, (total, alone) in LOG.items():
        index = by_name[name].total
        assert index is not None
        assert index.total == pytest.approx(total, abs=0.04), name
        assert index.alone == pytest.approx(alone, abs=0.04), name
    for name, total in EMPTY.items():
        empty = by_name[name].empty
        assert empty is not None
        assert abs(empty.total - total) < empty.off, name
    order = sorted(by_name, key=lambda name: -(by_name[name].total.total if by_name[name].total else 0))
    assert order[:4] == ["russia.no_deal", "europe.no_deal", "russia.territory.frozen", "ukraine.no_deal"]


def test_their_count_is_that_of_draws() -> None:
    draws = Draws.of(read_case(WASHINGTON))
    parts = draws.readings.parts(0, 50)
    assert (draws.counts_at(draws.readings.at(parts)) == draws.counts(50)).all()

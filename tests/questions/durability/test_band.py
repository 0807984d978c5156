"""Bands and tendencies, on both sides of each of their edges."""

import numpy as np
import pytest

from comity.finding import Quantity
from comity.questions.durability.band import Sureness, Tendency, Way, band_of


def test_a_band_holds_nine_in_ten_and_its_middle() -> None:
    values = np.arange(101.0)
    values[0] = 200.0
    band = band_of(values)
    assert (band.low, band.mid) == (6.0, 200.0)
    assert band.high == 200.0
    beyond = band_of(np.array([0.5, *[0.5] * 50, *[np.nan] * 50]))
    assert beyond.json() == {"low": 0.5, "mid": 0.5, "high": None}
    assert str(Quantity(beyond, "in_100")) == "50 in 100 (50 to beyond 100)"


def test_a_band_reaches_down_to_its_middle() -> None:
    values = np.arange(101.0)
    values[0] = -3.0
    band = band_of(values)
    assert (band.low, band.mid, band.high) == (-3.0, -3.0, 95.0)
    assert band_of(np.array([np.nan, *[0.2] * 50])).json() == {"low": 0.2, "mid": None, "high": None}


@pytest.mark.parametrize(
    ("rises", "falls", "way", "sure"),
    [
        (0.8, 0.2, "rises", "clear"),
        (0.79, 0.21, "rises", "more often than not"),
        (0.51, 0.49, "rises", "more often than not"),
        (0.5, 0.4, "rises", "not clear"),
        (0.05, 0.0, "rises", "not clear"),
        (0.049, 0.0, "neither", "not clear"),
        (0.0, 0.049, "neither", "not clear"),
        (0.0, 0.05, "falls", "not clear"),
        (0.4, 0.5, "falls", "not clear"),
        (0.49, 0.51, "falls", "more often than not"),
        (0.2, 0.8, "falls", "clear"),
    ],
)
def test_where_a_tendency_turns(rises: float, falls: float, way: Way, sure: Sureness) -> None:
    tendency = Tendency.told(rises, falls)
    assert (tendency.way, tendency.sure) == (way, sure)
    assert tendency.json() == {"rises": rises, "falls": falls, "way": way, "sure": sure}


def test_what_is_even_goes_the_way_it_is_told() -> None:
    assert Tendency.told(0.3, 0.3).way == "rises"
    assert Tendency.told(0.3, 0.3, even="falls").way == "falls"
    assert Tendency.told(0.31, 0.3, even="falls").way == "rises"
    assert Tendency.of(np.array([0.0, 1.0, -1.0]), even="falls").way == "falls"


def test_a_tendency_counts_draws_and_not_the_middle() -> None:
    changes = np.array([9.0, 2.0, 0.5, -0.5, -3.0, 0.0, np.inf])  # the first is the middle
    counted = Tendency.of(changes)
    assert (counted.rises, counted.falls) == (3 / 6, 2 / 6)
    counted = Tendency.of(changes, beyond=1.0)
    assert (counted.rises, counted.falls) == (2 / 6, 1 / 6)
    counted = Tendency.of(changes, beyond=2.0)
    assert counted.rises == 1 / 6  # what is just so much is no change

"""A few points that come close to all: against every set of so many, on small random sets of points."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comity.papers.options import cover as module
from comity.papers.options.cover import cover, short_of

POINTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=9, unique=True
)


def terms_of(points: list[tuple[int, ...]]) -> list[tuple[str, ...]]:
    return [(*(str(each // 3) for each in point), str(sum(point))) for point in points]


def distance(worths: np.ndarray, rows: tuple[int, ...]) -> float:
    return float(short_of(worths)[:, list(rows)].min(axis=1).max())


@given(POINTS, st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_no_set_comes_closer_and_of_those_as_close_none_differs_more(
    points: list[tuple[int, ...]], number: int
) -> None:
    worths, terms = np.array(points, dtype=float), terms_of(points)
    found = cover(worths, terms, number)
    assert found.distance == distance(worths, found.rows)
    assert found.exact
    assert found.complete
    every = list(combinations(range(len(points)), min(number, len(points))))
    best = min(distance(worths, rows) for rows in every)
    assert found.distance == pytest.approx(best)

    def apart(rows: tuple[int, ...]) -> tuple[int, int]:
        pairs = [
            sum(a != b for a, b in zip(terms[one], terms[other], strict=True)) for one, other in combinations(rows, 2)
        ]
        return min(pairs, default=0), sum(pairs)

    assert apart(found.rows) == max(apart(rows) for rows in every if distance(worths, rows) <= best + 1e-9)


@example([(0, 1, 1), (3, 0, 0), (0, 0, 2), (0, 2, 0)], 2, 3)
@given(POINTS, st.integers(1, 4), st.sampled_from([0, 3, 30]))
@settings(max_examples=100, deadline=None)
def test_where_the_work_does_not_suffice_the_bounds_hold(points: list[tuple[int, ...]], number: int, work: int) -> None:
    worths = np.array(points, dtype=float)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "WORK", work)
        found = cover(worths, terms_of(points), number)
    every = combinations(range(len(points)), min(number, len(points)))
    best = min(distance(worths, rows) for rows in every)
    assert found.distance == pytest.approx(distance(worths, found.rows))
    assert found.least <= best + 1e-9
    assert best <= found.distance + 1e-9


def test_many_points_are_taken_one_after_the_other_with_a_proof_of_how_close_any_could_come() -> None:
    angles = np.linspace(0, np.pi / 2, module.MOST + 10)
    worths = np.stack([np.cos(angles), np.sin(angles)], axis=1) * 100
    found = cover(worths, [(str(at),) for at in range(len(worths))], 5)
    assert len(found.rows) == 5
    assert 0 < found.least <= found.distance
    assert not found.complete
    assert found.distance == pytest.approx(
        max(min((worths[y] - worths[x]).max() for x in found.rows) for y in range(len(worths)))
    )

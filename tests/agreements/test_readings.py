"""Values drawn from ranges: their shapes, and that no name and no order changes which number has which."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest

from comity.agreements.alike import in_order
from comity.agreements.draws import Draws
from comity.agreements.judged import Judged
from comity.agreements.readings import Readings, Shape
from comity.case.check import read_case
from comity.case.model import Case
from doubted import TRIED, doubtful
from material import WASHINGTON
from talks import TALKS, talks


def two(shape: Shape, number: int = 4096) -> np.ndarray:
    """The no-deal values of both in draws from 30..50 and 20..30."""
    interests = {**TALKS["interests"], "a": {**TALKS["interests"]["a"], "no_deal": "30..50"}}
    case = talks(interests=interests)
    judged = Judged.of(case)
    values = Readings.of(case, judged, shape).values(0, number)
    names = [number.name for number in judged.numbers]
    return values[:, [names.index("interests.a.no_deal"), names.index("interests.b.no_deal")]]


@pytest.mark.parametrize(
    ("shape", "variance", "correlation"),
    [("uniform", 1 / 12, 0), ("triangular", 1 / 24, 0), ("correlated", 1 / 12, 0.5)],
)
def test_shapes(shape: Shape, variance: float, correlation: float) -> None:
    """A uniform number varies by a twelfth of its squared range, a triangular one by half of that."""
    drawn = two(shape)
    assert drawn.min(axis=0) == pytest.approx([30, 20], abs=0.5)
    assert drawn.max(axis=0) == pytest.approx([50, 30], abs=0.5)
    assert drawn.mean(axis=0) == pytest.approx([40, 25], abs=0.05)
    assert drawn.var(axis=0) == pytest.approx([400 * variance, 100 * variance], rel=0.01)
    # Uniform numbers by a Gaussian copula of r go together by 6/pi arcsin(r/2): .483 for .5.
    expected = 6 / np.pi * np.arcsin(correlation / 2)
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(expected, abs=0.03)


def turned(content: dict[str, Any], seed: int) -> tuple[dict[str, Any], dict[str, str]]:
    """The content of a case in another order and with other names, and these by the old ones."""
    draw = random.Random(seed)
    old = [*content["parties"], *content["issues"]]
    old += [member for party in content["parties"].values() for member in party.get("members", {})]
    old += sorted({option for issue in content["issues"].values() for option in issue["options"]})
    renamed = dict(zip(old, draw.sample([f"n{number}" for number in range(100, 999)], len(old)), strict=True))

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {renamed.get(key, key): walk(value[key]) for key in draw.sample(list(value), len(value))}
        if isinstance(value, list):
            return [walk(each) for each in draw.sample(value, len(value))]
        return renamed.get(value, value) if isinstance(value, str) else value

    return walk(content), renamed


def test_no_name_and_no_order_changes_a_draw() -> None:
    for seed in range(TRIED):
        case = doubtful(seed)
        other, _ = turned(json.loads(case.model_dump_json(by_alias=True)), seed)
        mine, theirs = (Draws.of(each) for each in (case, Case.model_validate(other)))
        assert (mine.counts(40) == theirs.counts(40)).all(), seed


def test_twins_are_told_apart_alike() -> None:
    """Two signers who are the same but for their names, with two ranges each, in whatever order."""
    own = {"no_deal": "20..60", "x": {"weight": "1", "p": "40..90", "q": "0..30"}, "y": {"weight": 1, "p": 0, "q": 10}}
    issues = TALKS["issues"]
    counts = []
    for names in (("a", "b"), ("b", "a")):
        for flipped in (False, True):
            mine = {**own, "x": dict(reversed(own["x"].items()))} if flipped else own  # type: ignore[attr-defined]
            case = talks(
                parties={name: {"name": name, "signs": "yes"} for name in names},
                interests={names[0]: mine, names[1]: own},
                issues=issues,
            )
            counts.append(Draws.of(case).counts(64).tolist())
    assert counts[0] == counts[1] == counts[2] == counts[3]
    assert len(set(counts[0])) > 1


def test_every_number_of_washington_has_a_column_of_its_own() -> None:
    case = read_case(WASHINGTON)
    judged = Judged.of(case)
    order = in_order(case, judged, judged.ranged)
    assert sorted(order) == sorted(judged.ranged)
    drawn = Readings.of(case, judged).values(0, 512)[:, list(order)]
    assert np.abs(np.corrcoef(drawn.T) - np.eye(25)).max() < 0.2

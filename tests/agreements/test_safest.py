"""The safest of many agreements: those that the full search finds, whatever is left aside on the way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.agreements import safest as module
from comity.agreements.allowed import allowed
from comity.agreements.draws import Draws, rows_of
from comity.agreements.judged import Judged
from comity.agreements.readings import DRAWS, Readings
from comity.agreements.safest import ASIDE, safest
from comity.case.model import Case


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few agreements at a time, so that small cases have some to leave aside."""
    monkeypatch.setattr(module, "LEADERS", 2)
    monkeypatch.setattr(module, "TOGETHER", 4)
    monkeypatch.setattr(module, "PAUSES", (8, 200))


@st.composite
def ranged(draw: st.DrawFn) -> dict[str, Any]:
    """Three signers over up to 27 agreements; two of three may be enough."""
    options = [f"o{at}" for at in range(draw(st.integers(2, 3)))]
    issues = {name: {"name": name, "options": {option: option for option in options}} for name in "xyz"}
    ratings = st.integers(0, 9).map(lambda tens: f"{tens * 10}..{tens * 10 + 5}" if tens % 2 else tens * 10)
    interests = {}
    for party in "abc":
        low = draw(st.integers(0, 50))
        weights = st.integers(1, 4).map(lambda weight: f"{weight}..{weight + 1}" if weight > 3 else weight)
        rated = {name: {"weight": draw(weights), **{option: draw(ratings) for option in options}} for name in issues}
        interests[party] = {"no_deal": f"{low}..{low + draw(st.integers(1, 45))}", **rated}
    parties = {party: {"name": party, "signs": "yes"} for party in "abc"}
    content = {"title": "T", "parties": parties, "issues": issues, "interests": interests}
    return {**content, "consent": {"at_least": 2}} if draw(st.booleans()) else content


@settings(max_examples=40)
@given(ranged(), st.integers(1, 4), st.sampled_from([0, DRAWS // 4, DRAWS]), st.randoms(use_true_random=False))
def test_the_safest_of_each_kind_are_those_of_the_full_search(
    content: dict[str, Any], keep: int, enough: int, random: Any
) -> None:
    case = Case.model_validate(content)
    judged = Judged.of(case)
    choices, readings = allowed(case, judged.space), Readings.of(case, judged)
    kinds = np.array([random.randrange(3) for _ in choices], dtype=np.intp)
    counts = safest(readings, choices, kinds, keep, enough)
    full = np.zeros(len(choices), dtype=np.int64)
    draws = Draws.among(readings, choices)
    places = {tuple(choice): at for at, choice in enumerate(choices.tolist())}
    rows = [places[tuple(choice)] for choice in draws.choices.tolist()]
    for _, values in draws.stretches(DRAWS):
        full[rows] += rows_of(draws.left(values), len(rows)).sum(axis=0)
    known = counts != ASIDE
    assert (counts[known] == full[known]).all()
    best = {kind: full[kinds == kind].max() for kind in set(kinds.tolist())}
    least = sorted(best.values(), reverse=True)[min(keep, len(best)) - 1] if keep <= len(best) else 0
    told = max(least, min(enough, max(best.values())))
    must = np.array([full[at] == best[kind] and full[at] >= told for at, kind in enumerate(kinds.tolist())])
    assert known[must].all()


def test_some_are_left_aside() -> None:
    """Beta loses y wherever no deal is worth more than 30: in nearly all readings; x is accepted in all."""
    rated = {"a": (50, 90), "b": (90, 31)}
    case = Case.model_validate(
        {
            "title": "T",
            "parties": {party: {"name": party, "signs": "yes"} for party in rated},
            "issues": {
                "i": {"name": "I", "options": {"x": "X", "y": "Y"}},
                "j": {"name": "J", "options": {"p": "P", "q": "Q", "r": "R"}},
            },
            "interests": {
                party: {
                    "no_deal": "30..49",
                    "i": {"weight": 9, "x": x, "y": y},
                    "j": {"weight": 1, "p": 50, "q": 45, "r": 40},
                }
                for party, (x, y) in rated.items()
            },
        }
    )
    judged = Judged.of(case)
    choices = allowed(case, judged.space)
    counts = safest(Readings.of(case, judged), choices, np.zeros(len(choices), dtype=np.intp), 1, 0)
    assert counts.tolist()[:1] == [DRAWS]
    assert counts.tolist()[3:] == [ASIDE] * 3

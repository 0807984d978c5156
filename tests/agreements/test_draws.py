"""Draws: each counted again by adding up, the published shares of the Washington case, and equal whoever computes."""

from __future__ import annotations

import pickle
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from comity.agreements.acceptance import ByAddition, ByGroup
from comity.agreements.allowed import MOST, TooMany, allowed
from comity.agreements.draws import STRETCH, Draws, rows_of
from comity.agreements.judged import Balance, Judged
from comity.agreements.readings import SHAPES, Readings
from comity.case.check import read_case
from comity.case.model import Case
from doubted import TRIED, doubtful, feasible, possible
from material import WASHINGTON
from talks import talks


@pytest.fixture(scope="module")
def washington() -> Case:
    return read_case(WASHINGTON)


@pytest.fixture(scope="module")
def drawn(washington: Case) -> Draws:
    return Draws.of(washington)


# methods/uncertainty.md, section 3: 20,000 draws; the share empty, the median, 5 to 95 in 100.
@pytest.mark.parametrize(
    ("shape", "empty", "median"), [("uniform", 0.023, 262), ("triangular", 0.001, 300), ("correlated", 0.049, 293)]
)
def test_washington(shape: Any, empty: float, median: float, washington: Case) -> None:
    counts = Draws.of(washington, shape).counts(20_000)
    assert abs((counts == 0).mean() - empty) < 0.01
    assert abs(np.median(counts) / median - 1) < 0.03


def test_washington_with_no_deal_values_closer_together(washington: Case) -> None:
    """.9 instead of .5: .070 and 317."""
    judged = Judged.of(washington)
    readings = Readings(judged, Readings.of(washington, judged).places, "correlated", 0, 0.9)
    counts = Draws.among(readings, allowed(washington, judged.space)).counts(20_000)
    assert abs((counts == 0).mean() - 0.070) < 0.01
    assert abs(np.median(counts) / 317 - 1) < 0.03


def test_the_groups_of_washington(drawn: Draws) -> None:
    assert [len(signer.shares) for signer in drawn.voices if isinstance(signer, ByGroup)] == [8, 4, 2, 8]
    assert len(drawn.choices) == 3479


def test_every_draw_counted_again(drawn: Draws) -> None:
    """1,000 draws by plain addition over the agreements that break no rule, those that no draw leaves included."""
    values = drawn.readings.values(0, 1000)
    judged = drawn.readings.judged
    every = allowed(read_case(WASHINGTON), judged.space)
    counts = np.zeros(1000, dtype=int)
    weights = [[float(judged.numbers[at].ends[1]) for at in account.weights] for account in judged.accounts]
    for draw in range(1000):
        left = np.ones(len(every), dtype=bool)
        for account, weight in zip(judged.accounts, weights, strict=True):
            balance = Balance.of(judged, account, every)
            worth = values[draw][balance.rated.first] @ weight / sum(weight)
            for at, (place, _) in enumerate(account.linkages):
                worth += balance.holds[:, at] * values[draw, place]
            left &= worth >= values[draw, account.no_deal]
        counts[draw] = left.sum()
    assert (drawn.counts(1000) == counts).all()
    assert (counts == 0).any()


@pytest.mark.parametrize("shape", SHAPES)
def test_random_cases_counted_again(shape: Any) -> None:
    """Weights that vary, shared numbers, linkages: each draw in fractions."""
    seen = {ByGroup: 0, ByAddition: 0, "changing": 0}
    for seed in range(TRIED):
        case = doubtful(seed)
        draws = Draws.of(case, shape)
        deals = feasible(case)
        values = draws.readings.values(5, 6)
        paths = [number.path for number in draws.readings.judged.numbers]
        left = rows_of(draws.left(values), len(draws.choices))
        counts = draws.counts_at(values)
        for draw, row in enumerate(values.tolist()):
            at = dict(zip(paths, map(Fraction, row), strict=True))
            expected = [tuple(deal.values()) for deal in possible(case, deals, at)]
            found = [tuple(draws.readings.judged.space.agreement(choice).options.values())
                     for choice in draws.choices[left[draw]]]  # fmt: skip
            if found != expected:  # a number that does not vary may be exactly enough, which floating point blurs
                gains = [signer.gains(values[[draw]]).every(slice(None)) for signer in draws.voices]
                assert np.abs(np.concatenate(gains)).min() < 1e-9
                continue
            assert counts[draw] == len(expected)
        for signer in draws.voices:
            seen[type(signer)] += 1
        seen["changing"] += len(set(counts.tolist())) > 1
    assert min(seen.values()) > 3, seen


def test_both_ways_of_accepting_agree(drawn: Draws) -> None:
    judged, values = drawn.readings.judged, drawn.readings.values(0, 300)
    some = slice(64, 1064)
    for account, signer in zip(judged.accounts, drawn.voices, strict=True):
        other = ByAddition.of(Balance.of(judged, account, drawn.choices))
        assert np.allclose(other.gains(values).every(some), signer.gains(values).every(some), atol=1e-9)
        assert (other.sets(some)(values) == signer.sets(some)(values)).all()


class Elsewhere(Executor):
    """An executor that passes everything through pickle, as another machine would, and computes backwards."""

    def __init__(self) -> None:
        self.tasks: list[tuple[bytes, Future[Any]]] = []

    def submit(self, function: Any, /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.tasks.append((pickle.dumps((function, given, named)), future))
        original, future.result = future.result, lambda timeout=None: self.run() or original()  # type: ignore[method-assign]
        return future

    def run(self) -> None:
        while self.tasks:
            task, future = self.tasks.pop()
            function, given, named = pickle.loads(task)
            future.set_result(function(*given, **named))


def test_equal_whoever_computes(drawn: Draws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.agreements.draws.TASK", 1000)
    alone = drawn.counts(3500)
    shares: list[float] = []
    assert (drawn.counts(3500, Elsewhere()) == alone).all()
    with ThreadPoolExecutor(3) as three:
        assert (drawn.counts(3500, three, shares.append) == alone).all()
    assert shares == [1000 / 3500, 2000 / 3500, 3000 / 3500, 1]


def test_long_work_is_shared_by_two_processes(drawn: Draws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.agreements.draws.LONG", 1)
    monkeypatch.setattr("comity.agreements.draws.TASK", 500)
    assert (drawn.counts(900) == drawn.counts_at(drawn.readings.values(0, 900))).all()


def test_progress_may_end_it(drawn: Draws) -> None:
    class Enough(Exception):
        pass

    def stop(share: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        drawn.counts(2 * STRETCH, progress=stop)
    with ThreadPoolExecutor(1) as one, pytest.raises(Enough):
        drawn.counts(2 * STRETCH, one, stop)


def test_many_blocks(monkeypatch: pytest.MonkeyPatch, drawn: Draws) -> None:
    expected = drawn.counts(200)
    monkeypatch.setattr("comity.agreements.draws.BLOCK", 128)
    assert (pickle.loads(pickle.dumps(drawn)).counts(200) == expected).all()


def test_nobody_signs_and_nothing_is_left() -> None:
    parties = {"a": {"name": "A"}, "b": {"name": "B"}, "c": "C"}
    assert Draws.of(talks(parties=parties)).counts(3).tolist() == [4, 4, 4]
    closed = talks(red_lines=[{"party": "a", "never": {"x": ["p", "q"]}, "firmness": "declared"}])
    assert Draws.of(closed).counts(3).tolist() == [0, 0, 0]


def test_what_is_too_large_says_so(washington: Case) -> None:
    judged = Judged.of(washington)
    with pytest.raises(TooMany):
        allowed(washington, judged.space, most=5000)
    assert len(allowed(washington, judged.space, most=5616)) == 5616
    assert MOST >= 100_000
